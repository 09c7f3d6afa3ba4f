"""Whole runs: sources side by side, one that stumbles, a Stop, and two answers for one metric."""

from __future__ import annotations

import _thread
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from outcomes_xl.framework.entries import Borough, Metric
from outcomes_xl.http.kept_answers import KeptAnswers
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.periods import parse_period
from outcomes_xl.sources import (
    Cancelled,
    Evidence,
    Folder,
    Found,
    Looked,
    Say,
    Stopped,
    combine,
    look_everywhere,
)
from outcomes_xl.sources.online.ees_service import EesService
from outcomes_xl.sources.online.service_base import Online
from outcomes_xl.sources.online.service_client import Client
from tests.online.ees_shaped import EesShaped, ShapedSet
from tests.online.making import ROUTES, SLUG
from tests.online.serving import FakeClock, Reply, serving
from tests.sources.making import NORTHBRIDGE, TODAY, ees, ees_file, framework, save

KNOWN = framework(ees())
WANTED = list(KNOWN.metrics.values())
RATES = ees_file("2024,29", "2025,31", "England: 2025,67")


@dataclass
class Doing:
    """A source that does what a test says."""

    name: str
    do: Callable[[Say, Cancelled], Looked | None]

    def look(self, wanted: Sequence[Metric], borough: Borough, today: date, say: Say, cancelled: Cancelled) -> Looked:
        return self.do(say, cancelled) or Looked(borough, today, self.name, {}, of_files=False)


def run(*sources: object, say: Say | None = None, cancelled: Cancelled | None = None) -> Looked:
    return look_everywhere(sources, WANTED, NORTHBRIDGE, TODAY, say, cancelled)  # type: ignore[arg-type]


def found(figure: float, period: str = "2025", **more: object) -> Looked:
    when = parse_period(period, "At 31 March")
    assert when
    one = Evidence("MET-001", Found.FOUND, f"a table: {figure}.", figure, f"{figure}%", when.label, when)
    return Looked(NORTHBRIDGE, TODAY, "tables", {"MET-001": replace(one, **more)}, of_files=False)  # type: ignore[arg-type]


# Side by side -------------------------------------------------------------------------------------------------------


def test_sources_are_asked_at_the_same_time() -> None:
    both = Barrier(2, timeout=5)

    def meet(say: Say, cancelled: Cancelled) -> None:
        both.wait()

    assert run(Doing("one", meet), Doing("two", meet)).troubles == ()


def test_one_source_that_breaks_never_spoils_the_rest_and_is_told(tmp_path: Path) -> None:
    def break_down(say: Say, cancelled: Cancelled) -> None:
        raise ZeroDivisionError("something of ours")

    def cannot(say: Say, cancelled: Cancelled) -> None:
        raise CannotUse("The database did not answer.", "Ask who looks after it.")

    save(tmp_path, "rates.csv", RATES)
    looked = run(Doing("one", break_down), Folder(tmp_path, KNOWN), Doing("two", cannot))
    assert looked.by_metric["MET-001"].figure == 31
    assert [(one.name, one.what, one.service) for one in looked.troubles] == [
        ("one", "Something went wrong on our side while it was asked (ZeroDivisionError).", True),
        ("two", "The database did not answer.", True),
    ]


def test_progress_is_said_by_one_at_a_time_and_names_the_metric(tmp_path: Path) -> None:
    said: list[str] = []
    inside = []

    def say(sentence: str) -> None:
        inside.append(1)
        assert len(inside) == 1
        time.sleep(0.001)
        inside.pop()
        said.append(sentence)

    def talk(say: Say, cancelled: Cancelled) -> None:
        for number in range(20):
            say(f"Looking at {number}")

    with serving(EesShaped({SLUG: [ShapedSet("Rates", RATES)]})) as server:
        service = EesService(Client(KeptAnswers(tmp_path), clock=FakeClock()), server.address)
        run(Doing("one", talk), Doing("two", talk), Online(service, KNOWN, ROUTES), say=say)
    assert "Asking Explore education statistics: A measure (1 of 1)" in said
    assert len(said) == 42


# Stopping -----------------------------------------------------------------------------------------------------------


def test_stop_does_not_wait_for_a_source_that_hangs() -> None:
    let_go, pressed = Event(), Event()

    def hang(say: Say, cancelled: Cancelled) -> None:
        pressed.set()
        let_go.wait(30)

    began = time.monotonic()
    with pytest.raises(Stopped, match="Nothing was written"):
        run(Doing("one", hang), cancelled=pressed.is_set)
    assert time.monotonic() - began < 5
    let_go.set()


def test_control_c_is_a_stop() -> None:
    told = Event()

    def until_told(say: Say, cancelled: Cancelled) -> None:
        while not cancelled():
            time.sleep(0.01)
        told.set()

    # Tests started in the background of a shell have Ctrl+C switched off, and would wait here for ever.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    Thread(target=lambda: (time.sleep(0.2), _thread.interrupt_main()), daemon=True).start()
    try:
        with pytest.raises(Stopped):
            run(Doing("one", until_told))
    finally:
        signal.signal(signal.SIGINT, before)
    assert told.wait(5)


def test_after_a_stop_half_way_the_kept_answers_are_whole_and_used(tmp_path: Path) -> None:
    shaped = EesShaped({SLUG: [ShapedSet("Rates", RATES)]})
    asked_query = Event()
    release = Event()

    def tamper(asked: object, said: object) -> Reply | None:
        if getattr(asked, "path", "").endswith("/query") and not release.is_set():
            asked_query.set()
            return Reply(hang=release)
        return None

    shaped.tamper = tamper
    with serving(shaped) as server:
        service = EesService(Client(KeptAnswers(tmp_path), clock=FakeClock()), server.address)
        with pytest.raises(Stopped):
            run(Online(service, KNOWN, ROUTES), cancelled=asked_query.is_set)
        release.set()
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".answer"]
        before = len(server.asked)
        service = EesService(Client(KeptAnswers(tmp_path), clock=FakeClock()), server.address)
        assert run(Online(service, KNOWN, ROUTES)).by_metric["MET-001"].figure == 31
        assert not [one.path for one in server.asked[before:] if one.path.endswith("/meta")]


# Two answers for one metric -----------------------------------------------------------------------------------------


def test_a_folder_and_a_service_with_the_same_figures_are_one_answer(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    save(tmp_path / "files", "rates.csv", RATES)
    with serving(EesShaped({SLUG: [ShapedSet("Rates", RATES)]})) as server:
        service = EesService(Client(KeptAnswers(tmp_path / "kept"), clock=FakeClock()), server.address)
        looked = run(Folder(tmp_path / "files", KNOWN), Online(service, KNOWN, ROUTES))
    assert (looked.by_metric["MET-001"].found, looked.by_metric["MET-001"].figure) == ("Found", 31)
    assert [file.service for file in looked.files] == [False, True]


def test_a_newer_figure_online_is_shown_before_an_older_file(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    save(tmp_path / "files", "rates.csv", ees_file("2024,29", "England: 2024,66"))
    with serving(EesShaped({SLUG: [ShapedSet("Rates", RATES)]})) as server:
        service = EesService(Client(KeptAnswers(tmp_path / "kept"), clock=FakeClock()), server.address)
        looked = run(Folder(tmp_path / "files", KNOWN), Online(service, KNOWN, ROUTES))
    assert looked.by_metric["MET-001"].period == "31 March 2025"


def test_the_later_period_of_two_sources_is_shown() -> None:
    assert combine([found(30, "2024"), found(31, "2025")]).by_metric["MET-001"].figure == 31
    assert combine([found(31, "2025"), found(30, "2024")]).by_metric["MET-001"].figure == 31


def test_two_figures_for_one_period_are_asked_about() -> None:
    both = combine([found(30), found(31)]).by_metric["MET-001"]
    assert (both.found, both.candidates) == ("More than one candidate", ("a table: 30%", "a table: 31%"))


def test_the_same_figure_twice_is_one_answer_and_rounding_is_no_difference() -> None:
    assert combine([found(30.25), found(30.3)]).by_metric["MET-001"].found == "Found"


def test_an_answer_comes_before_no_answer_whichever_comes_first() -> None:
    nothing = Looked(NORTHBRIDGE, TODAY, "x", {"MET-001": Evidence("MET-001", Found.NOT_HERE, "Not there.")})
    for looks in ([found(31), nothing], [nothing, found(31)]):
        assert combine(looks).by_metric["MET-001"].figure == 31
