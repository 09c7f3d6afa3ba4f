"""Crosswalks out and in: nothing is lost on the way, and the standard's own tool takes our file."""

from __future__ import annotations

import csv
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.central.crosswalk_text import (
    FIELDS,
    NO_TERM,
    PREDICATES,
    CrosswalkLine,
    as_csv,
    as_sssom,
    from_csv,
    from_sssom,
)
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.crosswalk_exchange import brought_in, taken_out
from outcomes_xl.model import Row
from outcomes_xl.model.cannot_use import CannotUse, WrongTemplate
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.built import borough_workbook
from tests.central.made import CONTEXT, edited, shipped, without
from tests.office import missing
from tests.release_ids import LATER, NEWEST
from tests.workbooks import play_in_memory

FIRST_EDITIONS_FILE = Path(__file__).parents[1] / "data" / "first_edition" / "central file.xlsx"
FRAMEWORKS = [shape.framework or "" for shape in layout("borough").mappings]
TITLES = {"SF": "Supporting Families", "LOF": "Local Outcomes Framework"}
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
lines = st.builds(
    lambda framework, fields: CrosswalkLine(framework, fields),
    st.sampled_from(sorted(TITLES)),
    st.fixed_dictionaries(
        dict.fromkeys(FIELDS, words)
        | {
            "item_id": words.filter(bool),
            "link_id": words.filter(bool),
            "closeness": st.sampled_from(["", *PREDICATES]),
        }
    ),
)
crosswalk = st.lists(lines, max_size=5, unique_by=lambda link: link.fields["link_id"])


def plain(links: object) -> list[tuple[str, dict[str, str]]]:
    return [(link.framework, {name: link.fields.get(name, "") for name in FIELDS}) for link in links]  # type: ignore[attr-defined]


@given(crosswalk)
def test_through_sssom_and_back_nothing_is_lost(links: list[CrosswalkLine]) -> None:
    read = from_sssom(as_sssom(links, TITLES, LATER, "Ours"), TITLES)
    assert read.unread == ()
    assert plain(read.links) == plain(links)


@given(crosswalk)
def test_through_csv_and_back_nothing_is_lost(links: list[CrosswalkLine]) -> None:
    text = as_csv(links)
    read = from_csv(text, TITLES)
    assert read.unread == ()
    assert plain(read.links) == plain(links)


def test_no_cell_of_the_csv_is_a_formula() -> None:
    text = as_csv([CrosswalkLine("SF", {"link_id": "1", "item_id": "SF-01", "title": "=1+1", "note": "'-2"})])
    assert "'=1+1" in text and "''-2" in text
    assert plain(from_csv(text, TITLES).links)[0][1]["title"] == "=1+1"


SIGNS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u3000＝", "'="]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("form", ["sssom", "csv"])
def test_no_sign_that_a_spreadsheet_runs_begins_a_cell_and_each_comes_back(form: str, sign: str) -> None:
    words = dict.fromkeys(("title", "section", "our_title", "basis", "note", "decision"), f"{sign}cmd|'/C calc'!A0")
    line = CrosswalkLine("SF", {"link_id": "1", "item_id": "SF-01", "our_id": "MET-001", **words})
    text = as_csv([line]) if form == "csv" else as_sssom([line], TITLES, "2026.12", "Ours")
    rows = [row for row in text.removeprefix("\ufeff").splitlines(keepends=True) if not row.startswith("#")]
    cells = [cell for row in csv.reader(rows, delimiter="," if form == "csv" else "\t") for cell in row]
    assert not [cell for cell in cells if cell.lstrip(" \u3000")[:1] in "=+-@\t\r\n＝＋－＠" and cell]
    read = from_csv(text, TITLES) if form == "csv" else from_sssom(text, TITLES)
    assert read.links[0].fields["note"] == words["note"]


def test_closeness_reads_from_theirs_to_ours() -> None:
    assert PREDICATES["Broader"] == "skos:narrowMatch", "theirs covers more, so ours is the narrower"
    assert PREDICATES["Narrower"] == "skos:broadMatch"


def test_an_item_nothing_of_ours_covers_says_so_in_the_standards_words() -> None:
    link = CrosswalkLine("SF", {"link_id": "SF-09~none", "item_id": "SF-09", "title": "Housing"})
    (line,) = [line for line in as_sssom([link], TITLES, "", "Ours").splitlines() if line.startswith("sf:")]
    assert NO_TERM in line.split("\t")


@pytest.mark.parametrize("form", ["sssom", "csv"])
def test_the_shipped_crosswalks_come_back_into_their_own_file_without_a_change(form: str) -> None:
    text, count, names = taken_out(shipped(), form)
    assert (count, names) == (len(load_framework().links), tuple(FRAMEWORKS))
    assert not brought_in(shipped(), text, form, "x", CONTEXT).patch


@pytest.mark.parametrize("form", ["sssom", "csv"])
def test_edited_and_lost_links_are_brought_back_as_they_were(form: str) -> None:
    text, _, _ = taken_out(shipped(), form)
    worn = edited(
        without(shipped(), "map_sf", "SF-01~MET-049"),
        ("map_csc", "CSC-04~MET-009", "basis", "x"),
        ("map_csc", "CSC-04~MET-009", "closeness", "Related"),
    )
    result = brought_in(worn, text, form, "x", CONTEXT)
    assert result.summary == "x: 2 cells updated, 1 link added."
    mended = play_in_memory(worn, result.patch)
    before, after = (read_tables(book, layout("central")).tables for book in (shipped(), mended))
    for key in ("map_sf", "map_csc"):
        rows = [{row["link_id"]: dict(row.values) for row in tables[key]} for tables in (before, after)]
        assert rows[0] == rows[1]


def test_a_boroughs_decisions_and_notes_go_out_with_its_links() -> None:
    entries = {"map_csc": {"CSC-04~MET-009": {"decision": "Use with a note", "note": "Ask\tPrudence “first”"}}}
    book = files.read_bytes(borough_workbook(load_framework(), "Merton", entries=entries), "Merton.xlsx")
    text, _, _ = taken_out(book, "sssom", only="csc")
    found = {link.fields["link_id"]: link.fields for link in from_sssom(text, ["CSC"]).links}
    assert found["CSC-04~MET-009"]["decision"] == "Use with a note"
    with pytest.raises(WrongTemplate):
        brought_in(book, text, "sssom", "x", CONTEXT)


def test_another_tools_file_with_only_the_standards_columns_is_taken() -> None:
    text = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    text += "sf:SF-01\tskos:broadMatch\tours:MET-002\tsemapv:ManualMappingCuration\n"
    result = brought_in(shipped(), text, "sssom", "theirs.tsv", CONTEXT)
    assert result.summary == "theirs.tsv: 1 link added."
    table = read_tables(play_in_memory(shipped(), result.patch), layout("central")).tables["map_sf"]
    new = table.by("link_id")["SF-01~MET-002"]
    assert (new["our_id"], new["closeness"], new["state"], new["release"]) == (
        "MET-002",
        "Narrower",
        "Current",
        NEWEST,
    )


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_taken() -> None:
    text = "framework,item_id,our_id\nSF,SF-01,MET-002\nXYZ,X-1,MET-001\nSF,,MET-001\n"
    result = brought_in(shipped(), text, "csv", "mine.csv", CONTEXT)
    assert not result.patch
    assert [finding.message for finding in result.findings] == [
        f"Line 3 of mine.csv: “XYZ” is none of the frameworks {', '.join(FRAMEWORKS)}.",
        "Line 4 of mine.csv: it does not say which item of theirs it is about.",
    ]
    assert not brought_in(shipped(), "a,b\n1,2\n", "csv", "mine.csv", CONTEXT).patch


def test_a_link_to_nothing_of_ours_is_shown() -> None:
    result = brought_in(shipped(), "framework,item_id,our_id\nSF,SF-01,MET-9\n", "csv", "mine.csv", CONTEXT)
    (finding,) = result.findings
    assert finding.rule == "CW02"
    assert "ties SF-01 to “MET-9”" in finding.message


def test_a_framework_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(CannotUse, match=f"Choose one of {', '.join(FRAMEWORKS)}"):
        taken_out(shipped(), "csv", only="ABC")


# Loaded once and in a process of its own: the package brings a hundred others, and warns at being loaded.
OFFICIAL = """
import sys
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
from sssom.writers import write_table
found = parse_sssom_table(sys.argv[1])
reports = validate(found, fail_on_error=True)
assert reports and not [result for report in reports.values() for result in report.results]
with open(sys.argv[2], "w", encoding="utf-8") as out:
    write_table(found, out)
"""


@pytest.mark.slow
def test_the_official_package_accepts_our_file_and_what_it_writes_comes_back(tmp_path: Path) -> None:
    if importlib.util.find_spec("sssom") is None:
        missing("The sssom package", "Install the packages of requirements/test.txt.")
    ours, theirs = tmp_path / "ours.sssom.tsv", tmp_path / "theirs.sssom.tsv"
    text, count, _ = taken_out(shipped(), "sssom")
    ours.write_text(text, encoding="utf-8")
    words = [sys.executable, "-c", OFFICIAL, ours, theirs]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    back = theirs.read_text(encoding="utf-8")
    assert len(from_sssom(back, FRAMEWORKS).links) == count
    assert not brought_in(shipped(), back, "sssom", "theirs", CONTEXT).patch


def test_a_tab_that_the_leads_working_file_was_made_without_is_added() -> None:
    working = files.read(FIRST_EDITIONS_FILE)
    text, count, _ = taken_out(shipped(), "csv", only="BSiL")
    result = brought_in(working, text, "csv", "theirs.csv", CONTEXT)
    assert result.summary == f"theirs.csv: {count} links added."
    after = read_tables(play_in_memory(working, result.patch), layout("central")).tables["map_bsil"]
    assert [row.values for row in after] == [row.values for row in shipped_rows("map_bsil")]
    strange = brought_in(working, "framework,item_id,our_id\nBSiL,X-01,MET-9\n", "csv", "mine.csv", CONTEXT)
    assert [(one.rule, one.cell.sheet) for one in strange.findings] == [("CW02", "Map Best Start in Life")]


def shipped_rows(key: str) -> tuple[Row, ...]:
    return read_tables(shipped(), layout("central")).tables[key].rows
