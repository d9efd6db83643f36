"""What is derived is derived once: at the end of each load, from the tables alone.

Stays, times aboard, the states and subjects of records, and the timeline are
worked out here and nowhere else; questions only read them. Everything comes
from the tables and not from the packs, so what a catalogue brought counts too,
and deriving again changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacetimeline.packs.derive_aboard import derive_aboard
from spacetimeline.packs.derive_countries import derive_countries, derive_entry_countries
from spacetimeline.packs.derive_entries import derive_entries
from spacetimeline.packs.derive_expeditions import derive_expeditions
from spacetimeline.packs.derive_longest import derive_longest
from spacetimeline.packs.derive_stays import derive_stays
from spacetimeline.packs.derive_subjects import derive_subjects
from spacetimeline.packs.derive_words import derive_words
from spacetimeline.packs.docks import Docks

if TYPE_CHECKING:
    from sqlalchemy import Connection

DERIVED = (
    "entry_country",
    "entry",
    "record_country",
    "record_subject",
    "aboard",
    "flight_expedition",
    "stay_expedition",
    "stay",
    "name_word",
    "word_trigram",
    "longest",
)
"""The tables that hold nothing but what is derived, those first that refer to others."""


def clear(connection: Connection) -> None:
    """Empty what is derived, so that records may go; the registry keeps the numbers of stays.

    Trigrams stay: they are of words, and few words go.
    """
    for table in DERIVED:
        if table == "word_trigram":
            continue
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - names of our tables


def derive(connection: Connection) -> None:
    """Work out all that is derived, anew, inside the transaction of the connection.

    Beside the tables of `DERIVED` it writes what stays have in ``record``,
    ``name`` and ``citation``, and ``person.first_launch``. A stay that was there
    before keeps its number.
    """
    clear(connection)
    docks = Docks(connection)
    derive_stays(connection)
    derive_expeditions(connection)
    derive_aboard(connection, docks)
    dockings = derive_countries(connection, docks)
    derive_entries(connection, docks)
    derive_subjects(connection, docks)
    derive_entry_countries(connection, dockings)
    derive_words(connection)
    derive_longest(connection)
