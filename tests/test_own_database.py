"""A database of one's own: the bundled facts and the user's, safe whatever happens."""

from __future__ import annotations

import pickle
import random
import shutil
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_world

import spacetimeline as st

MISSION = """
pack: mine
title: My missions
sources:
  notes: {title: My notes}
vehicles:
  kestrel: {name: Kestrel, family: proton, sources: [notes]}
launches:
  kestrel-1:
    name: Kestrel 1
    date: 2030-05-01T10:00Z
    vehicle: kestrel
    pad: baikonur-200-39
    outcome: success
    payloads: [kite]
    sources: [notes]
spacecraft:
  kite: {name: Kite, kind: satellite, operator: kazcosmos, orbit: LEO, sources: [notes]}
"""

TEN_MISTAKES = """\
pack: mistaken
sources:
  notes: {title: My notes}
launches:
  no-date: {name: A, vehicle: vega, outcome: success, sources: [notes]}
  bad-date: {name: B, date: 03/04/2006, vehicle: vega, outcome: success, sources: [notes]}
  no-such-vehicle: {name: C, date: 2006, vehicle: protn-k, outcome: success, sources: [notes]}
  bad-word: {name: D, date: 2006, vehicle: vega, outcome: sucess, sources: [notes]}
  no-source: {name: E, date: 2006, vehicle: vega, outcome: success}
  no-such-source: {name: F, date: 2006, vehicle: vega, outcome: success, sources: [nots]}
  typo: {name: G, date: 2006, vehicle: vega, outcom: success, sources: [notes]}
  fraction: {name: H, date: 2006, vehicle: vega, outcome: success, success_fraction: 7, sources: [notes]}
spacecraft:
  no-name: {kind: satellite, sources: [notes]}
  stolen-number: {name: J, kind: satellite, norad: 29230, sources: [notes]}
"""


@pytest.fixture
def mission(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(MISSION, "utf-8")
    return path


@pytest.fixture
def own(packs_file: Path, tmp_path: Path) -> Path:
    """A ready database of one's own with all that ships; making one takes a second."""
    path = tmp_path / "own.db"
    shutil.copy(packs_file, path)
    return path


@pytest.fixture(scope="module")
def _small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_world.written(tmp_path_factory.mktemp("small") / "packs")


@pytest.fixture
def small_packs(_small_folder: Path) -> Iterator[None]:
    """As if a few records were all that ships."""
    with small_world.bundled(_small_folder):
        yield


@pytest.fixture(scope="module")
def _small_file(_small_folder: Path) -> Path:
    path = _small_folder.parent / "small.db"
    with small_world.bundled(_small_folder):
        st.connect(path).close()
    return path


@pytest.fixture(scope="module")
def _loaded_file(_small_folder: Path, _small_file: Path) -> Path:
    path, pack = _small_folder.parent / "loaded.db", _small_folder.parent / "mine.yaml"
    shutil.copy(_small_file, path)
    pack.write_text(MISSION, "utf-8")
    with small_world.bundled(_small_folder), st.connect(path) as db:
        db.load(pack)
    return path


@pytest.fixture
def small(_small_file: Path, small_packs: None, tmp_path: Path) -> Path:
    """The same of the small world, to be copied as well."""
    path = tmp_path / "small.db"
    shutil.copy(_small_file, path)
    return path


@pytest.fixture
def loaded(_loaded_file: Path, small_packs: None, tmp_path: Path) -> Path:
    """That after the mission was loaded."""
    path = tmp_path / "loaded.db"
    shutil.copy(_loaded_file, path)
    return path


def test_a_users_launch_of_a_new_vehicle_is_found_beside_the_bundled_ones(
    own: Path, mission: Path
) -> None:
    with st.connect(own) as db:
        before = db.launches(vehicle="Proton").count()
        report = db.load(mission)
        assert (report.added, report.changed, report.removed) == (4, 0, 0)
        assert [launch.name for launch in db.launches(year=2030)] == ["Kestrel 1"]
        assert [launch.name for launch in db.launches(vehicle="Kestrel")] == ["Kestrel 1"]
        assert db.launches(vehicle="Proton").count() == before + 1
        assert db.launches(payload="KazSat-1").exists()
        assert db.get("Kite").launch.vehicle.family.name == "Proton"
        assert "Kite" in [craft.name for craft in db.satellites(country="KZ")]
        db.unload("mine")
        assert not db.launches(year=2030).exists()
        assert db.launches(vehicle="Proton").count() == before


def test_the_same_file_twice_changes_nothing(loaded: Path, mission: Path) -> None:
    with st.connect(loaded) as db:
        first = db.info()
        again = db.load(mission)
        assert (again.added, again.changed, again.removed) == (0, 0, 0)
        assert db.info() == first


def test_a_changed_file_replaces_the_pack_of_its_name(loaded: Path, mission: Path) -> None:
    with st.connect(loaded) as db:
        mission.write_text(MISSION.replace("Kestrel 1", "Kestrel One"), "utf-8")
        report = db.load(mission)
        assert (report.added, report.changed, report.removed) == (0, 1, 0)
        assert db.get("Kestrel One").key == "kestrel-1"


def test_unload_takes_it_out_again(small: Path, loaded: Path) -> None:
    with st.connect(small, read_only=True) as db:
        before = db.info()
    with st.connect(loaded) as db:
        assert db.info()["packs"] != before["packs"]
        db.unload("mine")
        places = {"where": "", "path": ""}
        assert {**db.info(), **places} == {**before, **places}
        with pytest.raises(st.NotFound, match="mine"):
            db.unload("mine")


def test_ten_mistakes_are_all_told_with_file_and_line_and_nothing_is_loaded(
    small: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mistaken.yaml"
    path.write_text(TEN_MISTAKES, "utf-8")
    with st.connect(small) as db:
        before = db.info()
        with pytest.raises(st.FixtureError) as caught:
            db.load(path)
        problems = caught.value.problems
        wrong = {problem.record for problem in problems}
        assert len(wrong) == 10, [str(problem) for problem in problems]
        lines = TEN_MISTAKES.splitlines()
        for problem in problems:
            assert problem.file == str(path)
            key = problem.record.rpartition(".")[2]
            assert key in lines[problem.line - 1], str(problem)
            assert f"{path}:{problem.line}: " in str(caught.value)
        assert db.info() == before
        assert [str(problem) for problem in db.check(path)] == [str(one) for one in problems]


def test_overrides_win_and_unload_restores(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "held.yaml"
    path.write_text(
        textwrap.dedent("""\
            pack: held
            sources:
              my-notes: {title: My notes}
            overrides:
              launches:
                2006-022: {outcome: failure, sources: [my-notes]}
            """),
        "utf-8",
    )
    with st.connect(small) as db:
        assert db.get("2006-022").outcome == "success"
        db.load(path)
        launch = db.get("2006-022")
        assert launch.outcome == "failure"
        old = db.claims(about=launch, attribute="outcome", verdict="superseded").one()
        assert old.value == "success"
        db.unload("held")
        assert db.get("2006-022").outcome == "success"
        assert not db.claims(about="2006-022", verdict="superseded").exists()


def test_another_value_without_overrides_is_a_problem(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(
        "sources:\n  n: {title: N}\nlaunches:\n"
        "  2006-022: {name: KazSat-1, outcome: failure, sources: [n]}\n",
        "utf-8",
    )
    with st.connect(small) as db, pytest.raises(st.FixtureError, match="overrides"):
        db.load(path)


def test_the_embedded_database_says_what_to_type(mission: Path) -> None:
    with st.connect() as db:
        for ask in (lambda: db.load(mission), lambda: db.unload("core"), db.upgrade):
            with pytest.raises(st.DatabaseError, match=r'db = st\.connect\("my\.db"\)'):
                ask()


def test_the_front_door_says_what_to_type_too(mission: Path) -> None:
    with pytest.raises(st.DatabaseError, match=r'db = st\.connect\("my\.db"\); db\.load'):
        st.load(mission)  # type: ignore[attr-defined]


def test_an_open_session_keeps_nobody_from_loading(small: Path, mission: Path) -> None:
    from sqlalchemy import text

    with st.connect(small) as db, db.session() as session:
        session.execute(text("SELECT 1 FROM launch")).scalar()
        assert db.load(mission).added == 4


def test_read_only_refuses_changes(own: Path, mission: Path) -> None:
    with st.connect(own, read_only=True) as db:
        assert db.launches().exists()
        with pytest.raises(st.DatabaseError, match="read_only=True"):
            db.load(mission)


def test_after_close_each_question_is_a_clear_error(own: Path) -> None:
    db = st.connect(own)
    launch = db.launches(payload="KazSat-1").one()
    db.close()
    with pytest.raises(st.DatabaseError, match="closed"):
        db.launches().count()
    assert launch.name == "KazSat-1"
    try:
        assert launch.pad.site.name == "Baikonur"
    except st.DatabaseError as error:
        assert "closed" in str(error)


def test_older_packs_answer_with_one_warning(small: Path) -> None:
    import sqlite3

    with sqlite3.connect(small) as raw:
        raw.execute("UPDATE pack SET fingerprint = 'older' WHERE name = 'small'")
    raw.close()
    with pytest.warns(st.SpacetimelineWarning, match=r"packs small .*\.upgrade\(\)") as seen:
        db = st.connect(small)
        assert db.launches(payload="KazSat-1").exists()
        assert db.launches().exists()
    assert len(seen) == 1
    db.upgrade()
    db.close()
    with st.connect(small) as db:
        assert db.launches(payload="KazSat-1").exists()


@pytest.mark.usefixtures("small_packs")
def test_in_memory_and_a_session_blocks_nobody(mission: Path) -> None:
    from spacetimeline.models import Launch

    with st.connect(":memory:") as db:
        with db.session() as session:
            assert session.get(Launch, 0) is None
            assert db.launches().exists()
        db.load(mission)
        assert db.launches(year=2030).one().name == "Kestrel 1"


def test_records_are_snapshots_that_cannot_be_assigned(own: Path) -> None:
    with st.connect(own) as db:
        launch = db.launches(payload="KazSat-1").one()
        with pytest.raises(st.SpacetimelineError, match="overrides"):
            launch.outcome = "failure"
        assert launch == st.get("2006-022")
        assert hash(launch) == hash(st.get("2006-022"))
        assert pickle.loads(pickle.dumps(launch)) == launch


def test_threads_walk_records_after_their_query_is_gone(own: Path) -> None:
    db = st.connect(own)
    launches = list(db.launches(crewed=True))
    failures: list[BaseException] = []

    def walk(seed: int) -> None:
        chooser = random.Random(seed)
        try:
            for _ in range(4):
                launch = chooser.choice(launches)
                assert launch.vehicle.family is None or launch.vehicle.family.name
                assert launch.flight.crew[0].person.stays is not None
                assert launch.pad is None or launch.pad.site.country.key
                assert len(db.in_space("2015-09-05T12:00Z")) == 9
        except BaseException as error:  # noqa: BLE001 - the test is what may come
            failures.append(error)

    threads = [threading.Thread(target=walk, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
