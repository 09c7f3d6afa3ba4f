"""Sources that a command names: rows of a workbook's sheet Sources, files, or a connection's tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import in_a_list, quoted_short
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.tidy import folded
from outcomes_xl.sources.local.connections import load_connections
from outcomes_xl.sources.local.file_places import ENDINGS
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow, rows_of

_MOST_SHOWN = 8


def named_sources(names: Sequence[str], workbook: Path | None) -> tuple[SourceRow, ...]:
    """Return a row for each name. Raises WrongUsage for a name that is of none, of two, or given twice."""
    rows = _rows_in(workbook) if workbook is not None else ()
    found = tuple(_in_workbook(name, rows, workbook) if workbook is not None else _by_itself(name) for name in names)
    places = [(row.kind, folded(row.place), folded(row.table)) for row in found]
    for number, place in enumerate(places):
        if place in places[:number]:
            raise WrongUsage(f"The source “{quoted_short(found[number].called)}” is named twice. Name it once.")
    return found


def folder_of(rows: Sequence[SourceRow], workbook: Path | None) -> Path | None:
    """Return the one folder that all sources are in, else the workbook's; None where there is neither."""
    beside = workbook.absolute().parent if workbook is not None else Path.cwd()
    folders = {(beside / row.place.replace("\\", "/")).parent for row in rows if row.kind != SourceKind.DATABASE}
    of_files = all(row.kind != SourceKind.DATABASE for row in rows)
    if of_files and len(folders) == 1:
        return folders.pop()
    return beside if workbook is not None else None


def folders_of_files(rows: Sequence[SourceRow]) -> tuple[Path, ...]:
    """Return the folders of files that were named by their whole place: whoever typed the command may read them."""
    places = (Path(row.place) for row in rows if row.kind != SourceKind.DATABASE)
    return tuple(dict.fromkeys(place.parent for place in places if place.is_absolute()))


def _rows_in(workbook: Path) -> tuple[SourceRow, ...]:
    from outcomes_xl.hosts import files
    from outcomes_xl.jobs.read_workbook import read_borough

    rows = rows_of(read_borough(files.read(workbook)).tables.get("sources"))
    if not rows:
        raise WrongUsage(f"The sheet Sources of {workbook.name} names no source.", "Fill a row there; see Local data.")
    return rows


def _in_workbook(name: str, rows: Sequence[SourceRow], workbook: Path | None) -> SourceRow:
    alike = {(row.kind, folded(row.place), folded(row.table)): row for row in rows if row.goes_by(name)}
    if len(alike) == 1:
        return next(iter(alike.values()))
    known = list(dict.fromkeys(row.called for row in rows))
    if alike:
        raise WrongUsage(
            f"Two rows of Sources could be “{quoted_short(name)}”.",
            f"Name it as File or connection name has it: {in_a_list([row.place for row in alike.values()])}.",
        )
    near = did_you_mean(name, known)
    shown = in_a_list([f"“{one}”" for one in known[:_MOST_SHOWN]])
    hint = f"Did you mean “{near}”?" if near else f"It has {shown}."
    sheet = workbook.name if workbook else "the workbook"
    raise WrongUsage(f"The sheet Sources of {sheet} has no source “{quoted_short(name)}”.", hint)


def _by_itself(name: str) -> SourceRow:
    first, _, table = (part.strip() for part in name.rpartition(",")) if "," in name else (name, "", "")
    for place, sheet in ((name, ""), (first, table)):
        at = Path(place).absolute()
        if at.is_dir():
            return SourceRow("", SourceKind.FOLDER, str(at))
        if at.is_file():
            kind = next((kind for kind, ends in ENDINGS.items() if at.name.lower().endswith(ends)), SourceKind.CSV)
            return SourceRow("", kind, str(at), sheet)
    known = load_connections().by_name
    if any(folded(one) == folded(first) for one in known):
        return SourceRow("", SourceKind.DATABASE, first, table)
    raise WrongUsage(
        f"There is no file “{quoted_short(name)}”, and no connection of that name on this computer.",
        "Name a file (“care.xlsx, Events” for one sheet of several), a folder of extracts, or a connection and its "
        "table (“Mosaic reporting, events”); "
        "or add --workbook and name a source of its sheet Sources.",
    )
