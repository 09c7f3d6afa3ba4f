"""Check data availability as an officer sees it: what is written, what is never touched, what is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Break, BreakKind
from outcomes_xl.jobs.availability import availability, borough_of
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book, Finding, Result, SetCell
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.sources import Evidence, FileSeen, FileTrouble, Found, Looked
from outcomes_xl.sources.evidence import WITH_A_CAUTION, Part
from outcomes_xl.sources.published.points import UNTOLD
from tests.workbooks import borough_book, play_in_memory

FRAMEWORK = load_framework()
MERTON = FRAMEWORK.boroughs["E09000024"]
TODAY = datetime(2026, 11, 22, 14, 5)
START = """
    | setting      | answer    |
    | Borough code | E09000024 |
    | Borough      | Merton    |
"""
SHAPE = layout("borough").sheet("availability")

RATE = Evidence(
    "MET-009",
    Found.FOUND,
    "DfE Children looked after (DfE release file rates.csv): 31 per 10,000 in Merton, at 31 March 2025.",
    figure=31,
    said="31 per 10,000",
    period="31 March 2025",
    latest=parse_period("2025", "At 31 March"),
    level="Borough",
    breakdowns="None",
    values="5 periods, each with a figure",
    lateness="As expected, next due November 2026",
    behind=0,
    suggested_status="Available now",
)
SUPPRESSED = replace(
    RATE,
    found=Found.SUPPRESSED,
    figure="c",
    said="c (suppressed)",
    values="5 periods: 5 suppressed (c)",
    suggested_status="Available, needs work",
)


def sheet(
    *rows: str, columns: str = "metric_id | metric | status | latest_period | latest_figure | note"
) -> dict[str, str]:
    """The workbook of Merton, with these rows on Data availability."""
    lines = "\n".join(f"| {row} |" for row in (columns, *rows))
    return {"start": START, "availability": lines}


def looked(*evidence: Evidence, on: date = date(2026, 11, 22), **more: object) -> Looked:
    seen = (FileSeen("rates.csv", "DfE release file", 555),)
    found: Mapping[str, Evidence] = {one.metric_id: one for one in evidence}
    return replace(Looked(MERTON, on, "published", found, seen), **more)  # type: ignore[arg-type]


def run(book: Book, home: Looked, now: datetime = TODAY) -> Result:
    return availability(book, home, Context(now, FRAMEWORK))


def on_the_sheet(result: Result) -> dict[str, object]:
    """What the patch writes on Data availability: heading -> value."""
    headings = {place: column.field for place, column in enumerate(SHAPE.columns, 1)}
    return {
        headings[change.cell.column]: change.after
        for change in result.patch
        if isinstance(change, SetCell) and change.cell.sheet == "Data availability"
    }


def said(result: Result, rule: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == rule]


# What is written ----------------------------------------------------------------------------------------------------


def test_the_tools_columns_are_filled_beside_the_metric() -> None:
    compared = replace(
        RATE,
        london=48,
        england=67,
        history=(("31 March 2023", "c"), ("31 March 2024", 30), ("31 March 2025", 31)),
        exactness="close",
        difference="one quarter, not the year.",
    )
    result = run(borough_book(sheet("MET-009 | Looked-after rate | | | |")), looked(compared))
    assert on_the_sheet(result) == {
        "found": "Found",
        "found_period": "31 March 2025",
        "found_figure": 31,
        "found_level": "Borough",
        "found_breakdowns": "None",
        "found_values": "5 periods, each with a figure",
        "lateness": "As expected, next due November 2026",
        "suggested_status": "Available now",
        "evidence": RATE.line,
        "looked_on": date(2026, 11, 22),
        "found_unit": "per 10,000",
        "london": 48,
        "england": 67,
        "neighbours": "n/a",
        "beside_london": "lower",
        "since_before": "higher",
        "how_near": "close: one quarter, not the year",
        "five_before": "n/a",
        "four_before": "n/a",
        "three_before": "n/a",
        "two_before": "c",
        "one_before": 30,
        "periods_before": "31 March 2023; 31 March 2024",
    }
    assert result.summary == "1 of 1 metric has a published figure for Merton. 1 published file was looked in."


def test_no_column_of_the_officers_is_ever_written() -> None:
    mine = set(SHAPE.owned_by(Owner.TOOL))
    rows = ("MET-009 | Looked-after rate | Not collected | 2024 | 40 | ours", "MET-009 | again | | | |")
    assert set(on_the_sheet(run(borough_book(sheet(*rows)), looked(RATE)))) <= mine - {
        "metric_id",
        "metric",
        "layer",
        "domain",
    }


def test_the_day_stands_on_start_and_every_change_on_changes() -> None:
    result = run(borough_book(sheet("MET-009 | Looked-after rate | | | |")), looked(RATE))
    sheets = [change.cell.sheet for change in result.patch if isinstance(change, SetCell)]
    assert sheets.count("Start") == 1
    after = play_in_memory(borough_book(sheet("MET-009 | Looked-after rate | | | |")), result.patch)
    assert after.sheets["Undo record"].last_row > 10


def test_a_second_run_on_the_same_day_changes_nothing() -> None:
    book = borough_book(sheet("MET-009 | Looked-after rate | | | |"))
    again = run(play_in_memory(book, run(book, looked(RATE)).patch), looked(RATE))
    assert again.patch.changes == ()


def test_another_day_with_the_same_evidence_changes_only_the_day() -> None:
    book = borough_book(sheet("MET-009 | Looked-after rate | | | |"))
    book = play_in_memory(book, run(book, looked(RATE)).patch)
    later = run(book, looked(RATE, on=date(2026, 11, 29)), datetime(2026, 11, 29, 9, 0))
    assert on_the_sheet(later) == {"looked_on": date(2026, 11, 29)}


def test_undo_takes_it_all_back() -> None:
    book = borough_book(sheet("MET-009 | Looked-after rate | | | |"))
    after = play_in_memory(book, run(book, looked(RATE)).patch)
    back = play_in_memory(after, undo(after, Context(TODAY, FRAMEWORK)).patch)
    assert back.sheets["Data availability"] == book.sheets["Data availability"]


def test_an_empty_published_cell_leaves_the_figure_blank_and_a_symbol_stays_a_symbol() -> None:
    blank = replace(RATE, found=Found.NOT_AVAILABLE, figure=None)
    assert "found_figure" not in on_the_sheet(run(borough_book(sheet("MET-009 | x | | | |")), looked(blank)))
    assert on_the_sheet(run(borough_book(sheet("MET-009 | x | | | |")), looked(SUPPRESSED)))["found_figure"] == "c"


def test_what_an_earlier_look_found_stays_when_these_files_do_not_have_it() -> None:
    columns = "metric_id | metric | found | found_figure | looked_on"
    book = borough_book(sheet("MET-009 | Looked-after rate | Found | 31 | 2026-10-01", columns=columns))
    gone = Evidence("MET-009", Found.NOT_HERE, "Not in these files. It is published in a release.")
    assert on_the_sheet(run(book, looked(gone))) == {}


def test_an_earlier_figure_makes_way_when_the_file_is_there_and_the_row_is_not() -> None:
    columns = "metric_id | metric | found | found_figure | looked_on"
    book = borough_book(sheet("MET-009 | Looked-after rate | Found | 31 | 2026-10-01", columns=columns))
    none = Evidence("MET-009", Found.NO_ROW, "A release is in rates.csv, without a row for Merton.")
    written = on_the_sheet(run(book, looked(none)))
    assert (written["found"], written["found_figure"]) == ("No row for this borough", None)


def test_a_figure_whose_period_cannot_be_told_never_takes_the_place_of_one_that_says_its_own() -> None:
    columns = "metric_id | metric | status | found | found_period | found_figure"
    book = borough_book(sheet("MET-009 | Rate | Available now | Found | 31 March 2020 | 29", columns=columns))
    undated = replace(RATE, period=UNTOLD, latest=None, doubts=("Which period it is for cannot be told.",))
    result = run(book, looked(undated))
    assert on_the_sheet(result) == {}
    assert not said(result, "SR28")


def test_an_older_edition_than_the_workbook_has_keeps_the_newer_and_says_so() -> None:
    columns = "metric_id | metric | status | found | found_period | found_figure"
    book = borough_book(sheet("MET-009 | Rate | Available now | Found | 31 March 2026 | 29", columns=columns))
    newer = looked(RATE, on=date(2026, 11, 22))
    assert on_the_sheet(run(book, newer)) == {}
    (finding,) = said(run(book, newer), "SR31")
    assert finding.message == (
        f"{FRAMEWORK.metrics['MET-009'].title}: these files end with 31 March 2025, and the workbook has 31 March 2026 "
        "from an earlier look. The newer one was kept."
    )
    assert said(run(book, newer), "SR23") == []


def test_a_period_that_has_not_come_yet_was_a_slip_and_gives_way() -> None:
    columns = "metric_id | metric | status | found | found_period | found_figure"
    book = borough_book(sheet("MET-009 | Rate | Available now | Found | 31 March 2031 | 29", columns=columns))
    assert on_the_sheet(run(book, looked(RATE)))["found_figure"] == 31


LATER = [column for column in SHAPE.columns if column.later]


def without_later_columns() -> Book:
    """A workbook from before there was anything to compare with, as it was made then."""
    book = borough_book(sheet("MET-009 | Looked-after rate | | | |"))
    name, old = next((name, one) for name, one in book.tables.items() if one.sheet == "Data availability")
    first, count = old.area.first_column, len(SHAPE.columns) - len(LATER)
    kept = [column for column in SHAPE.columns if not column.later]
    page = book.sheets["Data availability"]
    places = {SHAPE.columns.index(column) + first: place for place, column in enumerate(kept, first)}
    rows = {
        number: {places[at]: value for at, value in cells.items() if at in places}
        if number >= old.area.first_row
        else cells
        for number, cells in page.rows.items()
    }
    area = replace(old.area, last_column=first + count - 1)
    table = replace(old, area=area, headings=tuple(column.heading for column in kept))
    pages = {**book.sheets, page.name: replace(page, rows=rows)}
    return replace(book, sheets=pages, tables={**book.tables, name: table})


def test_a_workbook_from_before_the_comparison_is_filled_and_told_once_how_to_have_it() -> None:
    result = run(without_later_columns(), looked(RATE))
    written = [change.after for change in result.patch if isinstance(change, SetCell)]
    assert {"Found", 31, RATE.line} <= set(written)
    (finding,) = said(result, "SR30")
    assert finding.message == (
        "This list was made before the tool had these columns: Five before; Four before; Three before; Two before; "
        "One before; Unit; London; England; Board page; Beside London; Since before; Statistical neighbours; "
        "How near the metric; Which periods before. "
        "All else was filled."
    )
    assert "from AA5 on" in finding.fix
    assert said(result, "SR12") == []


def test_rows_of_the_boroughs_own_are_left_alone() -> None:
    result = run(borough_book(sheet("LOC-001 | Ours | | | |", "MET-009 | Looked-after rate | | | |")), looked(RATE))
    assert {
        change.cell.row
        for change in result.patch
        if getattr(change, "cell", None) and change.cell.sheet == "Data availability"
    } == {7}


def test_metrics_that_are_not_on_the_sheet_are_left_out_and_told_of() -> None:
    other = replace(RATE, metric_id="MET-010")
    result = run(borough_book(sheet("MET-009 | Looked-after rate | | | |")), looked(RATE, other))
    (finding,) = said(result, "SR09")
    assert finding.message == (
        "Not on this sheet, and left out: 1 of the framework's metrics, "
        "such as MET-010 Children starting to be looked after."
    )


# What is said -------------------------------------------------------------------------------------------------------


def test_a_status_is_offered_where_there_is_none_and_several_are_one_finding() -> None:
    rows = (
        "MET-009 | Looked-after rate | | | |",
        "MET-010 | Starting | | | |",
        "MET-016 | Homes | Not collected | | |",
    )
    found = (RATE, replace(RATE, metric_id="MET-010"), replace(RATE, metric_id="MET-016", suggested_status=""))
    (finding,) = said(run(borough_book(sheet(*rows)), looked(*found)), "SR01")
    assert finding.offer is not None
    assert finding.offer.value == "Available now"
    assert [str(cell) for cell in finding.cells] == ["'Data availability'!O6", "'Data availability'!O7"]
    assert finding.message == (
        "2 metrics have no answer in Status yet. What was found suggests “Available now” for each of them."
    )


def test_nothing_is_offered_where_nothing_was_found() -> None:
    gone = Evidence("MET-009", Found.NOT_HERE, "Not in these files.")
    assert run(borough_book(sheet("MET-009 | Looked-after rate | | | |")), looked(gone)).findings == ()


@pytest.mark.parametrize(
    ("row", "evidence", "rule", "message"),
    [
        (
            "Not collected | | |",
            RATE,
            "SR02",
            (
                "Looked-after rate is marked “Not collected”, and a published figure was found: "
                "31 per 10,000 (31 March 2025)."
            ),
        ),
        (
            "Available now | | |",
            SUPPRESSED,
            "SR03",
            (
                "Looked-after rate is marked “Available now”. "
                "The published figure needs care: c (suppressed) for 31 March 2025."
            ),
        ),
        (
            "Available now | '2024 | |",
            RATE,
            "SR04",
            "Looked-after rate: you hold 2024, and 31 March 2025 is published.",
        ),
        (
            "Available now | '2026 | |",
            RATE,
            "SR05",
            "Looked-after rate: you hold 2026, and the latest in these files is 31 March 2025.",
        ),
        (
            "Available now | '2025 | 40 |",
            RATE,
            "SR06",
            "Looked-after rate: you hold 40 for 31 March 2025, and 31 per 10,000 is published for the same period.",
        ),
        (
            "Available, needs work | '2025 | 3 |",
            SUPPRESSED,
            "SR15",
            (
                "Looked-after rate: you hold a number for 31 March 2025, "
                "and the publisher shows c (suppressed) in its place."
            ),
        ),
    ],
)
def test_where_answer_and_evidence_part_it_is_said_politely(
    row: str, evidence: Evidence, rule: str, message: str
) -> None:
    result = run(borough_book(sheet(f"MET-009 | Looked-after rate | {row}")), looked(evidence))
    assert [(finding.rule, finding.message) for finding in result.findings] == [(rule, message)]


def test_the_number_that_is_withheld_is_not_repeated() -> None:
    result = run(borough_book(sheet("MET-009 | x | Available, needs work | '2025 | 3 |")), looked(SUPPRESSED))
    (finding,) = said(result, "SR15")
    assert "3" not in finding.found


@pytest.mark.parametrize(
    "row", ["Available now | '2025 | 31 |", "Available now | '2024/25 | 31.0 |", "Held by a partner | | |"]
)
def test_answers_that_agree_are_passed_over(row: str) -> None:
    assert run(borough_book(sheet(f"MET-009 | Looked-after rate | {row}")), looked(RATE)).findings == ()


def test_a_figure_rounded_by_the_officer_is_the_published_one() -> None:
    exact = replace(RATE, figure=30.96)
    assert run(borough_book(sheet("MET-009 | x | Available now | '2025 | 31 |")), looked(exact)).findings == ()


def test_candidates_are_listed_and_the_columns_stay_blank() -> None:
    several = Evidence(
        "MET-047", Found.CANDIDATES, "ks2.csv: 2 series could be meant.", candidates=("In need: 40", "Looked after: c")
    )
    result = run(borough_book(sheet("MET-047 | KS2 | | | |")), looked(several))
    assert "found_figure" not in on_the_sheet(result)
    (finding,) = said(result, "SR07")
    assert finding.message == (
        "KS2, children using social care: several series could be meant, and none was chosen. "
        "In need: 40; Looked after: c."
    )


def test_the_figures_of_groups_are_all_said_and_none_is_written_as_the_figure() -> None:
    groups = (Part("in need", 40, "40%"), Part("looked after", "c", "c (suppressed)"))
    several = Evidence("MET-047", Found.GROUPS, "ks2.csv: in need 40%", period="2024/25", inputs=groups)
    result = run(borough_book(sheet("MET-047 | KS2 | | | |")), looked(several))
    (finding,) = said(result, "SR29")
    assert finding.message == (
        "KS2, children using social care is published for 2 groups, for 2024/25, and not for all together: "
        "in need 40%; looked after c (suppressed)."
    )
    some = looked(replace(several, figure="2 of 3 groups"))
    (finding,) = said(run(borough_book(sheet("MET-047 | KS2 | | | |")), some), "SR29")
    assert "is published for 3 groups, of which your files have 2, for 2024/25" in finding.message


def test_what_is_doubtful_about_a_figure_is_said_beside_it() -> None:
    odd = replace(RATE, doubts=("-5 per 10,000 is below 0, the least this metric can be.",))
    result = run(borough_book(sheet("MET-009 | x | Available now | | |")), looked(odd))
    (finding,) = said(result, "SR28")
    assert finding.message == "Looked-after rate: -5 per 10,000 is below 0, the least this metric can be."
    assert said(result, "SR03")


@pytest.mark.parametrize(
    ("doubt", "rule"),
    [
        ("The printed 0 may be an empty cell: look at the table itself before you use it.", "SR11"),
        ("Which period it is for cannot be told from the file: look at its title.", "SR28"),
    ],
)
def test_a_nought_is_said_to_be_perhaps_empty_only_where_that_is_the_doubt(doubt: str, rule: str) -> None:
    nought = replace(RATE, figure=0, caution=doubt, doubts=(doubt,))
    result = run(borough_book(sheet("MET-009 | x | Available now | | |")), looked(nought))
    assert [one.rule for one in result.findings if one.rule in ("SR11", "SR28")] == [rule]


def test_a_file_nobody_knows_is_named_with_what_it_looks_like() -> None:
    strange = FileSeen("names.csv", "", looks_like="It looks like a list.", next_step="Take it out.")
    files = (FileSeen("rates.csv", "DfE release file", 3), strange)
    result = run(borough_book(sheet("MET-009 | x | Available now | | |")), looked(RATE, files=files))
    (finding,) = said(result, "SR10")
    assert finding.message == (
        "The folder also holds 1 file no metric is answered from: names.csv. It looks like a list."
    )
    assert finding.fix == "Take it out."


def test_files_of_one_kind_are_named_together_and_none_is_left_out() -> None:
    a_list = [FileSeen(f"{n}.csv", "", looks_like="It looks like a list.", next_step="Take it out.") for n in range(99)]
    page = FileSeen("a.html", "", looks_like="It is a web page.", next_step="Open it.")
    strange = FileSeen("b.csv", "")
    files = (FileSeen("rates.csv", "DfE release file", 3), *a_list, page, strange)
    lists, pages, others = said(
        run(borough_book(sheet("MET-009 | x | Available now | | |")), looked(RATE, files=files)), "SR10"
    )
    assert lists.message.startswith("The folder also holds 99 files no metric is answered from: 0.csv, 1.csv, ")
    assert lists.message.endswith(" more. It looks like a list.")
    assert pages.message.endswith(": a.html. It is a web page.")
    assert pages.fix == "Open it."
    assert others.message.endswith("no metric is answered from: b.csv.")


def test_where_nothing_is_known_and_there_is_no_room_for_all_of_them_each_kind_is_told_apart() -> None:
    kinds = [FileSeen(f"{n}.x", "", looks_like=f"It looks like {n} {'x' * 60}.", next_step="Go.") for n in range(9)]
    gone = Evidence("MET-009", Found.NOT_HERE, "Not in these files.")
    result = run(borough_book(sheet("MET-009 | x | | | |")), looked(gone, files=tuple(kinds)))
    assert said(result, "SR13")[0].message.endswith("Files looked at: 9.")
    assert len(said(result, "SR10")) == 9


def test_each_file_that_could_not_be_used_is_told_of() -> None:
    troubles = tuple(FileTrouble(name, "It is empty.", "Download it again.") for name in ("a.csv", "b.csv"))
    result = run(borough_book(sheet("MET-009 | x | Available now | | |")), looked(RATE, troubles=troubles))
    assert [finding.message for finding in said(result, "SR08")] == [
        "The file a.csv could not be used, or not all of it. It is empty.",
        "The file b.csv could not be used, or not all of it. It is empty.",
    ]
    assert said(result, "SR08")[0].fix == "Download it again."


def test_a_folder_without_a_published_file_is_told_of_and_nothing_is_written() -> None:
    gone = Evidence("MET-009", Found.NOT_HERE, "Not in these files.")
    result = run(borough_book(sheet("MET-009 | x | | | |")), looked(gone, files=(FileSeen("names.csv", ""),)))
    assert [finding.message for finding in said(result, "SR13")] == [
        "The folder “published” has no published file this job knows. Files looked at: 1. names.csv."
    ]
    assert not result.patch
    assert result.summary == "Nothing was written: the folder “published” has no published file."


def test_a_column_that_is_gone_is_told_of_and_the_rest_is_written() -> None:
    book = borough_book(sheet("MET-009 | x | Available now | | |"))
    there = book.sheets["Data availability"]
    place = next(column for column, text in there.row(5).items() if text == "Evidence")
    rows = {number: {c: v for c, v in cells.items() if c != place} for number, cells in there.rows.items()}
    known = book.tables["tblAvailability"]
    headings = tuple("Column1" if name == "Evidence" else name for name in known.headings)
    book = replace(
        book,
        sheets={**book.sheets, "Data availability": replace(there, rows=rows)},
        tables={**book.tables, "tblAvailability": replace(known, headings=headings)},
    )
    result = run(book, looked(RATE))
    assert [finding.found for finding in said(result, "SR12")] == ["Evidence"]
    assert on_the_sheet(result)["found"] == "Found"


# Whose workbook -----------------------------------------------------------------------------------------------------


def test_figures_of_another_borough_are_never_written() -> None:
    hackney = looked(RATE, borough=FRAMEWORK.boroughs["E09000012"])
    result = run(borough_book(sheet("MET-009 | x | | | |")), hackney)
    assert result.patch.changes == ()
    assert result.must_fix
    assert result.findings[0].message == "The look was for Hackney, and this workbook is Merton's. Nothing was written."


@pytest.mark.parametrize(
    ("code", "name", "words"),
    [
        ("", "", "Start names no borough. Choose the borough code from the list on Start, then run this again."),
        ("E09000012", "Merton", "Start names Merton, and its borough code E09000012 is Hackney's. "),
        ("E0900024", "", "“E0900024” on Start is not a London borough. "),
    ],
)
def test_a_workbook_that_does_not_say_surely_whose_it_is_is_not_filled(code: str, name: str, words: str) -> None:
    start = f"| setting | answer |\n| Borough code | {code} |\n| Borough | {name} |"
    with pytest.raises(CannotUse) as trouble:
        borough_of(borough_book({"start": start}), Context(TODAY, FRAMEWORK))
    assert str(trouble.value).startswith(words)


def test_the_borough_is_known_by_its_name_alone() -> None:
    start = "| setting | answer |\n| Borough | merton |"
    assert borough_of(borough_book({"start": start}), Context(TODAY, FRAMEWORK)) == MERTON


def test_a_workbook_without_its_start_sheet_is_told_so_rather_than_to_choose_from_it() -> None:
    book = borough_book({"start": START})
    bare = replace(
        book,
        sheets={name: sheet for name, sheet in book.sheets.items() if name != "Start"},
        tables={name: table for name, table in book.tables.items() if table.sheet != "Start"},
    )
    with pytest.raises(CannotUse, match="The sheet Start, or its table, is not there"):
        borough_of(bare, Context(TODAY, FRAMEWORK))


# Breaks, units and partial sums -------------------------------------------------------------------------------------

ANEW = Break(("MET-039",), "", "", BreakKind.BROKEN, "2021/22", "2021/22", "A new profile began.", "test")
GLD = replace(
    RATE,
    metric_id="MET-039",
    figure=66,
    said="66%",
    period="2024/25",
    latest=parse_period("2024/25", "Academic year"),
    breaks=(ANEW,),
)
PARTIAL = replace(
    RATE,
    found=Found.PARTIAL,
    figure="c",
    said="a partial sum, 10 without 1 of 2 parts, which says c (suppressed)",
    suggested_status="Available, needs work",
)
MILLIONS = replace(
    RATE,
    said="31 £m",
    other_unit="£m",
    caution="The publisher gives it in £m; this metric counts in per 10,000.",
    suggested_status="Available, needs work",
)
TITLES = {metric_id: FRAMEWORK.metrics[metric_id].title for metric_id in ("MET-009", "MET-039")}


def test_a_period_held_from_before_a_break_is_not_set_beside_the_one_after_it() -> None:
    result = run(borough_book(sheet("MET-039 | GLD | | 2018/19 | 70 |")), looked(GLD))
    (finding,) = said(result, "SR27")
    assert str(finding.cell) == "'Data availability'!Z6"
    assert finding.message == (
        f"{TITLES['MET-039']}: 2018/19 is on your sheet and 2024/25 is published, and the series breaks in between. "
        "A new profile began."
    )
    assert finding.severity == "Please check"


def test_the_last_look_from_before_a_break_is_told_as_well() -> None:
    columns = "metric_id | metric | found | found_period | found_figure"
    result = run(borough_book(sheet("MET-039 | GLD | Found | 2018/19 | 70", columns=columns)), looked(GLD))
    assert [finding.found for finding in said(result, "SR27")] == ["2018/19"]


@pytest.mark.parametrize("held", ["", "2021/22", "2024/25", "2025/26"])
def test_periods_on_one_side_of_a_break_are_compared_in_peace(held: str) -> None:
    assert said(run(borough_book(sheet(f"MET-039 | GLD | | {held} | |")), looked(GLD)), "SR27") == []


@pytest.mark.parametrize(("kind", "word"), [("discontinued", "discontinued"), ("superseded", "taken over by another")])
def test_a_series_that_has_ended_is_told_by_how_it_ended(kind: str, word: str) -> None:
    over = Break(("MET-009",), "", "", BreakKind(kind), "", "", "It moved house.", "test")
    columns = "metric_id | metric | status | lateness"
    result = run(borough_book(sheet("MET-009 | Rate | | ", columns=columns)), looked(replace(RATE, breaks=(over,))))
    (finding,) = said(result, "SR26")
    assert finding.message == (
        f"{TITLES['MET-009']}: the published series is {word}; its latest period is 31 March 2025. It moved house."
    )
    assert str(finding.cell) == "'Data availability'!AO6"


def test_a_figure_in_another_unit_is_told_and_not_held_against_the_officers_own() -> None:
    result = run(borough_book(sheet("MET-009 | Rate | Available now | 2025 | 40 |")), looked(MILLIONS))
    (finding,) = said(result, "SR25")
    assert finding.message == (
        f"{TITLES['MET-009']} is published as 31 £m. "
        "The publisher gives it in £m; this metric counts in per 10,000. It was not converted."
    )
    assert said(result, "SR06") == []
    (care,) = said(result, "SR03")
    assert "it is given in £m" in care.message


def test_a_partial_sum_is_written_as_its_symbol_and_never_held_against_the_officers_figure() -> None:
    result = run(borough_book(sheet("MET-009 | Rate | Available now | 2025 | 40 |")), looked(PARTIAL))
    written = on_the_sheet(result)
    assert (written["found"], written["found_figure"]) == ("Found, partial sum", "c")
    assert written["suggested_status"] == "Available, needs work"
    assert said(result, "SR06") == said(result, "SR15") == []
    (care,) = said(result, "SR03")
    assert "for 31 March 2025 it is a partial sum, 10 without 1 of 2 parts" in care.message
    assert result.summary.startswith("0 of 1 metric has a published figure for Merton; 1 has a partial sum.")


def test_a_gap_for_which_there_is_a_partial_sum_is_worth_knowing() -> None:
    result = run(borough_book(sheet("MET-009 | Rate | Not collected | | |")), looked(PARTIAL))
    (finding,) = said(result, "SR02")
    assert "a partial sum, 10 without 1 of 2 parts, which says c (suppressed)" in finding.message


def test_every_word_of_found_is_in_the_list_and_the_other_way_round() -> None:
    assert {*map(str, Found), WITH_A_CAUTION} == set(FRAMEWORK.list("found")) - FRAMEWORK.tagged("found", "earlier")
