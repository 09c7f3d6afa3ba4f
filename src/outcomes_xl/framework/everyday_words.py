"""What officers type where a list has another word for it: asked in a finding, never written unasked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from outcomes_xl.framework.allowed_words import read_lists
from outcomes_xl.framework.strict_csv import read_lines
from outcomes_xl.model.spelling import everyday_key

_FILE = "everyday_words.csv"
FIGURES = "figure"
"""Under this name the table has words for what a figure cell can say, which is no list of words."""


def everyday_words(list_name: str) -> Mapping[str, str]:
    """Return the words of a list by what people type for them, as ``spelling.everyday_key`` has it."""
    return _every().get(list_name, {})


@lru_cache(maxsize=1)
def _every() -> Mapping[str, Mapping[str, str]]:
    """Raises DataMistake, by name, for a word that its list does not have, and for one that stands there twice."""
    folder = resources.files("outcomes_xl") / "data"
    lists = read_lists(folder)
    found: dict[str, dict[str, str]] = {}
    for line in read_lines(folder, _FILE, ("list", "typed", "word")):
        name, typed = line.needed("list"), everyday_key(line.needed("typed"))
        if name != FIGURES:
            lists.word(line, "word", name)
        words = found.setdefault(name, {})
        if typed in words:
            raise line.mistake(f"“{typed}” stands there twice for {name}")
        words[typed] = line.needed("word")
    return found
