"""The edition's titles made ready for comparing, and what a title of somebody else's says that ours does not.

Two titles are compared by the words they share, each counting the more the fewer titles have it; the ways boroughs
say the same thing (data/adoption) are made one first. A metric is also known by the titles of national items that are
the same measure. A word that tells measures apart and stands in one of two titles only makes them two measures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from outcomes_xl.adopt.title_text import NOT_STATED, plain_title, tokens
from outcomes_xl.adopt.title_words import stem, title_words
from outcomes_xl.adopt.words import bare, one_line, one_slip_apart, words
from outcomes_xl.framework.council_names import without_council
from outcomes_xl.framework.entries import Framework, Metric

_UNKNOWN = 2.2
"""What a word weighs that none of our titles has."""
_WORD = re.compile(r"[a-z]+")
_SPELT_LETTERS = 5
"""Letters below which a word is another word sooner than a slip."""
_LIKE = 0.7
"""Of 1: how like a metric's title another way of saying it is, at least, for a sheet's layout to be read by it."""
_SHORTEST_TITLE, _LONGEST_TITLE = 8, 120
_SLIPS = 2
"""Slips of the keyboard above which a title is another title."""
_LONG_ENOUGH = 7
"""Letters from which one slip makes no other word of a title's."""


_MOST_REMEMBERED = 300_000
_READY: list[tuple[Framework, dict[str, str], Titles]] = []
"""The titles made ready last: making them takes longer than reading a small spreadsheet."""


def titles_of(framework: Framework, codes: Mapping[str, str]) -> Titles:
    """Return an edition's titles made ready for comparing; ``codes`` as in Titles."""
    for known, with_codes, ready in _READY:
        if known is framework and with_codes == codes:
            return ready
    _READY[:] = [(framework, dict(codes), Titles(framework, codes))]
    return _READY[0][2]


@dataclass
class Titles:
    """The edition's titles, made ready for comparing; they are looked up and never changed."""

    framework: Framework
    more_codes: Mapping[str, str] = field(default_factory=dict)
    """Our metric by ids that were brought in beside the framework's own."""
    by_title: dict[str, list[Metric]] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    indicators: frozenset[str] = frozenset()
    councils: frozenset[str] = frozenset()
    """The boroughs' names, bare."""
    by_code: dict[str, str] = field(default_factory=dict)
    """Other frameworks' ids, where theirs is the same measure as ours."""

    def __post_init__(self) -> None:
        metrics = self.framework.metrics.values()
        self._kinds = title_words()
        self._ways: dict[str, list[frozenset[str]]] = {}
        for metric in metrics:
            for title in {metric.title, NOT_STATED.sub("", metric.title).strip()}:
                self.by_title.setdefault(bare(title), []).append(metric)
            self._ways[metric.id] = [tokens(metric.title) - self._kinds.plain or tokens(metric.title)]
        self._keep_what_tells()
        self.outcomes = {bare(one.title): one.id for one in self.framework.outcomes.values()}
        self.councils = frozenset(bare(without_council(one.name)) for one in self.framework.boroughs.values())
        self.indicators = frozenset(bare(metric.indicator) for metric in metrics)
        self._add_national_items()
        self._own = {m.id: tokens(m.indicator).union(*self._ways[m.id]) for m in metrics}
        self._having: dict[str, list[tuple[str, int]]] = {}
        counts: dict[str, set[str]] = {}
        for one, ways in self._ways.items():
            for at, way in enumerate(ways):
                for token in way:
                    counts.setdefault(token, set()).add(one)
                    self._having.setdefault(token, []).append((one, at))
        self.weight = {token: 0.35 + math.log(len(self._ways) / len(ids)) for token, ids in counts.items()}
        self._whole = {
            (one, at): self._weigh(way) or 1.0 for one, ways in self._ways.items() for at, way in enumerate(ways)
        }
        self._tells = {one: self._telling_siblings(one) for one in self._ways}
        self._scores: dict[tuple[frozenset[str], int], dict[str, float]] = {}
        self._spelt: dict[str, str] = {}
        self._beginnings = frozenset(title[:4] for title in (*self.by_title, *self.outcomes))
        self._said: dict[str, frozenset[str]] = {}
        self._says_little = self._kinds.plain - self._kept
        self._titles_told: dict[str, bool] = {}
        self._likeness_told: dict[str, bool] = {}
        self._vocabulary = frozenset(
            word for m in metrics for word in _WORD.findall(one_line(m.title)) if len(word) >= _SPELT_LETTERS - 1
        )
        titles = (tokens(f"{m.title} {m.indicator} {m.outcome}") for m in metrics)
        self._ours = frozenset(token for said in titles for token in said)

    def _keep_what_tells(self) -> None:
        """Keep the plain words of a title that is another of ours but for one telling word: (children), (parents)."""
        self._kept: frozenset[str] = frozenset()
        for one, ways in self._ways.items():
            more = [other[0] - ways[0] for other in self._ways.values() if other[0] > ways[0]]
            if any(len(words) == 1 and self._only_tells(next(iter(words))) for words in more):
                whole = tokens(self.framework.metrics[one].title)
                self._kept |= whole - ways[0]
                ways[0] = whole

    def _add_national_items(self) -> None:
        """Add the ids and titles of national items that are the same measure as one of ours."""
        for link in self.framework.links.values():
            item, one = self.framework.items[link.item_id], link.our_id
            if one not in self._ways or (link.role, link.closeness) != ("Primary", "Exact"):
                continue
            own = item.id.partition("-")[2]
            for code in (item.fingertips_id, item.lg_inform_id, own if item.framework == "PHOF" else ""):
                if code:
                    self.by_code[code] = one
            for title in (item.title, item.title.partition(":")[2]):
                way = tokens(title) - (self._kinds.plain - self._kept)
                if len(way) > 1 and way not in self._ways[one]:
                    self._ways[one].append(way)

        self.by_code |= {code: one for code, one in self.more_codes.items() if one in self._ways}

    def _weigh(self, some: frozenset[str]) -> float:
        return sum(self.weight.get(token, _UNKNOWN) for token in some)

    def _telling_siblings(self, one: str) -> frozenset[str]:
        """Return the words of our title that tell it from another of ours with most of its other words."""
        mine = self._ways[one][0]
        near = {other for token in mine for other, at in self._having[token] if not at and other != one}
        shared = [mine & self._ways[other][0] for other in near]
        telling = set()
        for token in mine:
            rest = mine - {token}
            enough = self._weigh(rest) * 2 / 3
            if rest and any(common and token not in common and self._weigh(common) >= enough for common in shared):
                telling.add(token)
        return frozenset(telling)

    def is_title(self, text: str) -> bool:
        """Whether a text is the title of a metric or an outcome, word for word."""
        known = self._titles_told.get(text)
        if known is None and self._begins_otherwise(text):
            return False
        if known is None:
            key = bare(plain_title(text))
            known = len(key) > 5 and (key in self.by_title or key in self.outcomes)
            if len(self._titles_told) < _MOST_REMEMBERED:
                self._titles_told[text] = known
        return known

    def _begins_otherwise(self, text: str) -> bool:
        """Whether a text plainly begins as no title does: with four letters of another word, and no numbering."""
        begins = text[:4]
        if not (begins.isascii() and begins.isalpha()) or ")" in text[:6] or "." in text[:6]:
            return False
        return begins.lower() not in self._beginnings

    def is_metric(self, text: str) -> bool:
        """Whether a text is the title of a metric, word for word."""
        return self.is_title(text) and bare(plain_title(text)) in self.by_title

    def is_like_title(self, text: str) -> bool:
        """Whether a text is a title, or says what one metric's does in other words and nothing besides.

        It takes longer than ``is_title``: it is for telling how a sheet is laid out, where there is not much of it.
        """
        if self.is_title(text):
            return True
        known = self._likeness_told.get(text)
        if known is None:
            known = self._is_like(text)
            if len(self._likeness_told) < _MOST_REMEMBERED:
                self._likeness_told[text] = known
        return known

    def is_like_metric(self, text: str) -> bool:
        """Whether a text is a metric's title, or says what one's does in other words."""
        return self.is_like_title(text) and not self.outcome(text)

    def _is_like(self, text: str) -> bool:
        if not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE or " " not in text.strip():
            return False
        title = plain_title(text)
        scores = self.scores(title)
        best = max(scores, key=lambda one: scores[one], default="")
        near = bool(best) and scores[best] >= _LIKE and self.shared(self.said(title), best) > 1
        return near and not self.told_apart(title, best) and not words().status(text)

    def is_section(self, text: str) -> bool:
        """Whether words are a domain, a layer, an outcome or an indicator of ours."""
        said = bare(text)
        places = {bare(word) for name in ("domain", "layer") for word in self.framework.list(name)}
        return said in places or said in self.indicators or bool(self.outcome(text))

    def outcome(self, text: str) -> str:
        """Return the id of the outcome that words name, "" when they name none."""
        said = plain_title(text.partition(":")[2] if one_line(text).startswith("outcome") and ":" in text else text)
        return self.outcomes.get(bare(said), "") or next(
            (one for one in self.framework.outcomes if bare(one) == bare(said)), ""
        )

    def said(self, title: str) -> frozenset[str]:
        """Return what a title says: its words without those that say nothing, slips of the keyboard mended."""
        if title not in self._said:
            every = tokens(title)
            if len(self._said) >= _MOST_REMEMBERED:
                self._said.clear()
            self._said[title] = frozenset(map(self._mended, every - self._says_little)) or every
        return self._said[title]

    def _mended(self, token: str) -> str:
        if len(token) < _LONG_ENOUGH or token in self.weight:
            return token
        if token not in self._spelt:
            near = [known for known in self.weight if len(known) >= _LONG_ENOUGH and one_slip_apart(token, known)]
            self._spelt[token] = near[0] if len(near) == 1 else token
        return self._spelt[token]

    def misspelt(self, title: str) -> str:
        """Return a title with its misspelt words as our titles have them; "" where no word, or too much, is misspelt.

        That is looser than what is mended without asking: whatever comes of it is only ever asked about.
        """
        slips, mended = 0, plain_title(title)
        for word in dict.fromkeys(_WORD.findall(one_line(mended))):
            if len(word) < _SPELT_LETTERS or word in self._vocabulary or stem(word) in self._ours:
                continue
            from rapidfuzz.distance import OSA  # only words that are nobody's pay for it

            allowed = 2 if len(word) > _LONG_ENOUGH else 1
            far = {known: OSA.distance(word, known, score_cutoff=allowed) for known in self._vocabulary}
            least = min(far.values())
            near = [known for known, slip in far.items() if slip == least <= allowed]
            if not near or len({stem(known) for known in near}) > 1:  # none, or no clear one
                continue
            slips += least
            mended = re.sub(rf"\b{re.escape(word)}\b", near[0], mended, flags=re.I)
        return mended if 0 < slips <= _SLIPS else ""

    def scores(self, title: str) -> dict[str, float]:
        """Return how like each metric's title is, 0 to 1; metrics with nothing counted in common are left out."""
        mine = self.said(title)
        known = frozenset(mine & self.weight.keys())
        key = (known, len(mine) - len(known))
        if key not in self._scores:
            total = self._weigh(known) + _UNKNOWN * key[1] or 1.0
            shared: dict[tuple[str, int], float] = {}
            for token in known:
                for way in self._having[token]:
                    shared[way] = shared.get(way, 0.0) + self.weight[token]
            counted = {way for token in known if not self._only_tells(token) for way in self._having[token]}
            counted |= {(one, at) for one, at in shared if self._ways[one][at] <= known}
            best: dict[str, float] = {}
            for way in counted:
                # What we say and they do not counts for more than the words they add of their own.
                score = 0.65 * shared[way] / self._whole[way] + 0.35 * shared[way] / total
                best[way[0]] = max(best.get(way[0], 0.0), score)
            self._scores[key] = best
        return self._scores[key]

    def foreign(self, said: frozenset[str]) -> frozenset[str]:
        """Return the words of a title that no title of ours has: of a metric, an indicator or an outcome."""
        return said - self._ours

    def shared(self, said: frozenset[str], one: str) -> int:
        """Return how many words a title has in common with a metric's, in the way of saying it that has most."""
        return max(len(said & way) for way in self._ways[one])

    def is_turned(self, title: str) -> bool:
        """Whether a title says the opposite of what a metric counts, such as attendance."""
        said = one_line(title)
        if not any(one.search(said) for one in words().turned_at_all):
            return False
        return any(one.search(said) and not other.search(said) for one, other, _ in words().turned)

    def _only_tells(self, token: str) -> bool:
        """Whether a word says of what kind or age something is, and not what: under 18 alone is no measure."""
        return token in self._kinds.telling or token[0].isdigit()

    def told_apart(self, title: str, one: str) -> bool:
        """Whether a word makes a title another measure than a metric of ours, however like the two are."""
        theirs = self.said(title)
        return all(self._differs(theirs, way, one) for way in self._ways[one])

    def adds(self, title: str, one: str) -> bool:
        """Whether a title says something that none of a metric's titles do."""
        theirs = self.said(title) - self._kinds.plain
        return all(theirs - way for way in self._ways[one])

    def _differs(self, theirs: frozenset[str], ours: frozenset[str], one: str) -> bool:
        left_out = any(token in self._tells[one] or self._only_tells(token) for token in ours - theirs)
        added = theirs - ours - self._kinds.plain - self._kinds.of_metric.get(one, frozenset())
        return left_out or bool(added - self._own[one]) or any(self._only_tells(token) for token in added)
