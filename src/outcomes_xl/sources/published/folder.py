"""Looking through a folder of published files for one borough. One broken file never spoils the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.model.cannot_use import CannotRead, Stopped
from outcomes_xl.reading.tidy import bare
from outcomes_xl.sources.evidence import FileSeen, FileTrouble
from outcomes_xl.sources.links import leads_into
from outcomes_xl.sources.look_result import Looked
from outcomes_xl.sources.protocol import Cancelled, Say
from outcomes_xl.sources.published.lait_file import Lait, is_of_one_measure
from outcomes_xl.sources.published.looks_like import looks_like
from outcomes_xl.sources.published.not_read import is_silent
from outcomes_xl.sources.published.open_files import FileSource, sources_in
from outcomes_xl.sources.published.opened_table import Opened, places
from outcomes_xl.sources.published.pool import PUBLISHERS, Broken, Pool
from outcomes_xl.sources.published.published_rows import HoldsOthers, PublishedFile, Publisher, ours_left_out
from outcomes_xl.sources.published.row_widths import NEXT_FOR_ODD_ROWS

_NOT_DATA = frozenset({"origin.md", "readme.txt", "readme.md", "licence.txt", "license.txt", "requirements.txt"})
_DEPTH = 4
_TOO_DEEP = "It is a folder inside too many others, and was not looked in.", "Move its files further up."
_ELSEWHERE = "It is a link to somewhere else.", "Put the file itself there."
_ODD = CannotRead(
    "It begins like a published table and goes on in another way.", "Download it again, and put it here as it is."
)
_MOST_FILES = 500
_FINE = "If one should be, look whether it has all the columns of the publisher's own table."


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
    brought = _Brought(borough, framework)
    sources = list(_sources(folder, brought))
    for number, source in enumerate(sources, 1):
        tell(f"Looking in {PurePosixPath(source.name).name} ({number} of {len(sources)})")
        brought.read_one(source)
    tell("Weighing what was found")
    brought.troubles += _of_no_measure(brought.read, framework)
    every = tuple(framework.metrics.values())
    pool = Pool(framework, borough, today, every, tuple(brought.read), tuple(brought.broken))
    return Looked(borough, today, folder.name, pool.evidence(), tuple(brought.seen), tuple(brought.troubles), pool=pool)


@dataclass
class _Brought:
    """What a folder gives, gathered file by file."""

    borough: Borough
    framework: Framework
    seen: list[FileSeen] = field(default_factory=list)
    troubles: list[FileTrouble] = field(default_factory=list)
    read: list[PublishedFile] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)

    def read_one(self, source: FileSource) -> None:
        """Read every table of one file. What cannot be read is a trouble, and the tables before it stay."""
        before = len(self.seen)
        known: tuple[Publisher, tuple[str, ...]] | None = None
        try:
            with source.tables(_known) as tables:
                for table in tables:
                    name = _named(source, table)
                    publisher = _publisher(table.headings)
                    known = (publisher, table.headings) if publisher else None
                    if publisher:
                        table.asked = self._asked.get(publisher.name, frozenset())
                        file = publisher.read(table, self.borough)
                        self._keep(_as_opened(file, table, name, self.borough), publisher)
                        known = None
                    else:
                        self.seen.append(FileSeen(name, "", 0, False, False, *looks_like(table)))
        except Exception as trouble:  # whatever one file does to a reader is that file's trouble: the others are read
            told = trouble if isinstance(trouble, CannotRead) else _ODD
            self.troubles.append(FileTrouble(source.name, told.what, told.next_step))
            if known:
                datasets = trouble.datasets if isinstance(trouble, HoldsOthers) else frozenset()
                self.broken.append(Broken(known[0], places(known[1]), source.name, datasets, told.what))
            if len(self.seen) == before:
                self.seen.append(FileSeen(source.name, known[0].called if known else ""))

    @cached_property
    def _asked(self) -> Mapping[str, frozenset[str]]:
        """The words by which series ask for rows of each publisher's files, bare."""
        words: dict[str, set[str]] = {}
        for series in self.framework.series:
            for asked in series.where.values():
                words.setdefault(series.publisher, set()).update(map(bare, asked.split("|")))
        return {publisher: frozenset(found) for publisher, found in words.items()}

    def trouble(self, name: str, what: str, next_step: str) -> None:
        self.troubles.append(FileTrouble(name, what, next_step))

    def _keep(self, file: PublishedFile, publisher: Publisher) -> None:
        self.read.append(file)
        asked = any(publisher.holds(file, one) for one in self.framework.series if one.publisher == publisher.name)
        what = f"It is a {publisher.called}, and no metric is answered from its table."
        unused = ("", "") if asked else (what, _FINE)
        self.seen.append(FileSeen(file.name, file.called or publisher.called, file.row_count, False, False, *unused))
        self.troubles += _half_read(file)


def _as_opened(file: PublishedFile, table: Opened, name: str, borough: Borough) -> PublishedFile:
    """Return what was read with what is known of how it was opened."""
    if table.left_out is not None:
        file = replace(file, left_out=table.left_out, ours_left_out=ours_left_out(file, table.left_out, borough))
    return replace(
        file,
        name=name,
        comma_guessed=table.comma_guessed,
        hidden=table.hidden,
        unread=table.unread,
        blanks_unsure=table.blanks_unsure,
        open_end=table.open_end,
        above=tuple(cell for line in table.above for cell in line if cell),
    )


def _named(source: FileSource, table: Opened) -> str:
    """Return a table's name for officers: the file's, with the folder or zip file it is in, and its sheet's."""
    sheet = table.name.removeprefix(PurePosixPath(source.name).name)
    return f"{source.name}{sheet}"


@dataclass(frozen=True)
class Folder:
    """A folder of published files, as one source among several. Raises nothing for a file."""

    folder: Path
    framework: Framework
    set_aside: int = 0
    """How far its files stand behind those of other folders, for one period."""
    called: str = ""

    @property
    def name(self) -> str:
        return self.called or f"the folder {self.folder.name}"

    def look(self, wanted: Sequence[Metric], borough: Borough, today: date, say: Say, cancelled: Cancelled) -> Looked:
        def tell(sentence: str) -> None:
            if cancelled():
                raise Stopped
            say(sentence)

        looked = look(self.folder, self.framework, borough, today, tell)
        if looked.pool is None or not self.set_aside:
            return looked
        read = tuple(replace(file, set_aside=self.set_aside) for file in looked.pool.read)
        pool = replace(looked.pool, read=read)
        # What nobody put there, and no metric is answered from, is no news to anybody.
        files = (replace(file, looks_like="", next_step="") if file.recognised_as else file for file in looked.files)
        named = self.called or looked.folder
        return replace(looked, folder=named, by_metric=pool.evidence(), files=tuple(files), pool=pool)


def _sources(folder: Path, brought: _Brought) -> Iterator[FileSource]:
    """Yield the files of a folder, of the folders and of the zip files in it, in the order of their names.

    What is in it and is not looked at is named among what was seen, or among the troubles.
    """
    count = 0
    for at in _files_in(folder, brought):
        name = at.relative_to(folder).as_posix()
        if why := _not_a_file(folder, at):
            brought.trouble(name, *why)
            continue
        try:
            within = sources_in(at, name)
        except CannotRead as trouble:
            brought.trouble(name, trouble.what, trouble.next_step)
            continue
        for one, what, then in within.troubles:
            brought.trouble(one, what, then)
        brought.seen += [FileSeen(one, "", looks_like=what, next_step=then) for one, what, then in within.strange]
        for source in within.sources:
            count += 1
            if count > _MOST_FILES:
                told = f"The folder has more than {_MOST_FILES} files; the rest was not looked at.", "Choose one."
                brought.trouble(folder.name, *told)
                return
            yield source


def _files_in(folder: Path, brought: _Brought) -> Iterator[Path]:
    for here, inside, names in os.walk(folder):
        at = Path(here)
        too_deep = len(at.relative_to(folder).parts) >= _DEPTH
        shown = sorted(name for name in inside if not name.startswith("."))
        inside[:] = [name for name in shown if not too_deep and leads_into(folder, at / name)]
        for name in shown:
            if name not in inside:
                place = (at / name).relative_to(folder).as_posix()
                brought.trouble(place, *(_TOO_DEEP if leads_into(folder, at / name) else _ELSEWHERE))
        yield from (at / name for name in sorted(names) if not is_silent(name) and name.lower() not in _NOT_DATA)


def _not_a_file(folder: Path, at: Path) -> tuple[str, str] | None:
    """Say why something in a folder is no file to open, and what to do; None for one that is."""
    if not leads_into(folder, at):
        return _ELSEWHERE
    if not at.is_file():
        return "It is not an ordinary file, or is there no more.", "Take it out of the folder."
    return None


@lru_cache(maxsize=512)
def _publisher(headings: tuple[str, ...]) -> Publisher | None:
    return next((publisher for publisher in PUBLISHERS if publisher.knows(headings)), None)


def _known(headings: tuple[str, ...]) -> bool:
    return _publisher(headings) is not None


def _of_no_measure(files: Sequence[PublishedFile], framework: Framework) -> Iterator[FileTrouble]:
    """Name the downloads of a single measure that neither say which it is, nor are named after one."""
    lait = Lait()
    ties = [series for series in framework.series if series.publisher == lait.name]
    for file in files:
        if file.publisher == lait.name and is_of_one_measure(file) and not any(lait.holds(file, one) for one in ties):
            what = "It is a download of one measure from LAIT, and nothing in it says a measure that is used here."
            next_step = "If it holds one, put the measure's name in the file's name, as LAIT has it, and look again."
            yield FileTrouble(file.name, what, next_step)


def _half_read(file: PublishedFile) -> Iterator[FileTrouble]:
    if file.cut_short:
        what = "Its last row breaks off and was left out; more may be missing."
        yield FileTrouble(file.name, what, "Download the file again.")
    if file.left_out and file.left_out.count:
        yield FileTrouble(file.name, f"{file.left_out.told()} Not used.", NEXT_FOR_ODD_ROWS)
    if file.rows and not any(row.period for row in file.rows):
        what = "Which period its figures are for cannot be told, so any file that says its own goes before it."
        yield FileTrouble(file.name, what, "Download it again, and keep the title above its headings as it is.")
    if "formula" in file.unread:
        what = f"In it {file.unread}."
        yield FileTrouble(file.name, what, "Open it in Excel, save it, and look again.")
    if not file.row_count:
        yield FileTrouble(file.name, "It has headings and no rows.", "Download it again.")
    if file.publisher == "LG Inform" and not file.datasets:
        what = "It is an LG Inform file, and nothing in it says which measure it holds."
        yield FileTrouble(file.name, what, "Put the measure's number in the file's name, such as LG Inform 19346.csv.")
