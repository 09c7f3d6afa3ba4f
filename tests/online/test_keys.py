"""A user's keys: where they come from, and that nothing that is written, said or kept ever holds one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import pickle
import traceback
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.http.one_request import Limits
from outcomes_xl.jobs.availability import availability
from outcomes_xl.jobs.context import Context
from outcomes_xl.model.cannot_use import Stopped, WrongUsage
from outcomes_xl.sources.online.api_keys import LG_INFORM_KEY, LG_INFORM_SECRET, Secret, find, keep
from outcomes_xl.sources.online.lginform_service import signer
from outcomes_xl.sources.online.service_client import Client, Request
from outcomes_xl.sources.online.smoke_test import smoke
from tests.key_store import KeyStoreInMemory
from tests.online.making import as_lg_inform_sends, world
from tests.online.serving import Asked, FakeClock, Reply, serving
from tests.online.test_other_services import KEY, LG, SECRET, TABLE, keys
from tests.workbooks import borough_book, play_in_memory

# Where they come from -----------------------------------------------------------------------------------------------


def test_a_key_comes_from_the_key_store(key_store: KeyStoreInMemory) -> None:
    keep(LG_INFORM_KEY, f" {KEY} ")
    assert key_store.kept == {("outcomes-xl", "lg-inform-key"): KEY}
    found = find(LG_INFORM_KEY, {})
    assert found is not None
    assert found.reveal() == KEY


def test_the_environment_comes_before_the_key_store() -> None:
    keep(LG_INFORM_KEY, "the old one")
    found = find(LG_INFORM_KEY, {"OUTCOMES_XL_LG_INFORM_KEY": KEY})
    assert found is not None
    assert found.reveal() == KEY


def test_no_key_store_and_a_locked_one_are_the_same_as_no_key(key_store: KeyStoreInMemory) -> None:
    assert find(LG_INFORM_SECRET, {}) is None
    key_store.locked = True
    assert find(LG_INFORM_SECRET, {}) is None
    with pytest.raises(WrongUsage, match="Set OUTCOMES_XL_LG_INFORM_SECRET in your environment"):
        keep(LG_INFORM_SECRET, SECRET)


def test_a_secret_shows_dots_and_is_not_written_down() -> None:
    secret = Secret(SECRET)
    assert [str(secret), repr(secret), f"{secret}", f"{[secret]}"] == ["•••", "•••", "•••", "[•••]"]
    with pytest.raises(TypeError):
        pickle.dumps(secret)


# That nothing holds them --------------------------------------------------------------------------------------------

ANSWERS = {
    "fine": lambda asked: Reply.csv(TABLE, headers={"ETag": '"1"'}),
    "wrong key": lambda asked: Reply(401, f"no such key {KEY}".encode()),
    "says the key back": lambda asked: Reply.json({"title": f"{KEY} is blocked"}, 400),
    "not found": lambda asked: Reply(404),
    "broken": lambda asked: Reply(500, b"?"),
    "busy": lambda asked: Reply(503),
    "a page": lambda asked: Reply.page(),
    "sent elsewhere": lambda asked: Reply(302, headers={"Location": f"https://wifi.example/?from={asked.target}"}),
    "cut": lambda asked: Reply(200, TABLE.encode(), "text/csv", cut=30),
    "other columns": lambda asked: Reply.csv("a,b\n1,2\n"),
}


def forms_of_the_key(url_signature: str = "") -> set[str]:
    words = {KEY, SECRET, *([url_signature] if url_signature else [])}
    return {form for word in words for form in (word, quote(word, safe=""), quote_plus(word))}


def signatures(asked: list[Asked]) -> set[str]:
    return {one.target.rpartition("&Signature=")[2] for one in asked if "&Signature=" in one.target}


@pytest.mark.parametrize("how", ANSWERS)
def test_no_log_finding_evidence_kept_answer_or_workbook_holds_a_key(
    how: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    framework = load_framework()
    lg_only = replace(framework, series=tuple(one for one in framework.series if one.publisher == "LG Inform"))
    merton = framework.boroughs["E09000024"]
    with serving(ANSWERS[how]) as server:
        here = world(lg_only, tmp_path, None, lg_inform=server).but(limits=Limits(silence=0.5))
        here.environment.update(keys())
        looked = here.look(merton)
        sent = list(server.asked)
    assert sent
    assert all(quote(KEY, safe="") in one.target for one in sent), "the key is sent, or this test shows nothing"
    start = "| setting | answer |\n| Borough code | E09000024 |\n| Borough | Merton |"
    rows = "\n".join(["| metric_id | metric |", *(f"| {one} | x |" for one in looked.by_metric)])
    book = borough_book({"start": start, "availability": rows})
    result = availability(book, looked, Context(datetime(2026, 11, 22, 14, 5), framework))
    everything = [
        caplog.text,
        repr(looked),
        repr(looked.pool),
        repr(result),
        repr(play_in_memory(book, result.patch)),
        *(path.read_bytes().decode("utf-8", "replace") for path in tmp_path.rglob("*") if path.is_file()),
        *(path.name for path in tmp_path.rglob("*")),
    ]
    for form in {*forms_of_the_key(), *signatures(sent)}:
        for text in everything:
            assert form not in text, how
    assert "HTTP Request" in caplog.text or how == "cut", "the libraries do log, with dots for the key"


@pytest.mark.parametrize("how", ["hangs", "nobody there", "stopped", "wrong name"])
def test_no_traceback_holds_a_key(how: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from threading import Event

    caplog.set_level(logging.DEBUG)
    done = Event()
    with serving(lambda asked: Reply(hang=done) if how == "hangs" else Reply(503)) as server:
        address = {"nobody there": "http://127.0.0.1:9", "wrong name": "http://no-such-name.invalid"}.get(
            how, server.address
        )
        clock = FakeClock()
        request = Request("LG", f"{address}/data.csv", {"a": 1}, sign=signer(Secret(KEY), Secret(SECRET)))
        try:
            Client(clock=clock, limits=Limits(silence=0.2)).ask(request, lambda: how == "stopped" and clock.slept > 1)
        except (Exception, Stopped):
            said = traceback.format_exc()
        done.set()
        forms = {*forms_of_the_key(), *signatures(server.asked)}
    for form in forms:
        assert form not in said
        assert form not in caplog.text
        assert form not in repr(request)


def test_the_smoke_test_shows_no_key(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    services = ("EES", "EES_WEBSITE", "FINGERTIPS", "NOMIS", "LG_INFORM")
    with serving(lambda asked: Reply.csv(as_lg_inform_sends(TABLE))) as server:
        environment = {f"OUTCOMES_XL_{name}_ADDRESS": server.address for name in services}
        seen = list(smoke(Client(clock=FakeClock()), {**environment, **keys()}))
    assert [one.well for one in seen if one.service == "LG Inform Plus"] == [True]
    assert not any(form in repr(seen) + caplog.text for form in forms_of_the_key())


def test_the_signature_is_that_of_the_documentation() -> None:
    url = signer(Secret("thekey"), Secret("thesecret"))("https://webservices.esd.org.uk/data.csv?metricType=1")
    whole = "https://webservices.esd.org.uk/data.csv?metricType=1&ApplicationKey=thekey"
    digest = base64.b64encode(hmac.new(b"thesecret", whole.encode(), hashlib.sha1).digest()).decode()
    assert url == f"{whole}&Signature={quote(digest, safe='')}"


def test_the_framework_used_here_wants_lg_inform() -> None:
    assert LG.series[0].publisher == "LG Inform"
