"""All four services at once, in the documented shapes, with the recorded figures: for whole runs and their speed."""

from __future__ import annotations

import csv
import hashlib
import io
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Borough
from outcomes_xl.sources import Looked
from outcomes_xl.sources.online.routes import routes
from tests.online.ees_shaped import EesShaped
from tests.online.making import World, every_recorded_release, lg_inform_shaped, recorded, world
from tests.online.serving import Answers, Asked, FakeClock, Reply, serving

FINGERTIPS = "fingertips_90284_london.csv"
MEASURE = "lg_inform_19346_good_level_of_development.csv"


def etagged(answer: Answers) -> Answers:
    """The same service with an ETag on every answer, and 304 where the caller has that answer."""

    def tagged(asked: Asked) -> Reply:
        reply = answer(asked)
        tag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(304, headers={"ETag": tag})
        return replace(reply, headers={**reply.headers, "ETag": tag})

    return tagged


def fingertips(asked: Asked) -> Reply:
    """Every indicator has the rows of the recorded one, under its own number."""
    number = asked.param("indicator_ids")
    rows = list(csv.reader(io.StringIO(recorded(FINGERTIPS))))
    out = io.StringIO()
    csv.writer(out).writerows([rows[0], *([number, *row[1:]] for row in rows[1:])])
    return Reply.csv(out.getvalue(), zipped=True)


def lg_inform(asked: Asked) -> Reply:
    """Every measure has the rows of the recorded one, for the areas that are asked for."""
    return lg_inform_shaped({asked.param("metricType"): recorded(MEASURE)})(asked)  # type: ignore[no-any-return, operator]


@dataclass
class EveryService:
    """The services as they run: everything they were asked, and what they answered."""

    ees: EesShaped
    world: World
    asked: list[Asked] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    bytes_sent: int = 0

    @classmethod
    def start(
        cls,
        stack: ExitStack,
        folder: Path,
        wrapped: Callable[[Answers], Answers] | None = None,
        wait: float = 0.0,
    ) -> EveryService:
        """Start them until the stack closes. ``wait`` is how long each answer takes, in seconds."""
        ees = every_recorded_release()
        made = cls(ees, world(load_framework(), folder))
        for name, answer in (("EES", ees), ("FINGERTIPS", fingertips), ("LG_INFORM", lg_inform)):
            server = stack.enter_context(serving(made._noted(wrapped(answer) if wrapped else answer, wait)))
            made.world.environment[f"OUTCOMES_XL_{name}_ADDRESS"] = server.address
        made.world.environment["OUTCOMES_XL_LG_INFORM_KEY"] = "a key for tests"
        # The recorded files' data sets have made-up ids, so they are searched for.
        made.world = made.world.but(routes={at: replace(way, data_sets={}) for at, way in routes().items()})
        return made

    def _noted(self, answer: Answers, wait: float) -> Answers:
        def noted(asked: Asked) -> Reply:
            reply = answer(asked)
            self.asked.append(asked)
            self.statuses.append(reply.status)
            self.bytes_sent += len(reply.body)
            time.sleep(wait)
            return reply

        return noted

    @property
    def clock(self) -> FakeClock:
        return self.world.clock

    def look(self, borough: Borough) -> Looked:
        """One look for every metric, with a client and connections of its own."""
        return self.world.look(borough)
