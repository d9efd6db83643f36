"""Where sources disagree: who says what can be told apart, and followed to the source."""

from __future__ import annotations

import spacetimeline as st
from spacetimeline.library import Database


def test_sources_of_nearly_the_same_name_have_their_keys_beside_them(db: Database) -> None:
    rows = db.conflicts().to_dicts()
    assert rows
    for row in rows:
        for of in ("adopted", "disputed"):
            titles, keys = row[f"{of}_sources"], row[f"{of}_sources_keys"]
            assert [db.get(key, kind="source").title for key in keys] == titles
        assert len(row["disputed_sources_keys"]) == len(row["disputed"])
        # Whoever supports a value does not stand beside itself as disputing it.
        assert not set(row["adopted_sources_keys"]) & set(row["disputed_sources_keys"])


def test_a_table_tells_apart_what_begins_alike() -> None:
    shown = " ".join(repr(st.conflicts("Gorizont 1")).split())
    assert "Artificial Space Objects (gcat), Raumfahrtchronik" in shown
    assert "Space Objects: launch log (gcat-2026-02)" in shown


def test_the_flat_row_and_the_record_name_the_same_sources() -> None:
    for row, conflict in zip(st.conflicts().to_dicts(), st.conflicts(), strict=True):
        said = [source.key for one in conflict.disputed for source in one.sources]
        assert sorted(said) == sorted(row["disputed_sources_keys"])
        if conflict.adopted is not None:
            held = {source.key for source in conflict.adopted.sources}
            assert held == set(row["adopted_sources_keys"])
