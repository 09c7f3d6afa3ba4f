"""What a report says: its numbers are the workbook's, read once more by another reader; little is said to be little."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from outcomes_xl.board.board_report import ReportChoice
from outcomes_xl.board.outcomes_served import Contribution
from outcomes_xl.board.report_content import ContentTable, LineChart, Paragraph, Report, ReportPage, ShownFigure
from outcomes_xl.framework.standing import figure_found_words
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.targets.progress import all_progress
from tests.board.made import FRAMEWORK, LONG, NOW, drawn, report, workbook

TAKEN = {"Available now", "Available, needs work", "Not applicable"}


def rows_of(table: str) -> list[dict[str, object]]:
    """Return a table's rows as openpyxl reads them: heading and value."""
    for sheet in load_workbook(io.BytesIO(workbook()), data_only=True).worksheets:
        if table in sheet.tables:
            heads, *rows = sheet[sheet.tables[table].ref]
            names = [str(cell.value) for cell in heads]
            return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]
    raise KeyError(table)


def page(title: str, of: Report | None = None) -> ReportPage:
    return next(one for one in (of or report()).pages if one.title == title)


def tables(kind: str, of: ReportPage) -> Iterator[ContentTable]:
    return (one for one in of.all_of(ContentTable) if one.kind == kind)


def numbers(text: str) -> list[int]:
    return [int(one.replace("none", "0")) for one in re.findall(r"\bnone\b|\d+", text)]


@pytest.mark.parametrize("domain", FRAMEWORK.list("domain"))
def test_a_domains_first_sentence_counts_what_the_workbook_holds(domain: str) -> None:
    rows = [row for row in rows_of("tblAvailability") if row["Domain"] == domain]
    use = sum(row["Status"] == "Available now" for row in rows)
    take = sum(row["What was found"] in figure_found_words() and row["Status"] not in TAKEN for row in rows)
    signs = [str(row["Beside London"] or "")[:1] for row in rows]
    said = numbers(page(domain).lead)
    beside = [signs.count(sign) for sign in "▲▼≈"]
    assert said == [use, len(rows), *([take] if take else []), *(beside if any(beside) else [])]


def test_every_figure_of_the_report_stands_in_the_workbook_and_each_stands_once() -> None:
    wanted = {}
    for row in rows_of("tblAvailability"):
        if row["Figure"] is not None:
            wanted[row["Metric"]] = (row["Figure"], row["London"], row["England"], row["Beside London"])
        elif row["Latest figure you hold"] is not None:
            wanted[row["Metric"]] = (row["Latest figure you hold"], None, None, None)
    shown = {}
    for one in report().pages:
        for table in tables("figures", one):
            for name, _, here, london, england, beside, _ in table.rows:
                title = next(
                    title
                    for title in wanted
                    if str(name) in (title, f"{title} ({str(name)[len(str(title)) + 2 : -1]})")
                )
                assert title not in shown
                shown[title] = tuple(
                    (cell.number if cell.number is not None else cell.shown or None)
                    if isinstance(cell, ShownFigure)
                    else cell or None
                    for cell in (here, london, england, beside)
                )
    assert shown == wanted


def test_the_first_page_counts_every_domain() -> None:
    (domains,) = tables("domains", page("At a glance"))
    rows = rows_of("tblAvailability")
    for line in domains.rows:
        of_domain = [row for row in rows if row["Domain"] == line[0]]
        assert line[1] == sum(row["Status"] == "Available now" for row in of_domain)
        assert line[5] == len(of_domain)


def test_gaps_say_what_they_need_and_who_may_own_it() -> None:
    (gaps,) = tables("gaps", page("Safe"))
    by_kind = {row[0]: row[1:] for row in gaps.rows}
    assert by_kind["A partner holds it"] == (1, "Child protection plans over 2 years", "Health visiting provider")
    assert by_kind["Nobody records it"][0] == 1


def test_a_withheld_figure_is_not_told_by_the_boroughs_own() -> None:
    line = next(
        row
        for one in report().pages
        for table in tables("figures", one)
        for row in table.rows
        if "moved school" in str(row[0])
    )
    assert str(line[2]) == "c"
    about = [str(one) for one in report().pages[-1].all_of(Paragraph)]
    assert any("c, suppressed" in one and "is not nought" in one for one in about)


def test_a_figure_of_the_boroughs_own_is_called_so() -> None:
    line = next(row for table in tables("figures", page("Safe")) for row in table.rows if "our own" in str(row[1]))
    assert line[1:3] == ("2025/26 (our own)", ShownFigure("18.2%", 18.25)) or str(line[2]).startswith("18.2")


def test_a_chart_says_its_figures_in_words_and_has_a_gap_where_none_is_known() -> None:
    (chart,) = page("Learning").all_of(LineChart)
    assert "Merton 66.0% in 2020/21, 67.0% in 2021/22" in chart.about
    assert chart.title == "GLD at age 5 (scale from 64)"
    hole = drawn(
        ReportChoice("Learning"),
        start="| setting | answer |\n| Borough | Merton |",
        framework="| metric_id | metric | domain | unit |\n| MET-039 | GLD at age 5 | Learning | % |",
        availability="| metric_id | metric | domain | found_figure | beside_london |\n"
        "| MET-039 | GLD | Learning | 71 | ▲ better |",
        figures="| metric_id | period | borough | periods_ago |\n| MET-039 | 2021 | 60 | 3 |\n"
        "| MET-039 | 2022 | c | 2 |\n| MET-039 | 2023 | 62 | 1 |\n| MET-039 | 2024 | 63 | 0 |",
    )
    (chart,) = hole.pages[0].all_of(LineChart)
    assert [value and value.number for value in chart.lines[0].values] == [60, None, 62, 63]


def test_what_a_service_costs_is_read_as_money_is() -> None:
    rows = {
        "services": "| service | service_id | yearly_cost | cost_year |\n| Swim | S-1 | 96500 | 2025/26 |",
        "service_map": "| service_id | outcome_id | contribution |\n| S-1 | C-LRN-01 | Main |",
    }
    (service,) = tables("service", drawn(ReportChoice(service="Swim"), **rows).pages[0])
    assert ("Yearly cost in pounds", "96,500") in service.rows and ("Year of the cost", "2025/26") in service.rows


def test_a_services_schedule_names_its_outcomes_measures_and_sources() -> None:
    schedule = report(service="stay AND play").pages[0]
    assert schedule.lead.startswith("Stay and play contributes to 1 outcome: main for 1. 4 measures would show it")
    (contributes,) = tables("contributes", schedule)
    assert contributes.rows == (
        ("Children learn and communicate well in the early years", "Learning", "Main", "Screening at sessions"),
    )
    (shown_by,) = tables("shown_by", schedule)
    assert [str(row[3]) for row in shown_by.rows][:2] == ["71.0%", "21.9"]
    assert "none yet" in [str(row[3]) for row in shown_by.rows]
    (sources,) = tables("sources", schedule)
    assert len(sources.rows) == 4


def test_an_outcome_retired_since_is_said_to_be_so() -> None:
    (contributes,) = tables("contributes", report(service="SVC-02").pages[0])
    assert "C-OLD-99 (no longer in the framework)" in [row[0] for row in contributes.rows]


def test_who_contributes_most_stands_first_and_a_change_says_where_it_leads() -> None:
    words = ("To find out", "Some", "Main")
    ties = "\n".join(f"| S{n} | C-LRN-01 | {word} |" for n, word in enumerate(words))
    made = drawn(
        ReportChoice("Learning"),
        framework="| metric_id | metric | outcome_id | outcome | domain | unit |\n"
        "| MET-039 | GLD | C-LRN-01 | Children learn | Learning | % |",
        availability="| metric_id | metric | outcome | domain | found | found_figure | found_unit | found_period |\n"
        "| MET-039 | GLD | Children learn | Learning | Found | 71 | % | 2024/25 |",
        services="| service_id | service |\n| S0 | Talk |\n| S1 | Songs |\n| S2 | Reviews |",
        service_map=f"| service_id | outcome_id | contribution |\n{ties}",
        targets="| metric_id | baseline | baseline_period | target | target_kind | by_period | confirmed |\n"
        "| MET-039 | 69.4 | 2023/24 | 9 | Change in per cent | 2027/28 | Yes |\n"
        "| MET-039 | 69.4 | 2023/24 | 9 | Change in per cent | 2028/29 | |",
    )
    served = [row for page in made.pages for table in tables("services", page) for row in table.rows]
    (claims,) = {str(cell) for row in served for cell in row if "Talk" in str(cell)}
    assert claims == "Reviews (main); Songs (some); Talk (to find out)"
    aims = [row for page in made.pages for table in tables("targets", page) for row in table.rows]
    assert {row[2] for row in aims} == {"9, Change in per cent, to 75.6%", "9, Change in per cent"}


def test_a_service_without_an_id_is_tied_by_its_name() -> None:
    """Its schedule said that the Service map has no row for it, while the job Services counted that row."""
    rows = {
        "framework": "| metric_id | metric | outcome_id | outcome |\n| MET-039 | GLD | C-LRN-01 | Ready for school |",
        "services": "| service | service_id |\n| Health visiting | |",
        "service_map": "| Service | Outcome | contribution |\n| health  visiting | Ready for school | Main |",
    }
    schedule = drawn(ReportChoice(service="Health visiting"), **rows).pages[0]
    assert schedule.lead.startswith("Health visiting contributes to 1 outcome")


def test_a_service_without_an_outcome_says_so() -> None:
    schedule = report(service="SVC-03").pages[0]
    assert schedule.lead == "Youth clubs is tied to no outcome yet: the Service map has no row for it."


def test_a_service_without_an_id_has_the_outcomes_it_was_chosen_for_by_name() -> None:
    made = drawn(
        ReportChoice(service="School nurses"),
        framework="| metric_id | metric | outcome_id | outcome |\n| MET-039 | GLD | C-LRN-01 | Children learn |",
        services="| service_id | service       |\n|            | School nurses |",
        service_map="| service_id    | outcome_id | contribution |\n| school nurses | C-LRN-01   | Some         |",
    )
    assert made.pages[0].lead.startswith("School nurses contributes to 1 outcome: some for 1.")


def test_evidence_in_words_counts_without_a_number() -> None:
    framework = page("The framework for an Early Help strategy")
    rows = {row[0]: row for table in tables("framework", framework) for row in table.rows}
    assert rows["Children learn and communicate well in the early years"][4] == "Screening at sessions (Stay and play)."
    assert rows["Children achieve at school"][4] == "Nothing yet."


def test_an_empty_workbook_has_a_short_and_honest_report() -> None:
    short = drawn(
        availability="| metric_id | metric | domain |\n| MET-039 | GLD at age 5 | Learning |",
    )
    assert [one.title for one in short.pages] == ["At a glance", "About this report"]
    assert short.lead == "Nothing has been answered and no figure has been looked for yet. Measures that wait: 1."


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (ReportChoice("Swimming"), "There is no domain “Swimming”. The domains are: Safe, Healthy"),
        (
            ReportChoice(service="Swim"),
            "There is no service “Swim” on the Services sheet. It has: “Clinic” and “Club”.",
        ),
        (ReportChoice(service="S-1"), "“S-1” is more than one service: “Clinic” and “Club”."),
        (ReportChoice("Safe", "S-1"), "Choose a domain or a service, not both"),
    ],
)
def test_what_is_not_there_is_said_with_the_names_there_are(choice: ReportChoice, said: str) -> None:
    with pytest.raises(WrongUsage, match=re.escape(said)):
        drawn(choice, services="| service_id | service |\n| S-1 | Clinic |\n| S-1 | Club |")


def test_a_target_is_spoken_of_as_the_job_targets_speaks_of_it() -> None:
    """No second judgement stands in a report: a number further on may still be too near to say."""
    there = read_borough(files.read_bytes(workbook(), "Merton.xlsx")).tables
    words = {one.facts.name: one.word for one in all_progress(there, FRAMEWORK, NOW.date())}
    told = {
        str(row[0]).split(" (")[0]: row for of in report().pages for one in tables("targets", of) for row in one.rows
    }
    assert told.keys() <= words.keys() and told
    for name, row in told.items():
        assert any(str(cell).startswith(words[name]) for cell in row), (name, words[name], row)


def test_a_services_long_name_leaves_room_for_how_much_it_contributes() -> None:
    told = str(Contribution("SVC-02", LONG, "C-LRN-01", "Significant", "", "", counts=True))
    assert told.endswith("… (significant)")
    assert len(told) == 60
