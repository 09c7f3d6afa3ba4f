"""The workbook's main.py: what an officer reads in the pane, and what Lite is told of each script."""

from __future__ import annotations

import ast
import asyncio
import sys
from types import ModuleType
from typing import Any

import pytest

import outcomes_xl.lite
from outcomes_xl.building.references import References
from outcomes_xl.building.start_formulas import Counts, steps
from outcomes_xl.jobs.highlight import highlight_choices
from outcomes_xl.jobs.registry import JOBS
from outcomes_xl.lite.pane_highlight import OFF
from outcomes_xl.lite.scripts import STEPS, in_the_pane, main_py, pane_scripts
from outcomes_xl.reading.layouts import layout

FUNCTIONS = {one.name: one for one in ast.parse(main_py()).body if isinstance(one, ast.AsyncFunctionDef)}


NEED_A_COMPUTER = {
    "fetch": "puts the publishers' files into a folder",
    "share": "writes a workbook beside this one",
    "report": "writes a document",
    "cohort": "counts people in a file or a database of the borough's",
    "journeys": "links people over several files or databases of the borough's",
    "carry": "makes another workbook",
    "new": "makes a workbook",
}
"""Why a job has no button in the pane."""


def test_main_py_has_a_script_for_every_job_that_needs_no_file() -> None:
    wanted = {
        *("what_next", "check", "apply_fixes", "refresh", "decide", "changed", "availability", "suggestions"),
        *("spine", "services", "targets", "undo", "worklist", "next_finding", "highlight"),
    }
    assert wanted <= FUNCTIONS.keys() - {"_press"}
    assert {job.name for job in JOBS if not in_the_pane(job)} == NEED_A_COMPUTER.keys()


@pytest.mark.parametrize("one", pane_scripts(), ids=lambda one: one.button)
def test_a_script_says_what_it_does_and_is_sent_no_sheet_it_does_not_read(one: Any) -> None:
    function = FUNCTIONS["what_next" if one.button == "next" else one.button]
    (decorator,) = function.decorator_list
    assert isinstance(decorator, ast.Call)
    told = {word.arg: ast.literal_eval(word.value) for word in decorator.keywords}
    assert told["name"] == one.title
    assert {"Summary", "Metric card"} <= set(told["exclude"])
    assert one.button != "next" or "Start" not in told["exclude"]
    assert one.button != "highlight" or not {"Framework", "Map LOF"} & set(told["exclude"])
    names = {sheet.name for sheet in layout("borough")}
    assert set(told["exclude"]) <= names
    said = ast.get_docstring(function) or ""
    assert said.startswith(f"# {one.title}\n\n")
    fields = [argument.arg for argument in function.args.args[1:]]
    assert all(f"* {name}: " in said for name in fields)
    assert len(function.args.defaults) == len(fields)  # nothing must be filled in
    written = ast.unparse(function)
    assert f"not_sent={list(one.exclude)!r}" in written


def test_a_choice_among_a_few_is_a_list() -> None:
    spine = ast.unparse(FUNCTIONS["spine"].args)
    assert "framework: Literal['All', " in spine
    assert "'LOF'" in spine
    highlight = ast.unparse(FUNCTIONS["highlight"].args)
    assert all(repr(one.label) in highlight for one in highlight_choices())
    assert f"{OFF!r}]={highlight_choices()[0].label!r}" in highlight


def test_the_pane_speaks_of_the_steps_as_start_does() -> None:
    of = References(layout("borough"))
    on_start = [step.words.partition("  ")[2] for step in steps(of, Counts(of), layout("borough").mappings[-1].key)]
    assert [words for words, _ in STEPS] == on_start
    titles = [one.title for one in pane_scripts()]
    assert all(any(title in press for title in titles) for _, press in STEPS[1:5])
    for (_, press), step in zip(STEPS, steps(of, Counts(of), layout("borough").mappings[-1].key), strict=True):
        named = [title for title in titles if title in f"{step.with_buttons} {step.without}"]
        assert all(title in press for title in named), step.words


def test_without_the_package_a_press_is_answered_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lite shows main.py's buttons even where our wheel did not come."""
    for name in [name for name in sys.modules if name.startswith("outcomes_xl.lite")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "outcomes_xl.lite.pane", None)
    monkeypatch.delattr(outcomes_xl.lite, "pane", raising=False)  # where LibreOffice's way of importing looks as well
    main = ModuleType("main")
    exec(compile(main_py(), "main.py", "exec"), main.__dict__)
    said: list[tuple[str, ...]] = []

    class App:
        def alert(self, *words: str) -> None:
            said.append(words)

    class Book:
        app = App()

    asyncio.run(main.check(Book()))
    ((sentence, *_),) = said
    assert "is not loaded in this pane" in sentence
    assert "nothing was done" in sentence
