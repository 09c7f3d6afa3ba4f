"""Tables with a row a person, whatever the column that tells people apart is called: never a record, nor a few."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import duckdb
import ibis
import pytest

from outcomes_xl.sources.local import Connection, Connections
from outcomes_xl.sources.local.column_roles import columns, keys, unknown
from outcomes_xl.sources.local.person_columns import candidates, how_made, is_of_figures, names_a_person
from tests.sources.local.desk import csv_file, evidence, looked, source
from tests.sources.local.server import Server

# What it is called --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        # The returns' own: SSDA903, children in need and school census, SEN2, Annex A, workforce, health.
        *(
            "CHILD",
            "LAchildID",
            "LAChildID",
            "UPN",
            "FormerUPN",
            "UniqueLearnerNumber",
            "PersonBirthDate",
            "DOB",
            "MC_DOB",
        ),
        *("ExpectedPersonBirthDate", "Child Unique ID", "SEN2personid", "SWENo", "ULN", "Surname", "PreferredSurname"),
        *("Individual adopter identifier", "Family identifier", "NHS_NUMBER", "NHS No.", "LocalPatientId", "Pupil_Ref"),
        # And as people write them.
        *(
            "child unique id",
            "  Child  Unique  ID ",
            "CHILD_UNIQUE_ID",
            "Child-ID",
            "Child's ID",
            "childUniqueId",
            "UPN2",
        ),
        *(
            "Person Number",
            "Pupil no",
            "Case Ref",
            "case_reference",
            "Client ref.",
            "Household ID",
            "YP ID",
            "Young person ID",
        ),
        *("Referral key", "id of child", "Service User ID", "ＵＰＮ", "Date of Birth", "Student GUID", "patient hash"),
    ],
)
def test_a_heading_that_tells_people_apart_is_known(heading: str) -> None:
    assert names_a_person(heading)


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Area",
            "Area code",
            "new_la_code",
            "Children",
            "Number of children",
            "children_count",
            "Pupils",
            "t_read_eligible",
        ),
        *(
            "Persons",
            "Indicator ID",
            "Parent Code",
            "Child poverty rate",
            "Anypoint_child",
            "Started_episodes",
            "Period",
        ),
        *(
            "Cases closed",
            "Referrals",
            "Plan type",
            "Staff",
            "Contacts",
            "Families supported",
            "School",
            "Setting",
            "URN",
        ),
        *("Value", "Numerator", "2024/25", "Lower CI 95.0 limit", "Placement type", "Paid", "Covid", "Key stage"),
    ],
)
def test_a_heading_of_figures_names_nobody(heading: str) -> None:
    assert not names_a_person(heading)


@pytest.mark.parametrize(
    ("heading", "figures"),
    [
        *(("Number", True), ("Number on roll", True), ("No. of visits", True), ("Area code", True), ("2024/25", True)),
        *(
            ("Metric id", True),
            ("Time period", True),
            ("Ref", False),
            ("ID", False),
            ("Kid", False),
            ("XYZ number", False),
        ),
        *(("Barcode", False), ("Ref number", False), ("Key", False), ("Who", False)),
    ],
)
def test_what_is_neither_is_asked_about(heading: str, figures: bool) -> None:
    assert is_of_figures(heading) is figures


# How it is made -----------------------------------------------------------------------------------------------------

STATUTORY = {
    "list.csv": """
        | Child Unique ID | Legal status | borough   | year    | rate |
        | 1017            | C2           | E09000098 | 2024/25 | 31   |
    """,
    "census.csv": """
        | LAchildID | borough   | year    | rate |
        | X1        | E09000098 | 2024/25 | 47.5 |
        | X2        | E09000098 | 2023/24 | 3.1  |
    """,
    "episodes.csv": """
        | CHILD | LS | borough   | year    | rate |
        | 1     | C2 | E09000098 | 2024/25 | 7    |
        | 2     | C2 | E09000098 | 2024/25 | 8    |
    """,
}


@pytest.mark.parametrize("name", STATUTORY)
def test_no_record_leaves_a_statutory_return(tmp_path: Path, name: str) -> None:
    csv_file(tmp_path, name, STATUTORY[name])
    found = evidence(tmp_path, source(name))
    assert (found.figure, found.said) == (None, "")
    assert "fewer than 10 rows for Northbridge" in found.line
    assert found.suggested_status == "Available, needs work"


@pytest.mark.parametrize(
    ("heading", "ids"),
    [
        *(("Kid", ("1017",)), ("Ref", ("1", "2")), ("Who", ("X1", "X2")), ("XYZ no", ("P0001", "P0002", "P0003"))),
        *(("Barcode", ("a1b2-77", "c3d4-99")), ("Anon", ("1017.0", "1018.0")), ("N1", ("Ann Smith", "Bob Jones"))),
        *(("CLA ref", ("77",)), ("Ident", ("943 476 5919", "943 476 5870"))),
    ],
)
def test_an_unknown_column_that_is_different_in_every_row_is_taken_for_an_id(
    tmp_path: Path, heading: str, ids: tuple[str, ...]
) -> None:
    rows = "\n".join(f"| {one} | E09000098 | {2025 - n}/{26 - n} | {31 + n} |" for n, one in enumerate(ids))
    csv_file(tmp_path, "r.csv", f"| {heading} | borough | year | rate |\n{rows}")
    home = looked(tmp_path, source("r.csv"))
    found = home.by_metric["MET-001"]
    assert (found.figure, found.said) == (None, "")
    assert "fewer than 10 rows" in found.line
    assert [one.what for one in home.troubles] == [
        f"Its column “{heading}” looks like an id: each row was taken for a person's, and no figure is shown."
    ]
    assert not any(one in repr(home) for one in ids if len(one) > 2)


@pytest.mark.parametrize("each", [1, 3, 8])
def test_children_who_stand_there_several_times_are_people_too(tmp_path: Path, each: int) -> None:
    rows = "\n".join(f"| {1017 + n // each} | E09000098 | 2024/25 | {n % 2} |" for n in range(72))
    csv_file(tmp_path, "r.csv", f"| Ref | borough | year | rate |\n{rows}")
    found = evidence(tmp_path, source("r.csv"))
    assert (found.figure, "Person" in found.level) == (None, True)


def test_a_record_that_stands_where_headings_should_is_not_repeated(tmp_path: Path) -> None:
    for first in (
        "A801200001001,Ann Smith,2024/25",
        "Ann Smith,03/04/2015,31",
        "Smith,31.5,ann@example.uk",
        "1017,Ann,C2",
    ):
        (tmp_path / "r.csv").write_text(f"{first}\n")
        (trouble,) = looked(tmp_path, source("r.csv")).troubles
        assert trouble.what.endswith("what stands at its top does not look like headings.")
        assert not any(word in repr(trouble) for word in ("Ann", "Smith", "ann@"))


def test_one_child_in_the_newest_of_many_periods_is_no_figure(tmp_path: Path) -> None:
    rows = "\n".join(f"| K{n} | E09000098 | {2024 if n else 2025}/{25 if n else 26} | {n} |" for n in range(40))
    csv_file(tmp_path, "r.csv", f"| Kid | borough | year | rate |\n{rows}")
    found = evidence(tmp_path, source("r.csv"))
    assert (found.figure, found.values) == (None, "2 periods")


@pytest.mark.parametrize(
    "heading",
    [
        *("UPN (anonymised)", "ChildUniqueIDNo", "Childs initials", "Mosaic", "Case", "YP", "LCHILD", "SUPI", "Ident"),
        *("pers", "Code", "Name", "URN", "Number", "Row", "Kod", "Index", "order", "PK"),
    ],
)
def test_ids_of_all_lengths_that_lie_far_apart_are_ids_whatever_they_are_called(tmp_path: Path, heading: str) -> None:
    rows = "\n".join(f"| {1000 + n * 7919 % 90_000} | E09000098 | 2023/24 | {n % 23} |" for n in range(30))
    csv_file(tmp_path, "r.csv", f"| {heading} | borough | year | rate |\n{rows}\n| 777 | E09000098 | 2024/25 | 31 |")
    found = evidence(tmp_path, source("r.csv"))
    assert (found.figure, "Person" in found.level, "31" in found.said) == (None, True, False)


@pytest.mark.parametrize("heading", ["Team", "Sex", "Ethnicity", "SEN", "Gender"])
@pytest.mark.parametrize(
    "ids", [("P0001", "P0002", "P0003"), ("1017", "1018"), tuple(f"{70_000 + n}" for n in range(40))]
)
def test_ids_under_the_heading_of_a_group_are_ids(tmp_path: Path, heading: str, ids: tuple[str, ...]) -> None:
    rows = "\n".join(f"| {one} | E09000098 | {2025 - n}/{26 - n} | {31 + n} |" for n, one in enumerate(ids[:20]))
    csv_file(tmp_path, "r.csv", f"| {heading} | borough | year | rate |\n{rows}")
    home = looked(tmp_path, source("r.csv"))
    assert (home.by_metric["MET-001"].figure, len(home.troubles)) == (None, 1)
    assert not any(one in repr(home) for one in ids)


@pytest.mark.parametrize(
    ("heading", "groups"),
    [
        ("Age", ("0-17",)),
        ("Age", ("10-14", "15-17")),
        ("Sex", ("Total",)),
        ("Year group", ("Year 7", "Year 8", "Year 9")),
        ("Team", ("Team 1", "Team 2")),
        ("Team", ("North", "South")),
        ("IMD decile", tuple(str(n) for n in range(1, 10))),
    ],
)
def test_groups_under_the_heading_of_a_group_are_groups(tmp_path: Path, heading: str, groups: tuple[str, ...]) -> None:
    rows = "\n".join(f"| {one} | E09000098 | {2024 - n}/{25 - n} | {31 + n} |" for n, one in enumerate(groups))
    csv_file(tmp_path, "r.csv", f"| {heading} | borough | year | rate |\n{rows}")
    home = looked(tmp_path, source("r.csv"))
    assert not [one for one in home.troubles if "looks like an id" in one.what]


# Figures stay figures -------------------------------------------------------------------------------------------------

BOROUGHS = [f"E0900{n:04}" for n in range(66, 99)]


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Cohort", [str(3_012 + 37 * n) for n in range(33)]),
        ("Needing help", [str(812 + 371 * n) for n in range(33)]),
        ("Roll", [str(9_812 + 371 * n) for n in range(33)]),
        ("Share needing help", [f"{n / 7:.4f}" for n in range(33)]),
        ("Local code", BOROUGHS),
        ("Taken on", [f"2025-03-{n % 28 + 1:02}" for n in range(33)]),
        ("Kind of area", ["London borough"] * 33),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_figure_a_borough_is_no_person_whatever_else_stands_beside_it(
    tmp_path: Path, heading: str, values: list[str]
) -> None:
    rows = "\n".join(f"| {area} | 2024/25 | {n} | {values[n]} |" for n, area in enumerate(BOROUGHS))
    csv_file(tmp_path, "r.csv", f"| borough | year | rate | {heading} |\n{rows}")
    home = looked(tmp_path, source("r.csv"))
    assert (home.by_metric["MET-001"].figure, home.troubles) == (32, ())


def test_no_published_file_is_taken_for_a_table_of_people(tmp_path: Path) -> None:
    shipped = resources.files("outcomes_xl") / "data" / "published"
    with resources.as_file(shipped) as folder:
        files = sorted(folder.glob("*.csv"))
        for file in files:
            shutil.copy(file, tmp_path)
    assert files
    for file in files:
        text = (tmp_path / file.name).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        known = ("new_la_code", "area code", "area", "la and regions", "areacd")
        area = next((name for name in text if name.casefold() in known), None)
        if area is None:
            continue  # a title stands above its headings
        named = source(file.name, area=area, period="", value=text[-1])
        home = looked(tmp_path, named)
        assert "Person" not in home.by_metric["MET-001"].level, file.name
        assert not [one.what for one in home.troubles if "looks like an id" in one.what], file.name


# In a database ------------------------------------------------------------------------------------------------------


def test_of_a_database_the_values_of_an_unknown_column_are_never_asked_for(tmp_path: Path, postgres: Server) -> None:
    postgres.does(
        "create schema people",
        "create table people.kids (kid text, borough text, year text, rate numeric, seen boolean)",
        "insert into people.kids values ('K1017', '398', '2024/25', 31, true), ('K1018', '399', '2024/25', 3, true)",
        "grant usage on schema people to reader; grant select on people.kids to reader",
    )
    try:
        known = postgres.connection()
        row = source("Mosaic reporting", "Database", "people.kids")
        before = len(postgres.asked_by_reader())
        home = looked(tmp_path, row, connections=Connections(tmp_path / "c.toml", {known.name: known}))
        found = home.by_metric["MET-001"]
        assert (found.figure, "fewer than 10 rows" in found.line) == (None, True)
        assert "looks like an id" in home.troubles[0].what
        asked = [one for one in postgres.asked_by_reader()[before:] if '"people"."kids"' in one]
        assert len(asked) == 2
        assert not any(word in asked[0].upper() for word in ('MIN("KID")', 'MAX("KID")'))
    finally:
        postgres.does("drop schema people cascade")


def test_of_a_duckdb_file_they_are_known_too(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "d.duckdb")) as made:
        made.execute("create table kids as select uuid() as who, '398' borough, '2024/25' as year, 31 rate")
    known = Connection("Lake", "duckdb", {"file": str(tmp_path / "d.duckdb")})
    row = source("Lake", "Database", "kids")
    found = evidence(tmp_path, row, connections=Connections(tmp_path / "c.toml", {"Lake": known}))
    assert (found.figure, "fewer than 10 rows" in found.line) == (None, True)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "mssql", "databricks"])
def test_the_question_can_be_put_to_every_engine(dialect: str) -> None:
    kinds = {"la": "string", "seen": "date", "rate": "float64", "kid": "string", "ref": "int64", "who": "float64"}
    table = ibis.table(kinds, name="plans")
    named = columns(source("x", "Database", "plans", area="la", period="seen"), table.columns)
    asked = candidates(table, unknown(named, table.columns))
    assert set(asked) == {"kid", "ref", "who"}
    said = str(ibis.to_sql(how_made(table, asked, keys(named, table.columns), dialect == "postgres"), dialect=dialect))
    assert said.upper().count("DISTINCT") == 4


def test_people_who_are_made_up_are_no_evidence_of_a_boroughs(tmp_path: Path) -> None:
    """The demonstration's pupils stand on Sources to try Cohort with; they had their wards told as Merton's levels."""
    csv_file(tmp_path, "pupils.csv", "| UPN | made_up | ward | year | rate |\n| A1 | yes | North | 2024/25 | 1 |")
    seen = looked(tmp_path, source("pupils.csv", area=""))
    (trouble,) = seen.troubles
    assert trouble.what == "Its people are made up, so nothing was taken from it."
    assert (seen.by_metric["MET-001"].level, seen.by_metric["MET-001"].figure) == ("", None)
