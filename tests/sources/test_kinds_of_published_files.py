"""Workbooks, zip files, LAIT's downloads, and files nobody knows: each is read, or named with what to do."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Derived, How
from outcomes_xl.sources import Evidence
from outcomes_xl.sources.evidence import WITH_A_CAUTION
from outcomes_xl.sources.published.points import UNTOLD
from tests.sources.making import ees, ees_file, evidence, framework, looked, metric, save
from tests.sources.test_published_cases import of

FRAMEWORK = load_framework()

# Workbooks ---------------------------------------------------------------------------------------------------------


def workbook(path: Path, rows: list[list[object]], *, shown: str = "") -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Cover").write(0, 0, "A title, and nothing else")
        sheet = book.add_worksheet("Table_6")
        look = book.add_format({"num_format": shown}) if shown else None
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value, look if isinstance(value, float) else None)


COVER: list[list[object]] = [
    ["Completed primary immunisations at 24 months: January to March 2025"],
    ["[z] not applicable"],
    [
        *("Code", "Local authority", "Region name", "Organisation Data Service code", "Notes"),
        *("Number of children who reached 24 months in reporting quarter", "Coverage at 24 months MMR1 (%)"),
    ],
    ["E92000001", "[z]", "England", "[z]", "[z]", 140203, 88.8],
    ["E12000007", "[z]", "London", "[z]", "[z]", 24818, 80.7],
    ["E09000024", "Merton", "London", "732", "[note 6]", 809, 84.2],
]


def test_a_sheet_of_a_workbook_is_read_with_its_title_lines_and_its_odd_codes(tmp_path: Path) -> None:
    workbook(tmp_path / "cover.xlsx", COVER)
    found = of(tmp_path, "MET-029")
    assert (found.figure, found.london, found.england) == (84.2, 80.7, 88.8)
    assert (found.period, found.exactness) == ("January to March 2025", "close")
    assert "cover.xlsx, sheet Table_6" in found.line
    assert "note 6" in found.cautions


def test_a_cell_shown_in_per_cent_is_read_as_it_is_shown(tmp_path: Path) -> None:
    rows = [[value / 100 if isinstance(value, float) else value for value in row] for row in COVER]
    workbook(tmp_path / "cover.xlsx", rows, shown="0.0%")
    assert of(tmp_path, "MET-029").figure == 84.2


def test_a_fraction_that_is_not_shown_in_per_cent_stays_a_fraction_and_is_cautioned(tmp_path: Path) -> None:
    rows = [[value / 100 if isinstance(value, float) and value == 84.2 else value for value in row] for row in COVER]
    workbook(tmp_path / "cover.xlsx", rows)
    assert of(tmp_path, "MET-029").caution.endswith("looks like a fraction: England has 88.8, out of a hundred.")


def test_a_cell_of_a_workbook_that_is_not_a_number_is_no_figure(tmp_path: Path) -> None:
    workbook(tmp_path / "made.xlsx", [list(line.split(",")) for line in ees_file("2025,31").splitlines()])
    with zipfile.ZipFile(tmp_path / "made.xlsx") as made:
        parts = {one: made.read(one) for one in made.namelist()}
    (tmp_path / "made.xlsx").unlink()
    name = "xl/worksheets/sheet2.xml"
    parts[name], spoilt = re.subn(rb'<c r="K2" t="s"><v>\d+</v></c>', b'<c r="K2"><v>NaN</v></c>', parts[name])
    assert spoilt == 1
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        for one, data in parts.items():
            package.writestr(one, data)
    found = evidence(tmp_path, ees())
    told = "Its cell shows #NUM!, an error in the publisher's file: the figure is not known from it."
    assert (found.figure, found.caution) == (None, told)


def test_a_workbook_without_a_table_we_know_is_named(tmp_path: Path) -> None:
    workbook(tmp_path / "names.xlsx", [["name", "street"], ["A. Officer", "High Street"]])
    (seen,) = looked(tmp_path, framework(ees())).files
    assert seen.recognised_as == ""
    assert seen.looks_like == "It begins with “A title, and nothing else”, which is no published table this tool knows."


def test_a_workbook_that_is_none_is_a_trouble(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04 and so on")
    (trouble,) = looked(tmp_path, framework(ees())).troubles
    assert (trouble.name, trouble.next_step) == ("book.xlsx", "Download it again.")


def test_a_table_that_goes_on_in_another_way_is_told_of_and_spoils_nothing(tmp_path: Path) -> None:
    rows = [row[:2] if row[0] == "E09000024" else row for row in COVER]
    workbook(tmp_path / "cover.xlsx", [*rows, ["E09000024"]])
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    assert evidence(tmp_path, ees()).figure == 31


_CHILDREN = "Total number of households in TA with children"
TA1: list[list[object]] = [
    ["Table TA1 - Number of households by type of temporary accommodation provided\nEngland, 31st March 2025"],
    ["", "", "Grand Total", "", ""],
    ["", "", "Sum of Total households in TA", "", ""],
    ["", "", "Total number of households in TA1,2", "Number of households in area5  (000s)", _CHILDREN],
    ["", "", "", "", ""],
    ["E09000024", "Merton", 697, 80.445, 494],
]


def test_a_quarter_is_read_with_pivot_remnants_above_its_headings_and_an_ordinal_day(tmp_path: Path) -> None:
    workbook(tmp_path / "Detailed_LA_202503.xlsx", TA1)
    found = of(tmp_path, "MET-070")
    assert (found.figure, found.period) == (6.140841569, "31 March 2025")


@pytest.mark.parametrize(
    "title",
    [
        *(
            "England, as at 31 March 2025",
            "England 31/03/2025",
            "England, end of quarter: 2025-03-31",
            "England: Mar 2025",
        ),
        *("England, January to March 2025", "England at the end of March 2025, Q1"),
        "Published 30 June 2025. England, 31 March 2025",
    ],
)
def test_the_day_of_a_quarters_table_is_read_however_its_title_says_it(tmp_path: Path, title: str) -> None:
    workbook(tmp_path / "Detailed_LA.xlsx", [[f"Table TA1 - {title}"], *TA1[1:]])
    found = of(tmp_path, "MET-070")
    assert (found.figure, found.period, found.caution) == (6.140841569, "31 March 2025", "")


def test_a_title_that_names_two_days_is_said(tmp_path: Path) -> None:
    workbook(tmp_path / "Detailed_LA.xlsx", [["TA1 England, 31 March 2025 to 30 June 2025"], *TA1[1:]])
    assert of(tmp_path, "MET-070").caution == "The title says both “31 March 2025” and “30 June 2025”."


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Jan to Mar 2025", "January to March 2025"),
        ("Q4 2024/25", "January to March 2025"),
        ("2024 to 2025 financial year", "2024/25"),
    ],
)
def test_a_coverage_tables_quarter_may_be_said_in_short(tmp_path: Path, title: str, period: str) -> None:
    workbook(tmp_path / "cover.xlsx", [[f"Table 6 by UTLA: {title}"], *COVER[1:]])
    assert of(tmp_path, "MET-029").period == period


def test_a_table_that_says_nowhere_which_period_it_is_for_is_named(tmp_path: Path) -> None:
    workbook(tmp_path / "Detailed_LA.xlsx", [["Table TA1 - Households"], *TA1[1:]])
    (trouble,) = looked(tmp_path, FRAMEWORK, FRAMEWORK.boroughs["E09000024"]).troubles
    assert trouble.what == (
        "Which period its figures are for cannot be told, so any file that says its own goes before it."
    )
    found = of(tmp_path, "MET-070")
    assert (found.shown, found.figure, found.period) == (WITH_A_CAUTION, 6.140841569, UNTOLD)
    assert found.caution == "Which period it is for cannot be told from the file: look at its title."
    assert "in Merton, for a period that cannot be told" in found.line
    workbook(tmp_path / "Detailed_LA.xlsx", [["Table TA1 - Households"], *TA1[1:]])
    (tmp_path / "Detailed_LA.xlsx").rename(tmp_path / "TA1 31 March 2025.xlsx")
    assert of(tmp_path, "MET-070").period == "31 March 2025"


def test_a_table_whose_day_has_not_come_is_told_as_that_and_not_as_a_missing_row(tmp_path: Path) -> None:
    title = [str(TA1[0][0]).replace("2025", "2031")]
    workbook(tmp_path / "TA1.xlsx", [title, *TA1[1:]])
    found = of(tmp_path, "MET-070")
    assert (found.shown, found.figure) == ("Could not be read", None)
    assert "has a row for Merton at 31 March 2031, which has not come yet" in found.line


def test_a_newer_file_whose_day_has_not_come_is_a_caution_beside_the_older_figure(tmp_path: Path) -> None:
    old = [[str(cell).replace("March 2025", "December 2024") for cell in TA1[0]], *TA1[1:]]
    workbook(tmp_path / "a.xlsx", old)
    workbook(tmp_path / "b.xlsx", [[str(TA1[0][0]).replace("2025", "2031")], *TA1[1:]])
    found = of(tmp_path, "MET-070")
    assert (found.shown, found.period) == (WITH_A_CAUTION, "31 December 2024")
    assert "b.xlsx" in found.caution
    assert "has not come yet" in found.caution


def test_a_coverage_table_of_a_whole_year_is_the_same_and_one_of_a_quarter_is_close(tmp_path: Path) -> None:
    title = "Completed primary immunisations at 24 months: financial year 2024 to 2025"
    workbook(tmp_path / "cover.xlsx", [[title], *COVER[1:]])
    found = of(tmp_path, "MET-029")
    assert (found.shown, found.period, found.exactness) == ("Found", "2024/25", "same definition")
    workbook(tmp_path / "cover.xlsx", [["Quarter 4 2024 to 2025"], *COVER[1:]])
    found = of(tmp_path, "MET-029")
    assert (found.shown, found.period, found.exactness) == ("Found", "January to March 2025", "close")


def test_a_newer_quarter_with_other_headings_is_named_by_its_table(tmp_path: Path) -> None:
    rows = [[_CHILDREN.upper() + "REN" if cell == _CHILDREN else cell for cell in row] for row in TA1]
    workbook(tmp_path / "Detailed_LA_202603.xlsx", rows)
    (seen,) = looked(tmp_path, FRAMEWORK, FRAMEWORK.boroughs["E09000024"]).files
    assert seen.looks_like == "It looks like MHCLG's table TA1, with headings that this tool does not know yet."


def test_while_no_metric_is_tied_to_nomis_a_table_of_its_site_is_named_and_nobody_is_sent_for_another() -> None:
    """With the first such tie, the words of looks_like.toml for Nomis are to say what to download."""
    assert not {series.publisher for series in FRAMEWORK.series} & {"Nomis", "Stat-Xplore"}


# Zip files ---------------------------------------------------------------------------------------------------------


def test_a_zip_file_is_read_inside(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "release.zip", "w") as package:
        package.writestr("data/rates.csv", ees_file("2025,31"))
        package.writestr("__MACOSX/data/._rates.csv", "rubbish")
        package.writestr("data/notes.pdf", b"%PDF")
    found = evidence(tmp_path, ees())
    assert found.figure == 31
    assert "release.zip/data/rates.csv" in found.line


def test_a_zip_file_without_a_table_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "release.zip", "w") as package:
        package.writestr("notes.pdf", b"%PDF")
    (trouble,) = looked(tmp_path, framework(ees())).troubles
    assert trouble.what == "It is a zip file without a table in it."


# LAIT --------------------------------------------------------------------------------------------------------------

WIDE = "LA Number,LA and Regions,2023,2024,2025\n315.0,Merton,15.1,-,14.930000000000001\n970.0,England,21.2,20,18.14\n"


def test_a_download_of_lait_is_known_by_its_name_and_its_dash_is_no_figure(tmp_path: Path) -> None:
    title = next(one.dataset.split("|")[1] for one in FRAMEWORK.series if one.dataset.startswith("TotPerAbNew|"))
    save(tmp_path, f"LAIT {title.replace('/', ' ')}.csv", WIDE)
    found = of(tmp_path, "MET-050")
    assert (found.figure, found.period, found.england) == (14.93, "2024/25", 18.14)
    assert found.values == "3 periods: 2 figures, 1 no figure, reason not said (-)"


def test_a_row_of_lait_with_another_authoritys_number_is_said(tmp_path: Path) -> None:
    head = "Short Desc,Years,LA and Regions,Values,LA Number\n"
    rows = "Short,2025,Newham,40,316.0\nShort,2025,Merton,31,"
    assert lait(f"{head}{rows}315.0\n", tmp_path).caution == ""
    assert lait(f"{head}{rows}316.0\n", tmp_path).caution == (
        "Its row has the borough's name and the number 316.0, and Merton's is 315."
    )


def test_a_measure_of_lait_that_is_called_provisional_is_said_to_be(tmp_path: Path) -> None:
    head = "Short Desc,Data item,Years,LA and Regions,Values\n"
    assert lait(f"{head}Short,A measure (provisional),2025,Merton,31\n", tmp_path).caution == (
        "The publisher marks it provisional."
    )


def lait(text: str, folder: Path) -> Evidence:
    save(folder, "lait.csv", text)
    series = replace(ees("Values"), publisher="LAIT", dataset="Short")
    return evidence(folder, series, borough=FRAMEWORK.boroughs["E09000024"])


def test_lait_names_areas_in_capitals_too(tmp_path: Path) -> None:
    rows = "".join(f"Short,2025,{area},{value}\n" for area, value in (("MERTON", 31), ("ENGLAND", 67)))
    found = lait(f"Short Desc,Years,LA and Regions,Values\n{rows}", tmp_path)
    assert (found.figure, found.england) == (31, 67)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("Short Desc,Values,Years,LA and Regions|Short,30,2024,Merton|Short,31,2025,Merton", "the area stands last"),
        ("LA and Regions,Values,Years,Short Desc|Merton,30,2024,Short|Merton,31,2025,Short", "the measure stands last"),
        (
            '"Short Desc","Years","LA and Regions","Values"|"Short","2024","Merton","30"|"Short","2025","Merton","31"',
            "R",
        ),
        (
            'Short Desc,Data item,Years,LA and Regions,Values|Short,"a, b",2024,Merton,30|Short,a,2025,Merton,31',
            "mixed",
        ),
        (
            'Short Desc,Item,Years,LA and Regions,Values|Short,5" x 6",2025,Brent,9|Short," ""x"" ",2025,Merton,31',
            "inches",
        ),
        ("Short Desc,Years,LA and Regions,Values||Short,2024,Merton|Short,2025,Merton,31", "a blank line, a short row"),
        ("Short Desc,Years,LA and Regions,Values,LA Number,Region|Short,2025, Merton ,31,315,Outer London", "spaces"),
        ("Short Desc,Years,LA and Regions,Values|Short,2025,Merton,31|Short,2025,Outer London,9", "not London"),
        ("Short Desc;Years;LA and Regions;Values|Short;2024;Merton;30,5|Short;2025;Merton;31,0", "semicolons"),
    ],
)
def test_lait_is_one_table_however_it_was_saved(rows: str, why: str, end: str, tmp_path: Path) -> None:
    found = lait(rows.replace("|", end) + end, tmp_path)
    assert (found.figure, found.period, found.london) == (31, "31 March 2025", None), why


def test_a_measure_without_a_row_for_the_borough_is_still_in_the_table(tmp_path: Path) -> None:
    found = lait("Short Desc,Years,LA and Regions,Values\nShort,2025,England,31\nShort,2025,Barnet,9\n", tmp_path)
    assert found.found == "No row for this borough"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_measures_nobody_asks_for_are_passed_over_and_counted(tmp_path: Path, end: str) -> None:
    rows = (
        *("Short Desc,Years,LA and Regions,Values", "Other,2025,Merton,1", 'Other,2025,"Brent, or so',
          'and more",2', "Other,2025,Brent,3"),
        *("Short,2024,Merton,30", "Other2,2025,Merton,4", "Other2,2025,Merton,5,6", "Short,2025,Merton,31"),
        *("Short,2025,England,67", "Other,2026,Merton,7"),
    )  # fmt: skip
    save(tmp_path, "lait.csv", end.join((*rows, "")))
    series = replace(ees("Values", where={"Short Desc": "Short|A longer name"}), publisher="LAIT", dataset="Short")
    seen = looked(tmp_path, framework(series), FRAMEWORK.boroughs["E09000024"])
    found = seen.by_metric["MET-001"]
    assert (found.figure, found.period, found.england, found.caution) == (31, "31 March 2025", 67, "")
    assert seen.files[0].rows == 9
    assert not seen.troubles


def test_a_long_table_that_breaks_off_is_told(tmp_path: Path) -> None:
    save(tmp_path, "lait.csv", "Short Desc,Years,LA and Regions,Values\nShort,2025,Merton,31\nShort,2025,Engl")
    seen = looked(tmp_path, FRAMEWORK, FRAMEWORK.boroughs["E09000024"])
    assert seen.files[0].rows == 2
    assert "Its last row breaks off and was left out; more may be missing." in {one.what for one in seen.troubles}


def test_a_change_and_a_target_beside_the_years_of_lait_are_no_figures(tmp_path: Path) -> None:
    headings = "LA and Regions,Short Desc,2023,2024,2024 change,2025 target,2025 (Target)"
    found = lait(f"{headings}\nMerton,Short,30,31,1.5,99,98\n", tmp_path)
    assert (found.figure, found.period, found.cautions) == (31, "31 March 2024", ())


def test_a_download_of_lait_that_says_no_measure_is_named(tmp_path: Path) -> None:
    save(tmp_path, "download (3).csv", WIDE)
    seen = looked(tmp_path, FRAMEWORK, FRAMEWORK.boroughs["E09000024"])
    (trouble,) = seen.troubles
    assert trouble.what.startswith("It is a download of one measure from LAIT")


def test_a_year_of_the_long_table_is_the_one_it_ends_in(tmp_path: Path) -> None:
    save(
        tmp_path,
        "bds_long.csv",
        "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"
        'HospAd0-14,"Two\nlines",2024,Merton,54.609999999999999,315.0,Outer London\n'
        "HospAd0-14,NA,2024,London (Outer),60,,\n"
        "HospAd0-14,NA,2024,London,59.07,,\n",
    )
    found = of(tmp_path, "MET-008")
    assert (found.figure, found.period, found.london) == (54.61, "2023/24", 59.07)


# Files nobody knows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "looks_like"),
    [
        ("“Counting: Number of Children in low income families”\nYear,2024\nMerton,3\n", "Stat-Xplore"),
        ("population estimates\nONS Crown Copyright Reserved [from Nomis on 3 March 2026]\n\nMerton,3\n", "Nomis"),
        ("time_identifier,geographic_level,rate\nA,B,3\n", "Explore education statistics"),
        ("Indicator ID,Area,Value\n90284,Merton,3\n", "a Fingertips table without its columns"),
        ("name,street\nA. Officer,High Street\n", "which is no published table"),
    ],
)
def test_a_table_nobody_knows_is_named_with_what_it_looks_like_and_what_to_do(
    tmp_path: Path, text: str, looks_like: str
) -> None:
    save(tmp_path, "mine.csv", text)
    (seen,) = looked(tmp_path, framework(ees())).files
    assert looks_like in seen.looks_like
    assert seen.next_step.endswith(".")


# What is worked out ------------------------------------------------------------------------------------------------


def worked_out(folder: Path, how: How, *parts: str, of: tuple[str, ...] = ("one", "two"), unit: str = "%") -> Evidence:
    """What comes of the parts "one" and "two" in one file, the cells of which are given."""
    save(folder, "parts.csv", ees_file(f"2025,{','.join(parts)}", columns="one,two"))
    routes = tuple(replace(ees(name), part=name, dataset="one; two") for name in ("one", "two"))
    line = Derived("MET-001", "", "A release", how, of, (), 0, 1, "close", "worked out by us", "made for a test")
    known = replace(framework(*routes, of=metric(unit=unit)), derived=(line,))
    return looked(folder, known).by_metric["MET-001"]


@pytest.mark.parametrize(
    ("how", "figure"),
    [(How.GAP, 25), (How.SUM, 75), (How.SHARE, 200), (How.REST, -100), (How.RATE, 2), (How.COMPLEMENT, 50)],
)
def test_each_way_of_working_a_figure_out(tmp_path: Path, how: How, figure: float) -> None:
    found = worked_out(tmp_path, how, "50", "25")
    assert found.figure == figure
    assert [(one.name, one.figure) for one in found.inputs] == [("one", 50), ("two", 25)]
    assert "worked out: one 50, two 25" in found.line
    assert found.suggested_status == "Available, needs work"


@pytest.mark.parametrize("how", [How.GAP, How.SHARE, How.RATE])
def test_what_needs_a_withheld_part_is_withheld(tmp_path: Path, how: How) -> None:
    found = worked_out(tmp_path, how, "50", "c")
    assert (found.found, found.figure, found.withheld) == ("Published, but withheld for your borough", "c", True)


def test_a_sum_with_a_withheld_part_is_partial(tmp_path: Path) -> None:
    found = worked_out(tmp_path, How.SUM, "50", "c")
    assert (found.found, found.said) == (
        "Found, partial sum",
        "a partial sum, 50% without 1 of 2 parts, which says c (suppressed)",
    )


def test_nothing_is_divided_by_nothing(tmp_path: Path) -> None:
    assert worked_out(tmp_path, How.SHARE, "50", "0").figure == "z"


def test_groups_stand_side_by_side_and_none_is_the_figure(tmp_path: Path) -> None:
    found = worked_out(tmp_path, How.GROUPS, "50", "c")
    assert (found.found, found.figure, found.said) == (
        "Found, in groups",
        "2 groups",
        "one 50, two c (suppressed)",
    )


def test_a_group_that_a_file_does_not_hold_is_not_missed_by_the_others(tmp_path: Path) -> None:
    text = ees_file("2025,in need,50", columns="group,one")
    save(tmp_path, "parts.csv", text)
    routes = tuple(
        replace(ees("one", {"group": name}), part=name, dataset="group") for name in ("in need", "looked after")
    )
    line = Derived("MET-001", "", "A release", How.GROUPS, ("in need", "looked after"), (), 0, 1, "close", "-", "-")
    found = looked(tmp_path, replace(framework(*routes), derived=(line,))).by_metric["MET-001"]
    assert [(one.name, one.figure) for one in found.inputs] == [("in need", 50)]
    assert (found.figure, found.caution) == ("1 of 2 groups", "It has 1 of 2 groups; not in parts.csv: looked after.")
