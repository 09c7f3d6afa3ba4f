"""From a source to counts: one statement, the borough's rows of one period, each person once."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from outcomes_xl.cohorts.borough_rows import where
from outcomes_xl.disclosure.outputs import CountRule
from outcomes_xl.model.cannot_use import CannotLook, CannotUse
from outcomes_xl.sources.local import Connections
from outcomes_xl.sources.local.cell_expressions import Areas
from outcomes_xl.sources.local.cell_expressions import where as where_in_words_of_engines
from outcomes_xl.sources.local.session import Session
from tests.cohorts.pupils import HEADINGS, as_csv, counts, pupils


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    as_csv(tmp_path / "pupils.csv", pupils())
    return tmp_path


def told(folder: Path, by: str = "sen", **more: object) -> str:
    with pytest.raises(CannotLook) as trouble:
        counts(folder, by, **more)  # type: ignore[arg-type]
    return str(trouble.value)


def test_the_latest_period_is_counted_each_pupil_once(folder: Path) -> None:
    found = counts(folder, "sen,born:season,fsm,idaci:5")
    assert (found.cells.period, found.cells.people, found.remarks) == ("2024/25", 180, ())
    assert counts(folder, "sen", asked_period="2023-24").cells.people == 60


def test_it_is_one_statement_that_groups_by_what_stands_there(folder: Path) -> None:
    statement = counts(folder, "sen,fsm").answer.statement
    assert ";" not in statement
    assert statement.count("GROUP BY") == 2  # the crossings, and how many people there are in each period
    assert "ROUND" not in statement.upper()
    as_csv(folder / "no ids.csv", [row[1:] for row in pupils()], HEADINGS[1:])
    assert counts(folder, "sen,fsm", place="no ids.csv").answer.statement.count("GROUP BY") == 1


def test_without_a_column_that_tells_people_apart_that_is_said(folder: Path) -> None:
    as_csv(folder / "no ids.csv", [row[1:] for row in pupils()], HEADINGS[1:])
    found = counts(folder, "sen", place="no ids.csv")
    assert found.cells.people == 180
    assert found.remarks == (
        "No column of the source tells people apart, so whoever stands in it twice is counted twice.",
    )


@pytest.mark.parametrize(
    ("again", "said"),
    [([1], "1 row is about somebody who stands in it already"), ([1, 1, 2], "3 rows are about somebody who stands")],
)
def test_a_pupil_who_stands_twice_stops_it_and_how_many_is_said(folder: Path, again: list[int], said: str) -> None:
    rows = pupils()
    as_csv(folder / "pupils.csv", [*rows, *(rows[number] for number in again)])
    assert told(folder).startswith(said)
    assert "by “upn”. Keep one row for each person and period in the source" in told(folder)


def test_a_pupil_stands_twice_however_each_row_writes_the_id(folder: Path) -> None:
    rows = pupils()
    one = rows[1][1:]
    again = [(written, *one) for written in ("a00001 ", "A-00001", "\N{NO-BREAK SPACE}a 00001", "  ", " - ")]
    as_csv(folder / "pupils.csv", [*rows, *again])
    assert told(folder).startswith("3 rows are about somebody who stands in it already, by “upn”.")


def test_a_number_is_one_pupils_with_a_decimal_or_without_its_noughts(folder: Path) -> None:
    rows = [(f"{number:06}", *row[1:]) for number, row in enumerate(pupils(), 1)]
    one = rows[1][1:]
    again = [(written, *one) for written in ("000002.0", "2", "2.0", "A00001", "A1", "0A1", "00A1")]
    as_csv(folder / "pupils.csv", [*rows, *again])
    assert told(folder).startswith("3 rows are about somebody who stands in it already, by “upn”.")


def test_a_pupil_is_in_the_source_once_a_year_and_pupils_without_an_id_are_each_one(folder: Path) -> None:
    rows = pupils()
    earlier = [(row[0], row[1], "2022/23", *row[3:]) for row in rows]
    nobody = [(None, *row[1:]) for row in rows[:3]]
    as_csv(folder / "pupils.csv", [*rows, *earlier, *nobody])
    assert counts(folder, "sen").cells.people == 180 + 2


def test_a_source_that_is_saved_anew_while_it_is_read_is_not_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outcomes_xl.workflows import cohort_counts

    real = cohort_counts.statement

    def saved_meanwhile(*parts: object) -> object:
        os.utime(folder / "pupils.csv", ns=(1, 1))
        return real(*parts)  # type: ignore[arg-type]

    monkeypatch.setattr(cohort_counts, "statement", saved_meanwhile)
    assert told(folder).startswith("It changed while it was read, so nothing was made of it.")


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("upn", "Its column “upn” tells people apart one by one, so it makes no groups."),
        ("upn:5", "Its column “upn” tells people apart one by one, so it makes no groups."),
        ("sne", "It has no column “sne”. It has “upn”, “la”,"),
        ("gld", "“gld” is what is counted, or when: it makes no groups."),
        ("born", "Its column “born” tells people apart one by one"),
        ("idaci", "different values: these are no groups."),
    ],
)
def test_a_column_that_makes_no_groups_is_said(folder: Path, by: str, said: str) -> None:
    assert said in told(folder, by)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["1", "A"], "Its column “gld” holds values that are neither yes nor no, in a few rows. With a row a person"),
        (["1", *["2.5", "3.5"] * 5], "Its column “gld” holds values that are neither yes nor no. With a row"),
        (
            ["1", ""],
            "Its column “gld” has yes and blanks, and never a no. If a blank means no there, say so with --blank",
        ),
        (["", ""], "Its column “gld” is blank in every row asked for."),
    ],
)
def test_a_value_that_is_no_yes_and_no_no_is_said(tmp_path: Path, values: list[str], said: str) -> None:
    as_csv(tmp_path / "pupils.csv", [("2024/25", "K", value) for value in values], ("school_year", "sen", "gld"))
    assert told(tmp_path, area="").startswith(said)


def test_a_blank_is_a_no_where_its_owner_says_so(tmp_path: Path) -> None:
    as_csv(
        tmp_path / "pupils.csv", [("2024/25", "K", "1")] * 3 + [("2024/25", "K", None)], ("school_year", "sen", "gld")
    )
    found = counts(tmp_path, "sen", area="", blank_is_no=True).cells
    assert found.counts == {("SEN support", "Yes"): 3, ("SEN support", "No"): 1}


def test_areas_are_added_up_out_of_how_many_there_are(tmp_path: Path) -> None:
    rows = [("E05000001", "2024/25", "1", "30", "40"), ("E05000002", "2024/25", "2", "1,010", "2,000")]
    text = "\n".join(f'{a},{b},{c},"{d}","{e}"' for a, b, c, d, e in rows)
    (tmp_path / "wards.csv").write_text(f"ward,year,idaci,gld,children\n{text}\n", encoding="utf-8")
    found = counts(tmp_path, "ward,idaci:5", place="wards.csv", area="ward", period="year", out_of="children").cells
    assert found.counts == {
        ("E05000001", "Fifth 1", "Yes"): 30,
        ("E05000001", "Fifth 1", "No"): 10,
        ("E05000002", "Fifth 2", "Yes"): 1010,
        ("E05000002", "Fifth 2", "No"): 990,
    }


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("E05000001,2024/25,c,40", "Its column “gld” holds something else than whole numbers"),
        ("E05000001,2024/25,70.1,100", "Its column “gld” holds something else than whole numbers"),
        ("E05000001,2024/25,50,40", "In some rows “gld” is more than “children”"),
        ("Total,2024/25,5,40", "has rows for “Total” beside the groups: all would count twice."),
    ],
)
def test_areas_that_cannot_be_added_up_are_said(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "wards.csv").write_text(f"ward,year,gld,children\n{row}\n", encoding="utf-8")
    assert said in told(tmp_path, "ward", place="wards.csv", area="ward", period="year", out_of="children")


def test_more_groups_than_can_be_protected_together_are_not_tried(folder: Path) -> None:
    found = counts(folder, "sen,fsm,idaci:10,born:month,la", area="")
    with pytest.raises(CannotUse, match="These columns make 10,296 groups when crossed: too many to be protected"):
        found.protected(CountRule(), [])


def test_only_the_boroughs_rows_are_counted(folder: Path) -> None:
    rows = pupils()
    others = [(f"B{number:05}", "399", *row[2:]) for number, row in enumerate(rows)]
    as_csv(folder / "pupils.csv", [*rows, *others])
    assert counts(folder, "sen").cells.people == 180
    as_csv(folder / "pupils.csv", others)
    assert told(folder).startswith("No row of “la” is the borough's.")


def test_whose_an_area_is_is_said_as_the_engines_say_it() -> None:
    import ibis

    areas = Areas("E09000098", ("E09000098", "398", "NORTHBRIDGE"), ("EASTHAVEN", "399"))
    texts = [
        *("E09 000 098", "northbridge", "398", "E09000099", "Easthaven", "E12000007", "London", "Inner London"),
        *("E05000001", "E01000001", "St Mark's (CE)", "", "9.00E+06", "E09000098 / E09000099", "Hub 1", "England"),
    ]
    engine = ibis.duckdb.connect()
    engine.con.execute("create table asked as select unnest($1::varchar[]) as area", [texts])
    asked = engine.table("asked")
    found = asked.mutate(found=where_in_words_of_engines(asked["area"], areas))
    by_engine = engine.con.sql(engine.compile(found)).to_arrow_table().to_pylist()
    assert {row["area"]: row["found"] for row in by_engine} == {text: where(text, areas) for text in texts}


def test_a_session_that_is_left_because_something_cannot_be_asked_is_closed_by_then(tmp_path: Path) -> None:
    session = Session(tmp_path, Connections(tmp_path / "connections.toml"), tmp_path, lambda: False)
    with pytest.raises(CannotLook), session:
        engine = session.engine
        raise CannotLook("It has no column “sne”.", "Look again.")
    with pytest.raises(duckdb.ConnectionException):
        engine.con.execute("select 1")
