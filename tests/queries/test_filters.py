"""What each filter keeps: one table, a comment in English on each row."""

from __future__ import annotations

from typing import Any

import pytest

import spacetimeline as st
from spacetimeline.library import Database
from spacetimeline.queries.all import QUESTIONS

# (question, filters, the keys that answer, in order)
EXAMPLES: list[tuple[str, dict[str, Any], list[str]]] = [
    # a year, as int and as text
    ("launches", {"year": 2006, "payload_country": "KZ"}, ["2006-022"]),
    ("launches", {"year": "2006", "country": "KZ"}, ["2006-022"]),
    # a list means any of them; a range runs to before its end
    ("satellites", {"year": (2006, 2011), "country": "KZ"}, ["kazsat-1", "kazsat-2"]),
    ("satellites", {"year": range(2006, 2012), "country": "KZ"}, ["kazsat-1", "kazsat-2"]),
    # until reaches to the end of the period named
    ("satellites", {"until": "2011-07", "name": "KazSat"}, ["kazsat-1", "kazsat-2"]),
    ("satellites", {"until": "2011-07-15", "name": "KazSat"}, ["kazsat-1", "kazsat-2"]),
    ("satellites", {"until": "2011-07-14", "name": "KazSat"}, ["kazsat-1"]),
    ("satellites", {"since": "2011-07-16", "until": 2014, "name": "KazSat"}, ["kazsat-3"]),
    # a vehicle, its variants, a family, a family of families, another script
    ("launches", {"vehicle": "Proton-M", "payload": "KazSat-2"}, ["2011-035"]),
    ("launches", {"vehicle": "Proton-M/Briz-M", "payload": "KazSat-2"}, ["2011-035"]),
    ("launches", {"vehicle": "Proton", "payload": "KazSat-2"}, ["2011-035"]),
    ("launches", {"vehicle": "Протон-М", "payload": "KazSat-2"}, ["2011-035"]),
    ("launches", {"family": "R-7", "person": "Aimbetov"}, ["2015-043"]),
    ("launches", {"vehicle": ["Vega", "Dnepr"], "country": "KZ"}, ["2014-024", "2014-033"]),
    # words end at a space, "-" or "/": Soyuz-U is not Soyuz-U2, but Soyuz-U-PVB
    ("launches", {"vehicle": "Soyuz-U", "person": "Musabayev"}, ["1998-004", "2001-017"]),
    ("launches", {"vehicle": "Soyuz-U2", "person": "Musabayev"}, ["1994-036"]),
    # an operator with its predecessors; a word of a vocabulary in any dress
    ("launches", {"payload_country": "KZ", "orbit": "geo"}, ["2006-022", "2011-035", "2014-023"]),
    ("launches", {"crewed": True, "crew_country": "KZ", "year": 2015}, ["2015-043"]),
    ("launches", {"serial": "410-12"}, ["2006-022"]),
    ("launches", {"site": "Байқоңыр", "year": 2006, "payload": "KazSat-1"}, ["2006-022"]),
    ("launches", {"pad": "Gagarin's Start", "person": "Aubakirov"}, ["1991-069"]),
    # in progress: up before, down after
    ("flights", {"during": "1991-10-05", "station": "Mir"}, ["soyuz-tm-12", "soyuz-tm-13"]),
    ("flights", {"craft": "Soyuz TMA-M", "person": "Aimbetov"}, ["soyuz-tma-16m", "soyuz-tma-18m"]),
    ("stays", {"person": "Аубакиров"}, ["toktar-aubakirov-1"]),
    ("stays", {"country": "KZ"}, ["aidyn-aimbetov-1"]),
    ("people", {"flight": "Soyuz TMA-18M", "country": "KZ"}, ["aidyn-aimbetov"]),
    ("people", {"station": "Mir", "country": "KZ"}, ["toktar-aubakirov", "talgat-musabayev"]),
    ("people", {"year": 2015, "country": "KZ"}, ["aidyn-aimbetov"]),
    ("satellites", {"manufacturer": "Khrunichev", "country": "KZ"}, ["kazsat-1", "kazsat-2"]),
    ("satellites", {"launch": "2018-099", "name": "KazSTSAT"}, ["kazstsat"]),
    ("satellites", {"vehicle": "Vega"}, ["kazeosat-1"]),
    ("expeditions", {"kind": "visiting", "person": "Aimbetov"}, ["iss-ep-18"]),
    ("dockings", {"craft": "Soyuz TMA-18M", "station": "ISS"}, ["soyuz-tma-18m-iss"]),
    ("claims", {"about": "KazSat-2", "attribute": "orbit", "verdict": "disputed"}, None),
    ("pads", {"site": "Yasny"}, ["yasny-370-13"]),
]


@pytest.mark.parametrize(("question", "filters", "keys"), EXAMPLES)
def test_examples(
    db: Database, question: str, filters: dict[str, Any], keys: list[str] | None
) -> None:
    query = getattr(db, question)(**filters)
    found = [row["key"] for row in query.to_dicts()]
    if keys is None:
        assert found
    else:
        assert found == keys
    assert query.count() == len(found)
    assert [record.key for record in query] == found


def test_a_record_serves_as_a_value(db: Database) -> None:
    baikonur = db.get("Baikonur")
    assert list(db.launches(site=baikonur)) == list(db.launches(site="Baikonur"))
    proton = db.get("Proton")
    assert db.launches(family=proton).count() == db.launches(family="Proton").count()
    assert proton.launches.count() >= db.launches(family="Proton").count()


def test_certain_is_within_default_within_possible(db: Database) -> None:
    for question in ("spacecraft", "events", "flights", "stays", "spacewalks", "timeline"):
        for keyword, value in (("year", 2008), ("since", "2008-06"), ("during", "2001-05")):
            ask = getattr(db, question)
            certain, default, possible = (
                {str(row) for row in ask(**{keyword: value, "match": match}).to_dicts()}
                for match in ("certain", "default", "possible")
            )
            assert certain <= default <= possible, (question, keyword)


def test_years_add_up(db: Database) -> None:
    for question in ("launches", "flights", "stays", "events"):
        ask = getattr(db, question)
        total = sum(ask(year=year).count() for year in range(1950, 2060))
        assert total == ask(since=1950, until=2059).count()


def test_country_is_union_of_its_parts_and_never_a_count(db: Database) -> None:
    kz = set(db.launches(country="KZ"))
    for part in ("provider_country", "payload_country", "crew_country"):
        assert set(db.launches(**{part: "KZ"})) <= kz
    assert not db.launches(provider_country="KZ").exists()


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"audit"}))
def test_an_unknown_keyword_names_the_nearest_and_lists_all(db: Database, name: str) -> None:
    known = sorted(QUESTIONS[name].filters)
    positional = ("ISS",) if name == "aboard" else ()
    with pytest.raises(st.UnknownFilter) as caught:
        getattr(db, name)(*positional, vehical="x")
    assert caught.value.keyword == "vehical"
    if "vehicle" in known:
        assert "Did you mean vehicle?" in str(caught.value)
    for keyword in known:
        assert keyword in str(caught.value)


@pytest.mark.parametrize("name", sorted({*QUESTIONS, "statistics"}))
def test_a_value_without_its_keyword_is_told_how_it_is_typed(name: str) -> None:
    known = sorted(QUESTIONS[{"statistics": "launches"}.get(name, name)].filters)
    taken = {"aboard": 2, "in_space": 2, "statistics": 1, "conflicts": 1, "sources": 1}
    with pytest.raises(st.UnknownFilter) as caught:
        getattr(st, name)(*["1991"] * taken.get(name, 0), 2011)
    said = str(caught.value)
    assert "Questions" not in said
    assert list(caught.value.known) == known
    if "year" in known:
        assert f"st.{name}(year=2011)" in said
    elif known:
        assert any(f"as in st.{name}({keyword}=" in said for keyword in known)
    else:
        assert said == f"st.{name} takes no filters, so it cannot take 2011."


def test_where_takes_keywords_too() -> None:
    with pytest.raises(st.UnknownFilter, match=r"as in where\(vehicle="):
        st.launches(year=2011).where("Proton")


@pytest.mark.parametrize("ask", ["launches", "timeline", "population", "superlatives"])
def test_a_period_that_ends_before_it_begins_is_refused(ask: str) -> None:
    with pytest.raises(st.InvalidDate, match=r"Type since=2010, until=2014\.") as caught:
        getattr(st, ask)(since=2014, until=2010)
    assert "since=2014 is later than until=2010" in str(caught.value)
    with pytest.raises(st.InvalidDate, match="later than"):
        st.statistics("year", since="2014-05", until="2014-04")
    # The month is inside the year; and what narrows step by step may come to nothing.
    assert st.launches(since="2014-05", until=2014).exists()
    assert not st.launches(since=2014).where(until=2010).exists()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Gagarin", ["Yuri Gagarin"]),
        ("Гагарин", ["Yuri Gagarin"]),
        ("Gagarin Yuri", ["Yuri Gagarin"]),
        ("De Winne", ["Frank De Winne"]),
        ("Volkov", ["Vladislav Volkov", "Aleksandr Volkov", "Sergei Volkov"]),
        ("Talgat", ["Talgat Musabayev"]),
    ],
)
def test_people_are_found_by_family_name_as_well(
    db: Database, typed: str, names: list[str]
) -> None:
    assert [person.name for person in db.people(name=typed)] == names


@pytest.mark.parametrize(
    ("question", "filters", "text"),
    [
        (
            "launches",
            {"vehicle": "Protn"},
            "No vehicle or family is called 'Protn'. Nearest: Proton",
        ),
        ("launches", {"outcome": "sucess"}, "success"),
        ("launches", {"site": "Baikanour"}, "Baikonur"),
        ("launches", {"person": "Aimbetovich"}, "Aimbetov"),
        ("launches", {"crewed": "perhaps"}, "takes True or False"),
        ("launches", {"country": "Kazakstan Republic"}, "No country is called"),
        ("launches", {"serial": "99999-99999"}, "No serial is called"),
        ("launches", {"match": "maybe"}, "'certain'"),
        ("satellites", {"bus": "Yackta"}, "Yakhta"),
        ("satellites", {"name": "KazSatt"}, "No spacecraft has a name that begins with"),
        ("flights", {"boundary": "moon"}, "it takes 'orbit'"),
        ("events", {"kind": "agrement"}, "agreement"),
        ("expeditions", {"number": "eighteen"}, "not a whole number"),
        ("stays", {"station": "Myr 7"}, "No station is called"),
    ],
)
def test_an_unknown_value_is_not_found_and_never_an_empty_answer(
    db: Database, question: str, filters: dict[str, Any], text: str
) -> None:
    with pytest.raises(st.NotFound) as caught:
        getattr(db, question)(**filters).to_dicts()
    assert text in str(caught.value)


def test_a_bad_date_is_told_at_the_call(db: Database) -> None:
    with pytest.raises(st.InvalidDate, match="03/04/2006"):
        db.launches(since="03/04/2006")


def test_an_ambiguous_value_lists_what_to_type(db: Database) -> None:
    with pytest.raises(st.Ambiguous, match="person:sergei-volkov") as caught:
        db.launches(person="Volkov").count()
    assert "person:aleksandr-volkov" in caught.value.candidates


def test_every_filter_explains_itself() -> None:
    for subject in QUESTIONS.values():
        for one in subject.filters.values():
            assert one.help, (subject.name, one.keyword)
            assert one.example, (subject.name, one.keyword)


def test_sql_in_a_value_is_only_a_value(db: Database) -> None:
    for text in ("'; DROP TABLE launch; --", '" OR 1=1', "%", "_", "\\", ":x", "?"):
        for keyword in ("vehicle", "site", "name", "serial", "person", "country", "outcome"):
            try:  # a name may begin with such a sign, but most are nobody's
                db.launches(**{keyword: text}).to_dicts()
            except (st.NotFound, st.Ambiguous):
                continue
    assert db.launches().exists()
