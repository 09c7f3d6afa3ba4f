"""One metric in several rows: those that agree are one; those that differ are asked about, never chosen between.

Where both rows stand in one table, the first is carried and each later one is asked about, the first beside it. Where
they stand in different tables, neither is carried until the officer has said which counts.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import date

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_accounts import CARRIED, NOT_CARRIED
from outcomes_xl.adopt.cell_meanings import asked
from outcomes_xl.adopt.figure_meanings import JUDGEMENT
from outcomes_xl.adopt.into_entries import carry, hold, into_the_note, words_of
from outcomes_xl.adopt.part_rows import account
from outcomes_xl.adopt.row_answers import Answers
from outcomes_xl.adopt.words import bare, one_line
from outcomes_xl.model import Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.styled_cells import StyledCell
from outcomes_xl.reading.periods import understood

_OF_A_YEAR = frozenset({"note", "extra", "latest_period", "latest_figure", JUDGEMENT})
_LONGEST_PART = 30
_TAKE = re.compile(r"^\s*take (?:the )?(?P<which>[^;,.]+)", re.I)


def settle_twice(made: Adoption, rows: Sequence[Answers]) -> None:
    """Put every row's answers into the entries, and its cells into the accounts."""
    by_metric: dict[str, list[Answers]] = {}
    for row in rows:
        if row.hold is not None and not _struck_out(made, row):
            hold(made, row)
        else:
            by_metric.setdefault(row.match.metric_id, []).append(row)
    for metric_id, several in by_metric.items():
        by_sheet: dict[str, list[Answers]] = {}
        for row in several:
            by_sheet.setdefault(row.sheet, []).append(row)
        kept = _only_the_latest(made, [one for rows_ in by_sheet.values() for one in _only_the_latest(made, rows_)])
        if len(kept) == 1 or not _differ(kept):
            for row in kept:
                carry(made, row)
        else:
            _choose(made, metric_id, kept)


def _struck_out(made: Adoption, row: Answers) -> bool:
    """Settle a struck-out row as the officer said; a national metric that is left out is one that does not apply."""
    if row.hold is None or row.hold.typed != "struck-out rows":
        return False
    said = made.notes.means("row", row.row.title) or made.notes.means("row", "struck-out rows")
    if not said:
        return False
    row.said = said
    return True


def _differ(several: Sequence[Answers], but: Container[str] = ("note", "extra")) -> bool:
    """Whether rows say different things, ``but`` in which fields they may."""
    seen: dict[str, Value] = {}
    for row in several:
        for name, _, _, meaning in row.found:
            if name in but:
                continue
            value = meaning.value if meaning.became == "carried" else meaning.reason
            if not same(seen.setdefault(name, value), value):
                return True
    return False


def _only_the_latest(made: Adoption, several: Sequence[Answers]) -> Sequence[Answers]:
    """Return the latest of rows that are one metric in several years and differ in nothing else but the figure.

    What the earlier ones say of their year is not carried; a note of theirs goes into the note, with its year.
    """
    if len(several) < 2:
        return several
    ends = [_end_of(row) for row in several]
    under_years = all(row.row.context.period or row.row.context.sheet_year for row in several)
    if None in ends or len(set(ends)) < len(ends) or (not under_years and _differ(several, _OF_A_YEAR)):
        return several
    with_figure = [row for row in several if _has_a_figure(row)]
    latest = max(with_figure if with_figure and not under_years else several, key=_day_of)
    for row in several:
        if row is latest:
            continue
        later = _day_of(row) > _day_of(latest)
        why = (
            f"It {'has no figure' if later else 'is of an earlier year'}; the latest stands in row {latest.row.number}."
        )
        metric_id = row.match.metric_id
        for part in row.parts:
            if not part.why_not:
                made.add_note(metric_id, f"{_year_of(row)}, {part.text}")
            account(made.accounts, row.sheet, part, ("availability", metric_id, "note"))
        for name, heading, cell, meaning in row.found:
            told = name not in ("latest_figure", "latest_period") if under_years else name in ("note", "extra")
            if told and meaning.became != "not carried" and cell.text and _says_more(latest, heading, cell):
                said = cell.text if isinstance(cell.value, str) else meaning.value
                made.add_note(row.match.metric_id, f"{_year_of(row)}, {words_of(heading) or name}: {said}")
                place = ("availability", row.match.metric_id, "note")
                of = "another" if later else "an earlier"
                made.accounts.put(row.sheet, cell, CARRIED, f"Of {of} year: it stands in the note.", place)
            else:
                made.accounts.put(row.sheet, cell, NOT_CARRIED, meaning.reason or why)
        for cell in row.remarks:
            made.add_note(row.match.metric_id, cell.comment)
            place = ("availability", row.match.metric_id, "note")
            made.accounts.put(row.sheet, cell, CARRIED, "A comment; it stands in the note.", place, kind="comment")
    return [latest]


def _says_more(latest: Answers, heading: str, cell: StyledCell) -> bool:
    return all(one.text != cell.text for _, other, one, _ in latest.found if other == heading)


def _year_of(row: Answers) -> str:
    found = (str(m.value) for name, _, _, m in row.found if name == "latest_period" and m.became == "carried")
    return row.row.context.period or next(found, "") or row.row.context.sheet_year


def _end_of(row: Answers) -> date | None:
    period = understood(_year_of(row))
    return period.end if period else None


def _day_of(row: Answers) -> date:
    return _end_of(row) or date.min


def _has_a_figure(row: Answers) -> bool:
    return any(name == "latest_figure" and meaning.became != "not carried" for name, _, _, meaning in row.found)


def _choose(made: Adoption, metric_id: str, several: Sequence[Answers]) -> None:
    title = made.framework.title(metric_id) or str(made.local.get(metric_id, {}).get("metric", metric_id))
    chosen = _chosen(made, title, several)
    if chosen is not None:
        carry(made, chosen)
        for row in several:
            if row is not chosen:
                into_the_note(made, row)
        return
    places = " and ".join(f"{row.sheet} row {row.row.number}" for row in several)
    why = asked("row", f"{title} stands twice", f"{title} stands in {places}, and they differ. Which counts?")
    one_table = len({row.sheet for row in several}) == 1 and not _told_apart(several)
    several = sorted(several, key=lambda row: bool(row.group))  # what is of everybody comes before any part's
    if one_table:
        carry(made, several[0])
    for row in several[1 if one_table else 0 :]:
        row.hold = why
        hold(made, row)


def _told_apart(several: Sequence[Answers]) -> bool:
    """Whether a column we have no field for says of each row what part it is, as Boys, Girls and All do."""
    said: dict[str, list[str]] = {}
    for row in several:
        for name, heading, cell, _ in row.found:
            if name in ("extra", "breakdown") and len(cell.text) <= _LONGEST_PART:
                said.setdefault(heading, []).append(cell.text)
    return any(len(set(texts)) == len(several) for texts in said.values())


def _chosen(made: Adoption, title: str, several: Sequence[Answers]) -> Answers | None:
    answers = [a for a in made.notes.about_rows() if _TAKE.match(a.means)]
    mine = [a for a in answers if bare(title) in bare(a.typed)] or [
        a for a in answers if all(bare(row.sheet) in bare(a.typed) for row in several)
    ]
    for answer in mine:
        match = _TAKE.match(answer.means)
        which = one_line(match["which"]) if match else ""
        by_sheet = [row for row in several if bare(row.sheet) == bare(which)]
        if len(by_sheet) == 1:
            return by_sheet[0]
        if which.startswith(("first", "earlier")):
            return several[0]
        if which.startswith(("last", "second", "later")):
            return several[-1]
    return None


# Putting --------------------------------------------------------------------------------------------------------------
