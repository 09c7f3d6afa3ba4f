"""Start: the borough, the day, the edition and the release."""

# ruff: noqa: E501  (messages are written out in full)

from __future__ import annotations

from tests.rules.small import fixes, told
from tests.workbooks import table


def start(*answers: tuple[str, str]):  # type: ignore[no-untyped-def]
    lines = "\n".join(f"| {setting} | {answer} |" for setting, answer in answers)
    return table("Start", f"| setting | answer |\n{lines}")


def test_a_workbook_says_whose_it_is() -> None:
    assert told("ST01", start(("Borough code", ""), ("Borough", ""))) == [
        "B2 · Start does not say which borough this workbook is for: B2 is blank.",
    ]
    assert told("ST01", start(("Borough code", "E09000024"), ("Borough", ""))) == []
    assert told("ST01", start(("Borough code", ""), ("Borough", "Merton"))) == []
    assert told("ST01", start(("Prepared by", ""))) == []


def test_a_code_one_character_short_is_named_but_not_offered() -> None:
    typed = start(("Borough code", "E0900012"), ("Borough", ""))
    assert told("ST02", typed) == [
        "B2 · Start, cell B2: “E0900012” has one character too few for a borough code.",
    ]
    assert fixes("ST02", typed) == [
        "Hackney is E09000012, if that is the one you mean. Choose the code from the list in this cell.",
    ]


def test_a_wrong_code_beside_a_known_name_is_offered_by_the_name() -> None:
    assert told("ST02", start(("Borough code", "E0900012"), ("Borough", "Hackney"))) == [
        "B2 · Start, cell B2: “E0900012” has one character too few for a borough code. [E09000012]",
    ]
    assert fixes("ST02", start(("Borough code", "e09000012"), ("Borough", ""))) == [
        "Hackney is E09000012. Choose it from the list in this cell.",
    ]


def test_a_code_that_is_nothing_like_one_of_londons_is_found() -> None:
    assert told("ST02", start(("Borough code", "Northbridge"))) == [
        "B2 · Start, cell B2: “Northbridge” is not the code of a London borough.",
    ]
    assert told("ST02", start(("Borough code", "E090000122"))) == [
        "B2 · Start, cell B2: “E090000122” has one character too many for a borough code.",
    ]
    assert told("ST02", start(("Borough code", "E09000012"))) == []
    assert told("ST02", start(("Borough code", ""))) == []


def test_a_name_and_a_code_of_two_boroughs_are_found() -> None:
    assert told("ST03", start(("Borough code", "E09000012"), ("Borough", "Merton"))) == [
        "B3 · Start says Merton in B3, but the code beside it is Hackney's.",
    ]
    assert told("ST03", start(("Borough code", "E09000024"), ("Borough", "merton"))) == []
    assert told("ST03", start(("Borough code", ""), ("Borough", "Merton"))) == []
    assert told("ST03", start(("Borough code", "E09000024"), ("Borough", ""))) == []


def test_a_named_borough_without_its_code_is_offered_the_code() -> None:
    assert told("ST04", start(("Borough code", ""), ("Borough", "Merton"))) == [
        "B2 · Start names Merton, but the borough code in B2 is blank. [E09000024]",
    ]
    assert told("ST04", start(("Borough code", ""), ("Borough", "Northbridge"))) == []
    assert told("ST04", start(("Borough code", "E09000024"), ("Borough", "Merton"))) == []


def test_a_misspelt_borough_is_recognised() -> None:
    assert told("ST05", start(("Borough", "Mertn"))) == [
        "B2 · Start, cell B2: “Mertn” is not the name of a London borough as the list has it. [Merton]",
    ]
    assert told("ST05", start(("Borough", "Northbridge"))) == [
        "B2 · Start, cell B2: “Northbridge” is not the name of a London borough as the list has it.",
    ]
    assert told("ST05", start(("Borough", "City"))) == [
        "B2 · Start, cell B2: “City” is not the name of a London borough as the list has it. [City of London]",
    ]
    assert told("ST05", start(("Borough", "Merton"))) == []
    assert told("ST05", start(("Borough", ""))) == []


def test_a_day_typed_as_text_is_offered_as_a_date() -> None:
    assert told("ST06", start(("Prepared on", "12.11.26"))) == [
        "B2 · Start, cell B2: “12.11.26” is text, so Excel does not know it as a date. [2026-11-12]",
    ]
    assert told("ST06", start(("Prepared on", "last week"))) == [
        "B2 · Start, cell B2: “last week” is text, so Excel does not know it as a date.",
    ]
    assert told("ST06", start(("Prepared on", "2026-11-12"))) == []
    assert told("ST06", start(("Prepared on", ""))) == []


def test_a_day_that_has_not_come_is_found() -> None:
    assert told("ST07", start(("Prepared on", "2062-11-12"))) == [
        "B2 · Start, cell B2: 12 November 2062 has not come yet. Today is 22 November 2026.",
    ]
    assert told("ST07", start(("Prepared on", "2026-11-22"))) == []
    assert told("ST07", start(("Prepared on", ""))) == []


def test_a_workbook_nobody_put_a_name_to_is_for_information() -> None:
    assert told("ST08", start(("Prepared by", ""))) == [
        "B2 · Start does not say who prepared this workbook: B2 is blank.",
    ]
    assert told("ST08", start(("Prepared by", "Insight team"))) == []


def test_a_release_nobody_made_is_found() -> None:
    assert told("ST09", start(("Release in use", "October"))) == [
        "B2 · Start, cell B2: the release in use is “October”, which is none of the releases we know.",
    ]
    assert told("ST09", start(("Release in use", ""))) == [
        "B2 · Start, cell B2: the release in use is (blank), which is none of the releases we know.",
    ]
    assert told("ST09", start(("Release in use", "'2026.08"))) == []
    assert told("ST09", start(("Release in use", "'2027.02"))) == []


def test_a_release_excel_has_made_a_number_of_is_offered_as_text() -> None:
    assert told("ST09", start(("Release in use", "2026.10"))) == [
        "B2 · Start, cell B2: the release in use is “2026.1”, which is none of the releases we know. [2026.10]",
    ]
    assert fixes("ST09", start(("Release in use", "2026.10"))) == [
        "Excel may have dropped a nought. Run Refresh mapping tabs, or type an apostrophe first: '2026.10.",
    ]


def test_a_later_release_is_mentioned() -> None:
    assert told("ST10", start(("Release in use", "'2026.08"))) == [
        "B2 · Start, cell B2: this workbook uses release 2026.08; release 2026.10 is out.",
    ]
    assert told("ST10", start(("Release in use", "'2026.10"))) == []
    assert told("ST10", start(("Release in use", ""))) == []


def test_a_release_newer_than_the_tool_is_no_ones_mistake() -> None:
    assert told("ST11", start(("Release in use", "'2027.02"))) == [
        "B2 · Start, cell B2: this workbook uses release 2027.02, later than the newest this tool carries (2026.10).",
    ]
    assert told("ST11", start(("Release in use", "'2026.10"))) == []
    assert told("ST11", start(("Release in use", "zebra"))) == []


def test_an_edition_that_is_not_the_releases_is_put_right() -> None:
    assert told("ST12", start(("Framework edition", "September"), ("Release in use", "'2026.10"))) == [
        "B2 · Start, cell B2: the edition is “September”, but the release in use belongs to edition Starter edition 1. [Starter edition 1]",
    ]
    assert told("ST12", start(("Framework edition", "Starter edition 1"), ("Release in use", "'2026.10"))) == []
    assert told("ST12", start(("Framework edition", ""), ("Release in use", "'2026.10"))) == [
        "B2 · Start, cell B2: the edition is (blank), but the release in use belongs to edition Starter edition 1. [Starter edition 1]",
    ]
    assert told("ST12", start(("Framework edition", "September"), ("Release in use", "'2027.02"))) == []
