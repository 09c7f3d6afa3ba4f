"""Data availability, the figures: periods of the metric's own kind, bounds of its own, symbols kept as symbols."""

# ruff: noqa: E501  (messages are written out in full)

from __future__ import annotations

import pytest

from outcomes_xl.reading.periods import parse_period
from outcomes_xl.rules.figure_rules import EXAMPLES
from tests.rules.small import fixes, told
from tests.workbooks import table


def availability(text: str):  # type: ignore[no-untyped-def]
    return table("Data availability", text)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_of_each_kind_of_period_can_be_read(kind: str) -> None:
    assert parse_period(EXAMPLES[kind], kind)  # type: ignore[index]


def test_a_period_is_read_by_the_metrics_own_kind_of_year() -> None:
    rows = availability("""
        | metric_id | metric            | latest_period |
        | MET-001   | GLD at age 5      | 2024/25       |
        | MET-001   | GLD at age 5      | last year     |
        | MET-002   | NEET 16-17        | 2024/25       |
        | MET-003   | Childcare take-up | last year     |
        | MET-004   | Looked-after rate | 31 March 2025 |
        | MET-004   | Looked-after rate | June 2025     |
        | MET-005   | Best Start        |               |
        |           | Nobody's          | soon          |
        | MET-006   | Old               | #N/A          |
    """)
    assert told("FG01", rows) == [
        "C3 · “last year” cannot be read as an academic year; it stands in 2 cells (C3 and C5).",
        "C4 · NEET 16-17 is for a calendar year, and “2024/25” in C4 cannot be read as one.",
        "C7 · Looked-after rate is for a 31 March, and “June 2025” in C7 cannot be read as one.",
        "C9 · Nobody's is for a period, and “soon” in C9 cannot be read as one.",
    ]
    assert fixes("FG01", rows) == [
        "Type the period it is for, such as 2024/25, or leave the cell blank if there is none.",
        "Type the period it is for, such as 2024, or leave the cell blank if there is none.",
        "Type the period it is for, such as 31 March 2025, or leave the cell blank if there is none.",
        "Type the period it is for, such as 2024/25, or leave the cell blank if there is none.",
    ]


def test_a_date_where_a_period_should_stand_is_found() -> None:
    rows = availability("""
        | metric_id | metric            | latest_period |
        | MET-001   | GLD at age 5      | 2001-02-01    |
        | MET-004   | Looked-after rate | 2025-03-31    |
        | MET-004   | Looked-after rate | 2025-03-31    |
        | MET-002   | NEET 16-17        | 2025-06-17    |
        | MET-003   | Childcare take-up | 2024/25       |
        | MET-005   | Best Start        |               |
    """)
    assert told("FG02", rows) == [
        "C2 · GLD at age 5 has 1 February 2001 in C2 as a date, where an academic year should stand as text. [2001/02]",
        "C3 · 2 metrics have 31 March 2025 as a date, where a 31 March should stand as text (C3:C4). [31 March 2025]",
        "C5 · NEET 16-17 has 17 June 2025 in C5 as a date, where a calendar year should stand as text.",
    ]
    assert fixes("FG02", rows) == [
        "Excel may have made a date of what you typed. Did you mean 2001/02?",
        "Excel may have made a date of what you typed. Did you mean 31 March 2025?",
        "Excel may have made a date of what you typed. Type the period with an apostrophe first, such as '2024.",
    ]


def test_another_way_of_writing_a_period_is_only_for_information() -> None:
    rows = availability("""
        | metric_id | metric            | latest_period       |
        | MET-001   | GLD at age 5      | 2024/25             |
        | MET-001   | GLD at age 5      | 202425              |
        | MET-003   | Childcare take-up | '202425             |
        | MET-002   | NEET 16-17        | 2025                |
        | MET-002   | NEET 16-17        | '2025               |
        | MET-004   | Looked-after rate | FYE 2025            |
        | MET-005   | Best Start        | soon                |
        | MET-006   | Old               |                     |
        | MET-004   | Looked-after rate | 2025                |
        | MET-004   | Looked-after rate | 31 March 2025       |
    """)  # a day of the year is written by its year alone as well, as adopting does
    assert told("FG03", rows) == [
        "C3 · 2 periods are written another way and read as 2024/25 (C3:C4). [2024/25]",
        "C7 · Looked-after rate has “FYE 2025” in C7, which we read as 31 March 2025. [31 March 2025]",
    ]


def test_a_period_that_has_not_begun_is_found() -> None:
    rows = availability("""
        | metric_id | metric            | latest_period |
        | MET-001   | GLD at age 5      | 2026/27       |
        | MET-001   | GLD at age 5      | 2062/63       |
        | MET-003   | Childcare take-up | 2062/63       |
        | MET-004   | Looked-after rate | 31 March 2027 |
        | MET-002   | NEET 16-17        | 2026          |
        | MET-005   | Best Start        |               |
    """)
    assert told("FG04", rows) == [
        "C3 · 2 metrics have 2062/63 as their latest period, which begins on 1 September 2062 (C3:C4). Today is 22 November 2026.",
        "C5 · Looked-after rate has 31 March 2027 as its latest period, which begins on 31 March 2027. Today is 22 November 2026.",
    ]


def test_a_figure_is_measured_by_its_own_metric() -> None:
    rows = availability("""
        | metric_id | metric            | latest_figure | note                    |
        | MET-001   | GLD at age 5      | 542           |                         |
        | MET-001   | GLD at age 5      | 100           |                         |
        | MET-001   | GLD at age 5      | 0             |                         |
        | MET-001   | GLD at age 5      | -1            |                         |
        | MET-003   | Childcare take-up | 136.9         |                         |
        | MET-007   | GLD gap           | -21           |                         |
        | MET-004   | Looked-after rate | -3            |                         |
        | MET-004   | Looked-after rate | 5000          |                         |
        | MET-001   | GLD at age 5      | 110           | Checked with the school |
        | MET-001   | GLD at age 5      | c             |                         |
        | MET-001   | GLD at age 5      |               |                         |
        | LOC-009   | Nobody knows      | 110           |                         |
    """)
    assert told("FG05", rows) == [
        "C2 · GLD at age 5 has 542 in C2. Figures of this metric are from 0 to 100 (%).",
        "C5 · GLD at age 5 has -1 in C5. Figures of this metric are from 0 to 100 (%).",
        "C8 · Looked-after rate has -3 in C8. Figures of this metric are 0 or more (per 10,000).",
    ]
    assert fixes("FG05", rows) == [
        "Please check the figure and its unit. If it is right, say why in D2, and this line goes.",
        "Please check the figure and its unit. If it is right, say why in D5, and this line goes.",
        "Please check the figure and its unit. If it is right, say why in D8, and this line goes.",
    ]


def test_symbols_stay_symbols_and_other_signs_are_found() -> None:
    rows = availability("""
        | metric            | latest_figure |
        | GLD at age 5      | c             |
        | NEET 16-17        | [x]           |
        | Childcare take-up | K             |
        | Looked-after rate | low           |
        | GLD gap           | *             |
        | Absence           | *             |
        | Attendance        | about half    |
        | Play              | 54.2%         |
        | Reading           | '1,234        |
        | Writing           | n/a           |
        | Speaking          |               |
        | Listening         | 0             |
        | Singing           | #DIV/0!       |
        | Swimming          | TRUE          |
        | Cycling           | 2025-11-05    |
    """)
    assert told("FG06", rows) == [
        "B6 · “*” is neither a number nor one of the symbols used here; it stands in 2 cells (B6:B7). [c]",
        "B8 · Attendance has “about half” in B8, which is neither a number nor one of the symbols used here.",
        "B15 · Swimming has “TRUE” in B15, which is neither a number nor one of the symbols used here.",
        "B16 · Cycling has “5 November 2025” in B16, which is neither a number nor one of the symbols used here.",
    ]
    assert fixes("FG06", rows)[:1] == [
        "Did you mean c? Type the number alone, or the symbol, and put words in the note.",
    ]


def test_a_publishers_own_mark_is_asked_about_and_stays_one_of_the_four_answers() -> None:
    marks = ("<5", "≤5", "fewer than 5", "S", "supp", "..", "-", "0", "n/a", "c")
    rows = availability(
        "\n".join(["| metric | latest_figure |", *(f"| Measure {n} | {one} |" for n, one in enumerate(marks))])
    )
    found = [line.partition(" · ")[0] + line[line.rindex(".") :] for line in told("FG06", rows)]
    assert found == ["B2. [c]", "B3. [c]", "B4. [c]", "B5. [c]", "B6. [c]", "B7. [x]", "B8. [x]"]


def test_codes_of_the_departments_dashboard_are_refused_and_the_symbol_offered() -> None:
    rows = availability("""
        | metric            | latest_figure |
        | GLD at age 5      | -100          |
        | NEET 16-17        | -100          |
        | Childcare take-up | -250          |
        | Looked-after rate | '-400         |
        | GLD gap           | -21           |
        | Absence           | -150          |
        | Attendance        |               |
    """)
    assert told("FG07", rows) == [
        "B2 · 2 metrics have -100: a code the Department for Education uses for the symbol c, not a figure (B2:B3). [c]",
        "B4 · Childcare take-up has -250 in B4: a code the Department for Education uses for the symbol u, not a figure. [u]",
        "B5 · Looked-after rate has -400 in B5: a code the Department for Education uses for the symbol z, not a figure. [z]",
    ]


def test_a_percentage_kept_as_a_fraction_is_asked_about() -> None:
    rows = availability("""
        | metric_id | metric            | latest_figure | found_figure | note            |
        | MET-001   | GLD at age 5      | 0.54          |              |                 |
        | MET-002   | NEET 16-17        | 0.031         | 3.1          |                 |
        | MET-003   | Childcare take-up | 0.5           | 88           |                 |
        | MET-001   | GLD at age 5      | 0.4           |              | Really so small |
        | MET-001   | GLD at age 5      | 0             |              |                 |
        | MET-001   | GLD at age 5      | 1             |              |                 |
        | MET-004   | Looked-after rate | 0.5           |              |                 |
        | MET-007   | GLD gap           | 0.5           |              |                 |
        | MET-001   | GLD at age 5      |               |              |                 |
    """)
    assert told("FG08", rows) == [
        "C2 · GLD at age 5 has 0.54 in C2. Percentages here are out of a hundred.",
        "C3 · NEET 16-17 has 0.031 in C3. Percentages here are out of a hundred. [3.1]",
        "C4 · Childcare take-up has 0.5 in C4. Percentages here are out of a hundred.",
    ]
    assert fixes("FG08", rows) == [
        "If it should be 54, choose General for the cell (Home, Number) and type that; in a percentage cell it would turn into 0.54 again. If it really is below 1 per cent, say so in E2.",
        "The published figure suggests 3.1. Choose General for the cell (Home, Number) before you type it. If it really is below 1 per cent, say so in E3.",
        "If it should be 50, choose General for the cell (Home, Number) and type that; in a percentage cell it would turn into 0.5 again. If it really is below 1 per cent, say so in E4.",
    ]


def test_a_figure_without_its_period_is_found() -> None:
    rows = availability("""
        | metric            | latest_period | latest_figure |
        | GLD at age 5      | 2024/25       | 54.2          |
        | NEET 16-17        |               | 54.2          |
        | Childcare take-up |               | n/a           |
        | Looked-after rate |               |               |
        | GLD gap           | 2024/25       |               |
    """)
    assert told("FG09", rows) == [
        "B3 · NEET 16-17 has the figure 54.2, but no period in B3.",
    ]
    assert told("FG09", availability("| metric | latest_period | latest_figure |\n| A | | 0 |\n| B | | c |")) == [
        "B2 · 2 metrics have a figure, but no period (B2:B3).",
    ]


def test_an_available_metric_without_any_trace_is_for_information() -> None:
    text = """
        | metric_id | metric            | status        | holder | system | latest_figure | found               |
        | MET-001   | GLD at age 5      | Available now |        |        |               | No published series |
        | MET-002   | NEET 16-17        | Available now |        | Mosaic |               | No published series |
        | MET-003   | Childcare take-up | Available now |        |        |               | Found               |
        | MET-004   | Looked-after rate | Available now |        |        |               |                     |
        | MET-007   | GLD gap           | Not collected |        |        |               | No published series |
    """
    assert told("FG10", availability(text)) == [
        "C2 · GLD at age 5 is marked “Available now”. Nothing was found in the published files, and no system, holder or local source is named.",
    ]
    sources = table("Sources", "| metric_id | place |\n| MET-001 | gld.csv |")
    assert told("FG10", availability(text), sources) == []


def test_a_gap_with_a_published_figure_is_asked_about_politely() -> None:
    rows = availability("""
        | metric            | status        | found             | found_period | found_figure |
        | GLD at age 5      | Not collected | Found             | 2024/25      | 71.3         |
        | NEET 16-17        | Not collected | Published, but withheld for your borough | 2025         | c            |
        | Childcare take-up | Available now | Found             | 2024/25      | 71.3         |
        | Looked-after rate | Not collected |                   |              |              |
        | GLD gap           |               | Found             | 2024/25      | 12           |
        | Spend on services | Not collected | Found             | 2024/25      |              |
    """)
    assert told("FG11", rows) == [
        "B2 · GLD at age 5 is marked “Not collected”. A published figure for your borough was found: 71.3 for 2024/25.",
    ]
    assert fixes("FG11", rows) == [
        "If the published figure serves, change the status. If it does not, say why in the note: your judgement counts.",
    ]


def test_two_figures_for_one_period_that_differ_are_for_information() -> None:
    rows = availability("""
        | metric_id | metric            | latest_period | latest_figure | found_period | found_figure | note     |
        | MET-001   | GLD at age 5      | 2024/25       | 61            | 2024/25      | 54.2         |          |
        | MET-001   | GLD at age 5      | 202425        | 54            | 2024/25      | 54.2         |          |
        | MET-001   | GLD at age 5      | 2023/24       | 61            | 2024/25      | 54.2         |          |
        | MET-001   | GLD at age 5      | 2024/25       | 61            | 2024/25      | 54.2         | Ours: 61 |
        | MET-001   | GLD at age 5      | 2024/25       | c             | 2024/25      | 54.2         |          |
        | MET-001   | GLD at age 5      | 2024/25       | 0.542         | 2024/25      | 54.2         |          |
        | MET-001   | GLD at age 5      | 2024/25       | 31.3          | 2024/25      | 31.5         |          |
        | MET-001   | GLD at age 5      | 2024/25       | 31.34         | 2024/25      | 31.36        |          |
        | MET-001   | GLD at age 5      | 2024/25       | 31.3          | 2024/25      | 31.34        |          |
        | MET-001   | GLD at age 5      |               |               |              |              |          |
    """)
    assert told("FG12", rows) == [
        "D2 · GLD at age 5 has 61 for 2024/25; the published figure is 54.2.",
        "D8 · GLD at age 5 has 31.3 for 2024/25; the published figure is 31.5.",
        "D9 · GLD at age 5 has 31.34 for 2024/25; the published figure is 31.36.",
    ]


def test_a_later_published_period_is_for_information() -> None:
    rows = availability("""
        | metric_id | metric            | status        | latest_period | found_period |
        | MET-001   | GLD at age 5      | Available now | 2023/24       | 2024/25      |
        | MET-003   | Childcare take-up | Available now | 2024/25       | 2024/25      |
        | MET-002   | NEET 16-17        | Not collected | 2020          | 2024         |
        | MET-004   | Looked-after rate | Available now |               | 2025         |
    """)
    assert told("FG13", rows) == [
        "D2 · GLD at age 5: you hold 2023/24; 2024/25 is published.",
    ]
    two = availability("""
        | metric_id | status        | latest_period | found_period |
        | MET-001   | Available now | 2023/24       | 2024/25      |
        | MET-002   | Available now | 2020          | 2024         |
    """)
    assert told("FG13", two) == [
        "C2 · 2 metrics have a later period published than the one you hold (C2:C3).",
    ]
