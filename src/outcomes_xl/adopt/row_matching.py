"""Which metric a row means: by id, by exact title, then one to one over the whole table, with a margin.

A row and a metric are tied when each is the other's best, no other is near, and no word tells their titles apart; ties
found make room for the next, so the assignment is one over the whole table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from outcomes_xl.adopt.metric_ids import METRIC_ID, id_in_words, ids_in, numbers_a_list
from outcomes_xl.adopt.part_titles import defines
from outcomes_xl.adopt.title_text import is_code, plain_title
from outcomes_xl.adopt.titles import Titles
from outcomes_xl.adopt.words import bare, one_line

NEAR_ENOUGH = 0.58
"""Of 1. Reworded titles score 0.7 and more against their own metric, a borough's own rows 0.4 and less against every
one; between the two the officer is asked."""
POSSIBLE = 0.5
_TURNED = 0.4
FAR = 0.3
MARGIN = 0.12
_SOMETHING_IN_COMMON = 0.1
"""Below it a title has nothing to do with a metric: an id beside it names another, or is a slip."""
_ELSEWHERE = re.compile(
    r"\bnational(ly)? (average|avg|mean|median|figure|rate|value|position|benchmark|comparator)|"
    r"[-–—:,(\[] ?(all )?(national|nat|regional|england|london|inner london|outer london|uk|gb|great britain|wales)"
    r"( (average|avg|mean|median|figure|rate|value|only))?[)\]]?$|"
    r"^(national|regional|england|london|inner london|outer london)( average)?( [-–—:]|:|,)|"
    r"\b(england|london|regional|region|uk|sn|neighbours?) (average|avg|mean|median|figure|rate|value)\b|"
    r"\b(stat(istical|s)?\.?|nearest|cipfa) neighbours?\b|\bnational$|\bregional$|\bengland$"
)
"""What says in a title that its figure is of the country, the region or like boroughs."""
_CODE = re.compile(r"(?<=[A-Za-z] )\d{3,6}\b|\b\d{5,6}\b|\b[A-E]\d{2}[a-z]?\b")
"""Another framework's id: a number alone is one only from five digits on, since lists count their rows."""
_A_PLACE = re.compile(r"nat|region|engl|london|wales|neighb|uk|gb|brit|sn ")
"""What one of those has in it; most titles have none, and are done with a look."""
_SEVERAL = re.compile(r"\s*(?:/|;|\n|\+|&| and )\s*")
_AFTER_SECTION = re.compile(r"\s*(?::|\s[-–—]|\s>)\s+")
"""What stands between a code, an outcome or a domain and the title after it."""
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")
"""What a title looked up elsewhere shows when it is not found: it names nothing."""


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


def match_rows(rows: Sequence[WantedRow], titles: Titles) -> dict[int, RowMatch]:
    """Return what each row is, by its number."""
    if numbers_a_list(row.ids[0] if row.ids else row.title for row in rows):
        rows = [replace(row, ids=tuple(text for text in row.ids if not id_in_words(text))) for row in rows]
    found: dict[int, RowMatch] = {}
    near: dict[int, dict[str, float]] = {}
    for row in rows:
        match = _surely(row, titles) or _of_elsewhere(row, titles)
        if match is not None:
            found[row.number] = match
        else:
            near[row.number] = _likely(row, titles)
    used = {match.metric_id for match in found.values() if match.metric_id}
    said = {row.number: plain_title(row.title) for row in rows if row.number in near}
    _assign(near, used, found, said, titles)
    for row in rows:
        if found[row.number] == RowMatch():
            found[row.number] = _misspelt(row, titles)
    return found


def _misspelt(row: WantedRow, titles: Titles) -> RowMatch:
    """Return the question whether a row that is no metric's means one whose title is a slip or two from its own."""
    mended = titles.misspelt(row.title)
    scores = _likely(replace(row, title=mended), titles) if mended else {}
    likely = sorted((one for one, score in scores.items() if score >= NEAR_ENOUGH), key=lambda one: -scores[one])
    return RowMatch("", "ask", tuple(likely[:3])) if likely else RowMatch()


def _surely(row: WantedRow, titles: Titles) -> RowMatch | None:
    metrics = titles.framework.metrics
    ids = {one for text in (*row.ids, row.title) for one in ids_in(text)} & metrics.keys()
    same = titles.by_title.get(bare(plain_title(row.title)), [])
    if not ids and not same:  # a title of ours says more than Metric 12, which may be of a list of their own
        ids = {one for text in (*row.ids, row.title) if (one := id_in_words(text))} & metrics.keys()
    if len(ids) == 1:
        (one,) = ids
        other = _says_another(row.title, one, titles)
        return RowMatch(one, "id") if other is None else RowMatch("", "ask", (one, *other))
    if len(ids) > 1:
        return RowMatch("", "two", tuple(sorted(ids)))
    title = plain_title(row.title)
    same = titles.by_title.get(bare(title), []) or titles.by_title.get(bare(row.title), [])
    if len(same) > 1:
        same = [m for m in same if bare(m.outcome) == bare(row.outcome) or bare(m.indicator) == bare(row.indicator)]
    if len(same) == 1:
        return RowMatch(same[0].id, "title")
    between = _AFTER_SECTION.search(title)
    head, rest = (title[: between.start()].strip(), title[between.end() :]) if between else ("", "")
    under = titles.by_title.get(bare(rest), []) if rest else []
    if len(under) == 1 and (is_code(head) or titles.is_section(head) or not head.strip("0123456789.")):
        return RowMatch(under[0].id, "title")
    defined = titles.by_title.get(bare(head), []) if rest and defines(rest) else []
    if len(defined) == 1:
        return RowMatch(defined[0].id, "title")
    lines = [plain_title(line) for line in title.split("\n")] if "\n" in title else []
    named = {m.id for line in lines for m in titles.by_title.get(bare(line), [])}
    if len(named) == 1:  # our title, and another line that says it otherwise or explains it
        return RowMatch(named.pop(), "title")
    parts = [part for part in _SEVERAL.split(title) if part]
    both = {m.id for part in parts for m in titles.by_title.get(bare(plain_title(part)), [])} if len(parts) > 1 else ()
    if len(both) > 1:
        return RowMatch("", "two", tuple(sorted(both)))
    if len(same) > 1:
        return RowMatch("", "ask", tuple(m.id for m in same))
    codes = {titles.by_code[code] for text in row.ids for code in _CODE.findall(text) if code in titles.by_code}
    if len(codes) == 1:
        return RowMatch(codes.pop(), "id")
    return None


def _of_elsewhere(row: WantedRow, titles: Titles) -> RowMatch | None:
    """Return the question which metric is meant where a title says that it is England's or like boroughs' figure."""
    said = one_line(row.title)
    if not _A_PLACE.search(said) or not _ELSEWHERE.search(said):
        return None
    scores = _likely(row, titles)
    likely = sorted((one for one, score in scores.items() if score >= POSSIBLE), key=lambda one: -scores[one])
    return RowMatch("", "ask", tuple(likely[:3])) if likely else None


def _says_another(title: str, one: str, titles: Titles) -> tuple[str, ...] | None:
    """Return the metrics that a title means in place of the one its id names, () for none; None where the two agree."""
    said = plain_title(METRIC_ID.sub(" ", title).replace("()", "").replace("[]", ""))
    if not any(letter.isalpha() for letter in said) or _ERROR.fullmatch(said) or id_in_words(title):
        return None
    same = tuple(m.id for m in titles.by_title.get(bare(said), []))
    if same:
        return None if one in same else same
    if METRIC_ID.search(title):  # whoever writes the id into a title of their own wording means it
        return None
    scores = titles.scores(said)
    return None if scores.get(one, 0.0) >= _SOMETHING_IN_COMMON else ()


def _likely(row: WantedRow, titles: Titles) -> dict[str, float]:
    scores = {one: score for one, score in titles.scores(plain_title(row.title)).items() if score >= FAR}
    for one, score in scores.items():
        metric = titles.framework.metrics[one]
        known = ((row.outcome, metric.outcome), (row.indicator, metric.indicator), (row.domain, metric.domain))
        agree = sum(0.06 if bare(a) == bare(b) else -0.03 for a, b in known if a)
        elsewhere = 0.15 if row.layer and row.layer != metric.layer else 0.0
        scores[one] = min(score + agree - elsewhere, 1.0)
    return _without_chance(row.title, scores, titles)


def _without_chance(title: str, scores: dict[str, float], titles: Titles) -> dict[str, float]:
    """Leave out metrics that share but one word with a title that says something none of ours does; and let what is
    turned round, such as attendance for absence, be asked about where all else of it is ours."""
    said = titles.said(plain_title(title))
    foreign = titles.foreign(said)
    if foreign:
        return {one: score for one, score in scores.items() if score >= NEAR_ENOUGH or titles.shared(said, one) > 1}
    if titles.is_turned(plain_title(title)):
        return {one: max(score, POSSIBLE) if score >= _TURNED else score for one, score in scores.items()}
    return scores


def _assign(
    near: Mapping[int, dict[str, float]],
    used: set[str],
    found: dict[int, RowMatch],
    said: Mapping[int, str],
    titles: Titles,
) -> None:
    """Tie rows and metrics that are each other's best by a margin, again and again until none is left to tie.

    A second metric that lacks a word of the row's title, and another row that a word tells apart, need no margin.
    """
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
            ranked = sorted(((s, one) for one, s in scores.items() if one not in used), reverse=True)
            if not ranked or ranked[0][0] < NEAR_ENOUGH or titles.told_apart(said[number], ranked[0][1]):
                continue
            score, one = ranked[0]
            seconds = (other for s, other in ranked[1:] if score - s < MARGIN)
            rivals = (other for s, other in best_of.get(one, []) if other != number and score - s < MARGIN)
            second = any(not titles.adds(said[number], other) for other in seconds)
            if not second and all(titles.told_apart(said[row], one) for row in rivals):
                found[number] = RowMatch(one, "near")
                used.add(one)
                del left[number]
                progress = True
                break
    for number, scores in left.items():
        likely = sorted((one for one, score in scores.items() if score >= POSSIBLE), key=lambda m: -scores[m])
        found[number] = RowMatch("", "ask", tuple(likely[:3])) if likely else RowMatch()
