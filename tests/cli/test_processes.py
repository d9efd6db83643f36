"""The command line as processes of its own: start, pipes, encodings, signals."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

ROOT = Path(__file__).parent.parent.parent
SPACETIMELINE = [sys.executable, "-m", "spacetimeline"]


def start(
    *words: str, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*SPACETIMELINE, *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    """The embedded database is there, so that only asking is looked at."""
    assert start("db", "path").returncode == 0


def test_an_answer_from_an_empty_folder(tmp_path: Path) -> None:
    done = start("timeline", "--country", "KZ", cwd=tmp_path, env={"COLUMNS": "80"})
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert any("Aimbetov" in line for line in lines)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("columns", ["60", "120"])
def test_columns_say_how_wide_where_there_is_no_terminal(columns: str) -> None:
    lines = start("timeline", env={"COLUMNS": columns}).stdout.decode().splitlines()
    assert int(columns) - 30 < max(map(cell_len, lines)) <= int(columns)


HEAVY = {"sqlalchemy", "pydantic", "yaml", "alembic", "dateutil", "rapidfuzz", "platformdirs"}
LOADED = """
import sys
from spacetimeline.cli.group import cli
try:
    cli(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("launches --year 2006", {"rich.cells"}),
        ("launches --year 2006 --format json", set()),
        ("timeline --country KZ --since 1991 --limit 3 --format csv", set()),
        ("people --country KZ --flown --format json", set()),
        ("conflicts --format json", set()),
        ("coverage --format json", set()),
        ("show Aimbetov", {"rich.cells"}),
        ("db path", set()),
        ("--version", set()),
        ("launches --help", set()),
    ],
)
def test_a_flat_answer_loads_nothing_heavy(words: str, more: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words.split()],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    loaded = set(done.stderr.split())
    assert loaded & HEAVY == set()
    assert {"rich.cells"} & loaded == more
    assert "rich.console" not in loaded  # its tables would double the time of a short answer


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    pipe = subprocess.Popen(
        [*SPACETIMELINE, "spacecraft", "--format", "json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert pipe.stdout is not None
    assert pipe.stderr is not None
    pipe.stdout.readline()
    pipe.stdout.close()
    assert pipe.stderr.read() == b""
    assert pipe.wait(timeout=60) == 0
    pipe.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*SPACETIMELINE, "sites"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        b"Error: The answer cannot be written to standard output: No space left on device.\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_ctrl_c_leaves_no_traceback() -> None:
    script = (
        "import os, signal, threading\n"
        "from spacetimeline.library import Database\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & has it ignored\n"
        "def wait(self, **filters):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    threading.Event().wait()\n"
        "Database.launches = wait\n"
        "import sys; sys.argv[1:] = ['launches']\n"
        "from spacetimeline.cli import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.strip() == b""


ASKED = ("people", "--name", "Aidyn")


@pytest.mark.parametrize(
    ("env", "encoding"),
    [
        ({"PYTHONIOENCODING": "ascii"}, "ascii"),
        ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
        ({"PYTHONIOENCODING": "cp1251"}, "cp1251"),
        ({"LC_ALL": "C", "LANG": "C"}, "utf-8"),
        ({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii"),
    ],
)
def test_a_terminal_with_few_letters_is_no_reason_to_fail(
    env: dict[str, str], encoding: str
) -> None:
    card = start("show", "Aimbetov", env=env)
    assert (card.returncode, card.stderr) == (0, b"")
    assert "Aidyn Aimbetov" in card.stdout.decode(encoding)
    table = start("sources", "--limit", "5", env=env)
    assert (table.returncode, table.stderr) == (0, b"")
    assert max(map(cell_len, table.stdout.decode(encoding).splitlines())) <= 80
    rows = json.loads(start(*ASKED, "--format", "json", env=env).stdout.decode(encoding))
    assert any("Аимбетов" in name for name in rows[0]["names"])
    wrong = start("show", "Небывалый", env=env)
    assert wrong.returncode == 1
    assert b"Traceback" not in wrong.stderr
    assert b"Error: No record is called" in wrong.stderr


def test_files_and_pipes_lose_no_letter_unless_it_is_asked_for() -> None:
    plain = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for form in ("csv", "md"):
        whole = start("sources", "--format", form)
        assert "Байтерек" in whole.stdout.decode()
        poor = start("sources", "--format", form, env=plain)
        assert (poor.stdout, poor.stderr) == (whole.stdout, b"")
        asked = start("sources", "--format", form, env={"PYTHONIOENCODING": "ascii"})
        assert asked.returncode == 0
        assert b"standard output is ascii" in asked.stderr
        assert b"set PYTHONIOENCODING=utf-8" in asked.stderr
    json_ = start("export", "json", "-", "--question", *ASKED, env=plain)
    assert "Аимбетов" in json_.stdout.decode()


def test_a_query_is_printed_in_python_with_the_letters_that_there_are() -> None:
    script = "import spacetimeline as st; print(st.sources(name='Вице-министр'))"
    for encoding in ("ascii", "cp1251", "utf-8"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert ("Вице-министр" in done.stdout.decode(encoding)) is (encoding != "ascii")
        assert "1 source" in done.stdout.decode(encoding)


def test_the_url_may_stand_in_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    shutil.copyfile(start("db", "path").stdout.decode().strip(), path)
    asked = {"SPACETIMELINE_URL": str(path)}
    assert start("db", "path", env=asked).stdout.decode().strip() == str(path)
    assert start("--url", str(path), "launches", "--limit", "1").returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_terminal_decides_on_width_and_colour() -> None:
    import fcntl
    import pty
    import struct
    import termios

    for size, environment, coloured in (
        (100, {"TERM": "xterm", "COLUMNS": "40"}, True),
        (60, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (70, {"TERM": "dumb"}, False),
    ):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, size, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        done = subprocess.Popen(
            [*SPACETIMELINE, "timeline", "--country", "KZ", "--limit", "3"],
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
            stdout=theirs,
            close_fds=True,
        )
        os.close(theirs)
        text = b""
        try:
            while part := os.read(ours, 65536):
                text += part
        except OSError:  # Linux's way to say that the other end is closed
            pass
        os.close(ours)
        assert done.wait(timeout=60) == 0
        shown = text.decode()
        assert ("\x1b[1m" in shown) is coloured
        for style in ("\x1b[1m", "\x1b[2m", "\x1b[0m"):
            shown = shown.replace(style, "")
        widest = max(map(cell_len, shown.splitlines()))
        assert widest <= size
        assert cell_len(shown.splitlines()[1]) == size or size > 80
