"""Adopt done whole: the borough's own spreadsheet read, a new workbook made, accounts and reading notes written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.model.sentences import counted
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.layouts import layout

if TYPE_CHECKING:
    from outcomes_xl.adopt.adoption import Adoption
    from outcomes_xl.adopt.reading_notes import ReadingNotes
    from outcomes_xl.model.styled_cells import StyledBook

JOB = "Adopt"


@dataclass(frozen=True)
class Adopted:
    """What an adoption came to, in sentences; ``asked`` says how many questions wait."""

    sentences: tuple[str, ...]
    asked: int


def adopt_workbook(
    theirs: Path,
    to: Path,
    borough: str,
    now: datetime,
    *,
    notes: Path | None = None,
    accounts: Path | None = None,
    sheets: Sequence[str] = (),
) -> Adopted:
    """Make a borough workbook from a spreadsheet it has. The spreadsheet is only read; nothing is written over."""
    from outcomes_xl.adopt.adoption import adopt
    from outcomes_xl.adopt.reading_notes import written_notes
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.hosts.files.write_new_file import put
    from outcomes_xl.hosts.originals.read_original import read_original

    framework = load_framework()
    _may_be_written(theirs, to)
    whose = _borough(framework, borough)
    known = _notes(notes)
    book = _chosen(read_original(theirs), sheets)
    if _is_ours(book):
        return _copy_of_ours(theirs, to, book, accounts, now)
    made = adopt(book, framework, whose.name if whose else borough, known)
    _something_was_read(made, book)
    entries = _entries(made, framework)
    places = _places(made, framework)
    entries["changes"] = list(_questions(made, places, now))
    content = borough_workbook(framework, whose, entries=entries)
    put(to, content, now)
    kept = notes or to.with_suffix(".notes.toml")
    put(kept, written_notes(book.name, book.digest, known, made.learnt).encode(), now, keep_a_copy=False)
    if accounts is not None:
        put(accounts, made.accounts.as_csv(places).encode("utf-8-sig"), now, keep_a_copy=False)
    return Adopted(tuple(_sentences(made, book, to, kept, known, whose, borough)), made.accounts.count("asked"))


# What comes in --------------------------------------------------------------------------------------------------------


def _may_be_written(theirs: Path, to: Path) -> None:
    if to.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if not to.parent.is_dir():
        raise WrongUsage(f"There is no folder {to.parent}. Make it first, or choose another.")
    if to.exists():
        raise WrongUsage(
            f"{to.name} is already there, and somebody may have worked in it. Choose another name; nothing was written."
        )
    if to.absolute() == theirs.absolute():
        raise WrongUsage("The new workbook cannot take the place of the spreadsheet it is made from.")


def _borough(framework: Framework, typed: str) -> Borough | None:
    """Return the borough; None for a name that is none of ours and near none, which Start then leaves to choose."""
    found = framework.borough(typed)
    if found is None and (near := did_you_mean(typed, [one.name for one in framework.boroughs.values()])):
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


def _chosen(book: StyledBook, sheets: Sequence[str]) -> StyledBook:
    if not sheets:
        return book
    names = {sheet.name.casefold(): sheet for sheet in book.sheets}
    missing = [name for name in sheets if name.casefold() not in names]
    if missing:
        have = ", ".join(sheet.name for sheet in book.sheets[:8])
        raise WrongUsage(f"There is no sheet “{missing[0]}” in {book.name}. Its sheets: {have}.")
    return replace(book, sheets=tuple(names[name.casefold()] for name in sheets))


def _is_ours(book: StyledBook) -> bool:
    names = {sheet.name for sheet in book.sheets}
    return {"Start", "Framework", "Data availability", "Changes", "Lists"} <= names


def _copy_of_ours(theirs: Path, to: Path, book: StyledBook, accounts: Path | None, now: datetime) -> Adopted:
    """A workbook of ours is adopted as it stands: the same bytes under the new name."""
    from outcomes_xl.adopt.cell_accounts import Accounts
    from outcomes_xl.hosts.files.write_new_file import put

    put(to, theirs.read_bytes(), now)
    if accounts is not None:
        said = Accounts()
        places = {}
        for sheet in book.sheets:
            for cell in sheet.cells.values():
                for kind in ["cell"] * (cell.value is not None or bool(cell.formula)) + ["comment"] * bool(
                    cell.comment
                ):
                    place = (sheet.name, cell.a1, kind)
                    said.put(sheet.name, cell, "carried", to=place, kind=kind)
                    places[place] = (sheet.name, cell.a1)
        put(accounts, said.as_csv(places).encode("utf-8-sig"), now, keep_a_copy=False)
    sentence = f"{theirs.name} is a workbook of this tool already: {to.name} is a copy of it, cell for cell."
    return Adopted((sentence, "To bring it to a newer release, use Refresh mapping tabs."), 0)


def _something_was_read(made: Adoption, book: StyledBook) -> None:
    if made.availability or made.services or made.accounts.count("asked"):
        return
    pictures = sum(sheet.pictures for sheet in book.sheets)
    if pictures and not made.tables:
        raise CannotUse(
            f"“{book.name}” holds {counted(pictures, 'picture')} and no table that can be read.",
            "Ask whoever made it for the spreadsheet behind the picture.",
        )
    if not any(cell.value is not None for sheet in book.sheets for cell in sheet.cells.values()):
        raise CannotUse(f"There is nothing in “{book.name}”.", "Choose the spreadsheet with your answers.")
    if made.tables:
        raise CannotUse(
            f"No answers about outcomes were found in “{book.name}”.",
            "If it is the right file, see that headings stand in a row above the table; name the sheet with --sheet.",
        )
    raise CannotUse(
        f"No table of metrics was found in “{book.name}”.",
        "Choose another file, or see that its headings stand in a row above the table.",
    )


# What goes out --------------------------------------------------------------------------------------------------------


def _entries(made: Adoption, framework: Framework) -> dict[str, Any]:
    local = made.local
    tool = {
        metric_id: {name: entry[name] for name in ("metric", "layer", "domain")} for metric_id, entry in local.items()
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

    from outcomes_xl.jobs.undo_record import as_record
    from outcomes_xl.model.cell_values import encode

    lines = []
    for one in made.questions:
        sheet, cell = places.get(one.place, ("", "")) if one.place else ("", "")
        offered = one.offer is not None and bool(cell) and one.place is not None
        record, stands = "", None
        if offered and one.place is not None:
            name = f"{crc32(repr((one.sheet, one.cell, one.place)).encode()):08x}"
            ask = dict(zip(("table", "id", "field"), one.place, strict=True))
            stands = made.availability.get(one.place[1], {}).get(one.place[2])
            record = as_record(
                {"ask": ask, "name": name, "mine": encode(stands), "theirs": encode(one.offer), "release": JOB}
            )
        how = "Take the central file's here means: take After, from your spreadsheet. " if offered else ""
        lines.append(
            {
                "run": 1,
                "done_at": f"{now:%Y-%m-%d %H:%M}",
                "job": JOB,
                "change": "question",
                "sheet": sheet or one.sheet,
                "cell": cell or one.cell,
                "before": stands,
                "after": str(one.offer) if offered else one.typed or None,
                "because": f"{one.sheet}, cell {one.cell}: {one.reason} {how}Or answer in the reading notes.",
                "record": record or None,
            }
        )
    return lines


def _sentences(
    made: Adoption,
    book: StyledBook,
    to: Path,
    notes: Path,
    known: ReadingNotes,
    whose: Borough | None,
    borough: str,
) -> list[str]:
    from outcomes_xl.adopt.adoption import counts

    became = counts(made)
    total = sum(became.values())
    account = (
        f"Of {counted(total, 'cell')}: {became['used']} used to read it, {became['carried']} carried, "
        f"{became['asked']} asked, {became['not carried']} not carried, each with its reason."
    )
    said = [f"Made {to} from {book.name}, which is as it was.", account]
    if made.local:
        said.append(f"{counted(len(made.local), 'row')} of your own became local rows.")
    if made.learnt.questions and became["asked"]:
        said.append(f"Questions stand on Changes and in {notes.name}: answer there, and adopt again with --notes.")
    if whose is None:
        said.append(f"“{borough}” is not one of the 33 London boroughs: choose the borough on Start.")
    if book.not_seen:
        said.append(f"Of this kind of file we do not see: {'; '.join(book.not_seen)}.")
    if known.digest and known.digest != book.digest:
        said.append("The spreadsheet was changed since the notes were made: their answers were used where they fit.")
    return said
