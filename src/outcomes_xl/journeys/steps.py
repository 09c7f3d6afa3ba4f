"""The steps that paths are made of, each with its domain and layer, and which event is which step."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import resources

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import in_a_list, quoted_short
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.tidy import bare, tidy_text

_A_NAME = re.compile(r"[^\W_][\w '’&/-]{0,29}")
MOST_STEPS = 14
"""A path is kept as one whole number, four bits a step; 15 is Other."""
OTHER = 15


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """A step by its name, with the words of the framework it is tagged with."""

    name: str
    domain: str
    layer: str


@dataclass(frozen=True)
class Steps:
    """The steps in their order, numbered from 1, and the step of each known event, written bare."""

    named: tuple[JourneyStep, ...]
    other: JourneyStep
    of_event: Mapping[str, int]
    mark: str = ""
    """What tells steps of a borough's own from ours and from one another, in the names of what was asked."""

    def number(self, event: str) -> int:
        """Return the number of an event's step; OTHER for an event that is not known."""
        return self.of_event.get(bare(event), OTHER)

    def step(self, number: int) -> JourneyStep:
        return self.other if number == OTHER else self.named[number - 1]

    def named_step(self, name: str) -> JourneyStep:
        """Return the step of exactly this name, which is one of ours."""
        return next(step for step in (*self.named, self.other) if step.name == name)

    def numbered(self, name: str) -> int:
        """Return the number of the step of this name. Raises WrongUsage when there is none."""
        for number, step in enumerate(self.named, 1):
            if bare(step.name) == bare(name):
                return number
        names = [step.name for step in self.named]
        near = did_you_mean(name, names)
        hint = f"Did you mean “{near}”?" if near else f"The steps are {in_a_list(names)}."
        raise WrongUsage(f"There is no step “{quoted_short(name)}”.", hint)


@cache
def shipped_steps() -> Steps:
    """Return the steps that come with the tool: data/journeys/steps.toml."""
    text = (resources.files("outcomes_xl") / "data" / "journeys" / "steps.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    named = tuple(JourneyStep(one["name"], one["domain"], one["layer"]) for one in found["step"])
    of_event: dict[str, int] = {}
    for number, one in enumerate(found["step"], 1):
        for event in (one["name"], *one["events"]):
            if of_event.setdefault(bare(event), number) != number:
                raise ValueError(f"steps.toml: {event!r} is of two steps")
    return Steps(named, JourneyStep(**found["other"]), of_event)


def with_own(steps: Steps, text: str, name: str, framework: Framework) -> Steps:
    """Return the steps with a borough's own: a CSV with the columns event and step, for new steps domain and layer.

    What it says of an event goes before what the tool knows. Raises WrongUsage, with the line, for one with a slip.
    """
    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines())
    headings = {bare(heading): heading for heading in rows.fieldnames or ()}
    if not {"event", "step"} <= headings.keys():
        raise WrongUsage(f"{name} has no columns event and step.", "Write those two words in its first line.")
    named, own = list(steps.named), dict[str, int]()
    for line, row in enumerate(rows, 2):
        said = {part: tidy_text(row.get(heading) or "") for part, heading in headings.items()}
        if not said["event"] and not said["step"]:
            continue
        if not said["event"] or not said["step"]:
            raise WrongUsage(f"{name}, line {line}: an event or its step is missing.", "Write both, or take it out.")
        where = f"{name}, line {line}"
        at = _place(named, said, where, steps.other, framework)
        if own.setdefault(bare(said["event"]), at) != at:
            raise WrongUsage(f"{where}: “{quoted_short(said['event'])}” stands in it twice, as two steps. Keep one.")
    if len(named) > MOST_STEPS:
        raise WrongUsage(f"{name} makes {len(named)} steps.", f"{MOST_STEPS} are the most; put some together.")
    of_event = {**steps.of_event, **own}
    mark = sha256(repr(sorted(of_event.items())).encode()).hexdigest()[:8]
    return replace(steps, named=tuple(named), of_event=of_event, mark=f" (steps {mark})")


def _place(
    named: list[JourneyStep], said: Mapping[str, str], where: str, other: JourneyStep, framework: Framework
) -> int:
    """Return the number of the step a line names; a new one is added, with its tags."""
    if bare(said["step"]) == bare(other.name):
        return OTHER
    for number, step in enumerate(named, 1):
        if bare(step.name) == bare(said["step"]):
            return number
    if not _A_NAME.fullmatch(said["step"]):
        raise WrongUsage(
            f"{where}: “{quoted_short(said['step'])}” is no name for a step.",
            "Give it one of letters, figures and spaces, 30 at most: paths are made of these names.",
        )
    tags = {}
    for part in ("domain", "layer"):
        words = framework.list(part)
        word = next((one for one in words if bare(one) == bare(said.get(part, ""))), None)
        if word is None:
            raise WrongUsage(
                f"{where}: “{quoted_short(said['step'])}” is a step of your own, and has no {part} of the framework.",
                f"Write in a column {part} one of: {', '.join(words)}.",
            )
        tags[part] = word
    named.append(JourneyStep(said["step"], **tags))
    return len(named)


def unknown_events(steps: Steps, events: Iterable[str]) -> tuple[str, ...]:
    """Return the events of which no step is known, as they are written."""
    return tuple(event for event in events if steps.number(event) == OTHER)
