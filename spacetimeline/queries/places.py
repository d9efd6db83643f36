"""Vehicles and their families, sites and pads, organizations and countries."""

from __future__ import annotations

from spacetimeline.output.schema import NUMBER
from spacetimeline.queries import resolve
from spacetimeline.queries.fields import Column, Date, Field, Many, Ref, hanging
from spacetimeline.queries.filters import Named, Span, common
from spacetimeline.queries.subject import Subject

_FLOWN = "l.status = 'flown' AND l.date_start IS NOT NULL"


def _operators() -> Many:
    return Many(
        "operators",
        "operation AS op JOIN organization AS og ON og.id = op.organization_id",
        "op.record_id",
        "og.name",
        "op.position",
        key="og.key",
    )


# Of each family inside it one launch: an index has it at hand, and few are compared.
_OF_FAMILY = (
    "(WITH RECURSIVE below(id) AS (SELECT family.id UNION "
    "SELECT sub.id FROM family AS sub JOIN below AS b ON sub.parent_id = b.id) "
    "SELECT x.id FROM below JOIN launch AS x ON x.id = {one} {order})"
)


def _edge(name: str, whose: str, direction: str) -> list[Field]:
    """The first or last launch that flew, as a Ref: its name and key."""
    columns = ("date_start", "date_end", "key")
    order = {
        alias: f"ORDER BY {', '.join(f'{alias}.{one} {direction}' for one in columns)} LIMIT 1"
        for alias in "lx"
    }
    one = f"(SELECT l.id FROM launch AS l WHERE {whose} AND {_FLOWN} {order['l']})"
    if whose == _BELOW:
        one = _OF_FAMILY.format(one=one, order=order["x"])
    return [Ref(name, "launch", one)]


_OF_VEHICLE = "l.vehicle_id = vehicle.id"
_BELOW = "l.family_id = below.id"


def _relatives(table: str) -> list[Field]:
    return [
        Many(
            "predecessors",
            f"succession AS sb JOIN {table} AS before ON before.id = sb.predecessor_id",
            "sb.successor_id",
            "before.name",
            "before.key",
            key="before.key",
        ),
        Many(
            "successors",
            f"succession AS sa JOIN {table} AS later ON later.id = sa.successor_id",
            "sa.predecessor_id",
            "later.name",
            "later.key",
            key="later.key",
        ),
    ]


VEHICLES = Subject(
    "vehicles",
    kind="vehicle",
    table="vehicle",
    fields=[
        Column("key", "vehicle.key"),
        Column("name", "vehicle.name"),
        Ref("family", "family", "vehicle.family_id"),
        Column("variant", "vehicle.variant"),
        Ref("manufacturer", "organization", "vehicle.manufacturer_id"),
        *_edge("first_launch", _OF_VEHICLE, "ASC"),
        *_edge("last_launch", _OF_VEHICLE, "DESC"),
        *hanging(),
    ],
    filters=[
        Named(
            "family",
            "vehicle.family_id {any}",
            "of this family, or of a family inside it",
            '"R-7"',
            kind="family",
            expand=resolve.families,
        ),
        Named(
            "manufacturer",
            "vehicle.manufacturer_id {any}",
            "made by this body or its predecessors",
            '"Khrunichev"',
            kind="organization",
            expand=resolve.organizations,
        ),
        *common("vehicle", "vehicle", None),
    ],
    order=["vehicle.key"],
    shown=["name", "family", "manufacturer", "first_launch", "last_launch"],
)

FAMILIES = Subject(
    "families",
    kind="family",
    table="family",
    fields=[
        Column("key", "family.key"),
        Column("name", "family.name"),
        Ref("parent", "family", "family.parent_id"),
        Many("families", "family AS sub", "sub.parent_id", "sub.name", "sub.key", key="sub.key"),
        Many("vehicles", "vehicle AS v", "v.family_id", "v.name", "v.key", key="v.key"),
        Ref("manufacturer", "organization", "family.manufacturer_id"),
        *_edge("first_launch", _BELOW, "ASC"),
        *_edge("last_launch", _BELOW, "DESC"),
        *hanging(),
    ],
    filters=[
        Named(
            "family",
            "family.id {any}",
            "this family and those inside it",
            '"R-7"',
            kind="family",
            expand=resolve.families,
        ),
        *common("family", "family", None),
    ],
    order=["family.key"],
    shown=["name", "parent", "manufacturer", "first_launch", "last_launch"],
)

SITES = Subject(
    "sites",
    kind="site",
    table="site",
    fields=[
        Column("key", "site.key"),
        Column("name", "site.name"),
        Column("body", "site.body"),
        Ref("country", "country", "site.country_id"),
        Many(
            "countries",
            "site_country AS sc JOIN country AS co ON co.id = sc.country_id",
            "sc.site_id",
            "co.name",
            "sc.position",
            key="co.key",
        ),
        Column("latitude", "site.latitude", type=NUMBER),
        Column("longitude", "site.longitude", type=NUMBER),
        Column("timezone", "site.timezone"),
        _operators(),
        Many("pads", "pad AS pd", "pd.site_id", "pd.name", "pd.key", key="pd.key"),
        *hanging(),
    ],
    filters=common("site", "site", None),
    order=["site.key"],
    shown=["name", "country", "latitude", "longitude", "timezone"],
)

PADS = Subject(
    "pads",
    kind="pad",
    table="pad",
    fields=[
        Column("key", "pad.key"),
        Column("name", "pad.name"),
        Ref("site", "site", "pad.site_id"),
        Column("body", "(SELECT si.body FROM site AS si WHERE si.id = pad.site_id)"),
        Ref(
            "country",
            "country",
            "(SELECT si.country_id FROM site AS si WHERE si.id = pad.site_id)",
        ),
        Many(
            "countries",
            "site_country AS sc JOIN country AS co ON co.id = sc.country_id "
            "JOIN pad AS pc ON pc.site_id = sc.site_id",
            "pc.id",
            "co.name",
            "sc.position",
            key="co.key",
        ),
        Column("timezone", "(SELECT si.timezone FROM site AS si WHERE si.id = pad.site_id)"),
        Column("latitude", "pad.latitude", type=NUMBER),
        Column("longitude", "pad.longitude", type=NUMBER),
        _operators(),
        *hanging(),
    ],
    filters=[
        Named("site", "pad.site_id {any}", "of this site", '"Baikonur"', kind="site"),
        *common("pad", "pad", None),
    ],
    order=["pad.key"],
    shown=["name", "site", "latitude", "longitude"],
)

ORGANIZATIONS = Subject(
    "organizations",
    kind="organization",
    table="organization",
    fields=[
        Column("key", "organization.key"),
        Column("name", "organization.name"),
        Ref("country", "country", "organization.country_id"),
        Ref("parent", "organization", "organization.parent_id"),
        Date("start", "organization.start"),
        Date("end", "organization.end"),
        *_relatives("organization"),
        *hanging(),
    ],
    filters=common(
        "organization",
        "organization",
        Span("organization.start", "organization.end", open_end=True),
    ),
    order=["organization.key"],
    shown=["name", "country", "start", "end", "predecessors"],
)

COUNTRIES = Subject(
    "countries",
    kind="country",
    table="country",
    fields=[
        Column("key", "country.key"),
        Column("name", "country.name"),
        Date("start", "country.start"),
        Date("end", "country.end"),
        *_relatives("country"),
        *hanging(),
    ],
    filters=common("country", "country", Span("country.start", "country.end", open_end=True)),
    order=["country.key"],
    shown=["key", "name", "start", "end", "predecessors"],
)
