"""What the library says to type in Python, as one types it here."""

from __future__ import annotations

import re

_CALL = re.compile(r"\bst\.(\w+)\(([^()]*)\)")
_GIVEN = re.compile(r"(?<![\w'\"])([a-z_]+)=('[^']*'|\"[^\"]*\"|[\w…-]+)(, (?=[a-z_]+=))?")

_COMMANDS = {"get": "show", "in_space": "who", "statistics": "stats"}
_ARGUMENTS = {"search": "TEXT", "show": "NAME", "aboard": "STATION", "plot": "KIND -o FILE"}
"""What a command is given without an option."""


def note_as_typed(note: str) -> str:
    """A note that says what to type in Python, as one types it here.

    >>> note_as_typed('4 more left out: category="all", status="all"')
    '4 more left out: --category all --status all'
    """
    options = re.sub(r'(\w+)="([^" ]*)"(, (?=\w+="))?', r"--\1 \2\3", calls_as_typed(note))
    return options.replace(", --", " --")


def error_as_typed(message: str) -> str:
    """An error's message with the commands and options that it means.

    >>> error_as_typed("Type since='2006', until='2014'.")
    'Type --since 2006 --until 2014.'
    >>> error_as_typed("No vehicle is called 'year=x'.")
    "No vehicle is called 'year=x'."
    """
    from spacetimeline.queries.all import QUESTIONS

    known = {keyword for question in QUESTIONS.values() for keyword in question.filters}

    def option(found: re.Match[str]) -> str:
        return _option(found[1], found[2]) + (found[3] or "") if found[1] in known else found[0]

    return _GIVEN.sub(option, calls_as_typed(message)).replace(", --", " --")


def calls_as_typed(text: str) -> str:
    """Text with calls of questions as commands; other calls stay.

    >>> calls_as_typed('st.search(...), st.flights(craft="X 37"), st.connect("my.db")')
    'spacetimeline search TEXT, spacetimeline flights --craft "X 37", st.connect("my.db")'
    """
    return _CALL.sub(_command, text)


def _command(call: re.Match[str]) -> str:
    from spacetimeline.cli import questions

    name = _COMMANDS.get(call[1], call[1])
    if name not in {*questions.names(), "show", "plot"}:
        return call[0]
    words = ["spacetimeline", name]
    if name in _ARGUMENTS:
        words.append(_ARGUMENTS[name])
    words += [_option(one[1], one[2]) for one in _GIVEN.finditer(call[2])]
    return " ".join(words)


def _option(keyword: str, value: str) -> str:
    text = value.strip("'\"")
    return f"--{keyword.replace('_', '-')} {value if ' ' in text else text}"
