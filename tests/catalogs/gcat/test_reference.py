"""GCAT's real files, whole: counted as the files themselves count, by other means."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.library import Database

REFERENCE = os.environ.get("SPACETIMELINE_REFERENCE")
pytestmark = pytest.mark.skipif(REFERENCE is None, reason="SPACETIMELINE_REFERENCE is not set")

GCAT = Path(REFERENCE or "") / "gcat"
NEW, OLD = GCAT / "launchlog_2024-12-10.tsv", GCAT / "launchlog_2023-07.tsv"
TABLES = (
    "orgs_2025-12-01",
    "sites_2025-12-01",
    "lp_2024-11-27",
    "lv_2025-12-01",
    "platforms_2024-01",
)
UNTIL = "2024-12-09"


def rows(path: Path) -> list[dict[str, str]]:
    """A file's rows, read in the plainest way."""
    lines = path.read_text("utf-8").split("\n")
    names = lines[0][1:].split("\t")
    return [
        dict(zip(names, map(str.strip, line.split("\t")), strict=True))
        for line in lines[1:]
        if line and not line.startswith("#")
    ]


@pytest.fixture(scope="session")
def imported(shared_folder: Path, packs_file: Path) -> Path:
    """A database with the log and its tables, made once a run."""
    from servers import once

    def make(path: Path) -> None:
        folder = path.parent / "gcat"
        folder.mkdir(exist_ok=True)
        for name in (NEW.name, *(f"{table}.tsv" for table in TABLES)):
            link = folder / name
            if not link.exists():
                link.symlink_to(GCAT / name)
        path.write_bytes(packs_file.read_bytes())
        with st.connect(path) as db:
            report = db.import_catalog("gcat", folder)
        counts = {file.section: file for file in report.files}["launchlog"]
        assert (counts.read, counts.added + counts.matched) == (23_433, 23_433)
        assert report.rejected == 0
        assert report.repaired == 3

    return once(shared_folder, "gcat.db", make)


@pytest.fixture(scope="module")
def db(imported: Path) -> Iterator[Database]:
    database = st.connect(imported, read_only=True)
    yield database
    database.close()


@pytest.fixture(scope="module")
def log() -> list[dict[str, str]]:
    return rows(NEW)


def test_every_launch_and_every_payload_is_there(db: Database, log: list[dict[str, str]]) -> None:
    everything = db.launches(category="all", until=UNTIL)
    tagged = [row for row in everything.to_dicts() if row["cospar"]]
    theirs = {row["Launch_Tag"] for row in log}
    assert len(theirs) == 6_828
    assert db.launches(until=UNTIL).count() == 6_792
    assert (
        len([row for row in tagged if row["category"] not in {"suborbital", "pad explosion"}])
        == 6_828
    )
    with db.session() as session:
        from sqlalchemy import text

        held = set(
            session.scalars(
                text("SELECT i.value FROM identifier AS i JOIN spacecraft AS s ON s.id = i.record_id "
                     "WHERE i.scheme = 'gcat'")
            )
        )  # fmt: skip
    assert {row["JCAT"] for row in log} - held == set()


def test_counts_by_year_and_outcome(db: Database, log: list[dict[str, str]]) -> None:
    codes = {row["Launch_Tag"]: (row["Launch_Date"][:4], row["Launch_Code"]) for row in log}

    def outcome(code: str) -> str | None:
        if code[2:]:
            return "partial failure"
        return {"S": "success", "F": "failure"}.get(code[1])

    theirs = Counter(
        (int(year), outcome(code))
        for tag, (year, code) in codes.items()
        if code[0] in "OD" and "-U" not in tag
    )
    ours = Counter(
        (int(row["date"][:4]), row["outcome"]) for row in db.launches(until=UNTIL).to_dicts()
    )
    assert ours == theirs


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"year": 1969}, 124),
        ({"year": 1969, "category": "all"}, 127),
        ({"site": "Baikonur", "category": "all", "until": UNTIL}, 1_546),
        ({"family": "Proton", "until": UNTIL}, 428),
    ],
)
def test_counts(db: Database, filters: dict[str, object], count: int) -> None:
    assert db.launches(**filters).count() == count


def test_nine_payloads_of_kazakhstan(db: Database, log: list[dict[str, str]]) -> None:
    theirs = {row["JCAT"] for row in log if row["SatState"] == "KZ"}
    assert len(theirs) == 9
    held = {craft for craft in db.satellites(country="KZ") if craft.launch is not None}
    assert {
        one.value for craft in held for one in craft.identifiers if one.scheme == "gcat"
    } == theirs


@pytest.mark.parametrize("name", ["1957 ALP", "1957-001"])
def test_one_launch_by_all_its_names(db: Database, name: str) -> None:
    assert db.get(name) == db.get("launch:1957-001")


@pytest.mark.parametrize("name", ["S00002", "PS-1", 2, "1957-001B"])
def test_one_craft_by_all_its_names(db: Database, name: object) -> None:
    assert db.get(name).launch.key == "1957-001"


def test_nothing_contradicts_itself(db: Database) -> None:
    assert list(db.audit()) == []


def test_the_packs_agree_with_the_log(db: Database) -> None:
    with st.connect() as packs:
        found = packs.reconcile("gcat", NEW)
        assert [one for one in found.to_dicts() if one["kind"] != "missing here"] == []
        assert {one["record_kind"] for one in found.to_dicts()} == {"launch", "spacecraft"}


def _beginning(path: Path, to: Path, lines: int | None) -> Path:
    """The first rows of a file, in a file of their own; all of them if no number is given."""
    to.parent.mkdir()
    text = path.read_text("utf-8").split("\n")
    rows = [line for line in text[1:] if line and not line.startswith("#")]
    to.write_text("\n".join([text[0], *rows[:lines]]) + "\n", "utf-8")
    return to


@pytest.mark.parametrize(
    "lines", [4_000, pytest.param(None, marks=pytest.mark.stress)], ids=["some", "all"]
)
def test_an_older_edition_and_then_the_newer_is_the_newer(
    tmp_path: Path, packs_file: Path, dump: Callable[[Path], list[str]], lines: int | None
) -> None:
    old, new = (
        _beginning(path, tmp_path / edition / "launchlog.tsv", lines)
        for path, edition in ((OLD, "old"), (NEW, "new"))
    )
    alone, both = tmp_path / "alone.db", tmp_path / "both.db"
    for path, files in ((alone, [new]), (both, [old, new])):
        path.write_bytes(packs_file.read_bytes())
        with st.connect(path) as db:
            for file in files:
                report = db.import_catalog("gcat", file)
    assert report.rejected == 0
    assert report.read == report.added + report.matched == (lines or 23_433)
    assert dump(both) == dump(alone)


@pytest.fixture
def dump() -> Callable[[Path], list[str]]:
    """What a database tells, without the numbers that it gives its rows."""
    import sqlite3

    def dump(path: Path) -> list[str]:
        with sqlite3.connect(path) as connection:
            asked = [
                "SELECT kind, key, name, note FROM record",
                (
                    "SELECT l.*, v.key, s.key, p.key, o.key FROM launch AS l LEFT JOIN vehicle AS v ON "
                    "v.id = l.vehicle_id LEFT JOIN site AS s ON s.id = l.site_id LEFT JOIN pad AS p ON "
                    "p.id = l.pad_id LEFT JOIN organization AS o ON o.id = l.provider_id"
                ),
                (
                    "SELECT s.*, l.key, o.key FROM spacecraft AS s LEFT JOIN launch AS l ON l.id = "
                    "s.launch_id LEFT JOIN organization AS o ON o.id = s.operator_id"
                ),
                (
                    "SELECT r.kind, r.key, n.text, n.kind, n.position FROM name AS n JOIN record AS r "
                    "ON r.id = n.record_id"
                ),
                (
                    "SELECT r.kind, r.key, f.folded, f.rank FROM name_form AS f JOIN record AS r ON "
                    "r.id = f.record_id"
                ),
                (
                    "SELECT r.kind, r.key, i.scheme, i.value FROM identifier AS i JOIN record AS r ON "
                    "r.id = i.record_id"
                ),
                (
                    "SELECT r.kind, r.key, e.title, e.date_text FROM entry AS e JOIN record AS r ON "
                    "r.id = e.record_id"
                ),
            ]
            found = []
            for statement in asked:
                cursor = connection.execute(statement)
                names = [column[0] for column in cursor.description]
                kept = [
                    place
                    for place, name in enumerate(names)
                    if name != "id" and not name.endswith("_id")
                ]
                found += sorted(repr([row[place] for place in kept]) for row in cursor)
        return found

    return dump


DATES = {
    "launchlog": ("Launch_Date",), "orgs": ("TStart", "TStop"), "sites": ("TStart", "TStop"),
    "lp": ("TStart", "TStop"), "platforms": ("TStart", "TStop"),
    "auxcat": ("LDate", "SDate", "DDate", "ODate"), "ftocat": ("LDate", "SDate", "DDate", "ODate"),
    "psatcat": ("LDate", "TLast", "TOp", "TDate", "DispEpoch"),
}  # fmt: skip


@pytest.mark.parametrize(
    "name", sorted(path.name for path in GCAT.glob("*.tsv")) if REFERENCE else []
)
def test_every_date_of_every_file_is_read_or_told(name: str) -> None:
    from spacetimeline.catalogs.gcat.fields import date_of
    from spacetimeline.catalogs.items import RowError

    columns = DATES.get(name.split("_", maxsplit=1)[0], ())
    wrong = []
    precise = Counter[str]()
    with (GCAT / name).open(encoding="utf-8") as file:
        names = next(file).rstrip("\n")[1:].split("\t")
        for line in file:
            if line.startswith("#"):
                continue
            fields = dict(zip(names, line.rstrip("\n").split("\t"), strict=True))
            for column in columns:
                try:
                    date = date_of(column, fields[column], [])
                except RowError as error:
                    wrong.append(str(error))
                    continue
                if date is None:
                    assert fields[column].strip().rstrip("?")[:1] in {"", "-", "*"}, fields[column]
                    continue
                precise[str(date.precision)] += 1
                # A time of day is only where the text has one.
                has_time = len(fields[column].split()) > 3 or "." in fields[column]
                assert has_time == (
                    (date.nominal_before - date.nominal_earliest).total_seconds() < 86_400
                ), fields[column]
    assert wrong == []
    assert bool(columns) == bool(precise)


def test_every_name_of_the_packs_means_what_it_meant(db: Database) -> None:
    with st.connect() as packs:
        before, after = packs._asker.lookup(), db._asker.lookup()
        names = [name for (name,) in before.rows("SELECT text FROM name ORDER BY text, id")]
        differ = []
        for name in names[:: max(len(names) // 500, 1)]:
            try:
                meant = before.one(name)
            except st.SpacetimelineError:
                continue
            now = after.one(name)
            if (now.kind, now.key) != (meant.kind, meant.key):
                differ.append(name)
    assert differ == []
