"""Names: the keys they are found by, the ways people type them, and what may have been meant.

The front of this corner: `spacetimeline.folding` makes keys, `spacetimeline.designations`
recognises numbers, and this module knows how the names of people are put together.
"""

from spacetimeline.designations import Designation, DesignationKind, designation
from spacetimeline.folding import (
    MAX_NAME,
    fold,
    fold_word,
    is_spaceless,
    leading_words,
    one_word_key,
    plain,
    starts_with_words,
    stored_keys,
    too_long,
    typed_keys,
    word_key,
    word_range,
    words,
)
from spacetimeline.transliteration import pattern, to_latin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "FAMILY_ONLY",
    "FAMILY_PART",
    "INITIALS",
    "MAX_NAME",
    "PARTS",
    "WHOLE",
    "Designation",
    "DesignationKind",
    "Form",
    "designation",
    "fold",
    "fold_word",
    "leading_words",
    "names_agree",
    "nearest",
    "person_forms",
    "plain",
    "shorter_person_keys",
    "starts_with_words",
    "stored_keys",
    "too_long",
    "typed_keys",
    "word_key",
    "word_range",
    "words",
]

Form = tuple[str, int]
"""A key, and its rank: how much of the name it is."""

WHOLE = 0
"""The name as it stands."""
PARTS = 1
"""A given name and the family name, in either order."""
INITIALS = 2
"""Initials and the family name, or a middle name and the family name."""
FAMILY_ONLY = 3
"""The family name alone."""
FAMILY_PART = 4
"""A part of the family name: without `de`, or one side of a hyphen."""

# Words before a family name that belong to it.
PARTICLES = frozenset(
    (
        *("af", "al", "ben", "bin", "da", "dal", "de", "degli", "del", "della", "den", "der"),
        *("des", "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "st", "ten"),
        *("ter", "van", "von", "zu", "zum", "zur"),
    )
)
# Words after a name that do not.
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "md", "phd"))
# Ends of patronymics, folded: Russian and its neighbours', Kazakh and other Turkic ones.
PATRONYMICS = ("ovich", "evich", "lich", "mich", "tich", "kich", "ovna", "evna", "ichna")
TURKIC_PATRONYMICS = ("uli", "kisi", "ogli", "oglu")
# Cyrillic letters that take two Latin ones as an initial too: Ю. А. Гагарин.
INITIAL_PAIRS = ("kh", "sh", "ch", "zh", "ts", "yu", "ya", "ye", "yo")

# More words than any name of a person has: then it is taken as it is.
_MOST_WORDS = 12


def person_forms(text: str, family: str | None = None) -> list[Form]:
    """The ways in which a person of this name is typed, each with its rank, best first.

    The family name is what `family` says if it is in the text; else what stands before a
    comma, or in capitals, or before a Russian given name and patronymic; else the last word
    with its particles (`de Winne`).

    >>> [form for form, rank in person_forms("Юрий Алексеевич Гагарин") if rank == FAMILY_ONLY]
    ['gagarin']
    >>> ("iuri gagarin", PARTS) in person_forms("ГАГАРИН Юрий Алексеевич")
    True
    """
    ranks: dict[str, int] = {}
    given, last = _parts(text, family)
    for key in stored_keys(text):
        ranks.setdefault(key, WHOLE)
    for key, rank in _forms(given, last):
        if key and rank < ranks.get(key, rank + 1):
            ranks[key] = rank
    # Tkačëv is Tkachev too, in all the ways.
    spelled = text if text.isascii() else to_latin(text[:MAX_NAME], digraphs=True)
    if fold(spelled) != fold(text):
        given, last = _parts(spelled, to_latin(" ".join(last), digraphs=True) or None)
        for key, rank in _forms(given, last):
            if key and rank < ranks.get(key, rank + 1):
                ranks[key] = rank
    return sorted(ranks.items(), key=lambda form: form[1])


def shorter_person_keys(text: str) -> tuple[str, ...]:
    """The keys of a typed person's name without patronymic, middle names, initials and `Jr.`.

    For when nothing else was found: the record may not know the patronymic that was typed.
    Whoever is found so must pass `names_agree`, since it may know another one.

    >>> shorter_person_keys("Yuri Alekseyevich Gagarin")
    ('iuri gagarin', 'iurigagarin')
    """
    given, family = _parts(text, None)
    keys: list[str] = []
    for _, name in _single_names(given):
        if len(plain(name)) > 1:
            keys.extend(typed_keys(f"{name} {' '.join(family)}"))
    known = typed_keys(text)
    return tuple(dict.fromkeys(key for key in keys if key not in known))


def names_agree(first: str, second: str) -> bool:
    """Whether two names can be one person's, as far as middle names and patronymics tell.

    >>> names_agree("Aleksandr Pavlovich Aleksandrov", "Александр П. Александров")
    True
    >>> names_agree("Aleksandr Pavlovich Aleksandrov", "Aleksandr Panayotov Aleksandrov")
    False
    """
    nickname = pattern('["“„«][^"”“»]*["”“»]')
    middles = [
        [fold(name) for name in _parts(nickname.sub("", text), None)[0][1:]]
        for text in (first, second)
    ]
    return all(
        one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1])
        for one, other in zip(*middles, strict=False)
    )


def _forms(given: list[str], family: list[str]) -> "Iterator[Form]":
    """Forms of a name that is already taken apart; some of them more than once."""
    last = " ".join(family)
    if not last:
        return
    if given:
        yield from _whole_forms(" ".join(given), last, joined=len(given) <= 2)
        for rank, name in _single_names(given) if len(given) > 1 else ():
            yield fold(f"{name} {last}"), rank
            yield fold(f"{last} {name}"), rank
        for initials in _initials(given):
            yield fold(f"{initials} {last}"), INITIALS
            yield fold(f"{last} {initials}"), INITIALS
    yield fold(last), FAMILY_ONLY
    for part in _family_parts(family):
        yield fold(part), FAMILY_PART


def _whole_forms(given: str, family: str, *, joined: bool) -> "Iterator[Form]":
    """All given names and the family name, in both orders."""
    for typed in (f"{given} {family}", f"{family} {given}"):
        yield fold(typed), PARTS
        if joined:  # Chinese given names: Liwei, Li-wei, Li Wei
            yield one_word_key(typed), PARTS


def _family_parts(family: list[str]) -> "Iterator[str]":
    """A family name without its particles, or the sides of its hyphen."""
    core = family
    while len(core) > 1 and plain(core[0]) in PARTICLES:
        core = core[1:]
    if len(core) < len(family):
        yield " ".join(core)
    if len(core) == 1:
        yield from (part for part in pattern("[-‐‑–]").split(core[0]) if len(part) > 2)


def _single_names(given: list[str]) -> "Iterator[tuple[int, str]]":
    """Given names that are used alone with the family name: the first, or a middle one."""
    for position, name in enumerate(given):
        if not position:
            yield PARTS, name
        elif len(plain(name)) > 1 and plain(name) not in PARTICLES and not _is_patronymic(name):
            yield INITIALS, name  # (Francis) Curtis Michel


def _initials(given: list[str]) -> "Iterable[str]":
    """The first initial, and all of them, in the ways in which an initial is written."""
    if all(map(is_spaceless, fold(given[0]))):
        return ()
    names = [plain(name) for name in given if plain(name)]
    sounds = [fold(name) for name in given if plain(name)]
    pairs = [name[: 2 if name.startswith(INITIAL_PAIRS) else 1] for name in names]
    german = ["j" if name[0] in "yi" else name[0] for name in names]
    ways = ([n[0] for n in names], [s[0] for s in sounds], pairs, german)
    return dict.fromkeys(typed for way in ways for typed in (way[0], " ".join(way)))


def _is_patronymic(name: str) -> bool:
    return fold(name).endswith(PATRONYMICS + TURKIC_PATRONYMICS)


def _parts(text: str, family: str | None) -> tuple[list[str], list[str]]:
    """The given names and the words of the family name; no family name if there is but one word."""
    text = pattern(r"\([^()]*\)").sub(" ", text[:MAX_NAME])
    text = pattern(r'["“”„«»]').sub(" ", text).replace(".", ". ")
    letters = fold(text).replace(" ", "")
    if letters and all(map(is_spaceless, letters)):
        return _spaceless_parts(text, letters, fold(family or ""))
    segments = [_names(segment) for segment in text.replace("、", ",").split(",")]
    segments = [segment for segment in segments if segment]
    names = [name for segment in segments for name in segment]
    if not 2 <= len(names) <= _MOST_WORDS:
        return [], []
    start, end = _family_place(names, family) or (
        (0, len(segments[0])) if len(segments) > 1 else _guess_family_place(names)
    )
    return names[:start] + names[end:], names[start:end]


def _names(segment: str) -> list[str]:
    """The words of a part of a name, without a `Jr.` at its end, or where only that is left."""
    names = [name for name in segment.split() if plain(name)]
    while names and plain(names[-1]) in SUFFIXES:
        names.pop()
    return names


def _family_place(names: list[str], family: str | None) -> tuple[int, int] | None:
    """Where the family name stands that we were told, the last time if it is there twice."""
    wanted = fold(family or "")
    for end in range(len(names), 0, -1) if wanted else ():
        for start in range(end):
            if fold(" ".join(names[start:end])) == wanted:
                return start, end
    return None


def _guess_family_place(names: list[str]) -> tuple[int, int]:
    """Where the family name stands by the look of the name."""
    capitals = [len(name) > 2 and name.isupper() for name in names]
    if capitals[0] and not all(capitals):  # ГАГАРИН Юрий Алексеевич
        return 0, capitals.index(False)
    patronymics = [fold(name).endswith(PATRONYMICS) for name in names]
    if patronymics == [False, False, True]:  # Левченко Анатолий Семёнович, not Попович
        return 0, 1
    start = len(names) - 1
    while start > 1 and plain(names[start - 1]) in PARTICLES:
        start -= 1
    return start, len(names)


def _spaceless_parts(text: str, letters: str, family: str) -> tuple[list[str], list[str]]:
    """Parts of a Chinese, Japanese or Korean name: the family name first, but for a foreigner's."""
    if family and family != letters and (letters.startswith(family) or letters.endswith(family)):
        rest = letters.removeprefix(family)
        return [rest if rest != letters else letters.removesuffix(family)], [family]
    foreign = [name for name in pattern("[・·•･=＝]").split(text) if fold(name)]
    if len(foreign) > 1:
        return foreign[:-1], foreign[-1:]
    names = text.split()
    return (names[1:], names[:1]) if 2 <= len(names) <= _MOST_WORDS else ([], [])


def nearest(text: str, choices: "Iterable[str]", limit: int = 3) -> list[str]:
    """The choices most like a text, best first, for "did you mean" in an error message."""
    from difflib import SequenceMatcher

    wanted = plain(text[:100])
    pairs = _pairs(wanted)
    rough = []
    for choice in dict.fromkeys(choices):
        key = plain(choice[:100])
        others = _pairs(key)
        if shared := len(pairs & others):
            # Dice's coefficient; a name that holds all of what was typed counts half as much.
            score = max(2 * shared / (len(pairs) + len(others)), shared / len(pairs) / 2)
            if f" {wanted} " in f" {key} ":
                score = max(score, _WORD_OF_IT)
            rough.append((-score, choice, key))
    rough.sort()
    # The order of letters is dear to compare, so only for the best by their pairs.
    matcher = SequenceMatcher(b=wanted)
    scored = []
    for rough_score, choice, key in rough[: 10 * limit + 20]:
        matcher.set_seq1(key)
        scored.append((max(matcher.ratio(), -rough_score), choice))
    scored.sort(key=lambda pair: -pair[0])
    return [choice for score, choice in scored[:limit] if score >= max(0.5, scored[0][0] - 0.25)]


_WORD_OF_IT = 0.8
"""How like a name is one of its words, or several: America, of United States of America."""


def _pairs(key: str) -> set[str]:
    """Pairs of neighbouring letters, the edges of words included."""
    padded = f" {key} "
    return {padded[i : i + 2] for i in range(len(padded) - 1)} - {"  "}
