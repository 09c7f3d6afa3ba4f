"""What the services share: what is wanted of them, what they bring home, and how that becomes a `Looked`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

from outcomes_xl.framework.entries import Borough, Framework, Metric, Series
from outcomes_xl.model.cannot_use import CannotReach, Unreachable
from outcomes_xl.model.sentences import counted
from outcomes_xl.sources.evidence import Change, FileSeen, FileTrouble
from outcomes_xl.sources.look_result import Looked
from outcomes_xl.sources.online.routes import Route, route
from outcomes_xl.sources.online.service_client import Answer
from outcomes_xl.sources.protocol import Cancelled, Say
from outcomes_xl.sources.published.pool import Missed, Pool
from outcomes_xl.sources.published.published_rows import PublishedFile


@dataclass(frozen=True, slots=True)
class WantedSeries:
    """One series wanted of a service, with its metric and the way to ask for it."""

    metric: Metric
    series: Series
    route: Route


@dataclass
class Brought:
    """What a service brings home, gathered on the way."""

    files: list[PublishedFile] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    troubles: dict[tuple[str, str], FileTrouble] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def miss(self, wanted: Sequence[WantedSeries], why: str, *, again: bool, candidates: tuple[str, ...] = ()) -> None:
        self.missed += [Missed(one.metric.id, why, again, candidates) for one in wanted]

    def trouble(self, name: str, what: str, next_step: str, unreachable: bool = False) -> None:
        told = FileTrouble(name, what, next_step, service=True, unreachable=unreachable)
        self.troubles.setdefault((name, what), told)

    def stumble(self, name: str, wanted: Sequence[WantedSeries], trouble: CannotReach) -> None:
        """Note a trouble for the metrics it kept from being answered; it is told once, however many there are."""
        self.trouble(name, trouble.what, trouble.next_step, isinstance(trouble, Unreachable))
        self.miss(wanted, trouble.what, again=trouble.again)

    def used(self, name: str, answer: Answer) -> None:
        """Tell where an older answer was used since the service could not be asked."""
        if answer.instead_of:
            kept = f"{answer.instead_of} The answer kept from {moment(answer.fetched)} was used."
            self.trouble(name, kept, "Run it again later to see whether something is newer.", answer.unreachable)


class Service(Protocol):
    """One national service."""

    name: str
    publisher: str

    def fetch(self, wanted: Sequence[WantedSeries], borough: Borough, say: Say, cancelled: Cancelled) -> Brought:
        """Return what it has of the wanted series for a borough. Raises CannotReach when it can do nothing at all."""
        ...


@dataclass(frozen=True)
class Online:
    """A national service as a source."""

    service: Service
    framework: Framework
    known: Mapping[tuple[str, str], Route] | None = None

    @property
    def name(self) -> str:
        return self.service.name

    def look(self, wanted: Sequence[Metric], borough: Borough, today: date, say: Say, cancelled: Cancelled) -> Looked:
        asked = self._asked(wanted)
        brought = Brought()
        if asked:
            try:
                brought = self.service.fetch(asked, borough, say, cancelled)
            except CannotReach as trouble:
                brought.stumble(self.name, asked, trouble)
        pool = Pool(
            self.framework,
            borough,
            today,
            tuple(wanted),
            tuple(brought.files),
            missed=tuple(brought.missed),
            where=(self.name,),
        )
        seen = tuple(FileSeen(file.spoken, file.called, file.row_count, True) for file in brought.files)
        troubles = tuple(brought.troubles.values())
        changes = tuple(brought.changes)
        return Looked(borough, today, self.name, pool.evidence(), seen, troubles, changes, False, pool)

    def _asked(self, wanted: Sequence[Metric]) -> list[WantedSeries]:
        metrics = {metric.id: metric for metric in wanted}
        found = []
        for series in self.framework.series:
            if series.publisher == self.service.publisher and series.metric_id in metrics:
                way = route(series, self.known)
                if way:
                    found.append(WantedSeries(metrics[series.metric_id], series, way))
        return found


def moment(when: datetime) -> str:
    """Return a moment for a sentence, in this computer's own time: "22 Nov 2026 14:05"."""
    here = when.astimezone()
    return f"{here.day} {here:%b %Y %H:%M}"


def read_at(answers: Sequence[Answer], now: datetime | None = None) -> str:
    """Say when answers were fetched; and, where the service was not asked this time, how old they are."""
    oldest = min(answers, key=lambda one: one.fetched)
    said = f"read {moment(oldest.fetched)}"
    days = ((now or datetime.now(UTC)) - oldest.fetched).days
    return f"{said}, {counted(days, 'day')} ago" if oldest.instead_of and days > 0 else said
