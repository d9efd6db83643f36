"""Letters of other scripts written in Latin ones, by table.

This is the first half of folding a name: whatever script it is typed in, it leaves here in
plain lower-case Latin letters if there is a rule for them, and unchanged if there is none.
What the Latin letters then sound like is the business of `spacetimeline.spelling`.

The tables follow the romanizations of BGN/PCGN (the United States Board on Geographic Names
and the British Permanent Committee, 1947 and later), because English sources use them;
ISO 9:1995, the scientific system, for the diacritics that stand for Cyrillic letters;
the Kazakh Latin alphabet of 2021; and ELOT 743 (ISO 843) for Greek.
"""

import re
import unicodedata
from functools import cache

__all__ = ["is_cyrillic", "pattern", "to_latin"]

pattern = cache(re.compile)
"""A pattern, compiled at its first use: no start waits for rules that no name asks for."""

# Cyrillic letters, and composed letters that must not lose their mark first (й is not и).
CYRILLIC = {
    # Russian, BGN/PCGN; the signs ь and ъ are not written
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    # Ukrainian and Belarusian
    "ґ": "g", "є": "ye", "і": "i", "ї": "yi", "ў": "u",
    # Serbian and Macedonian, as their own Latin alphabets write them
    "ђ": "đ", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "ć", "џ": "dž", "ѓ": "g", "ќ": "k", "ѕ": "dz",
    # Kazakh, and the neighbours that share the letters (Kyrgyz, Mongolian, Tatar)
    "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "җ": "zh", "ҷ": "zh", "ҳ": "kh",
}  # fmt: skip

# Latin letters that do not fall apart into a plain letter and a mark.
LATIN = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ł": "l",
    "ŋ": "n", "þ": "th", "ŧ": "t", "ƶ": "z", "ə": "a", "ɵ": "o", "ɣ": "g", "ƣ": "g",
}  # fmt: skip

# Marks that stand for a whole Cyrillic letter: ISO 9, Serbian, Turkish, Kazakh 2021 (ş).
# Only a second reading, since accents fold away in the first one (Petrović is Petrovic too).
DIGRAPHS = {
    "č": "ch", "ć": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ŝ": "shch",
    "ž": "zh", "ż": "zh", "â": "ya", "û": "yu",
}  # fmt: skip

# Greek, ELOT 743; pairs before single letters.
GREEK_PAIRS = {"ου": "ou", "μπ": "b", "γγ": "ng", "αυ": "av", "ευ": "ev", "ηυ": "iv"}
GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "kh", "ψ": "ps", "ω": "o",
}  # fmt: skip

# A Greek letter on its own is said by its name: `1957 α`, `μ-Lab`.
GREEK_NAMES = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip

# Cyrillic letters that look like Latin ones, small or capital.
CYRILLIC_TWINS = dict(zip("авеікмнорстухјѕһ", "abeikmhopctyxjsh", strict=True))
LATIN_TWINS = {latin: cyrillic for cyrillic, latin in CYRILLIC_TWINS.items() if cyrillic != "һ"}

# Not written at all: apostrophes (soft signs, O'Connor), invisible characters (soft hyphen,
# joiners, direction, variation), the Arabic stretch and vowel marks, Hebrew points.
DROPPED = (
    "'`´‘’‛′″ʹʺʻʼʽʾʿˈˊˋ＇"
    "\u00ad\u034f\u061c\u180e\ufeff\u0640\u0670"
    + "".join(map(chr, range(0x200B, 0x2010)))
    + "".join(map(chr, range(0x202A, 0x202F)))
    + "".join(map(chr, range(0x2060, 0x2070)))
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0x064B, 0x0660)))
    + "".join(map(chr, range(0x0591, 0x05BE)))
)

_DROP = dict.fromkeys(map(ord, DROPPED))
_DROPPED = frozenset(DROPPED)
# ASCII as it is: for `translate`, a letter that is missing costs as much as an exception.
_CYRILLIC = {code: chr(code) for code in range(128)} | str.maketrans(CYRILLIC)
_LATIN = str.maketrans(LATIN)
_DIGRAPHS = str.maketrans(DIGRAPHS)
_GREEK = str.maketrans(GREEK)
_TO_LATIN_TWINS = str.maketrans(CYRILLIC_TWINS)
_TO_CYRILLIC_TWINS = str.maketrans(LATIN_TWINS)
# Only the marks that Latin, Greek and Cyrillic letters carry: those of Indian scripts and of
# kana are letters in their own right.
_MARKS = dict.fromkeys(range(0x0300, 0x0370))
_MARKED = frozenset(map(chr, _MARKS))


def is_cyrillic(char: str) -> bool:
    """Whether a character is Cyrillic."""
    return "\u0400" <= char <= "\u052f"


def to_latin(  # noqa: C901 - one plain step after the other
    text: str, *, digraphs: bool = False, ukrainian: bool = False, twins: bool = False
) -> str:
    """A text in lower case, its Latin, Cyrillic and Greek letters as plain Latin ones.

    With `digraphs` a mark may stand for a letter (`š` is `sh`), with `ukrainian` г is `h`, with
    `twins` a word of Cyrillic letters that all look like Latin ones is Latin (the `С` of CZ-2С).
    Other scripts keep their letters, in one normal form; punctuation stays where it is,
    but for apostrophes and invisible characters, which vanish.
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    text = unicodedata.normalize("NFKC", _dropped(text)).casefold()
    # Once more: compatibility forms and case folding can bring any of these back.
    text = _dropped(unicodedata.normalize("NFKC", text))
    if pattern("[\u0400-\u052f]").search(text):
        text = _untangle(text)
        # In Bulgarian ъ is a vowel; in Russian it never stands between consonants.
        if "ъ" in text:
            hard = "[бвгджзйклмнпрстфхцчшщ]"
            text = pattern(f"(?<={hard})ъ(?={hard})").sub("а", text)
        if twins:
            words = pattern(f"(?<![^\\W\\d_])[{''.join(CYRILLIC_TWINS)}]+(?![^\\W\\d_])")
            text = words.sub(lambda found: found[0].translate(_TO_LATIN_TWINS), text)
        if ukrainian:
            text = text.replace("г", "h")
        text = text.translate(_CYRILLIC)
    if digraphs:
        if pattern("[ğışū]").search(text):  # Kazakh or Turkish, where j is Ж: Jezqazğan
            text = text.replace("j", "zh")
        text = text.translate(_DIGRAPHS)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text)
    if not _MARKED.isdisjoint(text):
        text = text.translate(_MARKS)
    text = text.translate(_CYRILLIC)
    if pattern("[α-ω]").search(text):
        text = _greek(text)
    return unicodedata.normalize("NFC", text.translate(_LATIN))


def _dropped(text: str) -> str:
    return text if _DROPPED.isdisjoint(text) else text.translate(_DROP)


def _greek(text: str) -> str:
    """Greek letters in Latin ones, a lonely one by its name."""
    lonely = pattern(r"(?<![^\W\d_])[α-ω](?![^\W\d_])")
    text = lonely.sub(lambda found: GREEK_NAMES.get(found[0], "sigma"), text)
    text = pattern("|".join(GREEK_PAIRS)).sub(lambda found: GREEK_PAIRS[found[0]], text)
    return text.translate(_GREEK)


def _untangle(text: str) -> str:
    """A word typed in two alphabets (`ТMA` with one Cyrillic letter) put into one of them.

    A word wholly in one alphabet is believed: the `К` of `Proton-К` is a К. In a word of
    both, the alphabet whose letters all have a twin in the other is the slip of the hand.
    """
    if not pattern("[a-z]").search(text):
        return text
    mostly_cyrillic = sum(map(is_cyrillic, text)) * 2 > sum(map(str.isalpha, text))

    def one_alphabet(found: re.Match[str]) -> str:
        word = found[0]
        cyrillic = [char for char in word if is_cyrillic(char)]
        latin = [char for char in word if not is_cyrillic(char)]
        if not cyrillic or not latin:
            return word
        to_latin = all(char in CYRILLIC_TWINS for char in cyrillic)
        to_cyrillic = all(char in LATIN_TWINS for char in latin)
        if to_cyrillic and (mostly_cyrillic or not to_latin):
            return word.translate(_TO_CYRILLIC_TWINS)
        return word.translate(_TO_LATIN_TWINS) if to_latin else word

    return pattern(r"[^\W\d_]+").sub(one_alphabet, text)
