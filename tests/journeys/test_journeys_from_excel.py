"""The button Journeys: it asks for sources and a key, says what is in them, and counts only after a yes."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.helper.dispatcher import Dispatcher, JobReply
from outcomes_xl.hosts import files
from outcomes_xl.journeys.linkage_key import LinkageKey
from outcomes_xl.journeys.made_up_people import all_files
from outcomes_xl.settings import Settings
from tests.built import borough_workbook
from tests.journeys.conftest import KEY
from tests.routes import stand_in_com as com

NOW = datetime(2026, 11, 29, 16, 40)
SOURCES = [
    {"source_kind": "CSV file", "place": f"events\\{name}"}
    for name in ("schools.csv", "childrens_services.csv", "schools.csv")
] + [{"metric_id": "MET-039", "source_kind": "Database", "place": "Lake", "source_table": "gld", "value_column": "gld"}]
SOURCES += [{"source_kind": "CSV file", "place": f"{'a long name ' * 9}{number}.csv"} for number in range(8)]
TYPED = f"journeys: 1, 2 with {KEY}"
LISTED = "Your sources:\n1: schools.csv\n2: childrens_services.csv\n3: Lake, gld\n4: a long name a long name "

Press = Callable[..., JobReply]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Dispatcher:
    """The workbook, open once for all: the button changes nothing in it."""
    return desk_of(tmp_path_factory.mktemp("open") / "Northbridge outcomes.xlsx", SOURCES)


def desk_of(path: Path, sources: list[dict[str, str]]) -> Dispatcher:
    entries = {"entries": {"sources": sources}} if sources else {}
    path.write_bytes(borough_workbook(load_framework(), "Merton", **entries))
    book = com.xlwings_book(com.open_file(path))
    return Dispatcher(lambda _: book, version="0.1.0", settings=Settings, now=lambda: NOW)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Where the workbook is said to be, with its sources beside it."""
    (tmp_path / "events").mkdir()
    for name, text in all_files(500).items():
        (tmp_path / "events" / name).write_text(text, encoding="utf-8")
    return tmp_path / "Northbridge outcomes.xlsx"


@pytest.fixture
def press(opened: Dispatcher, workbook: Path) -> Press:
    """Press the button as the macro does, with what the officer has answered."""
    return lambda agreed="", name=str(workbook): opened.answer("journeys", name, agreed)


def test_it_asks_looks_and_only_after_a_yes_counts_and_opens_what_was_made(
    workbook: Path, press: Press, key: LinkageKey, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    asked = press()
    assert (asked.how, asked.about) == ("reason", "journeys")
    assert asked.sentence.startswith(LISTED)
    assert "\nand 5 more on Sources\n\nType their numbers, " in asked.sentence
    looked = press(TYPED)
    assert (looked.how, looked.about) == ("ask", f"journeys, looked at: 1, 2 with {KEY}")
    assert looked.sentence.startswith("The people in these sources are made up;")
    assert "schools.csv: about " in looked.sentence
    assert not list(workbook.parent.rglob("*Unpublished*")) + list(workbook.parent.rglob("*.toml"))
    made = press(looked.about)
    to = workbook.with_name("Northbridge outcomes journeys - Unpublished.xlsx")
    assert made.for_a_macro().startswith(f"open\n{to}\nAbout 500 people; the paths of a few, if any, are too rare")
    assert list(files.read(to).sheets) == ["At a glance", "Paths", "Next step", "Reached", "How it was made"]
    assert (workbook.parent / "events" / "outputs-register.toml").is_file()
    assert "About 500 people" in caplog.text, "the log was on"
    assert not re.search(r"made.?up.?0\d{5}", caplog.text, re.IGNORECASE)
    assert base64.b64encode(key.reveal()).decode() not in caplog.text


def test_the_same_again_is_put_beside_the_first(workbook: Path, press: Press, key: LinkageKey) -> None:
    for place in ("", " 2"):
        made = press(f"journeys, looked at: schools.csv; events/childrens_services.csv with {KEY}")
        assert made.opens == str(workbook.with_name(f"Northbridge outcomes journeys - Unpublished{place}.xlsx"))


def test_without_the_key_it_stops_and_says_how_to_make_one(press: Press) -> None:
    stopped = press("journeys: 1 with lost")
    assert stopped.for_a_macro() == (
        "stop\nThere is no key “lost” in this computer's key store, so nothing was read. Make one: outcomes-xl "
        "journeys key make lost. If a colleague has it: outcomes-xl journeys key take lost"
    )


def test_a_key_typed_for_its_name_is_repeated_nowhere(
    press: Press, key: LinkageKey, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    text = base64.b64encode(key.reveal()).decode()
    for typed in (text, text[:-1], text[:-2]):
        asked = press(f"journeys: 1 with {typed}")
        assert "That looks like a key itself, not like its name" in asked.sentence
        assert typed[:20] not in asked.for_a_macro() + caplog.text
    assert "journeys: asked" in caplog.text, "the log was on"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1, 2", "Which sources are to be linked, and with which key, cannot be seen."),
        ("12 with KEY", "There is no source 12: Sources names 11 sources."),
        (
            "skools.csv with KEY",
            "There is no file “skools.csv” beside this workbook, and Sources names no such source.",
        ),
        ("../away.csv; 1 with KEY", "There is no file “../away.csv” beside this workbook"),
        ("1, 1 with KEY", "The source “schools.csv” is named twice."),
        (
            "1 with KEY --until 30/11/2026",
            "--until takes a month such as 2026-08, or its last day, 2026-08-31; not “30/11/2026”.",
        ),
        ("1 with KEY --until 2026-11-28", "--until takes the last day of a month that is over, not 2026-11-28."),
        ("1 with KEY --reach Help", "“Help” is no pair of steps."),
        ("1 with KEY --threshold 1", "A threshold of 1 protects nobody"),
        ("1 with KEY --person NHS", "None of the sources has the column “NHS” (--person), so nothing was written."),
        ("events/pupils.csv with KEY", "pupils.csv: None of its columns is known as one that says what happened."),
    ],
)
def test_what_cannot_be_done_is_said_and_asked_again(
    workbook: Path, press: Press, key: LinkageKey, typed: str, told: str
) -> None:
    there = sorted(workbook.parent.rglob("*"))
    asked = press(f"journeys: {typed.replace('KEY', KEY)}")
    assert (asked.how, asked.about) == ("reason", "journeys")
    assert asked.sentence.startswith(told)
    assert LISTED in asked.sentence
    assert len(asked.for_a_macro()) < 1_000, "a box holds no more"
    assert sorted(workbook.parent.rglob("*")) == there


def test_what_a_box_does_not_hold_of_the_look_is_said_to_be_told_elsewhere(
    workbook: Path, press: Press, key: LinkageKey
) -> None:
    kinds = [f"{word} was noted by the team of the day" for word in ("Call", "Visit", "Letter", "Note", "Talk", "Mail")]
    rows = [f"P{n},{kind * 2},2020-01-01" for kind in kinds for n in range(25)] + ["P1,CIN,2020-02-01"]
    (workbook.parent / "calls.csv").write_text("\n".join(["client id,event,date", *rows]), encoding="utf-8")
    looked = press(f"journeys: calls.csv; 1 with {KEY}")
    assert (looked.how, len(looked.for_a_macro()) < 1_000) == ("ask", True)
    assert "\nMore is told by the command with --preview.\n\nYes counts the paths" in looked.sentence


def test_what_cannot_be_made_safe_is_said_after_the_yes(workbook: Path, press: Press, key: LinkageKey) -> None:
    assert press(f"journeys, looked at: 1, 2 with {KEY}").opens
    schools = workbook.parent / "events" / "schools.csv"
    schools.write_text(schools.read_text("utf-8") + "MADE-UP-000999,yes,School start,04/09/2023\n", "utf-8")
    asked = press(f"journeys, looked at: 1, 2 with {KEY}")
    assert asked.how == "reason"
    assert asked.sentence.startswith("The sources have changed since an output about the same people and time was made")


def test_esc_makes_nothing_and_a_workbook_at_an_address_is_told_what_to_do(press: Press, workbook: Path) -> None:
    assert press("no journeys").for_a_macro() == "No journeys were made."
    told = press("", "https://merton.sharepoint.com/Northbridge.xlsx")
    assert told.stopped and told.sentence.endswith("open that, and press Journeys there.")


def test_a_sheet_without_sources_says_so_and_takes_names(tmp_path: Path, key: LinkageKey) -> None:
    path = tmp_path / "Easthaven outcomes.xlsx"
    (tmp_path / "schools.csv").write_text(all_files(500)["schools.csv"], encoding="utf-8")
    desk = desk_of(path, [])
    assert desk.answer("journeys", str(path)).sentence.startswith("Sources names none. Fill a row there for each")
    assert desk.answer("journeys", str(path), f"journeys: schools.csv with {KEY}").how == "ask"
    assert (
        "There is no source 1: Sources names none."
        in desk.answer("journeys", str(path), f"journeys: 1 with {KEY}").sentence
    )
