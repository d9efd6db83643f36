"""Names: what must hold for every text, not only for the examples."""

import pickle
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spacetimeline.designations import PIECE_LETTERS
from spacetimeline.names import (
    MAX_NAME,
    WHOLE,
    designation,
    fold,
    fold_word,
    leading_words,
    nearest,
    person_forms,
    plain,
    shorter_person_keys,
    starts_with_words,
    stored_keys,
    typed_keys,
    word_key,
    word_range,
)

# Pieces that mean something to some rule, so that rules meet each other.
pieces = st.sampled_from(
    [
        *"abcdefghijklmnopqrstuvwxyz",
        *"абвгджзийклмнопрстуфхцчшщъыьэюяёіїғқңөұүһ",
        *"αβουμπς",
        "sch",
        "tsch",
        "shch",
        "chtch",
        "zh",
        "dzh",
        "tz",
        "ou",
        "ae",
        "oe",
        "ie",
        "gue",
        "ck",
        "sat",
        "iov",
        "ov",
        "ova",
        "ine",
        "ndr",
        "vii",
        "x",
        "ß",
        "ö",
        "č",
        "Ŝ",
        "İ",
        "ﬁ",
        "ŉ",
        " ",
        "-",
        "/",
        ".",
        "'",
        "+",
        "&",
        ",",
        "(",
        ")",
        '"',
        "0",
        "18",
        "M",
        "聡",
        "가",
        "が",
        "ि",
        "\u0301",
        "\u00ad",
        "\x00",
        "\ud800",
        "٢",
        "²",
        "ͅ",
        "ﷺ",
        "Jr.",
        "ович",
    ]
)
texts = st.lists(pieces, max_size=12).map("".join) | st.text(max_size=30)
words = st.text("abcdefghijklmnopqrstuvwxyz", max_size=9)


@given(texts | words)
@example("voskhod")
@example("ckij")
@example("zuyev")
@example("Beijing")
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)
    assert fold_word(fold_word(text)) == fold_word(text)


@given(texts)
def test_keys_are_words_with_single_spaces(text: str) -> None:
    for key in (fold(text), plain(text), *stored_keys(text), *typed_keys(text)):
        assert key == " ".join(key.split())


@given(texts)
def test_case_does_not_count(text: str) -> None:
    if text.isascii():
        assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(texts)
def test_stored_keys_are_found_by_typing_the_same(text: str) -> None:
    assert set(stored_keys(text)) <= set(typed_keys(text))
    if fold(text):
        assert typed_keys(text)[0] == fold(text)


@given(texts, texts)
def test_a_range_of_keys_answers_for_leading_words(name: str, prefix: str) -> None:
    low, high = word_range(prefix)
    inside = low.encode() <= word_key(name).encode() < high.encode()
    assert inside == starts_with_words(name, prefix)
    wanted = leading_words(prefix)
    assert starts_with_words(name, prefix) == (
        bool(wanted) and leading_words(name)[: len(wanted)] == wanted
    )


@given(texts)
def test_a_name_starts_with_itself(text: str) -> None:
    if word_key(text):
        assert starts_with_words(text, text)
        if text.isascii():  # else `more` can decide which alphabet was meant
            assert starts_with_words(f"{text} more", text)


@given(texts, st.none() | texts)
def test_person_forms_begin_with_the_whole_name(text: str, family: str | None) -> None:
    forms = person_forms(text, family)
    assert [rank for _, rank in forms] == sorted(rank for _, rank in forms)
    assert len({key for key, _ in forms}) == len(forms)
    assert bool(forms) == bool(fold(text))
    if forms:
        assert forms[0] == (fold(text), WHOLE)
    shorter_person_keys(text)


@given(texts, st.lists(texts, max_size=5), st.integers(0, 4))
def test_nearest_are_among_the_choices(text: str, choices: list[str], limit: int) -> None:
    found = nearest(text, choices, limit)
    assert set(found) <= set(choices)
    assert len(found) == len(set(found)) <= limit
    if fold(text) and text in choices and limit:
        assert plain(text) in map(plain, found)


@given(st.integers(1957, 2100), st.integers(1, 999), st.text(PIECE_LETTERS, max_size=3))
def test_designations_read_back(year: int, number: int, piece: str) -> None:
    text = f"{year}-{number:03d}{piece}"
    found = designation(text.lower())
    assert found is not None
    assert found.value == text
    assert pickle.loads(pickle.dumps(found)) == found


@given(texts | st.text("0123456789-ABEF αβ", max_size=14) | st.integers())
def test_designations_are_stable(text: str | int) -> None:
    found = designation(text)
    if found:
        assert designation(found.value) == found


@pytest.mark.parametrize(
    "unit",
    ["i", "(", '"', "b", "ghkh", "a ", "a. ", "'", "ие", "\u0301", "ﷺ", "sat", "tch", "kh", "1", "1.",
     "ё.", "杨", "杨・", "-", "+", "ου", "Aа", "ъ", "\ud800", "a,", ".", "uiy", "iio", "e "],
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_long_ones(
    unit: str, steps: Callable[[Callable[[], object]], int]
) -> None:
    text = unit * 100_000
    for function in (fold, plain, word_key, typed_keys, person_forms, shorter_person_keys):
        assert function(text) == function(text[:MAX_NAME])
        # Some ligatures are eighteen letters long, and a name is looked at in several ways.
        assert steps(lambda function=function: function(text)) < 600 * MAX_NAME
    assert designation(text) is None
    assert steps(lambda: nearest(text, [text, unit])) < 100_000
