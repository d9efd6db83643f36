"""Databases of invented catalogues: 1×, 10×, 100× the size of the real launch log.

    python benchmarks/worlds.py FOLDER [TIMES …]      writes FOLDER/1.db, FOLDER/10.db …

One time is 6,828 launches with 23,433 payloads on top of what the packs hold (of stays there are
some 1,600). It is written through the package's own tables and derived by its own code. More times
are copies of its rows, under other keys and other names, made by SQL: a fifth of the names are
coined words, each time others, as small satellites have; the rest are a series and a number.
"""

# ruff: noqa: S311, S608 - nothing here is secret, and SQL is put together from our own constants

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacetimeline as st
from spacetimeline.database.engine import make_engine
from spacetimeline.database.target import Target
from spacetimeline.dates import VagueDate
from spacetimeline.names import fold, word_key
from spacetimeline.packs.derive import derive
from spacetimeline.packs.tables import date_columns, date_values, fetch, insert, next_id

if TYPE_CHECKING:
    from sqlalchemy import Connection

LAUNCHES, PAYLOADS = 6_828, 23_433
SERIES = (
    "Kosmos Starlink OneWeb Yaogan Shijian Molniya Gonets Meteor Iridium Intelsat "
    "Telstar Globalstar Flock Lemur Beidou Gaofen Jilin Oscar Explorer Discoverer "
    "Corona Samos Zenit Raduga Gorizont Ekran Eutelsat Astra Galaxy Satcom Palapa "
    "Arabsat Anik Optus Superbird Insat"
).split()
SYLLABLES = (
    "ba be bi bo da de do fa fe ga gi ka ki ko la le li lo lu ma me mi mo na ne ni no"
).split()
SYLLABLES += [
    "pa",
    "pe",
    "po",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
    "vi",
    "vo",
    "za",
    "zu",
    "bel",
    "dor",
    "lin",
    "mar",
    "tan",
]
COINED = 300_000
ORBITS = ("LEO", "LEO", "LEO", "LEO", "MEO", "GTO", "GEO", "HEO")
SEED = 1957


def write(folder: Path, times: list[int]) -> dict[int, Path]:
    """Write the databases that are not there yet; returns the path of each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for many in times:
        path = folder / f"{many}.db"
        paths[many] = path
        if not path.exists():
            beside = path.with_suffix(".new")
            beside.unlink(missing_ok=True)
            _write(beside, many)
            beside.rename(path)
    return paths


def _write(path: Path, times: int) -> None:
    with st.connect(path) as db:
        db.info()
    engine = make_engine(Target("sqlite", path=str(path)))
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        for pragma in ("synchronous = OFF", "journal_mode = OFF", "cache_size = -400000"):
            driver.execute(f"PRAGMA {pragma}")
        with connection.begin():
            base = next_id(connection, "record")
            _catalogue(connection, base)
            derive(connection)
            if times > 1:
                _copies(connection, base, times)
            connection.exec_driver_sql("ANALYZE")
    engine.dispose()


# --------------------------------------------------------------------- one time


class Draw:
    """Random but realistic dates and names; the same ones each time."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        self.numbers = dict.fromkeys(SERIES, 0)

    def date(self, year: int) -> VagueDate:
        """Mostly known to the minute, now and then to the day or month, or doubted."""
        when = datetime(year, 1, 1) + timedelta(seconds=self.random.randrange(365 * 86_400))
        text = when.strftime(
            self.random.choices(
                ("%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d", "%Y-%m-%d?", "%Y-%m"),
                (60, 25, 10, 3, 2),
            )[0]
        )
        return VagueDate.parse(text)

    def series(self) -> tuple[str, int]:
        """A series, and the next number in it."""
        name = self.random.choices(SERIES, range(len(SERIES), 0, -1))[0]
        self.numbers[name] += 1
        return name, self.numbers[name]

    def word(self) -> str:
        """A coined word."""
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))).capitalize()


def _catalogue(connection: Connection, base: int) -> None:
    """Launches and payloads as an import writes them."""
    draw = Draw()
    pack = next_id(connection, "pack")
    insert(
        connection,
        "pack",
        ("id", "name", "title", "origin", "position", "fingerprint"),
        [(pack, "made", "An invented catalogue", "catalogue", 99, "made")],
    )
    vehicles = fetch(connection, "SELECT id, family_id FROM vehicle ORDER BY id")
    pads = fetch(connection, "SELECT id, site_id FROM pad ORDER BY id")
    bodies = [id_ for (id_,) in fetch(connection, "SELECT id FROM organization ORDER BY id")]
    ((source,),) = fetch(connection, "SELECT id FROM source WHERE key = 'gcat'")
    rows: dict[str, list[tuple[Any, ...]]] = {}
    first = {table: next_id(connection, table) for table in ("name", "identifier", "operation")}

    def add(table: str, *values: Any) -> None:
        rows.setdefault(table, []).append(values)

    def number(table: str) -> int:
        return first[table] + len(rows.get(table, ()))

    def record(id_: int, kind: str, key: str, name: str, codes: dict[str, str]) -> None:
        add("record", id_, kind, key, name, pack)
        add("name", number("name"), id_, 0, name, "en", "Latn", "alias", word_key(name), pack)
        forms = {fold(name): 0} | {fold(code): 1 for code in (key, *codes.values())}
        for form, rank in forms.items():
            add("name_form", form, id_, rank)
        for place, (scheme, value) in enumerate(codes.items()):
            add("identifier", number("identifier"), id_, place, scheme, value, pack)
        add("citation", id_, source, 0, pack)

    id_, norad, left = base, 100_000, PAYLOADS
    for place in range(LAUNCHES):
        year = 1957 + int(68 * place / LAUNCHES)
        tag = f"{year}-X{place:05d}"
        date = draw.date(year)
        vehicle, family = draw.random.choice(vehicles)
        pad, site = draw.random.choice(pads)
        outcome, code = draw.random.choices(
            (("success", "OS"), ("failure", "OF"), ("partial failure", "OS50")), (92, 6, 2)
        )[0]
        many = left // (LAUNCHES - place) + draw.random.choice((-1, 0, 1))
        many = left if place == LAUNCHES - 1 else min(max(many, 1), left)
        left -= many
        launch, body, orbit = id_, draw.random.choice(bodies), draw.random.choice(ORBITS)
        coined = draw.random.random() < 0.2
        names = [(draw.word(), 1) if coined else draw.series() for _ in range(many)]
        title = "{} {}".format(*names[0])
        record(launch, "launch", tag.lower(), title, {"gcat": tag})
        add(
            *("launch", launch, tag.lower(), title, *date_values(date), vehicle, family, pad, site),
            *("orbital", outcome, code, "flown", tag, body, f"S{place:06d}"),
        )
        for position, (series, count) in enumerate(names):
            id_ += 1
            norad += 1
            name, key = f"{series} {count}", f"made-{norad}"
            codes = {"cospar": f"{tag}{position}", "gcat": f"S{norad}", "norad": str(norad)}
            record(id_, "spacecraft", key, name, codes)
            add(
                *("spacecraft", id_, key, name, "satellite", launch, position, *date_values(date)),
                *(body, orbit, "inactive", f"{tag}{position}", norad, series),
            )
            add("operation", number("operation"), id_, body, 0)
        id_ += 1
    for table, columns in COLUMNS.items():
        insert(connection, table, columns, rows[table])


COLUMNS: dict[str, tuple[str, ...]] = {
    "record": ("id", "kind", "key", "name", "pack_id"),
    "name": (
        *(
            "id",
            "record_id",
            "position",
            "text",
            "language",
            "script",
            "kind",
            "word_key",
            "pack_id",
        ),
    ),
    "name_form": ("folded", "record_id", "rank"),
    "identifier": ("id", "record_id", "position", "scheme", "value", "pack_id"),
    "citation": ("record_id", "source_id", "position", "pack_id"),
    "launch": (
        *(
            "id",
            "key",
            "name",
            *date_columns("date"),
            "vehicle_id",
            "family_id",
            "pad_id",
            "site_id",
        ),
        *("category", "outcome", "code", "status", "cospar", "provider_id", "serial"),
    ),
    "spacecraft": (
        *("id", "key", "name", "kind", "launch_id", "payload_position", *date_columns("launched")),
        *("operator_id", "orbit", "status", "cospar", "norad", "bus"),
    ),
    "operation": ("id", "record_id", "organization_id", "position"),
}


# ------------------------------------------------------------------- more times


def _copies(connection: Connection, base: int, times: int) -> None:
    """Copies of all launches, payloads and stays, each under another key and name."""
    draw = Draw()
    words = set()
    while len(words) < COINED:
        words.add(draw.word())
    connection.exec_driver_sql("CREATE TEMP TABLE coined (n INTEGER PRIMARY KEY, word, folded)")
    connection.exec_driver_sql(
        "INSERT INTO coined VALUES (?, ?, ?)",
        [(n, word, fold(word)) for n, word in enumerate(sorted(words))],
    )
    connection.exec_driver_sql(
        "CREATE TEMP TABLE made AS SELECT id, kind, word, fold_, number FROM ("
        "SELECT r.id, r.kind, substr(r.name, 1, instr(r.name, ' ') - 1) AS word, "
        "trim(substr(f.word_key, 1, length(f.word_key) - length(substr(r.name, instr(r.name, ' '))))) "
        "AS fold_, CAST(substr(r.name, instr(r.name, ' ')) AS INTEGER) AS number "
        f"FROM record r JOIN name f ON f.record_id = r.id WHERE r.id >= {base} "
        "AND r.kind IN ('launch', 'spacecraft'))"
    )
    connection.exec_driver_sql("CREATE UNIQUE INDEX temp.ix_made ON made (id)")
    wanted = "SELECT id FROM temp.made UNION ALL SELECT id FROM stay WHERE id < 1000000"
    connection.exec_driver_sql(f"CREATE TEMP TABLE wanted AS {wanted}")
    connection.exec_driver_sql("CREATE UNIQUE INDEX temp.ix_wanted ON wanted (id)")
    for copy in range(1, times):
        _copy(connection, copy)


SHIFT = 1_000_000
_IDS = {
    "record": "id",
    "name": "record_id",
    "citation": "record_id",
    "identifier": "record_id",
    "launch": "id",
    "spacecraft": "id",
    "operation": "record_id",
    "stay": "id",
    "aboard": "stay_id",
    "entry": "record_id",
    "record_country": "record_id",
    "record_subject": "record_id",
}
_SHIFTED = {"record_id", "id", "launch_id", "entry_id", "stay_id"}


def _copy(connection: Connection, copy: int) -> None:
    shift = copy * SHIFT
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.titles")
    number, coined = f"(number + {copy * 7000})", f"(m.id * 7919 + {copy} * 104729) % {COINED}"
    connection.exec_driver_sql(
        "CREATE TEMP TABLE titles AS SELECT m.id, "
        f"CASE WHEN m.id % 5 = 0 THEN c.word ELSE m.word END || ' ' || {number} AS name, "
        f"CASE WHEN m.id % 5 = 0 THEN c.folded ELSE m.fold_ END || ' ' || {number} AS folded "
        f"FROM temp.made m JOIN temp.coined c ON c.n = {coined}"
    )
    connection.exec_driver_sql("CREATE UNIQUE INDEX temp.ix_titles ON titles (id)")
    new = {
        "key": f"t.key || '-{copy}'",
        "name": "COALESCE((SELECT name FROM temp.titles x WHERE x.id = {id}), t.name)",
        "text": "COALESCE((SELECT name FROM temp.titles x WHERE x.id = {id}), t.text)",
        "word_key": "COALESCE((SELECT ' ' || folded || ' ' FROM temp.titles x WHERE x.id = {id}), "
        "t.word_key)",
        "value": f"t.value || '-{copy}'",
        "norad": f"t.norad + {copy * 50_000}",
        "cospar": f"t.cospar || '-{copy}'",
        "serial": f"t.serial || '-{copy}'",
    }
    for table, owner in _IDS.items():
        names = [row[1] for row in fetch(connection, f'PRAGMA table_info("{table}")')]
        values = []
        for name in names:
            value = f't."{name}"'
            if name in _SHIFTED:
                value = f"t.{name} + {shift}"
            elif name in new:
                value = new[name].format(id=f"t.{owner}")
            values.append(value)
        listed = ", ".join(f'"{name}"' for name in names)
        connection.exec_driver_sql(
            f'INSERT INTO "{table}" ({listed}) SELECT {", ".join(values)} FROM temp.wanted w '
            f'CROSS JOIN "{table}" t ON t.{owner} = w.id'
        )
    connection.exec_driver_sql(
        f"INSERT INTO entry_country SELECT ec.country_id, ec.start, ec.entry_id + {shift} "
        "FROM temp.wanted w CROSS JOIN entry e ON e.record_id = w.id "
        "JOIN entry_country ec ON ec.entry_id = e.id"
    )
    connection.exec_driver_sql(
        f"INSERT INTO name_form SELECT folded, id + {shift}, 0 FROM temp.titles UNION ALL "
        f"SELECT f.folded || ' {copy}', w.id + {shift}, 1 FROM temp.wanted w "
        "CROSS JOIN name_form f ON f.record_id = w.id AND f.rank > 0"
    )


def progress(paths: dict[int, Path]) -> Iterator[str]:
    """One line a database: its size."""
    for many, path in paths.items():
        yield f"{many}×: {path} {path.stat().st_size / 1e6:,.0f} MB"


if __name__ == "__main__":
    chosen = [int(word) for word in sys.argv[2:]] or [1, 10, 100]
    print("\n".join(progress(write(Path(sys.argv[1]), chosen))))
