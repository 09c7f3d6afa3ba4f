"""The Metric card: what it says of a metric, and that it never shows an error, whatever is missing."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest

from outcomes_xl.building.table_contents import Entries
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.model import Book, CellRef, ErrorValue, Patch, SetCell, Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.reading.layouts import layout
from tests.building import made
from tests.built import borough_workbook
from tests.office import recalculated, validate

FRAMEWORK = load_framework()
ABSENCE, MOVES, BELONGING = FRAMEWORK.metrics["MET-050"], FRAMEWORK.metrics["MET-099"], FRAMEWORK.metrics["MET-064"]
FOUND = {
    "found": "Found",
    "found_period": "2024/25",
    "found_figure": 14.9,
    "found_unit": "%",
    "london": 17.5,
    "england": 18.1,
    "beside_london": "▲ better",
    "since_before": "≈ level",
}
WITHHELD = {
    "found": "Published, but withheld for your borough",
    "found_period": "2023/24",
    "found_figure": "c",
    "found_unit": "%",
    "london": 9,
    "england": "n/a",
    "beside_london": "not compared",
    "since_before": "not compared",
}
OURS = {"status": "Available now", "holder": "Education data team", "system": "Capita One", "quality": "Trusted"}


def figures(metric_id: str, *rows: tuple[str, Value, Value, Value]) -> list[dict[str, Value]]:
    return [
        {
            "metric": FRAMEWORK.metrics[metric_id].title,
            "period": period,
            "borough": ours,
            "london": london,
            "england": england,
            "unit": "%",
            "source": "Pupil absence in schools in England",
            "periods_ago": len(rows) - number,
            "metric_id": metric_id,
            "key": f"{metric_id}|{len(rows) - number}",
        }
        for number, (period, ours, london, england) in enumerate(rows, 1)
    ]


ENTRIES: Entries = {
    "availability": {"MET-050": {**FOUND, **OURS}, "MET-099": WITHHELD},
    "figures": [
        *figures(
            "MET-050",
            ("2021/22", 19.51, 19.49, 22.5),
            ("2022/23", None, None, None),
            ("2023/24", 16.1, 17.9, 19.9),
            ("2024/25", 14.9, 17.5, 18.1),
        ),
        *figures("MET-099", ("2022/23", 11, 8, 7), ("2023/24", "c", 9, None)),
    ],
    "services": [{"service_id": f"SVC-{number}", "service": f"Service {number}"} for number in range(1, 6)],
    "service_map": [
        {"service_id": "SVC-9", "outcome_id": "C-SAFE-01", "contribution": "Some"},
        *(
            {
                "service_id": f"SVC-{number}",
                "outcome_id": ABSENCE.outcome_id,
                "contribution": "Main",
                "basis": "sessions attended",
            }
            for number in range(1, 6)
        ),
    ],
    "targets": [
        {
            "metric_id": "MET-050",
            "target": 14,
            "target_kind": "Level to reach",
            "by_period": "2026/27",
            "baseline": 16.1,
            "baseline_period": "2023/24",
        },
        {"metric_id": "MET-099", "target": -2.5, "target_kind": "Change in points", "by_period": "2027/28"},
    ],
}


@lru_cache(maxsize=1)
def workbook() -> bytes:
    return borough_workbook(FRAMEWORK, "Merton", entries=ENTRIES)


def showing(data: bytes, metric: str | None, domain: str = "All") -> bytes:
    """The workbook with a metric chosen on its card, saved as a job would save it."""
    there = files.read_bytes(data, "x")
    chosen = {CellRef("Metric card", 4, 2): metric, CellRef("Metric card", 3, 2): domain}
    changes = [SetCell(cell, there.value(cell), to, "a test") for cell, to in chosen.items() if there.value(cell) != to]
    return files.play(data, Patch.of(changes), "x", recalculate)


def card(metric: str | None) -> Book:
    return files.read_bytes(showing(workbook(), metric), "x")


def column(book: Book, letter: str, first: int, last: int) -> list[Value]:
    """What is shown in cells one below the other: None where a formula comes to an empty text, too."""
    shown = (book.sheets["Metric card"].value(row, "ABCDEFGH".index(letter) + 1) for row in range(first, last + 1))
    return [None if value == "" else value for value in shown]


def test_a_metric_with_figures_says_what_it_is_here_beside_london_and_with_its_caution() -> None:
    book = card(ABSENCE.title)
    assert column(book, "A", 6, 9) == [
        "Merton: 14.9% in 2024/25.  London 17.5.  England 18.1.",
        "▲ better than London.  ≈ level with the period before.  Direction: lower is better.  {}".format(
            "Small differences may be chance."
        ),
        f"What it counts: {ABSENCE.definition}.",
        f"Caution: {ABSENCE.caution}",
    ]
    assert column(book, "B", 12, 16) == [
        "Available now (trusted)",
        "Education data team (Capita One)",
        None,
        "14.0 by 2026/27 (from 16.1 in 2023/24): ▲ nearer: 57% of the way",
        ABSENCE.outcome,
    ]


def test_its_figures_stand_from_the_oldest_on_and_each_is_held_beside_london() -> None:
    book = card(ABSENCE.title)
    assert column(book, "E", 12, 12) == ["Merton"]
    rows = [column(book, letter, 13, 20) for letter in "DEFGH"]
    assert list(zip(*rows, strict=True))[:5] == [
        ("2021/22", 19.51, 19.49, 22.5, "≈ level"),
        ("2022/23", None, None, None, None),
        ("2023/24", 16.1, 17.9, 19.9, "▲ better"),
        ("2024/25", 14.9, 17.5, 18.1, "▲ better"),
        (None, None, None, None, None),
    ]


def test_the_national_items_it_answers_stand_a_line_a_framework_and_its_services_below() -> None:
    book = card(ABSENCE.title)
    assert column(book, "B", 27, 28) == ["Absence: absence rate - persistent and severe absence (component)", "–"]
    assert column(book, "A", 30, 34) == [
        "Services that contribute to its outcome, 4 of 5",
        "Service 1",
        "Service 2",
        "Service 3",
        "Service 4",
    ]
    assert column(book, "B", 31, 31) == ["Main: sessions attended"]


def test_a_primary_link_in_force_goes_before_others() -> None:
    """Each line is the link an analyst would take from the crosswalk by hand."""
    tabs = [sheet.framework for sheet in layout("borough").mappings]
    for metric in (ABSENCE, MOVES, FRAMEWORK.metrics["MET-005"], FRAMEWORK.metrics["MET-039"]):
        book = card(metric.title)
        for number, framework in enumerate(tabs):
            links = [
                (link, FRAMEWORK.items[link.item_id])
                for link in FRAMEWORK.links.values()
                if link.our_id == metric.id and FRAMEWORK.items[link.item_id].framework == framework
            ]
            links = [(link, item) for link, item in links if item.state != "Retired"]
            said = str(column(book, "B", 23 + number, 23 + number)[0])
            if not links:
                assert said == "–"
                continue
            _, item = next((pair for pair in links if pair[0].role == "Primary"), links[0])
            assert said.startswith(item.title[:100])
            assert (f", and {len(links) - 1} more" in said) == (len(links) > 1)


def test_what_is_withheld_is_said_and_never_drawn_as_nought() -> None:
    book = card(MOVES.title)
    assert column(book, "A", 6, 7) == [
        "Merton: Published, but withheld for your borough (c) for 2023/24.  London 9.0.",
        "Direction: lower is better.  ",
    ]
    assert column(book, "B", 15, 15) == ["down by 2.5 points by 2027/28: no figure to compare"]
    assert column(book, "E", 13, 15) == [11, "c", None]
    drawn = [book.sheets["Workings"].value(row, 8) for row in (4, 5, 6)]
    assert drawn == [11, ErrorValue("#N/A"), ErrorValue("#N/A")]


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        (BELONGING.title, "Nobody has looked for a figure yet: Check data availability does."),
        ("Nobody knows this", "No metric of this workbook has that name: choose one from the list above."),
        (None, "Choose a metric above."),
    ],
)
def test_what_is_not_there_is_said_in_words(metric: str | None, said: str) -> None:
    assert column(card(metric), "A", 6, 6) == [said]


def test_the_list_of_metrics_is_the_domains_own_in_the_sheets_order_and_no_longer() -> None:
    book = files.read_bytes(showing(workbook(), ABSENCE.title, "Engaged"), "x")
    there = book.sheets["Workings"]
    listed = [there.value(row, 16) for row in range(6, 6 + len(FRAMEWORK.metrics) + 60)]
    wanted = [metric.title for metric in FRAMEWORK.metrics.values() if metric.domain == "Engaged"]
    assert [name for name in listed if name] == wanted
    assert there.value(9, 2) == len(wanted)


def test_a_closed_files_chart_keeps_the_chosen_metrics_periods_and_figures() -> None:
    with zipfile.ZipFile(io.BytesIO(showing(workbook(), ABSENCE.title))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    (chart,) = [one for one in charts if "Workings!" in one]
    categories = re.search(r"<c:cat>.*?</c:cat>", chart)
    values = re.search(r"<c:val>.*?</c:val>", chart)
    assert categories and re.findall(r"<c:v>(.*?)</c:v>", categories[0]) == ["2021/22", "2022/23", "2023/24", "2024/25"]
    assert values and re.findall(r'idx="(.)"><c:v>(.*?)</c:v>', values[0]) == [
        ("0", "19.51"),
        ("2", "16.1"),
        ("3", "14.9"),
    ]
    assert '<c:dispBlanksAs val="span"/>' in chart


@pytest.mark.office
@pytest.mark.parametrize("case", ["figures", "withheld", "a gap", "a name that is not there", "nothing", "a template"])
def test_no_error_is_shown_and_what_is_saved_is_what_an_office_program_works_out(case: str, tmp_path: Path) -> None:
    data = {
        "figures": lambda: showing(workbook(), ABSENCE.title),
        "withheld": lambda: showing(workbook(), MOVES.title, "Safe"),
        "a gap": lambda: showing(made.answered(), BELONGING.title),
        "a name that is not there": lambda: showing(workbook(), "Nobody knows this"),
        "nothing": lambda: showing(made.blank(), None, ""),
        "a template": made.blank,
    }[case]()
    path = tmp_path / "a workbook.xlsx"
    path.write_bytes(data)
    saved, worked_out = files.read(path), recalculated(path)
    for name, sheet in saved.sheets.items():
        for place in sheet.formulas:
            found = worked_out.sheets[name].value(*place)
            assert same(sheet.value(*place), found), f"{CellRef(name, *place)}: {sheet.value(*place)!r}, not {found!r}"
            assert name == "Workings" or not isinstance(found, ErrorValue), f"{CellRef(name, *place)} shows {found}"


@pytest.mark.office
def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a workbook.xlsx"
    path.write_bytes(workbook())
    assert validate(path) == []
