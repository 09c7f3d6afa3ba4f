"""The whole of a workbook's main.py: what the pane runs, and how the code that it imports gets there."""

from __future__ import annotations

import ast
import base64
import bz2
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from outcomes_xl import __version__
from outcomes_xl.lite.code_from import CodeFrom
from outcomes_xl.lite.packages import AT_ONCE, XLWINGS
from outcomes_xl.lite.pane_wheel import DISTRIBUTION, pane_wheel, wheel_name

_LINE = 120
_ALWAYS = (XLWINGS, "python-dotenv==1.1.1", "pyodide-http", "black")
"""What xlwings Lite itself asks for: its own editor writes these lines, each marked as required."""


@dataclass(frozen=True)
class WayIn:
    """What a workbook says for its code to get in: main.py, requirements.txt, and the SHA-256 of the code itself.

    ``wheel`` is what lies beside the workbook, where something does.
    """

    main: str
    requirements: str
    digest: str = ""
    wheel: bytes = b""


def way_in(way: CodeFrom, main: str) -> WayIn:
    """Return what a workbook says, for the text of a main.py that imports our code."""
    match way:
        case CodeFrom.INSIDE:
            packed, digest = _packed()
            call = f'from_this_workbook("""\n{packed}\n""", "{digest}")'
            return WayIn(_whole(main, call), _requirements(AT_ONCE), digest)
        case CodeFrom.BESIDE:
            code = pane_wheel()
            digest = hashlib.sha256(code).hexdigest()
            call = f'from_an_imported_file("{wheel_name()}", "{digest}")'
            return WayIn(_whole(main, call), _requirements(AT_ONCE), digest, code)
        case CodeFrom.INDEX:
            requirement = f"{DISTRIBUTION}=={__version__}"
            return WayIn(_whole(main, f'from_the_index("{requirement}")'), _requirements((requirement,)))


@lru_cache(maxsize=1)
def _packed() -> tuple[str, str]:
    """Return the code as lines of text, and its SHA-256. Packed as a whole it takes two thirds of a wheel's room."""
    code = pane_wheel(packed=False)
    letters = base64.b64encode(bz2.compress(code)).decode()
    lines = (letters[at : at + _LINE] for at in range(0, len(letters), _LINE))
    return "\n".join(lines), hashlib.sha256(code).hexdigest()


def _whole(main: str, call: str) -> str:
    """Return main.py with the way in before the first import that needs it, which is as far down as can be."""
    lines = main.splitlines(keepends=True)
    begins = _begins_to_need(main)
    start = (resources.files("outcomes_xl") / "lite" / "pane_start.py").read_text(encoding="utf-8")
    start = "".join(start.splitlines(keepends=True)[_behind_what_comes_first(start) :]).strip("\n")
    said = f"# How the Outcomes code, version {__version__}, gets in. It runs here, in the pane."
    return "".join([*lines[:begins], f"\n{said}\n{start}\n\n\nnot_loaded = {call}\n\n", *lines[begins:]])


def _begins_to_need(text: str) -> int:
    """Return how many lines stand before the first import of ours that is made when main.py is read."""
    for node in ast.parse(text).body:
        inside = () if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else ast.walk(node)
        if any(name.startswith("outcomes_") for one in inside for name in _imported(one)):
            return node.lineno - 1
    return len(text.splitlines())


def _imported(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "",)
    return tuple(alias.name for alias in node.names) if isinstance(node, ast.Import) else ()


def _behind_what_comes_first(text: str) -> int:
    """Return how many lines a module's docstring, and what must stand right behind it, take."""
    ends = 0
    for node in ast.parse(text).body:
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_text and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        ends = node.end_lineno or ends
    return ends


def _requirements(packages: tuple[str, ...]) -> str:
    return "".join([*(f"{one}  # required\n" for one in _ALWAYS), *(f"{one}\n" for one in packages)])
