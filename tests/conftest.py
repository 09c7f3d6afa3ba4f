"""What every test may lean on. Its being here makes ``from tests.workbooks import table`` work in each folder."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.folders import take_away


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Leave out what is for the night unless it is asked for, and let what takes longest begin first.

    Before xdist has its turn, which writes the groups it finds into the tests' names and takes no notice of later ones.
    """
    for mark in ("mutation", "fuzz"):
        if mark not in config.option.markexpr:
            off = {item for item in items if item.get_closest_marker(mark)}
            config.hook.pytest_deselected(items=[*off])
            items[:] = [item for item in items if item not in off]
    if "pro" not in config.option.markexpr:
        off_by_default = pytest.mark.skip(reason="run with -m pro and your own licence for xlwings PRO")
        for item in items:
            if item.get_closest_marker("pro"):
                item.add_marker(off_by_default)
    for item in items:
        if not item.get_closest_marker("xdist_group") and _shares_what_its_module_makes(item):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    items.sort(key=_turn)
    yield
    if config.getoption("loadgroup", False):
        for item in items:
            _named_by_its_group(item)


def _named_by_its_group(item: pytest.Item) -> None:
    """Put its group behind a test's name, where the scheduler looks for it.

    xdist 3.8 writes it into an attribute that pytest 9.2 does not read: without this, every worker begins a
    Windows of its own, and makes what a module's tests share.
    """
    mark = item.get_closest_marker("xdist_group")
    if mark is not None and not item.nodeid.endswith(f"@{mark.args[0]}") and hasattr(item, "_id"):
        item._id = type(item.id).parse(f"{item.nodeid}@{mark.args[0]}")


def _shares_what_its_module_makes(item: pytest.Item) -> bool:
    """Tell whether a test uses a fixture made once a module: otherwise each worker would make it."""
    used = getattr(item, "_fixtureinfo", None)
    return used is not None and any(one[-1].scope == "module" for one in used.name2fixturedefs.values())


def _turn(item: pytest.Item) -> int:
    """Return when a test begins: those that stay together on one worker first, short ones last, to fill the gaps."""
    marks = {mark.name for mark in item.iter_markers()}
    return 0 if "windows" in marks else 1 if "xdist_group" in marks else 2 if marks & {"slow", "office"} else 3


def pytest_collection_finish() -> None:
    """Let Python look for what is no longer used less often, and not among the thousands of modules read so far.

    It does that whenever some hundreds of objects more than before are there: a quarter of the time of tests that read
    and write workbooks.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def pytest_unconfigure() -> None:
    take_away()
    gc.unfreeze()  # else DuckDB takes what is left at the end for its own leak, and says so at length


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
