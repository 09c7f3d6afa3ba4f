"""The real jobs at the desk, on a whole borough workbook in an Excel of stand-ins, with the user's own settings."""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from pathlib import Path

from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.settings import Settings
from tests.routes import stand_in_com as com


def test_every_job_answers_in_a_sentence_and_undo_takes_the_last_one_back(tmp_path: Path) -> None:
    from outcomes_xl.building import borough_workbook, central_workbook
    from outcomes_xl.framework import load_framework

    known = load_framework()
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(borough_workbook(known, known.borough("E09000024")))
    central = tmp_path / "central.xlsx"
    central.write_bytes(central_workbook(known))
    published = Path(str(resources.files("outcomes_xl") / "data" / "published"))
    own = Settings(central_file=str(central), published_files=published)
    book = com.xlwings_book(com.open_file(path))
    dispatcher = Dispatcher(
        lambda name: book, version="0.1.0", settings=lambda: own, now=lambda: datetime(2026, 11, 22, 15, 0)
    )
    said = {
        job: dispatcher.answer(job, str(path)) for job in ("check", "apply_fixes", "refresh", "availability", "undo")
    }
    assert not [answer for answer in said.values() if answer.stopped]
    assert said["refresh"].sentence.startswith("Already at release")
    assert said["undo"].sentence.startswith("Took back Check data availability")


def test_a_job_that_needs_a_setting_says_so_and_availability_needs_none(tmp_path: Path) -> None:
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.framework import load_framework

    known = load_framework()
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(borough_workbook(known, known.borough("E09000024")))
    book = com.xlwings_book(com.open_file(path))
    dispatcher = Dispatcher(lambda name: book, version="0.1.0", settings=Settings)
    assert dispatcher.run("refresh", str(path)) == (
        "No central file is named yet, in your settings or on Start. "
        "In Excel, choose it under Settings. Name it with --central, or put it on Start as “Central file”."
    )
    assert "metrics have a published figure for Merton" in dispatcher.run("availability", str(path))


def test_a_refresh_from_the_ribbon_asks_for_the_signature_the_settings_ask_for(tmp_path: Path) -> None:
    """The button must not be a way round what the command line would refuse."""
    from outcomes_xl.building import borough_workbook, central_workbook
    from outcomes_xl.framework import load_framework

    known = load_framework()
    path, central = tmp_path / "Merton.xlsx", tmp_path / "central.xlsx"
    path.write_bytes(borough_workbook(known, known.borough("E09000024")))
    central.write_bytes(central_workbook(known))
    own = Settings(central_file=str(central), require_signature=True)
    book = com.xlwings_book(com.open_file(path))
    dispatcher = Dispatcher(lambda name: book, version="0.1.0", settings=lambda: own)
    told = dispatcher.answer("refresh", str(path))
    assert told.stopped
    assert "is not signed, and your settings ask for a signature" in told.sentence


def test_a_borough_with_data_of_its_own_needs_no_folder_of_published_files(tmp_path: Path) -> None:
    """The button once stopped at the missing folder, although the sheet Sources said where to look."""
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.framework import load_framework

    (tmp_path / "gld.csv").write_text("borough,year,gld\nE09000024,2024/25,70\n")
    own = {"metric_id": "MET-039", "source_kind": "CSV file", "place": "gld.csv", "area_column": "borough"}
    own |= {"period_column": "year", "value_column": "gld"}
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(borough_workbook(load_framework(), "Merton", entries={"sources": [own]}))
    book = com.xlwings_book(com.open_file(path))
    dispatcher = Dispatcher(lambda name: book, version="0.1.0", settings=Settings)
    assert "1 source of your own was asked" in dispatcher.run("availability", str(path))
