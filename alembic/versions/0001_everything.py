"""Everything: one table a kind of record, what hangs on records, and what is derived.

Revision ID: 0001
Revises:

What each column means stands once, as its comment in `spacetimeline/models/`;
`spacetimeline.database.migrations` copies the comments to PostgreSQL.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# As in models/base.py at this revision. A migration imports nothing of ours:
# the models change, a migration does not.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
TEXT = sa.String()
ORDERED = TEXT.with_variant(sa.String(collation="C"), "postgresql")
INSTANT = sa.String(24).with_variant(sa.DateTime(timezone=True), "postgresql")
DATE = {"text": TEXT, **dict.fromkeys(("start", "end", "earliest", "before"), INSTANT)}
DATE |= {"precision": TEXT, "uncertain": sa.Boolean()}
COLUMN_WORDS = ("required", "primary_key", "index", "autoincrement")
METADATA = sa.MetaData(naming_convention=NAMES)


# ------------------------------------------------------------------ columns


def columns(kind: Any, *names: str, required: bool = False, **more: Any) -> list[Any]:
    """Some columns of one type, None allowed unless required."""
    required = required or more.get("primary_key", False)
    return [sa.Column(name, kind, nullable=not required, **more) for name in names]


text = partial(columns, TEXT)
ordered = partial(columns, ORDERED)  # text that orders answers: by code point on every database
whole = partial(columns, sa.Integer())
number = partial(columns, sa.Double())
yes_no = partial(columns, sa.Boolean())
instant = partial(columns, INSTANT)


def vague_date(*prefixes: str, **more: Any) -> list[Any]:
    """Seven columns a date, as `VagueDate` has seven values."""
    return [
        column
        for prefix in prefixes
        for part, kind in DATE.items()
        for column in columns(kind, f"{prefix}_{part}", **more)
    ]


def period() -> list[Any]:
    """An entry of a list that holds for a time: its place in it, since and until when."""
    return whole("position", required=True) + text("since", "until")


def on_a_map() -> list[Any]:
    return [
        *number("latitude", "longitude"),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        sa.CheckConstraint("longitude BETWEEN -180 AND 360", name="longitude"),
    ]


def by_time(table: str, date: str, *within: str) -> list[sa.Index]:
    """Indexes that give a kind of record in time order, all of it or within one other record."""
    order = (f"{date}_start", f"{date}_end", "key")
    return [
        sa.Index(f"ix_{table}_time", *order),
        *(sa.Index(f"ix_{table}_{word}_time", f"{word}_id", *order) for word in within),
    ]


def reference(*, ondelete: str | None = None, **targets: Any) -> list[Any]:
    """Numbers of rows of other tables: the column and the table that each is in."""
    more = {word: targets.pop(word) for word in COLUMN_WORDS if word in targets}
    return [
        column
        for name, table in targets.items()
        for column in columns(sa.ForeignKey(f"{table}.id", ondelete=ondelete), name, **more)
    ]


# The row that this one is a part of, and goes with.
owner = partial(reference, ondelete="CASCADE", required=True)


# ------------------------------------------------------------------- tables


def bare_table(name: str, *parts: Any, with_rowid: bool = False) -> None:
    """A table with a primary key of its own, under which SQLite keeps the rows themselves."""
    table = sa.Table(name, METADATA, *parts, sqlite_with_rowid=with_rowid)
    op.execute(sa.schema.CreateTable(table))
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        op.execute(sa.schema.CreateIndex(index))


def table(name: str, *parts: Any) -> None:
    """A table of rows that have a number."""
    bare_table(name, sa.Column("id", sa.Integer(), primary_key=True), *parts, with_rowid=True)


def record_table(name: str, *parts: Any) -> None:
    """A kind of record: its number, key and name are those of its row in `record`."""
    bare_table(
        name,
        *owner(id="record", primary_key=True, autoincrement=False),
        *ordered("key", required=True, unique=True),
        *text("name", required=True),
        *parts,
        with_rowid=True,
    )


def link(name: str, *, is_ordered: bool = False, keep: bool = False, **ends: str) -> None:
    """Pairs of rows; the pair goes with either end, unless the second has to be kept."""
    (first, its), (second, other) = ends.items()
    kept = None if keep else "CASCADE"
    bare_table(
        name,
        *owner(**{first: its}, primary_key=True),
        *reference(**{second: other}, primary_key=True, index=True, ondelete=kept),
        *(whole("position", required=True) if is_ordered else ()),
    )


def upgrade() -> None:
    """Create everything."""
    # A table reads as a paragraph, which the formatter does not know.
    # fmt: off
    METADATA.clear()  # a process may go up, down and up again

    # What every record has
    table("pack",
        *ordered("name", required=True, unique=True),
        *text("title", "version", "licence"),
        *text("origin", "fingerprint", required=True),
        *whole("position", required=True),
        *columns(sa.LargeBinary(), "documents"))
    table("coverage",
        *owner(pack_id="pack", index=True),
        *whole("position", required=True),
        *text("subject", "filters", required=True),
        *vague_date("since", "until"),
        *text("note"))
    table("record",
        *text("kind", "name", required=True),
        *ordered("key", required=True),
        *text("note"),
        *reference(pack_id="pack", index=True),
        sa.UniqueConstraint("kind", "key"))
    table("name",
        *owner(record_id="record", index=True),
        *whole("position", required=True),
        *text("text", "kind", required=True),
        *text("language", "script", "since", "until"),
        *ordered("word_key", required=True, index=True),
        *reference(pack_id="pack"))
    bare_table("name_form",
        *ordered("folded", primary_key=True),
        *reference(record_id="record", primary_key=True, ondelete="CASCADE"),
        *whole("rank", required=True),
        sa.Index("ix_name_form_record", "record_id"))
    table("identifier",
        *owner(record_id="record", index=True),
        *whole("position", required=True),
        *text("scheme", "value", required=True),
        *reference(pack_id="pack"),
        sa.Index("ix_identifier_value", "value", "scheme"))
    record_table("source",
        *text("publisher", "author", "url", "language", "licence"),
        *vague_date("date", "accessed"))
    bare_table("citation",
        *reference(record_id="record", primary_key=True, ondelete="CASCADE"),
        *reference(source_id="source", primary_key=True, index=True, ondelete="CASCADE"),
        *whole("position", required=True),
        *reference(pack_id="pack"))
    record_table("claim",
        *owner(about_id="record"),
        *text("attribute", "why"),
        *text("value", "verdict", required=True),
        *owner(source_id="source", index=True),
        *vague_date("date"),
        sa.Index("ix_claim_about", "about_id", "attribute"))

    # Countries, organizations, places
    link("succession", predecessor_id="record", successor_id="record")
    record_table("country", *vague_date("start", "end"))
    record_table("organization",
        *reference(country_id="country", parent_id="organization", index=True),
        *vague_date("start", "end"))
    table("operation",
        *owner(record_id="record", index=True),
        *reference(organization_id="organization", required=True, index=True),
        *period())
    record_table("site",
        *text("body", required=True),
        *reference(country_id="country", index=True),
        *on_a_map(),
        *text("timezone"))
    table("site_country",
        *owner(site_id="site", index=True),
        *reference(country_id="country", required=True, index=True),
        *period())
    record_table("pad", *reference(site_id="site", required=True, index=True), *on_a_map())
    record_table("platform", *text("platform_kind"), *reference(country_id="country", index=True))

    # Vehicles
    record_table(
        "family", *reference(parent_id="family", manufacturer_id="organization", index=True))
    record_table("vehicle",
        *reference(family_id="family", manufacturer_id="organization", index=True),
        *text("variant"))

    # Launches, and what they put up
    record_table("launch",
        *vague_date("date"),
        *text("date_local", "outcome", "code", "failure_cause"),
        *reference(
            vehicle_id="vehicle",
            family_id="family",
            pad_id="pad",
            site_id="site",
            provider_id="organization",
        ),
        *reference(platform_id="platform", ascent_site_id="site", index=True),
        *text("category", "status", required=True),
        *number("success_fraction"),
        *ordered("cospar", index=True),
        *text("serial", index=True),
        sa.CheckConstraint("success_fraction BETWEEN 0 AND 1", name="success_fraction"),
        *by_time("launch", "date", "family", "pad", "provider", "site", "vehicle"))
    record_table("spacecraft",
        *text("kind", "status", required=True),
        *reference(launch_id="launch", operator_id="organization"),
        *whole("payload_position"),
        *vague_date("launched", "released", "ended", "gone"),
        *text("vessel", "bus", "orbit", index=True),
        *reference(released_from_id="spacecraft", manufacturer_id="organization", index=True),
        *number("mass", "perigee", "apogee", "inclination", "longitude"),
        *text("ended_how", "gone_how"),
        *ordered("cospar", index=True),
        *columns(sa.BigInteger(), "norad", index=True),
        sa.CheckConstraint("mass >= 0", name="mass"),
        sa.Index("ix_spacecraft_launch", "launch_id", "payload_position"),
        sa.Index("ix_spacecraft_operator", "operator_id", "launched_start", "launched_end", "key"),
        *by_time("spacecraft", "launched"))
    table("part_of", *owner(part_id="spacecraft", whole_id="spacecraft", index=True), *period())
    record_table("docking",
        *reference(craft_id="spacecraft", target_id="spacecraft", required=True),
        *text("port"),
        *vague_date("docked", "undocked"),
        sa.Index("ix_docking_craft", "craft_id", "docked_start"),
        sa.Index("ix_docking_target", "target_id", "docked_start"),
        *by_time("docking", "docked"))

    # People and their flights
    record_table("flight",
        *reference(craft_id="spacecraft", required=True, index=True),
        *reference(launch_id="launch", index=True),
        *vague_date("launched", "landing"),
        *text("reached", required=True),
        *number("apogee"),
        *on_a_map(),
        *text("outcome", "place", "call_sign"),
        *yes_no("partial", required=True),
        *by_time("flight", "launched"))
    record_table("person",
        *text("family_name"),
        *vague_date("born", "died"),
        *reference(agency_id="organization", index=True),
        *instant("first_launch"),
        sa.Index("ix_person_first_launch", "first_launch", "key"))
    table("crew",
        *owner(flight_id="flight", index=True),
        *reference(person_id="person", required=True),
        *whole("position", required=True),
        *text("role"),
        *yes_no("up", "down", "lost", required=True),
        *reference(represented_id="country", index=True),
        sa.Index("ix_crew_person", "person_id", "flight_id"))
    table("citizenship",
        *owner(person_id="person", index=True),
        *reference(country_id="country", required=True, index=True),
        *period())
    record_table("stay",
        *reference(person_id="person", required=True),
        *reference(
            flight_up_id="flight", flight_down_id="flight", represented_id="country", index=True
        ),
        *vague_date("start", required=True),
        *vague_date("end"),
        *instant("known_until"),
        *text("status", "reached", required=True),
        sa.Index("ix_stay_person", "person_id", "start_start"),
        sa.Index("ix_stay_span", "reached", "start_earliest", "end_before"),
        *by_time("stay", "start"))
    table("aboard",
        *owner(stay_id="stay", index=True),
        *reference(station_id="spacecraft", required=True),
        *vague_date("start", required=True),
        *vague_date("end"),
        sa.Index("ix_aboard_station", "station_id", "start_earliest"))
    record_table("expedition",
        *reference(station_id="spacecraft", required=True, index=True),
        *whole("number"),
        *text("kind"),
        *vague_date("start", "end"),
        *by_time("expedition", "start"))
    bare_table("expedition_member",
        *reference(expedition_id="expedition", primary_key=True, ondelete="CASCADE"),
        *reference(person_id="person", primary_key=True, index=True),
        *whole("position", required=True),
        *text("role"))
    record_table("spacewalk",
        *reference(craft_id="spacecraft", index=True),
        *vague_date("start", "end"),
        *text("place", required=True),
        *by_time("spacewalk", "start"))
    link(
        "spacewalk_person", spacewalk_id="spacewalk", person_id="person", is_ordered=True, keep=True)
    link("docking_aboard", docking_id="docking", person_id="person", keep=True)
    link("stay_expedition", stay_id="stay", expedition_id="expedition")
    link("flight_expedition", flight_id="flight", expedition_id="expedition")

    # Programmes and events
    link("party", record_id="record", party_id="record", is_ordered=True)
    link("subject", event_id="record", subject_id="record", is_ordered=True)
    record_table("programme", *vague_date("start", "end"), *text("status"))
    record_table("event",
        *text("kind", required=True),
        *vague_date("date", "due"),
        *text("status", "summary"),
        *reference(resolved_by_id="record", index=True, ondelete="SET NULL"),
        *by_time("event", "date"))

    # What is worked out at the end of each load
    table("entry",
        *owner(record_id="record", index=True),
        *ordered("key", required=True),
        *text("kind", "title", required=True),
        *vague_date("date", required=True),
        sa.Index("ix_entry_kind_time", "kind", "date_start", "date_end", "key"),
        sa.Index("ix_entry_time", "date_start", "date_end", "key", "kind"))
    bare_table("entry_country",
        *reference(country_id="country", primary_key=True, ondelete="CASCADE"),
        *instant("start", primary_key=True),
        *reference(entry_id="entry", primary_key=True, index=True, ondelete="CASCADE"))
    link("record_country", country_id="country", record_id="record")
    link("record_subject", subject_id="record", record_id="record")
    # fmt: on


def downgrade() -> None:
    """Drop everything; before this there was nothing."""
    tables = """
        pack coverage record name name_form identifier source citation claim succession country
        organization operation site site_country pad platform family vehicle launch spacecraft
        part_of docking flight person crew citizenship stay aboard expedition expedition_member
        spacewalk spacewalk_person docking_aboard stay_expedition flight_expedition party
        subject programme event entry entry_country record_country record_subject
    """
    for name in reversed(tables.split()):
        op.drop_table(name)
