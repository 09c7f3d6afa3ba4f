"""The demonstration's workbook beside a stand-in for the pane."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.hosts import files, lite
from outcomes_xl.lite.pane import PaneReply, answer
from outcomes_xl.lite.scripts import pane_scripts
from outcomes_xl.model import Book
from outcomes_xl.workflows import demonstration
from tests.routes import lite_engine, stand_in_com
from tests.routes.pane import Pane

NOW = datetime(2026, 11, 22, 14, 30)
Press = Callable[..., PaneReply]


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's folder, as it begins."""
    folder = tmp_path_factory.mktemp("demonstration")
    demonstration.lay_out(folder)
    return folder


def beside(path: Path) -> Pane:
    """Return a pane beside an open workbook."""
    return Pane(stand_in_com.open_file(path), dict(files.read(path).names))


def standing_in(state: Any) -> Book:
    """Return what stands in the workbook of a pane, as its host reads it."""
    return asyncio.run(lite.read(lite_engine.xlwings_book(Pane.of(state))))


@pytest.fixture(scope="session")
def begun(demonstrated: Path) -> str:
    return json.dumps(beside(demonstrated / demonstration.WORKBOOK).state())


@pytest.fixture
def pane(begun: str) -> Pane:
    """A pane of one's own beside the demonstration's workbook."""
    return Pane.of(json.loads(begun))


def press(pane: Pane, button: str, now: datetime = NOW, **chosen: Any) -> PaneReply:
    """Press a button of main.py: Lite sends the sheets that its script asks for, and does what is queued at its end."""
    told = next(one for one in pane_scripts() if one.button == button)
    book = lite_engine.xlwings_book(pane, exclude=told.exclude)

    async def pressed() -> PaneReply:
        reply = await answer(book, button, told.exclude, chosen, now)
        await book.flush()
        return reply

    return asyncio.run(pressed())
