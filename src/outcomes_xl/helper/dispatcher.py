"""The desk: a job and a workbook's name come in, one sentence goes out, whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from outcomes_xl.carry.layout_marker import BRINGS_THE_LAYOUT, is_older
from outcomes_xl.helper.edition_in_excel import CARRIES, carried_beside
from outcomes_xl.helper.layout_in_excel import LayoutInExcel
from outcomes_xl.helper.open_workbooks import short
from outcomes_xl.hosts import desktop
from outcomes_xl.hosts.desktop import engine_compat
from outcomes_xl.hosts.desktop.xlwings_objects import XlBook
from outcomes_xl.jobs.registry import ABOUT_LOOKS
from outcomes_xl.model import Book, Result
from outcomes_xl.model.cannot_use import CannotUse, NotTrustedPlace, QuestionAsked
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.settings import Settings
from outcomes_xl.workflows.our_workbook import must_be_ours, our_tables, unread_by
from outcomes_xl.workflows.run_job import Around, Button, buttons

_log = logging.getLogger(__name__)
Finder = Callable[[str], XlBook]
_IS_IT = (
    "Is this where your borough's central file is kept? "
    "Yes keeps the place in your settings and refreshes from it. No changes nothing."
)


def _keep_nothing(place: str) -> None:
    """Where no settings are kept, every place is asked about again."""


def _folder_of(full_name: str) -> Path | None:
    """Return the folder of an open workbook; None when it is not on this computer."""
    path = Path(full_name)
    return path.parent if path.is_absolute() and "://" not in full_name else None


@dataclass(frozen=True)
class JobReply:
    """What the officer is told; ``stopped`` when the job was not done.

    ``about`` is the place that a question is about, and ``how`` what the job waits for: ask, her yes; either, her yes
    or no; reason, one that she types, or none.
    ``opens`` is a workbook that was made, to be opened.
    """

    sentence: str
    stopped: bool = False
    about: str = ""
    how: str = "ask"
    opens: str = ""

    def for_a_macro(self) -> str:
        """Return the sentence, after a line with the word stop (a box), or with ask and one with the place (yes or
        no) when the job was not done; with either in place of ask where it is done after a no, too, and with reason
        where one is typed; after one with open and one with the path of what was made.
        """
        if self.opens:
            return f"open\n{self.opens}\n{self.sentence}"
        if self.about:
            return f"{self.how}\n{self.about}\n{self.sentence}"
        return f"stop\n{self.sentence}" if self.stopped else self.sentence


class Dispatcher:
    """Does jobs on open workbooks, one at a time.

    ``finder`` returns the xlwings Book for a full name, or raises one of the CannotUse family. ``jobs`` are what
    buttons do, those of the registry unless others are given; ``functions`` the cell functions, by name; ``choices``
    what the Settings menu sets, which no cell can reach. ``settings`` is asked anew for every job, so that a change
    counts at once; ``trust`` keeps a place in them that the officer has said yes to. ``stopped`` says whether she
    presses Esc. ``log`` is where the log is, for the sentence that sends someone there.
    """

    def __init__(
        self,
        finder: Finder,
        jobs: Mapping[str, Button] | None = None,
        *,
        version: str,
        settings: Callable[[], Settings],
        functions: Mapping[str, Callable[..., Any]] | None = None,
        choices: Mapping[str, Callable[[str], str]] | None = None,
        trust: Callable[[str], object] = _keep_nothing,
        now: Callable[[], datetime] = datetime.now,
        stopped: Callable[[], bool] = lambda: False,
        log: str = "the helper's log",
    ) -> None:
        self._finder = finder
        self._jobs = buttons() if jobs is None else jobs
        self._functions = functions or {}
        self._choices = choices or {}
        self._trust = trust
        self._now, self._stopped = now, stopped
        self._version = version
        self._settings = settings
        self._log = log
        self._doing: str | None = None
        self._layout = LayoutInExcel(_log.info)

    def version(self) -> str:
        return self._version

    def run(self, job: str, full_name: str) -> str:
        """Do a job on the open workbook of that full name; return one sentence for the officer. Never raises."""
        return self.answer(job, full_name).sentence

    def answer(
        self, job: str, full_name: str, agreed: str = "", handed_over: Callable[[], XlBook] | None = None
    ) -> JobReply:
        """Do a job as `run` does, and say beside the sentence whether it was stopped. Never raises.

        ``handed_over`` returns the workbook itself where the caller has it; else it is looked for by its name.

        A place that only the workbook names is asked about first. ``agreed`` is the place of the question the officer
        has said yes to: it is kept in her settings if it is the one that the workbook names.
        """
        try:
            with self._alone(job):
                if job == CARRIES:
                    return self._carried_on(str(full_name or ""), str(agreed or ""), handed_over)
                return self._run(str(job), str(full_name or ""), str(agreed or ""), handed_over)
        except NotTrustedPlace as trouble:
            _log.info("%s: %s", job, trouble)
            return JobReply(f"{trouble.what}\n\n{trouble.question or _IS_IT}", stopped=True, about=trouble.place)
        except QuestionAsked as question:
            _log.info("%s: asked", job)
            return JobReply(f"{question.what}\n\n{question.question}", True, question.about, question.how)
        except CannotUse as trouble:
            _log.info("%s: %s", job, trouble)
            return JobReply(str(trouble), stopped=True)
        except Exception:
            _log.exception("%s did not end well", job)
            return self._our_slip("the workbook has not been saved")

    def adopt(self, spreadsheet: str, borough: str) -> JobReply:
        """Make a new workbook beside a borough's own spreadsheet; the reply says what to open. Never raises."""
        from outcomes_xl.workflows.adopt_workbook import adopt_beside

        def make() -> tuple[Path, Sequence[str]]:
            return adopt_beside(spreadsheet, borough, self._now())

        return self._made(("adopt", "Adopt a spreadsheet"), spreadsheet, make, "your spreadsheet is as it was")

    def collate(self, folder: str, handed_over: Callable[[], XlBook] | None = None) -> JobReply:
        """Put the workbooks of a folder together; the reply says what to open. Never raises.

        ``handed_over`` returns the workbook in front, whose status bar says how far it is; None where there is none.
        """
        from outcomes_xl.workflows.collate_from_excel import collate_beside

        def make() -> tuple[Path, Sequence[str]]:
            with self._progress(handed_over) as say:
                made, said = collate_beside(folder, self._now(), say, self._stopped)
                return made, [said]

        return self._made(("collate", "London picture"), folder, make, "the boroughs' workbooks are as they were")

    def _made(
        self, job: tuple[str, str], of: str, make: Callable[[], tuple[Path, Sequence[str]]], as_it_was: str
    ) -> JobReply:
        """Make a file beside what an officer named; the reply says what to open. ``job`` is its name and its title."""
        name, title = job
        try:
            with self._alone(title):
                made, said = make()
                _log.info("%s %s: %s", name, short(of), " ".join(said))
                return JobReply("\n\n".join(said), opens=str(made))
        except CannotUse as trouble:
            _log.info("%s %s: %s", name, short(of), trouble)
            return JobReply(str(trouble), stopped=True)
        except Exception:
            _log.exception("%s did not end well", name)
            return self._our_slip(as_it_was)

    @contextmanager
    def _progress(self, handed_over: Callable[[], XlBook] | None) -> Iterator[Callable[[str], None]]:
        if handed_over is None:
            yield _log.info
            return
        with desktop.progress(handed_over(), _log.info) as say:
            yield say

    def _our_slip(self, but: str) -> JobReply:
        return JobReply(
            f"Something went wrong on our side; {but}. "
            f"What happened is in {self._log}: please send it to whoever looks after the toolkit.",
            stopped=True,
        )

    def call(self, function: str, *arguments: Any) -> Any:
        """Answer a cell function; a plain-word answer instead of an error. Never raises."""
        found = self._functions.get(str(function))
        if found is None:
            return f"The helper {self._version} has no function {function}; install the add-in of the same version."
        try:
            return found(*arguments)
        except CannotUse as trouble:
            return str(trouble)
        except Exception:
            _log.exception("the function %s did not end well", function)
            return f"This could not be worked out; see {self._log}."

    def choose(self, what: str, place: str) -> str:
        """Tell the settings, or keep what the officer chose on the Settings menu; one sentence. Never raises."""
        found = self._choices.get(str(what))
        if found is None:
            return f"The helper {self._version} has no setting {what}; install the add-in of the same version."
        try:
            return found(str(place or ""))
        except CannotUse as trouble:
            return str(trouble)
        except Exception:
            _log.exception("the setting %s did not end well", what)
            return f"This could not be set; see {self._log}."

    def same_version(self, add_in: str) -> str:
        """Return "" when the add-in has this helper's version, otherwise the sentence for the officer."""
        if add_in == self._version:
            return ""
        return (
            f"The add-in is version {add_in} and the helper is version {self._version}, so nothing was done. "
            "Sign out and in again, or run “outcomes-xl install” once more."
        )

    def _carried_on(self, full_name: str, agreed: str, handed_over: Callable[[], XlBook] | None) -> JobReply:
        """Make a workbook of another edition beside an open one; the reply says what to open."""
        book = self._book(full_name, handed_over)
        made, said = carried_beside(book, full_name, agreed, self._now())
        _log.info("%s on %s: %s", CARRIES, short(full_name), " ".join(said))
        return JobReply("\n\n".join(said), opens=str(made))

    def _book(self, full_name: str, handed_over: Callable[[], XlBook] | None) -> XlBook:
        """Return the open workbook. Raises CannotUse where there is none, or it may not be written in."""
        if not full_name:
            raise CannotUse("No workbook is open.", "Open your borough's workbook, then press the button again.")
        book = handed_over() if handed_over else self._finder(full_name)
        if engine_compat.is_read_only(book):
            raise CannotUse(
                f"“{short(full_name)}” is open for reading only, so nothing was done.",
                "Open it for editing (or ask who has it open), then press the button again.",
            )
        return book

    def _run(self, job: str, full_name: str, agreed: str, handed_over: Callable[[], XlBook] | None) -> JobReply:
        if job not in self._jobs:
            raise CannotUse(
                f"The helper {self._version} does not know the job “{job}”, so the add-in has another version.",
                "Install both again, then press the button again.",
            )
        book = self._book(full_name, handed_over)
        if job == BRINGS_THE_LAYOUT and (said := self._layout.carried(book, full_name, agreed, self._now())):
            return JobReply(said)
        met: desktop.Handles = {}
        seen = desktop.read(
            book,
            as_it_looks=job in ABOUT_LOOKS,
            tables_wanted=our_tables(),
            handles=met,
            only_named=unread_by(job),
        )
        must_be_ours(seen)
        with desktop.progress(book, _log.info) as say:
            around = Around(self._now(), _folder_of(full_name), self._settings, say, self._stopped, agreed=agreed)
            result = self._done(job, seen, around, agreed)
        if result.patch:
            desktop.play(book, result.patch, _log.info, met)
        _log.info("%s on %s: %s", job, seen.name, result.summary)
        older = self._layout.elsewhere(full_name, job == BRINGS_THE_LAYOUT and _looks_older(seen))
        return JobReply(result.in_a_box + older, opens=result.opens)

    def _done(self, job: str, seen: Book, around: Around, agreed: str) -> Result:
        try:
            return self._jobs[job](seen, around)
        except NotTrustedPlace as trouble:
            if not agreed or trouble.place != agreed:
                raise
            self._trust(agreed)
            return self._jobs[job](seen, around)

    @contextmanager
    def _alone(self, job: str) -> Iterator[None]:
        """While the helper waits for Excel another click can arrive; it is answered, not begun."""
        if self._doing is not None:
            raise CannotUse(f"The helper is still at work on “{self._doing}”.", "Wait until it is done and try again.")
        self._doing = str(job)
        try:
            yield
        finally:
            self._doing = None


def _looks_older(book: Book) -> bool:
    plan = layout("borough")
    return is_older(book, read_tables(book, plan), plan)
