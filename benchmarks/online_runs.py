"""Check data availability online: a first run for one borough, and a second one with nothing changed, in one sitting.

Run by hand, from the repository: PYTHONPATH=. python benchmarks/online_runs.py [SECONDS]

The services are servers on this computer in the documented shapes, with the recorded figures
(tests/online/every_service.py); no real service is asked. A real one takes its time over every answer, so each answer
here takes that many seconds (0.1 without an argument), and the same is measured with answers at once, which is the
hardest case for the second run: all that is left is reading what was kept. Every metric of the framework is looked for.
Ratios carry from machine to machine, times do not. Imports are paid before.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.online.every_service import EveryService, etagged

from outcomes_xl.framework import load_framework

USUAL = 0.1
TIMES = 3


@dataclass(frozen=True)
class Run:
    """What one run took: seconds, questions, and bytes of answers."""

    seconds: float
    questions: int
    sent: int


def run(services: EveryService) -> Run:
    borough = load_framework().boroughs["E09000024"]
    questions, sent, began = len(services.asked), services.bytes_sent, time.perf_counter()
    services.look(borough)
    return Run(time.perf_counter() - began, len(services.asked) - questions, services.bytes_sent - sent)


def compare(name: str, wait: float, validators: bool = False, days: float = 0) -> None:
    firsts, seconds = [], []
    for _ in range(TIMES):
        with ExitStack() as stack, tempfile.TemporaryDirectory() as kept:
            services = EveryService.start(stack, Path(kept), etagged if validators else None, wait)
            firsts.append(run(services))
            services.clock.later(days=days)
            seconds.append(run(services))
    first, second = (min(runs, key=lambda one: one.seconds) for runs in (firsts, seconds))
    print(name)
    for what, one in (("first", first), ("second", second)):
        print(f"  {what:<8}{one.seconds * 1000:7.0f} ms  {one.questions:3} questions  {one.sent / 1000:7.0f} kB")
    time_taken, sent = second.seconds / first.seconds, second.sent / first.sent
    print(f"  second / first: {time_taken:.0%} of the time, {sent:.1%} of the bytes")


def main() -> None:
    wait = float(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    print(f"Python {sys.version.split()[0]}; every metric for one borough; best of {TIMES}")
    compare("Answers at once, the same day", 0.0)
    compare(f"{wait:g} s an answer, the same day", wait)
    compare(f"{wait:g} s an answer, three days later, services with validators", wait, validators=True, days=3)
    compare(f"{wait:g} s an answer, three days later, services without", wait, days=3)


if __name__ == "__main__":
    main()
