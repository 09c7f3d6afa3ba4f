"""What an officer settles on Findings stays settled until its cell changes, wherever its row has gone meanwhile."""

import pytest

from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Book, OfficersAnswer, SetCell, Value
from outcomes_xl.reports.json_csv import as_csv, as_json
from tests.jobs.small import LATER, NEW, borough_at, context
from tests.workbooks import play_in_memory

OFTEN, NEVER, WHY = "MET-002", "MET-003", "Ours leaves out children who left in the year"


def workbook(*answers: tuple[str, str, str | None, Value]) -> Book:
    """A workbook with these (metric id, status, note, latest figure) on Data availability."""
    rows = [
        {"metric_id": metric, "layer": None, "status": status, "note": note, "latest_figure": figure}
        for metric, status, note, figure in answers
    ]
    return borough_at(NEW, {"availability": rows})


def checked(book: Book) -> Book:
    return play_in_memory(book, check(book, context(LATER)).patch)


def line(book: Book, rule: str, about: str = ""):
    table = read_borough(book).tables["findings"]
    return next(row for row in table if row["rule"] == rule and about in row.text("message"))


def answered(book: Book, rule: str, answer: str | None, why: str | None = None) -> Book:
    table = read_borough(book).tables["findings"]
    row = line(book, rule)
    said = {"answer": answer, "why": why}
    changes = [
        SetCell(table.cell(row, name), row.typed.get(name), text, "an officer")
        for name, text in said.items()
        if text != row.typed.get(name)
    ]
    return play_in_memory(book, changes)


def typed(book: Book, metric: str, name: str, value: Value) -> Book:
    table = read_borough(book).tables["availability"]
    row = table.by("metric_id")[metric]
    return play_in_memory(book, [SetCell(table.cell(row, name), row.typed.get(name), value, "an officer")])


def gap() -> Book:
    """A workbook with one gap that does not say why, checked: AV03."""
    return checked(workbook(("MET-001", "Available now", "x", None), (OFTEN, "Not collected", None, None)))


SETTLED = OfficersAnswer.SETTLED.value


def test_a_finding_settled_with_a_reason_is_open_nowhere():
    before = check(gap(), context(LATER))
    book = answered(gap(), "AV03", SETTLED, WHY)
    result = check(book, context(LATER))
    (one,) = [finding for finding in result.findings if finding.rule == "AV03"]
    assert (one.is_open, one.reason) == (False, WHY)
    assert len(result.left_open) == len(before.left_open) - 1
    assert result.summary.endswith(" 1 settled.")
    assert f'"reason": "{WHY}"' in as_json(result).split('"settled"')[1]
    assert "AV03" not in as_json(result).split('"settled"')[0]
    assert [row.split(",")[0] for row in as_csv(result).splitlines() if f",AV03,{one.severity.value}," in row] == [
        "settled"
    ]


def test_a_settled_finding_is_still_settled_at_the_next_check_and_then_nothing_is_written():
    book = checked(answered(gap(), "AV03", SETTLED, WHY))
    row = line(book, "AV03")
    assert (row["answer"], row["why"], row["finding_state"]) == (SETTLED, WHY, "Settled")
    assert not check(book, context(LATER)).patch


def test_settled_ones_stand_below_what_is_open_and_above_what_is_gone():
    book = checked(answered(gap(), "AV03", SETTLED, WHY))
    table = read_borough(book).tables["findings"]
    assert table.rows[-1]["rule"] == "AV03"
    severities = [row["severity"] for row in table.rows[:-1]]
    order = ["Must fix", "Please check", "For information"]
    assert severities == sorted(severities, key=order.index)


def test_an_answer_stays_with_its_row_when_the_sheet_is_sorted():
    book = answered(gap(), "AV03", SETTLED, WHY)
    cells = book.sheets["Data availability"].rows
    cells[6], cells[7] = cells[7], cells[6]
    assert not next(one for one in check(book, context(LATER)).findings if one.rule == "AV03").is_open
    assert line(checked(book), "AV03")["why"] == WHY


def test_it_is_asked_again_when_its_cell_says_something_else_and_says_what_was_settled():
    first = checked(workbook((OFTEN, "Availble now", "x", None)))
    rule = _rule_of(first, "Availble")
    settled = checked(answered(first, rule, SETTLED, WHY))
    changed = typed(settled, OFTEN, "status", "Availlable")
    result = check(changed, context(LATER))
    one = next(finding for finding in result.findings if finding.rule == rule)
    assert one.is_open
    assert one.message.endswith(f"You settled this when “Availble now” stood there: {WHY}")
    after = checked(changed)
    row = line(after, rule)
    assert (row["answer"], row["why"], row["finding_state"]) == (None, WHY, "Asked again")
    again = check(after, context(LATER))
    assert not again.patch
    resettled = checked(answered(after, rule, SETTLED, WHY))
    assert line(resettled, rule)["settled_before"] is None
    assert not next(finding for finding in check(resettled, context(LATER)).findings if finding.rule == rule).is_open


def _rule_of(book: Book, found: str) -> str:
    return next(row.text("rule") for row in read_borough(book).tables["findings"] if found in row.text("found"))


def test_settled_without_a_reason_is_open_and_the_reason_is_asked_for_where_it_belongs():
    book = answered(gap(), "AV03", SETTLED)
    result = check(book, context(LATER))
    assert next(one for one in result.findings if one.rule == "AV03").is_open
    (asked,) = [one for one in result.findings if one.rule == "JB05"]
    after = checked(book)
    table = read_borough(after).tables["findings"]
    assert asked.cell == table.cell(line(after, "AV03"), "why")
    assert line(after, "JB05")["cells"] == asked.cell.a1
    assert asked.message.startswith("“Settled: this is fine” stands beside “")
    assert not check(after, context(LATER)).patch
    said = checked(answered(after, "AV03", SETTLED, WHY))
    assert "JB05" not in [row["rule"] for row in read_borough(said).tables["findings"]]


def test_the_reason_is_asked_for_first_and_in_the_cell_where_the_line_stands_after_this_check():
    # Must fix comes into the workbook meanwhile, so that the line of the last check moves down.
    book = typed(typed(answered(gap(), "AV03", SETTLED), "MET-001", "status", "avialable"), "MET-001", "note", "x")
    book = typed(book, "MET-001", "latest_figure", "about 90")
    stood = line(book, "AV03").number
    result = check(book, context(LATER))
    (asked,) = [one for one in result.findings if one.rule == "JB05"]
    after = play_in_memory(book, result.patch)
    stands = line(after, "AV03").number
    assert stands != stood
    assert asked.cell.row == stands and asked.fix.startswith(f"Say why in {asked.cell.a1},")
    assert line(after, "JB05")["fix"] == asked.fix
    assert next(one for one in result.left_open if one.severity is asked.severity) is asked
    again = check(after, context(LATER))
    assert [one.cell.row for one in again.findings if one.rule == "JB05"] == [stands] and not again.patch


def test_what_may_be_about_a_person_is_never_settled_away():
    book = checked(workbook((OFTEN, "Available now", "Child 943 476 5919", None)))
    result = check(answered(book, "AN10", SETTLED, "It is a test number"), context(LATER))
    assert next(one for one in result.findings if one.rule == "AN10").is_open
    assert result.must_fix
    (told,) = [one for one in result.findings if one.rule == "JB06"]
    assert "cannot be settled, whatever the reason" in told.message
    assert line(checked(answered(book, "AN10", SETTLED, "It is a test number")), "AN10")["why"] == "It is a test number"


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        (None, "Available now"),
        (OfficersAnswer.TAKE.value, "Available now"),
        (OfficersAnswer.MEND.value, "Availble now"),
    ],
)
def test_apply_fixes_takes_what_is_accepted_and_leaves_what_an_officer_will_mend(answer, taken):
    book = checked(workbook((OFTEN, "Availble now", "x", None)))
    book = answered(book, _rule_of(book, "Availble"), answer)
    after = play_in_memory(book, check(book, context(LATER), apply_fixes=True).patch)
    assert read_borough(after).tables["availability"].by("metric_id")[OFTEN]["status"] == taken


def test_a_taken_offer_leaves_no_line_and_a_reason_of_a_finding_that_is_gone_does():
    book = checked(workbook((OFTEN, "Availble now", "x", None)))
    rule = _rule_of(book, "Availble")
    taken = answered(book, rule, OfficersAnswer.TAKE.value)
    after = play_in_memory(taken, check(taken, context(LATER), apply_fixes=True).patch)
    assert rule not in [row["rule"] for row in read_borough(after).tables["findings"]]
    noted = typed(answered(book, rule, OfficersAnswer.TAKE.value, "Ade asked"), OFTEN, "status", "Available now")
    gone = line(checked(noted), rule)
    assert (gone["finding_state"], gone["why"], gone["answer"]) == (
        "No longer found",
        "Ade asked",
        OfficersAnswer.TAKE.value,
    )


def test_an_answer_that_is_none_and_an_offer_that_is_not_made_are_told():
    book = answered(gap(), "AV03", OfficersAnswer.TAKE.value)
    (told,) = [one for one in check(book, context(LATER)).findings if one.rule == "JB07"]
    assert told.message.endswith("nothing is offered there.")
    book = answered(gap(), "AV03", "Perhaps")
    (told,) = [one for one in check(book, context(LATER)).findings if one.rule == "JB07"]
    assert told.message.endswith("that is none of the three answers.")


def test_several_cells_settled_together_stay_so_when_some_are_mended_and_are_asked_again_when_one_joins():
    rows = [(f"MET-00{n}", "Not collected", None, None) for n in (1, 2, 3)]
    book = checked(workbook(*rows, ("MET-004", "Available now", None, None)))
    assert str(line(book, "AV03")["cells"]).count(":") == 1
    settled = checked(answered(book, "AV03", SETTLED, WHY))
    fewer = checked(typed(settled, "MET-001", "note", "asked in May"))
    assert not next(one for one in check(fewer, context(LATER)).findings if one.rule == "AV03").is_open
    more = typed(fewer, "MET-004", "status", "Not collected")
    assert any(one.is_open for one in check(more, context(LATER)).findings if one.rule == "AV03")


def test_every_kind_says_what_should_be_so_and_what_to_do_about_all():
    book = checked(workbook((OFTEN, "Availble now", "x", None), (NEVER, "Not collected", None, None)))
    table = read_borough(book).tables["findings"]
    numbers = [row["kind_number"] for row in table]
    assert numbers == sorted(numbers) and numbers[0] == 1
    offered = line(book, _rule_of(book, "Availble"))
    assert offered["for_all"] == "Take every offer at once: Apply fixes, on the Outcomes tab."
    assert offered["offer"] == "Available now"
    assert all(row["kind"] and row["for_all"] and row["first_cell"] for row in table)


def test_a_finding_says_the_name_of_its_row():
    framework = read_borough(gap()).tables["framework"].by("metric_id")
    book = gap()
    assert line(book, "AV03")["about"] == framework[OFTEN]["metric"]
