"""The records of a JSON file, one after the other: of a file of any length only a piece is held at a time.

One value that cannot be read costs no more than itself: a number that is none, or has no end, comes as it is written,
and a part whose brackets stand within brackets without end as TOO_DEEP. What never ends is refused in words, with the
record up to which it could be read: a file over a limit, a record over one, a file that stops in the middle.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from outcomes_xl.model.cannot_use import CannotUse

MOST_BYTES = 512 * 1024 * 1024
LONGEST_RECORD = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_AROUND = ("result", "response", "body", "page", "_embedded")
"""What an answer may call the page it has in it."""
_DEEPEST = 3
_SPACE = " \t\r\n"
_MOST_FIGURES = 400
"""Figures of a whole number; a longer one counts nothing there is, and comes as it is written."""
_LONGEST_SHOWN = 40
TOO_DEEP: Final = object()
"""Stands where such a part of a record stood."""
_BRACKET_OR_TEXT = re.compile(r'"(?:[^"\\]|\\.)*(?:"|(?P<cut>\\?\Z))|(?P<bracket>[\[\]{}])', re.DOTALL)


def records(
    path: Path, lists: Sequence[str], said: dict[str, Any] | None = None
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each record, with what the page said of itself up to there. ``lists`` are names the list may have.

    ``said`` comes to hold what the page says of itself, were there no record at all in it.

    A file may also be the list itself, or one record. Raises CannotUse for a file that is none, or does not end.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise CannotUse(
            f"“{path.name}” has {size // 2**20:,} MB, more than the {MOST_BYTES // 2**20} a directory may have.",
            "Ask for it in pages, put these into a folder, and give the folder.",
        )
    with path.open("rb") as stream:
        yield from _Reader(stream, path.name, lists).records({} if said is None else said)


class _Reader:
    def __init__(self, stream: BinaryIO, name: str, lists: Sequence[str]) -> None:
        self.stream, self.name, self.lists = stream, name, lists
        self.text, self.at, self.ended, self.read_bytes = "", 0, False, 0
        first = stream.read(4)
        stream.seek(0)
        encoding = "utf-16" if first[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        self.letters = codecs.getincrementaldecoder(encoding)(errors="strict")
        self.decoder = json.JSONDecoder(parse_constant=_as_written, parse_int=_whole, parse_float=_finite)
        self.records_read, self.last_name = 0, ""

    def records(self, said: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        sign = self._sign()
        if sign == "[":
            yield from self._items({})
        elif sign == "{":
            yield from self._page(said)
        else:
            raise self._is_none()
        if self._sign(there=False):
            raise self._is_none()

    def _page(self, around: dict[str, Any], deep: int = 0) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yield a page's records. ``around`` is what a page says that has this one in it: an answer around the page."""
        said: dict[str, Any] = dict(around)
        found = False
        for key in self._keys():
            if key in self.lists and self._sign() == "[":
                found = True
                yield from self._items(said)
            elif key in (*self.lists, *_AROUND) and self._sign() == "{" and deep < _DEEPEST:
                found = True
                yield from self._page(said, deep + 1)
            else:
                said[key] = self._value()
        if found:
            around.update(said)
        elif "id" in said or "name" in said:
            yield said, around
        else:
            raise self._is_none()

    def _keys(self) -> Iterator[str]:
        """Yield the key of each value of the object that begins here; read the value before asking for the next."""
        self.at += 1
        while self._sign() != "}":
            key = self._value()
            if not isinstance(key, str) or self._sign() != ":":
                raise self._is_none()
            self.at += 1
            yield key
            if self._sign() == ",":
                self.at += 1
            elif self._sign() != "}":
                raise self._is_none()
        self.at += 1

    def _items(self, said: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        self.at += 1
        while self._sign() != "]":
            value = self._value()
            # What is no record is one of which nothing is known: it is accounted for like any other.
            one = value if isinstance(value, dict) else {}
            self.records_read += 1
            self.last_name = str(one.get("name") or one.get("id") or "")
            yield one, said
            if self._sign() == ",":
                self.at += 1
            elif self._sign() != "]":
                raise self._is_none()
        self.at += 1

    def _value(self, in_parts: bool = True) -> Any:
        """Return the value that begins here, reading on until it is whole.

        An object with too deep a part is read value by value where ``in_parts``, so that only that part is lost.
        """
        while True:
            sign = self._sign()
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except RecursionError:
                return self._in_parts() if sign == "{" and in_parts else self._passed_over()
            except ValueError:
                if self.ended:
                    raise self._stops() if self._may_go_on() else self._is_none() from None
                self._more()
                continue
            if end == len(self.text) and not self.ended:  # a number may go on in the next piece
                self._more()
                continue
            self.at = end
            return value

    def _in_parts(self) -> dict[str, Any]:
        begins = self._read_so_far()
        found: dict[str, Any] = {}
        for key in self._keys():
            found[key] = self._value(in_parts=False)
            if self._read_so_far() - begins > LONGEST_RECORD:
                raise self._too_long()
        return found

    def _passed_over(self) -> object:
        """Go behind the value that begins here by its brackets alone; return TOO_DEEP."""
        deep, at = 0, self.at
        while True:
            for match in _BRACKET_OR_TEXT.finditer(self.text, at):
                if match["cut"] is not None:
                    break
                at = match.end()
                deep += 1 if match["bracket"] in ("[", "{") else -1 if match["bracket"] else 0
                if deep == 0:
                    self.at = at
                    return TOO_DEEP
            if self.ended:
                raise self._stops()
            at -= self.at
            self._more()

    def _read_so_far(self) -> int:
        return self.read_bytes - (len(self.text) - self.at)

    def _may_go_on(self) -> bool:
        """Whether what stands at the end is cut off rather than wrong."""
        try:
            self.decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as wrong:
            return wrong.pos >= len(self.text.rstrip()) - 1 or "Unterminated" in wrong.msg
        return False

    def _sign(self, there: bool = True) -> str:
        """Return the next letter that is no space; "" at the end, which is a fault where something must follow."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in _SPACE:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if self.ended:
                if there:
                    raise self._stops()
                return ""
            self._more()

    def _more(self) -> None:
        self.text, self.at = self.text[self.at :], 0
        if len(self.text) > LONGEST_RECORD:
            raise self._too_long()
        piece = self.stream.read(_PIECE)
        self.read_bytes += len(piece)
        if self.read_bytes > MOST_BYTES:
            raise self._is_none(" It does not end.")
        self.ended = not piece
        try:
            self.text += self.letters.decode(piece, final=self.ended)
        except UnicodeDecodeError:
            raise self._is_none(" Its letters are not those of JSON (UTF-8).") from None

    def _too_long(self) -> CannotUse:
        return self._is_none(f" One record is longer than {LONGEST_RECORD // (1024 * 1024)} MB.")

    def _is_none(self, why: str = "") -> CannotUse:
        if self.records_read:
            return CannotUse(
                f"“{self.name}” cannot be read to its end.{why}{self._up_to()}",
                "Look there, or download it again. Nothing was brought in.",
            )
        return CannotUse(
            f"“{self.name}” is no directory of services this tool can read.{why}",
            "Give a page of Open Referral UK as downloaded, a CSV file or a spreadsheet. Nothing was brought in.",
        )

    def _stops(self) -> CannotUse:
        return CannotUse(
            f"“{self.name}” ends in the middle: a bracket that was opened is never closed.{self._up_to()}",
            "Download it again. Nothing was brought in.",
        )

    def _up_to(self) -> str:
        """Return a sentence on the last record that could be read; "" where there was none."""
        if not self.records_read:
            return ""
        named = f", “{_as_written(self.last_name)}”" if self.last_name else ""
        return f" The last record that could be read is number {self.records_read:,}{named}."


def _whole(figures: str) -> int | str:
    return int(figures) if len(figures) <= _MOST_FIGURES else _as_written(figures)


def _finite(figures: str) -> float | str:
    number = float(figures)
    return number if math.isfinite(number) else _as_written(figures)


def _as_written(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
