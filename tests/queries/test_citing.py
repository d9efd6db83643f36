"""An answer says what it rests on: its sources, the data, and which question it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import spacetimeline as st

OWN = """
pack: own
version: "2"
licence: CC0-1.0
sources:
  lab: {title: Notes & "figures" of 100 % of our tests, author: Ada}
  press: {title: Another paper}
launches:
  own-1: {name: Own 1, date: 2026-03, vehicle: proton-k, outcome: success, sources: [lab]}
  own-2: {name: Own 2, date: 2026-04, vehicle: proton-k, outcome: success, sources: [lab]}
claims:
  - {about: own-1, attribute: outcome, value: failure, source: press, verdict: disputed}
  - {about: own-2, attribute: outcome, value: success, source: press, verdict: adopted}
"""


def keys(query: object) -> dict[str, int]:
    """The sources of a query, each with the number of records that it supports."""
    return {one.key: one.records for one in query.cite().sources}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def own(packs_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[st.Database]:
    folder = tmp_path_factory.mktemp("citing")
    shutil.copy(packs_file, folder / "own.db")
    (folder / "own.yaml").write_text(OWN, "utf-8")
    with st.connect(folder / "own.db") as db:
        db.load(folder / "own.yaml")
        yield db


def test_the_sources_are_those_that_the_records_name() -> None:
    query = st.launches(year=2006, vehicle="Proton-K")
    named: dict[str, int] = {}
    for launch in query:
        adopted = [one.source for one in launch.claims if one.verdict == "adopted"]
        for source in {*launch.sources, *adopted}:
            named[source.key] = named.get(source.key, 0) + 1
    assert keys(query) == named
    assert list(keys(query).values()) == sorted(named.values(), reverse=True)


def test_claims_that_we_hold_to_count_and_disputed_ones_do_not(own: st.Database) -> None:
    assert keys(own.launches(name="Own 1")) == {"lab": 1}
    assert keys(own.launches(name="Own 2")) == {"lab": 1, "press": 1}
    assert keys(own.launches(name="Own")) == {"lab": 2, "press": 1}


def test_conflicts_cite_both_sides(own: st.Database) -> None:
    assert set(keys(own.conflicts("own-1"))) == {"lab", "press"}


def test_only_the_rows_asked_for_count(own: st.Database) -> None:
    assert keys(own.launches(name="Own").limit(1)) == {"lab": 1}
    assert keys(own.launches(name="Own")[1:]) == {"lab": 1, "press": 1}
    assert keys(own.launches(year=1957)) == {}


def test_a_stay_rests_on_the_flights_that_it_is_worked_out_from() -> None:
    query = st.stays(person="Aimbetov")
    stay = query.one()
    flights = {one.key for flight in (stay.flight_up, stay.flight_down) for one in flight.sources}
    assert flights <= set(keys(query))


@pytest.mark.parametrize(
    "query",
    [
        st.in_space("1991-10-05"),
        st.timeline(about="Baiterek"),
        st.population(during="2015-09-05"),
        st.superlatives(),
        st.statistics(by="pad", family="Proton"),
        st.search("aimbetof"),
        st.claims(about="KazSat-2"),
        st.sources("KazSat-2"),
    ],
    ids=lambda query: query._subject.name,
)
def test_every_question_can_be_cited(query: st.Query) -> None:  # type: ignore[type-arg]
    cited = query.cite()
    assert cited.rows == query.count()
    assert cited.sources
    assert all(str(one) in str(cited) for one in cited.sources)
    assert all(f"@misc{{{one.key},\n" in cited.bibtex for one in cited.sources)


def test_claims_and_sources_cite_themselves() -> None:
    assert set(keys(st.claims(about="KazSat-2"))) == {
        claim.source.key for claim in st.claims(about="KazSat-2")
    }
    assert set(keys(st.sources("KazSat-2"))) == {one.key for one in st.sources("KazSat-2")}


def test_what_rests_on_no_record_says_so() -> None:
    cited = st.coverage().cite()
    assert cited.sources == ()
    assert "resting on 0 sources" in str(cited)


def test_the_text_names_data_and_licences() -> None:
    text = str(st.launches(year=2006, vehicle="Proton-K").cite())
    version = st.version()
    assert f"spacetimeline {st.__version__}, data {version.data}" in text
    assert "proton 0.1.0" in text
    assert "Licence CC-BY-4.0" in text
    assert "Jonathan C. McDowell" in text


def test_bibtex_of_awkward_titles(own: st.Database) -> None:
    assert r'title = {{Notes \& "figures" of 100 \% of our tests}}' in (
        own.launches(name="Own").cite().bibtex
    )


# -- the fingerprint ---------------------------------------------------------------------


def test_the_same_question_has_the_same_fingerprint_in_another_process() -> None:
    code = (
        "import spacetimeline as st\n"
        "print(st.launches(vehicle=['Proton-K'], year=range(2006, 2008)).cite().fingerprint)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    here = st.launches(year=(2006, 2007), vehicle=("Proton-K",)).cite().fingerprint
    assert done.stdout.strip() == here


def test_another_question_has_another_fingerprint() -> None:
    base = st.launches(year=2006)
    queries = [
        base,
        st.launches(year=2007),
        st.flights(year=2006),
        base.where(vehicle="Proton-K"),
        base.order_by("-date"),
        base.limit(3),
        base[1:],
        st.statistics(by="year", year=2006),
        st.statistics(by="pad", year=2006),
        st.search("Mir"),
        st.search("Mir", limit=3),
    ]
    assert len({query.cite().fingerprint for query in queries}) == len(queries)


def test_a_record_and_its_key_are_one_question() -> None:
    person = st.get("Aimbetov")
    assert (
        st.stays(person=person).cite().fingerprint
        == st.stays(person="person:aidyn-aimbetov").cite().fingerprint
    )


def test_other_data_give_another_fingerprint_and_the_same_data_the_same(
    own: st.Database, tmp_path: Path
) -> None:
    before = st.launches(year=2006).cite().fingerprint
    assert own.launches(year=2006).cite().fingerprint != before
    assert own.version().data != st.version().data
    shutil.copy(own.info()["path"], tmp_path / "without.db")
    with st.connect(tmp_path / "without.db") as without:
        without.unload("own")
        assert without.launches(year=2006).cite().fingerprint == before
        assert without.version().data == st.version().data


@pytest.mark.parametrize(
    "ask",
    [
        lambda db: db.launches(family="Proton"),
        lambda db: db.stays(year=2015),
        lambda db: db.timeline(country="KZ"),
        lambda db: db.conflicts(),
    ],
    ids=["launches", "stays", "timeline", "conflicts"],
)
def test_every_database_cites_the_same(
    db: st.Database, ask: Callable[[st.Database], st.Query[object]]
) -> None:
    here, there = ask(st.connect()).cite(), ask(db).cite()
    assert (there.sources, there.fingerprint) == (here.sources, here.fingerprint)
    assert there.version.database.partition(" ")[0] in {"SQLite", "PostgreSQL"}


# -- the version -------------------------------------------------------------------------


def test_the_version_has_library_packs_schema_and_engine(own: st.Database) -> None:
    version = own.version()
    assert version.library == st.__version__
    packs = {one.name: one for one in version.packs}
    assert set(packs) >= {"core", "crewed", "kazakhstan", "proton", "own"}
    assert (packs["own"].version, packs["own"].licence, packs["own"].origin) == (
        "2",
        "CC0-1.0",
        "user",
    )
    assert packs["core"].origin == "found"
    assert all(len(one.fingerprint) == 64 for one in version.packs)
    assert version.schema == own.info()["revision"]
    assert version.database.startswith("SQLite 3.")
    assert str(version).startswith(f"spacetimeline {st.__version__}, data {version.data} (core ")


def test_an_answer_without_its_database_cannot_be_cited() -> None:
    import pickle

    query = st.launches(year=2006)
    query.to_dicts()
    with pytest.raises(st.DatabaseError, match="unpickled without its database"):
        pickle.loads(pickle.dumps(query)).cite()


def test_citing_needs_no_database_library() -> None:
    st.version()  # so that the embedded database is built
    code = (
        "import json, sys, spacetimeline as st\n"
        "str(st.launches(year=2006).cite()); str(st.version())\n"
        "print(json.dumps([m for m in ('sqlalchemy', 'yaml', 'pydantic') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
