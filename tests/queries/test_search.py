"""`search` finds what was mistyped, and reads a small part of the names to do so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import spacetimeline as st
from spacetimeline.library import Database
from spacetimeline.queries.lookup import Lookup
from spacetimeline.queries.searching import candidates

# (typed, the name that is meant): a letter too many, too few, another one, two changed places.
MISTYPED = [
    ("Aimbtov", "Aidyn Aimbetov"),
    ("aimbetow", "Aidyn Aimbetov"),
    ("Aidin Aimbetof", "Aidyn Aimbetov"),
    ("Аимбтов", "Aidyn Aimbetov"),
    ("Aimebtov", "Aidyn Aimbetov"),
    ("Gagrin", "Yuri Gagarin"),
    ("Yuri Gagarni", "Yuri Gagarin"),
    ("Tereskhova", "Valentina Tereshkova"),
    ("Shweickart", "Rusty Schweickart"),
    ("Vuadimir Putin", "Vladimir Putin"),
    ("Bertalan Farka", "Bertalan Farkas"),
    ("Bajkonur", "Baikonur"),
    ("Baiknour", "Baikonur"),
    ("Байкнур", "Baikonur"),
    ("Kazsta-2", "KazSat-2"),
    ("KazzSat 2", "KazSat-2"),
    ("Soyuz TMA-18N", "Soyuz TMA-18M"),
    ("Soiuz TMA18M", "Soyuz TMA-18M"),
    ("Kosmos 12j67", "Kosmos 1267"),
    ("Yamal-4b2", "Yamal-402"),
    ("Lnua 24 ascent stage", "Luna 24 ascent stage"),
    ("Long Marhc 7", "Long March 7"),
    ("Prton-M", "Proton-M"),
    ("Roskosmso", "Roscosmos"),
]


@pytest.mark.parametrize(("typed", "meant"), MISTYPED)
def test_a_typing_error_is_forgiven(db: Database, typed: str, meant: str) -> None:
    assert meant in [match.name for match in db.search(typed)][:3]


def test_what_begins_so_comes_before_what_resembles(db: Database) -> None:
    names = [match.name for match in db.search("aimbet")]
    assert names[0] == "Aidyn Aimbetov"
    assert db.search("ka", kind="country")[0].name.startswith("Ka")
    scores = [match.score for match in db.search("soyuz", limit=50)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100.0


@pytest.mark.parametrize("typed", ["xqzzy", "wxyz", "zzzzz", "hello world", ""])
def test_what_resembles_nothing_finds_nothing(db: Database, typed: str) -> None:
    assert [match.name for match in db.search(typed)] == []


def test_stations_are_a_kind_of_their_own(db: Database) -> None:
    assert {match.record.kind for match in db.search("salyut", kind="station")} == {"station"}
    assert "Mir" in [match.name for match in db.search("mir", kind="station")]


@pytest.mark.parametrize(
    "typed", ["Soyuz", "Soyuz TMA-18N", "aimbetow", "Kosmos 12j67", "a", "xyz"]
)
def test_a_small_part_of_the_names_is_read(db: Database, typed: str) -> None:
    """However many there are: what is common is cut off, never ranked."""
    read: list[int] = []
    reader = db._asker._reader()

    class Counting(Lookup):
        def rows(self, sql: str, params: dict[str, object] | None = None) -> list[object]:
            found = super().rows(sql, params)
            read.append(len(found))
            return found

    lookup = Counting(reader, reader.dialect)
    candidates(lookup, typed, None, 10)
    assert len(read) <= 40
    assert sum(read) < 6000
    read.clear()
    str(lookup.not_found(typed))
    assert sum(read) < 6000


def test_new_names_are_found_and_old_ones_forgotten(packs_file: Path, tmp_path: Path) -> None:
    shutil.copy(packs_file, tmp_path / "my.db")
    pack = tmp_path / "mine.yaml"
    pack.write_text(
        "pack: mine\ntitle: Mine\nversion: 1.0.0\nlicence: CC0-1.0\ndepends: [core]\n"
        "sources: {notes: {title: Notes}}\n"
        "organizations: {w: {name: Wunderwerke Quxhaven, sources: [notes]}}\n",
        encoding="utf-8",
    )
    with st.connect(tmp_path / "my.db") as db:
        assert [match.name for match in db.search("wunderwrke quxhaven")] == []
        db.load(pack)
        assert db.search("wunderwrke quxhaven")[0].name == "Wunderwerke Quxhaven"
        with pytest.raises(st.NotFound, match="Nearest: Wunderwerke Quxhaven"):
            db.get("Wunderwerke Quxhavn")
        db.unload("mine")
        assert [match.name for match in db.search("wunderwrke quxhaven")] == []
