"""What an OpenDocument spreadsheet says beside its values: per cents, comments, merged cells.

python-calamine gives the values alone. Here the same part is read once more as a stream; rows and cells that are said
to stand many times over are stepped across, never written out.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from outcomes_xl.hosts.files.limits import LARGEST_TOTAL
from outcomes_xl.model.cannot_use import NotAWorkbook, UnsafeWorkbook
from outcomes_xl.model.styled_cells import Place

_AT_ONCE = 1 << 16
_MOST_REPEATED = 1_000
"""A per cent said to stand in more cells than this is a column's format, and no list of answers."""


@dataclass
class Beside:
    """Of one sheet: the places of per cents, comments by their place, merged areas (top, left, bottom, right)."""

    per_cents: set[Place] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def beside_the_values(archive: zipfile.ZipFile, name: str) -> dict[str, Beside]:
    """Return it by the sheets' names. Raises NotAWorkbook or UnsafeWorkbook."""
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
    if b"encryption-data" in manifest:
        raise NotAWorkbook(
            f"“{name}” is protected with a password.", "Open it, take the password off, save it and try again."
        )
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler = reading.text
    parser.StartDoctypeDeclHandler = reading.document_type
    size = 0
    try:
        with archive.open("content.xml") as part:
            while read := part.read(_AT_ONCE):
                size += len(read)
                if size > LARGEST_TOTAL:
                    raise UnsafeWorkbook(f"“{name}” unpacks to more than a list of answers does.", "Save it as .xlsx.")
                parser.Parse(read)
            parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError):
        raise NotAWorkbook(f"“{name}” is damaged.", "Open it, save it anew and use that.") from None
    return reading.sheets


class _Reading:
    """Where the stream has come to. A prefix is not looked at: nobody writes two elements of one name into a table."""

    def __init__(self) -> None:
        self.sheets: dict[str, Beside] = {}
        self._sheet = Beside()
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._said: list[str] | None = None
        self._listening = False

    def document_type(self, *_: object) -> None:
        raise expat.ExpatError("a document type")

    def start(self, tag: str, has: dict[str, str]) -> None:
        word = tag.rpartition(":")[2]
        if word == "table":
            self._sheet = self.sheets.setdefault(has.get("table:name", ""), Beside())
            self._row, self._rows = 0, 1
        elif word == "table-row":
            self._row += self._rows if self._row else 1
            self._rows, self._column, self._columns = _times(has, "table:number-rows-repeated"), 0, 1
        elif word in ("table-cell", "covered-table-cell"):
            self._column += self._columns if self._column else 1
            self._columns = _times(has, "table:number-columns-repeated")
            if has.get("office:value-type") == "percentage" and self._rows * self._columns <= _MOST_REPEATED:
                self._sheet.per_cents.update(
                    (self._row + down, self._column + over)
                    for down in range(self._rows)
                    for over in range(self._columns)
                )
            down, over = _times(has, "table:number-rows-spanned"), _times(has, "table:number-columns-spanned")
            if down * over > 1:
                self._sheet.merges.append((self._row, self._column, self._row + down - 1, self._column + over - 1))
        elif word == "annotation":
            self._said = []
        elif word == "p" and self._said is not None:
            self._said.append("\n")
            self._listening = True  # beside its paragraphs a comment has a day and an author

    def end(self, tag: str) -> None:
        word = tag.rpartition(":")[2]
        if word == "p":
            self._listening = False
        elif word == "annotation" and self._said is not None:
            if said := "".join(self._said).strip():
                self._sheet.comments[(self._row, self._column)] = said
            self._said = None

    def text(self, said: str) -> None:
        if self._said is not None and self._listening:
            self._said.append(said)


def _times(has: dict[str, str], name: str) -> int:
    said = has.get(name, "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 8 else 1
