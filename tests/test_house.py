"""How the house is built: which way imports go, what stays out of the repository, and that the tools agree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fresh import brought_in

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "outcomes_xl"
OURS = {
    ".".join(("outcomes_xl", *path.relative_to(SRC).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in SRC.rglob("*.py")
}
"""Every module of ours by name, and its file."""
MIDDLE = (
    *("model", "formulas", "framework", "reading", "rules", "central", "jobs", "adopt", "carry", "london", "targets"),
    *("board", "services", "disclosure", "journeys", "cohorts"),
)
HOSTS = {"xlwings", "openpyxl", "xlsxwriter", "lxml", "win32com", "python_calamine", "docx"}


def imports(path: Path) -> set[str]:
    """Every module a file imports, anywhere in it, relative ones as they stand from outcomes_xl on."""
    found: set[str] = set()
    package = ("outcomes_xl", *path.relative_to(SRC).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, node.module)) if node.module else ".".join(base)
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def modules(room: str) -> list[Path]:
    return sorted((SRC / room).rglob("*.py"))


def test_the_middle_knows_no_host() -> None:
    for room in MIDDLE:
        for path in modules(room):
            tops = {name.split(".")[0] for name in imports(path)}
            assert not tops & HOSTS, f"{path.relative_to(ROOT)} imports {tops & HOSTS}"


@pytest.mark.parametrize(
    ("room", "may_use"),
    [
        ("model", {"model"}),
        ("formulas", {"model", "formulas"}),
        ("framework", {"model", "framework"}),
        ("reading", {"model", "framework", "reading"}),
        ("rules", {"model", "framework", "reading", "rules"}),
        ("http", {"http"}),
        ("adopt", {"model", "framework", "reading", "adopt"}),
        ("carry", {"model", "formulas", "framework", "reading", "carry"}),
        ("sources", {"model", "framework", "reading", "http", "sources"}),
        ("central", {"model", "framework", "reading", "central"}),
        ("targets", {"model", "framework", "reading", "rules", "sources", "targets"}),
        ("jobs", {"model", "framework", "reading", "rules", "sources", "central", "services", "targets", "jobs"}),
        ("services", {"model", "framework", "reading", "sharing", "services"}),
        ("disclosure", {"model", "disclosure"}),
        ("cohorts", {"model", "framework", "reading", "sources", "targets", "disclosure", "cohorts"}),
        ("london", {"model", "framework", "reading", "london"}),
        ("journeys", {"model", "framework", "reading", "http", "sources", "disclosure", "journeys"}),
        ("board", {"model", "framework", "reading", "services", "targets", "board"}),
        ("hosts", {"model", "http", "hosts"}),
    ],
)
def test_imports_go_one_way(room: str, may_use: set[str]) -> None:
    for path in modules(room):
        used = {name.split(".")[1] for name in imports(path) if name.startswith("outcomes_xl.")}
        strangers = {name for name in used if (SRC / name).is_dir()} - may_use
        assert not strangers, f"{path.relative_to(ROOT)} reaches into {strangers}"


def at_once(path: Path) -> set[str]:
    """Every module of ours that a file imports as it is imported itself: not for types only, not inside a function."""
    package = ("outcomes_xl", *path.relative_to(SRC).parts[:-1])
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            named = {f"{module}.{alias.name}" for alias in node.names}
            found |= (named & OURS.keys()) | ({module} if named - OURS.keys() else set())
    return found & OURS.keys()


def test_no_imports_go_round_in_a_circle() -> None:
    left = {name: at_once(path) for name, path in OURS.items()}
    while ground := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in ground}
    while above := left.keys() - set().union(*left.values()):
        left = {name: needs for name, needs in left.items() if name not in above}
    assert not left, f"in a circle: {sorted(left)}"


def test_no_module_takes_another_ones_private_name() -> None:
    for path in OURS.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                taken = [alias.name for alias in node.names if re.match("_(?!_)", alias.name)]
                assert not taken, f"{path.relative_to(ROOT)} takes {taken}"


def test_no_name_of_a_file_or_class_stands_for_two_things() -> None:
    """Whoever searches for a name finds one place; a package's own ``__init__`` and ``__main__`` have no name."""
    files = [path for path in OURS.values() if path.stem not in ("__init__", "__main__")]
    names: dict[str, list[str]] = {}
    for path in files:
        names.setdefault(path.name, []).append(str(path.relative_to(SRC)))
    for path in OURS.values():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                names.setdefault(f"class {node.name}", []).append(str(path.relative_to(SRC)))
    twice = {name: places for name, places in names.items() if len(places) > 1}
    assert not twice, "\n".join(f"{name} stands in {', '.join(places)}" for name, places in twice.items())


def test_one_room_speaks_http() -> None:
    users = {path.parent for path in OURS.values() if "httpx" in imports(path)}
    assert users == {SRC / "http"}


NEVER_TOLD = {
    "CannotUse",
    "NoAnswer",
    "AlreadyRunning",
    "NotPlain",
    "ColumnMissing",
    "_NotProved",
    "_NotAsked",
    "_NoMore",
    "NotWorkedOut",
    "ErrorReached",
    "NotWhole",
    "TooManyGroups",
    "TooMuchWork",
    "SourceHasChanged",
    "OneCategoryOnly",
    "Unsolvable",
}
"""The family's own beginning, and what never leaves the room it is raised in."""


def test_what_officers_are_told_is_one_family_and_mistakes_of_ours_are_called_mistakes() -> None:
    for path in OURS.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                ast.unparse(base).endswith(("Exception", "Error")) for base in node.bases
            ):
                assert node.name in NEVER_TOLD or node.name.endswith("Mistake"), (
                    f"{path.relative_to(ROOT)}: {node.name}"
                )


def test_the_middle_asks_no_clock_and_prints_nothing() -> None:
    for room in MIDDLE:
        for path in modules(room):
            text = path.read_text(encoding="utf-8")
            for word in ("datetime.now(", "date.today(", "time.time(", "print(", "open("):
                assert not re.search(rf"(?<![\w.]){re.escape(word)}", text), f"{path.relative_to(ROOT)} says {word}"


def test_help_is_shown_without_the_heavy_imports() -> None:
    lines = (
        "import sys; sys.argv = ['outcomes-xl', '--help']\n"
        "import outcomes_xl.cli.main as c\n"
        "try:\n    c.main()\nexcept SystemExit:\n    pass"
    )
    heavy = {
        "pandas",
        "pandera",
        "numpy",
        "lxml",
        "xlsxwriter",
        "rapidfuzz",
        "httpx",
        "cryptography",
        "filelock",
        "tomlkit",
    }
    assert not brought_in(lines, heavy)


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_nothing_in_the_repository_names_a_package_address_or_the_folder_it_was_made_beside() -> None:
    address = re.compile(r"https?://\S+\.(whl|tar\.gz|tgz|deb)\b")
    beside = re.compile(r"\.\./" + "shared" + r"\b")
    for path in tracked():
        if path.suffix in {".png", ".xlsx", ".xlsm", ".csv", ".bin"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not address.search(text), f"{path.relative_to(ROOT)} names a package's download address"
        assert not beside.search(text) or path == Path(__file__), f"{path.relative_to(ROOT)} points outside"


def test_no_module_has_grown_past_two_rooms() -> None:
    for path in SRC.rglob("*.py"):
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= 450, f"{path.relative_to(ROOT)} has {lines} lines: is there a second room in it?"


@pytest.mark.parametrize("words", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join)
def test_the_linters_agree(words: list[str]) -> None:
    run = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
