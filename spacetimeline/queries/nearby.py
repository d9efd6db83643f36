"""Records that a text may mean, found through indexes: some hundred, to be compared one by one.

A typing error is in a word, so words are what is corrected: by the trigrams that they share with
a word as typed. Records are found by the corrected words, the rare ones first; the common ones are
never ranked by the database, only cut off. So the time hardly depends on the number of records.
"""

from __future__ import annotations

from spacetimeline.names import designation, typed_keys, word_key
from spacetimeline.queries.dialects import members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from spacetimeline.queries.dialects import Params
    from spacetimeline.queries.lookup import Lookup

    Form = tuple[str, int, int, str, str, str]
    """A folded form, its rank, and the record's number, kind, key and name."""

ENOUGH = 250
"""So many records are compared, of those with the words; and as many forms that begin with them."""

ALIKE = 60.0
"""A word below this likeness is another word."""

WORDS = 20
"""So many words are tried for one that was typed."""

SHARED = 200
"""So many of the words that share most trigrams are compared letter by letter."""

BUDGET = 4_000
"""So many words with some trigram are counted at most; the rarest trigrams come first."""

BEGINNINGS = 4
"""So many beginnings of the corrected text are looked for."""

READ = 20_000
"""So many records with a common word are looked through for another word."""

NAMED = (
    *("launch", "flight", "spacecraft", "person", "vehicle", "family", "site", "pad", "platform"),
    *("organization", "country", "expedition", "programme", "event", "source"),
)
"""The kinds that a bare name may mean."""

LAST = "\U0010ffff"
"""Sorts behind all that a name can go on with."""


class Nearby:
    """The records near one text.

    Args:
        lookup: the database's names.
        text: as typed.
        kinds: of these kinds; None for all that have names.
        stations: only stations.
        enough: about so many at most.
    """

    def __init__(
        self,
        lookup: Lookup,
        text: str,
        kinds: Iterable[str] | None,
        *,
        stations: bool = False,
        enough: int = ENOUGH,
    ) -> None:
        self.lookup = lookup
        self.text = text
        self.keys = [key for key in typed_keys(text) if key]
        self.spoken = word_key(text).split()
        self.enough = max(enough, ENOUGH)
        self.meant: dict[str, str] = {}
        self.any_kind = kinds is None
        kinds = NAMED if kinds is None else kinds
        self.kinds: Params = {f"kind_{place}": one for place, one in enumerate(sorted(kinds))}
        self.only = f"r.kind IN ({', '.join(f':{label}' for label in self.kinds)})"
        if stations:
            self.only += (
                " AND EXISTS (SELECT 1 FROM spacecraft AS s WHERE s.id = r.id "
                "AND s.kind = 'station')"
            )

    def forms(self) -> list[Form]:
        """Forms of the names of all of them."""
        numbered = self._numbered()
        found = dict.fromkeys((*numbered, *self._leading(self.keys)))
        if numbered:
            return list(found)  # it is no typing error
        groups = self._groups()
        found.update(dict.fromkeys(self._leading(self._corrected())))
        ids = self._with_words(groups)
        if ids:
            params: Params = {}
            among = members(self.lookup.dialect, "id", sorted(ids), params)
            rows = self.lookup.rows(
                "SELECT f.folded, f.rank, r.id, r.kind, r.key, r.name FROM name_form AS f "
                f"JOIN record AS r ON r.id = f.record_id WHERE f.record_id {among}",
                params,
            )
            found.update(dict.fromkeys(map(tuple, rows)))
        return list(found)

    def names(self) -> list[str]:
        """All their names, as written."""
        ids = sorted({form[2] for form in self.forms()})
        if not ids:
            return []
        params: Params = {}
        among = members(self.lookup.dialect, "id", ids, params)
        rows = self.lookup.rows(
            f"SELECT DISTINCT n.text FROM name AS n WHERE n.record_id {among}", params
        )
        return sorted(text for (text,) in rows)

    # -- by the number ---------------------------------------------------------------------

    def _numbered(self) -> list[Form]:
        """What the text is the designation or the key of, under the text's own form."""
        written = designation(self.text)
        if written is None or not self.keys:
            return []
        rows = self.lookup.rows(
            "SELECT r.id, r.kind, r.key, r.name FROM identifier AS i JOIN record AS r "
            f"ON r.id = i.record_id WHERE i.scheme = :scheme AND i.value = :value AND {self.only} "
            "UNION SELECT r.id, r.kind, r.key, r.name FROM record AS r "
            f"WHERE {self.only} AND r.key = :key",
            {
                **self.kinds,
                "scheme": written.scheme,
                "value": written.value,
                "key": written.value.lower(),
            },
        )
        return [(self.keys[0], 1, *row) for row in rows]

    # -- by the beginning ------------------------------------------------------------------

    def _leading(self, keys: Sequence[str]) -> list[Form]:
        """Forms that begin with any of some texts."""
        parts, params = [], dict(self.kinds)
        for place, key in enumerate(keys):
            params |= {f"low_{place}": key, f"high_{place}": key + LAST, "enough": self.enough}
            parts.append(
                "SELECT * FROM (SELECT f.folded, f.rank, r.id, r.kind, r.key, r.name "
                "FROM name_form AS f JOIN record AS r ON r.id = f.record_id "
                f"WHERE f.folded >= :low_{place} AND f.folded < :high_{place} AND {self.only} "
                f"LIMIT :enough) AS leading_{place}"
            )
        return list(map(tuple, self._all(parts, params)))

    def _all(self, parts: Sequence[str], params: Params) -> list[Any]:
        return self.lookup.rows(" UNION ALL ".join(parts), params) if parts else []

    # -- by words --------------------------------------------------------------------------

    def _groups(self) -> list[list[str]]:
        """For each typed word the known words that may be meant, the likeliest first."""
        typed: dict[int, dict[str, None]] = {}
        for key in self.keys:
            letters = [word for word in key.split() if word >= "a"]
            for place, word in enumerate(letters):
                typed.setdefault(place, {})[word] = None
        groups = [self._near(list(words)) for words in typed.values()]
        # With digits in it a word is that word or none.
        groups += [[word] for word in self.spoken if any(map(str.isdigit, word))]
        return [group for group in groups if group]

    def _near(self, typed: list[str]) -> list[str]:
        """Known words like any spelling of one typed word."""
        from rapidfuzz import fuzz, process

        best: dict[str, float] = {}
        for word in typed:
            if len(word) < 3:
                best[word] = 100.0
                continue
            known = self._sharing(word)
            for other, score, _ in process.extract(
                word, known, scorer=fuzz.ratio, limit=WORDS, score_cutoff=ALIKE
            ):
                best[other] = max(score, best.get(other, 0.0))
            for other in known:
                if other.startswith(word):
                    best[other] = max(90.0, best.get(other, 0.0))
        ranked = sorted(best, key=lambda word: (-best[word], word))[:WORDS]
        self.meant.update(dict.fromkeys(typed, *ranked[:1]) if ranked else {})
        return ranked

    def _sharing(self, word: str) -> list[str]:
        """Known words that begin with a word, or share most of its trigrams."""
        padded = f" {word} "
        params: Params = {"start": padded[:3], "low": word, "high": word + LAST}
        begun = self.lookup.rows(
            "SELECT word FROM word_trigram WHERE trigram = :start "
            f"AND word >= :low AND word < :high LIMIT {WORDS}",
            params,
        )
        params = {}
        trigrams = sorted({padded[place : place + 3] for place in range(len(padded) - 2)})
        among = members(self.lookup.dialect, "trigram", trigrams, params)
        counted = self.lookup.rows(
            f"SELECT trigram, COUNT(*) FROM word_trigram WHERE trigram {among} GROUP BY trigram",
            params,
        )
        chosen: list[str] = []
        total = 0
        for trigram, number in sorted(counted, key=lambda row: (row[1], row[0])):
            total += number
            if chosen and total > BUDGET:
                break
            chosen.append(trigram)
        if not chosen:
            return [known for (known,) in begun]
        params = {}
        among = members(self.lookup.dialect, "trigram", chosen, params)
        shared = self.lookup.rows(
            f"SELECT word, COUNT(*) FROM word_trigram WHERE trigram {among} GROUP BY word "
            f"ORDER BY COUNT(*) DESC, word LIMIT {SHARED}",
            params,
        )
        return list(dict.fromkeys([*(known for (known,) in begun), *(row[0] for row in shared)]))

    def _corrected(self) -> list[str]:
        """The text with its words corrected, and the beginnings of that."""
        words = [self.meant.get(word, word) for word in self.keys[0].split()] if self.keys else []
        texts = (" ".join(words[:number]) for number in range(len(words), 0, -1))
        return [text for text in texts if text not in self.keys][:BEGINNINGS]

    def _with_words(self, groups: list[list[str]]) -> set[int]:
        """Records with the rarest of the words, above all those that have another one too."""
        sized = sorted((self._size(group), place) for place, group in enumerate(groups))
        sized = [(size, place) for size, place in sized if size]
        ids: set[int] = set()
        if len(sized) > 1:
            rare, other = groups[sized[0][1]], groups[sized[1][1]]
            params: Params = dict(self.kinds)
            first = members(self.lookup.dialect, "first", rare, params)
            second = members(self.lookup.dialect, "second", other, params)
            rows = self.lookup.rows(
                f"SELECT a.record_id FROM ({self._having(first)}) AS a WHERE EXISTS "
                "(SELECT 1 FROM name_word AS b WHERE b.record_id = a.record_id "
                f"AND b.word {second}){self._of_kind(' AND')} LIMIT {self.enough}",
                params,
            )
            ids.update(id_ for (id_,) in rows)
        for _, place in sized[:2]:
            ids |= self._with_any(groups[place])
        return ids

    def _size(self, group: list[str]) -> int:
        params: Params = {}
        among = members(self.lookup.dialect, "word", group, params)
        rows = self.lookup.rows(
            f"SELECT COUNT(*) FROM ({self._having(among)}) AS counted",
            params,
        )
        return int(rows[0][0])

    def _with_any(self, group: list[str]) -> set[int]:
        """Some records with each of the words, of the likelier words more."""
        parts, params = [], dict(self.kinds)
        for place, word in enumerate(group):
            params[f"word_{place}"] = word
            part = max(self.enough // 2 ** (1 + place), 10)
            parts.append(
                f"SELECT * FROM (SELECT a.record_id FROM ({self._having(f'= :word_{place}')}) AS a"
                f"{self._of_kind(' WHERE')} LIMIT {part}) AS part_{place}"
            )
        return {id_ for (id_,) in self._all(parts, params)}

    @staticmethod
    def _having(word: str) -> str:
        """SQL for the records that have a word."""
        return f"SELECT w.record_id FROM name_word AS w WHERE w.word {word} LIMIT {READ}"

    def _of_kind(self, joined: str) -> str:
        """SQL that keeps records of the kinds; every record that has words is of one that has."""
        if self.any_kind:
            return ""
        record = "SELECT 1 FROM record AS r WHERE r.id = a.record_id"
        return f"{joined} EXISTS ({record} AND {self.only})"
