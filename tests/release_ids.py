"""The shipped releases by their place in the order, so that no test types an id: a new edition changes none of them."""

from __future__ import annotations

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.release_order import numbers

RELEASES = tuple(release.id for release in load_framework().releases)
FIRST, SECOND = RELEASES[:2]
NEWEST = RELEASES[-1]
LATER, LATER_STILL, LAST = (f"{numbers(NEWEST)[0] + 1}.{month}" for month in ("01", "02", "11"))
"""Ids for releases that a test publishes after the shipped ones."""
