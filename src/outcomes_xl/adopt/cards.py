"""Tables that lie on their side, cards with a label and a value, and plans on a page with coloured boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from outcomes_xl.adopt.found_table import FoundTable, IsTitle, SheetKey, is_filled
from outcomes_xl.adopt.heading_rows import may_head, repeated_headings
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.model.styled_cells import PLAIN, Place, StyledCell, StyledSheet


def on_its_side(sheet: StyledSheet, is_title: IsTitle, taken: set[Place]) -> FoundTable | None:
    """Return a table whose headings stand in a column and whose metrics stand side by side, one in each column."""
    texts = {cell.value for cell in sheet.cells.values() if isinstance(cell.value, str)}
    known = {text for text in texts if is_title(text)}
    every = {number: [c for c, cell in row.items() if cell.value in known] for number, row in sheet.rows.items()}
    titles_in = {number: titles for number, titles in every.items() if len(titles) > 1}
    for number, titles in sorted(titles_in.items(), key=lambda one: (-len(one[1]), one[0])):
        if found := _beside_labels(sheet, number, titles, taken):
            return found
    return None


def _beside_labels(sheet: StyledSheet, number: int, titles: list[int], taken: set[Place]) -> FoundTable | None:
    """Return the table whose titles stand in a row, if labels stand in a column to their left."""
    known, row = words(), sheet.rows[number]
    label = min(row)
    unnamed = label in titles  # no word stands over the labels
    if unnamed:
        label = max((c for _, c in sheet.cells if c < label), default=0)
    elif known.heading(row[label].text) not in ("metric", "indicator"):
        return None
    headings = {
        n: cells[label]
        for n, cells in sheet.rows.items()
        if label in cells
        and (n, label) not in taken
        and (
            n == number
            or known.heading(cells[label].text)
            or (n > number and (year_of(cells[label]) or known.status(cells[label].text)))
        )
        and (n > number or not unnamed)
    }
    headings = dict(sorted((headings | _between(sheet, headings, label, titles)).items()))
    if len(headings) < 3:
        return None
    if unnamed:
        headings[number] = StyledCell(0, 0, "Metric")
    columns = [column for column in row if column != label]
    records = [{n: c for n in headings if (c := sheet.cells.get((n, column)))} for column in columns]
    made = FoundTable(sheet, min(headings), headings, records=records)
    _groups_at_the_left(made, label)
    return made


def _between(
    sheet: StyledSheet, headings: Mapping[int, StyledCell], label: int, titles: Sequence[int]
) -> dict[int, StyledCell]:
    """Return the labels we do not know between those we do, where something stands below the titles beside them."""
    first, last = min(headings, default=0), max(headings, default=0)
    between = {n: row[label] for n, row in sheet.rows.items() if first < n < last and label in row}
    return {
        n: cell
        for n, cell in between.items()
        if n not in headings and may_head(cell) and any(is_filled(sheet, n, column) for column in titles)
    }


def _groups_at_the_left(made: FoundTable, label: int) -> None:
    """Take words to the left of the labels into a table on its side: each stands beside the labels to its right."""
    first, last = min(made.headings), max(made.headings)
    beside = {
        row: cell
        for (row, column), cell in sorted(made.sheet.cells.items())
        if column < label and first <= row <= last and isinstance(cell.value, str)
    }
    for row, cell in beside.items():
        area = made.sheet.merged.get((row, cell.column))
        end = area.last_row if area else min([*(n for n in beside if n > row), last + 1]) - 1
        for number in range(row, end + 1):
            if number in made.headings:
                made.groups[number] = cell.text
        made.used.add((row, cell.column))


def cards(sheet: StyledSheet, is_title: IsTitle, taken: set[Place]) -> FoundTable | None:
    """Return label-and-value cards as a table: a label in one cell, its value beside it, the same labels again."""
    known = words()
    heads = repeated_headings(sheet)
    labels = {
        place: name
        for place, cell in sorted(sheet.cells.items())
        if place not in taken
        and place[0] not in heads
        and isinstance(cell.value, str)
        and len(cell.text) <= 40
        and not is_title(cell.text)
        and (name := known.heading(cell.text.rstrip(":")))
        and (
            cell.look.bold
            or cell.text.endswith(":")
            or place[1] == 1
            or sheet.cells.get((place[0], place[1] - 1)) is None
        )
    }
    columns = {column for _, column in labels}
    others = [
        (place, one_line(cell.text))
        for place, cell in sorted(sheet.cells.items())
        if place not in taken and place not in labels and place[1] in columns and cell.text.endswith(":")
    ]
    again = Counter(text for _, text in others)
    labels |= {place: "extra" for place, text in others if again[text] > 1}  # into the note, with their words
    labels = dict(sorted(labels.items()))
    texts = [one_line(sheet.cells[place].text.rstrip(":")) for place in labels]
    labels = {  # words that stand once, with nothing beside them, are a title and label nothing
        place: name
        for (place, name), text in zip(labels.items(), texts, strict=True)
        if texts.count(text) > 1 or any(is_filled(sheet, place[0], place[1] + step) for step in (1, 2))
    }
    named_once = [place for place, name in labels.items() if name == "metric"]
    one = sum(is_title(cell.text) for place, cell in sheet.cells.items() if place not in taken) == 1  # a sheet a metric
    one = one or (len(named_once) == 1 and len(labels) > 2 and _title_beside(sheet, named_once[0], is_title))
    repeated = set(labels.values()) if one else _again(sheet, labels)
    if len(repeated - {"extra"}) < 2:
        return None
    named = "metric" in repeated or "indicator" in repeated
    begins = ("metric", "metric_id") if "metric" in repeated else ("indicator",)
    made = FoundTable(sheet, min(row for row, _ in labels), {}, records=[])
    numbers: dict[str, int] = {}
    # Cards side by side are read column by column; one card's labels in several columns, row by row.
    columns = {column for _, column in labels}
    each = all(any(n in begins for (_, c), n in labels.items() if c == column) for column in columns)
    heading_looks = {c.look for p, c in sheet.cells.items() if p[1] in columns and is_title(c.text)} - {PLAIN}
    if not named:  # the title of each card stands over its labels
        each = all(any(is_title(c.text) for p, c in sheet.cells.items() if p[1] == column) for column in columns)
    order = sorted(sheet.cells, key=(lambda p: (p[1], p[0])) if each else None)
    record: dict[int, StyledCell] = {}
    values: set[Place] = set()
    for place in order:
        cell = sheet.cells[place]
        if place not in labels:
            over = place[1] in columns and cell.look in heading_looks and (place[0] + 1, place[1]) in labels
            if not named and place not in values and (is_title(cell.text) or over):
                record = _new_card(made, record)
                made.headings.setdefault(0, StyledCell(0, 0, "Metric"))
                record[0] = cell
            continue
        number = numbers.setdefault(one_line(cell.text.rstrip(":")), len(numbers) + 1)
        if (labels[place] in begins and any(made.headings[n].row and _begins(made, n, begins) for n in record)) or (
            number in record
        ):
            record = _new_card(made, record)
        made.headings.setdefault(number, cell)
        made.used.add(place)
        beside = [(place[0], place[1] + step) for step in (1, 2)]
        value = next((one for one in beside if one in sheet.cells), None)
        value = None if value in labels else value  # what stands beyond another label is that one's
        if value is not None:
            record[number] = sheet.cells[value]
            values.add(value)
    _new_card(made, record)
    return made if made.records and len(made.records) > (0 if one else 1) else None


def _title_beside(sheet: StyledSheet, place: Place, is_title: IsTitle) -> bool:
    beside = (sheet.cells.get((place[0], place[1] + step)) for step in (1, 2))
    return any(cell is not None and is_title(cell.text) for cell in beside)


def _again(sheet: StyledSheet, labels: Mapping[Place, str]) -> set[str]:
    """Return what labels name that stand again: in the same words, or in another row; two of one row are headings."""
    words_of: dict[str, list[str]] = {}
    rows_of: dict[str, set[int]] = {}
    for place, name in labels.items():
        words_of.setdefault(name, []).append(one_line(sheet.cells[place].text.rstrip(":")))
        rows_of.setdefault(name, set()).add(place[0])
    return {name for name, texts in words_of.items() if len(set(texts)) < len(texts) or len(rows_of[name]) > 1}


def _begins(made: FoundTable, number: int, begins: tuple[str, ...]) -> bool:
    return words().heading(made.headings[number].text.rstrip(":")) in begins


def _new_card(made: FoundTable, record: dict[int, StyledCell]) -> dict[int, StyledCell]:
    if record and made.records is not None:
        made.records.append(record)
    return {}


def titles_by_colour(sheet: StyledSheet, is_title: IsTitle, key: SheetKey) -> FoundTable | None:
    """Return a plan on a page as a table: titles of metrics in boxes, the colour of each box its answer by a key."""
    titles = [cell for _, cell in sorted(sheet.cells.items()) if cell.value is not None and is_title(cell.text)]
    boxes = [cell for cell in titles if cell.look.fill in key.fills]
    if len(boxes) < 3:
        return None
    made = FoundTable(sheet, min(cell.row for cell in titles), {0: StyledCell(0, 0, "Metric")})
    made.records = [{0: cell} for cell in boxes]
    made.used = {(cell.row, cell.column) for cell in titles if cell not in boxes}
    return made
