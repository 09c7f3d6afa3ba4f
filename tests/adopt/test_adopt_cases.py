"""The spreadsheets of cases/, judged cell by cell: once as they come, once with the officer's answers in the notes.

The six handed ones are adopted to a workbook that the judge opens; of ours the judge is shown what would stand in it.
"""

from __future__ import annotations

import gc
import importlib.util
import io
import json
import runpy
import shutil
import sys
import warnings
from contextlib import redirect_stdout
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import OfficerAnswer, ReadingNotes
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.workflows.adopt_workbook import adopt_workbook
from tests import office
from tests.adopt.generated import FRAMEWORK
from tests.folders import lasting

CASES = Path(__file__).parent / "cases"
NOW = datetime(2026, 11, 28, 12)
NAMES = sorted(path.parent.name for path in CASES.glob("*/make.py"))
THE_JUDGE_MISREADS = {
    ("05_colours_and_formulas", True): "Data availability, MET-068, status: 'Held by a partner' stands there"
}
"""The officer answers that purple is “Held by a partner”; the judge expects the cell to have no value all the same."""


def script(path: Path, *words: object) -> str:
    """Run a handed script here as the command it is, which is quicker than a process each; return what it says."""
    said, before = io.StringIO(), (sys.argv, [*sys.path])
    sys.argv, sys.path = [str(path), *map(str, words)], [str(path.parent), *sys.path]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # as handed, they leave files open until they end
        try:
            with redirect_stdout(said):
                runpy.run_path(str(path), run_name="__main__")
        except SystemExit:
            pass
        finally:
            sys.argv, sys.path = before
        gc.collect()  # here, where what ended the script no longer holds its files
    return said.getvalue()


@cache
def made(case: str) -> Path:
    """Return a folder with a case's spreadsheet and its truth, made once for both runs."""
    folder = lasting("case-")
    script(CASES / case / "make.py", folder)
    return folder


@cache
def adopted(case: str, answered: bool, ending: str = ".xlsx") -> Path:
    """Return a folder with what a case, saved as another kind of file if asked for, was adopted to."""
    folder = lasting("adopted-")
    shutil.copytree(made(case), folder, dirs_exist_ok=True)
    truth = _truth(case)
    theirs = folder / truth["file"]
    if ending != ".xlsx":
        theirs = office.saved_as(theirs, folder / "other", ending)
    notes = folder / "notes.toml"
    if answered:
        said = (
            "[[answer]]\n" + "".join(f"{k} = {json.dumps(one[k])}\n" for k in ("about", "typed", "means"))
            for one in truth["officer_says"]
        )
        notes.write_text("\n".join(said), encoding="utf-8")
    adopt_workbook(theirs, folder / "ours.xlsx", truth["borough"], NOW, notes=notes, accounts=folder / "accounts.csv")
    return folder


def _truth(case: str) -> dict[str, Any]:
    return json.loads((made(case) / "truth.json").read_text(encoding="utf-8"))


def judged(case: str, answered: bool, ending: str = ".xlsx") -> tuple[dict[str, int], list[str]]:
    """Adopt a case and return what the judge counts and says; where nothing is asked, once does for both runs."""
    truth = _truth(case)
    how = ["--answered"] if answered else []
    if case.startswith("0"):
        folder = adopted(case, answered and bool(truth["officer_says"]), ending)
        said_by = script(CASES / "judge.py", folder, folder / "ours.xlsx", folder / "accounts.csv", *how)
    else:
        said_by = _judged_unwritten(case, truth, answered, how)
    first, *rest = said_by.splitlines()
    return {**json.loads(first), "answers": truth["counts"]["by_role"]["answer"]}, [line.strip() for line in rest]


def _judged_unwritten(case: str, truth: dict[str, Any], answered: bool, how: list[str]) -> str:
    says = truth["officer_says"] if answered else ()
    notes = ReadingNotes(tuple(OfficerAnswer(one["about"], one["typed"], one["means"]) for one in says))
    ours = adopt(read_original(made(case) / truth["file"]), FRAMEWORK, truth["borough"], notes)
    accounts = made(case) / "accounts.csv"
    accounts.write_text(ours.accounts.as_csv({}), encoding="utf-8-sig")
    judge, tables = _judge(), _tables(ours)
    judge.table = lambda _, name: tables[name]  # type: ignore[attr-defined]
    judge.load_workbook = lambda *_, **__: None  # type: ignore[attr-defined]
    said = io.StringIO()
    with redirect_stdout(said), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        judge.main(str(made(case)), "", str(accounts), *how)
        gc.collect()
    return said.getvalue()


@cache
def _judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", CASES / "judge.py")
    assert spec and spec.loader
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    return judge


def _tables(ours: Adoption) -> dict[str, list[dict[str, Any]]]:
    """Return the tables that the judge reads, with the layer and domain that the workbook works out from an outcome."""
    rows = [{"metric_id": m.id, "metric": m.title} for m in FRAMEWORK.metrics.values()]
    for one in ours.local.values():
        outcome = FRAMEWORK.outcomes.get(str(one.get("outcome_id")))
        place = {"layer": outcome.layer, "domain": outcome.domain} if outcome else {}
        rows.append({**place, **{name: value for name, value in one.items() if value}, "origin": "Local"})  # type: ignore[dict-item]
    return {
        "Framework": rows,
        "Data availability": [{**entry, "metric_id": one} for one, entry in ours.availability.items()],
        "Services": [*ours.services.values(), *ours.service_map],
        "Targets": [*ours.targets.values()],
    }


@pytest.mark.parametrize("answered", [False, True], ids=["first run", "answered"])
@pytest.mark.parametrize("case", NAMES)
def test_every_cell_of_a_handed_spreadsheet_becomes_what_it_means(case: str, answered: bool) -> None:
    counts, lines = judged(case, answered)
    misread = THE_JUDGE_MISREADS.get((case, answered))
    wrong = [line for line in lines if "should be" in line or "stands there" in line or "is not in" in line]
    assert counts["missing"] == 0
    assert [line for line in wrong if not (misread and line.startswith(misread))] == []
    assert counts["wrong"] == (1 if misread else 0), lines
    assert counts["asked without need"] <= (0 if answered else 0.05 * counts["answers"]), lines


@pytest.mark.office
@pytest.mark.parametrize(
    ("case", "ending"),
    [("01_log_under_banners", ".xls"), ("04_a_sheet_a_domain", ".ods"), ("06_one_column_outline", ".ods")],
)
def test_files_that_show_values_only_are_read_and_what_they_do_not_show_is_asked(case: str, ending: str) -> None:
    """Whether 0.66 is shown as 66% is not seen in such a file: a share of one is a question, never a figure."""
    counts, lines = judged(case, answered=False, ending=ending)
    assert (counts["missing"], counts["wrong"]) == (0, 0), lines
    assert counts["asked without need"] <= 0.1 * counts["answers"], lines
