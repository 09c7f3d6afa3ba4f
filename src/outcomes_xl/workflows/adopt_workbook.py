"""Adopt done whole: the borough's own spreadsheet read, a new workbook made, accounts and reading notes written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.adopt.cell_accounts import is_accounts
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.council_names import without_council
from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows.adopt_words import made_new, sentences, unread_sheets
from outcomes_xl.workflows.adopted_files import (
    accounts_of_ours,
    borough_on_start,
    free_name,
    is_ours,
    open_in_excel,
    put_all,
    refuse_a_central_file,
    something_was_read,
)

if TYPE_CHECKING:
    from outcomes_xl.adopt.adopted_so_far import Adoption
    from outcomes_xl.adopt.reading_notes import ReadingNotes
    from outcomes_xl.model.styled_cells import StyledBook

JOB = "Adopt"


@dataclass(frozen=True)
class Adopted:
    """What an adoption came to, in sentences; ``asked`` says how many questions wait.

    ``little_read``: of one of the sheets little was read, which the first sentences say.
    """

    sentences: tuple[str, ...]
    asked: int
    little_read: bool = False


def adopt_workbook(
    theirs: Path,
    to: Path,
    borough: str,
    now: datetime,
    *,
    notes: Path | None = None,
    accounts: Path | None = None,
    sheets: Sequence[str] = (),
    named_notes: bool = True,
) -> Adopted:
    """Make a borough workbook from a spreadsheet it has. The spreadsheet is only read; nothing is written over.

    ``named_notes``: the officer named the notes, and is told when there are none by that name.
    """
    from outcomes_xl.adopt.adoption import adopt
    from outcomes_xl.adopt.reading_notes import written_notes
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.hosts.originals.read_original import read_original
    from outcomes_xl.workflows.bring_in_lg_inform_list import kept_codes

    framework = load_framework()
    kept = notes or free_name(to.with_name(f"{theirs.stem}.notes.toml"))
    _may_be_written(theirs, to, kept, accounts)
    whose = _borough(framework, borough)
    book = read_original(theirs, sheets)
    if is_ours(book):
        return _copy_of_ours(theirs, to, book, accounts, now, whose)
    refuse_a_central_file(book)
    new_notes = named_notes and notes is not None and not notes.exists()
    said_before = _notes(notes)
    known = said_before.for_workbook(book.digest)
    made = adopt(book, framework, whose.name if whose else borough, known, kept_codes())
    something_was_read(made, book, named=bool(sheets) or _said_to_be_ours(known))
    entries = _entries(made, framework)
    places = _places(made, framework)
    questions = _questions(made, places, now)
    lists = {"decision": {at: words for at, one in enumerate(questions) if (words := one.pop("choices", None))}}
    entries["changes"] = questions
    new: dict[Path, bytes] = {to: borough_workbook(framework, whose, entries=entries, choices={"changes": lists})}
    if accounts is not None:
        new[accounts] = made.accounts.as_csv(places).encode("utf-8-sig")
    new[kept] = written_notes(book.name, book.digest, known, made.learnt, made.framework.list("status")).encode()
    put_all(new, now)
    unread = unread_sheets(made, book)
    said = [*unread, *sentences(made, book, to, kept, known, whose, borough)]
    if new_notes:
        said.append(made_new(kept))
    if open_in_excel(theirs):
        said.append(f"{theirs.name} is open: what was not saved yet was not read.")
    return Adopted(tuple(said), made.accounts.count("asked"), bool(unread))


def adopt_beside(spreadsheet: str, borough: str, now: datetime) -> tuple[Path, tuple[str, ...]]:
    """Adopt as the button does: the new workbook, its list of cells and the reading notes lie beside the spreadsheet.

    Reading notes that lie there already are used, so that a second press asks less. Return the new workbook and what
    to tell. Raises one of the CannotUse family.
    """
    theirs = Path(spreadsheet)
    if "://" in spreadsheet or not theirs.is_absolute():
        raise WrongUsage(
            f"“{spreadsheet}” is not the full path of a file on this computer, so nothing was done. "
            "Save a copy of your spreadsheet in a folder of yours and choose that."
        )
    found = _borough(load_framework(), borough)
    to = free_name(theirs.parent / f"Outcomes {_as_a_name(found.name if found else borough)}.xlsx")
    cells = free_name(to.with_name(f"{to.stem} cells.csv"))
    notes = theirs.with_name(f"{theirs.stem}.notes.toml")
    made = adopt_workbook(theirs, to, borough, now, notes=notes, accounts=cells, named_notes=False)
    where = f"What became of each cell is listed in {cells.name}, beside it."
    return to, (*made.sentences, where)


def _as_a_name(text: str) -> str:
    """Return text as part of a file's name on any system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", text).strip()[:60]


# What comes in --------------------------------------------------------------------------------------------------------


def _may_be_written(theirs: Path, to: Path, kept: Path, accounts: Path | None) -> None:
    """Raise WrongUsage, before anything is read, for a place in which something would be written over."""
    if to.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if accounts is not None and accounts.suffix.lower() != ".csv":
        raise WrongUsage(f"{accounts.name} should end in .csv, since it is a list of cells. Give it that ending.")
    if kept.suffix.lower() != ".toml":
        raise WrongUsage(f"{kept.name} should end in .toml, since it is notes in that form. Give it that ending.")
    places = [to, kept, *([accounts] if accounts else [])]
    for place in places:
        if not place.parent.is_dir():
            raise WrongUsage(f"There is no folder {place.parent}. Make it first, or choose another.")
        if place.is_dir():
            raise WrongUsage(f"{place.name} is a folder. Give the name of a file in it.")
        if _same_file(place, theirs):
            raise WrongUsage(f"Nothing can take the place of {theirs.name}, which is only read. Choose another name.")
    if len({place.absolute() for place in places}) < len(places):
        raise WrongUsage("Two of the files to write have one name. Give each its own.")
    if to.exists():
        raise WrongUsage(
            f"{to.name} is already there, and somebody may have worked in it. Choose another name; nothing was written."
        )
    if accounts is not None and accounts.exists() and not is_accounts(_beginning(accounts)):
        raise WrongUsage(f"{accounts.name} is already there and is no list of this tool's. Choose another name.")


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(200)
    except OSError:
        return b""


def _borough(framework: Framework, typed: str) -> Borough | None:
    """Return the borough; None for a name that is none of ours and near none, which Start then leaves to choose."""
    plain = without_council(typed)
    found = framework.borough(typed) or framework.borough(plain)
    if found is None and (near := did_you_mean(plain, [one.name for one in framework.boroughs.values()])):
        raise WrongUsage(f"“{typed}” is not one of the 33 London boroughs. Did you mean {near}?")
    return found


def _notes(path: Path | None) -> ReadingNotes:
    from outcomes_xl.adopt.reading_notes import ReadingNotes, read_notes

    if path is None or not path.exists():
        return ReadingNotes()
    try:
        return read_notes(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError):
        raise WrongUsage(f"{path.name} cannot be read as text. Save it as UTF-8 and try again.") from None


def _copy_of_ours(
    theirs: Path, to: Path, book: StyledBook, accounts: Path | None, now: datetime, whose: Borough | None
) -> Adopted:
    """A workbook of ours is adopted as it stands: the same bytes under the new name."""
    new = {to: theirs.read_bytes()}
    if accounts is not None:
        new[accounts] = accounts_of_ours(book).encode("utf-8-sig")
    put_all(new, now)
    said = [
        f"{theirs.name} is a workbook of this tool already: {to.name} is a copy of it, cell for cell.",
        "To bring it to a newer release, use Refresh mapping tabs.",
    ]
    if whose is not None and (stands := borough_on_start(book)) and stands not in (whose.name, whose.code):
        said.append(f"Its Start sheet says {stands}, not {whose.name}: is it the right file?")
    return Adopted(tuple(said), 0)


def _said_to_be_ours(notes: ReadingNotes) -> bool:
    """Whether the officer has said of a row that it is the borough's own: such rows are meant."""
    from outcomes_xl.adopt.row_answers import is_own

    return any(is_own(one.means) for one in notes.about_rows())


# What goes out --------------------------------------------------------------------------------------------------------


def _entries(made: Adoption, framework: Framework) -> dict[str, Any]:
    local = made.local
    tool = {
        metric_id: {name: entry[name] for name in ("metric", "layer", "domain") if name in entry}
        for metric_id, entry in local.items()
    }
    availability = {
        metric_id: {**tool.get(metric_id, {}), **made.availability.get(metric_id, {})}
        for metric_id in [*(one for one in framework.metrics if one in made.availability), *local]
    }
    return {
        "framework": dict(local),
        "availability": availability,
        "services": list(made.services.values()),
        "service_map": list(made.service_map),
        "targets": list(made.targets.values()),
    }


def _places(made: Adoption, framework: Framework) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return the sheet and cell of every place an answer can go to in the new workbook."""
    plan = layout("borough")
    rows: Mapping[str, Sequence[str]] = {
        "availability": [*framework.metrics, *made.local],
        "services": list(made.services),
        "targets": list(made.targets),
        "service_map": [str(n) for n in range(len(made.service_map))],
    }
    places = {}
    for key, ids in rows.items():
        sheet = plan.sheet(key)
        for number, one in enumerate(ids, plan.heading_row + 1):
            for column, field in enumerate(sheet.columns, 1):
                places[(key, one, field.field)] = (sheet.name, f"{column_letters(column)}{number}")
    return places


def _questions(
    made: Adoption, places: Mapping[tuple[str, str, str], tuple[str, str]], now: datetime
) -> list[dict[str, Any]]:
    """Return the questions as lines of the Changes sheet. One with an offer can be answered there as any other."""
    from zlib import crc32

    from outcomes_xl.jobs.refresh.questions import OURS, THEIRS
    from outcomes_xl.jobs.undo_record import as_record
    from outcomes_xl.model.cell_values import encode
    from outcomes_xl.workflows.row_question import row_question

    take = f"After is your spreadsheet's: “{THEIRS}” puts it there, “{OURS}” leaves the cell as it is. "
    lines = []
    named = {key: row.get("metric") for key, row in made.local.items()}
    for one in made.questions:
        shared = {"run": 1, "done_at": f"{now:%Y-%m-%d %H:%M}", "job": JOB}
        if of_a_row := row_question(one, made.framework, JOB):
            lines.append({**shared, **of_a_row})
            continue
        sheet, cell = places.get(one.place, ("", "")) if one.place else ("", "")
        offered = one.offer is not None and bool(cell) and one.place is not None
        record, stands = "", None
        if offered and one.place is not None:
            name = f"{crc32(repr((one.sheet, one.cell, one.place)).encode()):08x}"
            ask = dict(zip(("table", "id", "field"), one.place, strict=True))
            stands = made.availability.get(one.place[1], {}).get(one.place[2])
            said = {"name": name, "mine": encode(stands), "theirs": encode(one.offer), "release": JOB}
            record = as_record({"ask": ask, **said, "by": "your own spreadsheet"})
        typed = f", “{one.typed}”" if one.typed and one.typed not in one.reason else ""
        metric = made.framework.metrics.get(one.place[1]) if one.place else None
        about = metric.title if metric else str(named.get(one.place[1]) or "") if one.place else ""
        heading = layout("borough").sheet(one.place[0]).field(one.place[2]).heading if one.place else ""
        how = f"{take}Or answer in the reading notes." if offered else "Answer in the reading notes."
        lines.append(
            {
                **shared,
                "change": f"{heading}: question" if heading else "question",
                "about": about or f"{one.sheet}, cell {one.cell}",
                "sheet": sheet or one.sheet,
                "cell": cell or one.cell,
                "before": stands,
                "after": str(one.offer) if offered else None,
                "because": f"{one.sheet}, cell {one.cell}{typed}: {one.reason} {how}",
                "record": record or None,
            }
        )
    return lines
