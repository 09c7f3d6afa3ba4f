"""A file downloaded, whole or not at all; what had come before a break or a stop is taken up where it ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import httpx

from outcomes_xl.http.http_client import HttpClient
from outcomes_xl.http.one_request import Ask, NoAnswer, Response, Why
from outcomes_xl.write_whole import put_in_place

Progress = Callable[[int, int], None]
"""Told how many bytes are there, and of how many; 0 where that is not said."""


def download(client: HttpClient, url: str, to: Path, progress: Progress, stop: Callable[[], None]) -> Response:
    """Have a file at ``to``; return what the server says of it. Raises NoAnswer, or what ``stop`` raises.

    Its part is kept beside it until it is whole, and gone on with when the server says that it is still the same file.
    """
    part = _Part(to, progress)
    while True:
        answer = client.fetch(Ask(url, {"Accept-Encoding": "identity"}, stop=stop, into=part))
        if answer.status in (200, 206):
            part.put_in_place(answer)
            return answer
        if answer.status != 416 or not part.headers():
            raise NoAnswer(Why.REFUSED, status=answer.status)
        part.begin_anew("")  # longer than the file is now


class _Part:
    """What has come of a file so far, and by what the server knows that file again."""

    def __init__(self, to: Path, progress: Progress) -> None:
        self._to, self._progress = to, progress
        self._part, self._mark = (to.with_name(f".{to.name}.{end}") for end in ("part", "part-of"))

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

    def put_in_place(self, answer: Response) -> None:
        with self._part.open("r+b") as file:
            page = replace(answer, body=file.read(1024)).looks_like_a_page
            os.fsync(file.fileno())
        if page:
            self._part.unlink()
        else:
            put_in_place(self._part, self._to)
        self._mark.unlink(missing_ok=True)
        if page:
            raise NoAnswer(Why.REFUSED, "a web page", answer.status)
