"""A file of one group only, in a column the series does not narrow: boys, aged 16+, fostered, provisional."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from outcomes_xl.framework.entries import Metric
from outcomes_xl.reading.tidy import bare, folded, tidy_text
from outcomes_xl.sources.published.published_rows import EVERYBODY, spellings
from outcomes_xl.sources.published.said_units import UNIT_COLUMNS
from outcomes_xl.sources.published.series import Sighting

_SAY_THE_TABLE = frozenset({"category", "version", "absenceterms", "indicator", "dataset", "publication"})
"""Columns that say which table or edition a row is of, in words of their own: no group of people."""
_OF_AGES = frozenset({"age", "agegroup", "ageband", "agerange", "ageinyears", "yeargroup", "ncyear", "ncyeargroup"})
_EVERYBODY = re.compile(r"(?:all|total|any|every|overall|headline)\b.*|not applicable|z|england|london")
_A_GROUP = re.compile(
    r"(?:fe)?males?|boys?|girls?|men|women"
    r"|(?:aged? )?(?:(?:under|over|up to|<|>|<=|>=) ?)?\d{1,2}(?: ?(?:to|-|–|and) ?\d{1,2})?"
    r"(?: ?(?:\+|plus|yrs?|years?)(?: olds?| of age)?)?(?: and (?:over|under|above|below))?"
    r"|(?:not |non-?)?disadvantaged(?: pupils)?|(?:not |non-?)?(?:fsm|sen|ehcp?)(?: (?:eligible|support|plan))?"
    r"|provisional|unrevised|early estimate|forecast|target"
)
"""What is a group, or not the final figure, in whichever column it stands."""
_WORDS = re.compile(r"[a-z]{3,}")
_AGES = re.compile(r"\d{1,2}(?:½)?(?: ?(?:to|-|–|and) ?\d{1,2})?")
_JOINING = frozenset({"and", "the", "for", "with", "aged", "age", "ages", "year", "years", "yrs", "old", "olds"})


def of_a_group(metric: Metric, one: Sighting) -> Iterator[str]:
    """Say where every row for the borough is of one group, in a column the series does not narrow.

    A group the metric itself is about is no other: its title, or its series, says so.
    """
    for column in _open_columns(one):
        name = bare(column)
        if name == _NAME or name in UNIT_COLUMNS or (name == "age" and "indicatorid" in one.file.at):
            continue  # an indicator with a number of its own is of one age, whatever its name says
        only, latest = _only_word(one, column), _word(one, column)
        in_all = "All its rows for the borough are" if only else "Its row is"
        of_one = only and name not in _SAY_THE_TABLE and not _EVERYBODY.fullmatch(folded(only))
        if (of_one or _A_GROUP.fullmatch(folded(latest))) and not _is_about(folded(latest), metric, one):
            yield f"{in_all} of one group: under {column} stands “{shortened_words(latest)}”."


def _is_about(word: str, metric: Metric, one: Sighting) -> bool:
    """Whether a metric is about this group: it has all its words, and its ages; 16 is none of 16 to 17."""
    about = _about(metric, one)
    words = set(_WORDS.findall(word)) - _JOINING
    ages = {_numbers(age) for age in _AGES.findall(word)}
    known = {_numbers(age) for age in _AGES.findall(about)}
    return words <= set(_WORDS.findall(about)) and ages <= known


def _numbers(age: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", age))


def of_one_sex(metric: Metric, one: Sighting) -> Iterator[str]:
    """Say where a title names boys or girls alone, or says “only”: its table is of them, whatever its columns say."""
    for line in one.file.above:
        for said in re.split(r"[.;](?:\s|$)", tidy_text(line)):
            plain = folded(said)
            sexes = [words for words in (_MALES, _FEMALES) if words.search(plain)]
            if (len(sexes) == 1 and not sexes[0].search(_about(metric, one))) or _ONLY.search(plain):
                yield f"Above the table stands “{shortened_words(said)}”: it may be of one group."
                return


_MALES, _FEMALES = re.compile(r"\b(?:boys?|males?|men)\b"), re.compile(r"\b(?:girls?|females?|women)\b")
_ONLY = re.compile(r"(?:children|pupils|people|persons|seekers|leavers|boys|girls|(?:fe)?males) only\b")


def _about(metric: Metric, one: Sighting) -> str:
    return folded(" ".join((metric.title, metric.definition, metric.indicator, one.series.publication)))


def named_otherwise(one: Sighting, others: Sequence[Sighting]) -> Iterator[str]:
    """Say where another file of the same series has another word in a column the series does not narrow.

    A name is another indicator's where its numbers differ: ages 15 to 24 for 0 to 14. Else publishers reword them.
    """
    for other in others:
        if other.series != one.series or other.file is one.file or not other.points:
            continue
        for column in _open_columns(one):
            ours, theirs = _only_word(one, column), _only_word(other, column)
            if not ours or not theirs or folded(ours) == folded(theirs):
                continue
            if bare(column) != _NAME or _NUMBERS.findall(ours) != _NUMBERS.findall(theirs):
                here, there = shortened_words(ours), shortened_words(theirs)
                yield f"Its {column} is “{here}”, and in {other.file.spoken} it is “{there}”."
                return


_NAME = "indicatorname"
_NUMBERS = re.compile(r"\d+")
_LONGEST_WORDS = 60


def _open_columns(one: Sighting) -> Iterator[str]:
    asked = (*one.series.where, *one.series.breakdowns, *one.series.parts, *one.file.defaults)
    named = {name for column in asked for name in spellings(column)}
    yield from (column for column in one.file.filters if bare(column) not in named)
    yield from (column for column in one.file.headings if bare(column) == _NAME)
    # An age that is a number alone is none of a file's filters, which hold words.
    rest = (heading for heading in one.file.headings if heading not in one.file.filters)
    yield from (column for column in rest if bare(column) in _OF_AGES and bare(column) not in named)


def _only_word(one: Sighting, column: str) -> str:
    """Return the one word that stands in a column for all the periods of a sighting, "" where there are several."""
    if not one.file.has(column):
        return ""
    words = {tidy_text(one.file.text(point.row, column)) for point in one.points}
    word = words.pop() if len(words) == 1 else ""
    return "" if folded(word) in EVERYBODY else word


def _word(one: Sighting, column: str) -> str:
    """Return what stands in a column for the latest period."""
    return tidy_text(one.file.text(one.latest.row, column)) if one.file.has(column) else ""


def shortened_words(text: str) -> str:
    """Return a publisher's words no longer than a sentence bears."""
    return text if len(text) <= _LONGEST_WORDS else f"{text[: _LONGEST_WORDS - 1].rstrip()}…"
