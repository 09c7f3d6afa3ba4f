"""Local files: CSV as people save it, people and places in it, what does not fit, and a second look."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from outcomes_xl.sources import Found
from tests.sources.local.desk import csv_file, drawn, evidence, looked, source, troubles
from tests.sources.making import metric

RATES = """
| borough    | year    | rate |
| E09 000098 | 2023/24 | 31.5 |
| E09000098  | 2024/25 | c    |
| Easthaven  | 2024/25 | 40   |
"""


# CSV ----------------------------------------------------------------------------------------------------------------


def test_a_figure_is_found_and_a_symbol_stays_a_symbol(tmp_path: Path) -> None:
    csv_file(tmp_path, "rates.csv", RATES)
    found = evidence(tmp_path, source("rates.csv"))
    assert (found.found, found.figure, found.period, found.level) == (Found.SUPPRESSED, "c", "2024/25", "Borough")
    assert found.line == "Local source rates.csv: c (suppressed), 2024/25; 2 periods from 2023/24."
    assert found.suggested_status == "Available, needs work"
    assert found.local


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-be", "utf-16-le"])
def test_however_it_was_saved_it_says_the_same(tmp_path: Path, encoding: str, mark: str) -> None:
    text = drawn(RATES, mark).replace("Easthaven", "Éasthaven’s “north”".replace("“", "").replace("”", ""))
    (tmp_path / "rates.csv").write_bytes(text.encode(encoding))
    assert evidence(tmp_path, source("rates.csv")).figure == "c"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["rates.csv"]


def test_one_odd_byte_a_long_way_down_is_no_reason_to_stop(tmp_path: Path) -> None:
    rows = "E09000098,2023/24,5\n" * 60_000
    (tmp_path / "rates.csv").write_bytes(b"borough,year,rate\n" + rows.encode() + b"St John\x92s,2023/24,1\n")
    assert "60,000 rows for Northbridge, each with a number" in evidence(tmp_path, source("rates.csv")).line


def test_a_packed_file_and_lines_above_the_headings(tmp_path: Path) -> None:
    (tmp_path / "r.csv.gz").write_bytes(gzip.compress(("Run on 1 May\n\n" + drawn(RATES)).encode()))
    assert evidence(tmp_path, source("r.csv.gz")).figure == "c"


def test_commas_that_excel_left_out_at_a_rows_end_are_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("borough,year,rate,note\nE09000098,2024/25,31,\nE09000098,2023/24\n")
    found = evidence(tmp_path, source("r.csv"))
    assert (found.figure, found.values) == (31, "2 periods; latest without a blank")


@pytest.mark.parametrize(
    "written", ["E09000098", " e09 000 098", "Northbridge", "London Borough of Northbridge", "LB NORTHBRIDGE", "398"]
)
def test_the_borough_is_known_however_it_is_written(tmp_path: Path, written: str) -> None:
    csv_file(tmp_path, "r.csv", f"| borough | year | rate |\n| {written} | 2024/25 | 31 |\n| Easthaven | 2024/25 | 9 |")
    assert evidence(tmp_path, source("r.csv")).figure == 31


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("7.01E+01", 70.1),
        ("70.1[r]", 70.1),
        ("70.1 (p)", 70.1),
        ("70.1%", 70.1),
        ("1,234", 1234),
        ("<5", "<5"),
        ("*", "*"),
    ],
)
def test_a_figure_is_read_and_counted_the_same_however_a_system_wrote_it(
    tmp_path: Path, written: str, figure: float | str
) -> None:
    (tmp_path / "r.csv").write_text(f'borough,year,rate\nE09000098,2024/25,"{written}"\n')
    found = evidence(tmp_path, source("r.csv"))
    withheld = isinstance(figure, str)
    assert (found.found, found.figure) == (Found.SUPPRESSED if withheld else Found.FOUND, figure)
    assert ("without a blank" in found.values) == (not withheld)
    assert "not a figure" not in found.values


@pytest.mark.parametrize("written", ["Apr 2024 - Mar 2025", "Year to 31 March 2025", "2024-25 (prov)"])
def test_a_period_is_read_however_a_system_wrote_it(tmp_path: Path, written: str) -> None:
    (tmp_path / "r.csv").write_text(f"borough,year,rate\nE09000098,{written},31\n")
    found = evidence(tmp_path, source("r.csv"), of=metric(kind="Financial year"))
    assert (found.figure, found.period) == (31, "2024/25")


def test_codes_and_years_that_excel_made_numbers_of_are_put_back(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | rate |\n| 398.0 | 202425.0 | 31.0 |\n| 399.0 | 202425.0 | 9 |")
    found = evidence(tmp_path, source("r.csv"))
    assert (found.figure, found.period) == (31, "2024/25")


@pytest.mark.parametrize(
    ("typed", "found", "figure"),
    [
        ("0", Found.FOUND, 0),
        ("", Found.NOT_AVAILABLE, None),
        ("[c]", Found.SUPPRESSED, "c"),
        ("z", Found.NOT_AVAILABLE, "z"),
        ("n/a", Found.NOT_AVAILABLE, "n/a"),
        ("54.2%", Found.FOUND, 54.2),
        ('"1,234"', Found.FOUND, 1234),
        ("1 234", Found.FOUND, 1234),
        ("54.2 per cent", Found.FOUND, 54.2),
        ("see note", Found.UNREADABLE, None),
    ],
)
def test_blank_zero_suppressed_and_not_collected_stay_four_answers(
    tmp_path: Path, typed: str, found: Found, figure: object
) -> None:
    (tmp_path / "r.csv").write_text(f"borough,year,rate\nE09000098,2024/25,{typed}\n")
    one = evidence(tmp_path, source("r.csv"))
    assert (one.found, one.figure) == (found, figure)
    assert one.values.endswith("latest without a blank") == (found is Found.FOUND)


def test_a_code_that_lost_its_letter_is_put_back(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | rate |\n| 9000098 | 2024/25 | 31 |\n| 9000099.0 | 2024/25 | 9 |")
    assert evidence(tmp_path, source("r.csv")).figure == 31


def test_a_code_that_excel_rounded_is_nobodys(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | rate |\n| 9.00E+06 | 2024/25 | 31 |")
    found = evidence(tmp_path, source("r.csv"))
    assert (found.found, found.figure) == (Found.NO_ROW, None)
    assert found.line == (
        "Local source r.csv: “borough” has codes that Excel rounded, such as 9.00E+06. "
        "Get it again with that column as text."
    )


def test_inner_and_outer_london_are_no_borough(tmp_path: Path) -> None:
    rows = "| Inner London | 2024/25 | 1 |\n| Outer London | 2024/25 | 2 |\n| E13000002 | 2024/25 | 3 |"
    csv_file(tmp_path, "r.csv", f"| borough | year | rate |\n{rows}")
    assert evidence(tmp_path, source("r.csv")).found is Found.NO_ROW


def test_a_table_without_area_and_period_is_the_boroughs_own(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| rate |\n| 7 |")
    found = evidence(tmp_path, source("r.csv", area="", period=""))
    assert (found.figure, found.line) == (7, "Local source r.csv: 7%, no period.")


def test_headings_without_rows_are_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("rate\n")
    found = evidence(tmp_path, source("r.csv", area="", period=""))
    assert (found.found, found.line) == (Found.NO_ROW, "Local source r.csv: it has headings and no rows.")


def test_a_borough_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | rate |\n| Easthaven | 2024/25 | 9 |")
    found = evidence(tmp_path, source("r.csv"))
    assert (found.found, found.line) == (
        Found.NO_ROW,
        "Local source r.csv: no row for Northbridge in “borough”.",
    )


def test_rows_shared_with_a_neighbour_are_said_to_be(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | rate |\n| E09000098 / E09000099 | 2024/25 | 9 |")
    assert evidence(tmp_path, source("r.csv")).found is Found.COMBINED


# People and places --------------------------------------------------------------------------------------------------

CHILDREN = """
| pupil_id | ward  | seen       | passed | sex | ethnicity | fsm |
"""


def children(count: int) -> str:
    rows = (
        f"| {n} | Ward {n % 4} | 2025-{n % 9 + 1:02}-10 | {'' if n % 9 == 8 and n % 2 else n % 2} "
        f"| {'FM'[n % 2]} | group {n % 5} | N |"
        for n in range(count)
    )
    return CHILDREN + "\n".join(rows)


PEOPLE = source("children.csv", area="ward", period="seen", value="passed")


def test_of_a_table_with_a_row_a_child_there_are_counts_and_no_figure(tmp_path: Path) -> None:
    csv_file(tmp_path, "children.csv", children(900))
    found = evidence(tmp_path, PEOPLE, of=metric(kind="Calendar year"))
    assert found.line == (
        "Local source children.csv: 100 rows for Northbridge, partial: 50 of 100 rows blank, September 2025; "
        "9 periods from January 2025."
    )
    assert (found.level, found.breakdowns) == ("Ward; Person", "Sex; Ethnicity")
    assert found.values == "9 periods; latest: 50% blank"
    assert found.figure is None


def test_fewer_than_ten_children_are_not_counted_aloud(tmp_path: Path) -> None:
    csv_file(tmp_path, "children.csv", children(20))
    found = evidence(tmp_path, PEOPLE, of=metric(kind="Calendar year"))
    assert "fewer than 10 rows for Northbridge, partial: some without a number, September 2025" in found.line
    assert found.values == "9 periods"


def test_one_child_alone_is_no_figure(tmp_path: Path) -> None:
    csv_file(tmp_path, "children.csv", children(1))
    found = evidence(tmp_path, PEOPLE, of=metric(kind="Calendar year"))
    assert (found.figure, found.said) == (None, "")


def test_names_in_a_column_taken_for_periods_stay_where_they_are(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | rate |\n| E09000098 | Ada Lovelace | 1 |")
    assert "Ada" not in repr(evidence(tmp_path, source("r.csv")))


# What does not fit --------------------------------------------------------------------------------------------------


def test_a_renamed_column_is_named_with_what_was_probably_meant(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | rates |\n| E09000098 | 2024/25 | 9 |")
    assert troubles(tmp_path, source("r.csv")) == [
        ("It has no column “rate”.", "Did you mean “rates”? Write the column's name as it stands there.")
    ]
    assert evidence(tmp_path, source("r.csv")).line == "Local source r.csv: it has no column “rate”."


def test_two_columns_of_one_name_are_asked_about(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | Rate | RATE |\n| E09000098 | 2024/25 | 9 | 8 |")
    found = evidence(tmp_path, source("r.csv"))
    assert (found.found, found.candidates) == (Found.CANDIDATES, ("Rate", "RATE"))


def test_two_sources_that_differ_are_both_shown_and_none_is_chosen(tmp_path: Path) -> None:
    csv_file(tmp_path, "a.csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 9 |")
    csv_file(tmp_path, "b.csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 8 |")
    found = evidence(tmp_path, source("a.csv"), source("b.csv"))
    assert (found.found, found.candidates) == (Found.CANDIDATES, ("a.csv: 9%, 2024/25", "b.csv: 8%, 2024/25"))


def test_one_source_that_cannot_be_read_spoils_no_other(tmp_path: Path) -> None:
    csv_file(tmp_path, "a.csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 9 |")
    (tmp_path / "b.csv").write_bytes(b"")
    home = looked(tmp_path, source("b.csv"), source("a.csv"))
    assert [one.what for one in home.troubles] == ["It is empty."]
    assert home.by_metric["MET-001"].figure == 9


@pytest.mark.parametrize(
    "place",
    [
        "/etc/hostname",
        "../r.csv",
        r"..\r.csv",
        r"\\server\share\r.csv",
        "C:\\Windows\\win.ini",
        "https://a.example/r.csv",
    ],
)
def test_a_workbook_cannot_send_us_to_a_place_of_its_own(tmp_path: Path, place: str) -> None:
    (what,) = [what for what, _ in troubles(tmp_path, source(place))]
    assert what in (
        "It is not in the workbook's own folder, nor in a folder your settings name.",
        "It is not the name of a file.",
    )


def test_a_pattern_in_a_name_is_only_a_name(tmp_path: Path) -> None:
    csv_file(tmp_path, "a[1].csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 9 |")
    assert evidence(tmp_path, source("a[1].csv")).figure == 9
    assert troubles(tmp_path, source("*.csv"))[0][0] == "It is not there."


# A second look ------------------------------------------------------------------------------------------------------


def test_a_file_that_has_not_changed_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    csv_file(tmp_path, "children.csv", children(900))
    kept = tmp_path / "kept" / "local.json"
    first = evidence(tmp_path, PEOPLE, kept=kept)
    with monkeypatch.context() as nobody_reads:
        nobody_reads.setattr("outcomes_xl.sources.local.session.opened", None)
        assert evidence(tmp_path, PEOPLE, kept=kept) == first
    assert "Ward 1" not in kept.read_text()
    csv_file(tmp_path, "children.csv", children(909))
    assert "101 rows for Northbridge" in evidence(tmp_path, PEOPLE, kept=kept).line


def test_what_was_kept_and_cannot_be_read_is_asked_again(tmp_path: Path) -> None:
    csv_file(tmp_path, "rates.csv", RATES)
    (tmp_path / "local.json").write_text('{"form": 1, "answers": []}')
    assert evidence(tmp_path, source("rates.csv"), kept=tmp_path / "local.json").figure == "c"
