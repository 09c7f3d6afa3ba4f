"""The tables whose rows are the boroughs' own, each with the file, the sheet and the cell it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from outcomes_xl.london.counted_tables import flag
from outcomes_xl.london.figures_beside import Comparison, FigureBeside
from outcomes_xl.london.funnel import ABOVE, BELOW, WITHIN
from outcomes_xl.london.gathered import first_answers
from outcomes_xl.london.ledger import LedgerLine, Taken
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.picture_words import group, group_of
from outcomes_xl.london.returns import KeptOut
from outcomes_xl.london.row_kinds import ROWS, AnswerRow, Plain, SlimRow
from outcomes_xl.london.table_shapes import MadeAgain, PictureTable, shapes, table, table_made_again

Line = Mapping[str, Plain]
_CELL_OF = {
    "services": "service",
    "service_map": "service_id",
    "targets": "metric_id",
    "framework": "metric",
    "milestones": "metric_id",
    "priorities": "outcome_id",
    "qualitative": "what",
}


def _by(one: Taken) -> dict[str, Plain]:
    return {"borough": one.borough.name, "borough_code": one.borough.code}


def answers_table(picture: Picture) -> PictureTable:
    """Return every row of Data availability that was taken."""
    return PictureTable(shapes()["answers"], MadeAgain(lambda: _answers(picture)))


def _answers(picture: Picture) -> Iterator[list[Plain]]:
    metrics = picture.framework.metrics
    names = [column.name for column in shapes()["answers"].columns]
    said = itemgetter(*(AnswerRow._fields.index(one) for one in names if one in AnswerRow._fields[3:]))
    for one in picture.taken:
        place = one.reading.places["availability"]
        head: list[Plain] = [one.borough.name, one.borough.code]
        own = {row.metric_id: row for row in one.reading.own_metrics}
        for answer in one.reading.answers:
            known = metrics.get(answer.metric_id)
            row = own.get(answer.metric_id)
            title = known.title if known else row.metric if row else None
            layer = known.layer if known else row.layer if row else None
            domain = known.domain if known else row.domain if row else None
            key = group_of(str(answer.status or "")).key
            where: list[Plain] = [one.file, place.sheet, answer.row, place.cell(answer.row, "status")]
            yield [*head, answer.metric_id, title, layer, domain, answer.status, key, *said(answer), *where]


def kept_rows(name: str, key: str, picture: Picture) -> PictureTable:
    """Return the rows taken from one sheet of every workbook, by the sheet's layout key."""
    return table_made_again(
        name, lambda: (_kept(key, one, row) for one in picture.taken for row in one.reading.rows[key])
    )


def _kept(key: str, one: Taken, row: SlimRow) -> Line:
    place = one.reading.places[key]
    fields = dict(zip(ROWS[key]._fields[1:], row[1:], strict=True))
    return {
        **_by(one),
        **fields,
        "file": one.file,
        "sheet": place.sheet,
        "cell": place.cell(row.row, _CELL_OF[key]),
    }


def _kept_out(one: KeptOut) -> str:
    if one.beside:
        return "the whole table: it is none of ours"
    return "the whole row" if one.whole_row else "what stands in the cell"


def left_out_table(taken: Iterable[Taken]) -> PictureTable:
    """Return what the check before sharing keeps out."""
    return table(
        "left_out",
        [
            {
                **_by(one),
                "file": one.file,
                "cell": kept.cell,
                "what": kept.what,
                "kept_out": _kept_out(kept),
            }
            for one in taken
            for kept in dict.fromkeys(one.reading.left_out)
        ],
    )


def ledger_table(ledger: Iterable[LedgerLine]) -> PictureTable:
    """Return the ledger."""
    return table(
        "ledger",
        [
            {
                "file": line.file,
                "borough": line.borough,
                "borough_code": line.borough_code,
                "ended": line.word,
                "taken": "Yes" if line.taken else "No",
                "became": line.became,
                "tell": line.tell,
            }
            for line in ledger
        ],
    )


# Figures --------------------------------------------------------------------------------------------------------------


def comparisons_table(found: Iterable[Comparison]) -> PictureTable:
    """Return a line for each metric that has published figures."""
    return table("comparisons", [_comparison(one) for one in found])


def _comparison(one: Comparison) -> Line:
    return {
        "metric": one.metric.title,
        "metric_id": one.metric.id,
        "unit": one.unit,
        "period_kind": one.metric.period_kind,
        "period": one.period,
        "figures": len(one.lines),
        "compared": len(one.values),
        "lowest": min(one.values, default=None),
        "median": one.median,
        "highest": max(one.values, default=None),
        "london": one.mean,
        **{key: one.in_range(words) for key, words in (("within", WITHIN), ("above", ABOVE), ("below", BELOW))},
        "fell_out": one.fell_out,
        "no_place": one.why_no_place,
        "caution": one.metric.caution,
    }


def figures_table(found: Iterable[Comparison], picture: Picture) -> PictureTable:
    """Return a line for each borough's published figure of each metric."""
    return table_made_again("figures", lambda: (_figure(line, picture) for one in found for line in one.lines))


def _figure(line: FigureBeside, picture: Picture) -> Line:
    place = line.taken.reading.places["availability"]
    limits = line.limits
    return {
        "metric": line.metric.title,
        "metric_id": line.metric.id,
        **_by(line.taken),
        "figure": line.shown,
        "value": line.value,
        "unit": line.unit,
        "period": line.period,
        "why_not": line.why_not,
        "place": line.place,
        "fifth": line.fifth,
        "count": line.counts[0] if line.counts else None,
        "out_of": line.counts[1] if line.counts else None,
        "low": limits.low if limits else None,
        "high": limits.high if limits else None,
        "outer_low": limits.outer_low if limits else None,
        "outer_high": limits.outer_high if limits else None,
        "range": line.expected,
        "caution": line.metric.caution,
        "flag": flag(line.taken, picture),
        "file": line.taken.file,
        "cell": place.cell(line.row, "found_figure"),
    }


# What changed ---------------------------------------------------------------------------------------------------------

Earlier = Mapping[str, Mapping[str, str]]
"""The status of each metric, by borough's code and metric's id, in an earlier picture."""


def changes_table(picture: Picture, earlier: Earlier) -> PictureTable:
    """Return the answers that moved from one group to another; of boroughs that were in the earlier picture."""
    return table("changes", list(_changes(picture, earlier)))


def _changes(picture: Picture, earlier: Earlier) -> Iterator[Line]:
    for one in picture.taken:
        before = earlier.get(one.borough.code)
        if before is None:
            continue
        answers = first_answers(one.reading.answers)
        for metric in picture.metrics:
            if line := _change(one, metric.id, metric.title, answers.get(metric.id), before.get(metric.id, "")):
                yield line


def _change(one: Taken, metric: str, title: str, answer: AnswerRow | None, before: str) -> Line | None:
    after = str(answer.status or "") if answer else ""
    old, new = group_of(before).key, group_of(after).key
    if old == new:
        return None
    way = "can use it now" if new == "use" else "can no longer use it" if old == "use" else "another answer"
    open_word = group("open").word
    return {
        **_by(one),
        "metric": title,
        "metric_id": metric,
        "before": before or open_word,
        "after": after or open_word,
        "way": way,
    }
