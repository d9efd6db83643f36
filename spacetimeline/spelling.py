"""What a Latin spelling sounds like, whichever language it was written for.

Krikalev, Krikalyov, Krikaliov and Krikaljow are one man, written for English readers twice,
for French and for German ones. `sound` gives all of them the same key. It knows the habits of
BGN/PCGN English, of French and German newspapers and of ISO 9 where these do not contradict
each other; where they do (a French `ch` is an English `sh`), `READINGS` has the other ways to
read a word.

A key is for comparing, not for reading: z is written s in it, w is v, y and j are i.
"""

from functools import cache, lru_cache
from operator import eq

from spacetimeline.transliteration import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

__all__ = ["READINGS", "is_numeral", "respell", "sound"]

# Groups of consonants, as capitals that stand for one sound.
CONSONANTS = {
    "schtsch": "S", "chtch": "S", "shch": "S",  # Щ in German, French, English
    "tsch": "C", "tch": "C", "ch": "C",  # Ч
    "dsch": "Z", "dzh": "Z", "zh": "Z",  # Ж; Дж is not kept apart: Джезказган is Жезказган
    "sch": "S", "sh": "S",  # Ш
    "tz": "T", "ts": "T",  # Ц
    "kh": "h", "gh": "g", "ph": "f", "th": "t", "ck": "k",  # Х; Gherman, Phobos, Zenith
}  # fmt: skip

# Letters as they are: for `translate`, one that is missing costs as much as an exception.
_SAME = str.maketrans({letter: letter for letter in "abcdefghijklmnopqrstuvwxyzCJSTZ"})
_SOUNDS = _SAME | str.maketrans({"S": "sh", "C": "ch", "Z": "zh", "T": "ts"})

# Letters that sound like another one, once the groups are gone. German has s for З and С.
_SHORT_LETTERS = _SAME | str.maketrans({"w": "v", "y": "i", "j": "i"})
_INITIALS = _SHORT_LETTERS | str.maketrans({"q": "k", "z": "s", "x": "ks"})
_LETTERS = _INITIALS | str.maketrans({"c": "k"})

# In order, after the letters. None makes a word longer, so repeating them comes to an end.
# What stands first is in every word that the rule is for: most words need no rule.
_CONSONANT = "[bdfghklmnprstvSCZT]"
VOWELS = (
    ("ii", "i+", "i"),  # Юрий is Yuriy, Yury, Yuri
    ("gu", "gu(?=[ei])", "g"),  # French Serguei, Guennadi
    ("ou", "(?<!Z)ou", "u"),  # French Goubarev; but not the Chinese Shenzhou
    ("io", f"(?<={_CONSONANT})io(?={_CONSONANT})", "e"),  # Ё: Krikalyov, Fiodor, Djomin
    ("ov", "(?<=[SCZ])o(?=va?$)", "e"),  # Ё after sh, ch: Gorbatschow, Treshchov
    ("ie", "ie", "e"),  # Е: Musabayev, Artemiev, Jelena
    ("e", "([aou])e(?!e|va?$)", r"\1"),  # Viehboeck, Jaehn, Mueller; but not Musabaev
    ("ine", "(?<=in)e$", ""),  # French Gagarine
    ("ksand", "ksand[ae]?re?$", "ksandr"),  # Alexander, Alexandre, Aleksandar
)

# Other ways to read a Latin word; each turns it into the spelling that `sound` expects.
READINGS: dict[str, dict[str, str]] = {
    "French": {"chtch": "sh", "tch": "ch", "ch": "sh", "dj": "zh", "j": "zh"},
    "Kazakh": {"dj": "zh", "j": "zh"},
    "German": {
        "schtsch": "sh", "tsch": "ch", "dsch": "zh", "sch": "sh", "ch": "kh", "tz": "ts", "z": "ts",
    },
}  # fmt: skip
READINGS["German Ж"] = READINGS["German"] | {"sch": "zh"}


@cache
def _groups(name: str) -> "re.Pattern[str]":
    """One pattern for a table of groups, longest first."""
    table = READINGS.get(name, CONSONANTS)
    return pattern("|".join(sorted(table, key=len, reverse=True)))


def respell(word: str, reading: str) -> str:
    """A Latin word of another language's spelling, in the one that `sound` expects.

    Three letters and less are rather a code, the same in all languages.
    """
    if len(word) <= 3:
        return word
    table = READINGS[reading]
    word = _groups(reading).sub(lambda found: table[found[0]], word)
    if reading == "French":
        # A silent e keeps the n from becoming a nasal: Bourane, Gagarine.
        word = pattern("(?<=[aou]n)e$").sub("", word)
    return word


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """The key of one word of plain Latin small letters; the key of a key is itself.

    Codes are taken letter by letter, not as sounds: CZ is not KZ, SJ not SY, Titan II not
    Titan I. A code is what has no vowel, at most two letters, or is a Roman numeral; words of
    three and four letters, mostly initials, are something between.
    """
    key = _compound(word)
    return key if key == word else sound(key)


def is_numeral(word: str) -> bool:
    """Whether a word is a Roman numeral of several letters, with or without a letter behind."""
    numerals = pattern("(?=..)x{0,3}(?:ix|iv|v?i{0,3})|(?=....)[ivx]{3,5}[a-z]")
    return bool(numerals.fullmatch(word))


def _compound(word: str) -> str:
    # Satellites' names are compounds: CATSat must not melt into KA-SAT, nor KazSat.
    if len(word) > 4 and word.endswith("sat"):
        return _reduce(word[:-3]) + "sat"
    return _reduce(word)


def _reduce(word: str) -> str:
    length = len(word)
    if length <= 2 or not (pattern("[aeiou]").search(word) or (length > 3 and "y" in word)):
        return word
    if is_numeral(word):
        return word
    # Shijian is not Shiyan: no Slavic language has a j before i.
    key = pattern("j(?=[iy])").sub("J", word) if "j" in word else word
    if length > 3:
        long = _by_sound(key, initials=length == 4)
        if length > 4 or len(long) == 4:
            return long
    return key.translate(_SHORT_LETTERS).lower()  # JERS is not ERS


def _by_sound(word: str, *, initials: bool) -> str:
    # ISO 9 writes Ц as c: Kuznecov, Novickij, Cibliev; elsewhere c is soft before e, i and y.
    if "c" in word:
        word = pattern("c(?=k(?:ij|aja|oj)$|[eiy]|o[vw]a?$)").sub("T", word)
    if "h" in word or "ts" in word or "tz" in word or "ck" in word:
        word = _groups("").sub(lambda found: CONSONANTS[found[0]], word)
    word = word.translate(_INITIALS if initials else _LETTERS)
    for telling, rule, replacement in VOWELS:
        if telling in word:
            word = pattern(rule).sub(replacement, word)
    if not initials and any(map(eq, word, word[1:])):  # ESSA is not ESA
        word = pattern(r"([^eou])\1+").sub(r"\1", word)
    return word.translate(_SOUNDS).lower()
