"""Groups made of what stands in a source's column: as it stands, by season or month of birth, by age, in equal parts.

Whatever cannot be read goes to a group of its own, Not known: nobody is dropped, and nobody is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from outcomes_xl.cohorts.asked_groups import AskedGroup, GroupedHow
from outcomes_xl.cohorts.cohort_words import cohort_words, not_known
from outcomes_xl.cohorts.group_definition import Category, Grouping
from outcomes_xl.cohorts.source_values import is_unknown, month_and_year, number, plain_text
from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.reading.period_spans import MONTHS

_IN_SCHOOL_ORDER = (*range(9, 13), *range(1, 9))
_TENTHS = 10
_DIGITS = 3
"""Digits of an edge between parts: it is made so round before anybody is put on a side of it."""


def grouping(asked: AskedGroup, column: str, word: str, values: Mapping[Hashable, int], school_year: int) -> Grouping:
    """Return the groups of a column. ``values`` is how many people have each of the values in it.

    ``word`` is the officer's word for the column; ``school_year`` the year in whose August ages are told, 0 for none.
    Raises CannotLook where the column holds no groups.
    """
    make: Callable[..., Grouping] = {
        GroupedHow.AS_THEY_ARE: _as_they_are,
        GroupedHow.SEASON: _by_season,
        GroupedHow.MONTH: _by_month,
        GroupedHow.AGE: _by_age,
        GroupedHow.PARTS: _in_parts,
    }[asked.how]
    made = make(
        asked, column, word, values, asked.number if asked.how is GroupedHow.AGE and asked.number else school_year
    )
    return _fit_to_show(made)


def _fit_to_show(made: Grouping) -> Grouping:
    known = cohort_words()["limits"]
    if len(made.categories) > known["most_groups"]:
        raise CannotLook(
            f"Its column “{made.column}” holds {len(made.categories):,} different values: these are no groups.",
            f"Choose a column with {known['most_groups']} groups at most; of numbers make parts: {made.column}:5.",
        )
    if any(len(label) > known["longest_name"] for label in made.labels):
        raise CannotLook(f"Its column “{made.column}” holds text, not groups.", "Choose a column of groups.")
    return made


# As they are ------------------------------------------------------------------------------------------------------


def _as_they_are(
    asked: AskedGroup, column: str, word: str, values: Mapping[Hashable, int], school_year: int
) -> Grouping:
    known = _known_labels(column, word, {plain_text(value).casefold() for value in values})
    label_of = {way: label for label, ways in known.items() for way in ways}
    spelled: dict[str, str] = {}
    written: dict[str, set[str]] = {}
    of: dict[Hashable, str] = {}
    for value in sorted(values, key=lambda one: (plain_text(one).casefold(), plain_text(one))):
        text = plain_text(value)
        if is_unknown(text):
            of[value] = not_known()
            continue
        key = text.casefold()
        of[value] = label_of.get(key) or spelled.setdefault(key, text)
        written.setdefault(of[value], set()).add(text)
    order = [*known, *sorted({*of.values()} - {*known, not_known()}, key=_natural)]
    found = [Category(label, _written(written[label], label)) for label in order if label in written]
    about = "As it stands in the source, without regard to capitals."
    return _made(column, column, about, found, of, word)


def _known_labels(column: str, word: str, there: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return the ways of writing by label, for the values that are there: codes of the field, or yes and no."""
    codes: Mapping[str, Sequence[str]] = cohort_words()["labels"].get(word, {})
    known = [text for text in there if not is_unknown(text)]
    if all(any(text in ways for ways in codes.values()) for text in known):
        return codes
    sides: Mapping[str, Sequence[str]] = cohort_words()["yes_or_no"]
    if all(any(text in ways for ways in sides.values()) for text in known):
        return {f"{column}: {side}": ways for side, ways in sides.items()}
    return codes


def _natural(label: str) -> tuple[int, Decimal, str]:
    found = number(label)
    return (0, found, label) if found is not None else (1, Decimal(0), label.casefold())


def _written(ways: Iterable[str], label: str) -> str:
    found = sorted(ways)
    return "" if found == [label] else f"“{'”, “'.join(found)}” in the source"


def _made(
    name: str,
    column: str,
    about: str,
    categories: Sequence[Category],
    of: Mapping[Hashable, str],
    word: str = "",
    ordered: bool = False,
) -> Grouping:
    """Return a grouping, with the group Not known behind the others where somebody is in it."""
    unknown = [Category(not_known(), "blank, or not to be read")] if not_known() in of.values() else []
    return Grouping(name, column, about, (*categories, *unknown), of, word, ordered)


# By birth ---------------------------------------------------------------------------------------------------------


def _born(values: Iterable[Hashable]) -> dict[Hashable, tuple[int, int] | None]:
    """Return month and year of each value; of a date the statement has given these two, as a pair."""
    return {
        value: value if isinstance(value, tuple) and None not in value else month_and_year(plain_text(value))
        for value in values
        if not isinstance(value, tuple) or None not in value
    } | {value: None for value in values if isinstance(value, tuple) and None in value}


def _readable(column: str, born: Mapping[Hashable, tuple[int, int] | None], what: str) -> None:
    if born and not any(born.values()):
        raise CannotLook(
            f"Nothing in its column “{column}” is {what}.",
            "A month is written 5, 05 or May; a day 2020-05-14 or 14/05/2020.",
        )


def _by_season(asked: AskedGroup, column: str, word: str, values: Mapping[Hashable, int], school_year: int) -> Grouping:
    known = cohort_words()["season"]
    seasons = {label: months for label, months in known.items() if isinstance(months, list)}
    season_of = {month: label for label, months in seasons.items() for month in months}
    born = _born(values)
    _readable(column, born, "a month or a day of birth")
    of = {value: season_of[found[0]] if found else not_known() for value, found in born.items()}
    there = set(of.values())
    made = [Category(label, _months(months)) for label, months in seasons.items() if label in there]
    return _made(known["name"], column, f"Season of birth, by the month in “{column}”.", made, of, ordered=True)


def _months(months: Sequence[int]) -> str:
    return f"{MONTHS[months[0] - 1].title()} to {MONTHS[months[-1] - 1].title()}"


def _by_month(asked: AskedGroup, column: str, word: str, values: Mapping[Hashable, int], school_year: int) -> Grouping:
    born = _born(values)
    _readable(column, born, "a month or a day of birth")
    of = {value: MONTHS[found[0] - 1].title() if found else not_known() for value, found in born.items()}
    there = set(of.values())
    names = [MONTHS[month - 1].title() for month in _IN_SCHOOL_ORDER]
    made = [Category(name) for name in names if name in there]
    return _made("Month of birth", column, f"By the month in “{column}”.", made, of, ordered=True)


def _by_age(asked: AskedGroup, column: str, word: str, values: Mapping[Hashable, int], school_year: int) -> Grouping:
    known = cohort_words()["age"]
    if not school_year:
        raise CannotLook(
            "Nothing says in which year ages are told.", f"Write the year of the August meant: {column}:age2025."
        )
    born = {value: found if found and found[1] else None for value, found in _born(values).items()}
    _readable(column, born, "a day of birth")
    last = f"{known['day']} {MONTHS[known['month'] - 1].title()} {school_year}"
    ages = {value: _age(found, school_year, known["month"]) if found else None for value, found in born.items()}
    of = {value: not_known() if age is None or age < 0 else f"{age}" for value, age in ages.items()}
    found = sorted({int(label) for label in of.values() if label != not_known()})
    about = f"Age in whole years on {last}, by “{column}”; who is born on that day has had the birthday."
    made = [Category(str(age), _born_between(age, school_year, known["month"])) for age in found]
    return _made(f"{known['name']} on {last}", column, about, made, of, ordered=True)


def _age(born: tuple[int, int], year: int, month: int) -> int:
    """Return an age on the last day of a month: who is born in that month has had the birthday by then."""
    return year - born[1] - (born[0] > month)


def _born_between(age: int, year: int, month: int) -> str:
    name = MONTHS[month % 12].title(), MONTHS[month - 1].title()
    return f"born from {name[0]} {year - age - 1} to {name[1]} {year - age}"


# In parts ---------------------------------------------------------------------------------------------------------


def _in_parts(asked: AskedGroup, column: str, word: str, values: Mapping[Hashable, int], school_year: int) -> Grouping:
    numbers = {value: None if is_unknown(text := plain_text(value)) else number(text) for value in values}
    people: Counter[Decimal] = Counter()
    for value, found in numbers.items():
        if found is not None:
            people[found] += values[value]
    if not people:
        raise CannotLook(f"Its column “{column}” holds no numbers, so it cannot be parted.", "Name another column.")
    about, tops = _tops(people, asked.number, column)
    name = cohort_words()["parts"].get(str(asked.number), "Part")
    shown = [f"{name} {place}" for place in range(1, len(tops) + 1)]
    of = {
        value: not_known() if found is None else shown[next(place for place, top in enumerate(tops) if found <= top)]
        for value, found in numbers.items()
    }
    made = [Category(label, edges) for label, edges in zip(shown, _edges(tops, people), strict=True)]
    there = set(of.values())
    return _made(column, column, about, [one for one in made if one.label in there], of, word, ordered=True)


def _tops(people: Mapping[Decimal, int], parts: int, column: str) -> tuple[str, list[Decimal]]:
    """Return how the parts were made, and the highest value of each."""
    highest = max(people)
    whole = all(one == one.to_integral_value() for one in people) and min(people) >= 1 and highest <= _TENTHS
    step = _TENTHS // parts
    if whole and _TENTHS % parts == 0 and step > 1 and (highest > parts or "decile" in column.casefold()):
        about = f"Tenths as they stand in the source, {step} together."
        return about, [Decimal(place * step) for place in range(1, parts + 1)]
    if whole and highest <= parts:
        return "Parts as they stand in the source.", [Decimal(place) for place in range(1, parts + 1)]
    about = (
        f"{parts} parts of about as many people each, by the values in this source, from the lowest to the highest. "
        "These are not parts of the whole of England."
    )
    if sum(people.values()) < parts * cohort_words()["limits"]["fewest_in_a_part"]:
        raise CannotLook(
            f"Too few people have a number in its column “{column}” for {parts} parts of about as many each: it would "
            "be known how few are in each, shown or not.",
            "Ask for fewer parts, for another column, or for a longer period.",
        )
    return about, _equal_parts(people, parts)


def _equal_parts(people: Mapping[Decimal, int], parts: int) -> list[Decimal]:
    """Return the tops of equal parts, rounded so that an edge is nobody's own value; equal values stay together."""
    total, below = sum(people.values()), 0
    tops: list[Decimal] = []
    for value in sorted(people):
        below += people[value]
        # In whole numbers: so many people for so many parts, and no share that an engine would round its own way.
        while len(tops) < parts - 1 and below * parts >= total * (len(tops) + 1):
            tops.append(_round(value))
    different = sorted({top for top in tops if top < max(people)})
    return [*different, max(people)]


def _round(value: Decimal) -> Decimal:
    if value == value.to_integral_value() and abs(value) < 10**_DIGITS:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() + 1 - _DIGITS), ROUND_HALF_EVEN)


def _edges(tops: Sequence[Decimal], people: Mapping[Decimal, int]) -> list[str]:
    """Return each part's edges; the lowest and the highest value of all are nobody's to read."""
    whole = all(one == one.to_integral_value() for one in people) and max(people) <= _TENTHS
    said: list[str] = []
    for place, top in enumerate(tops):
        before = tops[place - 1] if place else None
        above = "" if before is None else f"above {before.normalize():f}"
        upto = "" if place == len(tops) - 1 else f"up to {top.normalize():f}"
        if whole:
            lowest = 1 if before is None else int(before) + 1
            said.append(f"{lowest}" if lowest == top else f"{lowest} to {int(top)}")
        else:
            said.append(", ".join(filter(None, (above, upto))) or "every value")
    return said
