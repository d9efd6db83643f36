"""The catalogues that can be imported."""

from __future__ import annotations

from spacetimeline.catalogs.celestrak import SATCAT
from spacetimeline.catalogs.gcat.catalog import GCAT
from spacetimeline.catalogs.launch_library.catalog import LAUNCH_LIBRARY
from spacetimeline.errors import NotFound
from spacetimeline.names import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacetimeline.catalogs.kinds import Catalog

CATALOGS: dict[str, Catalog] = {catalog.name: catalog for catalog in (GCAT, LAUNCH_LIBRARY, SATCAT)}


def catalog_named(name: str) -> Catalog:
    """The catalogue of this name.

    Raises:
        NotFound: there is none; the text names those that there are.
    """
    folded = name.strip().lower().replace("_", "-").replace(" ", "-")
    if folded in CATALOGS:
        return CATALOGS[folded]
    near = nearest(folded, list(CATALOGS))
    meant = f"; did you mean {near[0]!r}?" if near else "."
    known = ", ".join(CATALOGS)
    msg = f"{name!r} is no catalogue that can be imported{meant} There are: {known}."
    raise NotFound(msg, asked=name, suggestions=near or list(CATALOGS))
