"""Any sheet: broken cells, characters nobody can see, formulas, and what is about one person."""

# ruff: noqa: E501  (messages are written out in full)

from __future__ import annotations

from dataclasses import replace

import pytest

from outcomes_xl.model import Row
from outcomes_xl.rules.personal_data import nhs_number_in, postcode_in, upn_in
from tests.rules.small import findings, fixes, told
from tests.workbooks import table


def availability(text: str):  # type: ignore[no-untyped-def]
    return table("Data availability", text)


def typed(field: str, *values: object):  # type: ignore[no-untyped-def]
    """Data availability with these values typed under one heading, from row 2 down."""
    from outcomes_xl.reading.tidy import tidy

    rows = tuple(Row(n, {field: tidy(v)}, {field: v}) for n, v in enumerate(values, 2))  # type: ignore[arg-type]
    return replace(availability(f"| {field} |"), rows=rows, columns={field: 1})


def test_error_values_are_found_by_column() -> None:
    rows = availability("""
        | metric_id | status | latest_figure |
        | MET-001   | #N/A   | #DIV/0!       |
        | MET-002   |        | #DIV/0!       |
        | MET-003   | N/A    | 12            |
    """)
    assert told("AN01", rows) == [
        "B2 · Data availability, cell B2 shows #N/A, one of Excel's error values.",
        "C2 · 2 cells of Data availability under “Latest figure you hold” show #DIV/0!, one of Excel's error values (C2:C3).",
    ]
    services = table("Services", "| service |\n| #REF! |")
    assert told("AN01", rows, services)[-1:] == [
        "A2 · Services, cell A2 shows #REF!, one of Excel's error values.",
    ]


def test_the_tools_own_sheets_are_not_searched() -> None:
    assert told("AN01", table("Findings", "| found |\n| #N/A |")) == []


def test_characters_nobody_can_see_are_found_in_ids_and_choices() -> None:
    assert told("AN02", typed("metric_id", "MET-001", "MET-002\u00a0", " MET-003", "\u200b", None)) == [
        "A3 · Data availability, cell A3: “MET-002” has spaces or characters around it that nobody can see. [MET-002]",
        "A4 · Data availability, cell A4: “MET-003” has spaces or characters around it that nobody can see. [MET-003]",
    ]
    assert told("AN02", typed("status", "Not\u00a0collected", "Not\u00a0collected")) == [
        "A2 · 2 cells of Data availability under “Status” have spaces or characters that nobody can see (A2:A3). [Not collected]",
    ]
    assert told("AN02", typed("note", "two  spaces ")) == []


def test_numbers_kept_as_text_are_offered_as_numbers() -> None:
    rows = table(
        "Targets",
        """
        | metric_id | target     |
        | MET-001   | 75         |
        | MET-002   | '75        |
        | MET-003   | about half |
        | MET-004   | about half |
        | MET-005   | 2026-11-05 |
        | MET-006   |            |
        | MET-007   | #N/A       |
        | MET-008   | TRUE       |
        """,
    )
    assert told("AN03", rows) == [
        "B3 · Targets, cell B3: “75” under “Target” is not kept as a number. [75]",
        "B4 · 2 cells of Targets under “Target” hold “about half”, which is not kept as a number (B4:B5).",
        "B6 · Targets, cell B6: “5 November 2026” under “Target” is not kept as a number.",
        "B9 · Targets, cell B9: “TRUE” under “Target” is not kept as a number.",
    ]
    assert fixes("AN03", rows) == [
        "Type 75 again, as a number.",
        "Type the number alone, and put words in a note.",
        "Type the number alone, and put words in a note.",
        "Type the number alone, and put words in a note.",
    ]


def test_text_that_excel_made_a_date_of_is_found() -> None:
    services = table("Services", "| service | ages |\n| Walks | 2026-11-05 |\n| Swims | 0-5 |\n| Plays | |")
    assert told("AN04", services) == [
        "B2 · Services, cell B2: “Ages” holds the date 5 November 2026, which Excel may have made of what was typed.",
    ]
    rows = availability("| breakdown | assessed_on |\n| 2026-11-05 | 2026-11-05 |\n| 2026-11-05 | |")
    assert told("AN04", rows) == [
        "A2 · 2 cells of Data availability under “Smallest breakdown” hold the date 5 November 2026, which Excel may have made of what was typed (A2:A3).",
    ]
    assert told("AN04", table("Start", "| setting | answer |\n| Prepared on | 2026-11-05 |")) == []


def test_text_that_begins_with_an_equals_sign_stays_text() -> None:
    rows = availability("| note |\n| =A1 |\n| see note = 3 |\n| |")
    assert told("AN05", rows) == [
        "A2 · Data availability, cell A2 begins with an equals sign, and is text.",
    ]
    assert told("AN05", availability("| note |\n| =A1 |\n| =cmd() |")) == [
        "A2 · 2 cells of Data availability under “Note” begin with an equals sign, and are text (A2:A3).",
    ]


def test_entries_worked_out_by_formulas_are_found() -> None:
    rows = availability("| metric_id | latest_figure | note |\n| MET-001 | 12 | a |\n| MET-002 | 13 | b |")
    assert told("AN06", rows) == []
    assert told("AN06", replace(rows, formulas=frozenset({(2, "latest_figure"), (3, "latest_figure")}))) == [
        "B2 · 2 cells of Data availability under “Latest figure you hold” are worked out by formulas (B2:B3).",
    ]
    assert told("AN06", replace(rows, formulas=frozenset({(3, "note")}))) == [
        "C3 · Data availability, cell C3: “Note” is worked out by a formula.",
    ]


def test_a_text_at_excels_limit_may_be_cut_off() -> None:
    assert told("AN07", typed("note", "x" * 32_767, "x" * 32_766, "", None)) == [
        "A2 · Data availability, cell A2: the text fills the cell to Excel's limit and may be cut off.",
    ]
    assert len(findings("AN07", typed("note", "x" * 32_767))[0].found) < 50


def test_an_id_kept_as_a_number_is_found() -> None:
    links = table("Map LOF", "| release | our_id |\n| 2026.10 | 12 |\n| '2026.10 | MET-001 |\n| 2026.10 | |")
    assert told("AN08", links) == [
        "B2 · Map LOF, cell B2: “Our id” holds the number 12; an id is text.",
        "A2 · 2 cells of Map LOF under “Release” hold the number 2026.1; an id is text (A2 and A4).",
    ]


def test_other_dates_are_dates() -> None:
    rows = availability(
        "| looked_on | assessed_on |\n| 12.11.26 | 12.11.26 |\n| 2026-11-12 | |\n| soon | |\n| soon | |"
    )
    assert told("AN09", rows) == [
        "A2 · Data availability, cell A2: “12.11.26” under “Looked on” is not kept as a date. [2026-11-12]",
        "A4 · 2 cells of Data availability under “Looked on” hold “soon”, which is not kept as a date (A4:A5).",
    ]


# 943 476 5919 is the NHS Data Dictionary's own example; none of these numbers is a person's.
@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "see 943-476-5919.", "NHS no 9434765919, aged 4"])
def test_an_nhs_number_is_recognised(text: str) -> None:
    assert nhs_number_in(text)


@pytest.mark.parametrize(
    "text", ["9434765918", "94347659190", "020 8545 3620", "0000000000", "2024/25", "1,943,476,591", "12345.9434765919"]
)
def test_another_ten_figures_are_left_alone(text: str) -> None:
    assert not nhs_number_in(text)


@pytest.mark.parametrize("text", ["H801200001001", "pupil h801200001001,"])
def test_a_pupils_number_is_recognised(text: str) -> None:
    assert upn_in(text)


@pytest.mark.parametrize("text", ["A801200001001", "H80120000100", "H8012000010011", "I801200001001"])
def test_another_letter_and_figures_are_left_alone(text: str) -> None:
    assert not upn_in(text)


@pytest.mark.parametrize("text", ["SW19 4JS", "at SM4 5DX.", "EC1A1BB", "W1A 0AX", "M1 1AE"])
def test_a_full_postcode_is_recognised(text: str) -> None:
    assert postcode_in(text)


@pytest.mark.parametrize("text", ["SW19", "E09000024", "KS2 4th", "Year 6 5AB", "MET-001", "LOF 2026-07", "B1 to B5"])
def test_half_a_postcode_and_our_ids_are_left_alone(text: str) -> None:
    assert not postcode_in(text)


def test_an_nhs_number_in_a_note_is_found_and_never_repeated() -> None:
    rows = typed("note", "9434765919", 9434765919, "9434765918", "", None)
    assert told("AN10", rows) == [
        "A2 · 2 cells of Data availability under “Note” could hold somebody's NHS number (A2:A3).",
    ]
    assert findings("AN10", rows)[0].found == "(not repeated here)"
    assert told("AN10", availability("| note |\n| 943 476 5919 |")) == [
        "A2 · Data availability, cell A2: this could be somebody's NHS number.",
    ]


def test_a_pupils_number_in_a_note_is_found_and_never_repeated() -> None:
    assert told("AN11", availability("| note |\n| H801200001001 |\n| A801200001001 |\n| |")) == [
        "A2 · Data availability, cell A2: this could be a pupil's unique number.",
    ]
    assert told("AN11", typed("note", "H801200001001", "H801200001001")) == [
        "A2 · 2 cells of Data availability under “Note” could hold a pupil's unique number (A2:A3).",
    ]
    assert findings("AN11", typed("note", "H801200001001"))[0].found == "(not repeated here)"


def test_an_email_address_is_asked_about_except_where_it_is_expected() -> None:
    rows = availability("""
        | holder          | note                  |
        | team@example.uk | Ask ann@example.uk    |
        |                 | at 5 @ the hub        |
        |                 | bob@example.uk        |
    """)
    assert told("AN12", rows) == [
        "B2 · 2 cells of Data availability under “Note” have an email address (B2 and B4).",
    ]
    assert told("AN12", availability("| note |\n| ann@example.uk |")) == [
        "A2 · Data availability, cell A2: there is an email address under “Note”.",
    ]
    assert told("AN12", table("Start", "| setting | answer |\n| Prepared by | ann@example.uk |")) == []


def test_a_full_postcode_is_asked_about() -> None:
    assert told("AN13", availability("| note |\n| lives at SW19 4JS |\n| all of SW19 |\n| |")) == [
        "A2 · Data availability, cell A2: there is a full postcode under “Note”.",
    ]
    assert told("AN13", availability("| note |\n| SW19 4JS |\n| SM4 5DX |")) == [
        "A2 · 2 cells of Data availability under “Note” have a full postcode (A2:A3).",
    ]


def test_a_service_is_nobody_and_a_childminder_is_somebody() -> None:
    services = table(
        "Services",
        """
        | service                           |
        | Parent Talk                       |
        | Dad Chat                          |
        | Lily Pad                          |
        | Rose Vouchers                     |
        | Ellen Wilkinson Children's Centre |
        | Jane Smith                        |
        | Oluwaseun Adeyemi (childminder)   |
        | Jane Hill Childminding            |
        | Mum Rose                          |
        """,
    )
    assert told("AN20", services) == [
        "A7 · 4 cells of Services under “Service” could name a child, a parent or somebody else (A7:A10).",
    ]
    assert told("AN20", table("Priorities", "| partner | owner |\n| Amina Yusuf | Amina Yusuf |"))[0].startswith("A2 ·")
