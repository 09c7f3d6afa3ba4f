"""The demonstration's workbooks as they stand after this or that job: what the officers' pages show pictures of.

Every state is made anew from the committed data, on a fixed Friday, so that whoever runs it gets the same sheets.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.share import CopyToShare, share
from outcomes_xl.journeys.linkage_key import LinkageKey
from outcomes_xl.journeys.made_up_people import CARE, HEALTH, SCHOOLS, all_files
from outcomes_xl.model import Book, CellRef, Patch, SetCell
from outcomes_xl.workflows import closed_workbook, exchange_work_list, publish_release
from outcomes_xl.workflows.adopt_workbook import adopt_workbook
from outcomes_xl.workflows.cohort_of_source import CohortAsked, cohort_of
from outcomes_xl.workflows.collate_folder import Outputs, collate
from outcomes_xl.workflows.demonstration import BOROUGH, CENTRAL, PUBLISHED, WORKBOOK, lay_out
from outcomes_xl.workflows.follow_journeys import JourneysAsked, follow_with
from outcomes_xl.workflows.highlight_framework import highlight
from outcomes_xl.workflows.share_workbook import looked_through
from outcomes_xl.workflows.write_report import write_report
from tests.built import borough_workbook
from tests.cohorts.merton import with_pupils

FRIDAY = datetime(2026, 11, 27, 16, 40)
OLD_TITLE, TYPED_TITLE = "Repeat child protection plans", "Second child protection plans"
_THEIR_LOG = (
    ("Our data log", None, None, None),
    ("Measure", "Do we have it?", "Who", "Comment"),
    ("Repeat child protection plans", "Yes", "Performance team", "from the case system"),
    ("Looked-after rate", "Y", "Performance team", None),
    ("Infant mortality", "P", "Public health", "they hold it"),
    ("Good level of development", "amber", "Early years", None),
)


_TO_LOOK_AT = {
    "MET-002": "Ring 07700 900123 after four",
    "MET-010": "Missing: NHS number 485 111 0022, all others are in",
    "MET-020": "3 children moved out of borough",
}


class States:
    """A folder with the demonstration in it; each method returns a workbook in one state, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: dict[str, Path] = {}

    def new(self) -> Path:
        """Return a workbook just made."""
        return self._once("new", lambda path: closed_workbook.new(path, BOROUGH, FRIDAY))

    def after_the_jobs(self) -> Path:
        """Return the demonstration's workbook after its jobs."""

        def work(path: Path) -> None:
            shutil.copy(self._laid_out() / WORKBOOK, path)
            self._job(path, "check")
            self._job(path, "refresh", central=self._laid_out() / CENTRAL)
            self._job(path, "availability", sources=self._laid_out() / PUBLISHED)
            self._job(path, "check")

        return self._once("after the jobs", work)

    def suggestions_taken(self) -> Path:
        return self._after("suggestions", self.after_the_jobs, lambda path: self._job(path, "suggestions"))

    def fixes_taken(self) -> Path:
        return self._after("fixes", self.after_the_jobs, lambda path: self._job(path, "check", apply_fixes=True))

    def with_spine(self) -> Path:
        return self._after("spine", self.after_the_jobs, lambda path: self._job(path, "spine"))

    def with_services(self) -> Path:
        return self._after("services", self.after_the_jobs, lambda path: self._job(path, "services"))

    def with_targets(self) -> Path:
        return self._after("targets", self.after_the_jobs, lambda path: self._job(path, "targets"))

    def highlighted(self) -> Path:
        return self._after("highlight", self.after_the_jobs, lambda path: highlight(path, FRIDAY, "PHOF"))

    def asked(self) -> Path:
        """Return a workbook in which somebody typed over a title before the refresh, so that it asks."""

        def work(path: Path) -> None:
            shutil.copy(self._laid_out() / WORKBOOK, path)
            cell = _place(path, "Framework", OLD_TITLE)
            files.write(path, Patch.of([SetCell(cell, OLD_TITLE, TYPED_TITLE, "typed")]), FRIDAY)
            self._job(path, "refresh", central=self._laid_out() / CENTRAL)

        return self._once("asked", work)

    def undone(self) -> Path:
        return self._after("undone", self.fixes_taken, lambda path: self._job(path, "undo"))

    def work_list(self) -> Path:
        """Return a work list as it is sent to a partner."""

        def work(path: Path) -> None:
            exchange_work_list.written(exchange_work_list.listed(self.after_the_jobs(), FRIDAY, ""), path, FRIDAY)

        return self._once("work list", work)

    def journeys(self) -> Path:
        """Return the journeys of the made-up people that are shipped."""

        def work(path: Path) -> None:
            sources = [path.with_name(name) for name in (HEALTH, SCHOOLS, CARE)]
            for source in sources:
                source.write_text(all_files()[source.name], encoding="utf-8")
            to = path.with_name("journeys - Unpublished.xlsx")
            names = tuple(str(source) for source in sources)
            follow_with(LinkageKey("demonstration", bytes(range(32))), JourneysAsked(names, "", to), FRIDAY)
            shutil.move(to, path)

        return self._once("journeys", work)

    def cohort(self) -> Path:
        """Return a cohort of made-up pupils, by three columns."""

        def work(path: Path) -> None:
            folder = path.parent / "pupils"
            folder.mkdir(exist_ok=True)
            asked = CohortAsked("MET-039", "pupils.csv", "sen,born:season,idaci:5")
            cohort_of(with_pupils(folder), asked, folder / "cohort.xlsx", FRIDAY)
            shutil.copy(folder / "cohort - Unpublished.xlsx", path)

        return self._once("cohort", work)

    def central(self) -> Path:
        """Return a central file published after a small change of wording."""

        def work(path: Path) -> None:
            working = Path(shutil.copy(self._laid_out() / CENTRAL, path.with_name("working file.xlsx")))
            shutil.copy(working, path)
            cell = _place(working, "Framework", OLD_TITLE)
            files.write(working, Patch.of([SetCell(cell, OLD_TITLE, TYPED_TITLE, "typed")]), FRIDAY)
            said = {"Release": "2026.12", "Released on": publish_release.a_day("2026-12-01"), "Notes": "One title."}
            publish_release.publish(working, path, FRIDAY, said=said, anyway=True)

        return self._once("central", work)

    def adopted(self) -> Path:
        """Return a workbook that began from a borough's own list."""

        def work(path: Path) -> None:
            log = Workbook()
            for row in _THEIR_LOG:
                log.active.append(row)
            theirs = path.with_name("Our data log.xlsx")
            log.save(theirs)
            adopt_workbook(theirs, path, "Merton", FRIDAY)

        return self._once("adopted", work)

    def london(self) -> Path:
        """Return the picture of Merton's workbook and those of three invented boroughs."""

        def work(path: Path) -> None:
            returns = self.folder / "returns"
            returns.mkdir()
            model = self.suggestions_taken()
            shutil.copy(model, returns / "Merton.xlsx")
            for number, name in enumerate(("Easthaven", "Millwick", "Northbridge"), 1):
                other = files.play(
                    model.read_bytes(), _as_anothers(files.read(model), f"E0600990{number}", name, number)
                )
                (returns / f"{name}.xlsx").write_bytes(other)
            collate(returns, Outputs(path), FRIDAY.date())

        return self._once("london", work)

    def report(self) -> Path:
        """Return the demonstration's report as a Word document."""
        return self._report("report.docx")

    def schedule(self) -> Path:
        """Return the schedule of one of its services as a Word document."""
        return self._report("schedule.docx", service="Health visiting")

    def _report(self, name: str, service: str = "") -> Path:
        to = self.folder / name
        if not to.exists():
            write_report(self.after_the_jobs(), to, FRIDAY, service=service)
        return to

    def looked_through(self) -> Path:
        """Return a workbook of which no copy was made, with what was seen in it on Findings."""

        def work(path: Path) -> None:
            entries = {"availability": {metric: {"note": note} for metric, note in _TO_LOOK_AT.items()}}
            path.write_bytes(borough_workbook(load_framework(), "E09000024", entries=entries))
            seen = looked_through(path)
            told = CopyToShare(seen.findings, "", listed=True)
            files.write(path, share(seen.book, Context(FRIDAY, load_framework()), told).patch, FRIDAY)

        return self._once("looked through", work)

    def _laid_out(self) -> Path:
        folder = self.folder / "laid out"
        if not folder.exists():
            lay_out(folder)
        return folder

    def _after(self, name: str, before: Callable[[], Path], work: Callable[[Path], object]) -> Path:
        return self._once(name, lambda path: (shutil.copy(before(), path), work(path)))

    def _once(self, name: str, work: Callable[[Path], object]) -> Path:
        if name not in self._made:
            path = self.folder / f"{name}.xlsx"
            work(path)
            self._made[name] = path
        return self._made[name]

    def _job(self, path: Path, name: str, **chosen: Any) -> None:
        moment = FRIDAY + timedelta(minutes=len(list(self.folder.rglob("*.xlsx"))))
        done = closed_workbook.do_job(name, path, moment, **chosen)
        assert not done.refused, done.sentence


def _as_anothers(book: Book, code: str, name: str, number: int) -> Patch:
    """Return what makes a workbook another borough's: its code and name, and other statuses, the same each time."""
    table = read_borough(book).tables
    changes = [
        SetCell(table["start"].cell(row, "answer"), row.typed["answer"], said, "an invented borough")
        for row in table["start"]
        if (said := {"Borough code": code, "Borough": name}.get(row.text("setting")))
    ]
    words = (
        "Available now",
        "Not collected",
        "Held by a partner",
        "Available, needs work",
        "Collected, not extractable",
    )
    for place, row in enumerate(table["availability"]):
        if (place + number) % 3:
            cell = table["availability"].cell(row, "status")
            status = words[(place * (number + 1)) % len(words)]
            changes.append(SetCell(cell, row.typed.get("status"), status, "an invented borough"))
    return Patch.of(changes)


def _place(path: Path, sheet: str, text: str) -> CellRef:
    """Return the first cell of a sheet that says just this."""
    rows = files.read(path).sheets[sheet].rows
    return next(CellRef(sheet, row, column) for row in rows for column in rows[row] if rows[row][column] == text)
