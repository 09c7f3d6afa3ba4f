"""Python's collector at rest while many values are made that are all kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_frozen = False


def _somebody_froze() -> bool:
    """Tell whether values were frozen; once is enough, since Python counts them all, millions perhaps, to say so."""
    global _frozen
    _frozen = _frozen or gc.get_freeze_count() > 0
    return _frozen


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Leave Python's collector at rest: every cell is kept, none of them refers to another, and looking through them
    again and again for what might be thrown away took a fifth of the time.

    What was made is put among the old values, which the collector looks through when there is much more to look
    through; otherwise it would look through all of it at once.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            if not _somebody_froze():  # what somebody has frozen stays so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
