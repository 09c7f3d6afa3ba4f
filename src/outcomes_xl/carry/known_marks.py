"""The conditional formats and drop-downs that are ours, or were: any other on one of our sheets an officer has made.

Like the words of our templates, the list only grows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from io import StringIO
from pathlib import Path

from outcomes_xl.model.cell_refs import column_number

FILE = "layouts/known_marks.csv"
_COLUMNS = ("sheet", "kind", "text")
Mark = tuple[str, str, str]
"""The sheet's layout key, what kind of mark, and what it says."""
_REFERENCE = re.compile(r"\"[^\"]*\"|(?<![\w.])\$?([A-Za-z]{1,3})\$?[1-9][0-9]{0,6}(?![\w.(!])")


@cache
def known_marks() -> frozenset[Mark]:
    text = resources.files("outcomes_xl.data").joinpath(FILE).read_text(encoding="utf-8")
    return frozenset((row["sheet"], row["kind"], row["text"]) for row in csv.DictReader(StringIO(text)))


def mark_text(words: Sequence[str], headings: Mapping[int, str]) -> str:
    """Return what a mark says, with the headings of the columns it speaks of in place of their letters.

    So it is known again when columns were moved. A FALSE may have become a function in another program.
    """

    def heading(found: re.Match[str]) -> str:
        at = column_number(found[1]) if found[1] else 0
        return f"[{headings[at]}]" if at in headings else found[0]

    said = [_REFERENCE.sub(heading, word).replace("FALSE()", "FALSE") for word in words]
    return "|".join(" ".join(word.split()) for word in said)


def add_marks(data: Path, found: Iterable[Mark]) -> Path:
    """Add the marks of new templates to the list; none is taken away, for workbooks in use keep theirs."""
    path = data / FILE
    every = sorted({*(known_marks() if path.exists() else ()), *found})
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_COLUMNS, *every])
    path.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    return path
