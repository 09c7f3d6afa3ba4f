"""What an adoption came to, in sentences: what was little read first, then what was made, then what waits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.adopt.cell_meanings import NO_RESULT
from outcomes_xl.adopt.metric_ids import METRIC_ID
from outcomes_xl.adopt.words import one_line
from outcomes_xl.model.sentences import counted
from outcomes_xl.model.spelling import did_you_mean

if TYPE_CHECKING:
    from outcomes_xl.adopt.adopted_so_far import Adoption
    from outcomes_xl.adopt.reading_notes import ReadingNotes
    from outcomes_xl.framework.entries import Borough
    from outcomes_xl.model.styled_cells import StyledBook


def sentences(
    made: Adoption,
    book: StyledBook,
    to: Path,
    notes: Path,
    known: ReadingNotes,
    whose: Borough | None,
    borough: str,
) -> list[str]:
    from outcomes_xl.adopt.adopted_so_far import counts

    became = counts(made)
    total = sum(became.values())
    account = (
        f"Of {counted(total, 'cell')}: {became['used']} used to read it, {became['carried']} carried, "
        f"{became['asked']} asked, {became['not carried']} not carried, each with its reason."
    )
    said = [f"Made {to} from {book.name}, which is as it was.", account]
    if made.local:
        became_local = "a local row" if len(made.local) == 1 else "local rows"
        said.append(f"{counted(len(made.local), 'row')} of your own became {became_local}.")
    said += made.look_at[:_MOST_TOLD]
    if more := made.look_at[_MOST_TOLD:]:
        said.append(f"{counted(len(more), 'more cell')} to look at: the list of cells (--accounts) says why.")
    if blank := sum(line.reason == NO_RESULT for line in made.accounts.lines.values()):
        said.append(
            f"{counted(blank, 'formula')} had no saved {'result' if blank == 1 else 'results'}, so nothing is known of "
            "what they show: open the spreadsheet in Excel, save it, and adopt it again."
        )
    if made.questions:
        said.append(f"Questions stand on Changes and in {notes.name}: answer there, and adopt again with --notes.")
    said += _answers_of_no_use(made, known, notes)
    if whose is None:
        said.append(f"“{borough}” is not one of the 33 London boroughs: choose the borough on Start.")
    if book.not_seen:
        said.append(f"Of this kind of file we do not see: {'; '.join(book.not_seen)}.")
    if known.digest and known.digest != book.digest:
        said.append(_changed_since(known, book))
    return said


def unread_sheets(made: Adoption, book: StyledBook) -> list[str]:
    """Return a sentence for each sheet of which little was read, and what to do about it."""
    from outcomes_xl.adopt.left_unread import left_unread

    said = [
        f"Of the sheet “{one.sheet}” {f'only {one.cells - one.unread}' if one.unread < one.cells else 'none'} of "
        f"{counted(one.cells, 'cell')} could be read as a list of metrics."
        for one in left_unread(made.accounts, book)
    ]
    if said:
        said.append(
            "If your list stands there: see that each column has its heading straight above the first row, in cells "
            "that are not merged, with the metrics' titles in one column; then adopt again. The list of cells "
            "(--accounts) says what became of each."
        )
    return said


_MOST_TOLD = 3
_NEXT = {
    "local row": "Name an outcome by its id or title, or a metric by its id",
    "row": "Name a metric by its id, such as MET-050, or write “a row of our own”",
    "heading": "Write a heading of Data availability, “Targets, a level to reach, by 2027/28”, or “leave out”",
    "status": "Write one of the statuses of the list in Data availability",
    "sheet": "Write “yes” or “no”",
    "year": "Write a period such as 2024/25, or “leave out”",
}


def _answers_of_no_use(made: Adoption, known: ReadingNotes, notes: Path) -> list[str]:
    """Return a sentence for each answer in the notes that does not settle what was asked, and what to write."""
    asked = {(one_line(about), one_line(typed)) for about, typed in made.learnt.questions}
    said = []
    for one in known.answers:
        about, metric = one_line(one.about), METRIC_ID.search(one.means)
        valid = metric is not None and one.means.upper().strip() in made.framework.metrics
        again = {about, "row"} if about == "local row" else {about}
        if one.means and not valid and any((this, one_line(one.typed)) in asked for this in again):
            then = _NEXT.get(about, "Write a word of the list that it belongs to, or “leave out”")
            said.append(
                f"Your answer “{one.means}” about {one.about} “{one.typed}” does not settle it, so it is asked again. "
                f"{then}, in {notes.name}."
            )
    return said


def made_new(notes: Path) -> str:
    others = [path.name for path in notes.parent.glob("*.toml") if path.name != notes.name]
    near = did_you_mean(notes.name, others)
    mean = f" Did you mean {near}? Then adopt again with it." if near else ""
    return f"There were no reading notes {notes.name} yet: they are made new, without answers of yours.{mean}"


def _changed_since(known: ReadingNotes, book: StyledBook) -> str:
    said = (
        f"The notes were made for “{known.file}”, and this is “{book.name}”"
        if known.file and known.file != book.name
        else "The spreadsheet was changed since the notes were made"
    )
    said += ": their answers about words, headings and rows were used where they fit"
    if known.set_aside:
        said += f"; {counted(len(known.set_aside), 'answer')} about single cells stand in the notes and were not used"
    return f"{said}."
