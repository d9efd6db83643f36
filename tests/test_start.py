"""Starting costs little: what a fresh process loads, seen by looking, not by a clock."""

from __future__ import annotations

import json
import os
import subprocess
import sys

HEAVY = ("sqlalchemy", "yaml", "pydantic", "alembic", "rich", "click", "dateutil", "rapidfuzz")


def loaded(code: str) -> set[str]:
    """Which of the heavy libraries a fresh process has loaded after some code."""
    tail = f"\nimport sys, json; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", code + tail],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import_loads_nothing_heavy() -> None:
    assert loaded("import spacetimeline") == set()


def test_import_opens_no_module_of_ours_but_the_front_door() -> None:
    code = "import spacetimeline, sys; print([m for m in sys.modules if m.startswith('spacetimeline')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['spacetimeline']"


def test_a_flat_answer_loads_nothing_heavy() -> None:
    import spacetimeline as st

    st.launches(year=2006).to_dicts()  # so that the embedded database is built
    for question in (
        "st.launches(year=2006).to_dicts()",
        "st.launches(year=2006, vehicle='Proton-K').count()",
        "st.in_space('2015-09-05T12:00Z').to_json()",
        "st.timeline(country='KZ', since=1991).to_csv()",
        "bool(st.people(country='KZ', flown=True))",
        "st.conflicts().to_dicts()",
        "st.coverage().to_dicts()",
    ):
        assert loaded(f"import spacetimeline as st\n{question}") == set(), question


def test_a_repr_needs_rich_and_no_database_library() -> None:
    assert loaded("import spacetimeline as st\nrepr(st.launches(year=2006))") <= {"rich"}
