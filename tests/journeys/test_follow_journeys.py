"""The command, whole: what it writes, what it says and on which stream, what it refuses, and what never leaves it."""

from __future__ import annotations

import base64
import hmac
import re
from pathlib import Path
from zipfile import ZipFile

import duckdb
import openpyxl
import pytest
from openpyxl.chart._chart import ChartBase
from typer.testing import CliRunner, Result

from outcomes_xl.cli.main import app
from outcomes_xl.journeys.linkage_key import LinkageKey, drop_key, make_key, take_key
from outcomes_xl.journeys.made_up_people import all_files
from tests.accessibility import publish_problems
from tests.journeys.conftest import KEY
from tests.journeys.events import csv_of

PEOPLE = 500


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sources of some made-up people, where the command is typed."""
    for name, text in all_files(PEOPLE).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["journeys", *words])


SOURCES = [
    *("--source", "health_and_early_years.csv", "--source", "schools.csv", "--source", "childrens_services.csv"),
]


def follow(to: str, *words: str, sources: list[str] | None = None) -> Result:
    return run(*(SOURCES if sources is None else sources), "--key", KEY, "--to", to, *words)


def numbers(path: Path) -> dict[tuple[str, str, str], object]:
    """Every cell of the tables by its sheet, what its row begins with and its heading."""
    found = {}
    for sheet in openpyxl.load_workbook(path):
        headings, *rows = sheet.iter_rows(min_row=5, values_only=True)
        for row in rows:
            found |= {(sheet.title, str(row[0]), str(name)): cell for name, cell in zip(headings, row, strict=True)}
    return found


def test_it_writes_an_unpublished_workbook_and_says_so_on_every_sheet(folder: Path, key: LinkageKey) -> None:
    done = follow("journeys.xlsx")
    assert done.exit_code == 0, done.output
    written = folder / "journeys - Unpublished.xlsx"
    book = openpyxl.load_workbook(written)
    assert book.sheetnames == ["At a glance", "Paths", "Next step", "Reached", "How it was made"]
    for sheet in book:
        assert "unpublished" in str(sheet["A1"].value)
        assert "made-up people" in str(sheet["A1"].value)
        assert sheet.print_title_rows == "$1:$5"
    assert not publish_problems(written.read_bytes())
    charts = {sheet.title: [chart_text(chart) for chart in sheet._charts] for sheet in book}
    assert charts.pop("At a glance") == ["The 8 most common paths: people", "The second step in time: per cent"]
    assert not any(charts.values())
    found = numbers(written)
    assert found["Paths", "Checks > Early years > School", "Domains"] == "Healthy; Learning"
    assert found["Paths", "Checks > Early years > School", "Layers"] == "Children and young people"


def chart_text(chart: ChartBase) -> str:
    return "".join(run.t for part in chart.title.tx.rich.p for run in part.r)


def test_every_number_is_one_that_may_be_shown(folder: Path, key: LinkageKey) -> None:
    follow("journeys.xlsx")
    for (sheet, row, heading), value in numbers(folder / "journeys - Unpublished.xlsx").items():
        if isinstance(value, int) and "Per cent" not in heading and heading != "Within months":
            assert value % 5 == 0 and value != 5, (sheet, row, heading, value)


def test_a_share_of_few_people_has_no_decimal_since_rounding_may_have_moved_it(folder: Path, key: LinkageKey) -> None:
    follow("journeys.xlsx")
    shares = {
        name: value for name, value in numbers(folder / "journeys - Unpublished.xlsx").items() if "cent" in name[2]
    }
    assert len([value for value in shares.values() if value is not None]) > 3
    assert all(value is None or value == int(str(value)) for value in shares.values())


def test_a_preview_says_what_is_in_the_sources_and_leaves_nothing_behind(folder: Path, key: LinkageKey) -> None:
    there = sorted(folder.iterdir())
    done = follow("journeys.xlsx", "--preview")
    assert done.exit_code == 0, done.output
    assert "schools.csv: about " in done.stdout
    assert done.stdout.endswith("This was a preview: nothing was counted or written.\n")
    assert sorted(folder.iterdir()) == there


def test_the_answer_and_nothing_else_is_on_standard_output(folder: Path, key: LinkageKey) -> None:
    done = follow("journeys.xlsx")
    assert done.stderr == ""
    *said, most, written = done.stdout.splitlines()
    assert most.startswith("About 500 people")
    register = folder / "outputs-register.toml"
    assert written == (
        f"Written: journeys - Unpublished.xlsx. What was told is remembered in {register}, without any number. It is a "
        "new one: if anything was told of these people before, put the register back as it was, delete the workbook "
        "just made, and ask again."
    )
    assert said[0] == "The people in these sources are made up; nothing can be learnt from them about anybody."


def test_no_identifier_and_no_key_is_in_anything_that_is_written_or_said(
    folder: Path, key: LinkageKey, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    sources = {name: (folder / name).read_bytes() for name in all_files(PEOPLE)}
    said = [follow("journeys.xlsx").output, follow("more.xlsx", "--reach", "Help > School", "--within", "6").output]
    (folder / "broken.csv").write_text(csv_of("person_id,event,date", "MADE-UP-000001,CIN,2020-01-01"), "utf-8")
    said.append(follow("broken.xlsx", sources=["--source", "broken.csv"]).output)
    secrets = [base64.b64encode(key.reveal()), key.reveal(), key.reveal().hex().encode()]
    person = re.compile(rb"made.?up.?0\d{5}", re.IGNORECASE)
    tokens = [
        hmac.digest(key.reveal(), f"MADEUP{number:06d}".encode(), "sha256").hex().encode()
        for number in range(1, PEOPLE)
    ]
    looked_through = 0
    for path in [*folder.rglob("*"), *scratch.rglob("*")]:
        if path.is_file() and path.name not in sources and path.name != "broken.csv":
            for text in texts_of(path):
                looked_through += 1
                assert not person.search(text), path.name
                assert not any(secret in text for secret in [*secrets, *tokens]), path.name
    assert looked_through > 20
    for text in said:
        assert not person.search(text.encode())
        assert not any(secret in text.encode() for secret in secrets)
    assert {name: (folder / name).read_bytes() for name in sources} == sources
    assert not list(scratch.iterdir())


def texts_of(path: Path) -> list[bytes]:
    if path.suffix != ".xlsx":
        return [path.read_bytes(), path.name.encode()]
    with ZipFile(path) as package:
        return [*(package.read(part) for part in package.namelist()), path.name.encode()]


def test_the_register_knows_the_keys_fingerprint_and_no_value(folder: Path, key: LinkageKey) -> None:
    follow("journeys.xlsx")
    register = (folder / "outputs-register.toml").read_text("utf-8")
    assert f"key {key.fingerprint}" in register
    assert re.search(r'period = "to 20\d\d-\d\d"', register)
    lists = [line for line in register.splitlines() if line.startswith(("categories", "withheld"))]
    assert len(lists) == 9
    assert not any(figure.isdigit() for line in lists for figure in line)


def test_without_the_key_it_stops_before_anything_is_read(folder: Path) -> None:
    done = run("--source", "not there.csv", "--key", "lost", "--to", "journeys.xlsx")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "There is no key “lost” in this computer's key store" in done.stderr
    assert not list(folder.glob("*.xlsx"))


def test_the_same_output_again_is_the_same_and_another_beside_it_is_solved_with_it(
    folder: Path, key: LinkageKey
) -> None:
    follow("one.xlsx")
    again = follow("two.xlsx", sources=[*SOURCES[4:], *SOURCES[:4]])
    assert again.exit_code == 0, again.output
    first, second = (numbers(folder / f"{name} - Unpublished.xlsx") for name in ("one", "two"))
    assert {at: value for at, value in first.items() if at[0] != "How it was made"} == {
        at: value for at, value in second.items() if at[0] != "How it was made"
    }
    assert (folder / "outputs-register.toml").read_text("utf-8").count("[[output]]") == 1
    other = follow("three.xlsx", "--reach", "Checks > Help")
    assert other.exit_code == 0, other.output
    assert (folder / "outputs-register.toml").read_text("utf-8").count("[[output]]") == 2


def test_changed_sources_are_refused_since_two_states_side_by_side_tell_a_few_people(
    folder: Path, key: LinkageKey
) -> None:
    follow("one.xlsx")
    schools = folder / "schools.csv"
    schools.write_text(schools.read_text("utf-8") + "MADE-UP-000999,yes,School start,04/09/2023\n", "utf-8")
    done = follow("two.xlsx")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "The sources have changed since an output about the same people and time was made on" in done.stderr
    assert follow("until", "--until", "2023-12").exit_code == 0
    assert (folder / "until - Unpublished.xlsx").is_file()


def test_other_sources_of_the_same_people_and_time_are_refused(folder: Path, key: LinkageKey) -> None:
    follow("one.xlsx")
    done = follow("two.xlsx", sources=SOURCES[:4])
    assert (done.exit_code, done.stdout) == (3, "")
    assert "Side by side the two would tell the few people that only one of them has." in done.stderr
    assert "Use the same sources, or ask for another time." in done.stderr


def test_exact_counts_of_two_times_are_refused_and_rounded_ones_are_not(folder: Path, key: LinkageKey) -> None:
    follow("one.xlsx", "--until", "2023-12-31")
    done = follow("two.xlsx", "--suppress")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "Exact counts of two times side by side would tell the few people" in done.stderr
    assert follow("three.xlsx").exit_code == 0


def test_a_key_under_another_name_is_the_same_and_another_key_is_refused(folder: Path, key: LinkageKey) -> None:
    follow("one.xlsx")
    take_key("renamed", base64.b64encode(key.reveal()).decode())
    renamed = run(*SOURCES, "--key", "renamed", "--to", "two.xlsx")
    assert renamed.exit_code == 0, renamed.output
    drop_key(KEY)
    other = make_key(KEY)
    done = follow("three.xlsx")
    assert (done.exit_code, done.stdout) == (3, "")
    assert f"linked with another key (fingerprint {key.fingerprint}; this one is {other.fingerprint})" in done.stderr


def test_identifiers_of_two_kinds_are_told(folder: Path, key: LinkageKey) -> None:
    rows = [f"A8232{n:08d},CIN,2020-0{n % 9 + 1}-01" for n in range(60)]
    (folder / "care.csv").write_text(csv_of("UPN,event,date", *rows), "utf-8")
    rows = [f"999{n:07d},EHA,2020-0{n % 9 + 1}-01" for n in range(1, 61)]
    (folder / "help.csv").write_text(csv_of("NHS number,event,date", *rows), "utf-8")
    done = follow("journeys.xlsx", sources=["--source", "help.csv", "--source", "care.csv"])
    assert done.exit_code == 0, done.output
    assert "None that could be told of the people in care.csv are in the sources before it." in done.stdout
    assert (
        "Identifiers are of 10 figures in help.csv and of 1 letter and 12 figures in care.csv: they may be of two "
        "kinds. Name the column that both have: --person COLUMN."
    ) in done.stdout


def test_unknown_kinds_are_asked_about_and_those_of_few_rows_are_not_repeated(folder: Path, key: LinkageKey) -> None:
    rows = [f"P{n},Wellbeing call,2020-01-01" for n in range(40)] + ["P1,Mum rang about Jo,2020-02-01"]
    rows += [f"P{n},CIN,2020-03-01" for n in range(60)]
    (folder / "calls.csv").write_text(csv_of("client id,event,date", *rows), "utf-8")
    done = follow("journeys.xlsx", sources=["--source", "calls.csv"])
    assert done.exit_code == 0, done.output
    assert (
        "calls.csv: “Wellbeing call” and kinds that stand in few rows are no known events, and were taken as “Other”. "
        "Which step is each? Say it in a file with the columns event and step: --steps FILE."
    ) in done.stdout
    assert "“Early years > Help”, “Help > Care” and “Care > Help” cannot be told of these sources." in done.stdout
    assert "Jo" not in done.stdout
    own = "event,step,domain,layer\nwellbeing call,Calls,Engaged,Parents and carers\nMum rang about Jo,Calls,,\n"
    (folder / "steps.csv").write_text(own, "utf-8")
    done = follow("own.xlsx", "--steps", "steps.csv", "--until", "2020-12-31", sources=["--source", "calls.csv"])
    assert done.exit_code == 0, done.output
    assert "The most common path is Calls > Care." in done.stdout


def test_a_key_is_shown_on_a_screen_alone_and_only_after_a_yes(
    key: LinkageKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = base64.b64encode(key.reveal()).decode()
    piped = CliRunner().invoke(app, ["journeys", "key", "show", KEY], input="y\n")
    assert (piped.exit_code, piped.stdout) == (2, "")
    assert "A key is shown on a screen only" in piped.stderr
    monkeypatch.setattr("outcomes_xl.cli.journeys_commands.on_a_screen", lambda: True)
    left = CliRunner().invoke(app, ["journeys", "key", "show", KEY], input="n\n")
    assert text not in left.output
    shown = CliRunner().invoke(app, ["journeys", "key", "show", KEY], input="y\n")
    assert text in shown.stdout.splitlines()
    assert f"journeys key take {KEY}. Its fingerprint there must be {key.fingerprint}." in shown.stdout
    taken = CliRunner().invoke(app, ["journeys", "key", "take", "theirs"], input=f"{text}\n")
    assert f"Its fingerprint is {key.fingerprint}." in taken.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--reach", "Help > Caer"],
            "There is no step “Caer”. The steps are Checks, Early years, School, Help and Care.",
        ),
        (["--reach", "Help"], "“Help” is no pair of steps."),
        (["--reach", "Help > Help"], "“Help > Help” is twice the same step."),
        (["--within", "0"], "--within takes months from 1 to 240, not 0."),
        (["--longest", "9"], "--longest takes 2 to 6 steps, not 9."),
        (["--until", "2026-11-28"], "--until takes the last day of a month that is over, not 2026-11-28."),
        (
            ["--until", "yesterday"],
            "--until takes a month such as 2026-08, or its last day, 2026-08-31; not “yesterday”.",
        ),
        (["--outputs", "nowhere"], "There is no folder nowhere."),
        (["--source", "schools.csv"], "The source “schools.csv” is named twice."),
        (["--source", "skools.csv"], "There is no file “skools.csv”, and no connection of that name on this computer."),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(folder: Path, key: LinkageKey, words: list[str], told: str) -> None:
    done = follow("journeys.xlsx", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert not list(folder.glob("*.xlsx"))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["who,event,date", "1,CIN,2020-01-01"], "None of its columns is known as one that says whose a row is."),
        (
            ["UPN,NHS number,event,date", "1,2,CIN,2020-01-01"],
            "more than one column that says whose a row is: “UPN” and",
        ),
        (["UPN,event,date", "1,CIN,05/13/2020"], "Its days seem to have the month first"),
        (["UPN,event,date", "1,CIN,2099-01-01"], "No event could be used, so nothing was written."),
        (
            ["UPN,event,date", *(f"{n},CIN,2020-01-01" for n in range(50))],
            "The paths of these people cannot be told apart",
        ),
        (["UPN,event,date", "1,Tea,2020-01-01"], "No kind of event is known, so nothing was written."),
        ([], "It is empty."),
    ],
)
def test_a_source_that_cannot_be_followed_is_told_in_words(
    folder: Path, key: LinkageKey, rows: list[str], told: str
) -> None:
    (folder / "odd.csv").write_text(csv_of(*rows) if rows else "", "utf-8")
    done = follow("journeys.xlsx", sources=["--source", "odd.csv"])
    assert (done.exit_code, done.stdout) == (3, "")
    assert told in done.stderr
    assert not list(folder.glob("*.xlsx")) and not (folder / "outputs-register.toml").exists()


def test_of_a_folder_the_file_that_cannot_be_followed_is_named(folder: Path, key: LinkageKey) -> None:
    (folder / "extracts").mkdir()
    (folder / "extracts" / "2026-08.csv").write_text(csv_of("UPN,event", "1,CIN"), "utf-8")
    done = follow("journeys.xlsx", sources=["--source", "extracts"])
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.startswith("extracts: 2026-08.csv: None of its columns is known as one that says on which day.")


def test_a_column_that_is_named_is_in_a_source_or_it_is_said(folder: Path, key: LinkageKey) -> None:
    """A slip in --person was passed over without a word where a heading was known by itself."""
    done = follow("journeys.xlsx", "--person", "client id", "--person", "persn_id")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "None of the sources has the column “persn_id” (--person), so nothing was written." in done.stderr
    assert follow("journeys.xlsx", "--person", "client id", "--person", "person_id").exit_code == 0


def test_a_database_and_a_file_of_numbers_link_like_texts(folder: Path, key: LinkageKey) -> None:
    """Engines hold the same number as a whole number, a decimal or a text; days as dates, times or texts."""
    database = folder / "borough.duckdb"
    with duckdb.connect(str(database)) as made:
        made.execute(
            "create table care as select (9990000000 + i)::double as nhs_number, 'CIN' as event,"
            " date '2020-01-01' + i::int as day from range(1, 61) t(i)"
        )
        made.execute(
            f"copy (select 9990000000 + i as nhs_number, 'EHA' as event, timestamp '2019-06-01 10:00:00' as day"
            f" from range(1, 61) t(i)) to '{folder / 'help.parquet'}'"
        )
    home = folder / "home"
    home.mkdir()
    (home / "connections.toml").write_text(
        f"[connections.borough]\nkind = 'duckdb'\nfile = '{database}'\n", encoding="utf-8"
    )
    rows = [f"0999 000 {n:04},NCMP,1 June 2018" for n in range(1, 91)]
    (folder / "checks.csv").write_text(csv_of("NHS no,event,day", *rows), "utf-8")
    sources = ["--source", "checks.csv", "--source", "help.parquet", "--source", "borough, care"]
    assert "has to be said" in follow("journeys.xlsx", sources=sources).stderr
    done = follow("journeys.xlsx", "--outputs", str(folder), sources=sources)
    assert done.exit_code == 0, done.output
    assert "About 90 people. The most common path is Checks > Help > Care." in done.stdout
