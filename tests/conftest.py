"""What every test may lean on. Its being here makes ``from tests.workbooks import table`` work in each folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes to hours unless it is asked for: -m mutation, -m windows."""
    for mark in ("mutation", "windows"):
        if mark not in config.option.markexpr:
            off = {item for item in items if item.get_closest_marker(mark)}
            config.hook.pytest_deselected(items=[*off])
            items[:] = [item for item in items if item not in off]


@pytest.fixture(autouse=True, scope="session")
def _a_profile_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads or writes the settings and kept copies of whoever runs it; commands it starts neither."""
    home, before = tmp_path_factory.mktemp("profile"), os.environ.get("OUTCOMES_XL_HOME")
    os.environ["OUTCOMES_XL_HOME"] = str(home)
    yield home
    if before is None:
        del os.environ["OUTCOMES_XL_HOME"]
    else:
        os.environ["OUTCOMES_XL_HOME"] = before
