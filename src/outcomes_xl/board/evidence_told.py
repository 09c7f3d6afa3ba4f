"""What people and practice say of an outcome: evidence that needs no number. The one place where its rows join."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outcomes_xl.board.outcomes_served import Contribution
from outcomes_xl.board.report_words import say
from outcomes_xl.model import Table


def evidence(tables: Mapping[str, Table], served: tuple[Contribution, ...]) -> dict[str, tuple[str, ...]]:
    """Return what is written down for each outcome, by its id, each with whose word it is."""
    found: dict[str, list[str]] = {}
    for outcome_id, told in (*_said(tables), *_of_services(served), *_of_notes(tables)):
        found.setdefault(outcome_id, []).append(told)
    return {outcome_id: tuple(dict.fromkeys(told)) for outcome_id, told in found.items()}


def _said(tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    """Yield the rows of Qualitative evidence about an outcome: what, from whom, when, and how sure anybody is of it."""
    for row in tables.get("qualitative") or ():
        if row["what"] and row["outcome_id"]:
            whose = [row.text(name) for name in ("evidence_kind", "from_whom", "heard", "how_sure") if row[name]]
            told = f" ({', '.join(whose)})" if whose else ""
            yield row.text("outcome_id"), f"{row.text('what').rstrip('.')}{told}."


def _of_services(served: tuple[Contribution, ...]) -> Iterator[tuple[str, str]]:
    for one in served:
        for text in (one.basis, one.note):
            if text:
                yield one.outcome_id, say("evidence.of_a_service", text=text, service=one.service)


def _of_notes(tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    """Yield the borough's own notes on Framework, by the outcome of their row."""
    for row in tables.get("framework") or ():
        if row["note"] and row["outcome_id"]:
            yield row.text("outcome_id"), say("evidence.note", text=row.text("note"), metric=row.text("metric"))
