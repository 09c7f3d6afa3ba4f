"""The promises of the three-way merge, over random edits on both sides."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes_xl.central.central_rows import by_id
from outcomes_xl.jobs.decide import decide
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import ANSWERS, questions
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.refresh.three_way import Verdict, verdict
from outcomes_xl.jobs.row_index import RowIndex
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book, SetCell, Value
from outcomes_xl.reading.layouts import layout
from tests.jobs.releases import A, B, C, Edit, by_row, central, contents_at, disturbed, edited
from tests.jobs.small import LATER, borough_at, context
from tests.workbooks import play_in_memory

BASE = contents_at(A)
BOOK = borough_at(A)
CALM = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TEXTS = st.integers(0, 999).map(lambda number: f"typed by hand {number}.")
WORDS = {
    "framework": ("metric", "indicator", "definition", "caution", "unit", "state"),
    "map_phof": ("title", "section", "our_id", "our_title", "role", "basis", "state"),
    "map_lof": ("title", "our_id", "basis", "release"),
    "lists": ("meaning",),
}
OFFICERS = {"framework": ("note",), "map_phof": ("decision", "note"), "map_lof": ("decision", "note"), "lists": ()}


@st.composite
def centres(draw, most: int = 8) -> list[Edit]:
    """What the centre does in a release: rewords cells, blanks some, takes rows out."""
    return [_edit(draw, WORDS, st.one_of(TEXTS, st.none()), takes_out=True) for _ in range(draw(st.integers(0, most)))]


@st.composite
def officers(draw, most: int = 8) -> list[Edit]:
    """What officers do: type into the tool's cells and into their own."""
    fields = {key: (*WORDS[key], *OFFICERS[key]) for key in WORDS}
    return [_edit(draw, fields, TEXTS, takes_out=False) for _ in range(draw(st.integers(0, most)))]


def _edit(draw, fields, values, takes_out: bool) -> Edit:
    table = draw(st.sampled_from(sorted(fields)))
    # Few rows, so that both sides often meet in one cell.
    row_id = draw(st.sampled_from(list(BASE[table])[:4]))
    if takes_out and draw(st.integers(0, 5)) == 0:
        return Edit(table, row_id)
    return Edit(table, row_id, draw(st.sampled_from(fields[table])), draw(values))


def typed(book: Book, edits: list[Edit]) -> Book:
    """The workbook after officers typed: where one cell is typed twice, the last stands."""
    places = RowIndex(book, read_borough(book))
    cells = {places.cell(edit.table, edit.row_id, edit.field): edit.value for edit in edits}
    return play_in_memory(book, [SetCell(cell, book.value(cell), value, "typed") for cell, value in cells.items()])


def standing(book: Book, edits: list[Edit]) -> list[str]:
    """The texts officers typed that stand in the workbook now (one typed over by another does not)."""
    found = {(e.table, e.row_id, e.field): e.value for e in edits}
    return [str(value) for value in found.values()]


def everything_in(book: Book) -> str:
    texts = []
    for sheet in book.sheets.values():
        for row in sheet.rows.values():
            texts += [value for value in row.values() if isinstance(value, str)]
    records = [text for text in texts if text.startswith("{")]
    return "\n".join([*texts, *(json.dumps(json.loads(record), ensure_ascii=False) for record in records)])


def played(book: Book, result) -> Book:
    return play_in_memory(book, result.patch)


@CALM
@given(officers(), centres(), st.booleans())
def test_no_text_an_officer_typed_is_ever_lost_and_refreshing_twice_changes_nothing(mine, theirs, keeps_history):
    book = typed(BOOK, mine)
    newer = central({A: BASE, B: edited(BASE, theirs)}, keeps_history)
    after = played(book, refresh(book, newer, context()))
    there = everything_in(after)
    assert [text for text in standing(book, mine) if text not in there] == []
    own = {(e.table, e.row_id, e.field): e.value for e in mine if e.field in OFFICERS[e.table]}
    rows = by_row(after)
    assert all(rows[table][row_id][field] == value for (table, row_id, field), value in own.items())
    assert len(refresh(after, newer, context(LATER)).patch) == 0


@CALM
@given(officers(), centres(), st.lists(st.sampled_from([*ANSWERS, None, "yes"]), min_size=16, max_size=16))
def test_whatever_is_decided_nothing_typed_is_lost_and_undoing_it_all_is_the_identity(mine, theirs, answers):
    book = typed(BOOK, mine)
    asked = played(book, refresh(book, central({A: BASE, B: edited(BASE, theirs)}), context()))
    changes = read_borough(asked).tables["changes"]
    chosen = [
        SetCell(changes.cell(question.row, "decision"), None, answer, "an officer")
        for question, answer in zip(questions(changes), answers, strict=False)
        if answer
    ]
    answered = play_in_memory(asked, chosen)
    decided = played(answered, decide(answered, context(LATER)))
    there = everything_in(decided)
    assert [text for text in standing(book, mine) if text not in there] == []
    assert len(decide(decided, context(LATER)).patch) == 0
    back = decided
    while (result := undo(back, context(LATER))).patch:
        assert result.findings == ()
        back = played(back, result)
    assert by_row(back) == by_row(book)
    assert {k: str(t.area) for k, t in back.tables.items() if k not in ("tblChanges", "tblUndo")} == {
        k: str(t.area) for k, t in book.tables.items() if k not in ("tblChanges", "tblUndo")
    }


@CALM
@given(centres(), centres())
def test_going_by_way_of_a_release_comes_to_the_same_as_going_straight(first, second):
    at_b, at_c = edited(BASE, first), edited(BASE, second)
    b, c = central({A: BASE, B: at_b}), central({A: BASE, B: at_b, C: at_c})
    straight = by_row(played(BOOK, refresh(BOOK, c, context())))
    half = played(BOOK, refresh(BOOK, b, context()))
    result = refresh(half, c, context(LATER))
    by_way = by_row(played(half, result))
    assert result.findings == ()
    for key, rows in straight.items():
        assert by_way[key] == rows, key


@CALM
@given(
    st.lists(st.tuples(st.sampled_from(list(BASE["framework"])[:3]), st.sampled_from(("metric", "definition")), TEXTS)),
    st.lists(st.tuples(st.sampled_from(list(BASE["framework"])[:3]), st.sampled_from(("metric", "definition")), TEXTS)),
)
def test_conflicts_are_the_same_whichever_side_is_ours(one, other):
    def conflicts(here, there):
        mine, theirs = ([Edit("framework", *edit) for edit in edits] for edits in (here, there))
        book = typed(BOOK, mine)
        after = played(book, refresh(book, central({A: BASE, B: edited(BASE, theirs)}), context()))
        asked = questions(read_borough(after).tables["changes"])
        return {q.place for q in asked if q.line.row["change"] == Verdict.CONFLICT.value}

    assert conflicts(one, other) == conflicts(other, one)


VALUES = st.sampled_from([None, "", "a", "b", "c", 1, 1.0, True])


@given(VALUES, VALUES, VALUES)
def test_a_cell_conflicts_one_way_just_when_it_conflicts_the_other(base, mine, theirs):
    assert (verdict(base, mine, theirs) is Verdict.CONFLICT) == (verdict(base, theirs, mine) is Verdict.CONFLICT)


@CALM
@given(officers(4), centres(4), st.data())
def test_sorting_filtering_own_columns_new_names_and_moved_tables_do_not_confuse_it(mine, theirs, data):
    name = data.draw(st.sampled_from(["tblFramework", "tblMapPHOF", "tblMapLOF"]))
    book = typed(BOOK, mine)
    area = book.tables[name].area
    moved = disturbed(
        book,
        name,
        order=data.draw(st.permutations(range(area.last_row - area.first_row))),
        down=data.draw(st.integers(0, 3)),
        right=data.draw(st.integers(0, 3)),
        column_at=data.draw(st.integers(0, len(book.tables[name].headings))),
        name=data.draw(st.sampled_from(["Our own name", book.tables[name].sheet])),
        hide=data.draw(st.booleans()),
    )
    newer = central({A: BASE, B: edited(BASE, theirs)})
    straight, result = refresh(book, newer, context()), refresh(moved, newer, context())
    after = played(moved, result)
    assert by_row(after) == by_row(played(book, straight))
    assert sorted(
        finding.message.split(" says ")[-1] for finding in result.findings if finding.rule == "RF01"
    ) == sorted(finding.message.split(" says ")[-1] for finding in straight.findings if finding.rule == "RF01")
    assert by_row(played(after, undo(after, context(LATER)))) == by_row(moved)


def _many(rows: int, release: str) -> list[dict[str, Value]]:
    said = " (new)" if release == B else ""
    return [
        {"link_id": f"X{n}~MET-001", "item_id": f"X{n}", "title": f"Item {n}{said if n % 10 == 0 else ''}"}
        for n in range(rows)
        if release == A or n % 50
    ]


@pytest.mark.slow
def test_time_grows_with_the_rows_and_no_faster():
    def seconds(rows: int) -> float:
        shape = layout("borough").sheet("map_phof")
        tables = {release: {**BASE, "map_phof": by_id(shape, _many(rows, release))} for release in (A, B)}
        book, newer = borough_at(A, more={"map_phof": _many(rows, A)}), central(tables)
        started = time.process_time()
        assert len(refresh(book, newer, context()).patch) > rows / 10
        return time.process_time() - started

    seconds(100)
    few, many = min(seconds(2_000) for _ in range(2)), seconds(16_000)
    assert many < 8 * few * 2.5
