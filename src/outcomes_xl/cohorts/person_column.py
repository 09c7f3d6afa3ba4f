"""The column by which people are told apart, so that one who stands twice is seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from outcomes_xl.cohorts.cohort_words import cohort_words
from outcomes_xl.reading.tidy import bare
from outcomes_xl.sources.local.local_words import known_words


def person_column(headings: Sequence[str]) -> str:
    """Return the first column whose heading says that it is one person's own id; "" when there is none.

    What brothers and sisters share is not one: a family's number, an address, a name, a day of birth.
    """
    return next((heading for heading in headings if _one_persons(bare(heading))), "")


def _one_persons(heading: str) -> bool:
    return heading in cohort_words()["person"]["headings"] or bool(_an_id().fullmatch(heading))


@lru_cache(maxsize=1)
def _an_id() -> re.Pattern[str]:
    known = known_words()["people"]
    whom = "|".join(map(bare, cohort_words()["person"]["of_whom"]))
    between, ids = ("|".join(map(bare, known[part])) for part in ("between", "id_words"))
    return re.compile(rf"(?:la|local)?(?:{whom})s?(?:{between})*(?:{ids})")
