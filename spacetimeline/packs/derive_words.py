"""The words of names, and the trigrams of words: what `search` finds its candidates by.

Typing errors are made in words, and words repeat: ten thousand names of one series have one
word. So trigrams are kept of words, which grow slowly, and records are found by whole words.
Plain tables, filled by one statement each, serve both databases without an extension.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

# A key has letters and digits, points and pluses: nothing that JSON would escape.
SPLIT = {
    "sqlite": "json_each('[\"' || replace(trim(n.word_key), ' ', '\",\"') || '\"]') AS w",
    "postgresql": "unnest(string_to_array(trim(n.word_key), ' ')) AS w(value)",
}

# Nobody searches claims, dockings, spacewalks and stays by name. A form of one word is what a
# name is typed as: ProtonK, or a family name; numbers stand in identifiers.
WORDS = """
INSERT INTO name_word (word, record_id)
SELECT w.value, n.record_id FROM name AS n JOIN record AS r ON r.id = n.record_id, {split}
WHERE r.kind NOT IN ('claim', 'docking', 'spacewalk', 'stay') AND w.value <> ''
UNION
SELECT f.folded, f.record_id FROM name_form AS f JOIN record AS r ON r.id = f.record_id
WHERE f.folded >= 'a' AND f.folded NOT LIKE '%% %%' AND length(f.folded) <= 12 AND r.kind <> 'source'
ORDER BY 1, 2
"""

# Most words were there before a change, and stay. Sorted once and put in, those that are there left
# out: a word may have a trigram twice.
GONE = "DELETE FROM word_trigram WHERE word NOT IN (SELECT word FROM name_word)"
TRIGRAMS = """
WITH RECURSIVE known(word) AS (
    SELECT DISTINCT w.word FROM name_word AS w
    WHERE w.word >= 'a' AND length(w.word) > 2 AND NOT EXISTS (
        SELECT 1 FROM word_trigram AS t
        WHERE t.trigram = ' ' || substr(w.word, 1, 2) AND t.word = w.word)
),
place(number) AS (
    SELECT 1 UNION ALL
    SELECT number + 1 FROM place WHERE number < (SELECT MAX(length(word)) FROM known)
)
INSERT INTO word_trigram (trigram, word)
SELECT substr(' ' || word || ' ', number, 3), word
FROM known CROSS JOIN place
WHERE number <= length(word)
ORDER BY 1, 2
ON CONFLICT DO NOTHING
"""


def derive_words(connection: Connection) -> None:
    """Make the table of words anew, from names and their forms, and the one of trigrams fit it."""
    split = SPLIT[connection.dialect.name]
    words = WORDS.format(split=split)
    if connection.dialect.name == "sqlite":
        words = words.replace("%%", "%")  # only psycopg reads a % as its own
    connection.exec_driver_sql(words)
    connection.exec_driver_sql(GONE)
    connection.exec_driver_sql(TRIGRAMS)
