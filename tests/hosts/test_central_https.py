"""Everything that can go wrong over HTTPS, against a real server on this machine: each has its own plain sentence."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outcomes_xl.hosts.central import LastGoodCopies, fetch, place_of
from outcomes_xl.hosts.central.https_download import LIMITS, get
from outcomes_xl.http.http_client import HttpClient
from outcomes_xl.http.kept_answers import KeptAnswer
from outcomes_xl.http.one_request import Ask
from outcomes_xl.model.cannot_use import (
    CannotReach,
    CannotUse,
    NotThere,
    SignInNeeded,
    Stopped,
    Unreachable,
    WrongCertificate,
)
from tests.central.made import shipped_bytes
from tests.hosts.https_server import DAY, ETAG, Site, serving

MONDAY, THURSDAY = datetime(2026, 11, 16, 9, 0), datetime(2026, 11, 19, 14, 5)
SHORT = replace(LIMITS, connect=2, silence=0.3, whole=1.0, tries=3, tries_in_vain=3, pause=0.01)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("site"), shipped_bytes()) as site:
        yield site


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class Hurried:
    """A clock by which the pauses between two tries take no time; ``waits`` is how long they would have been."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def now(self) -> datetime:
        return datetime.now(UTC)

    def ticks(self) -> float:
        return time.monotonic() + sum(self.waits)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


def kept(data: bytes, etag: str = ETAG, day: str = DAY) -> KeptAnswer:
    return KeptAnswer(data, "", MONDAY, MONDAY, etag, day)


def ask(site: Site, path: str, known: KeptAnswer | None = None, clock: Hurried | None = None) -> KeptAnswer:
    trusted = ssl.create_default_context(cafile=str(site.authority))
    place = place_of(site.address + path)
    return get(place, known, THURSDAY, limits=SHORT, certificates=trusted, clock=clock or Hurried())


def test_a_file_comes_with_what_the_server_says_of_it(site: Site) -> None:
    answer = ask(site, "/good")
    assert answer.body == site.data
    assert answer.conditions == {"If-None-Match": ETAG, "If-Modified-Since": DAY}


def test_304_is_asked_for_with_what_the_server_said_and_means_the_kept_copy_is_the_newest(site: Site) -> None:
    monday = kept(site.data)
    assert ask(site, "/good/304", monday) is monday
    asked = next(headers for path, headers in site.asked if path == "/good/304")
    assert (asked["if-none-match"], asked["if-modified-since"]) == (ETAG, DAY)


def test_503_is_tried_again_with_longer_and_longer_pauses(site: Site) -> None:
    clock = Hurried()
    assert ask(site, "/flaky", clock=clock).body == site.data
    first, second = clock.waits
    assert 0.007 <= first <= 0.012 < 0.015 <= second <= 0.024


def test_503_without_end_is_a_place_that_cannot_be_reached_and_retry_after_is_heeded(site: Site) -> None:
    clock = Hurried()
    with pytest.raises(
        CannotReach, match=r"could not be reached: it answered that it cannot serve just now \(503\), 3"
    ):
        ask(site, "/busy", clock=clock)
    assert sum(clock.waits) == pytest.approx(14, abs=0.1)
    assert site.count("/busy") == 3


def test_a_server_that_asks_for_an_hour_is_left_at_once(site: Site) -> None:
    clock = Hurried()
    with pytest.raises(Unreachable, match=r"it answered that it cannot serve just now \(503\)\. Check the connection"):
        ask(site, "/busy-for-an-hour", clock=clock)
    assert (clock.waits, site.count("/busy-for-an-hour")) == ([], 1)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/silent", "it did not answer in time"),
        ("/slow", "the file came too slowly"),
        ("/cut", "the file was cut off on its way"),
        ("/cut-without-a-length", "the file did not arrive whole"),
        ("/too-short-a-length", "the file did not arrive whole"),
        ("/too-long-a-length", "the file was cut off on its way"),
        ("/zeros", "the file did not arrive whole"),
    ],
)
def test_what_is_slow_silent_cut_or_of_the_wrong_length_is_tried_again_and_never_taken(
    site: Site, path: str, sentence: str
) -> None:
    with pytest.raises(CannotReach, match=f"127.0.0.1 could not be reached: {sentence}, 3 times"):
        ask(site, path)
    assert site.count(path) == 3


@pytest.mark.parametrize(
    ("path", "kind", "sentence"),
    [
        ("/missing/central.xlsx", NotThere, r"answers that there is no “central.xlsx” at this address \(404\)"),
        ("/forbidden", SignInNeeded, "wants a sign-in"),
        ("/login", SignInNeeded, "with a web page instead of the file: a sign-in page"),
        ("/sign-in", SignInNeeded, "a sign-in page"),
        ("/unsafe", CannotUse, "sends us on to http://127.0.0.1/good, which is not a safe address"),
        ("/loop", CannotUse, "from one address to the next without end"),
        ("/teapot", CannotUse, "answered 418"),
    ],
)
def test_what_trying_again_would_not_mend_is_said_at_once(
    site: Site, path: str, kind: type[CannotUse], sentence: str
) -> None:
    before = site.count(path)
    with pytest.raises(kind, match=sentence):
        ask(site, path)
    assert site.count(path) - before == (6 if path == "/loop" else 1)


def test_a_stop_is_heard_while_an_answer_drips(site: Site) -> None:
    heard: list[float] = []

    def stop() -> None:
        heard.append(time.monotonic())
        if len(heard) > 5:
            raise Stopped

    trusted, limits = ssl.create_default_context(cafile=str(site.authority)), replace(SHORT, whole=60)
    with HttpClient(limits, certificates=trusted) as client, pytest.raises(Stopped):
        client.fetch(Ask(f"{site.address}/slow/stopped", stop=stop))
    assert heard[-1] - heard[0] < 2


def test_a_file_that_moved_is_followed(site: Site) -> None:
    assert ask(site, "/moved").body == site.data


def test_something_that_is_no_workbook_is_left_to_the_reader_to_name(site: Site) -> None:
    assert ask(site, "/text").body == b"metric,value\n1,2\n"


def test_a_certificate_nobody_vouches_for_is_refused_and_not_tried_again(site: Site) -> None:
    clock = Hurried()
    with pytest.raises(WrongCertificate, match="its certificate is not one this computer trusts"):
        get(place_of(site.address + "/good"), None, THURSDAY, limits=SHORT, clock=clock)
    assert clock.waits == []


@pytest.mark.parametrize(("host", "days"), [("central.example", (-1, 2)), ("127.0.0.1", (-4, -2))])
def test_a_certificate_for_another_name_or_out_of_date_is_refused(
    tmp_path: Path, host: str, days: tuple[int, int]
) -> None:
    with serving(tmp_path, b"PK", host, days) as other, pytest.raises(WrongCertificate):
        ask(other, "/good")


def test_nobody_listening_is_a_place_that_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(CannotReach, match="no connection could be made, 3 times"):
        get(place_of(f"https://127.0.0.1:{port}/c.xlsx"), None, THURSDAY, limits=SHORT, clock=Hurried())


def test_the_proxy_of_the_system_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_proxy() as (address, seen):
        monkeypatch.setenv("HTTPS_PROXY", address)
        assert ask(site, "/good").body == site.data
    assert seen == [f"CONNECT {site.address.removeprefix('https://')} HTTP/1.1"]


@contextmanager
def a_proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that passes one connection on, and notes what it was asked."""
    seen: list[str] = []
    door = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        client, _ = door.accept()
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(4096)
        seen.append(head.split(b"\r\n")[0].decode())
        host, port = head.split()[1].decode().split(":")
        server = socket.create_connection((host, int(port)))
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=pass_on, args=(server, client))
        back.start()
        pass_on(client, server)
        back.join(3)
        client.close()
        server.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}", seen
    finally:
        thread.join(3)
        door.close()


def pass_on(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        pass


# The last good copy -------------------------------------------------------------------------------------------------


def from_site(site: Site) -> Callable[..., KeptAnswer]:
    trusted = ssl.create_default_context(cafile=str(site.authority))
    return lambda place, known, now: get(place, known, now, limits=SHORT, certificates=trusted, clock=Hurried())


def test_when_the_place_cannot_be_reached_the_last_good_copy_serves_and_its_age_is_said(
    site: Site, tmp_path: Path
) -> None:
    cache, place = LastGoodCopies(tmp_path), place_of(site.address + "/busy/kept")
    cache.keep(place, kept(site.data), MONDAY)
    found = fetch(place, THURSDAY, cache, get=from_site(site))
    assert found.copy.body == site.data
    assert found.sentence(THURSDAY) == (
        "127.0.0.1 could not be reached: it answered that it cannot serve just now (503), 3 times. "
        "The copy kept on this computer was used; it was fetched 3 days ago (16 November 2026, 09:00)."
    )


def test_without_a_kept_copy_that_is_said_too(site: Site, tmp_path: Path) -> None:
    with pytest.raises(CannotReach, match="No earlier copy is kept on this computer"):
        fetch(place_of(site.address + "/busy"), THURSDAY, LastGoodCopies(tmp_path), get=from_site(site))


@pytest.mark.parametrize("path", ["/missing", "/sign-in"])
def test_for_other_trouble_a_kept_copy_serves_only_on_purpose(site: Site, tmp_path: Path, path: str) -> None:
    cache, place = LastGoodCopies(tmp_path), place_of(site.address + path)
    cache.keep(place, kept(site.data, "", ""), MONDAY)
    with pytest.raises(CannotUse, match=r"fetched 3 days ago .* is kept; on the command line, --kept-copy uses it"):
        fetch(place, THURSDAY, cache, get=from_site(site))
    found = fetch(place, THURSDAY, cache, kept_copy=True, get=from_site(site))
    assert found.sentence(THURSDAY).startswith("As you asked, nothing was fetched.")


def test_an_unchanged_file_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    cache, place = LastGoodCopies(tmp_path), place_of(site.address + "/good/cached")
    first = fetch(place, MONDAY, cache, get=from_site(site))
    first.keep_in(cache, MONDAY)
    second = fetch(place, THURSDAY, cache, get=from_site(site))
    assert second.copy == first.copy
    assert [sent.get("if-none-match") for path, sent in site.asked if path == "/good/cached"] == [None, ETAG]
    second.keep_in(cache, THURSDAY)
    now_kept = cache.find(place)
    assert now_kept is not None and now_kept.confirmed == THURSDAY


def test_a_kept_copy_that_was_touched_is_no_copy_and_the_file_is_asked_for_whole(site: Site, tmp_path: Path) -> None:
    cache, place = LastGoodCopies(tmp_path), place_of(site.address + "/good/touched")
    fetch(place, MONDAY, cache, get=from_site(site)).keep_in(cache, MONDAY)
    (copy,) = tmp_path.rglob("*.answer")
    copy.write_bytes(copy.read_bytes()[:-1])
    assert cache.find(place) is None
    assert fetch(place, THURSDAY, cache, get=from_site(site)).copy.body == site.data


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    cache = LastGoodCopies(blocked / "cache")
    cache.keep(place_of("https://central.example/c.xlsx"), kept(b"PK"), MONDAY)
    assert cache.find(place_of("https://central.example/c.xlsx")) is None


def test_a_whole_fetch_ends_within_its_limits(site: Site) -> None:
    began = time.monotonic()
    with pytest.raises(CannotReach):
        ask(site, "/slow/again")
    assert time.monotonic() - began < 3 * (SHORT.whole + 1)
