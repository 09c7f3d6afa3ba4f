"""Share a copy from Excel: the saved file is looked through, the officer reads what was seen, and answers.

Nothing is made before she has: a reason where something must be mended, a yes or a no where something is left out, a
yes where nothing is. After a no, what was seen is listed on the Findings sheet, where Next finding leads through it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.share import CopyToShare, share
from outcomes_xl.model import Book, Finding, Severity
from outcomes_xl.model.cannot_use import CannotUse, QuestionAsked
from outcomes_xl.model.sentences import counted
from outcomes_xl.workflows.adopted_files import free_name
from outcomes_xl.workflows.run_job import Around, Got
from outcomes_xl.workflows.share_workbook import LookedThrough, copy_of, in_a_sentence, looked_through, may_be_written

ABOUT = "a copy to share"
REASON = f"{ABOUT}: "
_NO = f"no {ABOUT}"
_MOST_SHOWN = 4
_LONGEST = 150
"""Letters of a finding in the box, which holds about a thousand."""


def shared_for(book: Book, context: Context, around: Around) -> Got:
    """Return what became of the copy of the workbook in front; raises QuestionAsked until the officer has answered."""
    workbook = _file_of(book, around)
    around.say(f"Looking through {workbook.name}")
    looked = looked_through(workbook)
    must = _must(looked.findings)
    answered, reason = around.agreed, ""
    if answered == _NO:
        return Got(CopyToShare(looked.findings, _listed(looked), listed=True))
    if must:
        reason = " ".join(answered.removeprefix(REASON).split()) if answered.startswith(REASON) else ""
    if not (reason if must else answered == ABOUT):
        raise question(looked.findings, workbook.name)
    to = free_name(workbook.with_name(f"{workbook.stem} to share.xlsx"))
    may_be_written(workbook, to)
    copy = copy_of(looked, around.now)
    sentence = f"The copy is {to.name}, beside your workbook. {in_a_sentence(looked.seen).replace('below', 'before')}"
    shared = CopyToShare((), sentence, reason)
    if reason and not share(book, context, shared).patch:
        raise CannotUse("Your reason could not be written on the sheet Changes, so no copy was made.")
    around.say(f"Writing {to.name}")
    put(to, copy, around.now)
    return Got(shared)


def _file_of(book: Book, around: Around) -> Path:
    workbook = around.folder / book.name if around.folder else None
    if workbook is None or not workbook.is_file():
        raise CannotUse(
            "This workbook is not a file on this computer, so it cannot be looked through whole, and no copy was made.",
            "Save a copy in a folder of yours (File, Save a Copy), open that, and press Share a copy there.",
        )
    return workbook


def question(findings: Sequence[Finding], workbook: str) -> QuestionAsked:
    """Return what the officer is asked about a workbook of that name: what was seen, and what each answer does."""
    shown = [one for one in findings if one.severity is not Severity.FOR_INFORMATION]
    lines = "\n".join(_lines(shown))
    if _must(findings):
        return QuestionAsked(
            f"No copy was made yet: something in {workbook} must be mended first.\n\n{lines}",
            ABOUT,
            "To mend it, leave the line below empty: all this is then listed on the Findings sheet. For a copy all the "
            "same, blank in those cells, type your reason. It is kept on Changes and does not travel.",
            "reason",
        )
    if shown:
        return QuestionAsked(
            f"In {workbook} something could be about one person:\n\n{lines}",
            ABOUT,
            "Yes makes the copy without it. No lists it on the Findings sheet, so that you can look first.",
        )
    return QuestionAsked(
        f"Nothing in {workbook} seems to be about one person. "
        "Read your notes yourself once more: a name alone is not seen.",
        ABOUT,
        "Yes makes the copy, beside your workbook. What is not in our tables does not travel.",
        "ask",
    )


def _where(one: Finding) -> str:
    """Return the sheet that a message's cells are on; "" where the message itself says the place."""
    return "" if one.rule in ("SH05", "SH06") else f"{one.cell.sheet}: "


def _must(findings: Sequence[Finding]) -> bool:
    return any(one.severity is Severity.MUST_FIX for one in findings)


def _lines(shown: Sequence[Finding]) -> list[str]:
    lines = [f"{one.severity.value}: {_where(one)}{one.message}" for one in shown[:_MOST_SHOWN]]
    cut = [line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in lines]
    more = len(shown) - len(cut)
    return [*cut, *([f"and {more} more"] if more else [])]


def _listed(looked: LookedThrough) -> str:
    return f"No copy was made. What was seen stands on the Findings sheet: {counted(len(looked.findings), 'finding')}."
