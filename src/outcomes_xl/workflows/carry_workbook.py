"""A workbook in use carried to today's layout, whole: read, built anew, grafted, counted, and only then given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from outcomes_xl.building import borough_workbook
from outcomes_xl.building.table_contents import rows_for
from outcomes_xl.carry.carried_tables import CarriedWhole, filled, to_build
from outcomes_xl.carry.carry_proof import prove_carried
from outcomes_xl.carry.edition_accounts import EditionAccounts, officers_cells, prove_the_sum, shared_places
from outcomes_xl.carry.edition_notes import EditionNotes
from outcomes_xl.carry.known_marks import known_marks, mark_text
from outcomes_xl.carry.layout_marker import edition_of, is_older
from outcomes_xl.carry.log_addresses import moved_addresses
from outcomes_xl.carry.moved_references import MovedReferences, shifted
from outcomes_xl.carry.row_account import CARRIED, CellAccount, as_csv
from outcomes_xl.carry.workbook_moves import WorkbookMoves, workbook_moves
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.framework.entries import Framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.graft.carried_notes import comment_texts, commented
from outcomes_xl.hosts.files.graft.graft_sheets import graft
from outcomes_xl.hosts.files.graft.graft_work import GraftWork, MarkTold, SheetWork
from outcomes_xl.hosts.files.graft.sheet_list import said_edition
from outcomes_xl.hosts.files.job_lock import alone
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.save import save_whole
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import start_answer
from outcomes_xl.model import Book, CellRef, Patch
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.patches import Place
from outcomes_xl.reading.known_words import words_of_former_lists
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading, read_tables
from outcomes_xl.workflows.carry_edition import edition_lines, in_words, kept_for_a_way_back, way_to
from outcomes_xl.workflows.carry_words import LostReference, account_of, is_the_officers, logged, sentences
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.workflows.pane_rule import has_pane_rule, with_pane_rule, without_pane_rule


@dataclass(frozen=True)
class CarriedWorkbook:
    """A workbook in today's layout: its bytes, the account of every cell, and what an officer should be told."""

    data: bytes
    accounts: tuple[CellAccount, ...]
    lost: tuple[LostReference, ...]
    sentences: tuple[str, ...]


def carried(
    data: bytes, name: str, now: datetime, framework: Framework | None = None, edition: str = ""
) -> CarriedWorkbook | None:
    """Return the workbook in today's layout and in an edition, by default its own; None when it has both already.

    Nothing an officer typed is lost: it is counted, cell by cell, before anything is given back. Raises one of the
    CannotUse family.
    """
    book = files.read_bytes(data, name)
    reading = read_borough(book)
    plan = layout("borough")
    going = way_to(book, edition)
    if not is_older(book, reading, plan) and going is None:
        return None
    if has_pane_rule(book):  # it is ours, and made anew for where the cells stand then
        made_anew = carried(without_pane_rule(data, name), name, now, framework, edition)
        return None if made_anew is None else _with_pane_rule(made_anew, name)
    framework = going.after if going else framework or framework_of(book)
    fresh = rows_for(plan, framework, {}, {})
    package = open_package(data, name)
    made = to_build(book, reading, plan, edition_of(book, reading, plan, said_edition(package)), fresh)
    parts = {sheet.name: sheet.part for sheet in read_contents(package).sheets if sheet.part}
    words = {sheet: comment_texts(package, parts[sheet]) for sheet in made.sheets.values()}
    every = {sheet: [*commented(package, parts[sheet])] for sheet in made.sheets.values()}
    notes = going.follow(made, book, reading, words) if going else EditionNotes("")
    comments = {sheet: [one for one in places if one not in notes.without(sheet)] for sheet, places in every.items()}
    built = borough_workbook(framework, _borough(framework, reading), plan=made.layout, whole=made.rows)
    new = files.read_bytes(built, name)
    read_new = read_tables(new, made.layout)
    moves = workbook_moves(book, made, new, read_new, comments)
    placed = EditionAccounts(notes, made, new, read_new)
    placed.settle(moves)
    references = _References(MovedReferences(moves.sheets))
    told: list[MarkTold] = []
    texts = {made.sheets["changes"]: moved_addresses(reading, moves)} if "changes" in made.sheets else {}
    gone = frozenset(f"lst_{name}".casefold() for name, _ in words_of_former_lists())
    tables = _tables(book, new, made)
    back = placed.comments
    work = GraftWork(
        sheets={
            one: replace(two, without=notes.without(one), comments=back.get(one, {}))
            for one, two in _sheets(made, moves, texts).items()
        },
        rewrite=references.rewrite,
        reads_now=references.reads_now,
        shifted=shifted,
        is_ours=_OurMarks(made).has,
        tell=told.append,
        tables=tables,
        edition=plan.edition,
        gone=gone,
    )
    after = files.play(graft(data, built, name, work), Patch.of(placed.beside.values()), name, recalculate)
    accounts = (*moves.accounts, *_kept(book, made), *map(account_of, filter(is_the_officers, told)))
    book_after = files.read_bytes(after, name)
    prove_carried(book, book_after, accounts, {**texts, **placed.words(accounts)}, shared_places(accounts))
    prove_the_sum(book, every, accounts, book_after, notes, officers_cells(made, book) if going else frozenset())
    title = going.target.title if going else ""
    said = sentences(accounts, references.lost, title)
    lines = edition_lines(notes, made, placed, framework)
    kept = kept_for_a_way_back(notes)
    after = logged(after, book_after, said, references.lost, told, now, framework, lines, title, kept)
    said += in_words(notes)
    return CarriedWorkbook(after, accounts, tuple(references.lost), tuple(said))


def _with_pane_rule(made: CarriedWorkbook, name: str) -> CarriedWorkbook:
    data, why_not = with_pane_rule(made.data, name)
    return replace(made, data=data, sentences=(*made.sentences, *filter(None, [why_not])))


def has_older_layout(workbook: Path) -> bool:
    """Tell whether a borough's workbook has an older layout. Raises one of the CannotUse family where it is none."""
    book = files.read(workbook)
    return is_older(book, read_borough(book), layout("borough"))


def carry_in_place(workbook: Path, now: datetime) -> tuple[str, ...]:
    """Carry a closed workbook where it is, in one step, with a copy of it kept; return what was done in sentences."""
    with alone(workbook, "outcomes-xl"):
        data = read_file(workbook)
        made = carried(data, workbook.name, now)
        if made is None:
            return ("The workbook has today's layout already.",)
        saved = save_whole(workbook, data, made.data, now)
    return (*made.sentences, f"The workbook as it was before: {saved.backup}.")


def carry_to(
    workbook: Path, to: Path, now: datetime, *, edition: str = "", accounts: Path | None = None
) -> tuple[str, ...]:
    """Write a workbook, carried to today's layout, under a new name; return what was done, a sentence each."""
    _may_be_written(workbook, to)
    data = read_file(workbook)
    made = carried(data, workbook.name, now, edition=edition)
    if made is None:
        book = files.read_bytes(data, workbook.name)
        lines = [_stays(book, sheet, place) for sheet in book.sheets for place in filled(book, sheet)]
        put(to, data, now)
        what = "today's layout and this edition" if edition else "today's layout"
        said: tuple[str, ...] = (f"{workbook.name} has {what} already: {to.name} is a copy of it.",)
    else:
        lines = [*made.accounts]
        put(to, made.data, now)
        said = (f"Made {to} from {workbook.name}, which is as it was.", *made.sentences)
    if accounts is not None:
        put(accounts, as_csv(lines).encode("utf-8-sig"), now, keep_a_copy=False)
    return said


def _may_be_written(workbook: Path, to: Path) -> None:
    if to.suffix.lower() != workbook.suffix.lower():
        raise WrongUsage(f"{to.name} should end in {workbook.suffix}, as {workbook.name} does. Give it that ending.")
    if to.exists():
        raise WrongUsage(f"{to.name} is already there. Choose another name; nothing was written.")


def _borough(framework: Framework, reading: Reading) -> str | None:
    for setting in ("Borough code", "Borough"):
        if found := framework.borough(start_answer(reading, setting)):
            return found.code
    return None


class _References:
    """Rewrites formulas and remembers what could not be said any more."""

    def __init__(self, references: MovedReferences) -> None:
        self._references = references
        self.lost: list[LostReference] = []

    def reads_now(self, formula: str, sheet: str) -> str | None:
        made = self._references.rewrite(formula, sheet)
        return None if made.lost else made.text

    def rewrite(self, formula: str, sheet: str) -> str:
        made = self._references.rewrite(formula, sheet)
        if made.lost:
            one = LostReference(sheet, formula, made.lost)
            self.lost += [one] if one not in self.lost else []
        return made.text


class _OurMarks:
    """Tells a conditional format or a drop-down of our templates from an officer's."""

    def __init__(self, made: CarriedWhole) -> None:
        self._keys = {name: key for key, name in made.sheets.items()}
        self._headings = {
            made.sheets[key]: dict(enumerate(one.place.headings, one.place.area.first_column))
            for key, one in made.tables.items()
        }

    def has(self, sheet: str, kind: str, words: tuple[str, ...]) -> bool:
        key = self._keys[sheet]
        return (key, kind, mark_text(words, self._headings.get(sheet, {}))) in known_marks()


def _sheets(made: CarriedWhole, moves: WorkbookMoves, texts: Mapping[str, Mapping[Place, str]]) -> dict[str, SheetWork]:
    found = {}
    for key, name in made.sheets.items():
        one, whole = moves.sheets[name], moves.whole[name]
        table = made.tables.get(key)
        own = {column for column, field_ in table.fields.items() if field_.startswith("own_")} if table else set()
        outside = frozenset(place for place in whole if one.area is None or place not in one.area)
        found[name] = SheetWork(
            place=one.place,
            block=one.block,
            whole=whole,
            outside=outside,
            texts=texts.get(name, {}),
            own_columns=frozenset(own),
            old_area=one.area,
            new_area=one.new_area,
        )
    return found


def _tables(book: Book, new: Book, made: CarriedWhole) -> frozenset[str]:
    """Return the names of tables that are ours, in the old layout or the new; those of the Summary's block too."""
    names = {*new.tables, *(one.place.name for one in made.tables.values())}
    summary = made.sheets.get("summary")
    names |= {
        table.name for table in book.tables.values() if table.sheet == summary and table.name[:10] == "tblSummary"
    }
    return frozenset(name.casefold() for name in names)


def _kept(book: Book, made: CarriedWhole) -> list[CellAccount]:
    """Account for the officer's own sheets, whose cells stay where they are."""
    ours = set(made.sheets.values())
    return [_stays(book, sheet, place) for sheet in book.sheets if sheet not in ours for place in filled(book, sheet)]


def _stays(book: Book, sheet: str, place: Place) -> CellAccount:
    cell = CellRef("", *place).a1
    return CellAccount(sheet, cell, "cell", CARRIED, sheet, cell, "it stays where it is")
