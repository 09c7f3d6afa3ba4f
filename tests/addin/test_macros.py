"""How macros are written here, looked at as text and by a linter of VBA."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from outcomes_xl.building.addin.function_wrappers import LIKE_A_CELL
from outcomes_xl.building.addin.macro_package import with_macros
from outcomes_xl.building.addin.vba_source import MacroMistake, Module, folder, module, procedures
from outcomes_xl.building.addin.xlam import every_module
from tests.addin.workbook import plain_workbook

FILES = sorted([*folder().glob("*.bas"), *folder().glob("*.cls")])
MODULES = {one.name: one for one in every_module()}
by_name = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def code_of(path: Path) -> list[str]:
    """The lines of code, comments gone and lines that go on below joined."""
    text = re.sub(r" _\r?\n\s*", " ", path.read_text("ascii"))
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("'")]


@by_name
def test_a_module_is_ascii_with_crlf_and_ends_its_last_line(path: Path) -> None:
    data = path.read_bytes()
    assert data.isascii()
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
    assert data.endswith(b"\r\n")
    assert not re.search(rb"[ \t]\r\n", data)
    assert all(len(line) <= 120 for line in path.read_text("ascii").splitlines())


@by_name
def test_a_module_is_called_as_its_file_and_explicit(path: Path) -> None:
    assert f'Attribute VB_Name = "{path.stem}"' in path.read_text("ascii").splitlines()
    assert "Option Explicit" in code_of(path)


@by_name
def test_a_modules_header_says_what_it_is_for_and_which_errors_can_leave_it(path: Path) -> None:
    header = path.read_text("ascii").split("Option Explicit")[0]
    words = " ".join(line[2:] for line in header.splitlines() if line.startswith("' "))
    assert len(words) > 60
    assert re.search(r"[Nn]o error leaves it|can leave", words)


@by_name
def test_scope_and_passing_are_said_aloud(path: Path) -> None:
    for line in code_of(path):
        if re.match(r"(Static )?(Sub|Function|Property) ", line):
            pytest.fail(f"{path.name}: neither Public nor Private: {line}")
        declared = re.match(r"(?:Public|Private) (?:Sub|Function|Property \w+) \w+\((.*)\)", line)
        for argument in filter(None, (declared[1] if declared else "").split(", ")):
            assert re.match(r"(ByVal |ByRef |Optional ByVal |ParamArray )", argument), line


@by_name
def test_no_macro_selects_or_asks_for_what_is_active_but_at_the_door(path: Path) -> None:
    words = r"\.Select\b|\bSelection\b|\bActiveSheet\b" + (
        "" if path.stem == "Front" else r"|\bActiveWorkbook\b|\bActiveCell\b"
    )
    assert not [line for line in code_of(path) if re.search(words, line)]


@by_name
def test_on_error_resume_next_spans_one_statement(path: Path) -> None:
    lines = code_of(path)
    for index, line in enumerate(lines):
        if line == "On Error Resume Next":
            assert lines[index + 2] == "On Error GoTo 0", f"{path.name}: {lines[index + 1 : index + 3]}"


def test_no_procedure_is_named_like_a_cell() -> None:
    for one in procedures(MODULES.values(), private=True):
        assert not LIKE_A_CELL.match(one.name), f"{one.module}.{one.name}"


def test_a_ribbon_callback_is_one_line() -> None:
    text = re.sub(r" _\n\s*", " ", MODULES["Ribbon"].code)
    bodies = re.findall(r"Public Sub (On\w+|GetEnabled)\(.*?\)\n(.*?)End Sub", text, re.S)
    assert len(bodies) >= 15
    assert [name for name, body in bodies if len(body.strip().splitlines()) != 1] == []


def test_no_formula_can_run_a_job_or_change_a_setting() -> None:
    """A formula can call any public function of an add-in by its name, wherever it stands; it can call no Sub."""
    functions = [
        body
        for one in MODULES.values()
        for body in re.findall(r"^Public Function (.*?)^End Function", one.code, re.S | re.M)
    ]
    assert any("known.Answer" in body for body in functions), "the functions for cells were not looked at"
    deeds = (
        r"known\.(Run|Choose|Adopt|Collate)|Helper\.(Ask|Setting|Adopt|Collate)|"
        r"Answered\(|Adopted\(|Collated\(|RunJob|ChosenSetting"
    )
    assert [body.splitlines()[0] for body in functions if re.search(deeds, body)] == []


def test_sentences_are_plain_and_say_what_next() -> None:
    for one in MODULES.values():
        for text in re.findall(r'"((?:[^"\n]|"")*)"', one.code):
            assert not re.search(r"\b(invalid|illegal|failed|error)\b", text, re.I), f"{one.name}: {text}"


def test_a_file_that_is_not_called_as_its_module_is_refused() -> None:
    with pytest.raises(MacroMistake, match=r"Finder\.bas: its first line calls it 'Find'"):
        module('Attribute VB_Name = "Find"\nOption Explicit\n', "Finder.bas")


def lint(modules: Iterable[Module], tmp_path: Path) -> list[str]:
    """Return what pyVBAanalysis says of a workbook with these modules."""
    path = tmp_path / "linted.xlsm"
    path.write_bytes(with_macros(plain_workbook(), ".xlsm", "Linted", list(modules)))
    command = [sys.executable, "-m", "pyvbaanalysis", "--whole-project", "--format", "json", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return [f"{one['code']}: {one['message']}" for one in _diagnostics(json.loads(run.stdout))]


def _diagnostics(answer: object) -> list[dict[str, str]]:
    """Every mapping in the answer that has a code and a message, wherever it stands."""
    if isinstance(answer, list):
        return [one for part in answer for one in _diagnostics(part)]
    if isinstance(answer, dict):
        if "code" in answer and "message" in answer:
            return [answer]
        return [one for part in answer.values() for one in _diagnostics(part)]
    return []


def test_the_linter_finds_nothing_but_an_object_kept_for_its_being_there(tmp_path: Path) -> None:
    assert sorted(lint(MODULES.values(), tmp_path)) == [
        "variable-never-read: Variable 'watching' is assigned but its value is never read.",
    ]


SLIPS = {
    "Find": ("Show.Cell target", "Show.Cellar target", "Cellar"),
    "Jobs": ("Set inFront = Front.Ready(ofTheFile)", "Set inFrnt = Front.Ready(ofTheFile)", "inFrnt"),
    "Marks": ("Paint.Mark target", "Paint.Marker target", "Marker"),
    "Show": ("Helper.Setting what, place, answer", "Helper.Settings what, place, answer", "Settings"),
    "Ribbon": ('RunJob "undo"', 'RunJobs "undo"', "RunJobs"),
    "Wrappers": ("Calls.Asked(", "Calls.Askd(", "Askd"),
}


def test_the_linter_notices_slips(tmp_path: Path) -> None:
    changed = []
    for one in MODULES.values():
        old, new, _ = SLIPS.get(one.name, ("", "", ""))
        assert old in one.code
        changed.append(replace(one, code=one.code.replace(old, new, 1) if old else one.code))
    told = lint(changed, tmp_path)
    for name, (*_, word) in SLIPS.items():
        assert any(f"{word}'" in line for line in told), f"{name}: {told}"
