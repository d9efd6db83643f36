"""What a reader sees: bars as high as the numbers, ends as vague as the dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.dates import date2num

import spacetimeline as st
from spacetimeline.pictures.picture import Picture

Seen = Callable[..., Any]


def heights(picture: Picture) -> dict[str, dict[float, float]]:
    """For each outcome, the height of its bar at each year."""
    return {
        bars.get_label(): {
            bar.get_x() + bar.get_width() / 2: bar.get_height()
            for bar in bars
            if bar.get_height() > 0
        }
        for bars in picture.axes[0].containers
    }


def at(year: int, month: int, day: int) -> float:
    """The place of a day on an axis of time."""
    return float(date2num(datetime(year, month, day, tzinfo=UTC)))


def test_launches_per_year_are_as_high_as_the_statistics() -> None:
    drawn = heights(st.plot("launches-per-year", family="Proton"))
    told = st.statistics(by="year", family="Proton")
    for outcome, number in (
        ("success", "successes"),
        ("partial failure", "partial_failures"),
        ("failure", "failures"),
    ):
        counted = {row.group: getattr(row, number) for row in told if getattr(row, number)}
        assert drawn[outcome] == pytest.approx(counted)
    # By every list there were ten Protons in 1969.
    assert sum(drawn[outcome].get(1969, 0) for outcome in drawn) == 10


def test_families_have_a_bar_each_the_longest_first() -> None:
    picture = st.plot("launches-by-family")
    names = [label.get_text() for label in picture.axes[0].get_yticklabels()]
    told = st.statistics(by="family")
    assert names == [row.group for row in told]
    ends = [0.0] * len(names)
    for bars in picture.axes[0].containers:
        for number, bar in enumerate(bars):
            ends[number] += bar.get_width()
    assert ends == [row.attempts for row in told]


def test_a_success_rate_and_its_interval_are_those_of_the_statistics() -> None:
    axes = st.plot("success-rate", family="Proton").axes[0]
    drawn = {line.get_gid(): line.get_ydata()[0] for line in axes.lines if line.get_gid()}
    bands = [band.get_paths()[0].get_extents() for band in axes.collections[: len(drawn)]]
    told = st.statistics(by="decade", family="Proton")
    assert [f"{start}s" for start in drawn] == [row.group for row in told]
    for row, rate, band in zip(told, drawn.values(), bands, strict=True):
        assert rate == pytest.approx(row.success_rate)
        assert (band.y0, band.y1) == pytest.approx((row.rate_low, row.rate_high))


def test_the_sixties_of_proton_are_written_below_the_axis(texts: Seen) -> None:
    assert "1960s\n43 %\n10 of 23" in [
        text for text, _ in texts(st.plot("success-rate", family="Proton"))
    ]


def test_people_in_space_steps_through_what_in_space_says() -> None:
    picture = st.plot("people-in-space")
    (line,) = picture.axes[0].lines
    places, numbers = line.get_xdata(), line.get_ydata()
    for instant, known in (
        ("1969-10-15T12:00Z", 7),
        ("1991-10-05T12:00Z", 5),
        ("2015-09-05T12:00Z", 9),
    ):
        place = date2num(datetime.fromisoformat(instant))
        step = max(number for number, x in enumerate(places) if x <= place)
        assert numbers[step] == known == len(st.in_space(instant))


def test_people_in_space_ends_where_knowledge_ends() -> None:
    (row,) = (row for row in st.coverage() if row.subject == "stays")
    picture = st.plot("people-in-space")
    (line,) = picture.axes[0].lines
    assert line.get_xdata()[-1] == date2num(row.until.nominal_before)
    # Whoever nobody vouches for any more has not come down.
    assert line.get_ydata()[-1] > 0


def test_stays_aboard_mir_in_1991(texts: Seen) -> None:
    picture = st.plot("stays", station="Mir", during=1991)
    names = [label.get_text() for label in picture.axes[0].get_yticklabels()]
    assert len(names) == 8
    assert names[-2:] == ["Franz Viehböck", "Toktar Aubakirov"]
    seen = [text for text, _ in texts(picture)]
    assert seen.count("▲ Soyuz TM-13  ▼ Soyuz TM-12") == 2  # up on one, down on the other
    assert "▲ Soyuz TM-12  ▼ Soyuz TM-13" in seen  # Krikalev
    assert "Soyuz TM-11" in seen  # same craft both ways


def test_the_first_tick_of_an_axis_over_several_years_says_its_year() -> None:
    for asked, first in (
        ({"station": "Mir", "since": "1990-08", "until": "1992-06"}, "Oct 1990"),
        ({"station": "Mir", "during": 1991}, "1991"),
    ):
        axis = st.plot("stays", **asked).axes[0].xaxis
        assert axis.get_ticklabels()[0].get_text() == first


def test_a_mark_of_the_way_down_has_the_colour_of_that_crafts_crew() -> None:
    axes = st.plot("stays", station="Mir", during=1991).axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    marks: dict[tuple[str, bool], str] = {}
    for mark in axes.collections:
        if not isinstance(mark, PolyCollection):
            ((_, lane),) = mark.get_offsets()
            (path,) = mark.get_paths()
            upward = path.vertices[0][1] > 0  # a triangle begins at its tip
            marks[names[int(lane)], upward] = to_hex(mark.get_facecolor()[0])
    assert marks["Toktar Aubakirov", True] == marks["Aleksandr Volkov", True]
    assert marks["Toktar Aubakirov", False] == marks["Anatoly Artsebarsky", True]


def test_all_stays_share_as_many_rows_as_people_were_ever_up_at_once(texts: Seen) -> None:
    picture = st.plot("stays")
    most = max(row["number"] for row in st.population().to_dicts())
    assert f"at most {most} at once" in " ".join(text for text, _ in texts(picture))
    low, high = picture.axes[0].get_ylim()
    assert round(high - low) == most


def test_the_exchange_that_is_drawn_by_itself_comes_from_the_data(texts: Seen) -> None:
    seen = [text for text, _ in texts(st.plot("crew-exchange"))]
    assert [seen.count(craft) for craft in ("Soyuz TMA-16M", "Soyuz TMA-18M")] == [2, 2]
    assert "up 2015-09-02 04:37" in seen
    assert "down 2016-03-02 04:25" in seen
    assert any("4 of 6 people came down on another craft" in text for text in seen)


def test_whoever_changed_craft_is_a_bold_line_to_the_other_craft() -> None:
    axes = st.plot("crew-exchange", person="Aimbetov").axes[0]
    lines = {line.get_gid(): line for line in axes.lines}
    stays = [*st.stays(flight="Soyuz TMA-18M"), *st.stays(flight="Soyuz TMA-16M")]
    assert set(lines) == {f"stay-{stay.key}" for stay in stays}
    ups: dict[str, set[str]] = {}
    for stay in stays:
        line = lines[f"stay-{stay.key}"]
        heights = line.get_ydata()
        changed = stay.flight_up.key != stay.flight_down.key
        assert bool(abs(heights[-1] - heights[0]) > 0.5) is changed
        assert (line.get_linewidth() > 2) is changed
        ups.setdefault(stay.flight_up.key, set()).add(line.get_color())
    assert sorted(map(len, ups.values())) == [1, 1]
    assert len(set.union(*ups.values())) == 2


def test_a_crew_that_is_not_known_to_be_down_has_no_line_to_a_landing(texts: Seen) -> None:
    picture = st.plot("crew-exchange", craft="Soyuz MS-28")
    seen = [text for text, _ in texts(picture)]
    assert seen.count("way down not known") == 3
    assert "down not known" in seen


def test_the_end_of_kazsat_1_is_a_month_and_no_day(texts: Seen) -> None:
    picture = st.plot("satellites", country="KZ")
    hatched = [
        (path.get_extents().x0, path.get_extents().x1)
        for one in picture.axes[0].collections
        if isinstance(one, PolyCollection) and one.get_hatch()
        for path in one.get_paths()
    ]
    assert hatched == [pytest.approx((at(2009, 8, 1), at(2009, 9, 1)))]
    seen = [text for text, _ in texts(picture)]
    assert "worked until 2008-11-26, graveyard 2009-08" in seen
    assert "decayed 2025-07-19?" in seen  # what is uncertain says so


def test_satellites_at_work_end_in_an_open_arrow() -> None:
    axes = st.plot("satellites", country="KZ").axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    open_ = {
        names[int(lane)]
        for line in axes.lines
        if line.get_marker() == ">"
        for lane in line.get_ydata()
    }
    assert open_ == {row.name for row in st.satellites(country="KZ", status="active")}


def test_sites_stand_where_they_are(texts: Seen) -> None:
    picture = st.plot("map")
    spots = picture.axes[0].collections[0].get_offsets()
    assert min(abs(x - 63.3) + abs(y - 45.95) for x, y in spots) < 0.1  # Baikonur
    assert min(abs(x + 52.77) + abs(y - 5.24) for x, y in spots) < 0.1  # Kourou
    seen = [text for text, _ in texts(picture)]
    assert {site.name for site in st.sites()} <= set(seen)


def test_every_picture_says_what_was_asked_what_it_lacks_and_who_says_so(texts: Seen) -> None:
    picture = st.plot("launches-per-year", vehicle="Proton", since="2006-06", until=2014)
    said = " ".join(text for text, _ in texts(picture)).replace("\xa0", " ")
    assert "vehicle Proton · since 2006-06 · until 2014 · 82 launches" in said
    assert "General Catalog of Artificial Space Objects" in said
    assert f"spacetimeline {st.__version__}, data {st.version().data}" in said
    whole = " ".join(text for text, _ in texts(st.plot("launches-per-year")))
    assert "other launches only in part" in whole
    assert "47 suborbital left out" in whole
