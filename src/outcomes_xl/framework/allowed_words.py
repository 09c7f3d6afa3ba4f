"""The words officers choose from, read once; every other data file is held to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from outcomes_xl.framework.entries import Word
from outcomes_xl.framework.strict_csv import CsvRow, DataMistake, read_lines
from outcomes_xl.model.spelling import did_you_mean

_FILE = "lists.csv"
_USED_HERE = ("origin", "state", "layer", "domain", "unit", "polarity", "period_kind", "role", "closeness", "breakdown")


@dataclass(frozen=True)
class Lists:
    """The lists, and their words by list."""

    words: tuple[Word, ...]
    values: Mapping[str, tuple[str, ...]]

    def word(self, line: CsvRow, name: str, list_name: str = "") -> str:
        """Return a cell that must be a word of a list (the column's own name, unless told)."""
        return self.check(line, name, line.needed(name), list_name or name)

    def check(self, line: CsvRow, name: str, value: str, list_name: str) -> str:
        """Return a value that must be a word of a list; raises DataMistake, with the nearest word, when it is not."""
        if value in self.values[list_name]:
            return value
        near = did_you_mean(value, self.values[list_name])
        ask = f". Did you mean “{near}”?" if near else ""
        raise line.mistake(f"{name} is “{value}”, which is not in the list {list_name}{ask}")


def read_lists(folder: Traversable) -> Lists:
    """Return the lists. Raises DataMistake for a word without a meaning, a word twice, or a list that is missing."""
    words: list[Word] = []
    values: dict[str, dict[str, int]] = {}
    for line in read_lines(folder, _FILE, ("list", "value", "meaning", "tag")):
        word = Word(line.needed("list"), line.needed("value"), line.needed("meaning"), line["tag"])
        there = values.setdefault(word.list, {})
        if word.value in there:
            raise line.mistake(f"“{word.value}” is in the list {word.list} already, on line {there[word.value]}")
        there[word.value] = line.number
        words.append(word)
    if missing := [name for name in _USED_HERE if name not in values]:
        raise DataMistake(_FILE, 1, f"there is no list {missing[0]}")
    return Lists(tuple(words), {name: tuple(found) for name, found in values.items()})
