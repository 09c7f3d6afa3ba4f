"""Exact names where ids belong, everyday words, and cells that Excel shows as percentages."""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace

from outcomes_xl.model import Table
from tests.rules.small import asked, findings, fixes, small_framework, sure, told
from tests.workbooks import table


def test_a_name_typed_for_an_id_is_offered_as_the_id() -> None:
    rows = table(
        "Data availability", "| metric_id | metric |\n| GLD at age 5 | |\n| gld  at age 5. | |\n| GLD at age 6 | |"
    )
    assert sure("AV01", rows) == ["MET-001", "MET-001"]
    assert sure("TA01", table("Targets", "| metric_id |\n| NEET 16-17 |")) == ["MET-002"]
    assert sure("SO01", table("Sources", "| metric_id |\n| Childcare take-up |")) == ["MET-003"]
    assert sure("SM02", table("Service map", "| outcome_id |\n| Children grow well |")) == ["C-HLTH-02"]
    services = table(
        "Services", "| service_id | service |\n| SVC-01 | Stay and play |\n| SVC-02 | Walks |\n| SVC-03 | Walks |"
    )
    assert sure("SM01", table("Service map", "| service_id |\n| stay & play |\n| Walks |"), services) == []
    assert sure("SM01", table("Service map", "| service_id |\n| Stay and play |\n| Walks |"), services) == ["SVC-01"]
    assert sure("FR13", table("Framework", "| metric_id | outcome_id |\n| MET-001 | Children grow well |")) == [
        "C-HLTH-02"
    ]
    assert sure("MA03", table("Map LOF", "| link_id | our_id |\n| LOF-01~x | NEET 16-17 |")) == ["MET-002"]
    assert sure("MA04", table("Map LOF", "| link_id | item_id |\n| LOF-01~x | Good level of development |")) == [
        "LOF-01"
    ]


def test_a_boroughs_name_typed_for_its_code_is_offered_as_the_code() -> None:
    start = table("Start", "| setting | answer |\n| Borough code | Hackney |\n| Borough | |")
    assert sure("ST02", start) == ["E09000012"]
    other = table("Start", "| setting | answer |\n| Borough code | Hackney |\n| Borough | Merton |")
    assert (sure("ST02", other), asked("ST02", other)) == ([], ["E09000012"])


def test_a_name_that_stands_for_two_things_names_neither() -> None:
    services = table("Services", "| service_id | service |\n| SVC-02 | Walks |\n| SVC-03 | Walks |")
    assert sure("SM01", table("Service map", "| service_id |\n| Walks |"), services) == []


def test_everyday_words_are_asked_and_never_written() -> None:
    rows = table(
        "Data availability",
        "| metric_id | geography | breakdown | frequency | quality | latest_figure |\n| MET-001 | LA | Gender, FSM | Annual | Good | suppressed |\n| MET-002 | LSOA | | | | nil |",
    )
    assert asked("AV16", rows) == ["Borough", "Lower super output area", "Yearly", "Trusted"]
    assert asked("AV14", rows) == ["Sex; Free school meals"]
    assert asked("FG06", rows) == ["c", 0]
    assert [*sure("AV16", rows), *sure("AV14", rows), *sure("FG06", rows)] == []


def test_a_period_is_written_anew_only_where_it_names_both_its_years() -> None:
    rows = table(
        "Data availability",
        "| metric_id | latest_period |\n| MET-001 | 2025 |\n| MET-001 | '2024-2025 |\n| MET-001 | '202425 |\n| MET-001 | '24/25 |\n| MET-001 | August 2025 |\n| MET-004 | 2025 |\n| MET-004 | 2024/25 |\n| MET-004 | 31/03/2025 |\n| MET-001 | 2025-02-01 |",
    )
    assert sure("FG03", rows) == ["2024/25", "31 March 2025"]
    assert asked("FG03", rows) == ["2024/25", "31 March 2025"]
    assert sure("FG01", rows) == sure("FG02", rows) == []


def test_a_day_that_could_be_two_is_asked() -> None:
    rows = table(
        "Data availability",
        "| metric_id | assessed_on |\n| MET-001 | '1/4/2025 |\n| MET-001 | '25/4/2025 |\n| MET-001 | '12.11.26 |\n| MET-001 | '1 April 2025 |",
    )
    assert [str(day) for day in sure("AV08", rows)] == ["2025-04-25", "2025-04-01"]
    assert len(asked("AV08", rows)) == 2


def in_per_cent(text: str, field: str, sheet: str = "Data availability") -> Table:
    """The table as it is read where this field's cells are formatted as percentages."""
    made = table(sheet, text)
    rows = tuple(replace(row, values={**row.values, field: round(float(row[field]) * 100, 10)}) for row in made)  # type: ignore[arg-type]
    return replace(made, rows=rows, per_cent=frozenset((row.number, field) for row in made))


def test_a_percentage_is_read_as_shown_and_said_once_with_advice_that_works_there() -> None:
    rows = in_per_cent(
        "| metric_id | latest_period | latest_figure | found_period | found_figure | note |\n| MET-001 | 2024/25 | 0.71 | 2024/25 | 71 | |",
        "latest_figure",
    )
    assert told("AN19", rows) == [
        "C2 · Data availability, cell C2 shows 71%, and Excel keeps a hundredth of that. We read it as 71."
    ]
    assert fixes("AN19", rows) == [
        "Nothing is misread here. For the Summary's own sums, choose General for the cell (Home, Number), then type 71."
    ]
    assert [one for rule in ("FG05", "FG06", "FG08", "FG12") for one in told(rule, rows)] == []
    half = in_per_cent("| metric_id | note | latest_figure |\n| MET-001 | | 0.005 |", "latest_figure")
    assert told("FG08", half) == []
    assert findings("AN19", half)[0].found == "0.5%"
    beyond = in_per_cent("| metric_id | note | latest_figure |\n| MET-001 | | 1.5 |", "latest_figure")
    assert told("FG05", beyond) == ["C2 · GLD at age 5 has 150% in C2. Figures of this metric are from 0 to 100 (%)."]
    target = in_per_cent(
        "| metric_id | target | target_kind | note |\n| MET-001 | 0.005 | Level to reach | |", "target", "Targets"
    )
    assert told("TA16", target) == []


def test_links_that_were_deleted_are_named_with_where_their_decisions_are() -> None:
    links = table("Map LOF", "| link_id | item_id | our_id |\n| LOF-01~MET-001 | LOF-01 | MET-001 |")
    start = table("Start", "| setting | answer |\n| Release in use | '2026.10 |")
    assert told("MA19", links) == []
    assert told("MA19", links, start) == [
        "A1 · Map LOF: the list that begins at A1 lacks 1 of the release's rows: LOF-02~MET-002."
    ]
    assert "in an earlier copy of your workbook" in fixes("MA19", links, start)[0]
    later = table("Start", "| setting | answer |\n| Release in use | '2026.08 |")
    assert told("MA19", links, later) == []
    assert small_framework().nationals.keys() == {"LOF"}


def test_a_name_that_is_not_on_the_list_is_asked_about_and_where_two_have_it_by_their_ids() -> None:
    services = table(
        "Services", "| service_id | service |\n| SVC-01 | Stay and play |\n| SVC-02 | Walks |\n| SVC-03 | Walks |"
    )
    rows = table("Service map", "| service_id |\n| Stay and plau |\n| Walks |\n| Swimming in the lido |")
    assert fixes("SM01", rows, services) == [
        "Perhaps “Stay and play”? Choose the service from the list in the cell, or type its id.",
        "Perhaps SVC-02 or SVC-03? Choose the service from the list in the cell, or type its id.",
        "Choose the service from the list in the cell, or add it on the Services sheet. Its id is understood too.",
    ]
