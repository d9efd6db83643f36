"""Spacecraft and satellites, and dockings of craft."""

from __future__ import annotations

from spacetimeline.output.schema import NUMBER, WHOLE, WORD
from spacetimeline.queries import resolve
from spacetimeline.queries.fields import Column, Date, Many, Ref, hanging
from spacetimeline.queries.filters import Filter, Named, Span, Text, Word, common
from spacetimeline.queries.subject import Subject
from spacetimeline.queries.walking import among
from spacetimeline.vocabularies import Orbit, SpacecraftKind, SpacecraftStatus

_FIELDS = [
    Column("key", "spacecraft.key"),
    Column("name", "spacecraft.name"),
    Column("kind", "spacecraft.kind", type=WORD),
    Ref("launch", "launch", "spacecraft.launch_id"),
    Date("launched", "spacecraft.launched"),
    Column("vessel", "spacecraft.vessel"),
    Column("bus", "spacecraft.bus"),
    Many(
        "part_of",
        "part_of AS po JOIN spacecraft AS w ON w.id = po.whole_id",
        "po.part_id",
        "w.name",
        "po.position",
        key="w.key",
    ),
    Many(
        "modules",
        "part_of AS pm JOIN spacecraft AS m ON m.id = pm.part_id",
        "pm.whole_id",
        "m.name",
        "m.launched_start NULLS LAST, m.key",
        key="m.key",
    ),
    Date("released", "spacecraft.released"),
    Ref("released_from", "spacecraft", "spacecraft.released_from_id"),
    Ref("operator", "organization", "spacecraft.operator_id"),
    Many(
        "operators",
        "operation AS op JOIN organization AS og ON og.id = op.organization_id",
        "op.record_id",
        "og.name",
        "op.position",
        key="og.key",
    ),
    Ref("manufacturer", "organization", "spacecraft.manufacturer_id"),
    Column("mass", "spacecraft.mass", type=NUMBER),
    Column("orbit", "spacecraft.orbit", type=WORD),
    Column("perigee", "spacecraft.perigee", type=NUMBER),
    Column("apogee", "spacecraft.apogee", type=NUMBER),
    Column("inclination", "spacecraft.inclination", type=NUMBER),
    Column("longitude", "spacecraft.longitude", type=NUMBER),
    Column("status", "spacecraft.status", type=WORD),
    Date("ended", "spacecraft.ended"),
    Column("ended_how", "spacecraft.ended_how"),
    Date("gone", "spacecraft.gone"),
    Column("gone_how", "spacecraft.gone_how", type=WORD),
    Column("cospar", "spacecraft.cospar"),
    Column("norad", "spacecraft.norad", type=WHOLE),
    Ref(
        "flight",
        "flight",
        "(SELECT fl.id FROM flight AS fl WHERE fl.craft_id = spacecraft.id "
        "ORDER BY fl.key LIMIT 1)",
    ),
    Many(
        "dockings",
        "docking AS d JOIN spacecraft AS ds ON ds.id = d.craft_id OR ds.id = d.target_id",
        "ds.id",
        "d.name",
        "d.docked_start NULLS LAST, d.key",
        key="d.key",
    ),
    *hanging(),
]


def _filters() -> list[Filter]:
    return [
        Named(
            "operator",
            among("spacecraft.id", "o.record_id", "operation AS o", "o.organization_id {any}"),
            "operated by this body or its predecessors, at any time",
            '"Kazcosmos"',
            kind="organization",
            expand=resolve.organizations,
        ),
        Named(
            "manufacturer",
            "spacecraft.manufacturer_id {any}",
            "built by this body or its predecessors",
            '"Khrunichev"',
            kind="organization",
            expand=resolve.organizations,
        ),
        Text(
            "bus",
            "spacecraft.bus {any}",
            "of this platform or class",
            '"Yakhta"',
            known="SELECT DISTINCT s.bus FROM spacecraft AS s WHERE s.bus IS NOT NULL",
        ),
        Word(
            "orbit",
            "spacecraft.orbit {any}",
            "in this class of orbit",
            '"GEO"',
            vocabulary=Orbit,
            seeks=True,
        ),
        Word(
            "status",
            "spacecraft.status {any}",
            "requested, planned, active, inactive, gone, unknown",
            '"active"',
            vocabulary=SpacecraftStatus,
        ),
        Named(
            "vehicle",
            among("spacecraft.launch_id", "l.id", "launch AS l", "l.vehicle_id {any}"),
            "put up by this vehicle, its variants, or a whole family",
            '"Proton-M"',
            kind=("vehicle", "family"),
            expand=resolve.vehicles,
        ),
        Named(
            "launch",
            "spacecraft.launch_id {any}",
            "put up by this launch",
            '"2018-099"',
            kind="launch",
        ),
        *common(
            "spacecraft",
            "spacecraft",
            Span("spacecraft.launched", "spacecraft.gone", open_end=True),
        ),
    ]


_ORDER = ["spacecraft.launched_start", "spacecraft.launched_end", "spacecraft.key"]

SPACECRAFT = Subject(
    "spacecraft",
    kind="spacecraft",
    table="spacecraft",
    fields=_FIELDS,
    filters=[
        Word(
            "kind",
            "spacecraft.kind {any}",
            "satellite, crewed ship, cargo ship, station, station module, probe …",
            '"station"',
            vocabulary=SpacecraftKind,
        ),
        *_filters(),
    ],
    order=_ORDER,
    shown=["launched", "name", "kind", "operator", "orbit", "status"],
    undated=True,
)

SATELLITES = Subject(
    "satellites",
    kind="spacecraft",
    table="spacecraft",
    fields=_FIELDS,
    filters=_filters(),
    base="spacecraft.kind = 'satellite'",
    order=_ORDER,
    shown=["launched", "name", "operator", "orbit", "status"],
    undated=True,
)

DOCKINGS = Subject(
    "dockings",
    kind="docking",
    table="docking",
    fields=[
        Column("key", "docking.key"),
        Column("name", "docking.name"),
        Ref("craft", "spacecraft", "docking.craft_id"),
        Ref("target", "spacecraft", "docking.target_id"),
        Column("port", "docking.port"),
        Date("docked", "docking.docked"),
        Date("undocked", "docking.undocked"),
        Many(
            "aboard",
            "docking_aboard AS da JOIN person AS p ON p.id = da.person_id",
            "da.docking_id",
            "p.name",
            "p.key",
            key="p.key",
        ),
        *hanging(),
    ],
    filters=[
        Named(
            "craft",
            "docking.craft_id {any}",
            "of this craft, reused vessel or class",
            '"Soyuz TMA-18M"',
            kind="spacecraft",
            expand=resolve.crafts,
        ),
        Named(
            "station",
            "docking.target_id {any}",
            "with this station or a part of it",
            '"ISS"',
            kind="station",
            expand=resolve.stations,
        ),
        *common("docking", "docking", Span("docking.docked", "docking.undocked", open_end=True)),
    ],
    order=["docking.docked_start", "docking.docked_end", "docking.key"],
    timed=("craft_id", "target_id"),
    shown=["docked", "craft", "target", "port", "undocked"],
    undated=True,
)
