"""What changed between two releases: by id first, then by how alike the words are."""

from __future__ import annotations

from outcomes_xl.central.central_rows import by_id, shared_tables
from outcomes_xl.central.release_diff import ADDED, REMAPPED, REPLACED, RETIRED, REWORDED, compare, in_words
from outcomes_xl.model import Value

SHAPES = {shape.key: shape for shape in shared_tables()}


def metrics(*rows: tuple[str, str, dict[str, Value]]) -> dict[str, dict[str, dict[str, Value]]]:
    made = [{"metric_id": key, "metric": title, "state": "Current", "unit": "%", **more} for key, title, more in rows]
    return {"framework": by_id(SHAPES["framework"], made)}


def links(*rows: tuple[str, str, str, str]) -> dict[str, dict[str, dict[str, Value]]]:
    made = [
        {"link_id": f"{item}~{ours or 'none'}", "item_id": item, "our_id": ours or None, "title": title, "state": state}
        for item, ours, title, state in rows
    ]
    return {"map_lof": by_id(SHAPES["map_lof"], made)}


def told(before: object, after: object) -> list[tuple[str, str]]:
    return [(one.kind, one.row_id) for one in compare(before, after)]  # type: ignore[arg-type]


def test_the_same_is_no_change() -> None:
    assert compare(metrics(("MET-1", "One", {})), metrics(("MET-1", "One", {}))) == ()


def test_a_row_with_other_words_is_reworded_with_both_shown() -> None:
    (one,) = compare(metrics(("MET-1", "School readiness", {})), metrics(("MET-1", "Ready for school", {})))
    assert (one.kind, one.before, one.after) == (REWORDED, "School readiness", "Ready for school")
    assert one.because == "Metric: “School readiness” is now “Ready for school”."


def test_a_reworded_row_under_a_new_id_is_shown_as_carried_on_and_not_as_lost_and_found() -> None:
    before = metrics(("MET-1", "Children ready for school at 5", {}))
    after = metrics(("MET-9", "Children who are ready for school at 5", {}))
    (one,) = compare(before, after)
    assert (one.kind, one.row_id) == (REPLACED, "MET-1")
    assert one.because.startswith("Carried on by MET-9; its words were “Children ready for school at 5”")


def test_words_alike_with_other_numbers_or_another_unit_are_other_things() -> None:
    before = metrics(("MET-1", "Care leavers in work, age 17-18", {}), ("MET-2", "Children in need", {}))
    after = metrics(("MET-8", "Care leavers in work, age 19-21", {}), ("MET-9", "Children in need", {"unit": "number"}))
    assert told(before, after) == [(ADDED, "MET-8"), (ADDED, "MET-9"), (RETIRED, "MET-1"), (RETIRED, "MET-2")]


def test_an_item_tied_to_another_metric_is_remapped() -> None:
    (one,) = compare(links(("L-1", "MET-1", "NEET", "Current")), links(("L-1", "MET-2", "NEET", "Current")))
    assert (one.kind, one.because) == (REMAPPED, "L-1 was tied to MET-1; now it is tied to MET-2.")
    (one,) = compare(links(("L-1", "", "NEET", "Current")), links(("L-1", "MET-2", "NEET", "Current")))
    assert one.because == "L-1 was tied to nothing of ours; now it is tied to MET-2."


def test_a_row_marked_retired_and_a_row_that_is_gone_are_both_retired() -> None:
    before = metrics(("MET-1", "One", {}), ("MET-2", "Another thing", {}))
    after = metrics(("MET-1", "One", {"state": "Retired"}))
    assert told(before, after) == [(RETIRED, "MET-1"), (RETIRED, "MET-2")]
    assert told(after, before) == [(ADDED, "MET-2"), ("Brought back", "MET-1")]


def test_each_old_row_is_carried_on_by_the_one_likest_to_it() -> None:
    before = metrics(("A", "Persistent absence of all pupils", {}), ("B", "Persistent absence of some pupils", {}))
    after = metrics(("C", "Persistent absence of some pupils", {}), ("D", "Persistent absence of all our pupils", {}))
    heirs = {one.row_id: one.after.split(":")[0] for one in compare(before, after)}
    assert heirs == {"A": "D", "B": "C"}


def test_in_words_counts_each_row_once_by_sheet() -> None:
    before = metrics(("MET-1", "One", {"definition": "x"}))
    after = metrics(("MET-1", "Two", {"definition": "y"}), ("MET-2", "Something else", {}))
    assert in_words(compare(before, after)) == "Framework: 1 added, 1 reworded"
    assert in_words(()) == "nothing"
