"""The founding article, fact by fact, asked of the public API as a reader would."""

from __future__ import annotations

from datetime import timedelta

import pytest

import spacetimeline as st

A_MINUTE = timedelta(minutes=1)


def near(value: timedelta | None, wanted: timedelta) -> bool:
    return value is not None and abs(value - wanted) <= A_MINUTE


class TestAimbetov:
    def test_up_on_one_soyuz_and_down_on_another(self) -> None:
        stay = st.get("Aimbetov").stays[0]
        assert stay.flight_up.name == "Soyuz TMA-18M"
        assert stay.flight_down.name == "Soyuz TMA-16M"
        assert near(stay.duration, timedelta(days=9, hours=20, minutes=14))

    def test_flew_in_september_2015_for_kazakhstan_to_the_iss(self) -> None:
        (stay,) = st.stays(person="Aimbetov", year=2015)
        assert (stay.start.year, stay.start.month) == (2015, 9)
        assert stay.represented.key == "KZ"
        assert [row.person.name for row in st.aboard("ISS", "2015-09-06", person="Aimbetov")] == [
            "Aidyn Aimbetov"
        ]

    def test_on_visiting_expedition_18_which_is_not_expedition_18(self) -> None:
        (expedition,) = st.expeditions(person="Aimbetov", station="ISS")
        assert (expedition.kind, expedition.number) == ("visiting", 18)
        assert "Aidyn Aimbetov" in [member.person.name for member in expedition.members]

    def test_first_cosmonaut_of_the_republic_is_a_claim_with_its_note(self) -> None:
        claims = [
            claim
            for claim in st.claims(about="person:aidyn-aimbetov")
            if "first cosmonaut" in claim.value.casefold()
        ]
        assert claims
        assert all(claim.note for claim in claims)


class TestThoseBefore:
    def test_aubakirov_flew_for_the_soviet_union_in_1991(self) -> None:
        (stay,) = st.get("Aubakirov").stays
        assert (stay.flight_up.name, stay.flight_down.name) == ("Soyuz TM-13", "Soyuz TM-12")
        assert near(stay.duration, timedelta(days=7, hours=22, minutes=12))
        assert stay.represented.key == "SU"

    def test_musabayev_flew_three_times_for_russia(self) -> None:
        musabayev = st.get("Musabayev")
        assert [stay.start.year for stay in musabayev.stays] == [1994, 1998, 2001]
        assert round(musabayev.time_in_space / timedelta(days=1), 1) == 341.4
        third = musabayev.stays[2]
        assert (third.flight_up.name, third.flight_down.name) == ("Soyuz TM-32", "Soyuz TM-31")
        assert {stay.represented.key for stay in musabayev.stays} == {"RU"}

    def test_the_three_are_the_people_of_kazakhstan_who_flew(self) -> None:
        names = [person.name for person in st.people(country="KZ", flown=True)]
        assert names == ["Toktar Aubakirov", "Talgat Musabayev", "Aidyn Aimbetov"]


class TestKazSat:
    @pytest.mark.parametrize(
        ("name", "year", "vehicle"),
        [
            ("KazSat-1", 2006, "Proton-K"),
            ("KazSat-2", 2011, "Proton-M"),
            ("KazSat-3", 2014, "Proton-M"),
        ],
    )
    def test_each_went_up_from_baikonur_on_a_proton(
        self, name: str, year: int, vehicle: str
    ) -> None:
        (launch,) = st.launches(payload=name, vehicle=vehicle, site="Baikonur", year=year)
        assert launch.outcome == "success"
        assert launch.vehicle.family.name == "Proton"

    def test_kazsat_1_flew_on_the_17th_though_it_was_the_18th_at_the_pad(self) -> None:
        launch = st.launches(year=2006, vehicle="Proton-K", payload="KazSat-1").one()
        assert str(launch.date) == "2006-06-17T22:44:05Z"
        assert launch.date_local == "2006-06-18T04:44:05+06:00"

    def test_kazsat_1_was_lost_in_2008_and_taken_to_the_graveyard_in_2009(self) -> None:
        craft = st.get("KazSat-1")
        assert craft.ended.year == 2008
        assert (craft.gone.year, craft.gone.month, craft.gone_how) == (2009, 8, "graveyard")
        days = [str(event.date) for event in st.events(about="KazSat-1")]
        assert "2008-06-08" in days
        assert "2008-11-26" in days

    @pytest.mark.parametrize("name", ["KazSat-2", "KazSat-3"])
    def test_the_articles_low_orbit_is_disputed(self, name: str) -> None:
        assert st.get(name).orbit == "GEO"
        (conflict,) = (one for one in st.conflicts(name) if one.attribute == "orbit")
        assert conflict.adopted == "GEO"
        assert [str(value) for value in conflict.disputed] == ["LEO"]
        assert conflict.adopted.sources
        assert conflict.disputed[0].sources
        assert conflict.note

    def test_they_are_geostationary_where_they_stand(self) -> None:
        places = {
            craft.name: craft.longitude for craft in st.satellites(name="KazSat", orbit="GEO")
        }
        assert places["KazSat-1"] == pytest.approx(103, abs=0.5)
        assert places["KazSat-2"] == pytest.approx(86.5, abs=0.5)
        assert places["KazSat-3"] == pytest.approx(58.5, abs=0.5)


class TestTheTalks:
    def test_in_astana_on_9_november_2023(self) -> None:
        talks = st.events(kind="talks", during="2023-11", about="Baikonur")
        assert talks.exists()
        parties = {party.name for talk in talks for party in talk.parties}
        assert {"Vladimir Putin", "Kassym-Jomart Tokayev"} <= parties

    def test_the_declaration_speaks_of_baikonur_and_baiterek(self) -> None:
        (declaration,) = st.events(kind="declaration", during="2023-11", about="Baiterek")
        assert declaration in st.events(about="Baikonur")
        assert declaration.sources

    def test_a_flight_is_under_discussion_and_a_satellite_requested(self) -> None:
        (request,) = st.events(kind="request", year=2023)
        assert "satellite" in request.name.casefold()
        plans = st.events(kind="plan", year=2023, party="Roscosmos") or st.events(
            kind="statement", year=2023
        )
        assert any("cosmonaut" in (event.name + (event.summary or "")) for event in plans)
        assert st.satellites(status="requested").exists()

    def test_borisov_said_so_to_izvestia(self) -> None:
        sources = {
            source.publisher
            for event in st.events(party="Yuri Borisov", year=2023)
            for source in event.sources
        }
        assert any("Izvestia" in (publisher or "") for publisher in sources)


class TestBaikonurAndBaiterek:
    def test_the_lease_runs_to_2050(self) -> None:
        leases = st.events(kind="agreement", about="Baikonur")
        assert leases.where(year=1994).exists()
        assert 2050 in {event.due.year for event in leases if event.due is not None}

    def test_baiterek_began_with_the_agreement_of_2004(self) -> None:
        baiterek = st.get("Baiterek", kind="programme")
        agreements = st.events(kind="agreement", about=baiterek)
        assert str(agreements.first().date) == "2004-12-22"
        dates = [event.date for event in baiterek.events if event.date is not None]
        assert dates == sorted(dates)

    def test_its_deadlines_were_missed_and_each_says_what_followed(self) -> None:
        missed = st.events(about="Baiterek", status=["missed", "superseded"])
        assert missed.exists()
        assert any(event.resolved_by is not None for event in missed)
