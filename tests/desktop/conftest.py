"""The routes to an open workbook that need no Excel, and one LibreOffice for all the tests that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.addin.conftest import HOW
from tests.office import missing
from tests.routes import stand_in_com, uno_engine


@pytest.fixture(scope="session")
def live_office() -> Iterator[Any]:
    if not uno_engine.uno_is_there():
        missing("LibreOffice with its Python bridge", HOW)
    with uno_engine.office() as desktop:
        yield desktop


@pytest.fixture
def excel() -> stand_in_com.Application:
    """An Excel of stand-ins; counting begins anew."""
    stand_in_com.install()
    stand_in_com.CALLS.clear()
    return stand_in_com.Application()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let the waits for a busy Excel pass at once; the list has how long each would have been."""
    waits: list[float] = []
    monkeypatch.setattr("outcomes_xl.hosts.desktop.com_retry.pause", waits.append)
    return waits
