"""A server that many people ask: roles, time limits, loads beside readers, lost connections."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from servers import Server
from small_world import IN_PLACE_OF_WHAT_SHIPS, bundled, written

import spacetimeline as st
from spacetimeline.cli.group import cli
from spacetimeline.database.engine import writing
from spacetimeline.database.target import target_of
from spacetimeline.library import Database

MINE = "pack: mine\nsources: {n: {title: N}}\nspacecraft: {kite: {name: Kite, kind: satellite, sources: [n]}}\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small world's packs."""
    return written(tmp_path_factory.mktemp("small") / "packs")


@pytest.fixture(scope="module")
def small_template(postgresql: Server, small: Path) -> Iterator[str]:
    made = postgresql.new()
    with bundled(small):
        st.connect(postgresql.url(made)).close()
    yield made
    postgresql.drop(made)


@pytest.fixture
def name(postgresql: Server, small: Path, small_template: str) -> Iterator[str]:
    """A database of one's own on the server, of the small world."""
    made = postgresql.new(small_template)
    with bundled(small):
        yield made
    postgresql.drop(made)


@pytest.fixture
def full_name(postgresql: Server, packs_template: str) -> Iterator[str]:
    """The same with all that ships."""
    made = postgresql.new(packs_template)
    yield made
    postgresql.drop(made)


@pytest.fixture
def db(postgresql: Server, name: str) -> Iterator[Database]:
    with st.connect(postgresql.url(name)) as opened:
        yield opened


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    return path


def run(small: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Type a command where the small world is all that ships."""
    code = f"{IN_PLACE_OF_WHAT_SHIPS}\nfrom spacetimeline.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words, str(small)],
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def role_that_reads(postgresql: Server, name: str) -> Iterator[str]:
    """A role that may only read a database."""
    role = f"{name}_reader"
    postgresql.ask(f'CREATE ROLE "{role}" LOGIN')
    for grant in (
        f'GRANT USAGE ON SCHEMA public TO "{role}"',
        f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{role}"',
    ):
        postgresql.ask(grant, database=name)
    yield role
    postgresql.ask(f'DROP OWNED BY "{role}"', database=name)
    postgresql.ask(f'DROP ROLE "{role}"')


def test_a_role_that_may_only_read_suffices_for_questions(
    postgresql: Server, full_name: str, mine: Path
) -> None:
    with (
        role_that_reads(postgresql, full_name) as reader,
        st.connect(postgresql.url(full_name, reader)) as db,
    ):
        assert db.launches(year=2006).count() > 5
        assert db.get("Aimbetov").stays[0].flight_up.name == "Soyuz TMA-18M"
        assert len(db.in_space("2015-09-05T12:00Z")) == 9
        assert db.timeline(country="KZ").exists()
        assert db.search("aimbetof")[0].record.key == "aidyn-aimbetov"
        assert not db.audit().exists()
        assert db.info()["records"]["launch"] > 800
        with db.session() as session:
            assert session.get(type(db.launches().first()), 0) is None
        before = db.info()
        with pytest.raises(st.DatabaseError, match="the role may not do this .*must own them"):
            db.load(mine)
        with pytest.raises(st.DatabaseError, match="the role may not do this"):
            db.upgrade()
        assert db.info() == before


def test_a_role_that_may_not_even_read_is_told(postgresql: Server, name: str) -> None:
    with role_that_reads(postgresql, name) as reader:
        postgresql.ask(
            f'REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM "{reader}"', database=name
        )
        with pytest.raises(st.DatabaseError, match="needs USAGE on the schema and SELECT"):
            st.connect(postgresql.url(name, reader))


def test_a_time_limit_of_the_server_is_respected_and_told(
    postgresql: Server, name: str, db: Database
) -> None:
    with (
        pytest.raises(st.DatabaseError, match="statement was stopped .*raise the timeout"),
        db._opened.reader().snapshot() as view,
    ):
        view.rows("SELECT set_config('statement_timeout', '1', true)")
        view.rows("SELECT pg_sleep(60)")
    assert db.launches(year=2006).exists()
    postgresql.ask(f"ALTER DATABASE \"{name}\" SET statement_timeout = '600s'")
    with st.connect(postgresql.url(name)) as limited:
        shown = limited._opened.reader().rows("SHOW statement_timeout")
        assert shown == [("10min",)]  # not ours to lift


def test_readers_see_the_old_state_while_a_load_holds_its_transaction_open(db: Database) -> None:
    before = [row["key"] for row in db.launches(year=2006).to_dicts()]
    records = list(db.launches(year=2006))
    with writing(db._opened.engine()) as connection:
        connection.exec_driver_sql("DELETE FROM entry_country")
        connection.exec_driver_sql("UPDATE launch SET name = 'half done'")
        connection.exec_driver_sql("ANALYZE")
        answers: list[object] = []

        def read() -> None:
            answers.append([row["key"] for row in db.launches(year=2006).to_dicts()])
            answers.append([launch.key for launch in db.launches(year=2006)])
            answers.append({launch.name for launch in db.launches()} & {"half done"})
            answers.append(records[0].vehicle.name)
            answers.append(db.timeline(country="KZ").exists())

        thread = threading.Thread(target=read)
        thread.start()
        thread.join(30)
        assert not thread.is_alive(), "a reader waits for a load"
        assert answers[:3] == [before, before, set()]
        assert answers[4] is True
        connection.exec_driver_sql("UPDATE launch SET name = key")
    assert db.launches(year=2006).first().name == before[0]


LOAD = f"""{IN_PLACE_OF_WHAT_SHIPS}
import spacetimeline as st
with st.connect(sys.argv[1]) as db:
    while True:
        try:
            print(db.load(sys.argv[2]).added)
            break
        except st.DatabaseError as error:
            # On a machine that is busy beyond measure somebody may have to ask again.
            assert "is locked: another load is running. Try again" in str(error)
"""


def test_two_loads_at_once_both_end_well(
    postgresql: Server, name: str, small: Path, tmp_path: Path
) -> None:
    loads = []
    for word in ("one", "two"):
        path = tmp_path / f"{word}.yaml"
        text = MINE.replace("mine", word).replace("kite", word)
        path.write_text(text.replace("n:", f"n-{word}:").replace("[n]", f"[n-{word}]"))
        loads.append(
            subprocess.Popen(
                [sys.executable, "-c", LOAD, postgresql.url(name), str(path), str(small)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
    for load in loads:
        out, err = load.communicate()
        assert (out, load.returncode) == ("2\n", 0), err
    with st.connect(postgresql.url(name)) as db:
        assert {"one", "two"} <= {pack["name"] for pack in db.info()["packs"]}


def test_a_connection_lost_between_questions_is_replaced_without_a_word(
    postgresql: Server, db: Database
) -> None:
    launch = db.launches(year=2006).first()
    _send_away(postgresql, db)
    assert launch.vehicle.name
    _send_away(postgresql, db)
    assert db.launches(year=2006).count() > 5


def test_a_connection_lost_in_the_middle_is_one_clear_error(
    postgresql: Server, db: Database, mine: Path
) -> None:
    before = db.info()
    with (
        pytest.raises(st.DatabaseError, match=r"connection to postgresql.* was lost .*Ask again"),
        db._opened.reader().snapshot() as view,
    ):
        view.rows("SELECT 1")
        _send_away(postgresql, db)
        view.rows("SELECT COUNT(*) FROM launch")
    assert db.launches(year=2006).count() > 5

    with (
        pytest.raises(st.DatabaseError, match=r"was lost"),
        writing(db._opened.engine()) as connection,
    ):
        connection.exec_driver_sql("DELETE FROM entry_country")
        _send_away(postgresql, db)
        connection.exec_driver_sql("DELETE FROM entry")
    assert db.info() == before
    assert db.load(mine).added == 2


def _send_away(server: Server, db: Database) -> None:
    """What an administrator, or a restart, does to all connections of a database."""
    base = db.info()["where"].partition("/spacetimeline_")[2].partition("?")[0]
    server.ask(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        f"WHERE datname = 'spacetimeline_{base}'"
    )


def test_many_threads_share_a_pool(postgresql: Server, name: str, db: Database) -> None:
    wrong: list[str] = []
    ready = threading.Barrier(32)

    def work() -> None:
        try:
            ready.wait(60)
            for _ in range(3):
                launches = list(db.launches(year=2006))
                assert [one.key for one in launches] == [
                    r["key"] for r in db.launches(year=2006).to_dicts()
                ]
                assert len(launches) > 5
                assert all(one.vehicle.key for one in launches)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test tells
            wrong.append(repr(error))

    threads = [threading.Thread(target=work) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    used = postgresql.ask(f"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{name}'")
    assert used[0][0] <= 32
    idle = postgresql.ask(
        f"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{name}' AND state LIKE 'idle in%'"
    )
    assert idle == [(0,)]  # nobody keeps a transaction open


def test_the_command_line_on_a_server(
    postgresql: Server, name: str, small: Path, mine: Path
) -> None:
    url = postgresql.url(name)
    done = run(small, "--url", url, "launches", "--year", "2006", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "KazSat-1" in done.stdout

    def typed(*words: str) -> str:
        """The same without a process of its own."""
        result = CliRunner().invoke(cli, words, prog_name="spacetimeline")
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "postgresql+psycopg://postgres@/" in typed("db", "info", "--url", url)
    typed("load", str(mine), "--url", url)
    typed("db", "upgrade", "--url", url)
    assert "Kite" in typed("--url", url, "show", "Kite")


def test_the_command_line_fills_an_empty_database(postgresql: Server, small: Path) -> None:
    """What ships is filled into one for all other tests."""
    made = postgresql.new()
    done = run(small, "--url", postgresql.url(made), "spacecraft", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Note: there was no postgresql")
    assert "KazSat-1" in done.stdout
    postgresql.drop(made)


def test_a_password_is_never_shown(
    postgresql: Server, name: str, small: Path, tmp_path: Path
) -> None:
    secret = "hunter2-very-secret"
    postgresql.ask(f"ALTER ROLE postgres PASSWORD '{secret}'")
    good = postgresql.url(name).replace("postgres@", f"postgres:{secret}@")
    said = []
    with st.connect(good) as db:
        said += [repr(db), str(db.info()), repr(db._opened.target), repr(db._opened.reader())]
        db.close()
        with pytest.raises(st.DatabaseError) as caught:
            db.launches().count()
        said.append(str(caught.value))
    host = f"?host={tmp_path}"
    for wrong in (
        f"postgresql://postgres:{secret}@/nowhere{host}",
        f"postgresql+asyncpg://postgres:{secret}@/x",
        f"postgresql://postgres:{secret}@localhost:notaport/x",
        f"postgresql://postgres:{secret}@/x?password={secret}&host={tmp_path}",
        f"mysql://root:{secret}@localhost/x",
    ):
        with pytest.raises(st.DatabaseError) as caught:
            st.connect(wrong)
        error: BaseException | None = caught.value
        said.append(str(error))
        typed = CliRunner().invoke(cli, ["--url", wrong, "launches"])
        assert typed.exit_code != 0
        said += [typed.output, str(typed.exception)]
    done = run(small, "--url", wrong, "launches")
    assert done.returncode != 0
    said += [done.stdout, done.stderr]
    missing = good.replace(name, f"{name}_missing")
    with pytest.raises(
        st.DatabaseError, match="there is no such database. Make it first: createdb"
    ) as caught:
        st.connect(missing)
    said.append(str(caught.value))
    assert [text for text in said if secret in text] == []
    assert str(target_of(good)).count("***") == 1
