"""The kinds of pictures: what each shows, and which question it draws. Loads no matplotlib."""

from __future__ import annotations

from spacetimeline.errors import NotFound, SpacetimelineError
from spacetimeline.folding import fold_word
from spacetimeline.names import nearest
from spacetimeline.output.extras import needed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from spacetimeline.pictures.picture import Picture
    from spacetimeline.queries.query import Query

FORMATS = ("png", "svg", "pdf", "html")
"""The endings of files that a picture is saved to."""
OPTIONS = ("title", "width", "height")
"""What may be said of the drawing itself, beside the filters of its question."""
_NARROWEST, _WIDEST = 2.0, 60.0


class CannotDraw(SpacetimelineError, ValueError):
    """A picture that does not fit its query, or cannot be drawn or saved as asked."""


class Kind:
    """One kind of picture.

    Args:
        name: what one types.
        shows: one line.
        question: the question that it asks by itself.
        module: the module of this room whose `draw` draws it.
        fits: further questions whose answers it draws too.
    """

    def __init__(
        self, name: str, shows: str, *, question: str, module: str, fits: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self.shows = shows
        self.question = question
        self.module = module
        self.questions = (question, *fits)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "launches-per-year",
            "Launches of each year, by outcome.",
            question="launches",
            module="per_year",
        ),
        Kind(
            "launches-by-family",
            "Launches of each family of vehicles, by outcome.",
            question="launches",
            module="by_family",
        ),
        Kind(
            "success-rate",
            "The share of launches that succeeded, over time, with its 95 % interval.",
            question="launches",
            module="rates",
        ),
        Kind(
            "stays",
            "Who was up when, with whom, and on which craft each went up and came down.",
            question="stays",
            module="stays",
        ),
        Kind(
            "people-in-space",
            "How many people were in space: a step at each change.",
            question="population",
            module="people",
        ),
        Kind(
            "crew-exchange",
            "Who went up on one craft and came down on another.",
            question="flights",
            module="exchange",
        ),
        Kind(
            "satellites",
            "The lives of satellites, from launch to the end of their work and of themselves.",
            question="satellites",
            module="satellites",
            fits=("spacecraft",),
        ),
        Kind("map", "Where launch sites are.", question="sites", module="sites", fits=("pads",)),
    )
}


def kind_of(name: object) -> Kind:
    """The kind of this name; case, space, ``-`` and ``_`` fold.

    Raises:
        NotFound: there is none; the nearest is named, and all are listed.
    """
    asked = fold_word(str(name)).replace(" ", "-")
    if asked in KINDS:
        return KINDS[asked]
    near = nearest(asked, KINDS, 1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    msg = f"There is no picture {str(name)!r}.{hint} There are: {', '.join(KINDS)}."
    raise NotFound(msg, asked=str(name), suggestions=near)


def draw(query: Query[Any], name: str, **options: Any) -> Picture:
    """Draw the answer to a query.

    Args:
        query: what is drawn.
        name: the kind of picture: ``"stays"`` …
        options: ``title`` (a text instead of ours), ``width`` and ``height`` (inches).

    Raises:
        NotFound: there is no such kind.
        CannotDraw: this kind does not show such an answer, or an option is not understood.
        MissingExtra: matplotlib is not installed.
    """
    kind = kind_of(name)
    question = query._subject.name  # noqa: SLF001 - a picture stands beside its query
    if question not in kind.questions:
        raise CannotDraw(_misfit(kind, question))
    checked = _checked(kind, options)
    needed("matplotlib", "plot", "A picture")

    from importlib import import_module

    from spacetimeline.pictures.asked import Asked

    room = import_module(f"spacetimeline.pictures.{kind.module}")
    picture: Picture = room.draw(Asked(query, checked))
    return picture


def _misfit(kind: Kind, question: str) -> str:
    fitting = [one.name for one in KINDS.values() if question in one.questions]
    there = (
        f"An answer to {question} can be drawn as {' or '.join(map(repr, fitting))}."
        if fitting
        else f"There is no picture of {question}; q.to_html() or q.to_csv() shows it."
    )
    return (
        f"{kind.name!r} draws {' or '.join(kind.questions)}, and this is an answer to {question}. "
        f"{there} Or type st.plot({kind.name!r}, …), which asks {kind.question} itself."
    )


def _checked(kind: Kind, options: dict[str, Any]) -> dict[str, Any]:
    """The options, those that are None left out."""
    for name in options:
        if name not in OPTIONS:
            near = nearest(name, OPTIONS, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            msg = (
                f"A picture has no option {name!r}.{hint} It takes: {', '.join(OPTIONS)}. Filters "
                f"belong to the question: q.where({name}=…), or st.plot({kind.name!r}, {name}=…)."
            )
            raise CannotDraw(msg)
    given = {name: value for name, value in options.items() if value is not None}
    for name in {"width", "height"} & given.keys():
        size = given[name]
        if isinstance(size, bool) or not isinstance(size, (int, float)):
            msg = f"{name}={size!r}: it is a number of inches. Type {name}=10."
            raise CannotDraw(msg)
        if not _NARROWEST <= size <= _WIDEST:
            msg = f"{name}={size}: a picture has {_NARROWEST:g} to {_WIDEST:g} inches."
            raise CannotDraw(msg)
    return given


def format_of(path: str | Path) -> str:
    """The format that a file's ending names.

    Raises:
        CannotDraw: there is no such format; all are listed.
    """
    from spacetimeline.output.files import as_path

    suffix = as_path(path).suffix
    ending = suffix.casefold().removeprefix(".")
    if ending in FORMATS:
        return ending
    said = f"the ending {suffix!r}" if ending else "no ending"
    listed = ", ".join(f".{one}" for one in FORMATS)
    msg = f"{str(path)!r} has {said}, which names no format. A picture is saved as {listed}."
    raise CannotDraw(msg)


def check_page(path: str | Path) -> None:
    """Check that a file can be called so which holds a page: .html, or without an ending.

    Raises:
        CannotDraw: its ending names another format.
    """
    from spacetimeline.output.files import as_path

    suffix = as_path(path).suffix
    if suffix.casefold() not in {"", ".html", ".htm"}:
        msg = (
            f"{str(path)!r} has the ending {suffix!r}, and a page is HTML: call it "
            f"{str(as_path(path).with_suffix('.html'))!r}. A picture is drawn by plot."
        )
        raise CannotDraw(msg)
