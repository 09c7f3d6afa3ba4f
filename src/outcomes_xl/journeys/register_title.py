"""What the register of outputs is told of journeys beside their groups: the key's fingerprint and the sources' state.

Neither the key nor a person can be had from them: the state is a keyed hash over how many events there were on each
day, by which a later output is known to be of the same sources as they stood then, or of changed ones.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence

import numpy as np

from outcomes_xl.disclosure.outputs import Released
from outcomes_xl.journeys.events import EventsGathered
from outcomes_xl.journeys.linkage_key import LinkageKey

_TITLE = re.compile(r"Journeys, key ([0-9a-f]{16}), state ([0-9a-f]{16})")


def title_of(key: LinkageKey, state: str) -> str:
    """Return what an output is called on the register."""
    return f"Journeys, key {key.fingerprint}, state {state}"


def is_journeys(one: Released) -> bool:
    """Whether an output on the register is of journeys."""
    return bool(_TITLE.fullmatch(one.title))


def state_of(gathered: EventsGathered, key: LinkageKey) -> str:
    """Return the mark of the sources as they stood; the same key and events give the same one, in whatever steps."""
    day, many = np.unique(gathered.days(), return_counts=True)
    return hmac.digest(key.reveal(), b"state " + day.tobytes() + many.tobytes(), "sha256").hex()[:16]


def another_key(before: Sequence[Released], key: LinkageKey) -> str:
    """Return the fingerprint of another key that an earlier output was linked with, "" where there is none."""
    titles = (_TITLE.fullmatch(one.title) for one in before)
    return next((found[1] for found in titles if found and found[1] != key.fingerprint), "")


def of_another_state(before: Sequence[Released], key: LinkageKey, state: str) -> Released | None:
    """Return an earlier output, linked with this key, that was made of the sources in another state; None for none."""
    for one in before:
        found = _TITLE.fullmatch(one.title)
        if found and found[1] == key.fingerprint and found[2] != state:
            return one
    return None
