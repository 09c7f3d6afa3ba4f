"""The door for analysts: the page's example runs, and frames, findings and schemas are those the jobs use."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pandera.errors import SchemaErrors

import outcomes_xl
from outcomes_xl.model import ErrorValue
from outcomes_xl.model.cannot_use import CannotUse
from tests.fresh import brought_in
from tests.whole.conftest import outcomes_xl as command

PAGE = Path(__file__).resolve().parents[2] / "docs" / "maintainers" / "for-analysts.md"


def test_the_example_of_the_page_runs(laid_out: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    run = subprocess.run([sys.executable, "-c", example], cwd=laid_out, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("6 is the first row, as Excel counts\n")
    assert re.search(r"^[A-Z]{2}\d\d '.+'![A-Z]+\d+ .+\.$", run.stdout, re.MULTILINE)


def test_each_question_is_answered_and_nothing_is_written(workbook: Path) -> None:
    before = workbook.read_bytes()
    frame = outcomes_xl.frame(workbook, "Data availability")
    rows = outcomes_xl.read(workbook).tables["availability"].rows
    assert list(frame.index) == [row.number for row in rows]
    assert list(frame["status"]) == [row["status"] for row in rows]
    assert not any(isinstance(value, (float, ErrorValue)) and value != value for value in frame.to_numpy().ravel())
    with pytest.raises(SchemaErrors) as raised:
        outcomes_xl.schema("availability").validate(frame, lazy=True)
    told = {cell.row for finding in outcomes_xl.check(workbook).findings for cell in finding.cells}
    assert set(raised.value.failure_cases["index"]) <= told & set(frame.index)
    assert workbook.read_bytes() == before


def test_a_sheet_nobody_has_is_named_with_what_may_have_been_meant(workbook: Path) -> None:
    with pytest.raises(CannotUse, match=r"“Targts” is none of the sheets\. Did you mean targets\?"):
        outcomes_xl.schema("Targts")
    with pytest.raises(CannotUse, match="The sheet History, or its table, is not in"):
        outcomes_xl.frame(workbook, "history")


def test_a_schema_goes_to_a_file_and_comes_back(tmp_path: Path) -> None:
    assert command("schema", "targets", "--to", tmp_path / "targets.yaml").code == 0
    assert command("schema", "--to", tmp_path / "all.yaml").code == 0
    one, among_all = (outcomes_xl.schema("targets", tmp_path / name) for name in ("targets.yaml", "all.yaml"))
    assert one == among_all == outcomes_xl.schema("targets")
    nobodys = command("schema", "goals")
    assert nobodys.code == 3 and nobodys.err.startswith("“goals” is none of the sheets. There are start, framework,")


def test_the_door_is_light_until_it_is_used() -> None:
    assert not brought_in("import outcomes_xl", {"pandas", "pandera", "numpy", "lxml", "typer"})
