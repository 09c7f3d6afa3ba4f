"""Which metric a row means: by id, by exact title, then one to one over the whole table, with a margin.

Two titles are compared by the words they share, each counting the more the fewer titles have it; the ways boroughs
say the same thing (data/adoption) are made one first. A row and a metric are tied when each is the other's best and no
other is near; ties found make room for the next, so the assignment is one over the whole table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from outcomes_xl.adopt.words import bare, one_line, words
from outcomes_xl.framework.entries import Framework, Metric

NEAR_ENOUGH = 0.58
"""Of 1. Reworded titles score 0.7 and more against their own metric, a borough's own rows 0.4 and less against every
one; between the two the officer is asked."""
POSSIBLE = 0.5
FAR = 0.3
MARGIN = 0.12
_NUMBERING = re.compile(
    r"^\s*(?:[-•●▪◦*–·»>]+|\(?[a-z]\)|\(?[ivx]{1,4}\)|\(\d{1,3}\)|\d+(?:\.\d+)*[.)]?(?=\s+\D)|[A-Z]\d{0,2}[.)])\s*"
)
_NOT_STATED = re.compile(r"\((?:measure not (?:stated|settled)|not captured yet|national indicator to come)\)", re.I)
_TOKEN = re.compile(r"\d+½?|[a-z&½]+\d*")
_CODE = re.compile(r"(?<=[A-Za-z] )\d{3,6}\b|\b\d{5,6}\b|\b[A-E]\d{2}[a-z]?\b")
"""Another framework's id: a number alone is one only from five digits on, since lists count their rows."""
_ID = re.compile(r"\b(MET|LOC)[-\s]?0*(\d{1,4})\b", re.I)
_UNKNOWN = 2.2
"""What a word weighs that none of our titles has."""
_SMALL = frozenset(one_line("a an and are at be by for from in is of on or per that the their them to with").split())


@dataclass(frozen=True)
class WantedRow:
    """A row as its own words name it: its title, its ids, and the outcome and indicator it stands under."""

    number: int
    title: str
    ids: tuple[str, ...] = ()
    indicator: str = ""
    outcome: str = ""
    domain: str = ""
    layer: str = ""


@dataclass(frozen=True)
class RowMatch:
    """What a row is: a metric, several that could be meant, or none (a row of the borough's own)."""

    metric_id: str = ""
    how: str = "local"
    candidates: tuple[str, ...] = ()


_ANY_CODE = re.compile(r"(?:[A-Za-z]{1,8}[ -]?)?\d{2,6}[a-z]?(?: ?\([ivx]+\))?")


def is_code(text: str) -> bool:
    """Whether a text looks like some framework's id, letters and a number: C11a, LGI 19346, MET-001."""
    return bool(_ANY_CODE.fullmatch(text)) and any(letter.isalpha() for letter in text)


@lru_cache(maxsize=20_000)
def plain_title(text: str) -> str:
    """Return a title without the bullet or number before it."""
    stripped = _NUMBERING.sub("", text.strip(), count=1)
    return stripped.strip() or text.strip()


@lru_cache(maxsize=20_000)
def tokens(text: str) -> frozenset[str]:
    """Return the words of a title that tell it from another, each in one form."""
    said = one_line(_NOT_STATED.sub("", text)).replace("'", "")
    if words().said_otherwise.search(said):
        for pattern, other in words().said_as:
            said = pattern.sub(other, said)
    for one, opposite, word in words().turned:
        if one.search(said) and not opposite.search(said):
            said = f"{one.sub(' ', said)} {word}"  # a title turned round finds its row; its figure is not carried
    return frozenset(_stem(word) for word in _TOKEN.findall(said) if word not in _SMALL)


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s", "ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@dataclass
class Titles:
    """The edition's titles, made ready for comparing; one for a whole adoption."""

    framework: Framework
    by_title: dict[str, list[Metric]] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)
    having: dict[str, list[str]] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    indicators: frozenset[str] = frozenset()
    by_code: dict[str, str] = field(default_factory=dict)
    """Other frameworks' ids, where theirs is the same measure as ours."""

    def __post_init__(self) -> None:
        metrics = self.framework.metrics.values()
        counts: dict[str, int] = {}
        for metric in metrics:
            for title in {metric.title, _NOT_STATED.sub("", metric.title).strip()}:
                self.by_title.setdefault(bare(title), []).append(metric)
            for token in tokens(metric.title):
                counts[token] = counts.get(token, 0) + 1
                self.having.setdefault(token, []).append(metric.id)
        self.weight = {token: 0.35 + math.log(len(self.framework.metrics) / n) for token, n in counts.items()}
        self.outcomes = {bare(one.title): one.id for one in self.framework.outcomes.values()}
        self.indicators = frozenset(bare(metric.indicator) for metric in metrics)
        for link in self.framework.links.values():
            item = self.framework.items[link.item_id]
            if link.our_id in self.framework.metrics and (link.role, link.closeness) == ("Primary", "Exact"):
                own = item.id.partition("-")[2]
                for code in (item.fingertips_id, item.lg_inform_id, own if item.framework == "PHOF" else ""):
                    if code:
                        self.by_code[code] = link.our_id
        self._whole = {m.id: sum(self.weight[token] for token in tokens(m.title)) or 1.0 for m in metrics}
        self._scores: dict[tuple[frozenset[str], int], dict[str, float]] = {}

    def is_title(self, text: str) -> bool:
        """Whether a text is the title of a metric or an outcome, word for word."""
        key = bare(plain_title(text))
        return len(key) > 5 and (key in self.by_title or key in self.outcomes)

    def outcome(self, text: str) -> str:
        """Return the id of the outcome that words name, "" when they name none."""
        said = plain_title(text.partition(":")[2] if one_line(text).startswith("outcome") and ":" in text else text)
        return self.outcomes.get(bare(said), "") or next(
            (one for one in self.framework.outcomes if bare(one) == bare(said)), ""
        )

    def scores(self, title: str) -> dict[str, float]:
        """Return how like each metric's title is, 0 to 1; metrics with no word in common are left out."""
        mine = tokens(title)
        known = frozenset(mine & self.weight.keys())
        key = (known, len(mine) - len(known))
        if key not in self._scores:
            total = sum(self.weight[token] for token in known) + _UNKNOWN * key[1] or 1.0
            shared: dict[str, float] = {}
            for token in known:
                for one in self.having[token]:
                    shared[one] = shared.get(one, 0.0) + self.weight[token]
            # What we say and they do not counts for more than the words they add of their own.
            self._scores[key] = {
                one: 0.65 * weight / self._whole[one] + 0.35 * weight / total for one, weight in shared.items()
            }
        return self._scores[key]


def match_rows(rows: Sequence[WantedRow], titles: Titles) -> dict[int, RowMatch]:
    """Return what each row is, by its number."""
    found: dict[int, RowMatch] = {}
    near: dict[int, dict[str, float]] = {}
    for row in rows:
        match = _surely(row, titles)
        if match is not None:
            found[row.number] = match
        else:
            near[row.number] = _likely(row, titles)
    used = {match.metric_id for match in found.values() if match.metric_id}
    _assign(near, used, found)
    return found


def _surely(row: WantedRow, titles: Titles) -> RowMatch | None:
    metrics = titles.framework.metrics
    ids = {f"{a.upper()}-{int(n):03}" for text in (*row.ids, row.title) for a, n in _ID.findall(text)} & metrics.keys()
    if len(ids) == 1:
        return RowMatch(ids.pop(), "id")
    if len(ids) > 1:
        return RowMatch("", "two", tuple(sorted(ids)))
    title = plain_title(row.title)
    same = titles.by_title.get(bare(title), []) or titles.by_title.get(bare(row.title), [])
    if len(same) > 1:
        same = [m for m in same if bare(m.outcome) == bare(row.outcome) or bare(m.indicator) == bare(row.indicator)]
    if len(same) == 1:
        return RowMatch(same[0].id, "title")
    parts = [part for part in re.split(r"\s*(?:/|;|\n|\+|&| and )\s*", title) if part]
    both = {m.id for part in parts for m in titles.by_title.get(bare(plain_title(part)), [])}
    if len(both) > 1:
        return RowMatch("", "two", tuple(sorted(both)))
    if len(same) > 1:
        return RowMatch("", "ask", tuple(m.id for m in same))
    codes = {titles.by_code[code] for text in row.ids for code in _CODE.findall(text) if code in titles.by_code}
    if len(codes) == 1:
        return RowMatch(codes.pop(), "id")
    return None


def _likely(row: WantedRow, titles: Titles) -> dict[str, float]:
    scores = {one: score for one, score in titles.scores(plain_title(row.title)).items() if score >= FAR}
    for one, score in scores.items():
        metric = titles.framework.metrics[one]
        known = ((row.outcome, metric.outcome), (row.indicator, metric.indicator), (row.domain, metric.domain))
        agree = sum(0.06 if bare(a) == bare(b) else -0.03 for a, b in known if a)
        elsewhere = 0.15 if row.layer and row.layer != metric.layer else 0.0
        scores[one] = min(score + agree - elsewhere, 1.0)
    return scores


def _assign(near: Mapping[int, dict[str, float]], used: set[str], found: dict[int, RowMatch]) -> None:
    """Tie rows and metrics that are each other's best by a margin, again and again until none is left to tie."""
    left = {number: scores for number, scores in near.items() if max(scores.values(), default=0.0) >= POSSIBLE}
    found.update({number: RowMatch() for number in near if number not in left})
    progress = True
    while progress:
        progress = False
        best_of: dict[str, list[tuple[float, int]]] = {}
        for number, scores in left.items():
            for one, score in scores.items():
                if one not in used and score >= NEAR_ENOUGH - MARGIN:
                    best_of.setdefault(one, []).append((score, number))
        for number, scores in list(left.items()):
            ranked = sorted(((s, one) for one, s in scores.items() if one not in used), reverse=True)[:2]
            if not ranked or ranked[0][0] < NEAR_ENOUGH:
                continue
            score, one = ranked[0]
            second = ranked[1][0] if len(ranked) > 1 else 0.0
            rivals = [s for s, other in best_of.get(one, []) if other != number]
            if score - second >= MARGIN and score - max(rivals, default=0.0) >= MARGIN:
                found[number] = RowMatch(one, "near")
                used.add(one)
                del left[number]
                progress = True
                break
    for number, scores in left.items():
        likely = sorted((one for one, score in scores.items() if score >= POSSIBLE), key=lambda m: -scores[m])
        found[number] = RowMatch("", "ask", tuple(likely[:3])) if likely else RowMatch()
