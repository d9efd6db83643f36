"""Launches: what a row holds, and what may be asked."""

from __future__ import annotations

from spacetimeline.output.schema import NUMBER, WORD
from spacetimeline.queries import resolve
from spacetimeline.queries.fields import Column, Date, Many, Ref, hanging
from spacetimeline.queries.filters import Flag, Named, Span, Text, Word, common
from spacetimeline.queries.subject import Subject
from spacetimeline.queries.walking import among
from spacetimeline.vocabularies import LaunchCategory, LaunchStatus, Orbit, Outcome


def _with_crew(more: str = "") -> str:
    """That somebody went up on it of whom something is true."""
    crews = "flight AS f JOIN crew AS cr ON cr.flight_id = f.id"
    return among("launch.id", "f.launch_id", crews, f"cr.up{more}")


def _operated(tables: str, where: str) -> str:
    """That it carried something that a body operates of which something is true."""
    operations = f"spacecraft AS s JOIN operation AS o ON o.record_id = s.id{tables}"
    return among("launch.id", "s.launch_id", operations, where)


_PERSON_STATES = (
    "cr.represented_id {any} OR cr.person_id IN "
    "(SELECT ci.person_id FROM citizenship AS ci WHERE ci.country_id {any})"
)

LAUNCHES = Subject(
    "launches",
    kind="launch",
    table="launch",
    fields=[
        Column("key", "launch.key"),
        Column("name", "launch.name"),
        Date("date", "launch.date"),
        Column("date_local", "launch.date_local"),
        Ref("vehicle", "vehicle", "launch.vehicle_id"),
        Ref("family", "family", "launch.family_id"),
        Ref("pad", "pad", "launch.pad_id"),
        Ref("site", "site", "launch.site_id"),
        Ref("platform", "platform", "launch.platform_id"),
        Ref("ascent_site", "site", "launch.ascent_site_id"),
        Column("category", "launch.category", type=WORD),
        Column("outcome", "launch.outcome", type=WORD),
        Column("success_fraction", "launch.success_fraction", type=NUMBER),
        Column("code", "launch.code"),
        Column("failure_cause", "launch.failure_cause"),
        Column("status", "launch.status", type=WORD),
        Column("cospar", "launch.cospar"),
        Many(
            "payloads",
            "spacecraft AS p WHERE p.payload_position IS NOT NULL",
            "p.launch_id",
            "p.name",
            "p.payload_position, p.key",
            key="p.key",
        ),
        Ref("provider", "organization", "launch.provider_id"),
        Column("serial", "launch.serial"),
        Ref(
            "flight",
            "flight",
            "(SELECT fl.id FROM flight AS fl WHERE fl.launch_id = launch.id "
            "ORDER BY fl.key LIMIT 1)",
        ),
        *hanging(),
    ],
    filters=[
        Named(
            "vehicle",
            "launch.vehicle_id {any}",
            "a vehicle, its variants, or a whole family",
            '"Proton-M"',
            kind=("vehicle", "family"),
            expand=resolve.vehicles,
        ),
        Named(
            "family",
            "launch.family_id {any}",
            "a family of vehicles, with the families inside it",
            '"Proton"',
            kind="family",
            expand=resolve.families,
        ),
        Named("site", "launch.site_id {any}", "from this site", '"Baikonur"', kind="site"),
        Named(
            "pad",
            "launch.pad_id {any}",
            "from this pad",
            '"baikonur-200-39"',
            kind="pad",
            expand=resolve.pads,
        ),
        Named(
            "platform",
            "launch.platform_id {any}",
            "from this ship, aircraft or submarine",
            '"White Knight"',
            kind="platform",
        ),
        Word(
            "outcome",
            "launch.outcome {any}",
            "success, partial failure or failure",
            '"failure"',
            vocabulary=Outcome,
        ),
        Named(
            "provider",
            "launch.provider_id {any}",
            "launched by this body or its predecessors",
            '"Roscosmos"',
            kind="organization",
            expand=resolve.organizations,
        ),
        Named(
            "operator",
            _operated("", "o.organization_id {any}"),
            "with a payload of this operator",
            '"Kazcosmos"',
            kind="organization",
            expand=resolve.organizations,
        ),
        Named(
            "payload",
            among("launch.id", "s.launch_id", "spacecraft AS s", "s.id {any}"),
            "that carried this craft",
            '"KazSat-2"',
            kind="spacecraft",
            expand=resolve.crafts,
        ),
        Named(
            "person",
            _with_crew(" AND cr.person_id {any}"),
            "that took this person up",
            '"Aimbetov"',
            kind="person",
        ),
        Word(
            "orbit",
            among("launch.id", "s.launch_id", "spacecraft AS s", "s.orbit {any}"),
            "with a payload in this class of orbit",
            '"GEO"',
            vocabulary=Orbit,
            seeks=True,
        ),
        Flag("crewed", _with_crew(), "with people aboard", "True"),
        Word(
            "status",
            "launch.status {any}",
            "flown (unless told otherwise), planned, requested, proposed, cancelled, all",
            '"planned"',
            vocabulary=LaunchStatus,
            default=("flown",),
        ),
        Word(
            "category",
            "launch.category {any}",
            "orbital and deep space (unless told otherwise), marginal, suborbital …, all",
            '"all"',
            vocabulary=LaunchCategory,
            default=("orbital", "deep space"),
        ),
        Text(
            "serial",
            "launch.serial {any}",
            "with this serial number of the vehicle",
            '"410-12"',
            known="SELECT DISTINCT l.serial FROM launch AS l WHERE l.serial IS NOT NULL",
        ),
        Named(
            "provider_country",
            "launch.provider_id IN (SELECT o.id FROM organization AS o WHERE o.country_id {any})",
            "launched by a body of this state",
            '"RU"',
            kind="country",
        ),
        Named(
            "payload_country",
            _operated(
                " JOIN organization AS og ON og.id = o.organization_id", "og.country_id {any}"
            ),
            "with a payload operated from this state",
            '"KZ"',
            kind="country",
        ),
        Named(
            "crew_country",
            _with_crew(f" AND ({_PERSON_STATES})"),
            "with a crew member who is a citizen of this state or flew for it",
            '"KZ"',
            kind="country",
        ),
        Named(
            "site_country",
            "launch.site_id IN (SELECT sc.site_id FROM site_country AS sc "
            "WHERE sc.country_id {any}) OR launch.site_id IN "
            "(SELECT si.id FROM site AS si WHERE si.country_id {any})",
            "from a site in this state, then or now",
            '"KZ"',
            kind="country",
        ),
        *common("launch", "launch", Span("launch.date")),
    ],
    order=["launch.date_start", "launch.date_end", "launch.key"],
    timed=("vehicle_id", "family_id", "site_id", "pad_id", "provider_id"),
    shown=["date", "name", "vehicle", "site", "outcome"],
    undated=True,
    eager=("vehicle", "payloads"),
)
