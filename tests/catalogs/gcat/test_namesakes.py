"""What shares a name and is something else: bodies of two states, a part and its whole."""

from __future__ import annotations

from pathlib import Path

from gcat_files import SPUTNIK, table

import spacetimeline as st

BODIES = (
    {"Code": "MAI", "UCode": "MAI", "StateCode": "CN", "Type": "O", "ShortName": "MAI",
     "Name": "Hangtian gongye bu"},
    {"Code": "MAIO", "UCode": "MAIO", "StateCode": "SU", "Type": "O", "ShortName": "MAI Moskva",
     "Name": "Moskovskiy aviatsionniy institut"},
    {"Code": "TSPKX", "UCode": "TSPK", "StateCode": "SU", "Type": "O", "ShortName": "GCTC",
     "Name": "GCTC"},
)  # fmt: skip
SUIT = SPUTNIK | {
    "JCAT": "A02579", "Launch_Tag": "1975-066", "Piece": "1975-066", "Type": "CPIH",
    "Name": "A7L-801", "PLName": "ASTP EMU CDR", "AltNames": "ASTP", "LDate": "1975 Jul 15",
    "Bus": "Apollo EMU", "Status": "AL IN", "DDate": "1975 Jul 24 2118",
}  # fmt: skip


def test_namesakes_stay_apart(own_url: str, tmp_path: Path) -> None:
    table(tmp_path / "gcat", "orgs", *BODIES)
    table(tmp_path / "gcat", "auxcat", SUIT)
    with st.connect(own_url) as db:
        centre = db.get("GCTC", kind="organization")
        ship = db.get("Apollo (ASTP)", kind="spacecraft")
        db.import_catalog("gcat", tmp_path / "gcat")

        # MAI: the Moscow Aviation Institute, and a ministry in Beijing.
        institute = db.get("Moscow Aviation Institute")
        ministry = db.get("Hangtian gongye bu")
        assert (institute.country.key, ministry.country.key) == ("SU", "CN")
        # What a state left to the one that followed is the same body.
        assert centre.country.key == "RU"
        assert db.get("TSPKX", kind="organization") == centre

        # GCAT has the mission among the other names of the suits that were aboard.
        assert db.get("A02579").name == "A7L-801"
        assert db.get("A02579").kind == "component"
        assert db.get("Apollo-Soyuz Test Project", kind="spacecraft") == ship
