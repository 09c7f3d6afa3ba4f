"""The framework's editions: folders that hold together, the way from one to the next, and one made from a file."""

from __future__ import annotations

import csv
import io
import shutil
from collections import Counter
from datetime import datetime
from importlib import resources
from pathlib import Path

import pytest
import xlsxwriter

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.editions import (
    ChangeKind,
    default_edition,
    edition_named,
    editions,
    read_changes,
    step,
)
from outcomes_xl.framework.loading import framework_in
from outcomes_xl.framework.release_order import one_after
from outcomes_xl.framework.strict_csv import DataMistake
from outcomes_xl.hosts import files
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.workflows.closed_workbook import new
from outcomes_xl.workflows.edition_answers import as_csv, as_text, compared, listed
from outcomes_xl.workflows.edition_of_workbook import edition_of, framework_as_used
from outcomes_xl.workflows.import_edition import import_edition

NOW = datetime(2026, 11, 28, 18, 0)
SECOND = Path(str(resources.files("outcomes_xl") / "data" / "editions" / "starter-2"))


def test_the_edition_in_force_is_meant_where_none_is_named() -> None:
    assert default_edition().id == "starter-1"
    assert load_framework() is load_framework(edition="starter-1") is load_framework(edition="Starter edition 1")
    assert load_framework().release.edition == default_edition().title


def test_a_release_finds_its_edition() -> None:
    second = load_framework(edition="starter-2")
    assert load_framework(second.release.id) is second
    assert load_framework(load_framework().releases[0].id).release.edition == "Starter edition 1"


def test_the_second_edition_has_every_kind_of_change() -> None:
    kinds = {kind for change in read_changes(edition_named("starter-2")) for kind in change.kinds}
    assert kinds == set(ChangeKind)


def test_no_release_is_of_two_editions_and_each_says_its_own() -> None:
    releases = [(one.id, one.edition) for edition in editions() for one in load_framework(edition=edition.id).releases]
    assert len({own_id for own_id, _ in releases}) == len(releases)
    for edition in editions():
        assert {one.edition for one in load_framework(edition=edition.id).releases} == {edition.title}


def test_links_and_series_follow_what_means_the_same_and_nothing_else() -> None:
    first, second = load_framework(), load_framework(edition="starter-2")
    assert second.links["LOF-2026-07-030~MET-101"].basis == "They do not say which measure of low income"
    assert "CSC-55~none" in second.links and "CSC-55~MET-017" in first.links
    assert {one.our_id for one in second.links.values()} <= {"", *second.metrics, *second.outcomes}
    assert {one.item_id for one in second.links.values()} == set(first.items)
    assert {one.metric_id for one in first.series} - {one.metric_id for one in second.series} == {
        *("MET-016", "MET-017", "MET-050", "MET-071", "MET-081"),
    }


def test_every_file_of_an_edition_says_where_it_is_from() -> None:
    told = (SECOND / "ORIGIN.md").read_text(encoding="utf-8")
    assert [path.name for path in SECOND.glob("*.csv") if path.name not in told] == []


def test_the_way_back_is_the_way_turned_round() -> None:
    there, back = (step(*map(edition_named, pair)) for pair in (("starter-1", "starter-2"), ("starter-2", "starter-1")))
    assert there is not None and back is not None
    assert [one.to_id for one in there.of("metric", "MET-081")] == ["MET-101", "MET-102"]
    assert {(one.to_id, one.in_words) for one in back.of("metric", "MET-101")} == {("MET-081", "merged")}
    assert [one.in_words for one in back.of("metric", "MET-104")] == ["retired"]


# A folder that does not hold together ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "instead", "said"),
    [
        ("metric,kept,MET-001,MET-001,\n", "", "edition_changes.csv, line 136: nothing is said of the metric MET-001"),
        ("metric,reworded,", "metric,rewordd,", "there is no kind “rewordd”. Did you mean “reworded”?"),
        ("metric,kept,MET-001,MET-001", "metric,kept,MET-001,MET-999", "to_id is MET-999, which is no metric of that"),
        ("metric,retired,MET-006,,", "metric,retired,MET-006,MET-001,", "what is retired no to_id"),
        ("split,MET-081,MET-101", "kept,MET-081,MET-101", "MET-081 becomes 2; it is “split” where it becomes more"),
    ],
)
def test_a_slip_in_the_changes_is_named(tmp_path: Path, found: str, instead: str, said: str) -> None:
    folder = Path(shutil.copytree(SECOND, tmp_path / "starter-2"))
    changes = folder / "edition_changes.csv"
    text = changes.read_text(encoding="utf-8")
    assert found in text
    changes.write_text(text.replace(found, instead, 1), encoding="utf-8")
    with pytest.raises(DataMistake) as slip:
        framework_in(folder)
    assert said in str(slip.value)


# Said -----------------------------------------------------------------------------------------------------------------


def test_the_list_says_which_is_used() -> None:
    first, second = listed()
    assert first.startswith("starter-1: Starter edition 1, 100 metrics") and "New workbooks are made of it." in first
    assert "It follows starter-1." in second and "New workbooks" not in second


def test_the_difference_is_words_an_officer_reads() -> None:
    text = as_text(compared("starter-1", "starter-2"))
    assert (
        "MET-050 “Persistent absence” is reframed positively: MET-105 “Pupils who attend nine days in ten”. "
        "Direction: Lower is better → Higher is better; definition. Attendance instead of absence. "
        "Status carries; figures and targets do not.\n"
    ) in text
    assert "MET-104 “EHC plans issued within 20 weeks” is new." in text
    assert "MET-001" not in text


def test_the_difference_as_a_table_has_every_row() -> None:
    rows = [*csv.DictReader(io.StringIO(as_csv(compared("starter-1", "starter-2"))))]
    assert len(rows) == len(read_changes(edition_named("starter-2")))
    assert Counter(row["change"] for row in rows)["kept"] > 100
    (moved,) = [row for row in rows if row["from_id"] == "MET-099"]
    assert moved["different"] == "outcome: C-SAFE-03 → C-LRN-02; domain: Safe → Learning"


def test_a_new_workbook_is_of_the_edition_asked_for(tmp_path: Path) -> None:
    new(tmp_path / "one.xlsx", "Merton", NOW)
    new(tmp_path / "two.xlsx", "Merton", NOW, "starter-2")
    one, two = (files.read(tmp_path / name) for name in ("one.xlsx", "two.xlsx"))
    assert [edition_of(book).id for book in (one, two)] == ["starter-1", "starter-2"]
    assert framework_as_used(two) is load_framework(edition="starter-2")
    with pytest.raises(WrongUsage, match=r"There is no edition “3”"):
        new(tmp_path / "three.xlsx", "Merton", NOW, "3")


# From a file ----------------------------------------------------------------------------------------------------------

HEADINGS = ("Metric id", "Metric", "Outcome id", "Unit", "Period kind", "Was", "Note on the change")
ROWS = (
    ("MET-001", "Repeat plans", "C-SAFE-01", "%", "Financial year", "", ""),
    ("MET-201", "Suitable homes", "C-SAFE-03", "%", "Financial year", "MET-016; MET-017", "one age group"),
    ("MET-202", "Youth reoffending", "C-ENG-03", "%", "Calendar year", "MET-068", ""),
    ("MET-203", "Something else", "C-ENG-03", "number", "Any period", "", ""),
)


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Framework 2027")
        for number, cells in enumerate((("The framework",), (), HEADINGS, *rows)):
            page.write_row(number, 0, cells)
    return path


def test_a_spreadsheet_becomes_an_edition(tmp_path: Path) -> None:
    to = tmp_path / "next-1"
    said = import_edition(sheet(tmp_path / "theirs.xlsx", *ROWS), "next-1", "starter-1", to, NOW, title="Next")
    release = one_after(load_framework().release.id, f"{NOW:%Y.%m}")
    assert said[0] == f"Made {to}: 4 metrics under 3 outcomes, release {release}."
    made = framework_in(to)
    assert (made.release.edition, [*made.metrics]) == ("Next", ["MET-001", "MET-201", "MET-202", "MET-203"])
    assert made.metrics["MET-001"].polarity == "Lower is better"  # what the file does not say is as it was
    found = {(row["from_id"], row["to_id"]): row["change"] for row in changes_in(to) if row["to_id"]}
    assert found["MET-016", "MET-201"] == "merged"
    assert found["MET-068", "MET-202"] == "changed period kind"
    assert (found["MET-001", "MET-001"], found["", "MET-203"]) == ("reworded", "new")


def changes_in(folder: Path) -> list[dict[str, str]]:
    _, found = compared("starter-1", str(folder))
    return [{"from_id": one.from_id, "to_id": one.to_id, "change": one.change} for one in found]


def test_a_csv_with_the_same_rows_becomes_the_same_edition(tmp_path: Path) -> None:
    with (tmp_path / "theirs.csv").open("w", encoding="utf-8-sig", newline="") as text:
        csv.writer(text).writerows([HEADINGS, *ROWS])
    import_edition(tmp_path / "theirs.csv", "next-1", "starter-1", tmp_path / "one", NOW)
    import_edition(sheet(tmp_path / "theirs.xlsx", *ROWS), "next-1", "starter-1", tmp_path / "two", NOW)
    assert changes_in(tmp_path / "one") == changes_in(tmp_path / "two")


def test_each_cell_that_cannot_be_used_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        ("MET-204", "", "C-SAFE-01", "percent", "Calender year", "MET-916", ""),
        ("MET-001", "Again", "C-SAFE-01", "%", "Financial year", "", ""),
    ]
    with pytest.raises(CannotUse) as refused:
        import_edition(sheet(tmp_path / "theirs.xlsx", *rows), "next-1", "starter-1", tmp_path / "next-1", NOW)
    text = str(refused.value)
    for sentence in (
        "Framework 2027, cell B8: “Metric” is blank. Every row needs one.",
        "Framework 2027, cell D8: “percent” is no word for Unit.",
        "Framework 2027, cell E8: “Calender year” is no word for Period kind. Did you mean “Calendar year”?",
        "Framework 2027, cell A9: “MET-001” stands there twice. An id is one row's own.",
        "Framework 2027, cell F8: “MET-916” is no metric of the edition before.",
    ):
        assert sentence in text
    assert not (tmp_path / "next-1").exists()


def test_a_new_outcome_must_say_what_it_is(tmp_path: Path) -> None:
    row = ("MET-205", "New", "C-NEW-01", "%", "Any period", "", "")
    with pytest.raises(CannotUse, match=r"cell C4: the outcome C-NEW-01 is new, and this row does not say its title"):
        import_edition(sheet(tmp_path / "theirs.xlsx", row), "next-1", "starter-1", tmp_path / "next-1", NOW)


def test_a_file_without_our_headings_says_which_it_needs(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "other.xlsx") as book:
        book.add_worksheet("Sheet1").write_row(0, 0, ("Indicator", "Owner"))
    with pytest.raises(CannotUse, match=r"no row of headings with “Metric id”, “Metric”, “Outcome id”"):
        import_edition(tmp_path / "other.xlsx", "next-1", "starter-1", tmp_path / "next-1", NOW)


def test_a_folder_in_use_and_an_id_in_use_are_refused(tmp_path: Path) -> None:
    file = sheet(tmp_path / "theirs.xlsx", *ROWS)
    with pytest.raises(WrongUsage, match=r"already there and is not empty"):
        import_edition(file, "next-1", "starter-1", tmp_path, NOW)
    with pytest.raises(WrongUsage, match=r"There is an edition starter-2 already"):
        import_edition(file, "starter-2", "starter-1", tmp_path / "x", NOW)
