"""A file downloaded, whole or not at all; what had come before a break or a stop is taken up where it ended."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

from outcomes_xl.http.http_client import HttpClient
from outcomes_xl.http.one_request import Ask, NoAnswer, Response, Why
from outcomes_xl.write_whole import put_in_place

Progress = Callable[[int, int], None]
"""Told how many bytes are there, and of how many; 0 where that is not said."""
_HEAD = 4096
_AT_A_TIME = 1 << 20
_GZIP = b"\x1f\x8b"
_PACKED = ("gzip", "x-gzip")


def _anything(head: bytes) -> str:
    return ""


def download(
    client: HttpClient,
    url: str,
    to: Path,
    progress: Progress,
    stop: Callable[[], None],
    conditions: Mapping[str, str] | None = None,
    unlike: Callable[[bytes], str] = _anything,
) -> Response:
    """Have a file at ``to``; return what the server says of it. Raises NoAnswer, or what ``stop`` raises.

    Its part is kept beside it until it is whole, and gone on with when the server says that it is still the same file.
    With ``conditions``, an answer of 304 says that the file there is the newest. ``unlike`` is shown how the file
    begins, and says what else it is if it is not what was asked for; such a file never comes to its place.
    """
    part = _Part(to, progress)
    while True:
        headers = {"Accept-Encoding": "identity", **(conditions or {})}
        answer = client.fetch(Ask(url, headers, stop=stop, into=part))
        if answer.status == 304 and conditions:
            return answer
        if answer.status in (200, 206):
            part.put_in_place(answer, unlike, client.limits.size)
            return answer
        if answer.status != 416 or not part.headers():
            raise NoAnswer(Why.REFUSED, status=answer.status)
        part.begin_anew("")  # longer than the file is now


class _Part:
    """What has come of a file so far, and by what the server knows that file again."""

    def __init__(self, to: Path, progress: Progress) -> None:
        self._to, self._progress = to, progress
        self._part, self._mark, self._unpacked = (
            to.with_name(f".{to.name}.{end}") for end in ("part", "part-of", "unpacked")
        )

    def headers(self) -> Mapping[str, str]:
        try:
            mark, there = self._mark.read_text("utf-8"), self._part.stat().st_size
        except (OSError, ValueError):
            return {}
        return {"Range": f"bytes={there}-", "If-Range": mark} if mark and there else {}

    def begin(self, answer: httpx.Response) -> Callable[[bytes], None]:
        if answer.status_code not in (200, 206):
            return lambda chunk: None
        there = 0
        if answer.status_code == 200:
            self.begin_anew(answer.headers.get("etag", "") or answer.headers.get("last-modified", ""))
        else:
            there = self._part.stat().st_size
            if not answer.headers.get("content-range", "").startswith(f"bytes {there}-"):
                self.begin_anew("")
                raise NoAnswer(Why.BROKE_OFF)
        length = answer.headers.get("content-length", "")
        of = there + int(length) if length.isdecimal() else 0

        def put(chunk: bytes) -> None:
            nonlocal there
            with self._part.open("ab") as file:
                there += file.write(chunk)
            self._progress(there, of)

        return put

    def begin_anew(self, mark: str) -> None:
        self._part.write_bytes(b"")
        self._mark.write_text(mark, "utf-8")

    def put_in_place(self, answer: Response, unlike: Callable[[bytes], str], most: int) -> None:
        """Put the whole file in its place, unpacked; one that is something else is gone. Raises NoAnswer for that."""
        try:
            new = self._whole(answer, most)
            with new.open("r+b") as file:
                head = file.read(_HEAD)
                os.fsync(file.fileno())
            about = "a web page" if Response(200, answer.headers, head).looks_like_a_page else unlike(head)
            if about:
                raise NoAnswer(Why.REFUSED, about, answer.status)
            put_in_place(new, self._to)
        except OSError:
            self._unpacked.unlink(missing_ok=True)  # the disk is full, or the file is open: what has come stays
            raise
        except NoAnswer:
            self.forget()  # nothing in it is worth going on with
            raise
        self.forget()

    def forget(self) -> None:
        for one in (self._part, self._mark, self._unpacked):
            one.unlink(missing_ok=True)

    def _whole(self, answer: Response, most: int) -> Path:
        """Return the file as it should be. Some services pack whether they are asked to or not."""
        packing = answer.headers.get("content-encoding", "").strip().lower()
        if packing in ("", "identity"):
            # The answer that goes on with a part need not say how the whole is packed.
            with self._part.open("rb") as file:
                packing = "gzip" if file.read(2) == _GZIP and self._to.suffix != ".gz" else ""
        if not packing:
            return self._part
        if packing not in _PACKED:
            raise NoAnswer(Why.ODDLY_PACKED, packing[:20])
        try:
            with gzip.open(self._part) as packed, self._unpacked.open("wb") as file:
                while chunk := packed.read(_AT_A_TIME):
                    most -= len(chunk)
                    if most < 0:
                        raise NoAnswer(Why.TOO_LARGE)
                    file.write(chunk)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise NoAnswer(Why.BROKE_OFF) from None
        return self._unpacked
