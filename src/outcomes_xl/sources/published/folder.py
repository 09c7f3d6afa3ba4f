"""Looking through a folder of published CSV files for one borough. One broken file never spoils the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.model.cannot_use import CannotRead, Stopped
from outcomes_xl.sources.evidence import FileSeen, FileTrouble
from outcomes_xl.sources.look_result import Looked
from outcomes_xl.sources.protocol import Cancelled, Say
from outcomes_xl.sources.published.csv_reader import opened, places
from outcomes_xl.sources.published.pool import PUBLISHERS, Broken, Pool
from outcomes_xl.sources.published.published_rows import PublishedFile, Publisher

_ENDINGS = (".csv", ".csv.gz")
_DEPTH = 4
_MOST_FILES = 500


def look(
    folder: Path,
    framework: Framework,
    borough: Borough,
    today: date,
    progress: Callable[[str], None] | None = None,
) -> Looked:
    """Return what a folder of published files says of every metric for one borough.

    Files are recognised by their columns, not their names; folders inside are looked through as well. ``progress``
    is told what is being looked at. What cannot be read is in ``troubles``; nothing is raised for a file.
    """
    tell = progress or (lambda sentence: None)
    seen: list[FileSeen] = []
    troubles: list[FileTrouble] = []
    read: list[PublishedFile] = []
    broken: list[Broken] = []
    paths = list(_paths(folder, troubles))
    for number, path in enumerate(paths, 1):
        tell(f"Looking in {path.name} ({number} of {len(paths)})")
        name = path.relative_to(folder).as_posix()
        before = len(read)
        publisher: Publisher | None = None
        headings: tuple[str, ...] = ()
        try:
            with opened(path, _known) as file:
                publisher, headings = _publisher(file.headings), file.headings
                if publisher:
                    read.append(replace(publisher.read(file, borough), name=name))
        except CannotRead as trouble:
            troubles.append(FileTrouble(name, trouble.what, trouble.next_step))
            if publisher:
                broken.append(Broken(publisher, places(headings), name))
        made = read[before] if len(read) > before else None
        seen.append(FileSeen(name, publisher.called if publisher else "", made.row_count if made else 0))
        if made:
            troubles += _half_read(made)
    tell("Weighing what was found")
    pool = Pool(framework, borough, today, tuple(framework.metrics.values()), tuple(read), tuple(broken))
    return Looked(borough, today, folder.name, pool.evidence(), tuple(seen), tuple(troubles), pool=pool)


@dataclass(frozen=True)
class Folder:
    """A folder of published files, as one source among several. Raises nothing for a file."""

    folder: Path
    framework: Framework

    @property
    def name(self) -> str:
        return f"the folder {self.folder.name}"

    def look(self, wanted: Sequence[Metric], borough: Borough, today: date, say: Say, cancelled: Cancelled) -> Looked:
        def tell(sentence: str) -> None:
            if cancelled():
                raise Stopped
            say(sentence)

        return look(self.folder, self.framework, borough, today, tell)


def _paths(folder: Path, troubles: list[FileTrouble]) -> Iterator[Path]:
    """Yield the CSV files of a folder and the folders in it, in the order of their names."""
    count = 0
    for here, inside, names in os.walk(folder):
        at = Path(here)
        deep = len(at.relative_to(folder).parts) >= _DEPTH
        inside[:] = [] if deep else sorted(name for name in inside if not name.startswith("."))
        for name in sorted(names):
            if name.startswith((".", "~$")):
                continue
            if name.lower().endswith(".zip"):
                told = "It is a zip file, which is not looked into.", "Unpack it in this folder."
                troubles.append(FileTrouble(name, *told))
            if not name.lower().endswith(_ENDINGS):
                continue
            count += 1
            if count > _MOST_FILES:
                told = f"The folder has more than {_MOST_FILES} CSV files; the rest was not looked at.", "Choose one."
                troubles.append(FileTrouble(folder.name, *told))
                return
            yield at / name


def _publisher(headings: tuple[str, ...]) -> Publisher | None:
    return next((publisher for publisher in PUBLISHERS if publisher.knows(headings)), None)


def _known(headings: tuple[str, ...]) -> bool:
    return _publisher(headings) is not None


def _half_read(file: PublishedFile) -> Iterator[FileTrouble]:
    if file.cut_short:
        what = "Its last row breaks off and was left out; more may be missing."
        yield FileTrouble(file.name, what, "Download the file again.")
    if not file.row_count:
        yield FileTrouble(file.name, "It has headings and no rows.", "Download it again.")
    if file.publisher == "LG Inform" and not file.datasets:
        what = "It is an LG Inform file, and nothing in it says which measure it holds."
        yield FileTrouble(file.name, what, "Put the measure's number in the file's name, such as LG Inform 19346.csv.")
