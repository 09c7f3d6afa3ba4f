"""The framework's own nouns: boroughs, outcomes, metrics, national items and the links between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A statistical neighbour: an authority a list calls like a borough. ``list`` says whose list, and of when."""

    code: str
    name: str
    dfe_code: str
    closeness: str
    list: str


@dataclass(frozen=True, slots=True)
class Borough:
    """One of the 33 London authorities. ``code`` is the ONS nine-character code, ``dfe_code`` DfE's three digits.

    ``neighbours`` are its statistical neighbours, the nearest first, all of one list.
    """

    code: str
    name: str
    dfe_code: str
    inner_outer: str
    combined_with: tuple[str, ...] = ()
    note: str = ""
    neighbours: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of ours: "C-LRN-01". Its title is our own short label."""

    id: str
    layer: str
    domain: str
    title: str
    provenance: str


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric of ours: "MET-053". ``lowest`` and ``highest`` are what a true value can be, in ``unit``.

    ``every_months`` is how often new figures come; ``lag_months`` how long after the period's end they usually do.
    """

    id: str
    origin: str
    state: str
    layer: str
    domain: str
    also_in: tuple[str, ...]
    outcome_id: str
    outcome: str
    indicator: str
    title: str
    definition: str
    unit: str
    polarity: str
    polarity_source: str
    period_kind: str
    lowest: float | None
    highest: float | None
    every_months: int | None
    lag_months: int | None
    caution: str
    source: str
    provenance: str

    @property
    def domains(self) -> tuple[str, ...]:
        return (self.domain, *self.also_in)


@dataclass(frozen=True, slots=True)
class NationalFramework:
    """A national framework our rows are tied to; ``key`` is short, such as LOF."""

    key: str
    title: str
    owner: str
    legacy: bool
    note: str
    provenance: str


@dataclass(frozen=True, slots=True)
class Item:
    """A national framework's own outcome, indicator, measure or service, in one edition."""

    id: str
    framework: str
    edition: str
    section: str
    title: str
    kind: str
    state: str
    fingertips_id: str
    lg_inform_id: str
    note: str
    provenance: str


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between a national item and one of ours; ``our_id`` is "" where nothing of ours covers it."""

    id: str
    item_id: str
    our_id: str
    role: str
    closeness: str
    basis: str
    release: str


@dataclass(frozen=True, slots=True)
class Series:
    """Where a metric's published figures stand: one route into one published file.

    ``publisher`` is "EES", "Fingertips", "LG Inform" or "Nomis"; ``dataset`` tells the file apart from others of its
    kind (an EES file by the columns it must have, Fingertips and LG Inform by the indicator's number);
    ``where`` are the filter columns and the values they must have; ``value`` is the column with the figure;
    ``breakdowns`` are the columns that break it down, each with the officer's word for it; ``parts`` are filter
    columns whose rows add up to the figure where the file has no total of its own.

    A column or a word that editions spell differently has its spellings side by side: "sex|gender". ``part`` names an
    input that is not the metric itself ("" for the metric): see ``Derived``. ``exactness`` is "same definition",
    "close" or "proxy", and ``difference`` says in a sentence what is other where it is not the same.
    ``period_kind`` is the kind of year the file counts in, "" for the metric's own; ``compared`` names the wider areas
    whose figures in the file are of the same kind.
    """

    metric_id: str
    publisher: str
    publication: str
    dataset: str
    value: str
    where: Mapping[str, str]
    breakdowns: Mapping[str, str]
    unit: str
    note: str
    provenance: str
    parts: tuple[str, ...] = ()
    part: str = ""
    exactness: str = "same definition"
    difference: str = ""
    period_kind: str = ""
    compared: tuple[str, ...] = ("London", "England")


class How(StrEnum):
    """How a figure that nobody prints is worked out from printed ones. The words stand in data/sources/derived.csv."""

    GROUPS = "groups"
    """Several figures side by side, none of them for all together."""
    GAP = "gap"
    """The first less the second."""
    SUM = "sum"
    SHARE = "share"
    """The first as a share of the second, in per cent."""
    REST = "rest"
    """What the first leaves of the second, as a share of it, in per cent."""
    RATE = "rate"
    """The first over the second, or over the base, times the factor."""
    COMPLEMENT = "complement"
    """A hundred less the first."""
    WEIGHTED = "weighted"
    """The average of the parts, each weighted with the base of the same place in the list."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure worked out from the parts of one publication, by one of a few ways.

    ``of`` names the parts in their order; one that ends in "?" may have no row, and then adds nothing. ``base`` names
    parts that stand in a file of their own, for a period that ends ``base_years`` calendar years later. ``part`` is ""
    for the metric itself, else the result is a part that a later line may use.
    """

    metric_id: str
    part: str
    publication: str
    how: How
    of: tuple[str, ...]
    base: tuple[str, ...]
    base_years: int
    factor: float
    exactness: str
    difference: str
    provenance: str


class BreakKind(StrEnum):
    """How a published series breaks or ends. The words stand in data/sources/breaks.csv."""

    BROKEN = "broken"
    NOT_COLLECTED = "not collected"
    DISCONTINUED = "discontinued"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Break:
    """Where a metric's published series breaks or ends, and why, in our words.

    ``first`` is a period as published: the first of the new series (broken), the first without figures (not
    collected; ``last`` is the last such), or the last there is (discontinued, superseded; "" when nobody has said).
    ``publisher`` and ``dataset`` are "" where it holds wherever the metric is published.
    """

    metric_ids: tuple[str, ...]
    publisher: str
    dataset: str
    kind: BreakKind
    first: str
    last: str
    why: str
    provenance: str

    def concerns(self, series: Series) -> bool:
        """Whether it is this series that breaks."""
        mine = self.publisher in ("", series.publisher) and self.dataset in ("", series.dataset)
        return series.metric_id in self.metric_ids and mine


@dataclass(frozen=True, slots=True)
class Usual:
    """What a metric's figures were in one period: the least above 0 and the most of any borough, London, England.

    They are never shown as anybody's figure. What a file says is held against them, to see a unit that slipped.
    """

    metric_id: str
    unit: str
    period: str
    lowest: float
    highest: float
    london: float | None
    england: float | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list and its meaning: Status, "Not collected", "Nobody records this today". ``tag`` groups words."""

    list: str
    value: str
    meaning: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A release of the central file. Ids sort in the order they were made."""

    id: str
    edition: str
    released_on: date
    publisher: str
    notes: str


@dataclass(frozen=True)
class Framework:
    """An edition with its crosswalks as they stood at a release. Look-ups are by id and never guess."""

    release: Release
    releases: tuple[Release, ...]
    boroughs: Mapping[str, Borough]
    outcomes: Mapping[str, Outcome]
    metrics: Mapping[str, Metric]
    nationals: Mapping[str, NationalFramework]
    items: Mapping[str, Item]
    links: Mapping[str, Link]
    series: tuple[Series, ...]
    words: tuple[Word, ...]
    breaks: tuple[Break, ...] = ()
    derived: tuple[Derived, ...] = ()
    usual: Mapping[str, Usual] = field(default_factory=dict)

    def list(self, name: str) -> tuple[str, ...]:
        """Return the words of a list, in order. Raises KeyError when there is no such list."""
        found = tuple(word.value for word in self.words if word.list == name)
        if not found:
            raise KeyError(f"there is no list {name!r}")
        return found

    def tagged(self, list_name: str, tag: str) -> frozenset[str]:
        """Return the words of a list that carry a tag, such as the statuses that are gaps."""
        return frozenset(word.value for word in self.words if word.list == list_name and word.tag == tag)

    def title(self, our_id: str) -> str:
        """Return the title of a metric or outcome, "" for an id that is not ours."""
        if our_id in self.metrics:
            return self.metrics[our_id].title
        return self.outcomes[our_id].title if our_id in self.outcomes else ""

    def borough(self, code_or_name: str) -> Borough | None:
        """Return a borough by code or by name, however it is capitalised and spaced; None when there is none."""
        wanted = "".join(code_or_name.split()).casefold()
        for borough in self.boroughs.values():
            if wanted in (borough.code.casefold(), "".join(borough.name.split()).casefold()):
                return borough
        return None
