"""Tables as a person sees them."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from rich.cells import cell_len

from spacetimeline.output.tables import html_table, markdown_table, text_table

TIMELINE = ["date", "kind", "title"]


def entry(date: str | None, kind: str, title: str) -> dict[str, object]:
    return {
        "date": date,
        "date_earliest": date,
        "date_before": date,
        "date_precision": date and "second",
        "kind": kind,
        "title": title,
    }


ROWS = [
    entry("1994-03-28", "agreement", "Lease of the Baikonur complex"),
    entry(
        "2015-09-02T04:37:43Z",
        "launch",
        "Soyuz TMA-18M (Volkov, Mogensen, Aimbetov) on Soyuz-FG, Baikonur",
    ),
    entry("2008-06?", "end", "KazSat-1: contact lost"),
]


def test_a_timeline_in_eighty_columns() -> None:
    table = text_table(
        "timeline", TIMELINE, ROWS, 15, ['4 marginal left out: category="all"'], width=80
    )
    assert table == (
        "date (UTC)           kind       title\n"
        "───────────────────  ─────────  ────────────────────────────────────────────────\n"
        "1994-03-28           agreement  Lease of the Baikonur complex\n"
        "2015-09-02 04:37:43  launch     Soyuz TMA-18M (Volkov, Mogensen, Aimbetov) on\n"
        "                                Soyuz-FG, Baikonur\n"
        "2008-06?             end        KazSat-1: contact lost\n"
        "… and 12 more\n"
        "15 entries\n"
        '4 marginal left out: category="all"'
    )


def test_dates_are_folded_where_lists_need_the_room() -> None:
    crew = ["Anatoly Artsebarsky", "Sergei Krikalev", "Toktar Aubakirov"]
    row = {
        "launched": "1991-10-02T05:59:38Z",
        "launched_precision": "second",
        "name": "Soyuz TM-13",
        "crew_up": crew,
        "landing": "1992-03-25T08:51:22Z",
        "landing_precision": "second",
        "crew_down": crew,
    }
    shown = ["launched", "name", "crew_up", "landing", "crew_down"]
    table = text_table("flights", shown, [row], 1, [], width=80)
    assert (
        table
        == """\
launched    name         crew up               landing     crew down
(UTC)                                          (UTC)
──────────  ───────────  ────────────────────  ──────────  ────────────────────
1991-10-02  Soyuz TM-13  Anatoly Artsebarsky,  1992-03-25  Anatoly Artsebarsky,
05:59:38                 Sergei Krikalev,      08:51:22    Sergei Krikalev,
                         Toktar Aubakirov                  Toktar Aubakirov
1 flight"""
    )


@pytest.mark.parametrize("width", [200, 80, 60, 40, 30, 20, 8])
@pytest.mark.parametrize(
    "title",
    [
        "中国长征火箭把天宫空间站送入轨道的故事非常长长长长长长长长长长长",
        "Aïmbetov e\u0301e\u0301e\u0301 " * 9,
        "منصة إطلاق بايكونور " * 5,
        "👩🏽‍🚀 and 🇰🇿 " * 8,
        "Soyuz-FG/Fregat-with-a-name-that-never-ends-" * 4,
        "x" * 300,
    ],
    ids=["chinese", "combining", "arabic", "emoji", "hyphens", "endless"],
)
def test_no_line_is_wider_than_the_terminal(width: int, title: str) -> None:
    rows = [*ROWS, entry("2021-04-29T03:23:15.613Z", "launch", title)]
    table = text_table("timeline", TIMELINE, rows, 4, ["note " * 40], width=width)
    assert max(map(cell_len, table.splitlines())) <= width
    letters = "".join(table.split())
    assert all(word in letters for word in ("Baikonur", "agreement") if width >= 20)


@pytest.mark.parametrize("name", ["天宫空间站", "Aïmbetov e\u0301", "منصة", "שלום", "Қазсат"])
def test_columns_stand_straight_in_any_script(name: str) -> None:
    rows = [{"name": name, "orbit": "LEO"}, {"name": "KazSat-2 the long", "orbit": "GEO"}]
    lines = text_table("satellites", ["name", "orbit"], rows, 2, [], width=80).splitlines()
    assert {
        cell_len(line[: line.index(orbit)])
        for line, orbit in zip(lines[2:4], ["LEO", "GEO"], strict=True)
    } == {19}


def test_a_name_cannot_move_the_cursor_or_break_the_line() -> None:
    evil = "a\x1b[2Jb\nc\rd\x9b31me\u202ef\x00[bold]g[/bold]"
    table = text_table("people", ["name"], [{"name": evil}], 1, [f"note {evil}"], width=80)
    assert table.splitlines()[2] == "a\ufffd[2Jb c d\ufffd31mef\ufffd[bold]g[/bold]"
    assert len(table.splitlines()) == 5
    assert not set(table) & set("\x1b\r\x9b\x00\u202e")


def test_a_terminal_that_is_too_narrow_gets_paragraphs() -> None:
    table = text_table("timeline", TIMELINE, ROWS[:1], 1, [], width=24)
    assert table == (
        "date: 1994-03-28\nkind: agreement\ntitle: Lease of the\nBaikonur complex\n\n1 entry"
    )


def test_values_are_written_as_people_write_them() -> None:
    row = {
        "name": "x",
        "certain": True,
        "ongoing": False,
        "landing": None,
        "duration_seconds": 850_443,
        "mass": 1092.0,
        "latitude": 45.996,
        "crew": ["Volkov", "Mogensen"],
        "filters": {"family": "Proton", "year": [2006, 2011]},
    }
    table = text_table("flights", list(row), [row], 1, [], width=200)
    head, _, line, total = table.splitlines()
    assert head.split() == [
        "name",
        "certain",
        "ongoing",
        "landing",
        "duration",
        "mass",
        "(kg)",
        "latitude",
        "(°)",
        "crew",
        "filters",
    ]
    assert line.split() == [
        "x",
        "yes",
        "no",
        "9",
        "d",
        "20",
        "h",
        "14",
        "min",
        "1092",
        "45.996",
        "Volkov,",
        "Mogensen",
        "family",
        "=",
        "Proton,",
        "year",
        "=",
        "2006,",
        "2011",
    ]
    assert total == "1 flight"


def test_a_partial_row_says_that_its_people_are_not_all() -> None:
    row = {"name": "STS-86", "crew_up": ["David Wolf"], "crew_down": [], "partial": True}
    table = text_table("flights", ["name", "crew_up", "crew_down"], [row], 1, [], width=80)
    assert table.splitlines()[2].split("  ") == ["STS-86", "David Wolf, …", "…"]


def test_numbers_stand_on_the_right() -> None:
    rows = [{"name": "a", "score": 9.5}, {"name": "b", "score": 100.0}, {"name": "c"}]
    lines = text_table("search", ["name", "score"], rows, 3, [], width=80).splitlines()
    assert lines[2:] == ["a       9.5", "b       100", "c", "3 matches"]


def test_a_very_long_cell_is_cut_with_dots() -> None:
    rows = [{"key": "a-key-that-is-long", "note": "word " * 200}]
    table = text_table("claims", ["key", "note"], rows, 1, [], width=40)
    assert len(table.splitlines()) == 2 + 8 + 1
    assert table.splitlines()[9].endswith("word …")
    table = text_table("claims", ["key", "note"], rows, 1, [], width=40, whole=True)
    assert table.count("word") == 200


def test_nothing_is_said_as_a_number() -> None:
    table = text_table("launches", ["name"], [], 0, ["3 more left out"], width=80)
    assert table == "0 launches\n3 more left out"


@pytest.mark.parametrize(
    ("number", "title", "said"),
    [
        (1, "launches", "1 launch"),
        (6828, "launches", "6,828 launches"),
        (1, "countries", "1 country"),
        (2, "people", "2 people"),
        (1, "people", "1 person"),
        (1, "stays", "1 stay"),
        (3, "spacecraft", "3 spacecraft"),
        (1, "in_space", "1 person in space"),
        (9, "in_space", "9 people in space"),
        (2, "timeline", "2 entries"),
    ],
)
def test_totals(number: int, title: str, said: str) -> None:
    assert text_table(title, [], [], number, [], width=80).splitlines()[-1] == said


def test_colour_only_when_asked_and_never_in_the_width() -> None:
    plain = text_table("timeline", TIMELINE, ROWS, 3, ["note"], width=80)
    colourful = text_table("timeline", TIMELINE, ROWS, 3, ["note"], width=80, colour=True)
    assert "\x1b" not in plain
    assert colourful.startswith("\x1b[1mdate (UTC)")
    for style in ("\x1b[1m", "\x1b[2m", "\x1b[0m"):
        colourful = colourful.replace(style, "")
    assert colourful == plain


@pytest.mark.parametrize(
    ("columns", "width"), [("60", 60), ("", 80), ("wide", 80), ("0", 80), ("-5", 80)]
)
def test_without_a_terminal_columns_says_how_wide(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    table = text_table("timeline", TIMELINE, ROWS, 3, [])
    assert cell_len(table.splitlines()[1]) == width


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html_is_a_table_and_everything_in_it_is_text() -> None:
    rows = [entry("2015-09-02T04:37:43Z", "launch", '<script>alert("x")</script> & منصة')]
    page = _Page(html_table("timeline", TIMELINE, rows, 5, ["<b>note</b>"]))
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert page.tags.count("th") == page.tags.count("td") == 3
    assert [word.strip() for word in page.words if word.strip()] == [
        *["date (UTC)", "kind", "title"],
        *["2015-09-02 04:37:43", "launch", '<script>alert("x")</script> & منصة'],
        *["… and 4 more", "5 entries", "<b>note</b>"],
    ]


def test_html_of_nothing_has_no_table() -> None:
    page = _Page(html_table("launches", ["name"], [], 0, []))
    assert "table" not in page.tags
    assert "".join(page.words).strip() == "0 launches"


def test_markdown_escapes_what_it_would_read_as_its_own() -> None:
    rows = [
        {"name": "a|b", "mass": 5, "url": "https://x.org/a_b|c"},
        {"name": "*b* [c](d) <i> `e` \\ \n next", "mass": None, "url": None},
    ]
    assert markdown_table(["name", "mass", "url"], rows) == (
        "| name | mass (kg) | url |\n"
        "| --- | ---: | --- |\n"
        "| a\\|b | 5 | https://x.org/a_b%7Cc |\n"
        "| \\*b\\* \\[c\\](d) \\<i\\> \\`e\\` \\\\   next |  |  |\n"
    )


def test_who_has_no_time_in_space_is_told_why() -> None:
    shown = ["name", "time_in_space_seconds"]
    people = [
        {"name": "A", "flights": [], "stays": [], "time_in_space_seconds": 0},
        {"name": "B", "flights": ["NS-36"], "stays": [], "time_in_space_seconds": 0},
        {"name": "C", "flights": ["MS-1"], "stays": ["C"], "time_in_space_seconds": 0},
        {"name": "D", "flights": ["MS-1"], "stays": ["D"], "time_in_space_seconds": 60},
    ]
    said = ["never flown", "never in orbit", "no stay over", "1 min"]
    lines = text_table("people", shown, people, 4, [], width=80).splitlines()
    assert [line.partition("  ")[2].strip() for line in lines[2:6]] == said
    for text in (markdown_table(shown, people), html_table("people", shown, people, 4, [])):
        assert all(one in text for one in said)
        assert "0 s" not in text
