"""A log that is whole vouches for its launches, to the day before its edition."""

from __future__ import annotations

import shutil
from pathlib import Path

from gcat_files import EXPLORER_1, SPUTNIK, log

import spacetimeline as st

FROM_1958 = {"since": "1958-01-01", "until": "1958-06-30"}


def test_a_whole_log_vouches_for_its_launches(own_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "gcat"
    with st.connect(own_url) as db:
        assert not db.launches(**FROM_1958).complete
        before = db.coverage().count()

        db.import_catalog("gcat", log(folder, SPUTNIK, EXPLORER_1, updated="1958 Jul  2 1200:00"))
        (row,) = (each for each in db.coverage() if each.pack == "gcat")
        assert (row.subject, str(row.since), str(row.until)) == (
            "launches",
            "1957-10-04",
            "1958-07-01",
        )
        assert db.launches(**FROM_1958).complete
        assert db.launches(vehicle="Jupiter C", **FROM_1958).complete
        # Of the day of the edition some may be missing, and other kinds of launches are.
        assert not db.launches(during="1958-07-02").complete
        assert not db.launches(category="all", **FROM_1958).complete

        # What is cut off vouches for nothing.
        path = log(folder, SPUTNIK, EXPLORER_1, updated="1958 Sep  2 1200:00")
        path.write_bytes(path.read_bytes().rstrip(b"\n"))
        db.import_catalog("gcat", path)
        assert not db.launches(**FROM_1958).complete

        db.unload("gcat")
        assert db.coverage().count() == before


def test_an_impossible_edition_vouches_for_nothing(packs_file: Path, tmp_path: Path) -> None:
    """The first day that there is has none before it; a launch of the year 999 is only a date."""
    early = {**SPUTNIK, "Launch_Date": "0999 Oct  4 1928:34"}
    path = log(tmp_path / "gcat", early, name="launchlog_0001-01-01.tsv", updated="")
    with st.connect(shutil.copy(packs_file, tmp_path / "own.db")) as db:
        assert db.import_catalog("gcat", path).rejected == 0
        assert not any(row.pack == "gcat" for row in db.coverage())
        path.unlink()
        db.import_catalog("gcat", log(tmp_path / "gcat", early))
        (row,) = (each for each in db.coverage() if each.pack == "gcat")
        assert str(row.since) == "0999-10-04"
