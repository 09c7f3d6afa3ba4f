"""What a release means for a borough, as a refresh says it: answers it retires first, then the publisher's notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from outcomes_xl.central.release_history import releases, versions
from outcomes_xl.framework.release_order import is_before, numbers
from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.model import AppendRows, CellRef, Change, Row, SetCell, Table
from outcomes_xl.model.sentences import counted, in_a_list, shown
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading

ANSWERED_AND_RETIRED = "RF18"
"""The finding that names a metric which is retired and answered; its word ``name`` is the metric's."""
FOR_YOU, SAYS = "what this means for you", "what the release says"
_MOST_NAMED, _MOST_NOTES, _LONGEST_NOTE = 8, 3, 300
_MEASURED = ("unit", "polarity", "period_kind")


@dataclass(frozen=True)
class News:
    """One sentence, of what kind it is, and the sheet to look at."""

    kind: str
    sheet: str
    sentence: str


def news(
    told: Iterable[Told], source: Reading, in_use: str, release: str, here: Reading, changes: Sequence[Change]
) -> list[News]:
    """Return the news of the releases from the one in use to the central file's, what touches answers first.

    ``here`` is the workbook before the refresh, ``changes`` what the refresh does to it.
    """
    framework = here.tables.get("framework")
    names = [one.words["name"] for one in told if one.rule == ANSWERED_AND_RETIRED]
    said = [News(FOR_YOU, "Data availability", _retired(names))] if names else []
    if framework is not None:
        said += [News(FOR_YOU, framework.sheet, one) for one in _on_metrics(framework, changes)]
    said += [News(FOR_YOU, table.sheet, _decided(table, some)) for table, some in _decided_links(here, changes)]
    notes = [*_notes(source, in_use, release)][-_MOST_NOTES:]
    return [*said, *(News(SAYS, "", f"Release {one} says: {note}") for one, note in notes)]


def in_words(told: Sequence[News]) -> str:
    """Return the news as it follows another sentence: it begins with a space; "" when there is none."""
    of_you = [one.sentence for one in told if one.kind == FOR_YOU]
    opening = ["What this means for you:"] if of_you else []
    return "".join(f" {one}" for one in (*opening, *of_you, *(one.sentence for one in told if one.kind == SAYS)))


def log_lines(told: Iterable[News], release: str) -> Iterator[LogLine]:
    """Yield the news as lines of Changes, where it is still found when the message is closed."""
    for one in told:
        yield LogLine(one.kind, one.sheet, "", "", one.sentence, f"Release {release}")


def _named(names: Sequence[str]) -> tuple[str, bool]:
    """Return the first names and how many more there are, and whether it is one alone."""
    some = [*(f"“{name}”" for name in names[:_MOST_NAMED])]
    more = len(names) - len(some)
    return in_a_list([*some, f"{more} more, listed with what was found"] if more else some), len(names) == 1


def _retired(names: list[str]) -> str:
    some, alone = _named(names)
    are, them = ("is", "it") if alone else ("are", "them")
    return f"{some} {are} retired and you answer {them}. Your answers stay."


# What it changes for an officer -----------------------------------------------------------------------------------


def _on_metrics(framework: Table, changes: Sequence[Change]) -> Iterator[str]:
    """Yield what is reworded, measured differently, and new among the metrics."""
    fields = {column: name for name, column in framework.columns.items()}
    rows = {row.number: row for row in framework}
    reworded, measured = [], []
    for change in changes:
        if isinstance(change, SetCell) and change.cell.sheet == framework.sheet and change.cell.row in rows:
            name = fields.get(change.cell.column)
            if name == "metric" and change.before is not None:
                reworded.append(f"“{shown(change.before)}” is now called “{shown(change.after)}”")
            elif name in _MEASURED:
                measured.append(rows[change.cell.row].text("metric"))
    if reworded:
        more = len(reworded) - _MOST_NAMED
        rest = [f"{more} more are reworded"] if more > 0 else []
        yield f"{in_a_list([*reworded[:_MOST_NAMED], *rest])}. Your answers stay with them."
    if measured:
        some, alone = _named(list(dict.fromkeys(measured)))
        yield f"{some} {'is' if alone else 'are'} measured differently now: see whether your figures still fit."
    if new := [*_new_metrics(framework, changes)]:
        some, alone = _named(new)
        yield f"{some} {'is' if alone else 'are'} new: {'an answer waits' if alone else 'answers wait'} for you."


def _new_metrics(framework: Table, changes: Iterable[Change]) -> Iterator[str]:
    at = framework.columns.get("metric")
    for change in changes:
        if at and isinstance(change, AppendRows) and change.sheet == framework.sheet:
            yield from (shown(row[at - change.first_column]) for row in change.rows)


def _decided_links(here: Reading, changes: Iterable[Change]) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the links of each mapping tab that an officer has decided about, and a release now says otherwise."""
    touched = {CellRef(c.cell.sheet, c.cell.row, 1) for c in changes if isinstance(c, SetCell)}
    for shape in layout("borough").mappings:
        table = here.tables.get(shape.key)
        if table is not None and "decision" in table.columns:
            some = [
                row for row in table if row["decision"] is not None and CellRef(table.sheet, row.number, 1) in touched
            ]
            if some:
                yield table, some


def _decided(table: Table, rows: Sequence[Row]) -> str:
    some, alone = _named([row.text("title") for row in rows])
    is_, it = ("is a link", "it") if alone else (f"are {counted(len(rows), 'link')}", "them")
    about = f"you have decided about, changed by the release: see whether you still mean {it}"
    return f"{some} on {table.sheet} {is_} {about}."


# What its publisher says ------------------------------------------------------------------------------------------


def _notes(source: Reading, in_use: str, release: str) -> Iterator[tuple[str, str]]:
    """Yield the publisher's notes, oldest first, of each release after the one in use: none where nothing is new."""
    if in_use == release:
        return
    for one, settings in releases(versions(source.tables.get("history"))).items():
        if numbers(in_use) and is_before(in_use, one) and is_before(one, release):
            yield from _note(one, settings.get("Notes"))
    row = source.tables["release"].by("setting").get("Notes") if "release" in source.tables else None
    yield from _note(release, row["answer"] if row else None)


def _note(release: str, text: object) -> Iterator[tuple[str, str]]:
    note = " ".join(str(text or "").split())
    if note:
        short = note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1].rstrip()}…"
        yield release, short if short.endswith((".", "!", "?", "…")) else f"{short}."
