"""Spine: how far each national framework is covered, by edition, and where it meets ours, on two sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outcomes_xl.jobs.change_log import logged
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.spine_figures import ANNOUNCED, COVERED, GROUPS, LEFT_OVER, PARTLY, RETIRED, Spine, in_a_sentence
from outcomes_xl.jobs.spine_figures import spine as figures
from outcomes_xl.jobs.table_edits import Added, Entry, name_is_free, new_sheet, not_listed, rewrite
from outcomes_xl.model import AddSheet, Book, Change, Patch, Result
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading

JOB = "Spine"
_FIELDS = {COVERED: "covered", PARTLY: "partly", LEFT_OVER: "left_over", ANNOUNCED: "announced", RETIRED: "retired"}
_BECAUSE = "Counted from the mapping tabs and the Framework sheet."


def spine(book: Book, context: Context, framework: str | None = None, edition: str | None = None) -> Result:
    """Return the patch that writes the whole picture on its two sheets; what is said is of the frameworks asked for.

    Raises WrongUsage for a framework or an edition that is not known, WrongTemplate for another workbook.
    """
    reading = read_borough(book)
    asked = figures(reading.tables, context.framework, framework or "", edition or "")
    found = figures(reading.tables, context.framework)
    changes: list[Change] = []
    for key, rows in (("spine", list(_editions(found))), ("spine_places", list(_places(found)))):
        changes += _on_its_sheet(book, reading, key, rows).changes
    said = in_a_sentence(asked) + not_listed(book, reading, "spine", "spine_places")
    return logged(Result((), Patch.of(changes), said), JOB, book, reading, context)


def _on_its_sheet(book: Book, reading: Reading, key: str, rows: list[Entry]) -> Added:
    shape = layout("borough").sheet(key)
    table = reading.tables.get(key)
    if table is not None:
        return rewrite(book, table, rows, _BECAUSE, for_undo=True)
    if not name_is_free(book, shape):
        return Added()  # a sheet of the officer's own by that name is not in the way
    return Added((AddSheet(new_sheet(shape, rows), _BECAUSE),))


def _editions(found: Spine) -> Iterator[Entry]:
    for key, edition in found.editions:
        yield {"framework": found.titles[key], "edition": edition, **_counts(found, key, edition)}
    yield {"framework": "All", "edition": None, **_counts(found)}


def _counts(found: Spine, framework: str = "", edition: str = "") -> Mapping[str, int]:
    counts = {_FIELDS[group]: found.count(group, framework, edition) for group in GROUPS}
    return {"items": found.count("", framework, edition), **counts}


def _places(found: Spine) -> Iterator[Entry]:
    columns = {sheet.framework: sheet.key.removeprefix("map_") for sheet in layout("borough").mappings}
    for place in found.places:
        shares = {columns[key]: found.share(place, key) for key in found.titles}
        of = next((there for _, there in shares.values()), 0)
        words = {name: f"{tied} of {there}" if tied else "none" for name, (tied, there) in shares.items()}
        yield {"layer": place[0], "domain": place[1], "metrics": of, **words}
