"""How long a piece of work takes this process, whatever else the machine is doing."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


def best(work: Callable[[], object], times: int = 9) -> float:
    """Return the least processor time of several, in seconds."""
    found = math.inf
    for _ in range(times):
        started = time.process_time()
        work()
        found = min(found, time.process_time() - started)
    return found
