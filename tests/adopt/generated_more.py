"""More made-up layouts: three heading rows, spacer columns, outlines by bold and by number, sections with headings of
their own, other frameworks' ids, years as banners, sub-rows, two boroughs in one heading, a note beside each year."""

from __future__ import annotations

import random

from openpyxl.styles import Alignment, Font, PatternFill

BOLD = Font(bold=True)
_FIGURES = (
    0.71,
    "71%",
    "71.2¹",
    "c. 70",
    "<5",
    "*",
    "..",
    "70-75",
    "1,204",
    " 12.5 ",
    None,
    "see note",
    "not yet",
    7,
    -2.5,
    0,
)
_STATUSES = ("Y", "N", "Partial", "Yes", "No", "✓", "✗", "P", "ü", "?", "Y - needs work", "yes ", None)
_TEAMS = ("Early help", "A&E", "SEND team (EHCPs)", "NHS\nNW London ICB", "J. Smith", None)
_PARTS = ("Boys", "of which FSM", "  - Girls", "of whom SEN (EHCP)", "NEET", "All")
_NOTES = ("c. 70 at last count", "Small numbers <5", "see A&E return; NEET/NK", "1) ask Ben\n2) ask Ann", None, 2024)


def _fill(sheet, at: int, left: int, metric, chance: random.Random, *kinds: tuple[object, ...]) -> None:
    sheet.cell(at, left, worded(metric, chance))
    for column, kind in enumerate(kinds, left + 1):
        value = chance.choice(kind)
        if value is not None:
            sheet.cell(at, column, value)
        if value == 0.71 and chance.random() < 0.7:
            sheet.cell(at, column).number_format = "0%"


def worded(metric, chance: random.Random) -> str:
    """Return a metric's title as somebody may have written it: whole, cut, turned, beside another, with a mark."""
    title, words = metric.title, metric.title.split()
    short = " ".join(word for at, word in enumerate(words) if at != chance.randrange(len(words))) or title
    return chance.choice(
        [title, title, title, short, title.upper(), f"{title}¹", f"{title} (%)", f"Number of {title.lower()}",
         f" {title} ", f"{metric.id} {title}", f"{title}\n({metric.outcome_id})", f"Our {words[-1]} work",
         f"{title} - England"]
    )  # fmt: skip


def _heads(sheet, at: int, left: int, *texts: str | None) -> None:
    for column, text in enumerate(texts, left):
        if text:
            sheet.cell(at, column, text).font = BOLD


def _three_rows(book, sheet, chosen, chance) -> None:
    left = chance.randint(1, 3)
    _heads(sheet, 2, left, "Measure", "What we hold", None, None, None, "Who")
    _heads(sheet, 3, left, None, "Is it there?", None, "Figures", None, None)
    _heads(sheet, 4, left, None, "Status", "Team", "Year", "Value", "Comments")
    sheet.merge_cells(start_row=2, end_row=4, start_column=left, end_column=left)
    sheet.merge_cells(start_row=2, end_row=2, start_column=left + 1, end_column=left + 4)
    sheet.merge_cells(start_row=3, end_row=3, start_column=left + 1, end_column=left + 2)
    for at, metric in enumerate(chosen, 5):
        _fill(sheet, at, left, metric, chance, _STATUSES, _TEAMS, ("2024/25", "2024", 2024, None), _FIGURES, _NOTES)


def _spaced(book, sheet, chosen, chance) -> None:
    _heads(sheet, 3, 2, "Measure\n(short title)", None, "Have we\ngot it?", None, "Who holds it", None, "Notes")
    for at, metric in enumerate(chosen, 4):
        _fill(sheet, at, 2, metric, chance, (None,), _STATUSES, (None,), _TEAMS, (None,), _NOTES)


def _bold_outline(book, sheet, chosen, chance) -> None:
    _heads(sheet, 1, 1, "Outcome / indicator / measure", "Status", "Owner", "Comments")
    at = 1
    for metric in chosen:
        at += 1
        sheet.cell(at, 1, metric.outcome).font = Font(bold=True, size=14)
        at += 1
        sheet.cell(at, 1, metric.indicator).font = Font(italic=True)
        at += 1
        _fill(sheet, at, 1, metric, chance, _STATUSES, _TEAMS, _NOTES)


def _numbered_outline(book, sheet, chosen, chance) -> None:
    _heads(sheet, 1, 1, "No.", "What", "Do we have it?", "Owner")
    at = 1
    for number, metric in enumerate(chosen, 1):
        for depth, words in enumerate((metric.outcome, metric.indicator)):
            at += 1
            sheet.cell(at, 1, f"{number}" + ".1" * depth)
            sheet.cell(at, 2, words)
        at += 1
        sheet.cell(at, 1, f"{number}.1.1")
        _fill(sheet, at, 2, metric, chance, _STATUSES, _TEAMS)


def _sections(book, sheet, chosen, chance) -> None:
    at = 1
    for start in range(0, len(chosen), 3):
        sheet.cell(at, 1, chance.choice([chosen[start].outcome, chosen[start].domain.upper(), "Other measures"]))
        _heads(sheet, at + 1, 1, "Measure", "Status", "Figure", "Year", "Comments")
        at += 2
        for metric in chosen[start : start + 3]:
            _fill(sheet, at, 1, metric, chance, _STATUSES, _FIGURES, ("2024/25", "24-25", "Mar-25", None), _NOTES)
            at += 1
        at += chance.randint(0, 2)


def _others_ids(book, sheet, chosen, chance) -> None:
    _heads(sheet, 1, 1, "PHOF id", "LG Inform", "Indicator", "Status", "Value")
    for at, metric in enumerate(chosen, 2):
        sheet.cell(at, 1, chance.choice(["C09a", "B05", 90282, None]))
        sheet.cell(at, 2, chance.choice(["LGI 3489", 19346, None]))
        _fill(sheet, at, 3, metric, chance, _STATUSES, _FIGURES)


def _year_banners(book, sheet, chosen, chance) -> None:
    _heads(sheet, 1, 1, "Measure", "Status", "Value", "Comments")
    at = 1
    for year in chance.choice([("2023/24", "2024/25"), (2023, 2024), ("Year: 2024-25",)]):
        at += 1
        sheet.cell(at, 1, year).font = BOLD
        for metric in chosen[: len(chosen) // 2 + 1]:
            at += 1
            _fill(sheet, at, 1, metric, chance, _STATUSES, _FIGURES, _NOTES)


def _sub_rows(book, sheet, chosen, chance) -> None:
    _heads(sheet, 1, 1, "Measure", "Status", "Value", "Comments")
    at, last = 1, ""
    for metric in chosen:
        if metric.outcome != last and chance.random() < 0.5:
            at += 1
            sheet.cell(at, 1, metric.outcome).font = BOLD
            last = metric.outcome
        at += 1
        _fill(sheet, at, 1, metric, chance, _STATUSES, _FIGURES, _NOTES)
        for part in chance.sample(
            ["Boys", "of which FSM", "  - Girls", "of whom SEN (EHCP)", "NEET", "All"], chance.randint(0, 3)
        ):
            at += 1
            sheet.cell(at, 1, part).alignment = Alignment(indent=chance.choice([0, 1, 2]))
            for column, kind in ((2, _STATUSES), (3, _FIGURES)):
                if chance.random() < 0.7 and (value := chance.choice(kind)) is not None:
                    sheet.cell(at, column, value)


def _two_in_a_heading(book, sheet, chosen, chance) -> None:
    _heads(sheet, 1, 1, None, chance.choice(["LBRuT & RBK", "Merton & Sutton"]), None, "Merton")
    sheet.merge_cells("B1:C1")
    _heads(sheet, 2, 1, "Measure", "Status", "Value", "Status", "Value")
    for at, metric in enumerate(chosen, 3):
        _fill(sheet, at, 1, metric, chance, _STATUSES, _FIGURES, _STATUSES, _FIGURES)


def _notes_beside_years(book, sheet, chosen, chance) -> None:
    _heads(sheet, 1, 1, "KPI", "2022/23", "Notes", "2023/24", "Notes", "2024/25", "Notes", "RAG")
    for at, metric in enumerate(chosen, 2):
        _fill(sheet, at, 1, metric, chance, *(_FIGURES, _NOTES) * 3, (None,))
        sheet.cell(at, 8).fill = PatternFill("solid", fgColor=chance.choice(["FF00B050", "FFFFC000", "FFFF0000"]))
    key = book.create_sheet("Key to RAG")
    for at, (fill, means) in enumerate((("00B050", "We have it"), ("FFC000", "Needs work"), ("FF0000", "No data")), 2):
        key.cell(at, 2).fill = PatternFill("solid", fgColor=f"FF{fill}")
        key.cell(at, 3, means)


MORE_LAYOUTS = {
    "three heading rows": _three_rows, "spacer columns": _spaced, "bold outline": _bold_outline,
    "numbered outline": _numbered_outline, "sections": _sections, "others' ids": _others_ids,
    "year banners": _year_banners, "sub-rows": _sub_rows, "two boroughs in a heading": _two_in_a_heading,
    "notes beside years": _notes_beside_years,
}  # fmt: skip
