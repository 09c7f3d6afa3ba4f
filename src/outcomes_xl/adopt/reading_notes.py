"""Reading notes: what an adoption learnt and what the officer answered, as TOML that anybody can read and mend.

An answer says what it is about (heading, status, value in …, colour, row, cell, year), what was typed, and what that
means. One without ``means`` waits for the officer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from outcomes_xl.adopt.words import one_line
from outcomes_xl.model.cannot_use import WrongUsage

ALL_HIDDEN = "hidden sheets"
"""What stands for every hidden sheet at once."""
_MEANT = re.compile(r"^(yes|they are|carry|read|take)\b")
_NOT_MEANT = re.compile(r"^(no|not|leave|ignore|they are not|do not)\b")


@dataclass(frozen=True)
class OfficerAnswer:
    """One answer of the officer's."""

    about: str
    typed: str
    means: str


@dataclass(frozen=True)
class ReadingNotes:
    """The notes as they came in; ``digest`` is that of the workbook they were made for, "" when it is not said."""

    answers: tuple[OfficerAnswer, ...] = ()
    digest: str = ""
    file: str = ""
    """The name of the workbook they were made for."""
    set_aside: tuple[OfficerAnswer, ...] = ()
    """Answers about single cells of a workbook that has changed since: the cells may be others now. They are kept."""

    def for_workbook(self, digest: str) -> ReadingNotes:
        """Return the notes as they may be used for a workbook with this digest."""
        if not self.digest or self.digest == digest:
            return self
        cells = tuple(one for one in self.answers if one_line(one.about) == "cell" and one.means)
        kept = tuple(one for one in self.answers if one not in cells)
        return replace(self, answers=kept, set_aside=(*self.set_aside, *cells))

    def means(self, about: str, typed: str) -> str:
        """Return what the officer said that something means, "" when that was not said."""
        if not self.answers:
            return ""
        exact, loose = self._by_words
        wanted = (one_line(about), one_line(typed))
        return exact.get((wanted[0], typed), "") or loose.get(wanted, "")

    @cached_property
    def _by_words(self) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
        """The answers by what was typed to the letter, and without regard to capitals: "x" and "X" may differ."""
        said = [answer for answer in reversed(self.answers) if answer.means]
        exact = {(one_line(a.about), a.typed): a.means for a in said}
        return exact, {(one_line(a.about), one_line(a.typed)): a.means for a in said}

    def hidden_sheet(self, name: str) -> bool | None:
        """Return whether the officer said that a hidden sheet's answers are meant; None where that is not said."""
        said = one_line(self.means("sheet", name) or self.means("sheet", ALL_HIDDEN))
        if _NOT_MEANT.match(said):
            return False
        return True if _MEANT.match(said) else None

    def about_rows(self) -> tuple[OfficerAnswer, ...]:
        return tuple(a for a in self.answers if one_line(a.about) == "row" and a.means)


@dataclass
class Learnt:
    """What a run learnt, and what it has to ask, as they go into the notes."""

    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    questions: dict[tuple[str, str], str] = field(default_factory=dict)

    def ask(self, about: str, typed: str, hint: str) -> None:
        self.questions.setdefault((about, typed), hint)

    def asks_for_a_status(self) -> bool:
        return any(about in ("status", "colour") for about, _ in self.questions)


_PARTS = frozenset({"original", "answer", "answer_set_aside", "heading_read", "word_read"})


def read_notes(text: str, name: str) -> ReadingNotes:
    """Return the notes in a TOML text. Raises WrongUsage, in words, when they cannot be read or are no such notes."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise WrongUsage(
            f"The notes in {name} cannot be read as TOML: {trouble}. Mend that line and try again."
        ) from None
    if strange := sorted(data.keys() - _PARTS):
        raise WrongUsage(
            f"{name} has a part “{strange[0]}”, so it is no reading notes of this tool. Choose the notes themselves."
        )
    original = data.get("original", {})
    listed = [data.get(part, []) for part in ("answer", "answer_set_aside")]
    if not isinstance(original, dict) or not all(
        isinstance(x, list) and all(isinstance(one, dict) for one in x) for x in listed
    ):
        raise WrongUsage(
            f"The notes in {name} are not written as this tool writes them: each answer begins with a line [[answer]], "
            "and has about, typed and means on lines of their own. Mend that and try again."
        )
    answers, set_aside = (tuple(_answer(one) for one in x) for x in listed)
    return ReadingNotes(answers, str(original.get("sha256", "")), str(original.get("file", "")), set_aside)


def _answer(entry: Mapping[str, object]) -> OfficerAnswer:
    return OfficerAnswer(*(str(entry.get(key, "")).strip() for key in ("about", "typed", "means")))


def written_notes(name: str, digest: str, notes: ReadingNotes, learnt: Learnt, statuses: Sequence[str] = ()) -> str:
    """Return the notes to keep: the officer's answers first, then what is asked, then what was learnt.

    ``statuses`` are the words that a status may be, told at the head where one is asked for.
    """
    told = [f"# A status is one of: {'; '.join(statuses)}."] if statuses and learnt.asks_for_a_status() else []
    lines = [
        "# Reading notes: how this spreadsheet was read, and your answers to what it does not say.",
        "# Answer between the quotation marks after means, then run adopt again with --notes and this file.",
        *told,
        "",
        "[original]",
        f"file = {_quoted(name)}",
        f"sha256 = {_quoted(digest)}",
    ]
    for answer in notes.answers:
        lines += _entry("answer", {"about": answer.about, "typed": answer.typed, "means": answer.means})
    known = {(one_line(a.about), one_line(a.typed)) for a in notes.answers}
    for (about, typed), hint in learnt.questions.items():
        if (one_line(about), one_line(typed)) not in known:
            lines += _entry("answer", {"about": about, "typed": typed, "means": ""}, hint)
    for answer in notes.set_aside:
        values = {"about": answer.about, "typed": answer.typed, "means": answer.means}
        lines += _entry("answer_set_aside", values, "Of an earlier state of the spreadsheet; not used.")
    for (sheet, heading), means in learnt.headings.items():
        lines += _entry("heading_read", {"sheet": sheet, "typed": heading, "means": means})
    for (about, typed), means in learnt.words.items():
        lines += _entry("word_read", {"about": about, "typed": typed, "means": means})
    return "\n".join(lines) + "\n"


def _entry(kind: str, values: Mapping[str, str], hint: str = "") -> Iterable[str]:
    yield ""
    if hint:
        yield f"# {' '.join(hint.split())}"
    yield f"[[{kind}]]"
    for key, value in values.items():
        yield f"{key} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """Return a TOML string: every control character, quotation mark and backslash escaped."""
    kept = (f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else "\\" + c if c in '"\\' else c for c in text)
    return '"' + "".join(kept) + '"'
