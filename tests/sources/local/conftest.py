from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sources.local.server import Server, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server that starts with the first test that asks for it."""
    with running() as server:
        yield server
