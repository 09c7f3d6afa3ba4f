"""Sources that a command names: rows of a workbook's sheet Sources, files, or a connection's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import in_a_list, quoted_short
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.tidy import folded
from outcomes_xl.sources.local.connections import load_connections
from outcomes_xl.sources.local.file_places import ENDINGS
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow, places_in

_MOST_SHOWN = 8


@dataclass(frozen=True)
class SourcesToRead:
    """Sources, and where they are: ``beside`` is the folder of files without one, ``folders`` may be read besides.

    ``together`` is the one folder that the register of outputs is kept in unless another is named; None for none.
    """

    rows: tuple[SourceRow, ...]
    beside: Path
    together: Path | None
    folders: tuple[Path, ...] = ()

    @staticmethod
    def of_workbook(rows: tuple[SourceRow, ...], folder: Path) -> SourcesToRead:
        """Return sources of a workbook that is in a folder. Raises WrongUsage for one that is named twice."""
        must_be_named_once(rows)
        return SourcesToRead(rows, folder, _together(rows, folder) or folder)


def sources_to_read(names: Sequence[str], workbook: Path | None) -> SourcesToRead:
    """Return the sources of these names, of a closed workbook or each by itself. Raises WrongUsage."""
    rows = named_sources(names, workbook)
    if workbook is not None:
        return SourcesToRead.of_workbook(rows, workbook.absolute().parent)
    return SourcesToRead(rows, Path.cwd(), _together(rows, Path.cwd()), _folders_of_files(rows))


def named_sources(names: Sequence[str], workbook: Path | None) -> tuple[SourceRow, ...]:
    """Return a row for each name. Raises WrongUsage for a name that is of none, of two, or given twice."""
    rows = _rows_in(workbook) if workbook is not None else ()
    found = tuple(on_sources(name, rows, workbook.name) if workbook is not None else _by_itself(name) for name in names)
    must_be_named_once(found)
    return found


def must_be_named_once(rows: Sequence[SourceRow]) -> None:
    """Raise WrongUsage where a source is named twice: its people would be linked with themselves."""
    places = [_place_of(row) for row in rows]
    for number, place in enumerate(places):
        if place in places[:number]:
            raise WrongUsage(f"The source “{quoted_short(rows[number].called)}” is named twice. Name it once.")


def each_once(rows: Sequence[SourceRow]) -> tuple[SourceRow, ...]:
    """Return the different sources of a sheet: of two rows for one file or table the first."""
    first: dict[tuple[str, str, str], SourceRow] = {}
    for row in rows:
        first.setdefault(_place_of(row), row)
    return tuple(first.values())


def _place_of(row: SourceRow) -> tuple[str, str, str]:
    return row.kind, folded(row.place.replace("\\", "/")), folded(row.table)


def _together(rows: Sequence[SourceRow], beside: Path) -> Path | None:
    """Return the one folder that all sources are in; None where they are in several, or in a database."""
    folders = {(beside / row.place.replace("\\", "/")).parent for row in rows if row.kind != SourceKind.DATABASE}
    of_files = all(row.kind != SourceKind.DATABASE for row in rows)
    return folders.pop() if of_files and len(folders) == 1 else None


def _folders_of_files(rows: Sequence[SourceRow]) -> tuple[Path, ...]:
    """Return the folders of files that were named by their whole place: whoever typed the command may read them."""
    places = (Path(row.place) for row in rows if row.kind != SourceKind.DATABASE)
    return tuple(dict.fromkeys(place.parent for place in places if place.is_absolute()))


def _rows_in(workbook: Path) -> tuple[SourceRow, ...]:
    from outcomes_xl.hosts import files
    from outcomes_xl.jobs.read_workbook import read_borough

    rows = places_in(read_borough(files.read(workbook)).tables.get("sources"))
    if not rows:
        raise WrongUsage(f"The sheet Sources of {workbook.name} names no source.", "Fill a row there; see Local data.")
    return rows


def on_sources(name: str, rows: Sequence[SourceRow], workbook: str) -> SourceRow:
    """Return the source of a workbook's sheet Sources that goes by a name. Raises WrongUsage for none, and for two."""
    alike = each_once([row for row in rows if row.goes_by(name)])
    if len(alike) == 1:
        return alike[0]
    known = list(dict.fromkeys(row.called for row in rows))
    if alike:
        raise WrongUsage(
            f"Two rows of Sources could be “{quoted_short(name)}”.",
            f"Name it as File or connection name has it: {in_a_list([row.place for row in alike])}.",
        )
    near = did_you_mean(name, known)
    shown = in_a_list([f"“{one}”" for one in known[:_MOST_SHOWN]])
    hint = f"Did you mean “{near}”?" if near else f"It has {shown}."
    raise WrongUsage(f"The sheet Sources of {workbook} has no source “{quoted_short(name)}”.", hint)


def by_itself(name: str, beside: Path | None = None) -> SourceRow | None:
    """Return a file, a folder or a connection's table by its name; None where there is none of that name.

    ``beside`` is the workbook's folder: then the place is as a workbook would name it, and looked at as such.
    """
    first, _, table = (part.strip() for part in name.rpartition(",")) if "," in name else (name, "", "")
    for place, sheet in ((name, ""), (first, table)):
        at = Path(place).absolute() if beside is None else beside / place.replace("\\", "/")
        said = str(at) if beside is None else place
        if at.is_dir():
            return SourceRow("", SourceKind.FOLDER, said)
        if at.is_file():
            kind = next((kind for kind, ends in ENDINGS.items() if at.name.lower().endswith(ends)), SourceKind.CSV)
            return SourceRow("", kind, said, sheet)
    known = load_connections().by_name
    if any(folded(one) == folded(first) for one in known):
        return SourceRow("", SourceKind.DATABASE, first, table)
    return None


def _by_itself(name: str) -> SourceRow:
    found = by_itself(name)
    if found is not None:
        return found
    raise WrongUsage(
        f"There is no file “{quoted_short(name)}”, and no connection of that name on this computer.",
        "Name a file (“care.xlsx, Events” for one sheet of several), a folder of extracts, or a connection and its "
        "table (“Mosaic reporting, events”); "
        "or add --workbook and name a source of its sheet Sources.",
    )
