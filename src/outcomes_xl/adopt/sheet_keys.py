"""Keys to letters, words and colours: pairs of cells side by side, and sentences such as "Y = we have it"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outcomes_xl.adopt.found_table import IsTitle, SheetKey, is_filled
from outcomes_xl.adopt.key_sentences import (
    before_pairs,
    may_explain,
    pairs_in,
    pairs_in_brackets,
    without_shared_word,
)
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.styled_cells import Place, StyledCell, StyledSheet

_CALLED_KEY = re.compile(r"^((colour|rag|status) )?(key|legend|code)( to [a-z ]+)?:?$")
_LONGEST_LABEL = 25
_LONGEST_LINES_LABEL = 3
"""Letters of a word that a line of its own explains: NEET: not collected is an answer, and no key."""
_COLOURS = frozenset({"red", "amber", "green", "blue", "yellow", "orange", "grey", "gray", "black", "white", "purple"})
_NUMBERING = re.compile(r"^[\d.]+$")


def _says_something(text: str) -> bool:
    known = words()
    return known.status(text) is not None or any(
        known.of_list(name, text) for name in ("quality", "geography", "frequency")
    )


def _labels_an_answer(left: str) -> bool:
    """Whether a word before a colon names a field, as in “Status: available; Owner: schools”: an answer, and no key."""
    return words().heading(left) not in (None, "ref") or len(left) > _LONGEST_LABEL


def read_key(sheet: StyledSheet, is_title: IsTitle, key: SheetKey) -> None:
    """Add to a key what a sheet explains: pairs of cells side by side, and sentences such as "Y = we have it"."""
    lines: dict[Place, tuple[str, str]] = {}
    for place, cell in sheet.cells.items():
        if not isinstance(cell.value, str) or not may_explain(cell.value):
            continue
        if told := _explained_in(pairs_in(cell.text)):
            for word, means in told:
                key.explain(sheet, one_line(word), means)
            if not _is_a_heading(sheet, cell):
                key.mark(sheet, place)
            continue
        for word, means in pairs_in_brackets(cell.text):
            if _says_something(means):
                key.explain(sheet, one_line(word), means)
        if _stands_alone(sheet, place) and len(line := pairs_in(cell.text, alone=True)) == 1:
            lines[place] = line[0]
    for places in _runs_of_lines(lines, is_title):
        labels = without_shared_word([lines[place][0] for place in places])
        for place, label in zip(places, labels, strict=True):
            key.explain(sheet, one_line(label), lines[place][1])
        key.mark(sheet, *places)
    for named, boxes in _coloured_words(sheet):
        for box in boxes:
            key.explain(sheet, box.look.fill, box.text, fill=True)
        key.mark(sheet, *((one.row, one.column) for one in (named, *boxes)))
    for run in (*_pair_runs(sheet, is_title), *_turned_runs(sheet, key)):
        for left, right in run:
            if left.value is not None:
                key.explain(sheet, one_line(left.text), right.text)
            if left.look.fill:
                key.explain(sheet, left.look.fill, right.text, fill=True)
            key.mark(sheet, (left.row, left.column), (right.row, right.column))
        top = min(run[0])
        for column in (top.column, top.column + 1):
            above = sheet.cells.get((top.row - 1, column))
            if above is not None and above.value is not None:
                key.mark(sheet, (above.row, above.column))


def _explained_in(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs of a cell where they are a key: two and more, and no answers to headings."""
    if len(pairs) < 2 or sum(_says_something(means) for _, means in pairs) < 2:
        return []
    answers = sum(_labels_an_answer(left) for left, _ in pairs)
    return pairs if answers * 2 < len(pairs) else []  # a word may sound like a heading


def _is_a_heading(sheet: StyledSheet, cell: StyledCell) -> bool:
    """Whether a key is but the end of a heading: Have it? ✅ yes ❌ no."""
    before = before_pairs(cell.text)
    if not before or _CALLED_KEY.match(one_line(before)) or words().heading(before) is None:
        return False
    return any(is_filled(sheet, cell.row, cell.column + step) for step in (-1, 1))


def _stands_alone(sheet: StyledSheet, place: Place) -> bool:
    return not any(is_filled(sheet, place[0], place[1] + step) for step in (-1, 1))


def _runs_of_lines(lines: dict[Place, tuple[str, str]], is_title: IsTitle) -> Iterator[list[Place]]:
    """Give the keys that have a line for each word: Score 0 = not collected, below it Score 1 = …"""
    run: list[Place] = []
    for place in [*sorted(lines, key=lambda one: (one[1], one[0])), None]:
        if place is not None and run and place == (run[-1][0] + 1, run[-1][1]):
            run.append(place)
            continue
        labels = [*without_shared_word([lines[one][0] for one in run])]
        short = all(len(label) <= _LONGEST_LINES_LABEL or one_line(label) in _COLOURS for label in labels)
        says = sum(_says_something(lines[one][1]) for one in run)
        once = len(set(labels)) == len(run) and not any(is_title(lines[one][1]) for one in run)
        if len(run) > 1 and short and once and says > 1 and says * 2 >= len(run):
            yield run
        run = [place] if place is not None else []


def _below_the_word_key(sheet: StyledSheet) -> frozenset[Place]:
    """Return the cells that stand straight below the word Key, as far down as something stands there."""
    found: set[Place] = set()
    for (row, column), cell in sheet.cells.items():
        if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_LABEL and _CALLED_KEY.match(one_line(cell.text)):
            below = row + 1
            while is_filled(sheet, below, column):
                found.add((below, column))
                below += 1
    return frozenset(found)


def _coloured_words(sheet: StyledSheet) -> Iterator[tuple[StyledCell, list[StyledCell]]]:
    """Give keys whose meanings stand in their colours, to the right of the word Key or below it."""
    texts = {cell.value for cell in sheet.cells.values() if isinstance(cell.value, str)}
    called = {text for text in texts if len(text) <= _LONGEST_LABEL and _CALLED_KEY.match(one_line(text))}
    for (row, column), named in sheet.cells.items() if called else ():
        if named.value not in called:
            continue
        for down, right in ((0, 1), (1, 0)):
            boxes: list[StyledCell] = []
            while (box := sheet.cells.get((row + down * (len(boxes) + 1), column + right * (len(boxes) + 1)))) and (
                isinstance(box.value, str) and box.look.fill
            ):
                boxes.append(box)
            each = len(boxes) > 1 and len({box.look.fill for box in boxes}) == len(boxes)
            if each and sum(_says_something(box.text) for box in boxes) * 2 >= len(boxes):
                yield named, boxes


def _pair_runs(sheet: StyledSheet, is_title: IsTitle) -> Iterator[list[tuple[StyledCell, StyledCell]]]:
    pairs: dict[int, list[tuple[StyledCell, StyledCell]]] = {}
    there = sheet.cells.get
    headed = _below_the_word_key(sheet)
    covered = _covered(sheet)
    for (row, column), left in sheet.cells.items():
        step = 1 if there((row, column + 1)) else 2  # the word may be merged over two columns
        right = there((row, column + step))
        if right is None or not isinstance(right.value, str):
            continue
        beyond = there((row, column + step + 1))
        if beyond is not None and beyond.value is not None:
            continue
        if is_filled(sheet, row, column - 1) or (row, column - 1) in covered or is_title(right.text):
            continue
        if not _is_short(left) and not ((row, column) in headed and len(left.text) <= _LONGEST_LABEL):
            continue
        pairs.setdefault(column, []).append((left, right))
    for _, unordered in sorted(pairs.items()):
        found = sorted(unordered, key=lambda pair: pair[0].row)
        run: list[tuple[StyledCell, StyledCell]] = []
        for pair in [*found, None]:
            if pair is not None and (not run or pair[0].row <= run[-1][0].row + 1):
                run.append(pair)
                continue
            fills = {left.look.fill for left, _ in run}
            short = all(len(left.text) <= 4 or _is_colour(left) for left, _ in run)  # longer ones only by their colours
            says = sum(_says_something(right.text) for _, right in run)
            once = len({(left.text, left.look.fill) for left, _ in run}) == len(run)  # a key explains each once
            explains = len(run) >= 2 and once and says * 2 >= len(run) and (short or len(fills) > 1)
            named = (run[0][0].row, run[0][0].column) in headed if run else False
            explains = explains or (named and len(run) >= 2 and once and says > 0)
            if any(_NUMBERING.match(left.text) for left, _ in run):  # a list counts its rows as well
                explains = explains and all(words().status(right.text) is not None for _, right in run)
            if explains and not _within_a_table(sheet, run):
                yield run
            run = [pair] if pair is not None else []


def _turned_runs(sheet: StyledSheet, key: SheetKey) -> Iterator[list[tuple[StyledCell, StyledCell]]]:
    """Give keys whose meanings stand left of what they explain: Available now | G, the letter or the box in its colour.

    Every colour and letter is another, and nothing else stands beside them: of a table's columns this is not so.
    """
    run: list[tuple[StyledCell, StyledCell]] = []
    taken = key.used.get(sheet.name, set())
    coloured = {place: cell for place, cell in sheet.cells.items() if cell.look.fill and place not in taken}
    for (row, column), box in sorted(coloured.items(), key=lambda one: (one[0][1], one[0][0])):
        means = sheet.cells.get((row, column - 1))
        if means is None or means.look.fill or (row, column - 1) in taken or not isinstance(means.value, str):
            continue
        if len(box.text) > _LONGEST_LINES_LABEL or any(is_filled(sheet, row, n) for n in (column - 2, column + 1)):
            continue
        if words().status(means.text) is None:
            continue
        if run and (run[-1][0].row, run[-1][0].column) != (row - 1, column):
            run = []
        run.append((box, means))
        below = sheet.cells.get((row + 1, column))
        ends = below is None or not below.look.fill
        if ends and len(run) > 1 and len({one.look.fill for one, _ in run}) == len(run):
            yield run


def _covered(sheet: StyledSheet) -> set[Place]:
    """Return the last columns of cells merged across that something stands in: what is right of them is beside it."""
    across = [area for area in sheet.merges if area.last_column > area.first_column]
    filled = [area for area in across if is_filled(sheet, area.first_row, area.first_column)]
    return {(row, area.last_column) for area in filled for row in range(area.first_row, area.last_row + 1)}


def _within_a_table(sheet: StyledSheet, run: list[tuple[StyledCell, StyledCell]]) -> bool:
    """Whether pairs go on above or below with something to their left: two columns of a table, and no key."""
    column = run[0][0].column
    around = (run[0][0].row - 1, run[-1][0].row + 1)
    return any(
        is_filled(sheet, row, column - 1) and (is_filled(sheet, row, column) or is_filled(sheet, row, column + 1))
        for row in around
    )


def _is_short(cell: StyledCell) -> bool:
    if cell.value is None:
        return bool(cell.look.fill)
    if not isinstance(cell.value, str | int) or isinstance(cell.value, bool):
        return False
    # A coloured word beside its meaning may be longer: the colour is what is explained.
    return len(cell.text) <= (12 if cell.look.fill else 4) or _is_colour(cell)


def _is_colour(cell: StyledCell) -> bool:
    """Whether a cell holds the name of a light's colour."""
    return one_line(cell.text) in _COLOURS
