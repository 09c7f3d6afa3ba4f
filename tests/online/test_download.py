"""A file downloaded: streamed to its place, gone on with where it broke off, and never half under its own name."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.http.download import download
from outcomes_xl.http.http_client import HttpClient
from outcomes_xl.http.one_request import Limits, NoAnswer, Why
from outcomes_xl.model.cannot_use import Stopped
from tests.online.serving import Asked, FakeClock, Reply, serving

WHOLE = bytes(range(256)) * 2000
MARK = '"7"'


def ranged(whole: bytes = WHOLE, mark: str = MARK, cut: int = 0) -> object:
    """A server that knows ranges; its first answer breaks off ``cut`` bytes before the end."""
    cuts = [cut]

    def answer(asked: Asked) -> Reply:
        headers, left = {"ETag": mark}, cuts.pop() if cuts else 0
        begin = int(asked.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if begin >= len(whole):
            return Reply(416)
        if not begin or asked.headers.get("if-range") != mark:
            return Reply(200, whole, "text/csv", headers, cut=left)
        headers["Content-Range"] = f"bytes {begin}-{len(whole) - 1}/{len(whole)}"
        return Reply(206, whole[begin:], "text/csv", headers, cut=left)

    return answer


class Officer:
    """Watches a download, and may press Stop after so many bytes."""

    def __init__(self, patience: int | None = None) -> None:
        self.seen: list[tuple[int, int]] = []
        self.patience = patience

    def progress(self, done: int, of: int) -> None:
        self.seen.append((done, of))

    def stop(self) -> None:
        if self.patience is not None and self.seen and self.seen[-1][0] > self.patience:
            raise Stopped


def have(answer: object, to: Path, officer: Officer | None = None) -> tuple[str, list[str]]:
    """Download once; return what the server said of it, and the ranges it was asked for."""
    watching = officer or Officer()
    with serving(answer) as server, HttpClient(Limits(silence=0.5), FakeClock()) as client:  # type: ignore[arg-type]
        try:
            said = download(client, f"{server.address}/f.csv", to, watching.progress, watching.stop)
        finally:
            ranges = [asked.headers.get("range", "") for asked in server.asked]
        return said.headers.get("etag", ""), ranges


def test_a_file_comes_whole_with_its_mark_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    officer = Officer()
    assert have(ranged(), tmp_path / "f.csv", officer) == (MARK, [""])
    assert (tmp_path / "f.csv").read_bytes() == WHOLE
    assert officer.seen[-1] == (len(WHOLE), len(WHOLE))
    assert [one.name for one in tmp_path.iterdir()] == ["f.csv"]


def test_what_breaks_off_is_gone_on_with_where_it_ended(tmp_path: Path) -> None:
    officer = Officer()
    _, ranges = have(ranged(cut=100_000), tmp_path / "f.csv", officer)
    assert ranges[0] == "" and ranges[1].startswith("bytes=") and len(ranges) == 2
    assert (tmp_path / "f.csv").read_bytes() == WHOLE
    assert officer.seen[-1] == (len(WHOLE), len(WHOLE))


def test_a_stop_leaves_the_old_file_and_the_next_time_goes_on(tmp_path: Path) -> None:
    to = tmp_path / "f.csv"
    to.write_bytes(b"last month's")
    with pytest.raises(Stopped):
        have(ranged(), to, Officer(patience=100_000))
    assert to.read_bytes() == b"last month's"
    _, ranges = have(ranged(), to)
    assert len(ranges) == 1 and int(ranges[0].removeprefix("bytes=").rstrip("-")) > 100_000
    assert to.read_bytes() == WHOLE


@pytest.mark.parametrize("newer", [ranged(WHOLE[::-1], '"8"'), ranged(b"short", '"8"')], ids=["other", "shorter"])
def test_a_file_that_changed_meanwhile_is_begun_anew(tmp_path: Path, newer: object) -> None:
    to = tmp_path / "f.csv"
    with pytest.raises(Stopped):
        have(ranged(), to, Officer(patience=100_000))
    have(newer, to)
    assert to.read_bytes() in (WHOLE[::-1], b"short")
    assert [one.name for one in tmp_path.iterdir()] == ["f.csv"]


def test_a_server_without_marks_or_ranges_is_asked_for_the_whole_again(tmp_path: Path) -> None:
    left = [Reply(200, WHOLE, "text/csv", cut=1000), Reply(200, WHOLE, "text/csv")]
    _, ranges = have(lambda _: left.pop(0), tmp_path / "f.csv")
    assert ranges == ["", ""]
    assert (tmp_path / "f.csv").read_bytes() == WHOLE


def test_a_range_that_begins_elsewhere_is_not_taken(tmp_path: Path) -> None:
    left = [
        Reply(200, WHOLE, "text/csv", {"ETag": MARK}, cut=1000),
        Reply(206, WHOLE[10:], "text/csv", {"ETag": MARK, "Content-Range": f"bytes 10-{len(WHOLE) - 1}/{len(WHOLE)}"}),
        Reply(200, WHOLE, "text/csv", {"ETag": MARK}),
    ]
    _, ranges = have(lambda _: left.pop(0), tmp_path / "f.csv")
    assert ranges[0] == ranges[2] == "" != ranges[1]
    assert (tmp_path / "f.csv").read_bytes() == WHOLE


@pytest.mark.parametrize("status", [404, 200])
def test_an_answer_that_is_no_file_leaves_nothing(tmp_path: Path, status: int) -> None:
    with pytest.raises(NoAnswer) as told:
        have(lambda _: Reply.page(status), tmp_path / "f.csv")
    assert (told.value.why, told.value.status, list(tmp_path.iterdir())) == (Why.REFUSED, status, [])
