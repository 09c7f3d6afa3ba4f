"""A row's answers into the entries and its cells into the accounts: carried, asked, kept in a note, or left out."""

from __future__ import annotations

from functools import lru_cache

from outcomes_xl.adopt.adopted_so_far import Adoption, OfficerQuestion
from outcomes_xl.adopt.cell_accounts import CARRIED, NOT_CARRIED
from outcomes_xl.adopt.cell_meanings import Meaning, as_shown, asked, words_beside
from outcomes_xl.adopt.column import NEVER_TAKEN
from outcomes_xl.adopt.figure_meanings import JUDGEMENT, has_a_mark, unit_after
from outcomes_xl.adopt.figures_in_words import says_more_than
from outcomes_xl.adopt.heading_answers import TargetSaid, target_said
from outcomes_xl.adopt.part_rows import account
from outcomes_xl.adopt.row_answers import Answers
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.styled_cells import StyledCell

_LONGEST_STATUS = 40
"""Letters above which a status says something more than a word of our list: that is kept in the note."""


def hold(made: Adoption, row: Answers) -> None:
    """Ask about every answer of a row, or leave it as said: nothing of it is carried."""
    why = row.hold or asked("row", row.row.title, "What is this row?")
    target = row.match.metric_id or (row.match.candidates[0] if row.match.candidates else "")
    together = row.hold is not None and row.hold.about == "row" and row.match.how in ("ask", "two", "nameless")
    asked_of = len(made.questions)
    asked_before = (why.about, why.typed) in made.learnt.questions
    for name, heading, cell, meaning in row.found:
        if meaning.became == "not carried" or why.became == "not carried":
            reason = meaning.reason or why.reason
            made.accounts.put(row.sheet, cell, NOT_CARRIED, reason)
        else:
            place = ("availability", target, name) if target else None
            offer = meaning.value if meaning.became == "carried" else None
            made.ask(row.sheet, cell, why, _place(place, heading), offer, words_of(heading))
    for part in row.parts:
        if why.became == "not carried" or part.why_not:
            made.accounts.put(row.sheet, part.cell, NOT_CARRIED, part.why_not or why.reason)
        else:
            made.ask(row.sheet, part.cell, why)
    of_all_rows = why.about in ("borough", "sheet")  # asked once for all of them
    if (together or of_all_rows) and len(made.questions) > asked_of:  # one answer settles them all
        title = row.row.title_cell
        one = OfficerQuestion(row.sheet, title.a1, title.text, why.about, why.reason, rows=row.offers)
        made.questions[asked_of:] = [] if of_all_rows and asked_before else [one]
    for cell in row.remarks:
        reason = f"{why.reason} The comment says: “{cell.comment}”"
        made.accounts.put(row.sheet, cell, NOT_CARRIED, reason, kind="comment")


def _place(place: tuple[str, str, str] | None, heading: str) -> tuple[str, str, str] | None:
    if place is None or place[2] in ("extra", *NEVER_TAKEN, "target", "baseline", "target_by"):
        return None
    return place if not place[2].endswith(" said") and not place[2].startswith("target said") else None


def carry(made: Adoption, row: Answers) -> None:
    """Put a row's answers into its metric's entry, and its cells into the accounts; what is asked is asked."""
    metric_id = row.match.metric_id
    left_out = one_line(row.said).startswith(("leave out", "not "))
    for name, heading, cell, meaning in row.found:
        if (left_out and name not in ("status", "note")) or (
            left_out and name == "status" and meaning.value != "Not applicable"
        ):
            made.accounts.put(row.sheet, cell, NOT_CARRIED, "The row is struck out, and you said to leave it out.")
        elif meaning.became == "asked":
            place = _place(("availability", metric_id, name), heading)
            made.ask(row.sheet, cell, meaning, place, heading=words_of(heading))
        elif meaning.became == "not carried":
            made.accounts.put(row.sheet, cell, NOT_CARRIED, meaning.reason)
        else:
            place, reason = _put(made, metric_id, name, heading, meaning)
            if place and meaning.reason:
                reason = meaning.reason
                made.look_at.append(f"{row.sheet}, cell {cell.a1}: {reason}")
            if place and name == "status" and (len(cell.text) > _LONGEST_STATUS or words().says_more(cell.text)):
                made.add_note(metric_id, f"{words_of(heading)}: {cell.text}")
                reason = "It says more than a status: its words stand in the note as well."
            if place and name == "latest_figure" and _something_beside(made, metric_id, cell):
                made.add_note(metric_id, f"{words_of(heading)}: {as_shown(cell)}")
                reason = "Something stands beside the figure: as it is shown, it stands in the note as well."
            if place:
                made.accounts.put(row.sheet, cell, CARRIED, reason, place)
            else:
                again = asked("cell", cell.a1, reason)
                made.ask(row.sheet, cell, again, ("availability", metric_id, name), meaning.value, words_of(heading))
    _parts_into_the_note(made, row)
    for cell in row.remarks:
        made.add_note(metric_id, cell.comment)
        place = ("availability", metric_id, "note")
        made.accounts.put(row.sheet, cell, CARRIED, "A comment; it stands in the note.", place, kind="comment")


def _something_beside(made: Adoption, metric_id: str, cell: StyledCell) -> bool:
    """Whether a cell says something beside its figure that the metric's unit does not say."""
    worded = unit_after(cell)
    metric = made.framework.metrics.get(metric_id)
    more = worded is not None and says_more_than(worded[1], metric.unit if metric else "")
    return more or has_a_mark(cell.text) or bool(words_beside(cell))


def _parts_into_the_note(made: Adoption, row: Answers) -> None:
    for part in row.parts:
        if not part.why_not:
            made.add_note(row.match.metric_id, part.text)
        account(made.accounts, row.sheet, part, ("availability", row.match.metric_id, "note"))


def _put(
    made: Adoption, metric_id: str, name: str, heading: str, meaning: Meaning
) -> tuple[tuple[str, str, str] | None, str]:
    """Put a value where it belongs; return its place and a reason, no place when something else stands there."""
    if name.startswith("target said") or name == "target":
        return _target(made, metric_id, name, meaning)
    if name in ("baseline said", "by when said"):
        part = "baseline" if name == "baseline said" else "by_period"
        made.targets.setdefault(metric_id, {"metric_id": metric_id})[part] = meaning.value
        return ("targets", metric_id, part), ""
    if name in ("note", "extra", "baseline", "target_by", JUDGEMENT):
        made.add_note(metric_id, str(meaning.value) if name == "note" else f"{words_of(heading)}: {meaning.value}")
        if name == JUDGEMENT:
            return (
                "availability",
                metric_id,
                "note",
            ), "It is a judgement in words, and no number: it stands in the note."
        reason = "" if name == "note" else f"We have no field for “{words_of(heading)}”: it stands in the note."
        return ("availability", metric_id, "note"), reason
    entry = made.availability.setdefault(metric_id, {})
    stands = entry.get(name)
    if name == "breakdown" and stands:
        parts = dict.fromkeys([*str(stands).split("; "), *str(meaning.value).split("; ")])
        entry[name] = "; ".join(parts)
    elif stands is not None and not same(stands, meaning.value):
        return None, f"“{stands}” stands there already, and this says “{meaning.value}”. Which counts?"
    else:
        entry[name] = meaning.value
    return ("availability", metric_id, name), ""


def _target(made: Adoption, metric_id: str, name: str, meaning: Meaning) -> tuple[tuple[str, str, str] | None, str]:
    said = target_said(name.removeprefix("target said")) or TargetSaid("Level to reach")
    entry = made.targets.setdefault(metric_id, {"metric_id": metric_id})
    if "target" in entry and not same(entry["target"], meaning.value):
        return None, f"A target of {entry['target']} stands there already, and this says {meaning.value}. Which counts?"
    entry["target_kind"], entry["target"] = said.kind, meaning.value
    if said.by and not entry.get("by_period"):
        entry["by_period"] = said.by
    return ("targets", metric_id, "target"), ""


def into_the_note(made: Adoption, row: Answers) -> None:
    """Keep a row that was not chosen in the chosen one's note."""
    metric_id = row.match.metric_id
    place = ("availability", metric_id, "note")
    for name, heading, cell, meaning in row.found:
        if meaning.became == "not carried":
            made.accounts.put(row.sheet, cell, NOT_CARRIED, meaning.reason)
            continue
        label = words_of(heading) if name != "note" else "note"
        made.add_note(metric_id, f"{row.sheet}, row {row.row.number}, {label}: {_words(cell)}")
        made.accounts.put(row.sheet, cell, CARRIED, "You chose the other row; this one stands in its note.", place)
    _parts_into_the_note(made, row)
    for cell in row.remarks:
        made.add_note(metric_id, cell.comment)
        made.accounts.put(row.sheet, cell, CARRIED, "A comment; it stands in the note.", place, kind="comment")


def _words(cell: StyledCell) -> str:
    return cell.text or f"the colour {cell.look.fill}"


@lru_cache(maxsize=10_000)
def words_of(text: str) -> str:
    return " ".join(text.split()).rstrip(":")
