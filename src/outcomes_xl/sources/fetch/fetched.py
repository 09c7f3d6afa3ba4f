"""What came of each published file, and the words for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from outcomes_xl.model.sentences import one_or_many
from outcomes_xl.sources.fetch.file_list import FileToGet

YOURSELF = "Get these yourself.txt"
"""The file in the folder with the addresses of what only the officer can get."""
FIRST_LINE = "Published files that Outcomes cannot get for you. Download each from its page into this folder."


class Became(StrEnum):
    """What became of a file."""

    NEW = "downloaded"
    SAME = "not changed since"
    THERE = "put there by you"
    NEEDS_YOU = "needs you"
    NOT_NOW = "not to be had now"
    LEFT = "left as you have it"
    NOT_ASKED = "not reached"


@dataclass(frozen=True, slots=True)
class OneFile:
    """A file and what became of it. ``why`` and ``next_step`` are sentences; ``no_network`` is nobody there at all."""

    file: FileToGet
    became: Became
    why: str = ""
    next_step: str = ""
    no_network: bool = False


@dataclass(frozen=True)
class Round:
    """One go through the files; ``stopped`` when the officer ended it, or nothing more could come."""

    folder: Path
    files: tuple[OneFile, ...]
    stopped: bool = False
    ended_by: OneFile | None = None
    """What kept all that came after it from being asked for, such as a full disk."""

    def all(self, became: Became) -> list[OneFile]:
        return [one for one in self.files if one.became is became]

    @property
    def no_network(self) -> bool:
        """Whether nobody at all could be reached: said once, however many files there are."""
        asked = [one for one in self.files if one.became in (Became.NEW, Became.SAME, Became.NOT_NOW)]
        return bool(asked) and all(one.no_network for one in asked)

    @property
    def in_vain(self) -> bool:
        """Whether nothing at all could come: no publisher was reached, so the folder stays as it was."""
        stopped_at_once = self.ended_by is not None and not (self.all(Became.NEW) or self.all(Became.SAME))
        return self.no_network or stopped_at_once

    @property
    def well(self) -> bool:
        return not (self.stopped or self.all(Became.NOT_NOW) or self.all(Became.LEFT))

    @property
    def sentence(self) -> str:
        """Say how many came, and how many need the officer: "14 downloaded, 3 need you." """
        if self.no_network:
            return (
                "There is no internet here, or it does not let this tool through; nothing was downloaded, and the "
                "folder is as it was. Look at the connection, or ask your IT colleagues for the hosts on their page."
            )
        same, mine = len(self.all(Became.SAME)), len(self.all(Became.NEEDS_YOU))
        there, later = len(self.all(Became.THERE)), len(self.all(Became.NOT_NOW))
        left = len(self.all(Became.LEFT))
        parts = [
            f"{len(self.all(Became.NEW))} downloaded",
            f"{same} not changed since" if same else "",
            f"{there} put there by you" if there else "",
            f"{mine} {one_or_many(mine, 'needs', 'need')} you" if mine else "",
            f"{later} not to be had now" if later else "",
            f"{left} left as you have {one_or_many(left, 'it', 'them')}" if left else "",
        ]
        said = f"{', '.join(filter(None, parts))}."
        if self.stopped and (unasked := len(self.all(Became.NOT_ASKED))):
            said = f"Stopped: {said} {unasked} not reached; do it again to go on where it stopped."
        if self.ended_by:
            said = f"{self.ended_by.why} {self.ended_by.next_step} {said}"
        if mine and not self.in_vain:
            said += f" Where to get what needs you: “{YOURSELF}” in {self.folder}."
        return said

    def lines(self) -> Iterator[str]:
        """Give what is to be told beside the sentence: what could not be had, each reason once; then what needs you."""
        if self.no_network:
            return
        for became in (Became.NOT_NOW, Became.LEFT):
            by_why: dict[tuple[str, str], list[str]] = {}
            for one in self.all(became):
                by_why.setdefault((one.why, one.next_step), []).append(one.file.title)
            for (why, next_step), titles in by_why.items():
                yield f"{'; '.join(titles)}: {why} {next_step}".rstrip()
        yield from self.yours()

    def yours(self) -> Iterator[str]:
        """Give what needs the officer: title, page and what to take there."""
        for one in self.all(Became.NEEDS_YOU):
            about = " ".join(filter(None, (one.why, one.file.landing_page, one.file.note)))
            yield f"{one.file.publisher}: {one.file.title}. {about}"
