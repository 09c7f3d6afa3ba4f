"""The words that councils say a status in: each is taken where it is plain, and else asked about."""

from __future__ import annotations

import pytest

from outcomes_xl.adopt.words import words
from tests.adopt.in_memory import ABSENCE, GLD, KS2, NEET, adopted, reasons, sheet_of

NOW, WORK, PARTNER = "Available now", "Available, needs work", "Held by a partner"
STUCK, NONE, LATER, OUT = "Collected, not extractable", "Not collected", "Not yet assessed", "Not applicable"

VOCABULARIES = {
    "Yes": NOW, "No": NONE, "Y": NOW, "N": NONE, "Partial": None, "TRUE": NOW, "FALSE": NONE,
    "✓": NOW, "✗": NONE, "✅": NOW, "❌": NONE, "Yes ✓": NOW, "~": None, "x": None,
    "Ydy": NOW, "Nac ydy": NONE, "Oes": NOW,
    "In place": NOW, "In development": WORK, "None": NONE, "Not in place": None,
    "Live": NOW, "Planned": None, "Gap": NONE, "Red": None, "Amber": None, "Green": None,
    "Available": NOW, "Partially available": None, "Unavailable": NONE, "Avail.": NOW, "Not avail.": NONE,
    "Full": NOW, "Fully": NOW, "Some": None, "Not at all": NONE,
    "Green - available": NOW, "Amber - some work needed": WORK, "Red - not available": NONE,
    "Ready now": NOW, "Ready with work": WORK, "Not ready": None,
    "Up and running": NOW, "Being developed": WORK, "To be developed": None, "Under construction": WORK,
    "Yes – internally": NOW, "Yes – externally": PARTNER, "Available externally": PARTNER, "External": PARTNER,
    "Yes (dashboard)": NOW, "Yes, in Power BI": NOW, "Yes, but old": None, "Yes, not usable": None,
    "No - gap": NONE, "No – not recorded": NONE, "No, but planned": None, "No – held by the ICB": PARTNER,
    "Held internally": NOW, "Held by ICB": PARTNER, "Held by schools": PARTNER, "Held by others": None,
    "NHS has this": PARTNER, "Police hold it": PARTNER, "With health": PARTNER, "No-one has this": NONE,
    "Have": NOW, "Have (Mosaic)": NOW, "Do not have": NONE, "Haven't got it": NONE, "Could get": None,
    "Reportable": NOW, "Reported": NOW, "Not reportable": STUCK, "Not reported": None, "Collected": None,
    "Collected and reported": NOW, "Collected - cannot extract": STUCK, "Recorded in free text": STUCK,
    "Paper based": STUCK, "In case files": STUCK, "On paper": STUCK, "Manual": None,
    "Needs cleansing": WORK, "Requires work": WORK, "Data quality issues": WORK, "Work needed": WORK,
    "Exists but poor quality": WORK, "In place – weak": None, "In place – good": NOW,
    "Not currently collected": NONE, "Not yet collected": None, "Not captured": NONE, "Does not exist": NONE,
    "(a) Available": NOW, "2 - Needs work": WORK, "(c) None": NONE, "P - partner": PARTNER,
    "Usable": NOW, "Accessible": NOW, "Operational": NOW, "Absent": NONE, "Nowhere": NONE, "In progress": None,
    "Not started": LATER, "Not assessed": LATER, "Out of scope": OUT,
}  # fmt: skip


@pytest.mark.parametrize(("typed", "means"), VOCABULARIES.items())
def test_a_word_for_a_status_is_taken_where_it_is_plain(typed: str, means: str | None) -> None:
    assert words().status(typed) == means


def test_ticks_and_crosses_under_a_question_say_yes_and_no_and_under_one_for_what_is_missing_they_are_asked() -> None:
    rows = ((ABSENCE, "✓"), (GLD, "✗"), (KS2, "✓"), (NEET, "Partly"))
    made = adopted(sheet_of(("Measure", "Do we hold it?"), *rows))
    statuses = [made.availability[one]["status"] for one in ("MET-050", "MET-039", "MET-043")]
    assert (statuses, list(reasons(made))) == ([NOW, NONE, NOW], ["B5"])
    made = adopted(sheet_of(("Measure", "Data missing?", "Status"), *((one, said, None) for one, said in rows)))
    assert not any("status" in entry for entry in made.availability.values())


@pytest.mark.parametrize(
    ("heading", "content", "field"),
    [
        ("Data?", ("Have", "Partner has"), "status"),
        ("Y/N", ("Y", "N"), "status"),
        ("Readiness", ("Ready", "Gap"), "status"),
        ("Reported", ("Monthly", "Termly"), "frequency"),
        ("Latest data", ("2024/25", "2023/24"), "latest_period"),
        ("Held in", ("Mosaic", "EHM"), "system"),
        ("Local data source", ("Mosaic", "EHM"), "system"),
        ("Data steward", ("Insight", "Schools"), "holder"),
        ("Whose?", ("Schools", "Council"), "holder"),
        ("Equality groups", ("Age; Sex", "Ethnicity, SEND"), "breakdown"),
        ("Where it can be cut", ("Age, sex", "Ethnicity"), "breakdown"),
    ],
)
def test_a_heading_is_read_with_what_stands_below_it(heading: str, content: tuple[str, str], field: str) -> None:
    rows = tuple((one, said) for one, said in zip((ABSENCE, GLD), content, strict=True))
    made = adopted(sheet_of(("Measure", heading), *rows))
    assert [set(entry) for entry in made.availability.values()] == [{field}, {field}]


def test_lights_of_how_well_it_goes_are_asked_about_where_no_other_column_says_the_status() -> None:
    rows = ((ABSENCE, "G"), (GLD, "R"), ("", None), ("G = available now; R = not collected", None))
    made = adopted(sheet_of(("Measure", "Performance RAG"), *rows))
    assert made.availability == {}
    assert reasons(made)["B2"].startswith("“Performance RAG” may say how well it goes: does it say whether the data")
    said = [("heading", "Performance RAG", "Status")]
    made = adopted(sheet_of(("Measure", "Performance RAG"), *rows), said=said)
    assert [entry["status"] for entry in made.availability.values()] == [NOW, NONE]


def test_codes_that_a_key_explains_are_statuses_though_their_heading_says_code() -> None:
    key = sheet_of(("Code", "Meaning"), ("AN", "Available now"), ("NC", "Not collected"), name="Legend")
    made = adopted(sheet_of(("id", "what we count", "code"), ("N1", ABSENCE, "AN"), ("N2", GLD, "NC")), key)
    assert [entry["status"] for entry in made.availability.values()] == [NOW, NONE]
