"""The mark by which the register of outputs knows the sources of journeys again: the key's fingerprint and their state.

Neither the key nor a person can be had from it: the state is a keyed hash over how many events there were on each day,
by which a later output is known to be of the same sources as they stood then, or of changed ones.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence

import numpy as np

from outcomes_xl.disclosure.outputs import Released
from outcomes_xl.journeys.events import EventsGathered
from outcomes_xl.journeys.linkage_key import LinkageKey


def state_of(gathered: EventsGathered, key: LinkageKey) -> str:
    """Return the mark of the sources as they stood; the same key and events give the same one, in whatever steps."""
    day, many = np.unique(gathered.days(), return_counts=True)
    made = hmac.digest(key.reveal(), b"state " + day.tobytes() + many.tobytes(), "sha256").hex()[:16]
    return f"key {key.fingerprint}, state {made}"


def another_key(before: Sequence[Released], state: str) -> str:
    """Return the fingerprint of another key that an earlier output was linked with, "" where there is none."""
    return next((_key(one.state) for one in before if _key(one.state) != _key(state)), "")


def of_another_state(before: Sequence[Released], state: str) -> Released | None:
    """Return an earlier output that was made of the sources in another state; None where there is none."""
    return next((one for one in before if one.state != state), None)


def _key(state: str) -> str:
    return state.partition(",")[0].removeprefix("key ")
