"""What an officer is asked because the spreadsheet does not say it plainly: hedged statuses, old columns, parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import OfficerAnswer, ReadingNotes
from outcomes_xl.adopt.words import words
from outcomes_xl.hosts.originals.read_original import read_original
from tests.adopt.generated import FRAMEWORK

ABSENCE, GLD, KS2, NEET = (FRAMEWORK.metrics[one].title for one in ("MET-050", "MET-039", "MET-043", "MET-054"))


def sheet_of(*rows: Sequence[object]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell in book.active[1]:
        cell.font = Font(bold=True)
    return book


def adopted(folder: Path, book: Workbook, *said: tuple[str, str, str]) -> Adoption:
    book.save(folder / "theirs.xlsx")
    notes = ReadingNotes(tuple(OfficerAnswer(*one) for one in said))
    return adopt(read_original(folder / "theirs.xlsx"), FRAMEWORK, "Merton", notes)


def why(made: Adoption, cell: str) -> str:
    return next((one.reason for one in made.questions if one.cell == cell), "")


# Statuses that are denied, dated or limited ---------------------------------------------------------------------------

HEDGED = (
    "No longer available", "Not yet available", "Available? No", "Available?", "Available from April 2027",
    "Was available until 2022", "To be made available", "Data available but wrong", "Partly available",
    "Ready in 2027", "Not in use", "Not ready", "Available soon", "Nearly ready", "Only available to schools",
    "Available if asked for", "Available on request", "Never available", "Available once a year",
    "Could be available", "May be available", "Not currently live", "Live from May", "Ready by the summer",
    "Easily extracted", "Can be extracted", "No gap", "Gap closed", "No partner has it", "Not held by a partner",
    "Nothing missing", "Some missing", "Partner from 2027", "Not collected until 2026", "Not collected yet",
    "Collected but only yearly", "No longer in development", "Needs no work", "Available except for two wards",
    "We hold some", "Isn't available", "Stopped being available", "Not in place", "Yes but not this year",
    "Not held by us", "Not applicable yet", "Will be available", "Previously available",
    "Available when the system is live",
)  # fmt: skip


@pytest.mark.parametrize("typed", HEDGED)
def test_a_status_that_is_denied_dated_limited_or_hung_on_something_is_no_status(typed: str) -> None:
    assert words().status(typed) is None


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("Yes", "Available now"),
        ("1 - Available now", "Available now"),
        ("We can report it today", "Available now"),
        ("Yes, we hold it", "Available now"),
        ("Held, but needs cleaning", "Available, needs work"),
        ("Live - being cleaned", "Available, needs work"),
        ("Available, with caveats", "Available, needs work"),
        ("The hospital trust holds it (partner)", "Held by a partner"),
        ("External", "Held by a partner"),
        ("In the case notes, cannot be extracted", "Collected, not extractable"),
        ("Collected, but not extractable", "Collected, not extractable"),
        ("Nobody records this", "Not collected"),
        ("We do not hold it", "Not collected"),
        ("Not available", "Not collected"),
        ("Gap", "Not collected"),
        ("Not looked at yet", "Not yet assessed"),
        ("Does not apply", "Not applicable"),
    ],
)
def test_words_that_say_a_status_plainly_are_taken(typed: str, means: str) -> None:
    assert words().status(typed) == means


def test_the_question_about_a_hedged_status_quotes_it(tmp_path: Path) -> None:
    made = adopted(tmp_path, sheet_of(("Measure", "Status"), (GLD, "No longer available"), (ABSENCE, "Available now")))
    assert "status" not in made.availability.get("MET-039", {})
    assert why(made, "B2") == "Which status does “No longer available” in “Status” mean?"
    said = adopted(
        tmp_path,
        sheet_of(("Measure", "Status"), (GLD, "No longer available")),
        ("status", "No longer available", "Not collected"),
    )
    assert said.availability["MET-039"]["status"] == "Not collected"


# Which column of statuses is the one that holds now -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (("Status 2025", "Status 2026"), (None, "Not collected")),
        (("Status 2026", "Status 2025"), ("Available now", "Not collected")),
        (("Data available?", "Old status"), ("Available now", None)),
        (("Status (previously)", "Status"), (None, "Not collected")),
        (("Status Q1 2026", "Status Q2 2026"), (None, "Not collected")),
    ],
)
def test_the_latest_status_holds_and_a_blank_in_it_is_not_filled_from_an_older_one(
    heads: tuple[str, str], said: tuple[str | None, str | None], tmp_path: Path
) -> None:
    first = heads[0] in ("Status 2026", "Data available?")
    rows = [(GLD, "Available now", "Not collected"), (ABSENCE, "Not collected", None), (KS2, None, "Available now")]
    made = adopted(tmp_path, sheet_of(("Measure", *heads), *rows))
    now = [row[1 if first else 2] for row in rows]
    assert [made.availability.get(one, {}).get("status") for one in ("MET-039", "MET-050", "MET-043")] == now


def test_a_hidden_column_of_statuses_does_not_win_by_being_fuller(tmp_path: Path) -> None:
    book = sheet_of(("Measure", "Status", "Data held?"), (GLD, None, "No"), (ABSENCE, "Yes", "No"), (KS2, "Yes", "No"))
    book.active.column_dimensions["C"].hidden = True
    made = adopted(tmp_path, book)
    assert "status" not in made.availability["MET-039"]
    assert made.availability["MET-050"]["status"] == "Available now"


def test_two_columns_of_statuses_that_nothing_tells_apart_are_asked_about_and_the_answer_is_taken(
    tmp_path: Path,
) -> None:
    rows = (("Measure", "Status", "Do we hold it?"), (GLD, "Available now", "No"), (ABSENCE, "Not collected", "Yes"))
    made = adopted(tmp_path, sheet_of(*rows))
    assert not any("status" in entry for entry in made.availability.values())
    assert why(made, "B2") == "The status may stand in “Status” and “Do we hold it?”: is it this one?"
    made = adopted(tmp_path, sheet_of(*rows), ("heading", "Do we hold it?", "Status"))
    assert made.availability["MET-039"]["status"] == "Not collected"


# Figures --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "figure", "offer"),
    [
        ("1,234", 1234, None), ("12,345.6", 12345.6, None), ("£1,200", 1200, None), ("1,234%", None, None),
        ("12,5", None, 12.5), ("18,25", None, 18.25), ("0,9", None, 0.9), ("0,900", None, 0.9), ("33,3%", None, 33.3),
        ("1234,567", None, 1234.567), ("1,234,5", None, None),
    ],
)  # fmt: skip
def test_a_comma_parts_thousands_only_before_three_digits(
    typed: str, figure: float | None, offer: float | None, tmp_path: Path
) -> None:
    title = "Persistent absence" if "%" in typed else "Children's services spend per child"
    made = adopted(tmp_path, sheet_of(("Measure", "Status", "Value"), (title, "Yes", typed)))
    (entry,) = made.availability.values()
    assert entry.get("latest_figure") == figure
    assert [one.offer for one in made.questions] == ([] if figure else [offer])


@pytest.mark.parametrize("group", ["Boys", "FSM", "Under 20s", "Pupils with SEN"])
@pytest.mark.parametrize("heading", ["Group", "Cohort", "Sex"])
def test_a_figure_of_a_part_is_never_carried_as_the_metrics(group: str, heading: str, tmp_path: Path) -> None:
    rows = ((GLD, group, "Yes", 66), (ABSENCE, "All pupils", "Yes", 18), (KS2, None, "Yes", 61))
    made = adopted(tmp_path, sheet_of(("Measure", heading, "Status", "Value"), *rows))
    figures = [made.availability[one].get("latest_figure") for one in ("MET-039", "MET-050", "MET-043")]
    assert figures == [None, 18, 61]
    assert why(made, "D2") == f"The row says “{group}”: is this the metric's figure?"


def test_of_a_part_and_of_everybody_everybodys_row_is_the_metrics_wherever_it_stands(tmp_path: Path) -> None:
    rows = ((ABSENCE, "SEN", "Not collected", 25), (ABSENCE, "All", "Available now", 18))
    made = adopted(tmp_path, sheet_of(("Measure", "Group", "Status", "Value"), *rows))
    assert made.availability.get("MET-050", {}).get("latest_figure") in (None, 18)
    assert made.availability.get("MET-050", {}).get("status") in (None, "Available now")


@pytest.mark.parametrize(
    ("title", "unit", "carried"),
    [
        (GLD, "number", False), (GLD, "%", True), (GLD, "Percentage", True),
        ("Looked-after rate", "per 1,000", False),
        ("Looked-after rate", "per 10,000", True), ("Looked-after rate", "Rate per 10k", True),
        ("Months from placement order to match", "days", False),
        ("Children's services spend per child", "£000s", False),
        ("Children's services spend per child", "£", True), ("Average caseload", "FTE", False),
    ],
)  # fmt: skip
def test_a_unit_beside_that_is_not_the_metrics_holds_the_figure_back(
    title: str, unit: str, carried: bool, tmp_path: Path
) -> None:
    rows = ((title, unit, "Yes", 12), (KS2, "%", "Yes", 5))
    made = adopted(tmp_path, sheet_of(("Measure", "Unit", "Status", "Value"), *rows))
    (entry,) = (one for key, one in made.availability.items() if key != "MET-043")
    assert (entry.get("latest_figure") == 12) is carried


@pytest.mark.parametrize(
    "title",
    [
        "GLD at age 5 (national average)", "Severe absence - national", "Persistent absence (England)",
        "GLD at age 5 – London", "GLD at age 5, London average", "England: persistent absence",
        "NEET 16-17, statistical neighbours", "KS2 expected standard (regional)", "Severe absence (stat neighbours)",
        "MMR one dose at 2 years national average",
    ],
)  # fmt: skip
def test_a_row_of_the_country_or_of_like_boroughs_is_never_ours(title: str, tmp_path: Path) -> None:
    made = adopted(tmp_path, sheet_of(("Measure", "Status", "Value"), (title, "Yes", 68), (NEET + "x", "Yes", None)))
    assert not any("latest_figure" in entry for entry in made.availability.values() if entry.get("latest_figure") == 68)
    assert not any(key.startswith("MET") and "latest_figure" in entry for key, entry in made.availability.items())


@pytest.mark.parametrize(
    "title",
    [
        "NEET 16-17 – count", "Social worker vacancies (FTE)", "Youth reoffending (reoffences)",
        "Youth reoffending, reoffences per reoffender", "Number of persistent absentees",
        "Persistent absence (number of pupils)", "Persistent absence (pupils)",
    ],
)  # fmt: skip
def test_a_title_in_another_unit_holds_the_figure_back(title: str, tmp_path: Path) -> None:
    made = adopted(tmp_path, sheet_of(("Measure", "Status", "Value"), (title, "Yes", 41), (GLD, "Yes", 70)))
    assert not any(entry.get("latest_figure") == 41 for key, entry in made.availability.items() if key[:3] == "MET")


@pytest.mark.parametrize("title", ["Parking fines", ABSENCE, "Persistent absentees"])
def test_an_id_and_a_title_that_name_two_things_are_asked_about_and_nothing_is_carried(
    title: str, tmp_path: Path
) -> None:
    rows = (("Metric id", "Measure", "Status", "Value"), ("MET-039", title, "Yes", 44), ("MET-043", KS2, "Yes", 61))
    made = adopted(tmp_path, sheet_of(*rows))
    assert list(made.availability) == ["MET-043"]
    assert any("MET-039" in one.reason for one in made.questions)


def test_a_figure_merged_down_over_two_metrics_is_asked_about_and_words_are_carried(tmp_path: Path) -> None:
    rows = ((GLD, "Yes", 72, "Schools"), (ABSENCE, "Yes", None, None), (KS2, "Yes", 61, "Schools"))
    book = sheet_of(("Measure", "Status", "Value", "Owner"), *rows)
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("D2:D3")
    made = adopted(tmp_path, book)
    entries = [made.availability[one] for one in ("MET-039", "MET-050", "MET-043")]
    assert [one.get("latest_figure") for one in entries] == [None, None, 61]
    assert [one.get("holder") for one in entries] == ["Schools"] * 3
    assert why(made, "C2") == "“72” is merged down over several rows: of which metric is it the figure?"


def test_a_cell_that_alone_is_struck_out_is_asked_about(tmp_path: Path) -> None:
    book = sheet_of(("Measure", "Status", "Value"), (GLD, "Yes", 72), (ABSENCE, "No", 18))
    for place in ("B2", "C3"):
        book.active[place].font = Font(strike=True)
    made = adopted(tmp_path, book)
    assert made.availability == {"MET-039": {"latest_figure": 72}, "MET-050": {"status": "Not collected"}}
    assert why(made, "B2") == "“Yes” is struck out, and its row is not: does it still hold?"


def test_a_fraction_for_a_metric_in_per_cent_is_asked_about_once(tmp_path: Path) -> None:
    rows = (("Measure", "Status", "Value"), (GLD, "Yes", 0.722), (ABSENCE, "Yes", 0.18), (KS2, "Yes", 61))
    made = adopted(tmp_path, sheet_of(*rows))
    assert [made.availability[one].get("latest_figure") for one in ("MET-039", "MET-050", "MET-043")] == [
        None,
        None,
        61,
    ]
    assert len([one for one in made.learnt.questions if one[1] == "1 and less"]) == 1
    made = adopted(tmp_path, sheet_of(*rows), ("figures in Value", "1 and less", "per cents"))
    assert [made.availability[one].get("latest_figure") for one in ("MET-039", "MET-050")] == [72.2, 18]


# Years alone ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("means", "period"), [("ends", "2023/24"), ("the year it begins in", "2024/25")])
@pytest.mark.parametrize("typed", [2024, "2024"])
def test_a_year_alone_for_a_metric_of_split_years_is_asked_about_once_and_the_answer_is_kept(
    means: str, period: str, typed: object, tmp_path: Path
) -> None:
    rows = (("Measure", "Status", "Year", "Value"), (GLD, "Yes", typed, 72), (ABSENCE, "Yes", 2023, 18))
    made = adopted(tmp_path, sheet_of(*rows, ("Dental decay", "Yes", 2024, 4)))
    assert [made.availability[one].get("latest_period") for one in ("MET-039", "MET-050")] == [None, None]
    assert [one for one in made.learnt.questions if one[0] == "year"] == [("year", "a year alone")]
    made = adopted(tmp_path, sheet_of(*rows), ("year", "a year alone", means))
    assert made.availability["MET-039"]["latest_period"] == period


def test_a_year_alone_beside_split_years_that_end_in_it_is_the_year_it_ends_in(tmp_path: Path) -> None:
    rows = (("Measure", "Status", "Year", "Value"), (GLD, "Yes", 2025, 72), (ABSENCE, "Yes", "2024/25", 18))
    assert adopted(tmp_path, sheet_of(*rows)).availability["MET-039"]["latest_period"] == "2024/25"


def test_a_year_alone_over_a_column_of_figures_is_asked_about(tmp_path: Path) -> None:
    rows = (("Measure", "2023", "2024"), (GLD, 71, 72), (ABSENCE, 19, 18))
    made = adopted(tmp_path, sheet_of(*rows))
    assert not any("latest_figure" in entry for entry in made.availability.values())
    made = adopted(tmp_path, sheet_of(*rows), ("year", "a year alone", "begins"))
    assert made.availability["MET-039"] == {"latest_period": "2024/25", "latest_figure": 72}


# Services -------------------------------------------------------------------------------------------------------------


def test_what_a_list_of_services_says_goes_under_its_own_heading_and_other_words_into_the_note(tmp_path: Path) -> None:
    book = sheet_of(
        ("Service name", "Run by", "Sector", "Core offer", "Where", "Cost (£) 2025/26", "Status", "Outcome"),
        ("Play", "Hubs", "vcs", "Stay and play groups; Infant feeding", "Morden", "£12,000", "Live", ""),
        ("Talk", "Charity", "", "Singing", "", "about 5k", "Closed", ""),
    )
    play, talk = adopted(tmp_path, book).services.values()
    assert {name: play[name] for name in play if name not in ("service_id", "service", "lead")} == {
        "provider_kind": "Voluntary or community",
        "core_offer": "Stay and play groups; Infant feeding",
        "place": "Morden",
        "yearly_cost": 12000,
        "cost_year": "2025/26",
        "service_state": "Running",
    }
    assert talk["note"] == "Core offer: Singing\nCost (£) 2025/26: about 5k\nStatus: Closed"
