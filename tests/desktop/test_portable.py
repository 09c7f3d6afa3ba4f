"""The gate: what the host takes of xlwings is on the Windows, the macOS and the remote engine, or sits in compat.py.

xlwings is read as text, not imported: its Windows and macOS engines import only there. A member that exists for
reading may be missing for writing, and some of the remote engine's only say that they are not there.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from outcomes_xl.hosts import desktop
from outcomes_xl.hosts.desktop import xlwings_objects

HOST = Path(desktop.__file__).parent
ENGINES = {"Windows": "_xlwindows.py", "macOS": "_xlmac.py", "remote": "pro/_xlremote.py"}

# What xlwings_calls.py does with each xlwings object: the class, the member, and how it is used.
TOUCHED = {
    ("Book", "app", "get"),
    ("Book", "name", "get"),
    ("Book", "sheets", "get"),
    ("Font", "bold", "set"),
    ("Range", "address", "get"),
    ("Range", "clear_contents", "call"),
    ("Range", "column_width", "set"),
    ("Range", "font", "get"),
    ("Sheet", "delete", "call"),
    ("Sheet", "name", "get"),
    ("Sheet", "name", "set"),
    ("Sheet", "range", "call"),
    ("Sheet", "tables", "get"),
    ("Sheet", "used_range", "get"),
    ("Sheets", "active", "get"),
    ("Sheets", "add", "call"),
    ("Table", "name", "get"),
    ("Table", "range", "get"),
    ("Table", "resize", "call"),
    ("Table", "show_totals", "get"),
    ("Tables", "add", "call"),
}
# On all engines but the remote one, where compat.reads_formulas says no before they are asked.
NOT_REMOTE = {("Range", "formula", "get"), ("Range", "merge_area", "get"), ("Range", "merge_cells", "get")}
# Names in xlwings_calls.py that are members of our own values, of Python's, or of compat.
OURS = {
    "append", "column", "first_column", "first_row", "handle", "has_totals", "last_column", "last_row", "parse", "pop",
    "removeprefix", "replace", "rpartition", "sheet", "strip", "update", "write", "values", "show", "errors_are_words",
    "reads_formulas", "looked_up", "items", "addresses", "casefold",
}  # fmt: skip


def engine(name: str) -> dict[str, dict[str, set[str]]]:
    """Return an engine's classes: member -> the ways it can be used (get, set, call)."""
    spec = importlib.util.find_spec("xlwings")
    assert spec and spec.origin
    tree = ast.parse((Path(spec.origin).parent / ENGINES[name]).read_text(encoding="utf-8"))
    classes: dict[str, dict[str, set[str]]] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            members = classes.setdefault(node.name, {})
            for base in node.bases:
                if isinstance(base, ast.Name):
                    members |= {member: set(ways) for member, ways in classes.get(base.id, {}).items()}
            for member, way in _members(node):
                members.setdefault(member, set()).add(way)
    return classes


def _members(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            marks = [ast.unparse(mark) for mark in part.decorator_list]
            way = "get" if "property" in marks else "set" if any(m.endswith(".setter") for m in marks) else "call"
            if not _only_says_no(part):
                yield part.name, way


def _only_says_no(function: ast.FunctionDef) -> bool:
    body = [step for step in function.body if not (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))]
    return len(body) == 1 and isinstance(body[0], ast.Raise)


@pytest.mark.parametrize("name", ENGINES)
def test_every_member_the_host_touches_is_on_this_engine(name: str) -> None:
    classes = engine(name)
    wanted = TOUCHED if name == "remote" else TOUCHED | NOT_REMOTE
    missing = sorted((c, member, way) for c, member, way in wanted if way not in classes[c].get(member, set()))
    assert missing == []


def test_the_gate_would_notice_a_member_that_one_engine_lacks() -> None:
    assert "freeze_panes" not in engine("Windows")["Sheet"]
    assert "freeze_panes" in engine("remote")["Sheet"]
    assert "get" not in engine("remote")["Range"]["formula"]


def test_the_table_above_names_everything_that_xlwings_calls_touches() -> None:
    named = {member for _, member, _ in TOUCHED | NOT_REMOTE}
    assert attributes("xlwings_calls.py") - OURS <= named
    assert {way for _, _, way in TOUCHED} == {"get", "set", "call"}


@pytest.mark.parametrize("module", sorted(path.name for path in HOST.glob("*.py")))
def test_only_compat_reaches_under_xlwings(module: str) -> None:
    under = {"api", "impl", "raw_value", "xl", "screen_updating", "enable_events", "status_bar", "interactive"}
    assert module == "engine_compat.py" or not attributes(module) & under


@pytest.mark.parametrize("module", sorted(path.name for path in HOST.glob("*.py")))
def test_nothing_here_saves_or_takes_settings_from_the_workbook(module: str) -> None:
    """xlwings' fullname reads a settings sheet of the workbook; save, close and open are the officer's.

    Except where she has said yes to a new layout, and the workbook is put down for it: reopen.py.
    """
    agreed = {"save", "close"} if module == "reopen.py" else set()
    never = {"save", "close", "fullname", "to_pdf", "macro", "run", "caller", "set_mock_caller"} - agreed
    assert not attributes(module) & never


@pytest.mark.parametrize("module", sorted(path.name for path in HOST.glob("*.py")))
def test_the_host_needs_xlwings_only_through_what_it_is_given(module: str) -> None:
    """The heavy import is the helper's, paid once at sign-in."""
    tree = ast.parse((HOST / module).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not any(name.startswith("xlwings") for name in imported)


def attributes(module: str) -> set[str]:
    tree = ast.parse((HOST / module).read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("name", ["App", "Book", "Font", "Range", "Sheet", "Sheets", "Table", "Tables"])
def test_the_shapes_that_mypy_checks_have_no_member_that_xlwings_has_not(name: str) -> None:
    import xlwings.main

    shape = getattr(xlwings_objects, f"Xl{name}")
    said = {member for member in {*vars(shape), *shape.__annotations__} if not member.startswith("_")}
    assert said <= set(dir(getattr(xlwings.main, name)))
