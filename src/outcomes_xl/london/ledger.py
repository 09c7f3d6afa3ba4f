"""The ledger: each file of the folder exactly once, with what became of it and what to tell its borough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from outcomes_xl.framework.council_names import without_council
from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.framework.release_order import numbers
from outcomes_xl.london.other_editions import Carried, in_edition, is_another
from outcomes_xl.london.picture_words import group_of, ledger_words, left_out_words
from outcomes_xl.london.returns import KeptOut, Return
from outcomes_xl.model.sentences import fill, in_a_list

_AUTHORITY = re.compile(r"E(?:06|07|08|10)\d{6}")
"""Codes of English authorities that are no London boroughs; E07 are districts, which answer for themselves."""
_MOST_CELLS_NAMED = 4


@dataclass(frozen=True)
class FoundFile:
    """One file that was found: its name in the folder, and what it gave, or why it gave nothing.

    ``ended`` is a kind of ending of data/london.toml, "" where ``reading`` is there; ``why`` and ``next`` are the
    words of whoever could not read it. ``digest`` is of its content, "" where that was not read.
    """

    file: str
    digest: str = ""
    reading: Return | None = None
    ended: str = ""
    why: str = ""
    next: str = ""


@dataclass(frozen=True)
class LedgerLine:
    """A line of the ledger. ``borough`` is whose it is, as far as one can say."""

    file: str
    borough_code: str
    borough: str
    kind: str
    became: str
    tell: str
    digest: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    kept_out: bool = False
    """Whether the check before sharing keeps something of it out."""

    @property
    def word(self) -> str:
        return str(ledger_words(self.kind)["word"])

    @property
    def taken(self) -> bool:
        return bool(ledger_words(self.kind)["taken"])


@dataclass(frozen=True)
class Taken:
    """A borough's workbook that is in the picture."""

    borough: Borough
    file: str
    digest: str
    reading: Return
    carried: Carried | None = None
    """How its reading came out of another edition, None where it is of this one."""


def settle(seen: Iterable[FoundFile], framework: Framework) -> tuple[tuple[LedgerLine, ...], tuple[Taken, ...]]:
    """Return the ledger, by file, and the workbooks taken, by borough. The order the files came in does not matter."""
    files = sorted(seen, key=lambda one: (one.file.casefold(), one.file))
    lines: dict[str, LedgerLine] = {}
    claims: dict[str, list[Taken]] = {}
    whose = {one.file: _whose(one, framework) for one in files if one.reading is not None}
    chosen = _one_of_each_content(files, whose)
    for one in files:
        if one.reading is None:
            lines[one.file] = _line(one.file, one.ended, why=one.why, next=one.next, borough="")
            continue
        of = whose[one.file]
        if isinstance(of, LedgerLine) and (chosen[one.digest] == one.file or of.kind == "another_name"):
            lines[one.file] = of
        elif chosen[one.digest] != one.file:
            lines[one.file] = _line(one.file, "same_content", other=chosen[one.digest], digest=one.digest)
        elif isinstance(of, Borough):
            claims.setdefault(of.code, []).append(Taken(of, one.file, one.digest, one.reading))
    taken = []
    for rivals in claims.values():
        best = max(rivals, key=lambda one: _how_late(one, framework))
        settled = _in_todays_edition(best, framework)
        if isinstance(settled, Taken):
            taken.append(settled)
        lines[best.file] = settled if isinstance(settled, LedgerLine) else _taken_line(settled, framework)
        for other in rivals:
            if other is not best:
                words = {"borough": best.borough.name, "other": best.file}
                kind = _why_the_other(best, other)
                lines[other.file] = _line(other.file, kind, code=best.borough.code, digest=other.digest, **words)
    ordered = tuple(lines[one.file] for one in files)
    return ordered, tuple(sorted(taken, key=lambda one: (one.borough.name.casefold(), one.borough.code)))


def _in_todays_edition(one: Taken, framework: Framework) -> Taken | LedgerLine:
    edition = framework.release.edition
    if not is_another(one.reading, edition):
        return one
    carried = in_edition(one.reading, edition)
    if carried is None:
        words = {"edition": f"“{one.reading.edition}”", "newest": edition, "borough": one.borough.name}
        return _line(one.file, "unknown_edition", code=one.borough.code, digest=one.digest, **words)
    return Taken(one.borough, one.file, one.digest, carried.reading, carried)


def _one_of_each_content(files: Sequence[FoundFile], whose: Mapping[str, Borough | LedgerLine]) -> dict[str, str]:
    """Return the file that stands for each content: the one with the shortest name, "Merton.xlsx" before its copies.

    One that is called after another borough stands for it only where no other does: Merton's own is not lost for a copy
    that somebody has named Brent.
    """
    read = [one for one in files if one.reading is not None]
    by_name = sorted(read, key=lambda one: (isinstance(whose[one.file], Borough), -len(one.file), one.file))
    return {one.digest: one.file for one in by_name}


def _how_late(one: Taken, framework: Framework) -> tuple[str, int, bool, str, str]:
    """Return what tells which of two workbooks of a borough is taken: its name is the last resort, never the clock."""
    named = bool(_called_after(one.file, framework))
    return one.reading.worked_on, answered(one.reading), named, one.file.casefold(), one.file


def _why_the_other(best: Taken, other: Taken) -> str:
    if best.reading.worked_on != other.reading.worked_on:
        return "another_is_newer"
    return "another_is_fuller" if answered(best.reading) > answered(other.reading) else "another_as_late"


def answered(reading: Return) -> int:
    """Return how many metrics have a status that says something."""
    return sum(group_of(str(one.status or "")).key != "open" for one in reading.answers)


def _whose(one: FoundFile, framework: Framework) -> Borough | LedgerLine:
    assert one.reading is not None
    code, name = one.reading.borough_code.strip(), one.reading.borough.strip()
    by_code = _known(code, name, framework)
    by_name = framework.borough(without_council(name)) if name else None
    if not code and not name:
        return _line(one.file, "no_borough", digest=one.digest)
    if by_code and by_name and by_code.code != by_name.code:
        return _line(one.file, "two_boroughs", borough=by_code.name, other=by_name.name, digest=one.digest)
    found = by_code or (by_name if not code else None)
    if found is None:
        said = in_a_list([f"“{part}”" for part in (code, name) if part])
        return _line(one.file, "unknown_borough", borough=said, digest=one.digest)
    called = _called_after(one.file, framework)
    if called and found.code not in {other.code for other in called}:
        words = {"borough": found.name, "other": called[0].name}
        return _line(one.file, "another_name", code=found.code, digest=one.digest, **words)
    return found


def _known(code: str, name: str, framework: Framework) -> Borough | None:
    if code.upper() in framework.boroughs:
        return framework.boroughs[code.upper()]
    if _AUTHORITY.fullmatch(code.upper()) and name:
        return Borough(code.upper(), name, "", "")
    return None


def _called_after(file: str, framework: Framework) -> Sequence[Borough]:
    """Return the boroughs a file is called after, by their whole names; its folder does not count."""
    name = f" {_letters(file.rpartition('/')[2].rpartition('.')[0])} "
    return [one for one in framework.boroughs.values() if f" {_letters(one.name)} " in name]


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text.replace("&", " and ").casefold()))


def _taken_line(one: Taken, framework: Framework) -> LedgerLine:
    many, of = answered(one.reading), one.reading.metrics
    newest = framework.release.id
    kind = "taken"
    if not many:
        kind = "nothing_answered"
    elif one.carried is not None:
        kind, newest = "other_edition", framework.release.edition
    elif _is_older(one.reading.release, newest):
        kind = "older_release"
    elif not one.reading.today_s_layout:
        kind = "older_layout"
    elif many * 2 < of:
        kind = "half_filled"
    line = _line(
        one.file,
        kind,
        code=one.borough.code,
        digest=one.digest,
        borough=one.borough.name,
        answered=str(many),
        metrics=str(of),
        waiting=str(of - many),
        release=one.reading.release or "unknown",
        newest=newest,
        edition=one.reading.edition,
        left=str(one.carried.left if one.carried else 0),
    )
    became, tell = _left_out(one.reading)
    return LedgerLine(
        line.file,
        line.borough_code,
        line.borough,
        kind,
        " ".join((line.became, *became, *one.reading.notes)),
        " ".join((line.tell, *tell)),
        line.digest,
        line.words,
        kept_out=bool(became),
    )


def _is_older(release: str, newest: str) -> bool:
    try:
        return numbers(release) < numbers(newest)
    except ValueError:
        return True


def _left_out(reading: Return) -> tuple[list[str], list[str]]:
    """Return what is said of what the check before sharing keeps out, to the lead and to the borough."""
    words = left_out_words()
    ours = [one for one in dict.fromkeys(reading.left_out) if not one.beside]
    beside = [one for one in dict.fromkeys(reading.left_out) if one.beside]
    said = [
        fill(words[("row" if whole_row else "text") + "s" * (len(some) > 1)], {"cell": _named(some), "what": what})
        for (whole_row, what), some in _by_kinds(ours).items()
    ]
    for what in dict.fromkeys(one.what for one in beside):
        cells = _named(one for one in beside if one.what == what)
        said.append(fill(words["beside"], {"cells": cells, "what": what}))
    tell = [("tell", ours), ("tell_beside", beside)]
    return said, [fill(words[key], {"cells": _named(some)}) for key, some in tell if some]


def _by_kinds(left_out: Iterable[KeptOut]) -> dict[tuple[bool, str], list[KeptOut]]:
    """Return what was kept out by whether it is whole rows, and what was seen in them: a cell stands there once."""
    of_cell: dict[tuple[str, bool], list[KeptOut]] = {}
    for one in left_out:
        of_cell.setdefault((one.cell, one.whole_row), []).append(one)
    kinds: dict[tuple[bool, str], list[KeptOut]] = {}
    for (_, whole_row), seen in of_cell.items():
        kinds.setdefault((whole_row, in_a_list([one.what for one in seen])), []).append(seen[0])
    return kinds


def _named(left_out: Iterable[KeptOut]) -> str:
    cells = list(dict.fromkeys(one.cell for one in left_out))
    named = cells[:_MOST_CELLS_NAMED]
    more = [f"{len(cells) - len(named)} more"] if len(cells) > len(named) else []
    return in_a_list([*named, *more])


def _line(file: str, kind: str, code: str = "", digest: str = "", **words: str) -> LedgerLine:
    says = ledger_words(kind)
    became, tell = (fill(says[part], {"file": file, **words}).strip() for part in ("became", "tell"))
    known = words.get("borough", "") if code else ""
    return LedgerLine(file, code, known, kind, became, tell, digest, words)
