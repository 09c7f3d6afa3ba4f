"""How long Check takes, beside what a bare import of pandera takes. Run by hand: python benchmarks/check.py

Makes a workbook with 300 metrics (the framework's and local ones), then measures, in one run: the whole job in a warm
process (read, shapes, rules, patch), the command line from cold, and its help; and how Check grows with its rows.
"""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime

from outcomes_xl.building import borough_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.context import Context


def workbook(metrics: int, release: str | None = None) -> bytes:
    """Return Merton's workbook with this many metrics, the local ones answered as an officer might."""
    framework = load_framework(release)
    more = range(1, metrics - len(framework.metrics) + 1)
    like = next(iter(framework.metrics.values()))
    local = [
        {
            "metric_id": f"LOC-{n:05}", "origin": "Local", "state": "Current", "layer": like.layer,
            "domain": like.domain, "outcome_id": like.outcome_id, "outcome": like.outcome,
            "indicator": f"Local indicator {n}", "metric": f"Local metric {n}", "unit": "%",
            "polarity": "Higher is better", "period_kind": "Financial year", "lowest": 0, "highest": 100,
        }
        for n in more
    ]  # fmt: skip
    answers = [
        {
            "metric_id": f"LOC-{n:05}", "metric": f"Local metric {n}", "layer": like.layer, "domain": like.domain,
            "status": ("Available now", "Not collected", "Held by a partner")[n % 3], "holder": "Early help",
            "latest_period": "2024/25", "latest_figure": n % 100, "assessed_by": "A. Officer",
        }
        for n in more
    ]  # fmt: skip
    return borough_workbook(framework, "Merton", entries={"framework": local, "availability": answers})


def middle(deed: Callable[[], object], times: int) -> float:
    """Return the middle of several runs, in milliseconds."""
    deed()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        deed()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def command(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], capture_output=True, check=False)


def main() -> None:
    import tempfile
    from pathlib import Path

    context = Context(now=datetime(2026, 11, 20, 17, 0), framework=load_framework())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "three hundred.xlsx"
        path.write_bytes(workbook(300))
        warm = middle(lambda: check(files.read(path), context), 15)
        pandera = middle(command("-c", "import pandera.pandas"), 5)
        cold = middle(command("-m", "outcomes_xl", "check", str(path), "--preview"), 5)
        told = middle(command("-m", "outcomes_xl", "--help"), 5)
    print(f"check, 300 metrics, warm process      {warm:6.0f} ms   (aim: at most 150)")
    print(f"import pandera.pandas, cold           {pandera:6.0f} ms")
    print(f"outcomes-xl check, cold               {cold:6.0f} ms   {cold / pandera:.2f} times it (aim: at most 1.5)")
    print(f"outcomes-xl --help, cold              {told:6.0f} ms   (aim: at most 300)")
    sizes = (300, 3_000, 30_000)
    taken = []
    for size in sizes:
        data = workbook(size)
        taken.append(
            middle(lambda data=data: check(files.read_bytes(data, "grown.xlsx"), context), 3 if size < 9999 else 1)
        )
    exponent = math.log(taken[-1] / taken[0]) / math.log(sizes[-1] / sizes[0])
    shown = ", ".join(f"{size:,} rows {ms:,.0f} ms" for size, ms in zip(sizes, taken, strict=True))
    print(f"growth: {shown}; exponent {exponent:.2f} (aim: 1)")


if __name__ == "__main__":
    main()
