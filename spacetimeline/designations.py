"""Designations: what space objects are numbered by, in the forms in which they are typed.

COSPAR designations are `2015-043` for a launch and `2015-043A` for a piece of it. Until 1962
the Harvard College Observatory named launches by Greek letters, `1957 Alpha 2`; GCAT still
writes them so (`1957 ALP 2`), everybody else in numbers (`1957-001B`). GCAT numbers what did
not reach orbit like a launch of another series (`1969-F03`), and has identifiers of its own,
JCAT (`S29230`). A catalogue number is the US Space Force's (NORAD's, Satcat's).
"""

from enum import StrEnum
from functools import cache
from unicodedata import normalize

from spacetimeline.folding import fold
from spacetimeline.transliteration import GREEK_NAMES, pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

__all__ = ["Designation", "DesignationKind", "designation"]

# Of pieces: I and O are left out, since they look like digits.
PIECE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"

# Catalogues of GCAT: standard, auxiliary, complementary, deep space, failed, low, suborbital,
# temporary.
JCAT_CATALOGUES = "SACDFLRT"

LONGEST = 100
"""A text longer than this is no designation, and not looked at."""


class DesignationKind(StrEnum):
    """What a designation designates, and in which numbering."""

    COSPAR_LAUNCH = "cospar launch"
    COSPAR_PIECE = "cospar piece"
    CATALOGUE_NUMBER = "catalogue number"
    GCAT = "gcat"
    WIKIDATA = "wikidata"


_SCHEMES = {
    DesignationKind.COSPAR_LAUNCH: "cospar",
    DesignationKind.COSPAR_PIECE: "cospar",
    DesignationKind.CATALOGUE_NUMBER: "norad",
    DesignationKind.GCAT: "gcat",
    DesignationKind.WIKIDATA: "wikidata",
}


class Designation(tuple[DesignationKind, str]):
    """A designation in its one normal form: its `kind`, and its `value` as text."""

    __slots__ = ()

    def __new__(cls, kind: DesignationKind, value: str) -> "Self":
        """A designation of a kind; the value is taken as it is."""
        return super().__new__(cls, (kind, value))

    def __getnewargs__(self) -> tuple[DesignationKind, str]:
        return self[0], self[1]

    @property
    def kind(self) -> DesignationKind:
        """Which numbering it belongs to."""
        return self[0]

    @property
    def value(self) -> str:
        """The normal form: `2015-043A`, `29230`, `S29230`, `Q123`."""
        return self[1]

    @property
    def scheme(self) -> str:
        """Under which scheme of identifiers records have it: `cospar`, `norad`, `gcat` …"""
        return _SCHEMES[self.kind]

    def __repr__(self) -> str:
        return f"<Designation {self.kind}: {self.value}>"


@cache
def _greek() -> dict[str, int]:
    """Greek letters as typed (whole, three letters, the letter itself), and their numbers."""
    table = {}
    for number, (letter, name) in enumerate(GREEK_NAMES.items(), start=1):
        table.update(dict.fromkeys((letter, fold(letter), fold(name), name[:3]), number))
    return table


def designation(text: str | int) -> Designation | None:
    """The designation that a text or number is, in its normal form; None if it is none.

    Four digits such as `1957` are a catalogue number here; that they may be a year is for the
    caller to weigh. A number before 1963 may be typed either way:

    >>> designation("1957 Alpha 2")
    <Designation cospar piece: 1957-001B>
    >>> designation("1962 B UPS")
    <Designation cospar launch: 1962-068>
    """
    if isinstance(text, int):
        return _catalogue_number(str(text)) if not isinstance(text, bool) and text > 0 else None
    if len(text) > LONGEST:
        return None
    typed = " ".join(normalize("NFKC", text).split())
    typed = pattern("[‐‑‒–—−]").sub("-", typed)
    return _labelled(typed) or _cospar(typed) or _harvard(typed) or _gcat(typed)


def _labelled(text: str) -> Designation | None:
    """Numbers that may say what they are: `NORAD 29230`, `#29230`, `Q123` and its address."""
    found = pattern(
        r"(?i)(?:(?:norad|satcat|catalog(?:ue)?)(?: ?(?:id|no\.?|number))?[ :#-]*|#)?([0-9]{1,9})"
    ).fullmatch(text)
    if found:
        return _catalogue_number(found[1])
    found = pattern(
        r"(?i)(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/|(?:wd|wikidata)[: ] ?)?"
        r"q([1-9][0-9]{0,11})"
    ).fullmatch(text)
    return Designation(DesignationKind.WIKIDATA, f"Q{found[1]}") if found else None


def _catalogue_number(digits: str) -> Designation | None:
    digits = digits.lstrip("0")
    if not 1 <= len(digits) <= 9:
        return None
    return Designation(DesignationKind.CATALOGUE_NUMBER, digits)


def _cospar(text: str) -> Designation | None:
    """`2015-043`, `2015-043A`, and GCAT's tags of other series: `1969-F03`, `2024-S69`."""
    text = pattern(r"(?i)^(?:cospar|nssdca?)(?: ?id)?[ :]+").sub("", text)
    found = pattern(r"([0-9]{4})(?: ?- ?| )([0-9]{3,4}) ?([A-Za-z]{0,3})").fullmatch(text)
    if found:
        launch = f"{found[1]}-{int(found[2]):03d}"
        piece = found[3].upper()
        if not set(piece) <= set(PIECE_LETTERS):
            return None
        kind = DesignationKind.COSPAR_PIECE if piece else DesignationKind.COSPAR_LAUNCH
        return Designation(kind, launch + piece)
    found = pattern(r"([0-9]{4}) ?- ?([A-Za-z])([0-9]{1,4})").fullmatch(text)
    if found:
        tag = f"{found[1]}-{found[2].upper()}{int(found[3]):02d}"
        return Designation(DesignationKind.COSPAR_LAUNCH, tag)
    return None


def _harvard(text: str) -> Designation | None:
    """The Greek form of 1957 to 1962: `1957 ALP`, `1957 Alpha 2`, `1962 Beta Upsilon 1`, `β υ`.

    After omega a launch has two letters, alpha or beta (`A` or `B`) first.
    """
    form = pattern(r"(?:cospar[ :]+)?(19(?:5[7-9]|6[0-2]))[ -]*([^\W\d_].*)")
    found = form.fullmatch(text.casefold())
    if not found:
        return None
    letters = pattern(r"[α-ω]|[^\W\d_]+|[0-9]+").findall(found[2])
    piece = int(letters.pop()) if letters[-1].isdecimal() and len(letters[-1]) < 5 else None
    greek = _greek()
    match [greek.get(letter) or greek.get(fold(letter), 0) for letter in letters]:
        case [index] if index:
            number = index
        case [0, index] if index and letters[0] in ("a", "b"):
            number = 24 * (1 if letters[0] == "a" else 2) + index
        case [1 | 2 as first, index] if index:
            number = 24 * first + index
        case _:
            return None
    launch = f"{found[1]}-{number:03d}"
    if piece is None:
        return Designation(DesignationKind.COSPAR_LAUNCH, launch)
    if not piece:
        return None
    return Designation(DesignationKind.COSPAR_PIECE, launch + _piece_letters(piece))


def _piece_letters(number: int) -> str:
    """The letters of the n-th piece: 1 is A, 24 is Z, 25 is AA."""
    letters = ""
    while number:
        number, last = divmod(number - 1, len(PIECE_LETTERS))
        letters = PIECE_LETTERS[last] + letters
    return letters


def _gcat(text: str) -> Designation | None:
    """JCAT: a catalogue's letter and five digits, from 100 000 on nine."""
    found = pattern(
        f"(?i)(?:j?cat[ :]+|gcat[ :]+)?([{JCAT_CATALOGUES}])([0-9]{{5}}|[0-9]{{9}})"
    ).fullmatch(text)
    if not found:
        return None
    number = int(found[2])
    digits = f"{number:05d}" if number < 100_000 else f"{number:09d}"
    return Designation(DesignationKind.GCAT, found[1].upper() + digits)
