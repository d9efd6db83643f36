"""Bad input guided by what of our parsers it reaches: coverage-guided fuzzing, with atheris.

    python tests/hostile/guided.py dates|names|packs|rows [-max_total_time=60 …]

Further words are libFuzzer's. It ends with the input where something foreign is raised, or where
one takes longer than ten seconds, and else says how many inputs it tried. It is no test: it needs
atheris, which has wheels for Linux alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

with atheris.instrument_imports(include=["spacetimeline"]):
    import bad_rows
    import test_fuzz

    from spacetimeline.designations import designation
    from spacetimeline.errors import SpacetimelineError
    from spacetimeline.names import fold, person_forms, typed_keys, word_key


def names(text: str) -> None:
    """Every key that a name has; each key is its own."""
    key = fold(text)
    assert fold(key) == key
    for make in (typed_keys, word_key, person_forms, designation):
        make(text)


def rows(text: str) -> None:
    """A row of one of GCAT's files, or of CelesTrak's table: first which one, then its fields."""
    kinds = list(bad_rows.GCAT)
    which = ord(text[0]) % (len(kinds) + 1) if text else 0
    columns, good = bad_rows.SATCAT if which == len(kinds) else bad_rows.GCAT[kinds[which]]
    kind = bad_rows.SATCAT_FILE if which == len(kinds) else bad_rows.gcat_kind(kinds[which])
    said = text[1:].encode("utf-8", "replace").decode("utf-8").split("\t")
    fields = [good[0].get(name, "-") for name in columns]
    # A field that is empty stays good, so that few bytes reach far.
    fields[: len(said)] = [new or old for new, old in zip(said, fields, strict=False)]
    bad_rows.read_row(kind, columns, fields)


PACK = """
pack: mine
sources: {book: {title: A book}}
people: {ada: {name: Ada, family_name: A, sources: [book]}}
launches:
  1991-034: {name: Soyuz TM-12, date: 1991-05-18T12:50:28Z, outcome: success, sources: [book]}
overrides: {launches: {1991-034: {date: 1991?}}}
"""

TARGETS: dict[str, tuple[Callable[[str], None], list[str]]] = {
    "dates": (test_fuzz.read_date, test_fuzz.DATES),
    "names": (names, test_fuzz.NAMES),
    "packs": (test_fuzz.read_pack, [PACK, *test_fuzz.YAML]),
    "rows": (rows, ["\t".join(row.values()) for _, some in bad_rows.GCAT.values() for row in some]),
}
"""What is fuzzed, and the good inputs that it begins with."""


def main() -> None:
    """Fuzz what is named first."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"What shall be fuzzed? One of: {', '.join(TARGETS)}.")
    target, good = TARGETS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        try:
            target(data.decode("utf-8", "surrogateescape"))  # bad bytes are halves of characters
        except SpacetimelineError as error:
            assert str(error)

    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(good):
            Path(folder, str(number)).write_text(text, "utf-8")
        atheris.Setup([*sys.argv, "-timeout=10", "-max_len=4000", folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
