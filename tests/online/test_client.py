"""The shared client: how it waits, what it keeps, what it does not take for an answer."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
import trustme

from outcomes_xl.http.kept_answers import KeptAnswers
from outcomes_xl.http.one_request import Limits
from outcomes_xl.model.cannot_use import (
    Busy,
    CannotReach,
    CutShort,
    NeedsKey,
    Offline,
    Refused,
    SignInNeeded,
    Stopped,
    Unreachable,
)
from outcomes_xl.sources.online.service_client import Answer, Client, Request
from tests.online.serving import Answers, Asked, FakeClock, Reply, Server, serving

SERVICE = "The service"
FINE = Reply.json({"said": "fine"})


def never() -> bool:
    return False


class Run:
    """A client, its clock and its server, for one test."""

    def __init__(
        self,
        server: Server,
        folder: Path,
        clock: FakeClock | None = None,
        offline: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self.server, self.clock = server, clock or FakeClock()
        self.client = Client(KeptAnswers(folder), offline=offline, clock=self.clock, limits=limits)

    def ask(self, **more: object) -> Answer:
        request = Request(SERVICE, f"{self.server.address}/thing", **more)  # type: ignore[arg-type]
        return self.client.ask(request, never)

    def trouble(self, **more: object) -> CannotReach:
        with pytest.raises(CannotReach) as caught:
            self.ask(**more)
        return caught.value


def in_turn(*replies: Reply) -> Answers:
    """Answer with each reply in turn, then with the last one for ever."""
    left = iter(replies[:-1])
    return lambda asked: next(left, replies[-1])


# Waiting ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
def test_it_waits_as_long_as_the_service_asks(tmp_path: Path, status: int) -> None:
    with serving(in_turn(Reply(status, headers={"Retry-After": "17"}), FINE)) as server:
        run = Run(server, tmp_path)
        assert run.ask().json(SERVICE) == {"said": "fine"}
        assert run.clock.slept == pytest.approx(17)


def test_a_time_of_day_to_wait_for_is_understood(tmp_path: Path) -> None:
    with serving(in_turn(Reply(429, headers={"Retry-After": "Sun, 22 Nov 2026 14:05:30 GMT"}), FINE)) as server:
        run = Run(server, tmp_path, FakeClock(datetime(2026, 11, 22, 14, 5, tzinfo=UTC)))
        run.ask()
        assert run.clock.slept == pytest.approx(30)


@pytest.mark.parametrize("said", ["", "soon", "-5", "Feb 30"])
def test_without_a_time_to_wait_it_waits_longer_each_time_and_then_stops(tmp_path: Path, said: str) -> None:
    with serving(in_turn(Reply(503, headers={"Retry-After": said}))) as server:
        run = Run(server, tmp_path)
        assert str(run.trouble()) == "The service is not available at the moment. Run it again later."
        assert (len(server.asked), run.clock.slept) == (4, pytest.approx(1 + 2 + 4))


def test_a_service_that_wants_an_hour_is_left_alone_for_the_rest_of_the_run(tmp_path: Path) -> None:
    with serving(in_turn(Reply(429, headers={"Retry-After": "3600"}))) as server:
        run = Run(server, tmp_path)
        assert str(run.trouble()) == "The service says it was asked too often for now. Run it again in 60 minutes."
        assert isinstance(run.trouble(params={"another": 1}), Busy)
        assert (len(server.asked), run.clock.slept) == (1, 0)


def test_a_question_too_big_for_the_service_is_asked_twice_only(tmp_path: Path) -> None:
    with serving(in_turn(Reply(504))) as server:
        assert str(Run(server, tmp_path).trouble()) == "The service did not finish in its own time. Run it again later."
        assert len(server.asked) == 2


def test_stop_is_heard_while_it_waits(tmp_path: Path) -> None:
    with serving(in_turn(Reply(503, headers={"Retry-After": "50"}), FINE)) as server:
        run = Run(server, tmp_path)
        with pytest.raises(Stopped):
            run.client.ask(Request(SERVICE, f"{server.address}/thing"), lambda: run.clock.slept > 3)
        assert run.clock.slept < 4
        assert list(tmp_path.rglob("*")) == []


def test_a_service_that_never_answers_is_given_up(tmp_path: Path) -> None:
    done = Event()
    with serving(in_turn(Reply(hang=done))) as server:
        run = Run(server, tmp_path, limits=Limits(silence=0.2))
        assert str(run.trouble()) == "The service did not answer in time. Run it again later."
        assert isinstance(run.trouble(), Unreachable)
        assert len(server.asked) == 2
        done.set()


def test_no_connection_says_what_may_help(tmp_path: Path) -> None:
    with serving(in_turn(FINE)) as server:
        pass
    assert str(Run(server, tmp_path).trouble()) == (
        "The service could not be reached. Look whether this computer has internet and may reach 127.0.0.1; "
        "without it, use a folder of files."
    )


# Keeping ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "asked"),
    [({"ETag": '"7"'}, "if-none-match"), ({"Last-Modified": "Thu, 26 Mar 2026 09:30:00 GMT"}, "if-modified-since")],
)
def test_the_second_time_it_asks_only_whether_something_changed(
    tmp_path: Path, sent: dict[str, str], asked: str
) -> None:
    def answer(request: Asked) -> Reply:
        known = request.headers.get(asked) in sent.values()
        return Reply(304, headers=sent) if known else Reply.json({"said": "fine"}, headers=sent)

    with serving(answer) as server:
        run = Run(server, tmp_path)
        first = run.ask()
        run.clock.later(days=3)
        second = Run(server, tmp_path, run.clock).ask()
        assert (second.body, second.fetched) == (first.body, first.fetched)
        assert [asked in request.headers for request in server.asked] == [False, True]


def test_without_validators_a_kept_answer_is_used_for_its_time(tmp_path: Path) -> None:
    with serving(in_turn(FINE)) as server:
        run = Run(server, tmp_path)
        fresh = {"fresh_for": timedelta(hours=12)}
        run.ask(**fresh)
        run.clock.later(hours=11)
        assert run.ask(**fresh).asked_now is False
        run.clock.later(hours=2)
        assert run.ask(**fresh).asked_now is True
        assert len(server.asked) == 2


def test_what_cannot_change_is_asked_for_once(tmp_path: Path) -> None:
    with serving(in_turn(FINE)) as server:
        run = Run(server, tmp_path)
        for _ in range(3):
            run.ask(for_good=True, body={"page": 1})
            run.clock.later(days=400)
        run.ask(for_good=True, body={"page": 2})
        assert [json.loads(request.body) for request in server.asked] == [{"page": 1}, {"page": 2}]


def test_offline_uses_what_is_kept_however_old_and_asks_nobody(tmp_path: Path) -> None:
    with serving(in_turn(FINE)) as server:
        run = Run(server, tmp_path)
        fetched = run.ask().fetched
        run.clock.later(days=90)
        away = Run(server, tmp_path, run.clock, offline=True)
        assert away.ask().fetched == fetched
        assert isinstance(away.trouble(params={"other": 1}), Offline)
        assert len(server.asked) == 1


@pytest.mark.parametrize("bad", [Reply(503), Reply.page(), Reply(200, b'{"said": "fi', zipped=True, cut=3)])
def test_where_the_service_is_away_the_kept_answer_is_used_and_it_says_so(tmp_path: Path, bad: Reply) -> None:
    with serving(in_turn(FINE, bad)) as server:
        run = Run(server, tmp_path)
        first = run.ask()
        again = run.ask()
        assert (again.body, again.fetched, bool(again.instead_of)) == (first.body, first.fetched, True)


def test_a_refusal_is_never_papered_over_with_a_kept_answer(tmp_path: Path) -> None:
    with serving(in_turn(FINE, Reply.json({"title": "Gone"}, 404))) as server:
        run = Run(server, tmp_path)
        run.ask()
        assert isinstance(run.trouble(), Refused)


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:-3], lambda b: b"", lambda b: b.replace(b"fine", b"evil"), lambda b: b"{}\nx"]
)
def test_a_kept_answer_that_is_damaged_is_asked_for_again(tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    with serving(in_turn(FINE)) as server:
        run = Run(server, tmp_path)
        run.ask(for_good=True)
        (kept,) = tmp_path.rglob("*.answer")
        kept.write_bytes(spoil(kept.read_bytes()))
        assert run.ask(for_good=True).json(SERVICE) == {"said": "fine"}
        assert len(server.asked) == 2


def test_a_disk_that_takes_nothing_costs_speed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where a folder should be")
    with serving(in_turn(FINE)) as server:
        assert Run(server, tmp_path / "store").ask().json(SERVICE) == {"said": "fine"}


# What is no answer --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("expects", ["json", "csv"])
@pytest.mark.parametrize(
    "page",
    [
        Reply.page(),
        Reply.page(403),
        Reply.page(511),
        Reply(302, headers={"Location": "https://wifi.example/login"}),
        Reply(200, b"\xef\xbb\xbf \n<HTML><body>Sign in", "text/csv"),
    ],
    ids=["a page", "a filter", "511", "sent elsewhere", "a page called CSV"],
)
def test_a_web_page_is_not_taken_for_figures(tmp_path: Path, page: Reply, expects: str) -> None:
    with serving(in_turn(page)) as server:
        run = Run(server, tmp_path)
        assert isinstance(run.trouble(expects=expects), SignInNeeded)
        assert list(tmp_path.rglob("*.answer")) == []


def test_a_portal_says_where_it_sends_us(tmp_path: Path) -> None:
    with serving(in_turn(Reply(302, headers={"Location": "https://wifi.example/login?from=x"}))) as server:
        assert str(Run(server, tmp_path).trouble()) == (
            "The network sent us on to another address (wifi.example) when The service was asked. "
            "Open a browser and sign in to the network, then run this again."
        )


WHOLE = json.dumps({"said": "fine " * 500}).encode()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, WHOLE, cut=100),
        Reply(200, WHOLE, zipped=True, cut=20),
        Reply(200, gzip.compress(WHOLE)[:-20], headers={"Content-Encoding": "gzip"}),
        Reply(200, b"not gzip at all", headers={"Content-Encoding": "gzip"}),
        Reply(200, WHOLE, headers={"Content-Encoding": "br"}),
        Reply(200, b"", "application/json"),
        Reply(200, WHOLE, headers={"Content-Length": "99999"}),
    ],
    ids=["cut", "gzip cut by the line", "gzip cut at its source", "no gzip", "br", "empty", "wrong length"],
)
def test_an_answer_that_breaks_off_is_not_used_and_not_kept(tmp_path: Path, reply: Reply) -> None:
    with serving(in_turn(reply)) as server:
        assert isinstance(Run(server, tmp_path, limits=Limits(silence=0.5)).trouble(), CutShort | Unreachable)
        assert list(tmp_path.rglob("*.answer")) == []


def test_an_answer_that_breaks_off_once_is_asked_for_again(tmp_path: Path) -> None:
    with serving(in_turn(Reply(200, WHOLE, zipped=True, cut=20), Reply(200, WHOLE, zipped=True))) as server:
        assert Run(server, tmp_path).ask().body == WHOLE


def test_json_that_ends_too_early_is_told_when_it_is_read(tmp_path: Path) -> None:
    with serving(in_turn(Reply(200, WHOLE[:-50]))) as server, pytest.raises(CutShort):
        Run(server, tmp_path).ask().json(SERVICE)


def test_gzip_in_several_members_is_one_answer(tmp_path: Path) -> None:
    body = gzip.compress(WHOLE[:100]) + gzip.compress(WHOLE[100:])
    with serving(in_turn(Reply(200, body, headers={"Content-Encoding": "gzip"}))) as server:
        assert Run(server, tmp_path).ask().body == WHOLE


def test_more_than_this_tool_takes_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    with serving(in_turn(Reply(200, b"{" + bytes(1_000_000), zipped=True))) as server:
        run = Run(server, tmp_path, limits=Limits(size=10_000))
        assert "larger than this tool takes" in str(run.trouble())


# Refusals -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (400, Refused, "The service did not take our question (status 400). It says: Must be one of at sorts[0]"),
        (401, NeedsKey, "The service does not accept the key."),
        (403, Refused, "The service does not open this to the public. It says: Must be one of at sorts[0]"),
        (404, Refused, "The service does not have this any more. It says: Must be one of at sorts[0]"),
        (500, Refused, "The service did not take our question (status 500). It says: Must be one of at sorts[0]"),
    ],
)
def test_a_refusal_says_what_the_service_says(tmp_path: Path, status: int, kind: type, said: str) -> None:
    problem = {"title": "x", "errors": [{"message": "Must be one of", "code": "AllowedValue", "path": "sorts[0]"}]}
    with serving(in_turn(Reply.json(problem, status, kind="application/problem+json"))) as server:
        trouble = Run(server, tmp_path).trouble()
        assert type(trouble) is kind
        assert trouble.what == said


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"errors": "x"}', b'{"errors": [1]}', b"null"])
def test_a_problem_document_that_is_none_does_no_harm(tmp_path: Path, body: bytes) -> None:
    with serving(in_turn(Reply(400, body))) as server:
        assert Run(server, tmp_path).trouble().what == "The service did not take our question (status 400)."


# The system's certificates and proxies ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def safe(authority: trustme.CA) -> Iterator[Server]:
    with serving(in_turn(FINE), authority.issue_cert("localhost")) as server:
        yield server


def test_a_certificate_the_system_trusts_is_taken(
    tmp_path: Path, safe: Server, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ours.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ours.pem"))
    assert Run(safe, tmp_path).ask().json(SERVICE) == {"said": "fine"}


def test_a_certificate_nobody_trusts_is_not_taken_and_not_asked_again(tmp_path: Path, safe: Server) -> None:
    assert str(Run(safe, tmp_path).trouble()) == (
        "This computer does not trust the certificate shown for The service; somebody may be reading along. "
        "Ask your IT colleagues; where they inspect traffic, SSL_CERT_FILE can name their certificate."
    )
    assert safe.asked == []


def test_a_certificate_for_another_name_is_not_taken(
    tmp_path: Path, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ours.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ours.pem"))
    with serving(in_turn(FINE), authority.issue_cert("other.example")) as server:
        assert "does not trust the certificate" in str(Run(server, tmp_path).trouble())


def test_the_systems_proxy_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(in_turn(FINE)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        client = Client(KeptAnswers(tmp_path), clock=FakeClock())
        answer = client.ask(Request(SERVICE, "http://nowhere.invalid/thing"), never)
        assert answer.json(SERVICE) == {"said": "fine"}
        assert proxy.asked[0].target == "http://nowhere.invalid/thing"


def test_a_proxy_that_wants_a_sign_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(in_turn(Reply(407))) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        with pytest.raises(Unreachable, match="The proxy wants a sign-in"):
            Client(clock=FakeClock()).ask(Request(SERVICE, "http://nowhere.invalid/thing"), never)


def test_we_say_who_we_are_and_take_gzip_only(tmp_path: Path) -> None:
    with serving(in_turn(FINE)) as server:
        Run(server, tmp_path).ask()
        headers = server.asked[0].headers
        assert headers["user-agent"].startswith("outcomes-xl")
        assert headers["accept-encoding"] == "gzip"
