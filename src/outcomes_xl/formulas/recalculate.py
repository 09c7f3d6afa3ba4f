"""What a patch means for a workbook's formulas: values for those of our templates, and whether Excel must work too.

The formula's own text is worked out, rather than the same figures counted once more from the tables: so the value is
what an office program comes to, a stray space in a status included, and a new formula needs no code of its own.
"""

from __future__ import annotations

from collections import defaultdict

from outcomes_xl.formulas.affected import affected, asks_the_helper, is_volatile
from outcomes_xl.formulas.formula_parser import NotWorkedOut, fixed, relative
from outcomes_xl.formulas.known_formulas import known_formulas
from outcomes_xl.formulas.work_out import Workings
from outcomes_xl.model import Book, CellRef, Value
from outcomes_xl.model.patches import Place
from outcomes_xl.model.saved_values import SavedValues


def recalculate(before: Book, after: Book, true_before: bool) -> SavedValues:
    """Return the values of the formulas that are ours, and whether Excel must work out the officer's own.

    It need not for a formula that rests on nothing that changed, nor for one it works out on opening by itself, such as
    TODAY(). Functions of the add-in are never a reason: their answers would turn into “the helper is not running”.
    Where what was saved before was true, only formulas that rest on what changed are worked out.
    """
    formulas = {(name, place): text for name, sheet in after.sheets.items() for place, text in sheet.formulas.items()}
    if not formulas:
        return SavedValues(recalculate=None)
    known_texts = {text: _is_ours_anywhere(text) for text in set(formulas.values())}
    ours = {
        key: text
        for key, text in formulas.items()
        if (known_texts[text] if known_texts[text] is not None else _is_ours(text, key[1]))
    }
    others = {key: text for key, text in formulas.items() if key not in ours and not asks_the_helper(text)}
    stale = affected({**ours, **others}, before, after)
    known = {key: text for key, text in ours.items() if not true_before or key in stale or _blank(after, *key)}
    workings = Workings(after, known, lambda sheet, place: (sheet, place) in stale)
    values: dict[str, dict[Place, Value]] = defaultdict(dict)
    unknown = set()
    for sheet, place in known:
        try:
            values[sheet][place] = workings.value(sheet, place)
        except NotWorkedOut:
            unknown.add((sheet, place))
    if not others and not unknown:
        return SavedValues(values, recalculate=False)
    must = any(key in stale and not is_volatile(formulas[key]) for key in (*others, *unknown))
    return SavedValues(values, recalculate=True if must else None)


def worked_out(book: Book) -> SavedValues:
    """Return the value of every formula of a workbook that was just made.

    Raises NotWorkedOut, naming the cell, for a formula that nobody without an office program knows: a mistake of ours.
    """
    formulas = {(name, place): text for name, sheet in book.sheets.items() for place, text in sheet.formulas.items()}
    workings = Workings(book, formulas, lambda sheet, place: False)
    values: dict[str, dict[Place, Value]] = defaultdict(dict)
    for sheet, place in formulas:
        try:
            values[sheet][place] = workings.value(sheet, place)
        except NotWorkedOut as why:
            raise NotWorkedOut(f"{CellRef(sheet, *place)}, {formulas[sheet, place]}: {why}") from why
    return SavedValues(values, recalculate=False)


def _blank(book: Book, sheet: str, place: Place) -> bool:
    return book.sheets[sheet].value(*place) is None


def _is_ours_anywhere(formula: str) -> bool | None:
    """Whether a formula that says the same in every cell is ours; None for one that does not, or cannot be read."""
    try:
        text = fixed(formula)
    except NotWorkedOut:
        return None
    return None if text is None else text in known_formulas()


def _is_ours(formula: str, place: Place) -> bool:
    try:
        return relative(formula, *place) in known_formulas()
    except NotWorkedOut:
        return False
