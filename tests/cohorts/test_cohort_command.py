"""A cohort made whole: what is written, what it says of itself, what is refused before anything is written."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from outcomes_xl.disclosure.outputs import CountRule
from outcomes_xl.disclosure.register import NAME, read_register
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.registry import job
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse, QuestionAsked
from outcomes_xl.sources.evidence import Found
from outcomes_xl.sources.local import Connections, LocalSources, SourceRow
from outcomes_xl.workflows.cohort_of_source import CohortAsked, cohort_of
from outcomes_xl.workflows.run_job import Around, run_job
from tests.cohorts.merton import PUPILS, with_pupils
from tests.cohorts.pupils import HEADINGS, as_csv, pupils
from tests.whole.conftest import run_here

NOW = datetime(2026, 11, 27, 16, 40)
REASON = "EHC plan; Engagement model; the goals were not written for them"


def asked(by: str = "sen,fsm", **more: object) -> CohortAsked:
    return CohortAsked("MET-039", "pupils.csv", by, **more)  # type: ignore[arg-type]


def texts(book: Book, sheet: str) -> list[list[object]]:
    rows = book.sheets[sheet]
    return [list(rows.row(number).values()) for number in range(1, 200) if rows.row(number)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a cohort by SEN and season, and another indicator for those with a plan."""
    folder = tmp_path_factory.mktemp("cohort")
    to = folder / "cohort.xlsx"
    events = {"source_kind": "CSV file", "place": "events.csv"}
    workbook = with_pupils(folder, sources=[PUPILS, events])
    cohort_of(workbook, asked("sen,born:season,idaci:5", instead=(REASON,)), to, NOW)
    return folder


def test_unpublished_stands_in_the_name_and_on_every_sheet(made: Path) -> None:
    path = made / "cohort - Unpublished.xlsx"
    book = files.read(path)
    for name in book.sheets:
        first = texts(book, name)[0][0]
        assert str(first).endswith("– unpublished"), name
        assert str(texts(book, name)[1][0]).startswith("Unpublished. Domain: Learning, Healthy, Happy. Layer: Children")
        assert str(texts(book, name)[3][0]).startswith("Caution: Series restarts in 2021/22"), name
    with ZipFile(path) as package:
        assert b"unpublished" in package.read("docProps/core.xml").lower()


def test_a_group_is_told_with_its_rest_and_the_caution_travels_with_it(made: Path) -> None:
    book = files.read(made / "cohort - Unpublished.xlsx")
    rows = texts(book, "Cohorts")
    (headings,) = [row for row in rows if row[0] == "Cohort"]
    assert headings[:8] == [
        "Cohort",
        "Told apart by",
        "Children",
        "Reached it",
        "Not reached",
        "Not known",
        "Share %",
        "From %",
    ]
    (plan,) = [row for row in rows if row[0] == "EHC plan"]
    assert plan[-1] == "Better seen by: Engagement model. The goals were not written for them."
    assert all(isinstance(cell, int | float) and cell % 5 == 0 for row in rows[6:] for cell in row[2:5] if cell != "c")
    summer = [row for row in texts(book, "Definitions") if row[0] == "Groups by Season of birth"]
    assert "Summer-born: May to August" in str(summer[0][1])


def test_nothing_on_the_sheets_is_worked_out_from_a_true_count(made: Path) -> None:
    """Every share is that of the two counts beside it, as they are shown."""
    book = files.read(made / "cohort - Unpublished.xlsx")
    rows = [row for row in texts(book, "Cohorts") if len(row) > 8 and isinstance(row[6], int | float)]
    assert len(rows) > 5
    for row in rows:
        yes, people, share = row[3], row[2], row[6]
        assert isinstance(yes, int | float) and isinstance(people, int | float) and isinstance(share, int | float)
        assert people == yes + float(str(row[4]))
        assert abs(100 * yes / people - share) <= 0.5


def test_a_name_that_groups_of_two_columns_have_stands_in_the_chart_with_its_column(made: Path) -> None:
    rows = texts(files.read(made / "cohort - Unpublished.xlsx"), "Chart numbers")
    names = {row[1] for row in rows if row[0] == "Cohorts"}
    assert {"SEN support", "Summer-born", "Not known (Season of birth)", "Not known (sen)"} <= names
    assert "Not known" not in names
    assert ["By idaci", "Not known"] in [row[:2] for row in rows]


@pytest.fixture(scope="module")
def by_ward(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """A cohort by ward and deprivation, where one ward stands apart and the others by chance; and what was told."""
    folder, chance = tmp_path_factory.mktemp("wards"), Random(3)
    rows = [
        (
            number,
            "2024/25",
            f"Ward {number % 20 + 10}",
            chance.randint(1, 10),
            int(chance.random() < (0.6 if number % 20 else 0.3)),
        )
        for number in range(600)
    ]
    workbook = with_pupils(folder, rows, ("upn", "school_year", "ward", "idaci", "gld"))
    told = cohort_of(workbook, asked("ward,idaci:5"), folder / "wards.xlsx", NOW)
    return folder / "wards - Unpublished.xlsx", told


def test_the_furthest_of_many_groups_is_told_with_how_many_stand_apart_by_chance(
    by_ward: tuple[Path, tuple[str, ...]],
) -> None:
    _, told = by_ward
    assert re.search(r"of 2\d groups compared about 1 would stand apart by chance alone, and \d+ do\.$", told[0])


def test_small_areas_say_why_a_share_is_blank_and_no_chart_is_drawn_of_too_few(
    by_ward: tuple[Path, tuple[str, ...]],
) -> None:
    path, _ = by_ward
    rows = texts(files.read(path), "Small areas")
    assert str(rows[2][0]).endswith("of idaci. Blank: worked out from a count that is withheld.")
    assert all(len(row) < 15 or not row[13] for row in rows[5:])
    with ZipFile(path) as package:
        charts = b"".join(package.read(name) for name in package.namelist() if "charts/chart" in name)
    assert b"barChart" in charts
    assert b"scatterChart" not in charts


def test_another_folder_for_the_register_does_not_forget_what_was_told(
    by_ward: tuple[Path, tuple[str, ...]], tmp_path: Path
) -> None:
    folder, before = by_ward[0].parent, sorted(by_ward[0].parent.iterdir())
    with pytest.raises(
        CannotUse, match=r"before is in another register, .* Leave --outputs away; or move that file to"
    ):
        cohort_of(folder / "Merton outcomes.xlsx", asked("idaci:5", outputs=tmp_path), folder / "more.xlsx", NOW)
    assert (sorted(folder.iterdir()), sorted(tmp_path.iterdir())) == (before, [])


def test_a_register_that_begins_says_so(by_ward: tuple[Path, tuple[str, ...]]) -> None:
    _, told = by_ward
    assert "It is a new one: if anything was told of these people before, put the register back" in told[-1]


def test_the_register_remembers_the_groups_and_no_number(made: Path) -> None:
    (released,) = read_register(made / NAME)
    assert [one.name for one in released.dimensions] == ["sen", "born:season", "idaci:5", "gld:yes or no"]
    assert released.population.period == "2024/25"


def test_the_next_cohort_of_the_same_people_is_worked_out_together_with_it(made: Path) -> None:
    told = cohort_of(made / "Merton outcomes.xlsx", asked("sen"), made / "again.xlsx", NOW)
    assert len(read_register(made / NAME)) == 2
    assert told[-1].endswith("outputs-register.toml, without any number.")
    assert any("again - Unpublished.xlsx" in sentence for sentence in told)
    first, again = (files.read(made / f"{name} - Unpublished.xlsx") for name in ("cohort", "again"))
    before = {tuple(row[:2]): row[2:5] for row in texts(first, "Cohorts")}
    for row in texts(again, "Cohorts")[5:]:
        assert before[tuple(row[:2])] == row[2:5]


def test_the_figure_can_be_offered_to_data_availability_like_any_local_sources(made: Path) -> None:
    framework = load_framework()
    name = "cohort - Unpublished.xlsx"
    row = SourceRow("MET-039", "Excel file", name, "Figure", "Area", "Period", "Value")
    sources = LocalSources([row], framework, made, Connections(made / "connections.toml"))
    merton = framework.borough("Merton")
    assert merton is not None
    looked = sources.look([framework.metrics["MET-039"]], merton, NOW.date(), lambda _: None, lambda: False)
    found = looked.by_metric["MET-039"]
    (everybody,) = [one for one in texts(files.read(made / name), "Cohorts") if one[0] == "Everybody"]
    assert (found.found, found.figure, found.period, looked.troubles) == (Found.FOUND, everybody[5], "2024/25", ())


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"metric": "MET-93"}, "There is no metric “MET-93”. Did you mean “MET-093”?"),
        ({"metric": "MET-040"}, "GLD free school meals gap is counted in “percentage points”, not in %."),
        ({"metric": "MET-025"}, "On Sources, pupils.csv is not for GLD at 2 to 2½ years."),
        ({"source": "events.csv"}, "On Sources, events.csv is not for GLD at age 5. Add a row there for this metric,"),
        ({"source": "pupil.csv"}, "The sheet Sources has no source “pupil.csv”. Did you mean “pupils.csv”?"),
        ({"by": "sne"}, "pupils.csv: It has no column “sne”."),
        ({"by": "upn"}, "pupils.csv: Its column “upn” tells people apart one by one, so it makes no groups."),
        ({"instead": ("EHC plan",)}, "“EHC plan” does not say which cohort, which indicator and why."),
        ({"instead": ("Plan; x; y",)}, "There is no cohort “Plan” here. There are:"),
        ({"outputs": Path("nowhere")}, "There is no folder nowhere."),
        ({"period": "2019/20"}, "pupils.csv: It has nothing for 2019/20. It has 2023/24, 2024/25."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(made: Path, more: dict[str, object], said: str) -> None:
    before = sorted(path.name for path in made.iterdir())
    told = {"metric": "MET-039", "source": "pupils.csv", "by": "sen", **more}
    with pytest.raises(CannotUse) as trouble:
        cohort_of(made / "Merton outcomes.xlsx", CohortAsked(**told), made / "no.xlsx", NOW)  # type: ignore[arg-type]
    assert str(trouble.value).startswith(said)
    assert sorted(path.name for path in made.iterdir()) == before


def test_what_would_show_no_group_is_refused_and_is_not_put_on_the_register(made: Path, tmp_path: Path) -> None:
    workbook = Path(shutil.copy(made / "Merton outcomes.xlsx", tmp_path))
    rows = [(number, "2024/25", "yes" if number < 3 else "no", number % 2, number % 3 > 0) for number in range(60)]
    as_csv(tmp_path / "pupils.csv", rows, ("upn", "school_year", "plan", "fsm", "gld"))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(CannotUse) as refused:
        cohort_of(workbook, asked("plan"), tmp_path / "plan.xlsx", NOW)
    assert str(refused.value) == (
        "By plan, no group could be shown: all would be withheld (c). Nothing was written, and nothing put on the "
        "register. Ask for fewer columns, coarser groups or another period."
    )
    assert sorted(tmp_path.iterdir()) == before
    cohort_of(workbook, asked("fsm"), tmp_path / "fsm.xlsx", NOW)
    with pytest.raises(CannotUse, match=r"before, no group could be shown: .* Leave --suppress away: rounded counts"):
        cohort_of(workbook, asked("plan", rule=CountRule(method="suppress")), tmp_path / "plan.xlsx", NOW)
    assert len(read_register(tmp_path / NAME)) == 1


def test_no_file_is_written_over_and_nothing_but_the_answer_is_on_standard_output(made: Path) -> None:
    words = ["cohort", "MET-039", "--workbook", "Merton outcomes.xlsx", "--source", "pupils.csv", "--by", "sen"]
    ran = run_here(*words, "--to", "cohort.xlsx", cwd=made)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "cohort - Unpublished.xlsx is already there. Choose another name; nothing was written.\n"


def test_the_button_asks_which_source_and_which_columns_until_it_can_be_done(tmp_path: Path) -> None:
    workbook = with_pupils(tmp_path, [(*row[:-1], 1) if row[4] is None else row for row in pupils(400)], HEADINGS)
    book = files.read(workbook)

    def press(agreed: str = "") -> str:
        return run_job(job("cohort"), book, Around(NOW, tmp_path, agreed=agreed)).summary

    with pytest.raises(QuestionAsked) as first:
        press()
    assert first.value.what == "Your sources:\n1: GLD at age 5, from pupils.csv"
    assert (first.value.about, first.value.how) == ("a cohort", "reason")
    with pytest.raises(QuestionAsked, match=r"pupils\.csv: It has no column “sne”"):
        press("a cohort: 1 by sne")
    assert press("no a cohort") == "No cohort was made."
    assert "Written: " in press("a cohort: 1 by sen")
    assert (tmp_path / "Merton outcomes cohort GLD at age 5 - Unpublished.xlsx").is_file()


def test_a_workbook_whose_sources_name_no_share_says_so(tmp_path: Path) -> None:
    workbook = with_pupils(tmp_path, pupils(20), sources=[PUPILS | {"metric_id": "MET-040"}])
    with pytest.raises(CannotUse, match=r"The sheet Sources names no source of a metric in %\."):
        run_job(job("cohort"), files.read(workbook), Around(NOW, tmp_path))
