"""One mutation run: `python -m tests.mutation.run AREA [TO]` says how many changes lived, and shows each.

The run is made in a copy of the repository, so that this one stays as it is: ``TO``, or a temporary folder.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SRC = ROOT / "src" / "outcomes_xl"
AREAS = tomllib.loads((Path(__file__).parent / "areas.toml").read_text(encoding="utf-8"))
EQUIVALENT = tomllib.loads((Path(__file__).parent / "equivalent.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, order=True)
class Lived:
    """A change no test noticed: where, the line as it is, the line as it was changed to."""

    where: str
    was: str
    now: str


@dataclass(frozen=True)
class Outcome:
    """How many changes were made to an area, and which of them lived."""

    made: int
    lived: tuple[Lived, ...]

    def left(self, area: str) -> list[Lived]:
        """Return what lived and is not known to make no difference."""
        known = {(one["where"], one["was"], one["now"]) for one in EQUIVALENT.get(area, ())}
        return [one for one in self.lived if (one.where, one.was, one.now) not in known]


def mutated(area: str, to: Path) -> Outcome:
    """Run one area's tests against every change to its modules, in a copy at ``to``."""
    _copy(AREAS[area], to)
    words = [sys.executable, "-m", "tests.mutation.run", "--inside"]
    run = subprocess.run(words, cwd=to, capture_output=True, text=True, check=False)
    found = to / "outcome.json"
    assert found.exists(), run.stdout[-3000:] + run.stderr[-3000:]
    told = json.loads(found.read_text(encoding="utf-8"))
    return Outcome(told["made"], tuple(sorted(Lived(*one) for one in told["lived"])))


def _copy(area: dict[str, list[str]], to: Path) -> None:
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    tops = sorted({name.partition("/")[0] for name in names} - {"src", "tests", "pyproject.toml"})
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/outcomes_xl/{one}" for one in area["modules"]],
        "also_copy": [name for name in tops if (to / name).exists()],
        "pytest_add_cli_args_test_selection": area["tests"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        "timeout_constant": 5.0,  # each second of it allows 15 for one change: an endless loop is ended then
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    with (to / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")


def _inside() -> None:
    """Run in the copy: make the changes, run the tests, and leave the outcome in a file."""
    from mutmut import __main__ as mutmut
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.runners.harness import PytestRunner

    from tests.mutation.decisions import only_decisions

    only_decisions()
    run_tests = PytestRunner.run_tests

    def afresh(runner: PytestRunner, *, mutant_name: str | None, tests: object) -> int:
        """Run all tests of the area, with our modules imported anew.

        mutmut forks from a process that has run the tests once: what our modules worked out as they were imported,
        and the answers they keep, would be those of the code as it stands; and it knows of a kept answer's function
        only the first test that asked it.
        """
        for name in [name for name in sys.modules if name.partition(".")[0] in ("outcomes_xl", "tests")]:
            del sys.modules[name]
        return run_tests(runner, mutant_name=mutant_name, tests=())

    PytestRunner.run_tests = afresh  # type: ignore[method-assign]
    mutmut._run((), 1)
    made, lived = 0, []
    for path in mutmut.walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        made += len(data.exit_code_by_key)
        for mutant, code in data.exit_code_by_key.items():
            if mutmut.status_by_exit_code[code] in ("survived", "no tests"):
                lived.append(_lived(mutant, get_diff_for_mutant(mutant, path=path)))
    Path("outcome.json").write_text(json.dumps({"made": made, "lived": lived}), encoding="utf-8")


def _lived(mutant: str, diff: str) -> tuple[str, str, str]:
    body = [line for line in diff.splitlines() if line[:3] not in ("---", "+++")]
    sides = (" ".join(" ".join(line[1:].split()) for line in body if line[0] == sign) for sign in "-+")
    module, _, name = mutant.removeprefix("outcomes_xl.").rpartition("__mutmut")[0].rpartition(".")
    # mutmut calls a function x_NAME, a method xǁCLASSǁNAME.
    return f"{module}.{name[2:].replace('ǁ', '.')}", *sides  # type: ignore[return-value]


def main(area: str, to: str = "") -> int:
    with tempfile.TemporaryDirectory() as folder:
        outcome = mutated(area, Path(to or folder))
    left = outcome.left(area)
    for one in left:
        print(f"{one.where}\n  - {one.was}\n  + {one.now}")
    known = len(outcome.lived) - len(left)
    print(
        f"{area}: {outcome.made} changes, {outcome.made - len(outcome.lived)} noticed, {known} known, {len(left)} left"
    )
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(_inside() if sys.argv[1:] == ["--inside"] else main(*sys.argv[1:]))
