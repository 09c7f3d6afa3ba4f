"""What is said of editions: which there are, and what is different between two of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.edition_diff import HEADINGS, Difference, differences, in_words
from outcomes_xl.framework.editions import (
    Edition,
    EditionStep,
    default_edition,
    edition_named,
    editions,
    read_edition,
    step,
)
from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.loading import framework_in
from outcomes_xl.framework.strict_csv import DataMistake
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage


def listed() -> list[str]:
    """Return a line for each edition: its id, its title, and what it is."""
    lines = []
    for one in editions():
        framework = load_framework(edition=one.id)
        used = " New workbooks are made of it." if one == default_edition() else ""
        after = f" It follows {one.follows}." if one.follows else ""
        count = f"{len(framework.metrics)} metrics, release {framework.release.id}"
        lines.append(f"{one.id}: {one.title}, {count}. {one.about}{after}{used}")
    return lines


def compared(one: str, other: str) -> tuple[EditionStep, tuple[Difference, ...]]:
    """Return the way between two editions, by id or folder, and every change. Raises WrongUsage or CannotUse."""
    (source, before), (target, after) = _edition(one), _edition(other)
    found = step(source, target)
    if found is None:
        raise WrongUsage(f"{source.id} and {target.id} are no neighbours: compare each with the one it follows.")
    return found, differences(found, before, after)


def _edition(wanted: str) -> tuple[Edition, Framework]:
    try:
        found = edition_named(wanted)
    except KeyError as unknown:
        if not (Path(wanted) / "edition.toml").is_file():
            raise WrongUsage(str(unknown.args[0])) from None
        try:
            return read_edition(Path(wanted)), framework_in(Path(wanted))
        except (DataMistake, KeyError) as slip:
            raise CannotUse(f"The edition in {wanted} does not hold together: {slip}.", "Mend it there.") from None
    return found, load_framework(edition=found.id)


def as_text(found: tuple[EditionStep, tuple[Difference, ...]]) -> str:
    return "".join(f"{line}\n" for line in in_words(*found))


def as_csv(found: tuple[EditionStep, tuple[Difference, ...]]) -> str:
    """Return the table: a line a change, those that are kept too."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([HEADINGS, *(one.cells() for one in found[1])])
    return out.getvalue()


def as_json(found: tuple[EditionStep, tuple[Difference, ...]]) -> str:
    lines = [dict(zip(HEADINGS, one.cells(), strict=True)) for one in found[1]]
    return json.dumps({"from": found[0].source.id, "to": found[0].target.id, "changes": lines}, ensure_ascii=False)
