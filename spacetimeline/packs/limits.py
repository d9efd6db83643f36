"""How big a pack may be: every limit of this room, in one place.

Packs come from strangers too. Each limit is far above what any honest pack
needs, and is there so that a hostile one costs little and is told why.
"""

from __future__ import annotations

MAX_FILE_BYTES = 32 * 1024 * 1024
"""One file: a hundred times the largest that we ship."""

MAX_FILES = 5_000
"""Files of one pack."""

MAX_FOLDER_DEPTH = 16
"""Folders inside folders of one pack."""

MAX_DEPTH = 12
"""Lists and mappings inside each other; the format itself needs six."""

MAX_SCALAR = 20_000
"""Characters of one text: about ten pages."""

MAX_NUMBER = 40
"""Characters of one number: longer ones only cost time."""

MAX_KEY = 120
"""Characters of a record's key."""

MAX_PROBLEMS = 5_000
"""Problems kept of one check; the last one then says how many more there are."""

MAX_TRIES = 5_000
"""Steps spent on putting one person's vaguely dated journeys into an order that can be."""

MAX_AT_ONCE = 100
"""Things going on at one time that are compared: craft at one port, one person's walks."""

MAX_SUGGESTIONS = 200
"""Unknown keys of one check that get the nearest of many keys looked up."""

MAX_LEGS = 40
"""Ways up and down of one person: nobody has made half as many."""
