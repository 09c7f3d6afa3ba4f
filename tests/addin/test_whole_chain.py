"""Each button with a job on the demonstration's workbook: ribbon callback, VBA, Python, live document, for real.

The cells a job leaves in the live document are those it leaves in the closed file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from outcomes_xl import settings
from outcomes_xl.hosts import desktop, files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import THEIRS, questions
from outcomes_xl.jobs.registry import JOBS
from outcomes_xl.model import Book, CellRef, Patch, SetCell, Value
from outcomes_xl.settings import Profile, load
from outcomes_xl.workflows import closed_workbook, demonstration
from tests.addin import answering_for_real as real
from tests.addin.office import Office, Open
from tests.addin.test_running import compiled, press
from tests.addin.workbook import workbook_with_macros
from tests.adopt.test_adopt import LOG, spreadsheet
from tests.london.made import workbook as return_of
from tests.workbooks import without_formats

pytestmark = [pytest.mark.office, pytest.mark.slow]
ANSWERING = "tests.addin.answering_for_real"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Merton's workbook, the central file and the published figures, as the demonstration lays them out."""
    folder = tmp_path_factory.mktemp("desk")
    demonstration.lay_out(folder)
    settings.save(
        profile_of(folder),
        central_file=str(folder / demonstration.CENTRAL),
        published_files=str(folder / demonstration.PUBLISHED),
    )
    return folder


def profile_of(desk: Path) -> Profile:
    return Profile.of_user({settings.HOME: str(desk / real.PROFILE)})


@pytest.fixture
def addin(office: Office, desk: Path) -> Iterator[Open]:
    with opened_at(office, desk) as opened:
        yield opened


@contextmanager
def opened_at(office: Office, desk: Path) -> Iterator[Open]:
    path = desk / "macros.xlsm"
    path.write_bytes(workbook_with_macros(desk, ANSWERING, office.pipe))
    with office.opened(path) as opened:
        compiled(opened)
        yield opened


def closed(desk: Path, path: Path, button: str) -> Book:
    """Do the button's job on a closed copy; return what stands in it then."""
    places = {
        "refresh": {"central": desk / demonstration.CENTRAL},
        "availability": {"sources": desk / demonstration.PUBLISHED},
    }
    word = {"applyFixesButton": "apply_fixes"}.get(button, button.removesuffix("Button"))
    (job,) = [one for one in JOBS if word in one.buttons]
    closed_workbook.do_job(job.name, path, real.NOW, **job.buttons[word], **places.get(job.name, {}))
    return files.read(path)


@pytest.mark.parametrize(
    "buttons",
    [
        ("checkButton",),
        ("applyFixesButton",),
        ("availabilityButton",),
        ("refreshButton", "undoButton"),
    ],
    ids=lambda buttons: ", ".join(button.removesuffix("Button") for button in buttons),
)
def test_a_button_leaves_the_cells_that_the_command_leaves(
    office: Office, desk: Path, addin: Open, tmp_path: Path, buttons: tuple[str, ...]
) -> None:
    copy = tmp_path / demonstration.WORKBOOK
    shutil.copy(desk / demonstration.WORKBOOK, copy)
    with office.opened(desk / demonstration.WORKBOOK) as workbook:
        for button in buttons:
            same_in_both(desk, addin, workbook, copy, button)


def test_apply_decisions_takes_the_centres_words_where_the_officer_chose_them(
    office: Office, desk: Path, addin: Open, tmp_path: Path
) -> None:
    """The officer put her own words over the centre's: a refresh asks, she chooses, the button applies."""
    copy = tmp_path / demonstration.WORKBOOK
    shutil.copy(desk / demonstration.WORKBOOK, copy)
    with office.opened(desk / demonstration.WORKBOOK) as workbook:
        framework = read_borough(files.read(copy)).tables["framework"]
        worded = framework.cell(framework.by("metric_id")["MET-010"], "metric")
        at_first = files.read(copy).value(worded)
        typed(workbook, copy, worded, "Our own words")
        same_in_both(desk, addin, workbook, copy, "refreshButton")
        assert files.read(copy).value(worded) == "Our own words"
        changes = read_borough(files.read(copy)).tables["changes"]
        (asked,) = [one for one in questions(changes) if one.place[1:] == ("MET-010", "metric")]
        typed(workbook, copy, changes.cell(asked.row, "decision"), THEIRS)
        said = same_in_both(desk, addin, workbook, copy, "decideButton")
        assert said.startswith("1 cell now says what the central file says.")
        assert files.read(copy).value(worded) == at_first
        assert workbook.document.Sheets.getByName(worded.sheet).getCellRangeByName(worded.a1).String == at_first


def test_a_place_that_only_the_workbook_names_is_asked_about_once_and_only_a_yes_is_kept(
    office: Office, tmp_path: Path
) -> None:
    desk, copy, own = tmp_path, tmp_path / "closed.xlsx", profile_of(tmp_path)
    demonstration.lay_out(desk)
    shutil.copy(desk / demonstration.WORKBOOK, copy)
    central = desk / demonstration.CENTRAL
    question = (
        f"This workbook names a central file that has not been used on this computer before: {central}\n\n"
        "Is this where your borough's central file is kept? "
        "Yes keeps the place in your settings and refreshes from it. No changes nothing."
    )
    with opened_at(office, desk) as addin, office.opened(desk / demonstration.WORKBOOK) as workbook:
        start = read_borough(files.read(copy)).tables["start"]
        typed(workbook, copy, start.cell(start.by("setting")["Central file"], "answer"), central.name)
        before = files.read(copy)
        assert press(addin, "refreshButton") == [["question", question], ["bar", "Nothing was changed."]]
        assert load(own).trusted_places == ()
        assert differences(read_live(workbook), before) == []
        addin.put("Heard", "D1", "Yes")
        asked, said = press(addin, "refreshButton")
        assert (asked, said[0]) == (["question", question], "bar")
        assert said[1].startswith("Now at release")
        assert load(own).trusted_places == (str(central),)
        closed_workbook.do_job("refresh", copy, real.NOW, central=central)
        assert differences(read_live(workbook), files.read(copy)) == []
        (again,) = press(addin, "refreshButton")
        assert again[1].startswith("Already at release")


def test_adopt_makes_a_workbook_beside_the_spreadsheet_and_opens_it(office: Office, tmp_path: Path) -> None:
    theirs = spreadsheet(tmp_path / "Our log.xlsx", *LOG)
    before = theirs.read_bytes()
    with opened_at(office, tmp_path) as addin:
        addin.put("Heard", "F1", str(theirs))
        ((how, said),) = press(addin, "adoptButton")
        assert (how, said.splitlines()[0]) == (
            "box",
            f"Made {tmp_path / 'Outcomes Merton.xlsx'} from Our log.xlsx, which is as it was.",
        )
        assert "7 used to read it, 6 carried, 0 asked, 0 not carried" in said
        assert said.endswith("What became of each cell is listed in Outcomes Merton cells.csv, beside it.")
        (made,) = [one for one in office.open_documents() if one.Location.endswith("Outcomes%20Merton.xlsx")]
        try:
            availability = made.Sheets.getByName("Data availability")
            assert "Early years" in {
                cell for row in availability.getCellRangeByName("A1:R130").DataArray for cell in row
            }
        finally:
            made.close(True)
    assert theirs.read_bytes() == before


def test_london_picture_puts_a_folder_together_beside_it_and_opens_the_picture(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "Returns"
    folder.mkdir()
    (folder / "Merton.xlsx").write_bytes(return_of("Merton"))
    (folder / "notes.txt").write_text("x")
    with opened_at(office, tmp_path) as addin:
        addin.put("Heard", "H1", str(folder))
        ((how, said),) = press(addin, "collateButton")
        picture = tmp_path / "Returns - London picture" / "London picture.xlsx"
        assert (how, said.splitlines()[0]) == ("box", "2 files looked at: 1 borough in the picture.")
        assert f"The picture is {picture}." in said
        (made,) = [one for one in office.open_documents() if one.Location.endswith("London%20picture.xlsx")]
        try:
            assert made.Sheets.getByName("At a glance").getCellRangeByName("A1").String.startswith("The London picture")
        finally:
            made.close(True)
    assert sorted(one.name for one in folder.iterdir()) == ["Merton.xlsx", "notes.txt"]


def read_live(workbook: Open) -> Book:
    return desktop.read(real.uno_engine.xlwings_book(workbook.document))


def same_in_both(desk: Path, addin: Open, workbook: Open, copy: Path, button: str) -> str:
    """Press the button on the live workbook, do its job on the closed copy: the cells are the same, and not as before.

    Return what the officer was told.
    """
    before = files.read(copy)
    (said,) = press(addin, button)
    assert said[0] == "bar"
    assert "went wrong" not in said[1], (desk / "helper.log").read_text("utf-8")
    live = read_live(workbook)
    assert len(differences(live, before)) > (1 if button == "decideButton" else 10), "the job did nothing"
    assert differences(live, closed(desk, copy, button)) == []
    return said[1]


def typed(workbook: Open, copy: Path, cell: CellRef, text: str) -> None:
    """Type into a cell, live and in the closed copy."""
    before = files.read(copy).value(cell)
    files.write(copy, Patch.of([SetCell(cell, before, text, "typed")]), real.NOW)
    workbook.put(cell.sheet, cell.a1, text)


def differences(live: Book, shut: Book) -> list[str]:
    """Every cell that differs, but formulas: a closed file keeps the value Excel last saved."""
    found = []
    assert set(live.sheets) == set(shut.sheets)
    for name in sorted(shut.sheets):
        one, other = live.sheets[name], shut.sheets[name]
        places = {(row, column) for sheet in (one, other) for row in sheet.rows for column in sheet.rows[row]}
        for row, column in sorted(places - set(one.formulas) - set(other.formulas)):
            if same(one.value(row, column)) != same(other.value(row, column)):
                found.append(f"{name} R{row}C{column}: {one.value(row, column)!r}, not {other.value(row, column)!r}")
    return found


def same(value: Value) -> Value:
    """Text as a cell shows it, whatever the host's line ends."""
    return without_formats(re.sub(r"\r\n?", "\n", value)) if isinstance(value, str) else value


def test_another_edition_asks_first_and_a_no_makes_nothing(office: Office, tmp_path: Path) -> None:
    demonstration.lay_out(tmp_path)
    workbook = tmp_path / demonstration.WORKBOOK
    there = {*tmp_path.iterdir()}
    with opened_at(office, tmp_path) as addin, office.opened(workbook):
        (how, question), said = press(addin, "carryButton")
        assert (how, said) == ("question", ["bar", "Nothing was changed."])
        assert question.startswith(
            f"“{workbook.name}” is of Starter edition 1. Outcomes can make a workbook of Starter"
        )
        assert question.endswith("Yes makes the new workbook and opens it. No changes nothing.")
    assert [one.name for one in {*tmp_path.iterdir()} - there if "edition" in one.name] == []
