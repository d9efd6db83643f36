"""The questions of a database: one thin method each."""

from __future__ import annotations

from spacetimeline.queries.all import QUESTIONS
from spacetimeline.queries.helping import by_keyword, with_filters
from spacetimeline.queries.lookup import kind_word
from spacetimeline.queries.query import Query, whole
from spacetimeline.queries.subject import Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from spacetimeline import models
    from spacetimeline.pictures.picture import Picture
    from spacetimeline.queries.asking import Asker
    from spacetimeline.queries.audit import Problem
    from spacetimeline.queries.conflicts import Conflict, Coverage
    from spacetimeline.queries.population import Population
    from spacetimeline.queries.presence import Presence
    from spacetimeline.queries.searching import Match
    from spacetimeline.queries.statistics import Statistic
    from spacetimeline.queries.superlatives import Superlative
    from spacetimeline.queries.timeline import Entry


class Questions:
    """What can be asked of a database; `Database` is one."""

    _asker: Asker

    def _ask(self, question: str, **filters: Any) -> Query[Any]:
        subject: Any = QUESTIONS[question]
        return Query(self._asker, subject, [Stage(subject.criteria(filters))])

    def launches(self, **filters: Any) -> Query[models.Launch]:
        """Launches, in time order: flown orbital attempts unless `category`, `status` say more.

        >>> import spacetimeline as st
        >>> [launch.name for launch in st.launches(year=2006, vehicle="Proton-K")]
        ['KazSat-1', 'Kosmos 2424, 2425 and 2426']
        """
        return self._ask("launches", **filters)

    def flights(self, **filters: Any) -> Query[models.Flight]:
        """Flights of craft with people, launch to landing.

        >>> import spacetimeline as st
        >>> [flight.name for flight in st.flights(station="Mir", during="1991-10-05")]
        ['Soyuz TM-12', 'Soyuz TM-13']
        """
        return self._ask("flights", **filters)

    def stays(self, **filters: Any) -> Query[models.Stay]:
        """People's times in space, each from who went up to who came down.

        >>> import spacetimeline as st
        >>> print(st.stays(person="Aimbetov").one().duration)
        9 days, 20:13:53
        """
        return self._ask("stays", **filters)

    def people(self, **filters: Any) -> Query[models.Person]:
        """People, by first launch; those who never flew last.

        >>> import spacetimeline as st
        >>> [person.name for person in st.people(country="KZ", flown=True)]
        ['Toktar Aubakirov', 'Talgat Musabayev', 'Aidyn Aimbetov']
        """
        return self._ask("people", **filters)

    def spacecraft(self, **filters: Any) -> Query[models.Spacecraft]:
        """Spacecraft of every kind, by launch."""
        return self._ask("spacecraft", **filters)

    def satellites(self, **filters: Any) -> Query[models.Spacecraft]:
        """Spacecraft of kind satellite, by launch."""
        return self._ask("satellites", **filters)

    def dockings(self, **filters: Any) -> Query[models.Docking]:
        """Dockings of craft with stations and with each other."""
        return self._ask("dockings", **filters)

    def spacewalks(self, **filters: Any) -> Query[models.Spacewalk]:
        """Spacewalks: in open space, on the Moon, and inside modules without air."""
        return self._ask("spacewalks", **filters)

    def expeditions(self, **filters: Any) -> Query[models.Expedition]:
        """Resident and visiting expeditions of stations."""
        return self._ask("expeditions", **filters)

    def vehicles(self, **filters: Any) -> Query[models.Vehicle]:
        """Launch vehicles as flown, by key."""
        return self._ask("vehicles", **filters)

    def families(self, **filters: Any) -> Query[models.VehicleFamily]:
        """Families of launch vehicles, by key."""
        return self._ask("families", **filters)

    def sites(self, **filters: Any) -> Query[models.Site]:
        """Launch sites, by key."""
        return self._ask("sites", **filters)

    def pads(self, **filters: Any) -> Query[models.Pad]:
        """Launch pads, by key."""
        return self._ask("pads", **filters)

    def organizations(self, **filters: Any) -> Query[models.Organization]:
        """Agencies, makers, operators, by key."""
        return self._ask("organizations", **filters)

    def countries(self, **filters: Any) -> Query[models.Country]:
        """States, present and former, by key."""
        return self._ask("countries", **filters)

    def programmes(self, **filters: Any) -> Query[models.Programme]:
        """Undertakings that last, such as Baiterek."""
        return self._ask("programmes", **filters)

    def events(self, **filters: Any) -> Query[models.Event]:
        """What is not a launch: agreements, statements, requests, plans."""
        return self._ask("events", **filters)

    def claims(self, **filters: Any) -> Query[models.Claim]:
        """What single sources say of records, and whether we hold to it."""
        return self._ask("claims", **filters)

    def sources(self, about: Any = None, **filters: Any) -> Query[models.Source]:
        """Who says so: the sources of a record, or all."""
        return self._ask("sources", about=about, **filters)

    def timeline(self, **filters: Any) -> Query[Entry]:
        """Everything dated, of every kind, merged in time order.

        >>> import spacetimeline as st
        >>> st.timeline(about="KazSat-1").first().title
        'Memorandum on a Kazakh communications satellite'
        """
        return self._ask("timeline", **filters)

    def in_space(self, at: Any = None, boundary: str = "orbit", **filters: Any) -> Query[Presence]:
        """Who was in space at a time, and aboard what.

        Args:
            at: an instant, or a longer period of which any instant counts; UTC; None is now.
            boundary: ``orbit``, ``100km`` or ``80km``: who got at least so far.
            filters: ``person``, ``country``.

        Raises:
            InvalidDate: `at` cannot be read.
        """
        asked = None if boundary == "orbit" else boundary
        return self._ask("in_space", at=_time(at), boundary=asked, **filters)

    def aboard(self, station: Any, at: Any = None, **filters: Any) -> Query[Presence]:
        """Who was aboard a station at a time, and the craft that each came with.

        Args:
            station: by any name, key or identifier, or the record.
            at: an instant, or a longer period of which any instant counts; UTC; None is now.
            filters: ``person``, ``country``.

        Raises:
            InvalidDate: `at` cannot be read.
        """
        return self._ask("aboard", station=station, at=_time(at), **filters)

    def population(self, **filters: Any) -> Query[Population]:
        """How many people were in space, and who: a step at each change, from the first launch.

        Whoever went up and is not known to have come down counts as long as coverage vouches
        for it.
        """
        return self._ask("population", **filters)

    def superlatives(self, **filters: Any) -> Query[Superlative]:
        """The longest stay, the most people at once, the youngest … among what is in the packs."""
        return self._ask("superlatives", **filters)

    def conflicts(self, about: Any = None, **filters: Any) -> Query[Conflict]:
        """Where sources disagree, what we hold to, and why."""
        return self._ask("conflicts", about=about, **filters)

    def coverage(self, **filters: Any) -> Query[Coverage]:
        """What the packs of this database claim to hold completely, from when to when."""
        return self._ask("coverage", **filters)

    def audit(self) -> Query[Problem]:
        """What cannot be, in the data as they are, whoever changed them; no rows is good news.

        Nobody is in two places or comes down without having gone up, crews change only between
        craft that are docked, who walks or serves is up and there at the time … Where dates are
        vague, only what is certainly impossible is a problem.
        """
        return self._ask("audit")

    def statistics(self, by: str = "year", **filters: Any) -> Query[Statistic]:
        """What the numbers say of launches: attempts, outcomes, rates with 95 % intervals.

        Args:
            by: ``year``, ``decade``, ``vehicle``, ``family``, ``site``, ``pad``, ``country`` (the
                provider's), ``provider``, ``operator``, ``orbit`` or ``outcome``. By operator and
                orbit a launch counts under each payload's; else in one group only.
            filters: those of `launches`.

        Raises:
            NotFound: launches are not grouped like this.
            UnknownFilter: launches have no such filter.
        """
        from spacetimeline.queries.statistics import statistics

        subject: Any = statistics(by, filters)
        return Query(self._asker, subject, [Stage()])

    def plot(self, kind: str, **filters: Any) -> Picture:
        """Draw the answer to a picture's own question: a matplotlib Figure.

        Args:
            kind: ``launches-per-year``, ``launches-by-family``, ``success-rate`` (all of
                `launches`), ``stays``, ``people-in-space`` (of `population`), ``crew-exchange``
                (of `flights`), ``satellites`` or ``map`` (of `sites`).
            filters: those of that question; and ``title``, ``width``, ``height`` (inches).

        Raises:
            NotFound: there is no such kind, or a name or word in the filters.
            UnknownFilter: its question has no such filter.
            MissingExtra: matplotlib is not installed.
        """
        from spacetimeline.pictures.kinds import OPTIONS, kind_of

        options = {name: filters.pop(name) for name in OPTIONS if name in filters}
        picture: Picture = self._ask(kind_of(kind).question, **filters).plot(kind, **options)
        return picture

    def page(self, path: str | Path, title: str | None = None, **filters: Any) -> Path:
        """Write the timeline as one HTML file to explore in a browser, without a network.

        Args:
            path: of the file; what stands there is replaced, whole or not at all.
            title: the page's heading; what was asked unless given.
            filters: those of `timeline`.

        Returns:
            The path.

        Raises:
            NotFound: a name or word in the filters.
            UnknownFilter: `timeline` has no such filter.
            MissingExtra: the library that draws it is not installed.
            CannotDraw: the path ends like another format than .html.
            CannotWrite: the file cannot be written; what stood there stands.
        """
        return self.timeline(**filters).page(path, title)

    def search(self, text: str, kind: str | None = None, limit: int = 10) -> Query[Match]:
        """Ranked candidates for a name, in any script, typing errors allowed.

        Args:
            text: what was heard or read.
            kind: only records of this kind: ``person``, ``launch`` …
            limit: how many at most.

        Raises:
            NotFound: there is no such kind.
        """
        from spacetimeline.queries.searching import searching

        subject: Any = searching(str(text), _word(kind), whole(limit, "limit"))
        return Query(self._asker, subject, [Stage()])

    def get(self, name: Any, kind: str | None = None) -> Any:
        """One record by any name, key or identifier that it has, in any script.

        Args:
            name: ``"Soyuz TMA-18M"``, ``"Аимбетов"``, ``"2006-022A"``, ``29230``,
                ``"launch:2015-043"``.
            kind: only records of this kind: ``person``, ``launch`` …

        Raises:
            NotFound: nothing has this name; the nearest names are suggested.
            Ambiguous: several have it; what to type is listed.
        """
        from spacetimeline.queries.records import fetched

        lookup = self._asker.lookup()
        hit = lookup.one(name, kind_word(_word(kind)))
        return fetched(self._asker.session(), lookup, hit.kind, [hit.id])[hit.id]

    def facts(self, name: Any, kind: str | None = None) -> dict[str, Any]:
        """All that is known of one record, as plain data: what its card shows.

        Args:
            name: by any name, key or identifier, as for `get`.
            kind: only records of this kind.

        Returns:
            ``kind``, ``row`` (its flat fields) and ``card``: names, identifiers, its entries of
            the timeline, claims and sources.

        Raises:
            NotFound: nothing has this name; the nearest names are suggested.
            Ambiguous: several have it; what to type is listed.
        """
        from spacetimeline.queries.facts import facts_of

        return facts_of(self._ask, self._asker.lookup(), name, kind)


def _tell_filters() -> None:
    """So that `help(st.launches)` lists them: they are written once, in their table."""
    for name, subject in {**QUESTIONS, "statistics": QUESTIONS["launches"]}.items():
        method = getattr(Questions, name)
        method.__doc__ = with_filters(method.__doc__ or "", subject.filters.values())
        setattr(Questions, name, by_keyword(method, f"st.{name}", subject.filters.values()))
    page, timeline = Questions.page, QUESTIONS["timeline"]
    Questions.page = by_keyword(page, "st.page", timeline.filters.values())  # type: ignore[method-assign]


_tell_filters()


def _word(kind: Any) -> str | None:
    return None if kind is None else str(kind)


def _time(at: Any) -> Any:
    if at is not None:
        return at
    from datetime import UTC, datetime

    return datetime.now(UTC).replace(microsecond=0)
