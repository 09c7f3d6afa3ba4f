"""Make the pictures of the officers' pages: ``python -m tests.docs.pictures`` makes all, a name or two only those.

Sheets are the demonstration's own, printed by LibreOffice and cut to what the page speaks of; what only Excel can show
is drawn (drawings.py). Needs LibreOffice, poppler, Chromium and Pillow.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from outcomes_xl.hosts import files
from tests.docs.demo_states import TYPED_TITLE, States
from tests.docs.drawings import digests, drawings
from tests.docs.photographs import photographed, small, trimmed
from tests.office import as_pdf, needed

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
_DOTS = 72  # points of an inch
_TALLEST = 120  # points, of a row of several lines
_POPPLER = "Debian: apt install poppler-utils."
_WRITER = "Debian: apt install libreoffice-writer."
_WORD = "5"  # the level of a word among pdftotext's lines


@dataclass(frozen=True)
class Cut:
    """A piece of a sheet, so many points wide and high, shown ``wide`` pixels wide.

    It begins at the sheet's top; or at the words in ``at``, with the first ``head`` points of the sheet above them. It
    ends with the last whole row in it; where ``rows`` is no, as it comes.
    """

    state: Callable[[States], Path]
    sheet: str
    width: int
    height: int
    at: str = ""
    head: int = 0
    rows: bool = True
    wide: int = 1000


SHEETS = {
    "start": Cut(States.after_the_jobs, "Start", 1016, 640),
    "start-new": Cut(States.new, "Start", 1016, 640),
    "summary": Cut(States.after_the_jobs, "Summary", 680, 860, rows=False, wide=760),
    "data-availability": Cut(States.after_the_jobs, "Data availability", 1730, 420, wide=1300),
    "suggestions": Cut(States.suggestions_taken, "Data availability", 1610, 420, wide=1200),
    "findings": Cut(States.after_the_jobs, "Findings", 1452, 460, wide=1200),
    "findings-cell-by-cell": Cut(States.after_the_jobs, "Findings", 1452, 300, at="Cell by cell. Dark", wide=1200),
    "mapping-tab": Cut(States.after_the_jobs, "Map LOF", 1302, 420, wide=1100),
    "changes": Cut(States.asked, "Changes", 1906, 560, wide=1300),
    "changes-questions": Cut(States.asked, "Changes", 1906, 150, at=TYPED_TITLE, head=117, wide=1300),
    "changes-fixes": Cut(States.fixes_taken, "Changes", 1906, 480, wide=1300),
    "changes-undone": Cut(States.undone, "Changes", 1906, 480, wide=1300),
    "changes-adopted": Cut(States.adopted, "Changes", 1906, 560, wide=1300),
    "findings-to-share": Cut(States.looked_through, "Findings", 1452, 420, at="Cell by cell. Dark", wide=1200),
    "metric-card": Cut(States.after_the_jobs, "Metric card", 1049, 809, rows=False),
    "spine": Cut(States.with_spine, "Spine", 232, 104, rows=False, wide=900),
    "service-gaps": Cut(States.with_services, "Service gaps", 402, 250, rows=False, wide=1200),
    "service-matrix": Cut(States.with_services, "Service matrix", 340, 84, rows=False, wide=1300),
    "target-progress": Cut(States.with_targets, "Target progress", 420, 110, rows=False, wide=1250),
    "targets": Cut(States.after_the_jobs, "Targets", 1900, 300, wide=1300),
    "milestones": Cut(States.after_the_jobs, "Milestones", 1000, 220, wide=1000),
    "services": Cut(States.after_the_jobs, "Services", 1730, 300, wide=1300),
    "qualitative-evidence": Cut(States.after_the_jobs, "Qualitative evidence", 1400, 220, wide=1200),
    "priorities": Cut(States.after_the_jobs, "Priorities", 1500, 260, wide=1200),
    "highlight": Cut(States.highlighted, "Framework", 1200, 232, at="Infant mortality", head=121),
    "gaps": Cut(States.after_the_jobs, "Gaps", 1167, 420),
    "figures": Cut(States.after_the_jobs, "Figures", 980, 300, wide=900),
    "sources": Cut(States.after_the_jobs, "Sources", 1468, 180, wide=1200),
    "work-list": Cut(States.work_list, "Work list", 1400, 420, wide=1100),
    "journeys-at-a-glance": Cut(States.journeys, "At a glance", 800, 590, rows=False, wide=1000),
    "journeys-paths": Cut(States.journeys, "Paths", 1040, 420, wide=1150),
    "journeys-next-step": Cut(States.journeys, "Next step", 1060, 240, wide=1150),
    "journeys-how": Cut(States.journeys, "How it was made", 860, 420, wide=1000),
    "cohorts": Cut(States.cohort, "Cohorts", 1150, 620, rows=False, wide=1250),
    "london-at-a-glance": Cut(States.london, "At a glance", 800, 560, rows=False),
    "london-gaps": Cut(States.london, "Common gaps", 1130, 330, wide=1200),
    "central-what-changed": Cut(States.central, "What changed", 1300, 300),
}

DOCUMENTS = {"report-learning": (States.report, 5), "report-schedule": (States.schedule, 1)}
"""Pages of Word documents, whole: LibreOffice's Writer prints them (Debian: apt install libreoffice-writer)."""


def main(wanted: list[str]) -> int:
    PICTURES.mkdir(exist_ok=True)
    made = drawings()
    unknown = set(wanted) - made.keys() - SHEETS.keys() - DOCUMENTS.keys()
    if unknown:
        print(f"There is no picture {', '.join(sorted(unknown))}. There are: {', '.join([*SHEETS, *DOCUMENTS, *made])}")
        return 2
    for name, picture in photographed({name: body for name, body in made.items() if not wanted or name in wanted}):
        _keep(name, picture)
    with tempfile.TemporaryDirectory() as folder:
        states, printed = States(Path(folder)), {}
        for name, cut in SHEETS.items():
            if not wanted or name in wanted:
                workbook = cut.state(states)
                if workbook not in printed:
                    printed[workbook] = as_pdf(workbook, Path(folder) / "printed")
                _keep(name, _piece(workbook, printed[workbook], cut))
        for name, (state, page) in DOCUMENTS.items():
            if not wanted or name in wanted:
                _keep(name, _page(state(states), page, Path(folder)))
    if not wanted:
        (PICTURES / "drawn-from.txt").write_text(digests(), encoding="utf-8")
        for path in PICTURES.glob("*.png"):
            if path.stem not in made.keys() | SHEETS.keys() | DOCUMENTS.keys():
                path.unlink()
    return 0


def _piece(workbook: Path, printed: Path, cut: Cut) -> Image.Image:
    """Return the piece of a sheet out of the print with a page a sheet."""
    page = list(files.read(workbook).sheets).index(cut.sheet) + 1  # hidden sheets have a page as well
    top = _top_of_row(cut.at, printed, page, cut.width) if cut.at else 0.0
    dots = _DOTS * cut.wide / cut.width
    shot = _shot(printed, page, dots, top, cut.width, cut.height)
    if cut.rows:
        shot = shot.crop((0, 0, shot.width, _last_rule(shot)))
    if cut.head:
        above = _shot(printed, page, dots, 0.0, cut.width, cut.head)
        both = Image.new("RGB", (shot.width, above.height + shot.height), "white")
        both.paste(above, (0, 0))
        both.paste(shot, (0, above.height))
        shot = both
    return trimmed(shot)


def _page(document: Path, page: int, folder: Path) -> Image.Image:
    """Return a page of a Word document as Writer prints it."""
    profile = f"-env:UserInstallation={(folder / 'writer').as_uri()}"
    command = [needed("soffice", _WRITER), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document]
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=180)
    return trimmed(_shot(folder / f"{document.stem}.pdf", page, 100, 0, 595, 790))


def _shot(printed: Path, page: int, dots: float, top: float, width: int, height: int) -> Image.Image:
    by = dots / _DOTS
    box = ["-x", 0, "-y", round(top * by), "-W", round(width * by), "-H", round(height * by)]
    command = [needed("pdftoppm", _POPPLER), "-r", dots, "-f", page, "-l", page, *box, "-png", printed]
    shot = subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=60)
    return Image.open(io.BytesIO(shot.stdout)).convert("RGB")


def _last_rule(shot: Image.Image) -> int:
    """Return where the last line across ends, in pixels from the top: rows of our lists have one below them."""
    grey = shot.convert("L")
    for y in range(shot.height - 1, 0, -1):
        if sum(grey.crop((0, y, shot.width, y + 1)).histogram()[:242]) > shot.width * 0.4:
            return y + 1
    raise ValueError("there is no line across: the piece is too small")


def _top_of_row(text: str, printed: Path, page: int, width: int) -> float:
    """Return how far below the page's top the row with some words begins, in points: below the line before it."""
    words = _height_of(text, printed, page)
    above = min(words, _TALLEST / 2)
    try:
        return words - above + _last_rule(_shot(printed, page, _DOTS, words - above, width, round(above)))
    except ValueError:
        return words - 8  # a heading stands alone


def _height_of(text: str, printed: Path, page: int) -> float:
    """Return how far below the page's top some words stand, in points."""
    command = [needed("pdftotext", _POPPLER), "-f", str(page), "-l", str(page), "-tsv", str(printed), "-"]
    told = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
    words = [line.split("\t") for line in told.splitlines()[1:]]
    words = [one for one in words if one[0] == _WORD]
    wanted = text.split()
    for first in range(len(words)):
        if [one[11] for one in words[first : first + len(wanted)]] == wanted:
            return float(words[first][7])
    raise ValueError(f"“{text}” does not stand on page {page} of {printed.name}")


def _keep(name: str, picture: Image.Image) -> None:
    data = small(picture)
    (PICTURES / f"{name}.png").write_bytes(data)
    print(f"{name}.png {picture.width} × {picture.height}, {len(data):,} bytes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
