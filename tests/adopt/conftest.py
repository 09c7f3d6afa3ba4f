"""The ten thousand made-up spreadsheets are adopted when they are asked for by their mark, in ten minutes."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "fuzz" in config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("fuzz")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)
