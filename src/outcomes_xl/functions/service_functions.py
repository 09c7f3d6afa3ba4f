"""What a service contributes to an outcome, by the lines of a Service map."""

from __future__ import annotations

from typing import Any

from outcomes_xl.functions.formula_arguments import Answer, Answers, CannotAnswer, column, is_error, rows, single, words
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.chosen_names import same_name

NOT_SAID = "Nobody has said that it contributes."
_SERVICES, _OUTCOMES, _CONTRIBUTION = ("service", "service id"), ("outcome", "outcome id"), "contribution"


def contributions(services: Any, outcome: Any, table: Any) -> Answers:
    """Return the contribution of each service to an outcome, either by name or by id; blank for blank."""
    wanted = same_name(shown(single(outcome, "outcome") or ""))
    cells = [*rows(table)]
    headings = [same_name(words(cell)) for cell in cells[0]] if cells else []
    of_service, of_outcome = (
        [at for at, one in enumerate(headings) if one in names] for names in (_SERVICES, _OUTCOMES)
    )
    if not of_service or not of_outcome or _CONTRIBUTION not in headings:
        raise CannotAnswer(
            "These are not the headings of a service map.", "Give it whole, such as tblServiceMap[#All]."
        )
    said: dict[str, str] = {}
    for row in cells[1:]:
        if wanted in (same_name(words(row[at])) for at in of_outcome) and wanted:
            word = words(row[headings.index(_CONTRIBUTION)])
            for at in of_service:
                if name := same_name(words(row[at])):
                    said.setdefault(name, word)
    return [[_answer(cell, said)] for cell in column(services, "services")]


def _answer(cell: Any, said: dict[str, str]) -> Answer:
    name = words(cell)
    return name if is_error(cell) or not name else said.get(same_name(name)) or NOT_SAID
