"""Where both sides have rewritten a cell, the officer chooses on Changes, and Apply decisions does it."""

from dataclasses import replace

import pytest

from outcomes_xl.jobs.changed import changed
from outcomes_xl.jobs.decide import decide
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import OURS, THEIRS, questions
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import SetCell
from outcomes_xl.model.cannot_use import CannotUse
from tests.jobs.releases import A, B, C, Edit, central, contents_at, edited
from tests.jobs.small import LATER, NOW, OLD, borough_at, context
from tests.workbooks import cell_of, play_in_memory, with_cell

METRIC = ("framework", "MET-002", "metric")
BASE = contents_at(A)
AT_B = edited(BASE, [Edit(*METRIC, "Plans over two years")])
AT_C = edited(BASE, [Edit(*METRIC, "Plans of two years and more")])
TO_B, TO_C = central({A: BASE, B: AT_B}), central({A: BASE, B: AT_B, C: AT_C})
BOOK = with_cell(borough_at(A), *METRIC, "CP plans > 2y")


def played(book, result):
    return play_in_memory(book, result.patch)


def asked(book=BOOK, newer=TO_B):
    return played(book, refresh(book, newer, context(NOW)))


def answered(book, answer, place=-1):
    changes = read_borough(book).tables["changes"]
    cell = changes.cell(questions(changes)[place].row, "decision")
    return play_in_memory(book, [SetCell(cell, book.value(cell), answer, "an officer")])


def open_questions(book):
    return [(q.place, q.mine, q.theirs, q.settled) for q in questions(read_borough(book).tables["changes"])]


def test_a_conflict_stands_on_changes_with_both_versions_and_what_it_was():
    line = read_borough(asked()).tables["changes"].rows[-1]
    why = (
        f"Changed here and in release {B}; it was “{cell_of(borough_at(A), *METRIC)}” in {OLD}. "
        "Before is yours, After the central file's. Choose in “Your decision”, then Apply decisions."
    )
    shown = [line[name] for name in ("change", "about", "sheet", "cell", "before", "after", "because")]
    assert shown == [
        "Metric: conflict",
        "CP plans > 2y",
        "Framework",
        "A7",
        "CP plans > 2y",
        "Plans over two years",
        why,
    ]


def test_an_answer_as_it_was_called_before_is_understood_and_counts_as_done():
    after = played(answered(asked(), "Take the central file's"), decide(answered(asked(), THEIRS), context(LATER)))
    assert cell_of(after, *METRIC) == "Plans over two years"
    result = decide(answered(asked(), "take the central file's"), context(LATER))
    assert result.summary == "1 cell now says what the central file says."


def test_taking_the_central_files_words_puts_them_into_the_cell():
    result = decide(answered(asked(), THEIRS), context(LATER))
    after = played(answered(asked(), THEIRS), result)
    assert cell_of(after, *METRIC) == "Plans over two years"
    assert result.summary == "1 cell now says what the central file says."
    assert open_questions(after)[0][3] == "Take theirs, 2026-11-23 09:30"
    assert refresh(after, TO_B, context(LATER)).findings == ()


def test_keeping_ours_changes_nothing_and_is_not_asked_again_until_the_centre_changes():
    book = answered(asked(), OURS)
    result = decide(book, context(LATER))
    after = played(book, result)
    assert cell_of(after, *METRIC) == "CP plans > 2y"
    assert result.summary == "1 cell stays as decided."
    again = refresh(after, TO_B, context(LATER))
    assert (len(again.patch), again.findings) == (0, ())
    later = refresh(after, TO_C, context(LATER))
    assert [finding.rule for finding in later.findings] == ["RF10"]
    assert len(open_questions(played(after, later))) == 2


def test_applying_twice_changes_nothing_and_says_what_still_waits():
    assert decide(asked(), context()).summary == "No new decisions. 1 question on Changes still waits."
    book = answered(asked(), THEIRS)
    after = played(book, decide(book, context(LATER)))
    again = decide(after, context(LATER))
    assert (len(again.patch), again.summary) == (0, "No new decisions.")


def test_a_decision_can_be_changed_afterwards_and_our_words_are_still_ours():
    book = answered(asked(), THEIRS)
    after = answered(played(book, decide(book, context(LATER))), OURS)
    last = played(after, decide(after, context(LATER)))
    assert cell_of(last, *METRIC) == "CP plans > 2y"
    assert refresh(last, TO_B, context(LATER)).findings == ()
    assert [finding.rule for finding in refresh(last, TO_C, context(LATER)).findings] == ["RF10"]


def test_undoing_a_decision_opens_its_question_again():
    book = answered(asked(), THEIRS)
    after = played(book, decide(book, context(LATER)))
    result = undo(after, context(LATER))
    back = played(after, result)
    assert cell_of(back, *METRIC) == "CP plans > 2y"
    assert open_questions(back)[0][3] == ""
    assert result.findings == ()
    assert len(decide(back, context(LATER)).patch) > 0


def test_undoing_the_refresh_withdraws_its_questions():
    back = played(asked(), undo(asked(), context(LATER)))
    assert open_questions(back) == []
    assert open_questions(asked(back))[0][1:3] == ("CP plans > 2y", "Plans over two years")


def test_a_cell_edited_since_it_was_asked_about_is_left_and_named():
    book = with_cell(answered(asked(), THEIRS), *METRIC, "newer words")
    result = decide(book, context(LATER))
    assert len(result.patch) == 0
    (finding,) = result.findings
    assert finding.message == (
        "A7 now says “newer words”, which is neither of the two versions you were asked about. It was left."
    )


def test_an_older_question_about_the_same_cell_is_not_used():
    twice = asked(asked(), TO_C)
    result = decide(answered(twice, THEIRS, place=0), context(LATER))
    assert (len(result.patch), [finding.rule for finding in result.findings]) == (0, ["DE02"])


def test_a_word_that_is_not_of_the_list_is_named():
    result = decide(answered(asked(), "yes"), context(LATER))
    (finding,) = result.findings
    assert (len(result.patch), finding.rule) == (0, "DE03")
    assert "one of two answers belongs: “Keep ours” or “Take theirs”." in finding.message


def test_a_decision_is_found_again_after_its_table_and_changes_were_sorted():
    book = answered(asked(), THEIRS)
    for name in ("Framework", "Changes"):
        sheet = book.sheets[name]
        numbers = sorted(number for number in sheet.rows if number > 5)
        turned = {old: sheet.rows[new] for old, new in zip(numbers, reversed(numbers), strict=True)}
        rows = {**{n: cells for n, cells in sheet.rows.items() if n <= 5}, **turned}
        book = replace(book, sheets={**book.sheets, name: replace(sheet, rows=rows)})
    after = played(book, decide(book, context(LATER)))
    assert cell_of(after, *METRIC) == "Plans over two years"


def test_a_workbook_from_before_there_were_decisions_says_what_to_add():
    book = asked()
    entry, sheet = book.tables["tblChanges"], book.sheets["Changes"]
    at = entry.headings.index("Your decision")
    headings = (*entry.headings[:at], "Old", *entry.headings[at + 1 :])
    rows = {**sheet.rows, 5: {**sheet.rows[5], at + 1: "Old"}}
    tables = {**book.tables, "tblChanges": replace(entry, headings=headings)}
    old = replace(book, sheets={**book.sheets, "Changes": replace(sheet, rows=rows)}, tables=tables)
    with pytest.raises(CannotUse, match="has no column “Your decision”"):
        decide(old, context())


def test_what_changed_tells_the_last_run_sheet_by_sheet():
    account = changed(asked(), context())
    assert account.summary == "Refresh mapping tabs, run 1, 2026-11-22 14:05: 5 lines."
    assert account.words == (
        "Data availability: 1 cell (reworded)",
        f"Start: 2 cells (refreshed from Central {B}.xlsx), 1 cell (refresh mapping tabs)",
        "Framework: 1 cell (to decide about)",
    )
    assert changed(asked(), context(), run=7).summary == "There is no run 7 on Changes."
    assert changed(borough_at(A), context()).summary == "No job has changed anything yet."


@pytest.mark.parametrize(
    ("why", "where"),
    [
        ("Services, cell C4, “83”: What is it? Answer in the reading notes.", "in the reading notes, and adopt again"),
        (
            "Sheet1, cell B9, “83”: What is it? Answer in the reading notes.",
            "in C4 on Services itself; or in the reading notes, and adopt again",
        ),
    ],
)
def test_a_cell_of_a_boroughs_own_sheet_is_not_taken_for_ours_of_that_name(why: str, where: str) -> None:
    asked = {"run": 1, "job": "Adopt", "change": "question", "sheet": "Services", "cell": "C4", "because": why}
    rows = {"changes": [{**asked, "decision": "Take theirs"}], "services": [{"service": "Play", "lead": "Hubs"}]}
    (told,) = (one for one in decide(borough_at(OLD, rows), context()).findings if one.rule == "DE05")
    assert told.fix == f"Type your answer {where}."
