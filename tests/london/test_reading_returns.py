"""One workbook to slim rows: the quick way says what the whole way says, and what may not be shown stays out."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.fast_sheet_parser import NotPlain
from outcomes_xl.hosts.files.preflight import open_in_parts, open_package
from outcomes_xl.hosts.files.some_columns import SomeSheets
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.london.ledger import settle
from outcomes_xl.london.returns import KeptOut, Return, as_text, from_text, packed
from outcomes_xl.london.slim_rows import slim_return
from outcomes_xl.model.cannot_use import UnsafeWorkbook, WrongTemplate
from outcomes_xl.workflows import read_return as module
from outcomes_xl.workflows.adopt_workbook import adopt_workbook
from outcomes_xl.workflows.read_return import read_return
from tests.adopt.test_adopt import LOG, spreadsheet
from tests.built import borough_workbook
from tests.london.made import FRAMEWORK, reading, seen, signs_of, workbook

DATA = Path(__file__).resolve().parent.parent / "data"


def whole(data: bytes) -> Return:
    """The same workbook read as every job reads it."""
    tables = read_borough(files.read_bytes(data, "x.xlsx")).tables
    return slim_return(tables, FRAMEWORK, signs_of, todays_layout=True)


def quickly(data: bytes) -> Return:
    """The quick way, which must not give up here."""
    module._quickly(SomeSheets(open_in_parts(data, "x.xlsx")), FRAMEWORK)
    return read_return(data, "x.xlsx", FRAMEWORK)


def same_places(one: Return) -> Return:
    """Without the columns, of which the quick way knows those it takes only."""
    return replace(one, places={key: place.sheet for key, place in one.places.items()})  # type: ignore[misc]


def edited(data: bytes, sheet: str, old: str, new: str) -> bytes:
    """The workbook with something replaced in the XML of a sheet, as another program might write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        listed = re.findall(r'<sheet name="([^"]*)"', before.read("xl/workbook.xml").decode())
        part = f"xl/worksheets/sheet{listed.index(sheet) + 1}.xml"
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert re.search(old, content.decode())
                content = re.sub(old, new, content.decode(), count=1).encode()
            after.writestr(name, content)
    return out.getvalue()


def test_the_quick_way_says_what_the_whole_way_says() -> None:
    data = workbook("Merton")
    assert same_places(quickly(data)) == same_places(whole(data))
    assert len(quickly(data).answers) == 100
    for key in ("targets", "milestones"):
        assert quickly(data).rows[key][0].metric_id == "MET-039"  # typed "GLD at age 5"
    for key in ("service_map", "priorities", "qualitative"):
        assert {row.outcome_id for row in quickly(data).rows[key]} <= {*FRAMEWORK.outcomes, None}


def test_a_percentage_is_read_as_it_is_shown_by_both_ways() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook("Merton")))
    sheet = book["Data availability"]
    heading = next(cell for cell in sheet[5] if cell.value == "Latest figure you hold")
    sheet.cell(6, heading.column).value, sheet.cell(6, heading.column).number_format = 0.71, "0%"
    out = io.BytesIO()
    book.save(out)
    found = read_return(out.getvalue(), "x.xlsx", FRAMEWORK)
    assert found.answers[0].latest_figure == 71
    assert same_places(found) == same_places(whole(out.getvalue()))


def test_a_formula_in_an_officers_cell_is_read_by_the_whole_way() -> None:
    data = edited(
        workbook("Merton"),
        "Data availability",
        r'<c r="O(\d\d)"( s="\d+")? t="s"><v>\d+</v></c>',
        r'<c r="O\1"\2 t="str"><f>"Not "&amp;"collected"</f><v>Ask Priya</v></c>',
    )
    with pytest.raises(NotPlain):
        module._quickly(SomeSheets(open_in_parts(data, "x.xlsx")), FRAMEWORK)
    assert read_return(data, "x.xlsx", FRAMEWORK).answers != quickly(workbook("Merton")).answers
    assert "Ask Priya" in [one.status for one in read_return(data, "x.xlsx", FRAMEWORK).answers]


@pytest.mark.parametrize(
    "written",
    [
        '<c s="1" r="O{0}" t="s"><v>1</v></c>',
        "<c r='O{0}' t='s'><v>1</v></c>",
        '<c t="s"><v>1</v></c>',
        '<c r="O{0}" t="s" cm="1"><v>1</v></c>',
        '<c r="O{0}" t="s"><v xml:space="preserve">1</v></c>',
        '<c r="O{0}" t="inlineStr"><is><r><t>rich</t></r></is></c>',
        '<c r="O{0}" t="s"><v>999999</v></c>',
    ],
)
def test_a_cell_written_another_way_is_left_to_the_whole_way(written: str) -> None:
    old = r'<c r="O(\d\d)"( s="\d+")? t="s"><v>\d+</v></c>'
    data = edited(workbook("Merton"), "Data availability", old, written.format(r"\1"))
    with pytest.raises(NotPlain):
        module._quickly(SomeSheets(open_in_parts(data, "x.xlsx")), FRAMEWORK)


def test_a_sheet_that_was_blank_before_is_blank_again_and_one_whose_texts_differ_is_read() -> None:
    fresh = borough_workbook(FRAMEWORK, "Merton")
    assert quickly(fresh).rows["services"] == quickly(fresh).rows["services"] == ()
    assert same_places(quickly(fresh)) == same_places(whole(fresh))
    data = workbook("Merton")
    package = open_package(data, "x.xlsx")
    texts = package.part("xl/sharedStrings.xml")
    spaces = package.with_parts({"xl/sharedStrings.xml": texts.replace(b"Baby clinic", b"           ")})
    assert [row.service for row in quickly(spaces).rows["services"]] == [None]  # type: ignore[union-attr]
    assert [row.service for row in quickly(data).rows["services"]] == ["Baby clinic"]  # type: ignore[union-attr]


def test_an_error_of_excels_in_a_status_is_no_answer_and_is_said() -> None:
    data = edited(
        workbook("Merton"),
        "Data availability",
        r'<c r="O(\d\d)"( s="\d+")? t="s"><v>\d+</v></c>',
        r'<c r="O\1"\2 t="e"><v>#N/A</v></c>',
    )
    found = quickly(data)
    (said,) = found.notes
    row = next(one.row for one in found.answers if one.status == "#N/A")
    assert said == f"'Data availability'!O{row} holds Excel's error #N/A, which is no answer."


@pytest.mark.parametrize("edition", ["first_edition", "second_edition"])
def test_a_workbook_of_an_older_layout_is_read_as_it_was_made(edition: str) -> None:
    found = read_return((DATA / edition / "workbook.xlsx").read_bytes(), "workbook.xlsx", FRAMEWORK)
    assert not found.today_s_layout
    assert len(found.answers) >= 98
    assert found.release


def test_a_part_that_could_do_harm_is_refused_before_it_is_read() -> None:
    data = edited(workbook("Merton"), "Data availability", "<sheetData>", '<!DOCTYPE x [<!ENTITY a "b">]><sheetData>')
    with pytest.raises(UnsafeWorkbook):
        read_return(data, "x.xlsx", FRAMEWORK)


def test_a_central_file_is_said_to_be_none_of_a_boroughs() -> None:
    with pytest.raises(WrongTemplate, match="central file"):
        read_return((DATA / "first_edition" / "central file.xlsx").read_bytes(), "c.xlsx", FRAMEWORK)


def test_a_reading_is_kept_as_text_and_comes_back_the_same() -> None:
    found = read_return(workbook("Merton"), "x.xlsx", FRAMEWORK)
    assert from_text(as_text(found)) == found


def test_a_row_that_fails_the_check_before_sharing_is_kept_out_and_the_cell_said() -> None:
    found = reading(
        "Merton",
        """
        | metric_id | status        | note                                      | holder       |
        | MET-001   | Available now | Asked about 943 476 5919, NHS number      | Early help   |
        | MET-002   | Not collected | Ring 020 7946 0123 in the morning         | Early help   |
        | MET-003   | Not collected | Nobody records it                         | Early help   |
        """,
    )
    assert [(one.metric_id, one.note, one.holder) for one in found.answers] == [
        ("MET-002", None, "Early help"),
        ("MET-003", "Nobody records it", "Early help"),
    ]
    nhs, telephone = found.left_out
    assert nhs.whole_row
    assert "NHS number" in nhs.what
    assert telephone.cell.startswith("'Data availability'!")
    assert not telephone.whole_row
    assert "943" not in f"{found}"


def test_words_that_are_no_status_are_said_by_their_cells_and_not_repeated() -> None:
    found = reading(
        "Merton", "| metric_id | status |\n| MET-001 | Ask Priya |\n| MET-002 | not collected |\n| MET-003 | Soon |"
    )
    (said,) = found.notes
    assert said.endswith("hold words that are no status of the list, and count as not answered.")
    assert "Priya" not in said


def test_a_small_count_a_borough_holds_is_kept_out() -> None:
    counted = next(one.id for one in FRAMEWORK.metrics.values() if one.unit == "number")
    found = reading("Merton", f"| metric_id | status | latest_figure |\n| {counted} | Available now | 3 |")
    assert found.answers[0].latest_figure is None
    assert [type(one) for one in found.left_out] == [KeptOut]


def test_a_workbook_that_was_adopted_is_read_as_any_other(tmp_path: Path) -> None:
    theirs = spreadsheet(tmp_path / "Our log.xlsx", *LOG)
    made = tmp_path / "Outcomes Merton.xlsx"
    adopt_workbook(theirs, made, "Merton", datetime(2026, 11, 29, 9, 0))
    found = read_return(made.read_bytes(), made.name, FRAMEWORK)
    assert (found.borough, found.borough_code) == ("Merton", "E09000024")
    assert "Early years" in {one.holder for one in found.answers}
    ledger, taken = settle(seen({made.name: found}), FRAMEWORK)
    assert [one.taken for one in ledger] == [True]
    assert len(taken) == 1


def test_readings_packed_and_kept_as_text_are_the_same_readings() -> None:
    one = quickly(workbook("Merton"))
    small = packed(one)
    assert dict(small.rows.items()) == dict(one.rows)
    assert (small.worked_on, small.places) == (one.worked_on, one.places)
    assert from_text(as_text(small)) == one
    assert from_text("no reading") is None


def test_what_is_planned_and_heard_is_looked_through_as_notes_are() -> None:
    found = reading(
        "Merton",
        services="| service_id | service |\n| S1 | Jane Smith (childminder) |\n| S2 | Parent Talk |",
        priorities="| outcome_id | partner | owner |\n| B-SRV-01 | Amina Yusuf | Jane Smith |",
        qualitative="""
        | what                           | from_whom        |
        | Amy's mum said so.             | Parents at a hub |
        | Her NHS number is 943 476 5919 | All              |
        """,
        milestones="| metric_id | period | value |\n| MET-039 | 2027/28 | 3 |",
    )
    assert [row.service for row in found.rows["services"]] == [None, "Parent Talk"]  # type: ignore[union-attr]
    (priority,) = found.rows["priorities"]
    assert (priority.partner, priority.owner) == (None, "Jane Smith")  # type: ignore[union-attr]
    (evidence,) = found.rows["qualitative"]  # the other row is refused whole
    assert (evidence.what, evidence.from_whom) == (None, "Parents at a hub")  # type: ignore[union-attr]
    assert found.rows["milestones"][0].value == 3  # type: ignore[union-attr]
    assert len(found.left_out) == 4


def test_an_unsafe_table_on_a_sheet_of_the_boroughs_own_is_said_and_never_what_it_says() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook("Merton")))
    sheet = book.create_sheet("Wards")
    sheet.append(("Ward", "Children with a plan", "Other children", "Total"))
    sheet.append(("Abbey", 3, 31, 34))
    sheet.append(("Hill", "c", 30, 33))
    out = io.BytesIO()
    book.save(out)
    found = read_return(out.getvalue(), "x.xlsx", FRAMEWORK)
    assert [(one.cell, one.beside) for one in found.left_out] == [("'Wards'!B2", True), ("'Wards'!B3", True)]
    assert from_text(as_text(found)) == found
    (line,) = settle(seen({"Merton.xlsx": found}), FRAMEWORK)[0]
    assert "'Wards'!B2: a count in a table small enough to find somebody by. It stands outside" in line.became
    assert "'Wards'!B3: a withheld count that the totals beside it give away." in line.became
    assert line.tell.endswith(
        "Somebody could be found by 'Wards'!B2 and 'Wards'!B3, which no table of ours holds. Withhold more there, or "
        "take that table out of a workbook that is sent; the copy that Share makes has none of it."
    )
