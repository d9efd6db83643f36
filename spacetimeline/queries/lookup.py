"""Finding records by what people call them: names, keys, identifiers, in any script."""

from __future__ import annotations

from spacetimeline.designations import designation
from spacetimeline.errors import Ambiguous, NotFound
from spacetimeline.names import (
    fold,
    names_agree,
    nearest,
    plain,
    shorter_person_keys,
    typed_keys,
    word_range,
)
from spacetimeline.queries import described
from spacetimeline.queries.dialects import members
from spacetimeline.queries.elsewhere import elsewhere
from spacetimeline.queries.nearby import NAMED as KINDS
from spacetimeline.queries.nearby import Nearby
from spacetimeline.queries.times import moved
from spacetimeline.vocabularies import RecordKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacetimeline.queries.dialects import Params

ALL_KINDS = (*KINDS, "docking", "spacewalk", "stay", "claim")
"""The kinds that have keys."""

_BEHIND = 10
"""More than any way in which a form names a record."""

DESCRIBED = (9, 0, 0)
"""The rank of what is described, not named."""

_CATALOGUES = "SELECT id FROM pack WHERE origin = 'catalogue'"
"""The imported catalogues, whose names for records of packs are no names as typed."""

_FIND = """
SELECT r.id, r.kind, r.key, r.name, f.rank, f.folded,
       EXISTS (SELECT 1 FROM name AS n WHERE n.record_id = r.id AND n.text = :typed
               AND (n.pack_id = r.pack_id OR n.pack_id NOT IN ({catalogues})))
       OR EXISTS (SELECT 1 FROM identifier AS i WHERE i.record_id = r.id AND i.value = :typed
                  AND (i.pack_id = r.pack_id OR i.pack_id NOT IN ({catalogues}))),
       r.pack_id
FROM name_form AS f JOIN record AS r ON r.id = f.record_id
WHERE f.folded {forms}
UNION ALL
SELECT r.id, r.kind, r.key, r.name, 1, '', 0 = 1, r.pack_id
FROM record AS r WHERE r.kind {kinds} AND r.key IN (:typed, :lower, :written)
UNION ALL
SELECT r.id, r.kind, r.key, r.name,
       CASE WHEN i.pack_id = r.pack_id OR i.pack_id NOT IN ({catalogues}) THEN 1 ELSE 11 END, '',
       i.value = :typed AND (i.pack_id = r.pack_id OR i.pack_id NOT IN ({catalogues})),
       r.pack_id
FROM identifier AS i JOIN record AS r ON r.id = i.record_id
WHERE i.scheme = :scheme AND i.value = :number
""".replace("{catalogues}", _CATALOGUES)
"""By a form of its name; by its key; by a designation, which in a catalogue has no form."""


class Hit:
    """A record that has the name asked for; a smaller `rank` is a better fit."""

    __slots__ = ("id", "key", "kind", "name", "rank")

    def __init__(self, id: int, kind: str, key: str, name: str, rank: tuple[int, int, int]) -> None:
        self.id = id
        self.kind = kind
        self.key = key
        self.name = name
        self.rank = rank

    @property
    def typed(self) -> str:
        """What to type to mean exactly this record."""
        return f"{self.kind}:{self.key}"


class Longest:
    """How vague the beginnings of one table's rows are, and how long they last at most."""

    __slots__ = ("_lasting", "_open_since", "lag", "lead")

    def __init__(self, lead: float, lag: float, lasting: float, open_since: str | None) -> None:
        self.lead = lead
        self.lag = lag
        self._lasting = lasting
        self._open_since = open_since

    def began(self, instant: str, *, earliest: bool = False) -> str | None:
        """The nominal (or earliest) start before which nothing began that is not over by then."""
        low = moved(instant, -self._lasting)
        if low is not None and self._open_since is not None:
            low = min(low, self._open_since)
        return moved(low, -self.lead) if earliest and low is not None else low


class Lookup:
    """Resolves names with the reader of one database; remembers what it found."""

    def __init__(self, reader: Any, dialect: str) -> None:
        self.reader = reader
        self.dialect = dialect
        self._imported: frozenset[int] | None = None
        self._hits: dict[tuple[str, tuple[str, ...] | None], list[Hit]] = {}
        self._longest: dict[str, Longest | None] = {}

    def rows(self, sql: str, params: Params | None = None) -> list[Any]:
        """Run one statement."""
        found: list[Any] = self.reader.rows(sql, params or {})
        return found

    def longest(self, what: str) -> Longest | None:
        """How long what is in a table lasts at most; None where no load has told."""
        if what not in self._longest:
            rows = self.rows(
                "SELECT lead, lag, lasting, open_since FROM longest WHERE what = :what",
                {"what": what},
            )
            self._longest[what] = Longest(*rows[0]) if rows else None
        return self._longest[what]

    def hits(self, asked: Any, kinds: Sequence[str] | None = None) -> list[Hit]:
        """Every record of these kinds with this name, best first; may be empty."""
        text, kinds = _asked(asked, kinds)
        if not text:
            return []
        memory = (text, tuple(kinds) if kinds else None)
        if memory not in self._hits:
            self._hits[memory] = self._search(text, kinds)
        return self._hits[memory]

    def _search(self, text: str, kinds: Sequence[str] | None) -> list[Hit]:
        hits = self._named(text, list(typed_keys(text)), kinds)
        if not hits and (kinds is None or "person" in kinds):
            # A patronymic or middle name that we do not know must not hide the person.
            hits = self._named(text, list(shorter_person_keys(text)), ("person",))
            hits = [hit for hit in hits if self._agrees(text, hit)]
        if not hits:
            found = described.launches(self, text, kinds)
            hits = [Hit(id_, "launch", key, name, DESCRIBED) for id_, key, name in found]
        return hits

    def _agrees(self, text: str, hit: Hit) -> bool:
        """Whether nothing in a person's names speaks against the text."""
        names = self.rows("SELECT n.text FROM name AS n WHERE n.record_id = :id", {"id": hit.id})
        return any(names_agree(text, name) for (name,) in names)

    def _named(self, text: str, forms: list[str], kinds: Sequence[str] | None) -> list[Hit]:
        written = designation(text)
        if written is not None:
            forms.insert(0, fold(written.value))
        forms = list(dict.fromkeys(form for form in forms if form))
        stations_only = kinds is not None and "station" in kinds
        wanted = set(kinds or KINDS)
        if stations_only:
            wanted.add("spacecraft")
        scheme, number = (written.scheme, written.value) if written else ("", "")
        params: Params = {"typed": text, "lower": text.lower(), "written": number.lower(),
                          "scheme": scheme, "number": number}  # fmt: skip
        sql = _FIND.replace("{forms}", members(self.dialect, "form", forms or [""], params))
        sql = sql.replace("{kinds}", members(self.dialect, "kind", sorted(wanted), params))
        best: dict[int, Hit] = {}
        for id_, kind, key, name, way, form, exact, pack in self.rows(sql, params):
            if kind not in wanted:
                continue
            guess = forms.index(form) if form else 0
            rank = _rank(text, key, name, way, guess, bool(exact))
            if pack in self._catalogues():
                rank = _after_packs(rank)
            if id_ not in best or rank < best[id_].rank:
                best[id_] = Hit(id_, str(kind), key, name, rank)
        hits = list(best.values())
        if stations_only and "spacecraft" not in (kinds or ()):
            params = {}
            among = members(self.dialect, "craft", [hit.id for hit in hits] or [-1], params)
            stations = {row[0] for row in self.rows(_STATIONS.format(among=among), params)}
            hits = [hit for hit in hits if hit.kind != "spacecraft" or hit.id in stations]
        return sorted(hits, key=lambda hit: (hit.rank, hit.kind, hit.key))

    def _catalogues(self) -> frozenset[int]:
        """The numbers of the imported catalogues."""
        if self._imported is None:
            self._imported = frozenset(number for (number,) in self.rows(_CATALOGUES))
        return self._imported

    def one(self, asked: Any, kinds: Sequence[str] | None = None) -> Hit:
        """The one record of these kinds that has this name.

        Raises:
            NotFound: none has it; the nearest names are suggested.
            Ambiguous: several have it equally; what to type is listed.
        """
        hits = self.hits(asked, kinds)
        if not hits:
            raise self.not_found(asked, kinds)
        # A page is often titled like the thing that it is about; the thing is meant.
        hits = [hit for hit in hits if hit.kind != "source"] or hits
        best = [hit for hit in hits if hit.rank == hits[0].rank]
        best = _preferred(best)
        if len(best) > 1:
            typed = [hit.typed for hit in best]
            listed = "\n".join(f"  {hit.typed}  ({hit.name})" for hit in best[:20])
            more = f"\n  … and {len(best) - 20} more" if len(best) > 20 else ""
            msg = f"{asked!r} is the name of {len(best)} records. Type one of:\n{listed}{more}"
            raise Ambiguous(msg, asked=str(asked), candidates=typed)
        return self._flown(best[0], *_asked(asked, kinds))

    def _flown(self, hit: Hit, text: str, kinds: Sequence[str] | None) -> Hit:
        """A craft named in a script in which only it has a name stands for its flight too."""
        if hit.kind != "spacecraft" or kinds is not None or designation(text) is not None:
            return hit
        flights = self.rows(
            "SELECT f.id, f.key, f.name FROM flight AS f WHERE f.craft_id = :id", {"id": hit.id}
        )
        if not flights:
            return hit
        id_, key, name = flights[0]
        return Hit(id_, "flight", key, name, hit.rank)

    def not_found(
        self, asked: Any, kinds: Sequence[str] | None = None, *, how: str = "is called"
    ) -> NotFound:
        """The error for a name that nothing has, with the nearest that exist."""
        text, kinds = _asked(asked, kinds)
        what = " or ".join(dict.fromkeys(kinds)) if kinds else "record"
        if not text:
            msg = (
                f"The name of a {what} is needed, and {asked!r} is none. "
                'Names are typed like "Soyuz TMA-18M", "Aimbetov" or "launch:2015-043".'
            )
            return NotFound(msg, asked=text)
        stations = bool(kinds) and set(kinds or ()) <= {"station"}
        wanted = [kind for kind in (kinds or KINDS) if kind != "station"]
        if kinds and "station" in kinds:
            wanted.append("spacecraft")
        near = nearest(text, Nearby(self, text, wanted, stations=stations).names())
        other, typed = elsewhere(self, text, kinds)
        if near:
            hint = f"Nearest: {', '.join(near)}."
        else:
            hint = "" if other else "Nothing comes near; st.search(...) allows typing errors."
        msg = " ".join(part for part in (f"No {what} {how} {text!r}.", other, hint) if part)
        return NotFound(msg, asked=text, suggestions=near or typed)

    def require_leading(self, text: str, kind: str) -> None:
        """Check that some record of this kind has a name that begins with these words."""
        low, high = word_range(text)
        found = self.rows(
            "SELECT 1 FROM name AS n JOIN record AS r ON r.id = n.record_id "
            "WHERE n.word_key >= :low AND n.word_key < :high AND r.kind = :kind LIMIT 1",
            {"low": low, "high": high, "kind": kind},
        )
        if not found and kind == "person":
            found = self._named(text, list(typed_keys(text)), (kind,))
        if not found:
            raise self.not_found(text, (kind,), how="has a name that begins with")

    def leading(self, text: str, kind: str) -> list[int]:
        """The ids of the records of this kind with a name that begins with these words."""
        low, high = word_range(text)
        found = self.rows(
            "SELECT DISTINCT n.record_id FROM name AS n JOIN record AS r ON r.id = n.record_id "
            "WHERE n.word_key >= :low AND n.word_key < :high AND r.kind = :kind",
            {"low": low, "high": high, "kind": kind},
        )
        return [id_ for (id_,) in found]

    def texts(self, text: str, known: str, keyword: str) -> list[str]:
        """The values of a column that fold like `text`, or begin with its words.

        Args:
            text: what was asked for.
            known: SQL that gives the distinct values.
            keyword: the filter's, for the error.
        """
        _, _, column = known.partition(" FROM ")[0].rpartition(" ")
        if len(self.rows(f"{known} LIMIT {SOME + 1}")) > SOME:
            typed = self.rows(f"{known} AND {column} = :typed", {"typed": text})
            if typed:
                return [text]
        values = [value for (value,) in self.rows(known) if value]
        folded = fold(text)
        same = [value for value in values if fold(value) == folded]
        if not same:
            same = [value for value in values if fold(value).startswith(f"{folded} ")]
        if not same:
            near = nearest(text, values)
            hint = f"Nearest: {', '.join(near)}." if near else "Nothing comes near."
            msg = f"No {keyword} is called {text!r}. {hint}"
            raise NotFound(msg, asked=text, suggestions=near)
        return same


_STATIONS = "SELECT s.id FROM spacecraft AS s WHERE s.kind = 'station' AND s.id {among}"

SOME = 5000
"""Of more values than these only the one as typed is looked for first."""


def _asked(asked: Any, kinds: Sequence[str] | None) -> tuple[str, Sequence[str] | None]:
    """The text and kinds that a value means: a record, a number, ``launch:2015-043``, a name."""
    kind = getattr(asked, "__kind__", None)
    if kind is not None:
        return str(asked.key), _narrowed(str(kind), kinds, f"{kind}:{asked.key}")
    if isinstance(asked, bool) or asked is None:
        return "", kinds
    # Half characters and NULs, which no database takes, are in no name.
    text = str(asked).encode("utf-8", "replace").decode("utf-8").replace("\0", "?").strip()
    head, colon, tail = text.partition(":")
    head = head.casefold()
    if colon and (head in ALL_KINDS or head == "station"):
        return tail.strip(), _narrowed(head, kinds, text)
    return text, kinds


def _narrowed(kind: str, kinds: Sequence[str] | None, asked: str) -> tuple[str, ...]:
    """The one kind that is named, if it is among those that can be meant.

    Raises:
        NotFound: something else is wanted here.
    """
    among = set(kinds or (kind,))
    if "station" in among:
        among.add("spacecraft")
    if "spacecraft" in among:
        among.add("station")
    if kind not in among:
        wanted = " or ".join(dict.fromkeys(kinds or ()))
        msg = f"{asked!r} is a {kind}, where a {wanted} is meant. Give the name of a {wanted}."
        raise NotFound(msg, asked=asked)
    return (kind,)


def kind_word(kind: str | None) -> tuple[str, ...] | None:
    """The kind named by a user, singular or plural.

    Raises:
        NotFound: there is no such kind.
    """
    if kind is None:
        return None
    text = str(kind).strip().casefold()
    known = (*ALL_KINDS, "station")
    plurals = {str(member): getattr(member, "section", "") for member in RecordKind}
    for one in known:
        if text in {one, f"{one}s", plurals.get(one, "")}:
            return (one,)
    near = nearest(kind, known)
    msg = f"There is no kind {kind!r}. There are: {', '.join(known)}."
    raise NotFound(msg, asked=kind, suggestions=near)


def _rank(
    text: str, key: str, name: str, way: int, guess: int, exact: bool
) -> tuple[int, int, int]:
    """How well a record fits; smaller is better.

    The key, the own name as typed, an alias as typed, then folded forms: in what
    spelling the text was read (`guess`), and in what way that names the record (`way`).
    """
    if text == key:
        return (0, 0, 0)
    if text == name:
        return (1, 0, 0)
    if exact:
        return (2, 0, 0)
    if text.lower() == key.lower():
        return (3, 0, 0)
    alike = 0 if plain(text) == plain(name) else 1
    return (4 + guess, way, alike)


def _after_packs(rank: tuple[int, int, int]) -> tuple[int, int, int]:
    """The rank of a catalogue's record: what a pack calls so in any way as good is meant first."""
    fit, way, alike = rank
    if fit in {1, 2}:  # its own name as typed counts as another record's alias as typed
        return (2, 1, fit)
    return (fit, way + _BEHIND, alike) if fit > 3 else rank


def _preferred(hits: list[Hit]) -> list[Hit]:
    """Of the parts of one mission the flight, else the craft; of vehicle and family the family."""
    kinds = {hit.kind for hit in hits}
    if len(hits) > 1 and kinds <= {"vehicle", "family"}:
        families = [hit for hit in hits if hit.kind == "family"]
        return families or hits
    if len(hits) > 1 and kinds <= {"launch", "flight", "spacecraft"} and len(kinds) == len(hits):
        for kind in ("flight", "spacecraft"):
            chosen = [hit for hit in hits if hit.kind == kind]
            if chosen:
                return chosen
    return hits
