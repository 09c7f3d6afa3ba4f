"""Our own ids as officers write them: MET-054, met054, MET_54; and, alone in a cell, Metric 54 or metric no. 54."""

from __future__ import annotations

import re
from collections.abc import Iterable

METRIC_ID = re.compile(r"\b(MET|LOC)[-\s_]?0*(\d{1,4})\b", re.I)
_IN_WORDS = re.compile(r"(?:framework |london )?metric(?: ?(?:no\.?|nr\.?|number|id|#))?[ :_-]*0*(\d{1,3})", re.I)
_A_LIST = 4
"""Rows from which Metric 1, Metric 2 … in their order number a list, whatever it is of."""


def ids_in(text: str) -> set[str]:
    """Return the ids that a text names, as the framework writes them."""
    return {f"{a.upper()}-{int(n):03}" for a, n in METRIC_ID.findall(text)}


def id_in_words(text: str) -> str:
    """Return the id that a cell says in words and nothing besides, "" for none."""
    found = _IN_WORDS.fullmatch(text.strip()) if "etric" in text.casefold() else None
    return f"MET-{int(found[1]):03}" if found else ""


def is_an_id(text: str) -> bool:
    """Whether a cell is an id of ours and nothing besides."""
    return METRIC_ID.fullmatch(text.strip()) is not None or bool(id_in_words(text))


def numbers_a_list(texts: Iterable[str]) -> bool:
    """Whether ids in words do no more than number the rows: Metric 1, Metric 2, Metric 3, Metric 4."""
    numbers = [int(one[4:]) for text in texts if (one := id_in_words(text))]
    return len(numbers) >= _A_LIST and numbers == list(range(1, len(numbers) + 1))
