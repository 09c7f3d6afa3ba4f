"""The commissioning schedule of a service: what it is, the outcomes it contributes to, and what would show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from outcomes_xl.board.domain_page import BoardRows
from outcomes_xl.board.measures import Measure
from outcomes_xl.board.outcomes_served import Contribution, OutcomeOfOurs
from outcomes_xl.board.page_parts import figure_row, table
from outcomes_xl.board.report_content import Block, Paragraph, ReportCell, ReportPage, ReportPart, ShownFigure
from outcomes_xl.board.report_words import say, some
from outcomes_xl.board.target_lines import targets
from outcomes_xl.model import Row, Table, Value
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import in_a_list, said
from outcomes_xl.reading.chosen_names import same_name
from outcomes_xl.reading.layouts import Field, Owner, layout

_MOST_OFFERED = 12


def the_service(tables: Mapping[str, Table], wanted: str) -> Row:
    """Return the row of a service by its id or name. Raises WrongUsage, offering names, for none or several."""
    rows = [row for row in tables.get("services") or () if row["service"] or row["service_id"]]
    if not rows:
        raise WrongUsage(say("choose.no_services"))
    found = [row for row in rows if same_name(wanted) in (same_name(_name(row)), same_name(row.text("service_id")))]
    if len(found) == 1:
        return found[0]
    offered = found or rows
    names = [f"“{_name(row)}”" for row in offered[:_MOST_OFFERED]]
    more = len(offered) - len(names)
    named = in_a_list([*names, *([f"{more} more"] if more else [])])
    raise WrongUsage(say("choose.which_service" if found else "choose.no_such_service", wanted=wanted, names=named))


def _name(row: Row) -> str:
    return row.text("service") or row.text("service_id")


def service_page(service: Row, rows: BoardRows) -> ReportPage:
    """Return the schedule of a service, by its row of Services."""
    stands_under = service.text("service_id") or _name(service)  # as the job Services counts them
    served = [one for one in rows.contributions if one.service_id == stands_under]
    ids = {one.outcome_id for one in served}
    shows = [one for one in rows.measures if one.outcome_id in ids and not one.retired]
    parts = [ReportPart(say("parts.service"), _about(service, rows.tables))]
    if served:
        lines = [_outcome(one, rows.outcomes.get(one.outcome_id)) for one in served]
        parts.append(ReportPart(say("parts.contributes"), (table("contributes", lines),)))
        parts += [_measures(one, rows) for one in served if any(m.outcome_id == one.outcome_id for m in shows)]
    if shows:
        sources = rows.tables["sources"].by("metric_id") if "sources" in rows.tables else {}
        lines = [_source(one, sources.get(one.id)) for one in shows]
        parts.append(ReportPart(say("parts.sources"), (table("sources", lines),)))
        aims = targets(rows.tables, {one.id: one for one in shows}, rows.beside_the_path)
        parts.append(ReportPart(say("parts.targets"), (aims or Paragraph(say("targets.none")),)))
    return ReportPage(_name(service), _lead(_name(service), served, shows), tuple(parts))


def _lead(name: str, served: list[Contribution], shows: list[Measure]) -> str:
    if not served:
        return say("service.no_outcome", service=name)
    # The words happen to come in the order of their weight: main, significant, some, to find out.
    much = Counter(one.how_much or say("services.not_said") for one in served)
    how = in_a_list(
        [say("service.how_much", much=word.lower(), number=number) for word, number in sorted(much.items())]
    )
    lead = say("service.lead", service=name, outcomes=some(len({one.outcome_id for one in served}), "outcome"), how=how)
    with_figure = sum(one.has_figure for one in shows) or say("service.none")
    return f"{lead} {say('service.shown_by', measures=some(len(shows), 'measure'), figures=with_figure)}"


def _about(service: Row, tables: Mapping[str, Table]) -> tuple[Block, ...]:
    """Return what Services says of it, column by column: those a later layout adds come in by themselves."""
    lines = [
        (column.heading, _told(service[column.field], column))
        for column in layout("borough").sheet("services").columns
        if column.owner is Owner.OFFICER and column.field != "service" and service[column.field] is not None
    ]
    same_id = [row for row in tables["services"] if row["service_id"] == service["service_id"]]
    shared = bool(service["service_id"]) and len(same_id) > 1
    id_twice = Paragraph(say("service.id_twice", names=in_a_list([f"“{_name(row)}”" for row in same_id])))
    return (table("service", lines), *([id_twice] if shared else []))


def _told(value: Value, column: Field) -> str:
    """Return what a cell says; a number with its thousands set apart, as money is read."""
    is_number = column.kind == "number" and isinstance(value, int | float)
    return f"{value:,.12g}" if is_number else said(value)


def _outcome(one: Contribution, outcome: OutcomeOfOurs | None) -> tuple[str, ...]:
    title, domain = (outcome.title, outcome.domain) if outcome else (one.outcome_id, "")
    gone = "" if outcome and not outcome.retired else f" ({say('services.retired')})"
    how_much = one.how_much or say("services.not_said")
    return (f"{title}{gone}", domain, how_much, " ".join(part for part in (one.basis, one.note) if part))


def _measures(one: Contribution, rows: BoardRows) -> ReportPart:
    found = [measure for measure in rows.measures if measure.outcome_id == one.outcome_id and not measure.retired]
    lines = [_shown_by(measure) for measure in found]
    outcome = rows.outcomes[one.outcome_id].title
    return ReportPart(say("service.shown", outcome=outcome), (table("shown_by", lines, whose=rows.whose),))


def _shown_by(one: Measure) -> tuple[ReportCell, ...]:
    name, period, here, london, england = figure_row(one)[:5]
    return (
        one.indicator,
        name,
        period,
        here if one.has_figure else ShownFigure(say("figures.none")),
        london,
        england,
        one.stands,
    )


def _source(one: Measure, own: Row | None) -> tuple[str, ...]:
    months = one.every_months
    every = say("service.every", months=some(int(float(months)), "month")) if months.replace(".", "").isdigit() else ""
    here = own.text("source_kind") if own is not None else ""
    return (one.title, one.published_in or say("service.no_publisher"), every, here, one.holder)
