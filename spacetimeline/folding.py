"""One key for all spellings of a name, in any script.

`fold` turns a text into its key; two texts with one key are spellings of one name. Where a
spelling can be read in several ways (a French `ch` is an English `sh`), `typed_keys` has all of
them. `word_key` answers questions about leading words.

Everything here is pure and total: no text of any kind or length raises.
"""

import unicodedata
from functools import lru_cache

from spacetimeline.spelling import READINGS, is_numeral, respell, sound
from spacetimeline.transliteration import is_cyrillic, pattern, to_latin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "MAX_NAME",
    "fold",
    "fold_word",
    "is_spaceless",
    "leading_words",
    "one_word_key",
    "plain",
    "starts_with_words",
    "stored_keys",
    "too_long",
    "typed_keys",
    "word_key",
    "word_range",
    "words",
]

MAX_NAME = 1000
"""Longest name that counts, in characters; what is beyond is not looked at."""

# Scripts that write without spaces, or with optional ones: 野口 聡一 is 野口聡一.
_SPACELESS = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3105-\u318f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)


def too_long(text: str) -> bool:
    """Whether a text is longer than any name may be, so that its end would be lost."""
    return len(text) > MAX_NAME


def fold(text: str) -> str:
    """The key of a text: equal for all spellings of a name, in any script.

    Words, separated by single spaces; digits are words of their own (`KazSat-2`, `Kazsat2`).

    >>> fold("Союз ТМА-18М")
    'soius tma 18 m'
    >>> fold("Soyouz TMA-18M") == fold("Sojus tma 18m") == fold("Soyuz TMA-18M")
    True
    """
    if text.isascii() and len(text) <= _SHORT:
        return " ".join(map(_SOUNDS.__getitem__, _ascii_words(text)))
    return _fold(text)


def plain(text: str) -> str:
    """A finer key: case, accents and punctuation fold, spellings do not.

    Of several names with one `fold`, the one whose `plain` is also the typed text's is meant.

    >>> plain("Союз ТМА-18М"), plain("Soyouz TMA–18M")
    ('soyuz tma 18 m', 'soyouz tma 18 m')
    """
    if text.isascii() and len(text) <= _SHORT:
        return " ".join(_ascii_words(text))
    return _plain(text)


def words(text: str) -> tuple[str, ...]:
    """The words of a text's key."""
    return tuple(fold(text).split())


def fold_word(text: str) -> str:
    """A word of a vocabulary: case, space, `-` and `_` fold, and nothing else.

    >>> fold_word("Partial_Failure")
    'partial failure'
    """
    text = unicodedata.normalize("NFKC", text[:MAX_NAME]).casefold()
    return " ".join(pattern(r"[\s_‐‑‒–—-]+").sub(" ", text).split())


def stored_keys(text: str) -> tuple[str, ...]:
    """The keys under which a name is kept, best first: its `fold`, and what else it surely is.

    A mark may stand for a letter (`Tkačëv`), and words may be typed as one (`ProtonK`).
    """
    if text.isascii():
        key = fold(text)
        # Where no two words of letters meet, none can be typed as one.
        if len(text) <= _SHORT and not pattern("[a-z] [a-z]").search(key):
            return (key,) if key else ()
        return _distinct([key, one_word_key(text)])
    marked = fold(to_latin(text[:MAX_NAME], digraphs=True))
    return _distinct([fold(text), marked, one_word_key(text)])


def typed_keys(text: str) -> tuple[str, ...]:
    """The keys to look a typed name up by, best first: those of `stored_keys`, then the guesses.

    A Latin spelling can be meant as French (`Terechkova`), German (`Ljachow`) or Kazakh
    (`Jezkazgan`); г can be Ukrainian, ж be kept as j, and a letter be of the wrong alphabet.

    >>> fold("Терешкова") in typed_keys("Terechkova")
    True
    """
    text = text[:MAX_NAME]
    keys = list(stored_keys(text))
    folded = text.casefold()
    if any(map(is_cyrillic, folded)):
        keys.append(fold(to_latin(text, ukrainian=True)))
        keys.append(fold(folded.replace("ж", "j")))
        keys.append(fold(to_latin(text, twins=True)))
    else:
        latin = _words(to_latin(text))
        keys += [" ".join(_word(respell(word, reading)) for word in latin) for reading in READINGS]
    return _distinct(keys)


@lru_cache(maxsize=1 << 10)
def one_word_key(text: str) -> str:
    """The key of a text whose words are typed as one: `ProtonK`, `Saryshagan`.

    Empty where an initial or a numeral would melt into its neighbour: A. A. Aimbetov, Titan II.
    """
    latin = plain(text).split()
    letters = [word for word in latin if not word.isdecimal()]
    if any(map(_melts, letters)):
        return ""
    joined = pattern("(?<=[a-z]) (?=[a-z])").sub("", " ".join(latin))
    if joined.isascii() and len(joined) <= _SHORT:
        key = " ".join(map(_SOUNDS.__getitem__, joined.split()))
    else:
        key = _settled(joined, _sounds)
    if len(letters) < len(latin) or any(map(_is_code, letters)):
        apart = "".join(map(_word, latin))
        return key if len(key.replace(" ", "")) >= len(apart) else ""
    return key


def is_spaceless(char: str) -> bool:
    """Whether a letter is of a script that writes without spaces: Chinese, kana, Hangul."""
    return bool(pattern(f"[{_SPACELESS}]").match(char))


def leading_words(text: str) -> tuple[str, ...]:
    """The words of a name as filters see them; words end at space, `-` or `/`.

    Letters and digits stay together, unlike in `fold`.

    >>> leading_words("Soyuz-U2"), leading_words("Протон-М/Бриз-М")
    (('soius', 'u2'), ('proton', 'm', 'bris', 'm'))
    """
    return tuple(word_key(text).split())


def starts_with_words(name: str, prefix: str) -> bool:
    """Whether a name begins with the words of another: `Soyuz-U-PVB` with `Soyuz-U`."""
    start = word_key(prefix)
    return bool(start) and word_key(name).startswith(start)


def word_key(text: str) -> str:
    """The words of a name, each between spaces, so that a range of keys answers for a prefix.

    >>> word_key("Proton-M/Briz-M")
    ' proton m bris m '
    """
    if text.isascii() and len(text) <= _SHORT and not pattern("[.+&]").search(text):
        apart = pattern("[a-z0-9]+").findall(_ascii_lower(text))
        key = " ".join(map(_FILTERED.__getitem__, apart))
    else:
        key = _filter_key(text)
    return f" {key} " if key else ""


def word_range(prefix: str) -> tuple[str, str]:
    """Where the `word_key` of names that start with these words lies: from, and before.

    >>> word_range("Soyuz-U")
    (' soius u ', ' soius u!')
    """
    start = word_key(prefix)
    return start, start[:-1] + "!" if start else ""  # "!" follows the space in every encoding


def _by_words(step: "Callable[[str], str]") -> "Callable[[str], str]":
    """The keys that a step makes, put together from words: the same ones come again and again."""

    @lru_cache(maxsize=1 << 15)
    def alone(word: str) -> str | None:
        # Only a word of one alphabet has the same key between other words.
        if word.isascii() or pattern("[!-@А-яЁё]+|[!-~À-ÖØ-öø-ÿ]+").fullmatch(word):
            return _settled(word, step)
        return None

    def key(text: str) -> str:
        keys = list(map(alone, text[:MAX_NAME].split()))
        if None not in keys and len(joined := " ".join(filter(None, keys))) < MAX_NAME:
            return joined
        return _settled(text, step)

    return key


def _settled(text: str, step: "Callable[[str], str]") -> str:
    """A key of a key is itself: folded once more until it is so, which is nearly always at once."""
    key = step(text[:MAX_NAME])[:MAX_NAME].rstrip()
    while not key.isascii() or len(key) == MAX_NAME:
        again = step(key)[:MAX_NAME].rstrip()
        if again == key:
            break
        key = again
    return key


class _Keys(dict[str, str]):
    """The keys of words of plain letters and digits, each made once.

    Numbers, which are endless, are their own.
    """

    def __init__(self, key: "Callable[[str], str]") -> None:
        super().__init__()
        self._key = key

    def __missing__(self, word: str) -> str:
        if word.isdecimal():
            return word
        key = self._key(word)
        if len(self) < _KEPT:
            self[word] = key
        return key


_SHORT = 100
"""Up to so many characters of ASCII take the straight way: no step can make them too long."""

_KEPT = 1 << 15


def _ascii_lower(text: str) -> str:
    text = text.lower()
    if "'" in text or "`" in text:
        return text.replace("'", "").replace("`", "")
    return text


def _ascii_words(text: str) -> list[str]:
    """The words of a text without any letter beyond ASCII."""
    return _words(_ascii_lower(text))


def _words(text: str) -> list[str]:
    """The words of a text that is already in Latin letters: letters apart from digits."""
    text = text.replace("&", " and ").replace("+", " plus ")
    if text.isascii():
        return pattern("[a-z]+|[0-9]+").findall(text)
    return [run for run in _runs(text) if run]


def _runs(text: str) -> "Iterator[str]":
    """Runs of letters, of digits, and of letters of scripts that write without spaces."""
    run, kind = "", ""
    for char in text:
        its = _kind(char) or kind  # a vowel sign belongs to what is before it
        if its == "gap":
            # Of spaceless letters the run goes on behind the gap, if more of them follow.
            if kind != "spaceless":
                yield run
                run, kind = "", ""
            continue
        if its != kind:
            yield run
            run, kind = "", its
        if its == "digit":
            char = str(unicodedata.digit(char, ""))  # noqa: PLW2901 - only the digit matters
        run += char
    yield run


def _kind(char: str) -> str:
    """What a character is: `digit`, `letter`, `spaceless`, `gap`; empty for a vowel sign."""
    category = unicodedata.category(char)
    if category == "Nd":
        return "digit"
    if category[0] in "LN":
        return "spaceless" if is_spaceless(char) else "letter"
    return "" if category[0] == "M" else "gap"


def _sounds(text: str) -> str:
    return " ".join(map(_word, _words(to_latin(text))))


def _letters(text: str) -> str:
    return " ".join(_words(to_latin(text)))


def _word(word: str) -> str:
    return sound(word) if word.isascii() and word.isalpha() else word


def _filter_words(text: str) -> str:
    """Words for filters. A point between digits and a plus are parts of a word: 2.1a, 230+."""
    text = to_latin(text).replace("&", " and ")
    if text.isascii() and text.isalnum():
        return _filter_word(text)
    if "." in text:
        text = pattern(r"(?<![0-9])\.|\.(?![0-9])").sub(" ", text)
    if text.isascii():
        text = pattern("[^a-z0-9.+]").sub(" ", text)
    else:
        text = "".join(char if char in ".+" or _is_letter(char) else " " for char in text)
    return " ".join(map(_filter_word, text.split()))


def _filter_word(word: str) -> str:
    if word.isascii() and word.isalnum():
        return "".join(map(_word, _words(word)))
    pieces = pattern("([.+])").split(word)
    return "".join(
        piece if piece in (".", "+") else "".join(map(_word, _words(piece))) for piece in pieces
    )


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] in "LNM"


@lru_cache(maxsize=1 << 12)
def _melts(word: str) -> bool:
    """Whether a word is an initial or a numeral that is lost when words are joined."""
    return is_numeral(word) or bool(pattern("[cijqwxyz]|[ivx]{2}[a-z]").fullmatch(word))


@lru_cache(maxsize=1 << 12)
def _is_code(word: str) -> bool:
    """Whether a word is a letter, or has no vowel."""
    return len(word) == 1 or not pattern("[aeiouy]").search(word)


def _distinct(keys: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))


_fold, _plain, _filter_key = map(_by_words, (_sounds, _letters, _filter_words))
_SOUNDS, _FILTERED = _Keys(sound), _Keys(_filter_word)
