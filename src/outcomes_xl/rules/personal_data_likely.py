"""What could be about one person, or open a door, and is never sure: asked about by check, share and collate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from outcomes_xl.rules import personal_data as sure
from outcomes_xl.rules.personal_data_beside import birth_beside_a_name_in
from outcomes_xl.rules.personal_data_births import birth_date_in
from outcomes_xl.rules.personal_data_described import leads_to_somebody
from outcomes_xl.rules.personal_data_loose import loosely_written
from outcomes_xl.rules.personal_data_papers import papers_in
from outcomes_xl.rules.personal_data_secrets import place_of_a_password_in
from outcomes_xl.rules.plain_text import plain

LEADS_TO_SOMEBODY = "words that can mean one person only"
HINT_AT_A_PASSWORD = "a hint at a password"
IN_ANOTHER_WRITING = "words in another writing, which are not looked through"
_ANOTHER_WRITING = re.compile("[\u0370-\u1cff\u1f00-\u1fff\u2c80-\ud7ff\uf900-\ufdff\ufe70-\ufefc]{2,}")
"""Two letters together of a script other than ours, once those drawn as ours are ours; a lone one is a sign: χ², μ."""
_TOLD_ALREADY: Mapping[str, Callable[[str], bool]] = {
    "a date of birth": lambda text: birth_date_in(text) or birth_beside_a_name_in(text),
    "a number called an NHS number": sure.nhs_number_in,
    "a pupil number": sure.upn_in,
    "a learner number": sure.learner_number_in,
    "a case id": sure.case_id_in,
    "the number of somebody's papers": sure.case_id_in,
    "a telephone number": sure.telephone_in,
    "a full postcode": sure.postcode_in,
}


def likely_in(text: str) -> Iterator[str]:
    """Yield what seems to stand in a text, in officers' words; nothing that a detector with a form of its own sees."""
    text = plain(text)
    for what in (*loosely_written(text), *papers_in(text)):
        told = _TOLD_ALREADY.get(what)
        if told is None or not told(text):
            yield what
    if leads_to_somebody(text):
        yield LEADS_TO_SOMEBODY
    if place_of_a_password_in(text):
        yield HINT_AT_A_PASSWORD
    if not text.isascii() and _ANOTHER_WRITING.search(text):
        yield IN_ANOTHER_WRITING
