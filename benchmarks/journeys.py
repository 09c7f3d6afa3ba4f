"""Journeys of a million events: ours, hashed and protected; DuckDB alone; and pm4py where it is installed.

Run by hand: python benchmarks/journeys.py [events] [python]. Ratios carry from machine to machine, times do not. The
second word is a Python that has pm4py, a library for paths of events; it is asked for the same paths of the same file.
DuckDB alone is what an analyst would write: the events' steps in order, repeated ones folded, counted. Neither of them
hashes an identifier, reads days in several spellings or protects anybody. Each is run in a process of its own, turn and
turn about; the middle of the turns counts, and the most memory of any.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

EVENTS = 1_000_000
TURNS = 5
NAME = "events.csv"

PLAIN = """
with steps as (select person_id, strptime(date, '%Y-%m-%d') as day, event from read_csv('{file}', all_varchar = true)),
folded as (select *, lag(event) over (partition by person_id order by day, event) as before from steps),
paths as (select person_id, string_agg(event, ' > ' order by day, event) as path from folded
    where before is distinct from event group by person_id)
select path, count(*) from paths group by path order by count(*) desc
"""

PM4PY = """
import resource, sys, time
import pandas, pm4py
start = time.process_time()
read = pandas.read_csv(sys.argv[1])
read["date"] = pandas.to_datetime(read["date"])
log = pm4py.format_dataframe(read, case_id="person_id", activity_key="event", timestamp_key="date")
variants = pm4py.get_variants(log)
following, _, _ = pm4py.discover_dfg(log)
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def write(folder: Path, events: int) -> None:
    """Write so many events of made-up people, days as the pupils' own files have them."""
    from outcomes_xl.journeys.made_up_people import made_up_events, made_up_pupils

    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.write("person_id,event,date\n")
        for number, event in enumerate(made_up_events(made_up_pupils(events)), 1):
            file.write(f"{event.pupil.id},{event.kind},{event.day.isoformat()}\n")
            if number == events:
                return


def ours(folder: Path) -> float:
    """The whole command but for its imports: read, link, count, protect, register, write; the steps' time beside it."""
    from outcomes_xl.journeys.linkage_key import LinkageKey
    from outcomes_xl.workflows.follow_journeys import JourneysAsked, follow_with

    key, now = LinkageKey("benchmark", bytes(range(32))), datetime(2026, 11, 27, 16, 40)
    (folder / "small.csv").write_text("\n".join((folder / NAME).read_text("utf-8").splitlines()[:3000]), "utf-8")
    for name in ("small.csv", NAME):  # the first for the imports
        to = folder / f"{name} - Unpublished.xlsx"
        to.unlink(missing_ok=True)
        (folder / "outputs-register.toml").unlink(missing_ok=True)
        start = time.process_time()
        follow_with(key, JourneysAsked((str(folder / name),), "", to), now)
        taken = time.process_time() - start
    return taken


def hashing(folder: Path) -> float:
    """The hashing by itself: as many identifiers as there are events."""
    import hmac

    from outcomes_xl.journeys.identifiers import plain_identifier

    lines = (folder / NAME).read_text("utf-8").splitlines()[1:]
    key = bytes(range(32))
    start = time.process_time()
    for line in lines:
        hmac.digest(key, plain_identifier(line.partition(",")[0]).encode(), "sha256")
    return time.process_time() - start


def plain(folder: Path) -> float:
    import duckdb

    with duckdb.connect() as engine:
        start = time.process_time()
        engine.execute(PLAIN.format(file=folder / NAME)).fetchall()
        return time.process_time() - start


WAYS = {"ours": ours, "hashing alone, every row": hashing, "DuckDB alone": plain}


def main() -> None:
    words = sys.argv[1:]
    if words and words[0] in WAYS:
        taken = WAYS[words[0]](Path(words[1]))
        print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    events = int(words[0]) if words else EVENTS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, events)
        runs = {way: [sys.executable, __file__, way, name] for way in WAYS}
        if len(words) > 1:
            runs["pm4py"] = [words[1], "-c", PM4PY, str(folder / NAME)]
        seen: dict[str, list[tuple[float, float]]] = {way: [] for way in runs}
        for _ in range(TURNS):
            for way, command in runs.items():
                said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
                seen[way].append((float(said[-2]), float(said[-1])))
        for way, times in seen.items():
            middle, memory = statistics.median(one for one, _ in times), max(most for _, most in times)
            print(f"{way}: {middle:.2f} s, {memory:.0f} MB at most ({events:,} events)")


if __name__ == "__main__":
    main()
