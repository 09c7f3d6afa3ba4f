"""Asking every source at once. One that stumbles never spoils the rest; a Stop leaves everything as it was."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread

from outcomes_xl.framework.entries import Borough, Metric
from outcomes_xl.model.cannot_use import CannotUse, Stopped
from outcomes_xl.sources.evidence import FileTrouble
from outcomes_xl.sources.look_result import Looked
from outcomes_xl.sources.protocol import Cancelled, Say, Source, combine

_OFTEN = 0.1
"""How often a Stop is looked for while sources are at work, in seconds."""


def look_everywhere(
    sources: Sequence[Source],
    wanted: Sequence[Metric],
    borough: Borough,
    today: date,
    say: Say | None = None,
    cancelled: Cancelled | None = None,
) -> Looked:
    """Return what all sources together say of the wanted metrics for one borough. There is at least one source.

    Sources are asked side by side; their order decides only where two say the same. ``say`` is called by one thread
    at a time. Raises Stopped as soon as ``cancelled`` says so, or on Ctrl+C: a source that is waiting for an answer
    is told, and not waited for.
    """
    stop, one_at_a_time = Event(), Lock()
    home: SimpleQueue[tuple[int, Looked]] = SimpleQueue()

    def stopped() -> bool:
        return stop.is_set() or bool(cancelled and cancelled())

    def tell(sentence: str) -> None:
        if say:
            with one_at_a_time:
                if not stop.is_set():
                    say(sentence)

    def ask(place: int, source: Source) -> None:
        home.put((place, _ask(source, wanted, borough, today, tell, stopped)))

    if sys.platform == "emscripten":  # a browser starts no threads: one after the other
        return combine([_ask(source, wanted, borough, today, tell, stopped) for source in sources])
    try:
        for place, source in enumerate(sources):
            # Daemons, so that a source which hangs cannot keep the officer from leaving.
            Thread(target=ask, args=(place, source), name=source.name, daemon=True).start()
        looked: dict[int, Looked] = {}
        while len(looked) < len(sources) and not stopped():
            try:
                place, one = home.get(timeout=_OFTEN)
                looked[place] = one
            except Empty:
                continue
    except KeyboardInterrupt:
        stop.set()
        raise Stopped from None
    if stopped():
        stop.set()
        raise Stopped
    return combine(looked[place] for place in sorted(looked))


def _ask(
    source: Source, wanted: Sequence[Metric], borough: Borough, today: date, say: Say, cancelled: Cancelled
) -> Looked:
    try:
        return source.look(wanted, borough, today, say, cancelled)
    except Stopped:
        return Looked(borough, today, source.name, {}, of_files=False)
    except CannotUse as trouble:
        told = FileTrouble(source.name, trouble.what, trouble.next_step, service=True)
    except Exception as slip:  # whatever is wrong with one source, the officer's other answers must still come
        what = f"Something went wrong on our side while it was asked ({type(slip).__name__})."
        told = FileTrouble(source.name, what, "Run it again; if it stays, tell whoever looks after this tool.", True)
    return Looked(borough, today, source.name, {}, troubles=(told,), of_files=False)
