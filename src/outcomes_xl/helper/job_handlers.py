"""The jobs at the desk, each with what it needs beside the book: from the user's settings, never from the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from outcomes_xl.helper.dispatcher import Circumstances, Job
from outcomes_xl.model import Book, Result
from outcomes_xl.workflows.published_folder import published_files

if TYPE_CHECKING:
    from outcomes_xl.jobs.context import Context

Clock = Callable[[], datetime]


def jobs(now: Clock) -> Mapping[str, Job]:
    """Return the jobs by key. The imports wait for the first use, or for the helper's warming up."""

    def context() -> Context:
        from outcomes_xl.framework import load_framework
        from outcomes_xl.jobs.context import Context

        return Context(now=now().replace(second=0, microsecond=0), framework=load_framework())

    def check(book: Book, _: Circumstances) -> Result:
        from outcomes_xl.jobs.check import check as job

        return job(book, context())

    def apply_fixes(book: Book, _: Circumstances) -> Result:
        from outcomes_xl.jobs.check import check as job

        return job(book, context(), apply_fixes=True)

    def refresh(book: Book, around: Circumstances) -> Result:
        from outcomes_xl.jobs.refresh.refresh_job import refresh as job
        from outcomes_xl.workflows.get_central_file import obtain

        # The same road as the command line's: her settings, else the place on Start once she has said yes to it; and
        # looked over, its digests and signature too, before anything is applied.
        known = context()
        around.say("Fetching the central file")
        found = obtain(None, book, around.folder, known.now, settings=around.settings)
        result = job(book, found.book, known)
        return replace(result, summary=f"{result.summary} {found.sentence}") if found.sentence else result

    def availability(book: Book, around: Circumstances) -> Result:
        from outcomes_xl.sources import Folder
        from outcomes_xl.workflows.look_for_figures import look_and_fill

        known = context()
        folder = Folder(published_files(around.settings), known.framework)
        return look_and_fill(book, known, [folder], around.folder, around.say)

    def decide(book: Book, _: Circumstances) -> Result:
        from outcomes_xl.jobs.decide import decide as job

        return job(book, context())

    def undo(book: Book, _: Circumstances) -> Result:
        from outcomes_xl.jobs.undo import undo as job

        return job(book, context())

    return {
        "check": check,
        "apply_fixes": apply_fixes,
        "refresh": refresh,
        "availability": availability,
        "decide": decide,
        "undo": undo,
    }
