"""People and flights, stays, expeditions, spacewalks."""

from __future__ import annotations

from spacetimeline.output.schema import NUMBER, WHOLE, WORD
from spacetimeline.queries import resolve
from spacetimeline.queries.fields import Column, Date, Duration, Many, Ref, hanging
from spacetimeline.queries.filters import Flag, Named, Number, Span, Word, common
from spacetimeline.queries.flown import Boundary, Ongoing, StillUp, TimeInSpace
from spacetimeline.queries.presence import Stays
from spacetimeline.queries.subject import Subject
from spacetimeline.queries.walking import among
from spacetimeline.vocabularies import ExpeditionKind, FlightOutcome

_STAY_SPAN = Span(
    "y.start",
    "y.end",
    open_end=True,
    of="stay",
    within=among("person.id", "y.person_id", "stay AS y", "y.reached {boundary} AND ({period})"),
    not_before="person.first_launch",
)


def _crew(name: str, condition: str) -> Many:
    return Many(
        name,
        f"crew AS cr JOIN person AS pe ON pe.id = cr.person_id WHERE {condition}",
        "cr.flight_id",
        "pe.name",
        "cr.position",
        key="pe.key",
    )


FLIGHTS = Subject(
    "flights",
    kind="flight",
    table="flight",
    fields=[
        Column("key", "flight.key"),
        Column("name", "flight.name"),
        Ref("craft", "spacecraft", "flight.craft_id"),
        Ref("launch", "launch", "flight.launch_id"),
        Date("launched", "flight.launched"),
        Column("reached", "flight.reached", type=WORD),
        Column("apogee", "flight.apogee", type=NUMBER),
        Column("outcome", "flight.outcome", type=WORD),
        Date("landing", "flight.landing"),
        Column("landing_place", "flight.place"),
        Column("landing_latitude", "flight.latitude", type=NUMBER),
        Column("landing_longitude", "flight.longitude", type=NUMBER),
        Duration("flight.launched", "flight.landing"),
        Column("call_sign", "flight.call_sign"),
        _crew("crew", "1 = 1"),
        _crew("crew_up", "cr.up"),
        _crew("crew_down", "cr.down"),
        Column("partial", "flight.partial", bool),
        Many(
            "dockings",
            "docking AS d JOIN flight AS fd ON fd.craft_id = d.craft_id",
            "fd.id",
            "d.name",
            "d.docked_start NULLS LAST, d.key",
            key="d.key",
        ),
        Many(
            "expeditions",
            "flight_expedition AS fe JOIN expedition AS e ON e.id = fe.expedition_id",
            "fe.flight_id",
            "e.name",
            "e.start_start NULLS LAST, e.key",
            key="e.key",
        ),
        *hanging(),
    ],
    filters=[
        Named(
            "person",
            among("flight.id", "cr.flight_id", "crew AS cr", "cr.person_id {any}"),
            "with this person aboard, up or down",
            '"Musabayev"',
            kind="person",
        ),
        Named(
            "craft",
            "flight.craft_id {any}",
            "of this craft, reused vessel or class",
            '"Columbia"',
            kind="spacecraft",
            expand=resolve.crafts,
        ),
        Named(
            "station",
            among("flight.craft_id", "d.craft_id", "docking AS d", "d.target_id {any}"),
            "that docked with this station",
            '"Mir"',
            kind="station",
            expand=resolve.stations,
        ),
        Named(
            "vehicle",
            among("flight.launch_id", "l.id", "launch AS l", "l.vehicle_id {any}"),
            "launched by this vehicle, its variants, or a whole family",
            '"Soyuz-FG"',
            kind=("vehicle", "family"),
            expand=resolve.vehicles,
        ),
        Word(
            "outcome",
            "flight.outcome {any}",
            "landed, ascent abort, pad abort, lost",
            '"lost"',
            vocabulary=FlightOutcome,
        ),
        Boundary("flight.reached {any}"),
        *common("flight", "flight", Span("flight.launched", "flight.landing", open_end=True)),
    ],
    order=["flight.launched_start", "flight.launched_end", "flight.key"],
    shown=["launched", "name", "crew_up", "landing", "crew_down"],
    undated=True,
)

PEOPLE = Subject(
    "people",
    kind="person",
    table="person",
    fields=[
        Column("key", "person.key"),
        Column("name", "person.name"),
        Date("born", "person.born"),
        Date("died", "person.died"),
        Many(
            "citizenships",
            "citizenship AS cz JOIN country AS co ON co.id = cz.country_id",
            "cz.person_id",
            "co.name",
            "cz.position",
            key="co.key",
        ),
        Ref("agency", "organization", "person.agency_id"),
        Many(
            "flights",
            "crew AS cr JOIN flight AS f ON f.id = cr.flight_id",
            "cr.person_id",
            "f.name",
            "f.launched_start NULLS LAST, f.key",
            key="f.key",
        ),
        Many(
            "stays",
            "stay AS y WHERE y.reached = 'orbit'",
            "y.person_id",
            "y.name",
            "y.start_start, y.key",
            key="y.key",
        ),
        TimeInSpace(),
        Many(
            "spacewalks",
            "spacewalk_person AS sp JOIN spacewalk AS sw ON sw.id = sp.spacewalk_id",
            "sp.person_id",
            "sw.name",
            "sw.start_start NULLS LAST, sw.key",
            key="sw.key",
        ),
        *hanging(),
    ],
    filters=[
        Boundary("", "with a time, flown, flight or station: who got at least so far"),
        Flag(
            "flown",
            among("person.id", "y.person_id", "stay AS y", "y.reached {boundary}"),
            "who have (or have not) been in space",
            "True",
        ),
        Named(
            "agency",
            "person.agency_id {any}",
            "of this agency or its predecessors",
            '"Roscosmos"',
            kind="organization",
            expand=resolve.organizations,
        ),
        Named(
            "flight",
            among(
                "person.id",
                "cr.person_id",
                "crew AS cr JOIN flight AS f ON f.id = cr.flight_id",
                "f.reached {boundary} AND cr.flight_id {any}",
            ),
            "aboard this flight, up or down",
            '"Soyuz TMA-18M"',
            kind="flight",
            expand=resolve.flights,
        ),
        Named(
            "station",
            among(
                "person.id",
                "y.person_id",
                "stay AS y JOIN aboard AS a ON a.stay_id = y.id",
                "a.station_id {any}",
            ),
            "who were aboard this station",
            '"Mir"',
            kind="station",
        ),
        *common("person", "person", _STAY_SPAN),
    ],
    order=["person.first_launch", "person.key"],
    shown=["name", "born", "citizenships", "agency", "flights", "time_in_space_seconds"],
    undated=True,
)

STAYS = Stays(
    "stays",
    kind="stay",
    table="stay",
    fields=[
        Column("key", "stay.key"),
        Column("name", "stay.name"),
        Ref("person", "person", "stay.person_id"),
        Ref("flight_up", "flight", "stay.flight_up_id"),
        Ref("flight_down", "flight", "stay.flight_down_id"),
        Date("start", "stay.start"),
        Date("end", "stay.end"),
        Column("status", "stay.status", type=WORD),
        Ongoing("ongoing"),
        Duration("stay.start", "stay.end"),
        Ref("represented", "country", "stay.represented_id"),
        Many(
            "expeditions",
            "stay_expedition AS se JOIN expedition AS e ON e.id = se.expedition_id",
            "se.stay_id",
            "e.name",
            "e.start_start NULLS LAST, e.key",
            key="e.key",
        ),
    ],
    filters=[
        Named("person", "stay.person_id {any}", "of this person", '"Musabayev"', kind="person"),
        Named(
            "station",
            among("stay.id", "a.stay_id", "aboard AS a", "a.station_id {any}"),
            "spent aboard this station, at least in part",
            '"Mir"',
            kind="station",
        ),
        Named(
            "flight",
            "(stay.flight_up_id {any} OR stay.flight_down_id {any})",
            "that began or ended with this flight",
            '"Soyuz TMA-18M"',
            kind="flight",
            expand=resolve.flights,
        ),
        StillUp("ongoing", "", "still going on (or not)", "True"),
        Boundary("stay.reached {any}", default="orbit"),
        *common("stay", "stay", Span("stay.start", "stay.end", open_end=True)),
    ],
    order=["stay.start_start", "stay.start_end", "stay.key"],
    timed=("person_id",),
    shown=["start", "person", "flight_up", "flight_down", "end", "duration_seconds"],
)

EXPEDITIONS = Subject(
    "expeditions",
    kind="expedition",
    table="expedition",
    fields=[
        Column("key", "expedition.key"),
        Column("name", "expedition.name"),
        Ref("station", "spacecraft", "expedition.station_id"),
        Column("number", "expedition.number", type=WHOLE),
        Column("kind", "expedition.kind", type=WORD),
        Date("start", "expedition.start"),
        Date("end", "expedition.end"),
        Many(
            "members",
            "expedition_member AS em JOIN person AS p ON p.id = em.person_id",
            "em.expedition_id",
            "p.name",
            "em.position",
            key="p.key",
        ),
        *hanging(),
    ],
    filters=[
        Named(
            "station",
            "expedition.station_id {any}",
            "of this station",
            '"ISS"',
            kind="station",
            expand=resolve.stations,
        ),
        Word(
            "kind",
            "expedition.kind {any}",
            "resident or visiting",
            '"visiting"',
            vocabulary=ExpeditionKind,
        ),
        Named(
            "person",
            among(
                "expedition.id",
                "em.expedition_id",
                "expedition_member AS em",
                "em.person_id {any}",
            ),
            "with this member",
            '"Aimbetov"',
            kind="person",
        ),
        Number("number", "expedition.number {any}", "with this number", "18"),
        *common("expedition", "expedition", Span("expedition.start", "expedition.end")),
    ],
    order=["expedition.start_start", "expedition.start_end", "expedition.key"],
    shown=["start", "name", "station", "members", "end"],
    undated=True,
)

SPACEWALKS = Subject(
    "spacewalks",
    kind="spacewalk",
    table="spacewalk",
    fields=[
        Column("key", "spacewalk.key"),
        Column("name", "spacewalk.name"),
        Many(
            "people",
            "spacewalk_person AS sp JOIN person AS p ON p.id = sp.person_id",
            "sp.spacewalk_id",
            "p.name",
            "sp.position",
            key="p.key",
        ),
        Ref("craft", "spacecraft", "spacewalk.craft_id"),
        Date("start", "spacewalk.start"),
        Date("end", "spacewalk.end"),
        Duration("spacewalk.start", "spacewalk.end"),
        Column("where", "spacewalk.place", type=WORD),
        *hanging(),
    ],
    filters=[
        Named(
            "person",
            among(
                "spacewalk.id",
                "sp.spacewalk_id",
                "spacewalk_person AS sp",
                "sp.person_id {any}",
            ),
            "by this person",
            '"Musabayev"',
            kind="person",
        ),
        Named(
            "station",
            "spacewalk.craft_id {any}",
            "from this station or a part of it",
            '"Mir"',
            kind="station",
            expand=resolve.stations,
        ),
        *common("spacewalk", "spacewalk", Span("spacewalk.start", "spacewalk.end")),
    ],
    order=["spacewalk.start_start", "spacewalk.start_end", "spacewalk.key"],
    shown=["start", "people", "craft", "duration_seconds"],
    undated=True,
)
