"""Which script a name is written in, by its letters."""

from __future__ import annotations

import unicodedata
from functools import cache

# The first word of a letter's Unicode name, and the ISO 15924 code of its script.
_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "HEBREW": "Hebr", "ARABIC": "Arab", "CJK": "Hani", "HIRAGANA": "Jpan", "KATAKANA": "Jpan",
    "HANGUL": "Kore", "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml", "TELUGU": "Telu",
    "KANNADA": "Knda", "MALAYALAM": "Mlym", "GUJARATI": "Gujr", "GURMUKHI": "Guru", "THAI": "Thai",
    "MONGOLIAN": "Mong", "TIBETAN": "Tibt", "ETHIOPIC": "Ethi",
}  # fmt: skip


def script_of(text: str) -> str | None:
    """The ISO 15924 code of a text's script; None without a letter of a script we know.

    >>> script_of("Байқоңыр"), script_of("若田 光一"), script_of("KazSat-1")
    ('Cyrl', 'Hani', 'Latn')
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else None
    found = {script for script in map(_script, text) if script}
    if "Jpan" in found:
        return "Jpan"  # kana between Han characters: Japanese
    return min(found, key=lambda script: _first(text, script)) if found else None


def _first(text: str, script: str) -> int:
    return next(place for place, letter in enumerate(text) if _script(letter) == script)


@cache
def _script(letter: str) -> str | None:
    if not letter.isalpha():
        return None
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0])
