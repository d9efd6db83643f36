"""An import gives the same in one batch and in many; again it changes nothing; memory stays flat."""

from __future__ import annotations

import gc
import sqlite3
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gcat_files import EXPLORER_1, KAZSAT_2, LOG, SPUTNIK, log, table, text

import spacetimeline as st
from spacetimeline.catalogs import adding, front, importing, storing
from spacetimeline.errors import DatabaseError

# A second payload of a launch, one of a launch that packs have, a failure, a vague date.
EXTRA_1 = {**EXPLORER_1, "Piece": "1958 ALP 3", "Name": "Fourth stage", "JCAT": "S00005"}
EXTRA_2 = {**KAZSAT_2, "Piece": "2011-035A", "Name": "SES-3", "PLName": "-", "JCAT": "S37748",
           "SatOwner": "SES/GSAT", "SatState": "L"}  # fmt: skip
FAILED = {**SPUTNIK, "Launch_Tag": "1957-F01", "Launch_Date": "1957 Dec?", "Piece": "1957-F01",
          "Name": "Molniya-1K No. 53L", "PLName": "О. Ўылқ", "JCAT": "F00001",
          "Launch_Code": "OF", "LV_Type": "Trial"}  # fmt: skip
ROWS = (SPUTNIK, FAILED, EXPLORER_1, EXTRA_1, EXTRA_2, KAZSAT_2)

# What only says in which order rows came into a table.
ORDER = {"name": "id", "identifier": "id", "operation": "id"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log with a few tables beside it; not to be changed."""
    gcat: Path = tmp_path_factory.mktemp("scale") / "gcat"
    log(gcat, *ROWS)
    table(
        gcat,
        "sites",
        {
            "Site": "CC",
            "UCode": "CC",
            "ShortName": "Cape",
            "Name": "Cape Canaveral",
            "StateCode": "US",
        },
    )
    table(
        gcat,
        "lp",
        {"Site": "CC", "Code": "LC26A", "ShortName": "LC26A", "Name": "Launch Complex 26A"},
    )
    table(
        gcat,
        "lv",
        {"LV_Name": "Trial", "LV_Family": "Trials", "LV_Variant": "-"},
        {"LV_Name": "Jupiter C", "LV_Family": "Jupiter", "LV_Variant": "-"},
        {"LV_Name": "Jupiter C", "LV_Family": "Jupiter", "LV_Variant": "2"},
    )
    table(
        gcat,
        "orgs",
        {"Code": "ABMA", "UCode": "ABMA", "StateCode": "US", "Type": "O", "Name": "Missile Agency"},
        {"Code": "US", "UCode": "US", "StateCode": "US", "Type": "CY", "Name": "United States"},
    )
    return gcat


@pytest.fixture(scope="module")
def imported(folder: Path, packs_file: Path) -> Path:
    """A database with all of it, in one batch; not to be changed."""
    path = folder.parent / "imported.db"
    path.write_bytes(packs_file.read_bytes())
    with st.connect(path) as db:
        db.import_catalog("gcat", folder)
    return path


@pytest.fixture(scope="module")
def whole(imported: Path) -> dict[str, list[Any]]:
    """All its rows, by key."""
    return rows_of(imported, by_key=True)


@pytest.fixture
def own(imported: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    path = tmp_path / "own-imported.db"
    path.write_bytes(imported.read_bytes())
    return path


def rows_of(path: Path, *, by_key: bool = False) -> dict[str, list[Any]]:
    """All rows; with `by_key` records go by their keys: a number says only what came before."""
    db = sqlite3.connect(path)
    names = [
        name
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    keys = {n: f"{kind}:{key}" for n, kind, key in db.execute("SELECT id, kind, key FROM record")}
    own = {name for (name,) in db.execute("SELECT DISTINCT kind FROM record")} | {"record"}
    found = {}
    for name in names:
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
        kept = [column for column in columns if column != ORDER.get(name)]
        if not kept:
            continue
        listed = ", ".join(f'"{column}"' for column in kept)
        refer = [by_key and _refers(column, own=name in own) for column in kept]
        found[name] = sorted(
            (
                tuple(
                    keys.get(value, value) if is_ref else value
                    for value, is_ref in zip(row, refer, strict=True)
                )
                for row in db.execute(f'SELECT {listed} FROM "{name}"')
            ),
            key=repr,
        )
    db.close()
    return found


def _refers(column: str, *, own: bool) -> bool:
    if column == "id":
        return own
    return column.endswith("_id") and column not in {"pack_id", "entry_id"}


@pytest.mark.parametrize("batch", [1, 2, 3])
@pytest.mark.parametrize("cached", [0, 3])
def test_the_size_of_batches_does_not_matter(
    whole: dict[str, list[Any]],
    packs_file: Path,
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
    cached: int,
) -> None:
    monkeypatch.setattr(storing, "BATCH", batch)
    monkeypatch.setattr(importing, "CACHED", cached)
    path = tmp_path / "parts.db"
    path.write_bytes(packs_file.read_bytes())
    with st.connect(path) as db:
        db.import_catalog("gcat", folder)
    parts = rows_of(path, by_key=True)
    for name, rows in whole.items():
        assert parts[name] == rows, name


def test_a_second_import_changes_nothing(imported: Path, own: Path, folder: Path) -> None:
    once = rows_of(imported)
    with st.connect(own) as db:
        again = db.import_catalog("gcat", folder)
        assert (again.added, again.rejected) == (0, 0)
    repeated = rows_of(own)
    assert {row[-1] for row in once["catalogue_row"]} == {1}
    for name in once.keys() - {"catalogue_row"}:  # which notes that it was seen again
        assert repeated[name] == once[name], name


def test_a_pack_that_comes_and_goes_leaves_the_import_as_it_was(
    whole: dict[str, list[Any]], own: Path, tmp_path: Path
) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text(
        "pack: mine\nsources:\n  mine-1: {title: Mine, publisher: Me}\n"
        "vehicles:\n  trial: {name: Trial, identifiers: {gcat: Trial}, sources: [mine-1]}\n",
        "utf-8",
    )
    with st.connect(own) as db:
        db.load(pack)
        assert db.get("vehicle:trial").sources
        db.unload("mine")
    after = rows_of(own, by_key=True)
    for name in ("record", "launch", "spacecraft", "vehicle", "name", "name_form", "identifier"):
        assert after[name] == whole[name], name


def test_places_among_the_payloads_follow_those_that_packs_have(imported: Path) -> None:
    with st.connect(imported, read_only=True) as db:
        launch = db.get("launch:2011-035")
        assert [craft.name for craft in launch.payloads] == ["KazSat-2", "SES-3"]
        assert [craft.name for craft in db.get("launch:1958-001").payloads] == [
            "Explorer I", "Fourth stage",
        ]  # fmt: skip


def test_a_row_that_refers_to_nothing_is_refused(
    packs_file: Path, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """References are checked at the end, once, and still checked."""
    path = tmp_path / "own.db"
    path.write_bytes(packs_file.read_bytes())
    whole = front.import_into

    def wrong(connection: Any, *args: Any, **more: Any) -> Any:
        done = whole(connection, *args, **more)
        connection.exec_driver_sql(
            "UPDATE launch SET vehicle_id = 999999 WHERE cospar = '1957-001'"
        )
        return done

    monkeypatch.setattr(front, "import_into", wrong)
    with st.connect(path) as db:
        before = db.info()["records"]
        with pytest.raises(DatabaseError, match="'launch' would refer to a 'vehicle'"):
            db.import_catalog("gcat", folder)
        assert db.info()["records"] == before
        # The connection is as strict as before.
        with db._opened.writable("test").connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize(("limit", "spills"), [(0, 1), (1_000_000, 0)])
def test_large_files_may_leave_memory_before_the_end(
    packs_file: Path,
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: int,
    spills: int,
) -> None:
    """Then readers wait; of others everything stays in memory, and they do not."""
    path = tmp_path / "own.db"
    path.write_bytes(packs_file.read_bytes())
    seen = []
    whole = front.import_into

    def asked(connection: Any, *args: Any, **more: Any) -> Any:
        seen.append(connection.exec_driver_sql("PRAGMA cache_spill").scalar())
        return whole(connection, *args, **more)

    monkeypatch.setattr(front, "import_into", asked)
    monkeypatch.setattr(front, "IN_MEMORY", limit)
    with st.connect(path) as db:
        db.import_catalog("gcat", folder)
        assert [bool(each) for each in seen] == [bool(spills)]
        with db._opened.writable("test").connect() as connection:
            assert connection.exec_driver_sql("PRAGMA cache_spill").scalar() == 0


@pytest.mark.usefixtures("_small_batches")
def test_memory_does_not_grow_with_the_file(
    packs_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def peak(times: int) -> int:
        rows = [
            {**SPUTNIK, "Launch_Tag": f"{1960 + n // 400}-{n % 400 + 1:03}", "Piece": "-",
             "Name": f"Trial {n}", "PLName": f"T-{n}", "JCAT": f"A{n:05}"}
            for n in range(500 * times)
        ]  # fmt: skip
        path = tmp_path / f"{times}" / "launchlog.tsv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text(LOG, rows, "2024 Dec 10 1200:00"), "utf-8")
        own = tmp_path / f"{times}.db"
        own.write_bytes(packs_file.read_bytes())
        with st.connect(own) as db:
            engine = db._opened.writable("import")
            # What stands once in the whole timeline is worked out from all of it.
            monkeypatch.setattr(importing, "derive", lambda _: None)
            tracemalloc.start()
            front.import_catalog(engine, "gcat", path)
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return most

    peak(1)  # what is made once and kept
    small = peak(1)
    assert peak(4) < 1.6 * small


@pytest.fixture
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(storing, "BATCH", 100)
    monkeypatch.setattr(importing, "CACHED", 100)
    monkeypatch.setattr(adding, "_keys", adding.stored_keys)  # so many names are kept, and no more
    monkeypatch.setattr(adding, "_written", adding._written.__wrapped__)
    set_here = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # as a user's Python has it: what is let go is soon gone
    yield
    gc.set_threshold(*set_here)
