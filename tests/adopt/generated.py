"""Made-up spreadsheets of the layouts that boroughs use, for property tests: seeded, so that each can be made again."""

from __future__ import annotations

import random
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from outcomes_xl.framework import load_framework
from tests.adopt.generated_dashboards import DASHBOARDS
from tests.adopt.generated_mess import make_a_mess
from tests.adopt.generated_more import MORE_LAYOUTS

FRAMEWORK = load_framework()
METRICS = list(FRAMEWORK.metrics.values())
WORDS = ("Yes", "No", "Held by a partner", "Available now", "In part", "TBC", "-", "n/a")
HEADINGS = ("Measure", "Status", "Owner", "Latest year", "Value", "Comments", "Anything else")
BOLD = Font(bold=True)


def make(seed: int, path: Path) -> str:
    """Write one spreadsheet, every other one made a mess of; return the layout it has."""
    chance = random.Random(seed)
    kinds = {**_LAYOUTS, **MORE_LAYOUTS, **DASHBOARDS}
    kind = LAYOUTS[seed % len(LAYOUTS)]
    book = Workbook()
    sheet = book.active
    sheet.title = chance.choice(["Log", "Data map", "Sheet1"])
    chosen = chance.sample(METRICS, chance.randint(3, 12))
    kinds[kind](book, sheet, chosen, chance)
    if seed // len(LAYOUTS) % 2:
        make_a_mess(book, chance)
    book.save(path)
    return kind


def _answer(chance: random.Random, heading: str) -> object:
    if chance.random() < 0.25:
        return None
    return {
        "Status": chance.choice(WORDS),
        "Owner": chance.choice(["Early help", "NHS", "Schools"]),
        "Latest year": chance.choice(["2024/25", "24/25", 2025, "31/03/2025", "soon", "2022 - 24"]),
        "Value": chance.choice([0.21, 12.5, "n/a", "c", "<5", "21.4%", "#N/A", 161]),
        "Comments": chance.choice(["Ask again in May", "Small numbers", "-"]),
        "Anything else": chance.choice(["blue", 17, "see file"]),
    }[heading]


def _title(metric, chance: random.Random) -> str:
    return chance.choice(
        [metric.title] * 3 + [f"• {metric.title}", f"1.2 {metric.title}", f"Our own count {metric.id[4:]}x"]
    )


def _row(sheet, at: int, left: int, metric, chance: random.Random, headings=HEADINGS) -> None:
    sheet.cell(at, left, _title(metric, chance))
    for column, heading in enumerate(headings[1:], left + 1):
        value = _answer(chance, heading)
        if value is not None:
            sheet.cell(at, column, value)
            if heading == "Value" and value == 0.21:
                sheet.cell(at, column).number_format = "0.0%"
    if chance.random() < 0.1:
        sheet.cell(at, left).comment = Comment("Look at this one", "Officer")
    if chance.random() < 0.05:
        sheet.cell(at, left).font = Font(strike=True)


def _headings(sheet, at: int, left: int, headings=HEADINGS) -> None:
    for column, heading in enumerate(headings, left):
        sheet.cell(at, column, heading).font = BOLD


def _plain(book, sheet, chosen, chance) -> None:
    left, top = chance.randint(1, 4), chance.randint(1, 5)
    if top > 2:
        sheet.cell(1, left, "What data do we have?").font = BOLD
    _headings(sheet, top, left)
    for at, metric in enumerate(chosen, top + 1):
        _row(sheet, at, left, metric, chance)
    sheet.cell(top + len(chosen) + 3, left, "Source: the performance team")


def _banners(book, sheet, chosen, chance) -> None:
    at = 1
    _headings(sheet, at, 1)
    for metric in sorted(chosen, key=lambda one: one.outcome_id):
        at += 1
        sheet.cell(at, 1, metric.outcome).font = BOLD
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(HEADINGS))
        at += 1
        _row(sheet, at, 1, metric, chance)
    sheet.cell(at + 1, 1, "Total").font = BOLD
    sheet.cell(at + 1, 2, f'=COUNTIF(B2:B{at},"Yes")')


def _outline(book, sheet, chosen, chance) -> None:
    _headings(sheet, 1, 1)
    at = 1
    for metric in chosen:
        for depth, words in enumerate((metric.outcome, metric.indicator)):
            at += 1
            sheet.cell(at, 1, words).alignment = Alignment(indent=depth)
        at += 1
        _row(sheet, at, 1, metric, chance)


def _ticks(book, sheet, chosen, chance) -> None:
    for column, words in enumerate(("Measure", "Yes", "With a partner", "No", "Owner"), 1):
        sheet.cell(2, column, words).font = BOLD
    sheet.merge_cells("B1:D1")
    sheet.cell(1, 2, "Is the data there?").font = BOLD
    for at, metric in enumerate(chosen, 3):
        sheet.cell(at, 1, metric.title)
        for _ in range(chance.choice([0, 1, 1, 1, 2])):
            sheet.cell(at, chance.randint(2, 4), chance.choice("✓✓✓x"))
        sheet.cell(at, 5, "Early help")


def _colours(book, sheet, chosen, chance) -> None:
    fills = {"00B050": "We have it and use it", "FFC000": "It needs work", "FF0000": "Nobody collects it"}
    for column, words in enumerate(("Measure", "Can we report it?", "Owner"), 1):
        sheet.cell(1, column, words).font = BOLD
    for at, metric in enumerate(chosen, 2):
        sheet.cell(at, 1, metric.title)
        sheet.cell(at, 2).fill = PatternFill("solid", fgColor=f"FF{chance.choice([*fills, '7030A0'])}")
        sheet.cell(at, 3, "Early help")
    key = book.create_sheet("Key")
    for at, (fill, words) in enumerate(fills.items(), 1):
        key.cell(at, 1).fill = PatternFill("solid", fgColor=f"FF{fill}")
        key.cell(at, 2, words)


def _sheets(book, sheet, chosen, chance) -> None:
    sheet["A1"] = "Contents"
    for domain in dict.fromkeys(metric.domain for metric in chosen):
        one = book.create_sheet(domain)
        headings = list(HEADINGS[:1]) + chance.sample(HEADINGS[1:], 4)
        _headings(one, 1, 1, headings)
        for at, metric in enumerate([m for m in chosen if m.domain == domain], 2):
            _row(one, at, 1, metric, chance, headings)


def _cards(book, sheet, chosen, chance) -> None:
    at = 1
    for metric in chosen:
        sheet.cell(at, 1, "Measure:").font = BOLD
        sheet.cell(at, 2, metric.title)
        for step, heading in enumerate(("Status", "Owner", "Comments"), 1):
            sheet.cell(at + step, 1, f"{heading}:").font = BOLD
            value = _answer(chance, heading)
            if value is not None:
                sheet.cell(at + step, 2, value)
        at += 5


def _aside(book, sheet, chosen, chance) -> None:
    for at, heading in enumerate(("Measure", "Status", "Owner", "Comments"), 2):
        sheet.cell(at, 1, heading).font = BOLD
    for column, metric in enumerate(chosen, 2):
        sheet.cell(2, column, metric.title)
        for at, heading in enumerate(("Status", "Owner", "Comments"), 3):
            value = _answer(chance, heading)
            if value is not None:
                sheet.cell(at, column, value)


def _groups(book, sheet, chosen, chance) -> None:
    sheet["A2"] = "Measure"
    for first, borough in ((2, "Merton"), (4, "Sutton")):
        sheet.cell(1, first, borough)
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + 1)
        sheet.cell(2, first, "Status")
        sheet.cell(2, first + 1, "Owner")
    for cell in (*sheet[1], *sheet[2]):
        cell.font = BOLD
    for at, metric in enumerate(chosen, 3):
        sheet.cell(at, 1, metric.title)
        for column in range(2, 6):
            sheet.cell(at, column, chance.choice(["Yes", "No"]) if column % 2 == 0 else "Early help")


def _two(book, sheet, chosen, chance) -> None:
    half = len(chosen) // 2
    for left, metrics in ((1, chosen[:half]), (9, chosen[half:])):
        _headings(sheet, 1, left)
        for at, metric in enumerate(metrics, 2):
            _row(sheet, at, left, metric, chance)


def _hidden(book, sheet, chosen, chance) -> None:
    _plain(book, sheet, chosen, chance)
    old = book.create_sheet("Old")
    old.sheet_state = "hidden"
    _plain(book, old, chosen, chance)


def _mixed(book, sheet, chosen, chance) -> None:
    """Two heading rows: some words down over both, merged or not, others over a group."""
    at, left = 1, list(HEADINGS)
    while left:
        width = chance.choice([1, 1, 2, 3]) if at > 1 and len(left) > 2 else 1
        if width == 1:
            sheet.cell(1, at, left.pop(0)).font = BOLD
            if chance.random() < 0.7:
                sheet.merge_cells(start_row=1, end_row=2, start_column=at, end_column=at)
        else:
            sheet.cell(1, at, chance.choice(["Data", "About it", "Details"])).font = BOLD
            sheet.merge_cells(start_row=1, end_row=1, start_column=at, end_column=at + width - 1)
            for step in range(width):
                sheet.cell(2, at + step, left.pop(0)).font = BOLD
        at += width
    for at, metric in enumerate(chosen, 3):
        _row(sheet, at, 1, metric, chance)


def _three(book, sheet, chosen, chance) -> None:
    words = chance.choice([("Now", "With work", "No"), ("Yes", "Partly", "No"), ("Green", "Amber", "Red")])
    for column, heading in enumerate(("Measure", *words, "Owner"), 1):
        sheet.cell(1, column, heading).font = BOLD
    for at, metric in enumerate(chosen, 2):
        sheet.cell(at, 1, metric.title)
        for _ in range(chance.choice([0, 1, 1, 1, 2])):
            sheet.cell(at, chance.randint(2, 4), chance.choice("xxx✗"))
        sheet.cell(at, 5, "Early help")


def _years(book, sheet, chosen, chance) -> None:
    sheet["A2"] = "Measure"
    for first, year in ((2, "2022/23"), (5, "2023/24"), (8, "2024/25")):
        sheet.cell(1, first, year)
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + 2)
        for step, heading in enumerate(("Status", "Value", "Comments")):
            sheet.cell(2, first + step, heading)
    for cell in (*sheet[1], *sheet[2]):
        cell.font = BOLD
    for at, metric in enumerate(chosen, 3):
        sheet.cell(at, 1, _title(metric, chance))
        for column in range(2, 11):
            value = _answer(chance, str(sheet.cell(2, column).value))
            if value is not None:
                sheet.cell(at, column, value)


_LAYOUTS = {
    "plain": _plain, "banners": _banners, "outline": _outline, "ticks": _ticks, "colours": _colours, "sheets": _sheets,
    "cards": _cards, "aside": _aside, "groups": _groups, "two tables": _two, "hidden copy": _hidden,
    "mixed headings": _mixed, "three ticks": _three, "years over groups": _years,
}  # fmt: skip
LAYOUTS = (*_LAYOUTS, *MORE_LAYOUTS, *DASHBOARDS)
