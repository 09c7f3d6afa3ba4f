"""Tests that share what their module makes run on one worker: the runner's and pytest's own ways still fit together."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def made_once() -> object:
    return object()


def test_a_test_that_shares_a_fixture_is_known_to_the_scheduler_by_its_file(
    request: pytest.FixtureRequest, made_once: object
) -> None:
    grouped = request.node.nodeid.endswith("@tests/test_grouped.py")
    assert grouped == request.config.getoption("loadgroup", False)


def test_a_test_that_shares_nothing_is_free_to_run_anywhere(request: pytest.FixtureRequest) -> None:
    assert "@" not in request.node.nodeid
