"""docs/maintainers/add-a-crosswalk.md followed to the letter in a copy of the data: a seventh tab needs nothing else.

The copy is the tool's next version. Its files are then tried with today's, as a borough and the lead would.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import outcomes_xl
from outcomes_xl.central.trust import examine
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.publish import publish
from outcomes_xl.jobs.refresh.refresh_job import refresh
from tests.built import borough_workbook, central_workbook
from tests.release_ids import LATER, NEWEST
from tests.workbooks import play_in_memory

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "maintainers" / "add-a-crosswalk.md"
CONTEXT = Context(datetime(2026, 12, 1, 9, 0), load_framework())

# What the next version is asked for: its files, and what it makes of today's.
NEXT = """
import sys
from datetime import datetime
from pathlib import Path
from outcomes_xl.building import borough_workbook, central_workbook
from outcomes_xl.building.addin.ribbon import controls, ribbon_bytes
from outcomes_xl.building.addin.xlam import addin_bytes, every_module
from outcomes_xl.central.trust import examine
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reports.rule_pages import rule_pages

folder = Path(sys.argv[1])
assert Path(sys.argv[2]) in Path(sys.modules["outcomes_xl"].__file__).parents
context = Context(datetime(2026, 12, 1, 9, 0), load_framework())
(folder / "next central.xlsx").write_bytes(central_workbook(load_framework()))
(folder / "next workbook.xlsx").write_bytes(borough_workbook(load_framework(), "Merton"))
(folder / "next addin.xlam").write_bytes(addin_bytes())
assert [one.label for one in controls(ribbon_bytes()) if one.kind == "item"][-1] == "The zenith framework"
assert "Map Zenith" in next(one.code for one in every_module() if one.name == "MapTabs")
assert rule_pages()

new = files.read(folder / "next central.xlsx")
examine(new)
for name in ("todays workbook.xlsx", "first workbook.xlsx"):
    result = refresh(files.read(folder / name), new, context)
    files.write(folder / name, result.patch, context.now)
    book = files.read(folder / name)
    assert list(book.sheets)[-1] == "Map Zenith", list(book.sheets)
    assert not refresh(book, new, context).patch
    assert not {one.rule for one in check(book, context).findings} & {"WB01", "WB14"}
    print([one.message for one in result.findings if one.rule == "RF12"][-1])
old = files.read(folder / "todays central.xlsx")
examine(old)
result = refresh(files.read(folder / "next workbook.xlsx"), old, context, older_is_fine=True)
print([one.message for one in result.findings if one.rule == "RF13"])
"""


def insert_before(path: Path, mark: str, text: str) -> None:
    before = path.read_text("utf-8")
    assert before.count(mark) == 1, f"{path.name}: {mark}"
    path.write_text(before.replace(mark, f"{text}\n{mark}"), "utf-8")


def add(path: Path, line: str) -> None:
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")


def walked(data: Path) -> None:
    """Do the page's steps 1 to 6 in a copy of the data."""
    page = PAGE.read_text("utf-8")
    for example, ours in (("exm", "zzt"), ("EXM", "ZZT"), ("Map Example", "Map Zenith"), ("The example", "The zenith")):
        page = page.replace(example, ours)  # so that it can be walked in a copy where somebody has done the example
    borough, central = re.findall(r"^ *```toml\n(.*?)^ *```", page, re.M | re.S)
    add(data / "frameworks" / "releases.csv", f"{LATER},Starter edition 1,2026-12-31,Us,Adds the example")
    add(data / "crosswalks" / "frameworks.csv", "ZZT,The zenith framework,Us,no,,Made up for a test")
    headings = (data / "crosswalks" / "items_sf.csv").read_text("utf-8").splitlines()[0]
    items = data / "crosswalks" / "items_zzt.csv"
    items.write_text(headings + "\n", "utf-8")
    add(items, f"ZZT-1,2026,Part one,Ready for school,Measure,Current,,,,Made up for a test,{LATER},")
    add(items, f"ZZT-2,2026,Part one,Nobody measures this,Measure,Current,,,,Made up for a test,{LATER},")
    add(data / "crosswalks" / "links.csv", f"ZZT-1,MET-039,Primary,Close,Both are about the end of Reception,{LATER},")
    insert_before(data / "layouts" / "borough.toml", '[[sheet]]\nkey = "services"\n', borough.replace("\n   ", "\n"))
    insert_before(data / "layouts" / "central.toml", '[[sheet]]\nsame_as = "lists"\n', central.replace("\n   ", "\n"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with today's files, those of the next version, and what the next version printed."""
    folder = tmp_path_factory.mktemp("seventh")
    tree = folder / "src"
    shutil.copytree(
        Path(outcomes_xl.__file__).parent, tree / "outcomes_xl", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "macros", folder / "macros")
    walked(tree / "outcomes_xl" / "data")
    (folder / "todays workbook.xlsx").write_bytes(borough_workbook(load_framework(), "Merton"))
    (folder / "todays central.xlsx").write_bytes(central_workbook(load_framework()))
    shutil.copy(Path(__file__).parents[1] / "data" / "first_edition" / "workbook.xlsx", folder / "first workbook.xlsx")
    ran = subprocess.run(
        [sys.executable, "-c", NEXT, str(folder), str(tree)],
        env={**os.environ, "PYTHONPATH": str(tree)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    (folder / "said.txt").write_text(ran.stdout, "utf-8")
    return folder


def test_the_next_version_adds_the_tab_to_todays_workbooks_and_leaves_its_own_beside_todays_file(folder: Path) -> None:
    added = f"Map Zenith came with release {LATER}: the tab was added after the last sheet, with 2 rows."
    left = f"The central file's release {NEWEST} has nothing for Map Zenith, so that tab was left as it is."
    assert (folder / "said.txt").read_text("utf-8").splitlines() == [added, added, str([left])]


def test_todays_version_takes_what_it_knows_of_the_next_ones_file_and_says_what_it_does_not(folder: Path) -> None:
    central, book = (files.read(folder / f"next {kind}.xlsx") for kind in ("central", "workbook"))
    assert examine(central).sentence == f"Release {LATER} is as it was published."
    for mine in (files.read_bytes(borough_workbook(load_framework(), "Merton"), "today.xlsx"), book):
        result = refresh(mine, central, CONTEXT)
        assert [(one.rule, one.severity.value) for one in result.findings] == [("RF15", "For information")]
        assert result.findings[0].message == (
            f"The central file's release {LATER} also has Map Zenith, which this version of the tool does not know. "
            "Nothing was taken from it."
        )
        after = play_in_memory(mine, result.patch) if result.patch else mine
        assert not refresh(after, central, CONTEXT).patch


def test_todays_version_does_not_publish_a_file_that_it_would_lose_a_tab_of(folder: Path) -> None:
    found = publish(files.read(folder / "next central.xlsx"), None, CONTEXT, {"Release": LATER + ".2"}, anyway=True)
    assert found.whole is None
    (told,) = [one.message for one in found.result.findings if one.rule == "PB12"]
    assert told.startswith("The working file has Map Zenith, which this version of the tool does not know.")


def test_the_tab_has_the_guards_of_the_others(folder: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO((folder / "next workbook.xlsx").read_bytes()))
    guards = [made[name].data_validations.dataValidation for name in ("Map LOF", "Map Zenith")]
    kinds = [[(one.type, one.errorStyle, one.promptTitle) for one in of_tab] for of_tab in guards]
    assert kinds[0] == kinds[1] != []
