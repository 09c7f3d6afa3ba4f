"""Made-up dashboards and the like: tiles, lists without headings, councils in headings, cards under their titles.

Beside them stand counts, and figures have their unit in words.
"""

from __future__ import annotations

import random

from openpyxl.styles import Font, PatternFill

from tests.adopt.generated_more import worded

BOLD = Font(bold=True)
_FIGURES = (
    71,
    71.2,
    "71%",
    "71.2 per cent",
    "298.4 per 10,000",
    "£1,250 per week",
    "14 months",
    "12 families",
    "Good",
    "c. 70",
    "<5",
    None,
)
_YEARS = ("2024/25", "2023-24", 2024, "At 31 March 2025", None)
_STATUSES = (
    "Yes",
    "No",
    "✓",
    "✗",
    "In place",
    "In development",
    "Yes – externally",
    "No – not recorded",
    "Partial",
    "tbc",
    "Ydy",
    None,
)
_BESIDE = ("▲ 0.4", "England 20%", "Target 75", 20.1, None, None)


def _put(sheet, row: int, column: int, value: object, bold: bool = False) -> None:
    if value is not None:
        sheet.cell(row, column, value).font = Font(bold=bold)


def _tiles(book, sheet, chosen, chance: random.Random) -> None:
    above, wide = chance.random() < 0.5, chance.choice([1, 2, 3])
    gap = chance.choice([0, 1])
    for n, metric in enumerate(chosen):
        row, column = 3 + (n // 3) * (4 + gap), 1 + (n % 3) * wide
        order = (
            [chance.choice(_FIGURES), worded(metric, chance)]
            if above
            else [worded(metric, chance), chance.choice(_FIGURES)]
        )
        for step, value in enumerate([*order, chance.choice(_YEARS), chance.choice(_BESIDE)]):
            _put(sheet, row + step, column, value, bold=step == above)
        if wide > 1 and chance.random() < 0.7:
            sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + wide - 1)


def _without_headings(book, sheet, chosen, chance: random.Random) -> None:
    for row, metric in enumerate(chosen, chance.choice([1, 3])):
        for column, value in enumerate((worded(metric, chance), chance.choice(_STATUSES), chance.choice(_FIGURES)), 2):
            _put(sheet, row, column, value)


def _councils(book, sheet, chosen, chance: random.Random) -> None:
    names = chance.sample(["Merton", "Sutton", "Easthaven", "England"], 3)
    heads = ["Measure", *(f"Status ({name})" for name in names), *(f"Value ({name})" for name in names)]
    _put(sheet, 1, 1, f"{names[0]} and {names[1]} outcomes")
    for column, words in enumerate(heads, 1):
        _put(sheet, 3, column, words, bold=True)
    for row, metric in enumerate(chosen, 4):
        _put(sheet, row, 1, worded(metric, chance))
        for column in range(2, 8):
            _put(sheet, row, column, chance.choice(_STATUSES if column < 5 else _FIGURES))


def _cards(book, sheet, chosen, chance: random.Random) -> None:
    for n, metric in enumerate(chosen):
        row, column = 2 + (n // 2) * 6, 1 + (n % 2) * 3
        _put(sheet, row, column, worded(metric, chance), bold=True)
        sheet.cell(row, column).fill = PatternFill("solid", fgColor="FF1F4E78")
        for step, (label, kinds) in enumerate(
            (("Collected?", _STATUSES), ("Whose?", ("Schools", None)), ("Latest", _FIGURES), ("Year", _YEARS)), 1
        ):
            _put(sheet, row + step, column, label, bold=True)
            _put(sheet, row + step, column + 1, chance.choice(kinds))


def _counted(book, sheet, chosen, chance: random.Random) -> None:
    for column, words in enumerate(("How we will know", "Data?", "Latest data", "Figure"), 1):
        _put(sheet, 1, column, words, bold=True)
    for row, metric in enumerate(chosen, 2):
        for column, value in enumerate((worded(metric, chance), *map(chance.choice, (_STATUSES, _YEARS, _FIGURES))), 1):
            _put(sheet, row, column, value)
    for row, words in enumerate(("Available now", "Not collected", "Total"), chance.choice([1, 4])):
        _put(sheet, row, 7, words)
        _put(sheet, row, 8, chance.choice([row, f'=COUNTIF(B2:B20,"{words}")']))


DASHBOARDS = {
    "tiles": _tiles, "without headings": _without_headings, "councils in headings": _councils,
    "cards under titles": _cards, "counts beside": _counted,
}  # fmt: skip
