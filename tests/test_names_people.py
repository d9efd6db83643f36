"""Names of people: the ways they are typed."""

import pytest

from spacetimeline.names import (
    FAMILY_ONLY,
    FAMILY_PART,
    INITIALS,
    PARTS,
    WHOLE,
    fold,
    names_agree,
    person_forms,
    shorter_person_keys,
    typed_keys,
)


def typed(rank: int, name: str, family: str | None = None) -> set[str]:
    return {form for form, its in person_forms(name, family) if its == rank}


def test_ways_to_type_a_person() -> None:
    ranks = dict(person_forms("Yuri Alekseyevich Gagarin"))
    for text, rank in [
        ("Юрий Алексеевич Гагарин", WHOLE),
        ("Gagarin, Yuri Alekseyevich", PARTS),
        ("Iouri Gagarine", PARTS),
        ("GAGARIN Yuri", PARTS),
        ("Gagarin, Juri", PARTS),
        ("Y. Gagarin", INITIALS),
        ("Y.A. Gagarin", INITIALS),
        ("Gagarin Y. A.", INITIALS),
        ("Ю. А. Гагарин", INITIALS),
        ("J. Gagarin", INITIALS),
        ("гагарин", FAMILY_ONLY),
    ]:
        assert ranks[fold(text)] == rank, text
    for text in ("Yuri", "Alekseyevich", "Alekseyevich Gagarin", "B. Gagarin"):
        assert fold(text) not in ranks


@pytest.mark.parametrize(
    ("name", "family", "expected"),
    [
        ("Aidyn Aimbetov", None, "Аимбетов"),
        ("ГАГАРИН Юрий Алексеевич", None, "Gagarin"),  # capitals
        ("Левченко Анатолий Семёнович", None, "Levchenko"),  # patronymic last
        ("Pavel Romanovich Popovich", None, "Popovich"),  # a family name that looks like one
        ("Gagarin, Yuri", None, "Gagarin"),
        ("Glenn, John H., Jr.", None, "Glenn"),
        ("Edward H. White II", None, "White"),
        ("Edwin “Buzz” Aldrin Jr.", None, "Aldrin"),
        ("Anna Lee Fisher (Tingle)", None, "Fisher"),
        ("Frank De Winne", None, "de Winne"),
        ("James van Hoften", None, "van Hoften"),
        ("Reinhold von der Tann", None, "von der Tann"),
        ("Sergey Kud-Sverchkov", None, "Kud-Sverchkov"),
        ("Salizhan Sharipov", "Sharipov", "Шарипов"),
        ("Yang Liwei", "Yang", "Yang"),
        ("Farkas Bertalan", "Farkas", "Farkas"),
        ("Arnaldo Tamayo Méndez", "Tamayo Méndez", "Tamayo Mendez"),
        ("Гагарин Юрий", "Gagarin", "Gagarin"),  # told in another script
        ("Anna Lee Tingle", "Fisher", "Tingle"),  # a former name: told another one
        ("杨利伟", "杨", "杨"),
        ("野口 聡一", None, "野口"),
        ("ユーリ・ガガーリン", None, "ガガーリン"),
    ],
)
def test_family_names(name: str, family: str | None, expected: str) -> None:
    assert typed(FAMILY_ONLY, name, family) == {fold(expected)}


def test_parts_of_a_family_name() -> None:
    assert fold("Winne") in typed(FAMILY_PART, "Frank De Winne")
    assert fold("Sverchkov") in typed(FAMILY_PART, "Sergey Kud-Sverchkov")
    assert not typed(FAMILY_PART, "Helen Sharman")


def test_both_orders_of_an_eastern_name() -> None:
    forms = dict(person_forms("Yang Liwei", "Yang"))
    for text in ("Yang Liwei", "Liwei Yang", "Yang, Liwei", "YANG Li-wei", "Li Wei Yang"):
        assert set(typed_keys(text)) & set(forms), text
    assert "利伟杨" in dict(person_forms("杨利伟", "杨"))


def test_a_middle_name_may_be_the_everyday_one() -> None:
    assert ("kurtis michel", INITIALS) in person_forms("F. Curtis Michel")


def test_names_that_cannot_be_taken_apart_are_whole() -> None:
    assert person_forms("Laika") == [("laika", WHOLE)]
    assert person_forms("杨利伟") == [("杨利伟", WHOLE)]
    assert person_forms("") == person_forms("?!") == []
    assert {rank for _, rank in person_forms("word " * 40)} == {WHOLE}


def test_a_patronymic_that_the_record_lacks() -> None:
    keys = shorter_person_keys("Аимбетов Айдын Аканович")
    assert fold("Aidyn Aimbetov") in keys
    assert shorter_person_keys("Aidyn Aimbetov") == ()
    assert fold("John Glenn") in shorter_person_keys("John H. Glenn Jr.")


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("Sergei Volkov", "Сергей Александрович Волков", True),
        ("Sergei A. Volkov", "Волков Сергей Александрович", True),
        ("Sergei Ivanovich Volkov", "Сергей Александрович Волков", False),
        ("Gregory C. Johnson", "Gregory H. Johnson", False),
        ("Edwin Eugene Aldrin", "Edwin “Buzz” Aldrin", True),
    ],
)
def test_names_agree(first: str, second: str, agree: bool) -> None:
    assert names_agree(first, second) is names_agree(second, first) is agree
