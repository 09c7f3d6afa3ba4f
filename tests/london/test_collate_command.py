"""The command: what the lead reads, what is never written over, and Ctrl+C."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from outcomes_xl import __main__
from outcomes_xl.cli import main
from outcomes_xl.cli.main import app
from outcomes_xl.workflows import folder_of_returns as reading
from outcomes_xl.workflows.collate_folder import Outputs, PutTogether


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


def test_the_lead_reads_what_became_of_each_file_and_where_the_picture_is(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "london.xlsx"
    code, said = run("collate", folder, "--to", to, "--history", tmp_path / "l.duckdb")
    assert code == 0
    assert said.startswith("4 files looked at: 4 boroughs in the picture.\n")
    assert f"Written: {to}" in said
    code, said = run("history", tmp_path / "l.duckdb", "--metric", "MET-039", "--borough", "Merton")
    assert code == 0
    assert said.startswith("GLD at age 5 (MET-039)\n")
    assert run("history", tmp_path / "l.duckdb", "--metric", "met 39", "--borough", "Merton") == (0, said)
    code, said = run("history", tmp_path / "l.duckdb", "--metric", "gld age 5")
    assert (code, "It may be one of these: GLD at age 5 (MET-039)." in said) == (2, True)


def test_an_earlier_picture_is_written_over_and_nothing_else_is(
    together: PutTogether, outputs: Outputs, tmp_path: Path
) -> None:
    empty = tmp_path / "in"
    empty.mkdir()
    (empty / "Merton.xlsx").touch()
    to = tmp_path / "london.xlsx"
    to.write_bytes(outputs.workbook.read_bytes())
    assert run("collate", empty, "--to", to)[0] == 0
    for name in ("budget.xlsx", "budget.html"):
        (tmp_path / name).write_bytes(b"an officer's own")
    code, said = run("collate", empty, "--to", tmp_path / "budget.xlsx")
    assert (code, said) == (2, "budget.xlsx is already there, and is no London picture. Choose another name.\n")
    assert run("collate", empty, "--to", to, "--page", tmp_path / "budget.html")[0] == 2
    assert run("collate", empty, "--to", to, "--tables", tmp_path)[0] == 2
    assert (tmp_path / "budget.html").read_bytes() == b"an officer's own"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "london.pdf"), "london.pdf should end in .xlsx"),
        (("--to", "london.xlsx", "--page", "london.pdf"), "london.pdf should end in .html"),
        (("--to", "london.xlsx", "--since", "2026-11-01"), "name it with --history"),
        (("--to", "london.xlsx", "--since", "2999-11-01", "--history", "h.duckdb"), "1 November 2999 is not over yet."),
    ],
)
def test_what_cannot_be_done_is_said_plainly(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    code, told = run("collate", tmp_path, *words)
    assert code == 2
    assert said in told


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    code, said = run("collate", tmp_path / "nowhere", "--to", tmp_path / "l.xlsx")
    assert code == 2
    assert "is no folder" in said


def test_the_picture_may_be_written_into_the_folder_itself(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "Merton.xlsx").write_bytes((folder / "Merton.xlsx").read_bytes())
    for _ in range(2):
        code, said = run("collate", tmp_path, "--to", tmp_path / "london.xlsx", "--page", tmp_path / "london.html")
        assert code == 0
        assert "1 borough in the picture" in said
    assert "1 file looked at" in said
    assert "- 2 more files in the folder: passed over, this command writes them." in said
    assert "london.xlsx: Passed over" not in said
    code, said = run("collate", tmp_path, "--to", tmp_path / "later.xlsx")
    for name in ("london.xlsx", "london.html"):  # once: “not our workbook … make a new one”, to be told to its borough
        assert f"- {name}: Passed over: a London picture that was made earlier" in said


def test_a_folder_without_a_workbook_makes_no_picture(together: PutTogether, outputs: Outputs, tmp_path: Path) -> None:
    """A slip in the folder's name put an empty picture in the place of last month's."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "~$Merton.xlsx").touch()
    to = tmp_path / "london.xlsx"
    to.write_bytes(outputs.workbook.read_bytes())
    code, said = run("collate", tmp_path / "in", "--to", to)
    assert (code, "There is no workbook in" in said) == (2, True)
    assert to.read_bytes() == outputs.workbook.read_bytes()


@pytest.mark.parametrize("pressed", [SystemExit(130), KeyboardInterrupt()])
def test_ctrl_c_before_a_job_could_say_so_is_said(
    pressed: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was a traceback while the command was loaded, and silence for a moment after that."""

    def app() -> None:
        raise pressed

    monkeypatch.setattr(main, "app", app)
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "Stopped, as you asked. Run it again whenever you like.\n"


def test_counts_that_lie_in_the_folder_are_read_and_what_cannot_be_used_of_them_is_said(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Merton.xlsx").write_bytes((folder / "Merton.xlsx").read_bytes())
    (tmp_path / "in" / "counts.csv").write_text(
        "metric_id,borough_code,period,count,out_of\nMET-999,E09000024,2025,1,2\n"
    )
    code, said = run("collate", tmp_path / "in", "--to", tmp_path / "london.xlsx")
    assert code == 0
    assert "- counts.csv: Read: the counts behind published figures, for the expected ranges." in said
    assert "- The counts, line 2: not used, since “MET-999” is no metric of ours." in said
    code, said = run("collate", tmp_path / "in", "--to", tmp_path / "london.xlsx", "--counts", tmp_path / "gone.csv")
    assert code == 2
    assert "There is no file" in said


def test_stopping_half_way_leaves_everything_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done = reading.read_return, []

    def stopped(*words: object) -> object:
        done.append(1)
        if len(done) == 3:
            raise KeyboardInterrupt
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_return", stopped)
    code, said = run(
        "collate", folder, "--to", tmp_path / "l.xlsx", "--tables", tmp_path / "t", "--history", tmp_path / "h.db"
    )
    assert (code, said) == (3, "Stopped, as you asked. Nothing was written; run it again whenever you like.\n")
    assert list(tmp_path.iterdir()) == []


def test_many_files_of_which_the_same_is_to_be_said_are_told_in_one_line(folder: Path, tmp_path: Path) -> None:
    """Tables of an earlier picture in the folder hid the one line about a borough among thirty."""
    (tmp_path / "Merton.xlsx").write_bytes((folder / "Merton.xlsx").read_bytes())
    for number in range(6):
        (tmp_path / f"table{number}.csv").touch()
    (tmp_path / "Brent.xlsx").touch()
    _, said = run("collate", tmp_path, "--to", tmp_path / "london.xlsx")
    assert said.splitlines()[1:3] == [
        "- Brent.xlsx: Not taken: “Brent.xlsx” is empty.",
        "- 6 files, named in the ledger: Passed over: it is no Excel workbook (.xlsx or .xlsm).",
    ]
