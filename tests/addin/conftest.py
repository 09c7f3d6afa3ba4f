"""One LibreOffice for all the tests that run macros; where it is missing, those tests say so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.addin.office import Office, uno
from tests.office import missing, needed

HOW = "Debian or Ubuntu: apt install python3-uno, and run the tests with the system's version of Python."


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    needed("soffice", "Debian or Ubuntu: apt install libreoffice-calc.")
    if uno() is None:
        missing("LibreOffice's Python bridge", HOW)
    running = Office()
    yield running
    running.stop()
