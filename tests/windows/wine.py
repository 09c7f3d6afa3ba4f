"""A Windows of its own under Wine: made in a temporary folder, every process in it ended with it, and never waited for
longer than it is worth.

The interpreter is CPython's own for Windows, out of a package that ships it; a file without the Python Software
Foundation's signature over just these bytes is thrown away. Its library in Python is this Python's, of the same 3.11.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from importlib import metadata
from importlib.util import cache_from_source
from pathlib import Path
from typing import IO

import run

from outcomes_xl.helper.com_server import CLASS_ID, NAME
from outcomes_xl.install.unpack import unpack

ROOT = Path(__file__).resolve().parents[2]
PARTS = Path(__file__).parent / "parts"
SIGNED_BY = "CN=Python Software Foundation"
FOR_TESTS = ("pytest", "pluggy", "iniconfig", "pytest-timeout", "openpyxl", "et-xmlfile")
"""Packages in Python alone, which are the same everywhere and come from this Python's own."""
NOT_EMBEDDED = ("site-packages", "ensurepip", "venv", "tkinter", "idlelib", "turtledemo", "pydoc_data", "distutils")
"""What python.org leaves out of its embeddable archive."""
COMPILER, DUMPER = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump"


class Windows:
    """One Wine prefix with a Python in it. ``packages`` is the folder that run.py keeps, with house and more in it."""

    def __init__(self, folder: Path, packages: Path) -> None:
        self.prefix = folder / "prefix"
        self.drive = self.prefix / "drive_c"
        self.house = folder / "house"
        """The folder that IT hands out, but for NumPy, of which Wine 8 runs an earlier one."""
        self._handed_out = packages / "house"
        self._more = packages / "more"
        self._made = folder
        self._started: list[subprocess.Popen[bytes]] = []
        self._readers: list[threading.Thread] = []
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("OUTCOMES_", "PYTHON", "WINE"))},
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "PYTHONPATH": f"{seen(ROOT / 'src')};{seen(ROOT)}",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPYCACHEPREFIX": "C:\\compiled",
        }

    def begin(self) -> None:
        """Make it and switch its screen on."""
        self._switch_on()
        self._run(["wine", "wineboot", "-i"], 180)
        self._shut_down()  # making it leaves two of each of its services, and programs then do not find each other
        self._put_interpreter()
        self._put_packages()
        # Else the first program's pipes would be inherited by Windows' own, and whoever reads them would wait.
        self._left_alone(["wine", "explorer.exe", "/desktop=shell,1024x768"])
        key = rf"HKLM\Software\Classes\{NAME}\CLSID"  # Wine 8 does not look in the user's own part for names
        self._run(["wine", "reg", "add", key, "/ve", "/d", CLASS_ID, "/f"], 60)

    def end(self) -> None:
        """End every process that runs in it, and the screen."""
        self._shut_down()
        for one in self._started:
            one.terminate()
        for one in self._started:
            try:
                one.wait(10)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait(10)
        for reader in self._readers:
            reader.join(10)

    def python(self, *words: object, seconds: float, program: str = r"C:\py311\python.exe") -> str:
        """Run the Windows Python to its end and return all it said. Fails when it takes longer, or ends badly."""
        ran = self._run(["wine", program, *map(str, words)], seconds)
        assert ran.returncode == 0, ran.stdout
        return ran.stdout

    def command(self, file: Path, *words: str, seconds: float) -> str:
        """Start a command file as an officer does and return all it said. Fails when it ends badly."""
        ran = self._run(["wine", "cmd", "/c", seen(file), *words], seconds, {"OUTCOMES_QUIET": "1"})
        assert ran.returncode == 0, ran.stdout
        return ran.stdout

    def start(self, *words: object) -> None:
        """Start the Windows Python and let it be; it ends with this Windows at the latest."""
        self._left_alone(["wine", r"C:\py311\pythonw.exe", *map(str, words)])

    def _shut_down(self) -> None:
        """End every process of this Windows: by its own server, and what is left after that one by one."""
        with suppress(subprocess.TimeoutExpired):
            for how in ("-k", "-w"):
                subprocess.run(["wineserver", how], env=self.environment, capture_output=True, timeout=20, check=False)
        mine = f"WINEPREFIX={self.prefix}\0".encode()
        for environment in Path("/proc").glob("[0-9]*/environ"):
            with suppress(OSError):
                if mine in environment.read_bytes():
                    os.kill(int(environment.parent.name), signal.SIGKILL)

    def _switch_on(self) -> None:
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1024x768x16", "-nolisten", "tcp"]
        nothing = subprocess.DEVNULL
        self._started.append(subprocess.Popen(words, pass_fds=[writing], stdout=nothing, stderr=nothing))
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # the end of the pipe, too, if it does not start
        assert number, "Xvfb did not start"
        self.environment["DISPLAY"] = f":{number}"

    def _left_alone(self, words: Sequence[str]) -> None:
        nothing = subprocess.DEVNULL
        self._started.append(
            subprocess.Popen(words, env=self.environment, stdin=nothing, stdout=nothing, stderr=nothing, cwd=self.drive)
        )

    def _run(
        self, words: Sequence[str], seconds: float, more: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end, through a pipe: Wine wants one. What takes longer is ended.

        The pipe's own end is not waited for: what a program has started (a helper) may have inherited it.
        """
        began = subprocess.Popen(
            words,
            env={**self.environment, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self._made,
        )
        self._started.append(began)
        told: list[bytes] = []
        reader = threading.Thread(target=_read, args=(began.stdout, told), daemon=True)
        reader.start()
        self._readers.append(reader)
        try:
            ended = began.wait(seconds)
        except subprocess.TimeoutExpired:
            began.kill()
            said = b"".join(told).decode("utf-8", "replace")
            raise AssertionError(f"{' '.join(words[:5])} did not end within {seconds:g} seconds:\n{said}") from None
        reader.join(2)
        return subprocess.CompletedProcess(words, ended, b"".join(told).decode("utf-8", "replace"))

    def _put_interpreter(self) -> None:
        home, libraries = self.drive / "py311", self.drive / "py311" / "DLLs"
        libraries.mkdir(parents=True)
        (wheel,) = self._more.glob("panda3d-*.whl")
        with zipfile.ZipFile(wheel) as opened:
            for name in opened.namelist():
                last = name.rpartition("/")[2]
                if re.fullmatch(r"deploy_libs/(python311\.dll|sqlite3\.dll|lib(?!p3|panda).*\.dll|.*\.pyd)", name):
                    (libraries / last).write_bytes(opened.read(name))
        for one in libraries.iterdir():
            if not is_genuine(one):
                one.unlink()  # the game engine's own
        (libraries / "python311.dll").rename(home / "python311.dll")
        leave = shutil.ignore_patterns("site-packages", "lib-dynload", "test", "__pycache__", "config-*")
        shutil.copytree(sysconfig.get_paths()["stdlib"], home / "Lib", ignore=leave, dirs_exist_ok=True)
        scripts = home / "Lib" / "venv" / "scripts" / "nt"
        compiled("python.c", home / "python.exe", "-municode")
        compiled("python.c", home / "pythonw.exe", "-municode", "-mwindows")
        scripts.mkdir(parents=True, exist_ok=True)
        compiled("venvlauncher.c", home / "venvlauncher.exe", "-municode")
        compiled("venvlauncher.c", home / "venvwlauncher.exe", "-municode", "-mwindows", '-DBASE=L"pythonw.exe"')
        for launcher, name in (("venvlauncher.exe", "python.exe"), ("venvwlauncher.exe", "pythonw.exe")):
            for to in (launcher, name):  # under the second name in 3.11
                shutil.copy(home / launcher, scripts / to)
        system = self.drive / "windows" / "system32"
        compiled("bcryptprimitives.c", system / "bcryptprimitives.dll", "-shared", libraries=("-ladvapi32",))
        forwarding(home / "python311.dll", home / "python3.dll", self._made)
        self._take_compiled(Path(sysconfig.get_paths()["stdlib"]), home / "Lib")

    def archive(self) -> Path:
        """Return an archive of this Python, laid out as python.org's embeddable one is."""
        home, made = self.drive / "py311", self._made / "python-3.11.9-embed-amd64.zip"
        library = self._made / "python311.zip"
        with zipfile.ZipFile(library, "w") as inner:
            for path in (home / "Lib").rglob("*.py"):
                name = path.relative_to(home / "Lib")
                if name.parts[0] not in NOT_EMBEDDED:
                    inner.write(path, name)
        with zipfile.ZipFile(made, "w") as outer:
            for path in [*(home / "DLLs").iterdir(), *home.glob("python*"), library]:
                outer.write(path, path.name)
            outer.writestr("python311._pth", "python311.zip\n.\n\n# Uncomment to run site.main()\n#import site\n")
        return made

    def _put_packages(self) -> None:
        site = self.drive / "py311" / "Lib" / "site-packages"
        site.mkdir(parents=True)
        self.house.mkdir()
        (numpy,) = self._more.glob("numpy-*.whl")
        unpack(self.house, handed_out(self._handed_out, self.house, instead=numpy), site)
        for name in FOR_TESTS:
            for part in metadata.files(name) or ():
                if part.suffix != ".pyc" and ".." not in part.parts:
                    (site / part).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(part.locate(), site / part)
        for library in (site / "pywin32_system32").glob("*.dll"):
            shutil.copy(library, self.drive / "py311")
        (site / "pywin32.pth").write_text("win32\nwin32/lib\nPythonwin\n")  # as pip puts it there
        self._take_compiled(Path(sysconfig.get_paths()["purelib"]), site)
        self._take_compiled(ROOT / "src", ROOT / "src")

    def _take_compiled(self, mine: Path, theirs: Path) -> None:
        """Hand over what this Python has compiled of the same modules: Windows' 3.11 takes it as its own."""
        for there in theirs.rglob("*.py"):
            here = mine / there.relative_to(theirs)
            done = Path(cache_from_source(here))
            if not done.is_file() or (here != there and not filecmp.cmp(here, there)):
                continue
            if here != there:
                shutil.copystat(here, there)  # what is compiled is known by its source's time and size
            place = there.relative_to(self.drive if there.is_relative_to(self.drive) else "/")
            to = self.drive / "compiled" / place.with_name(done.name)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.symlink_to(done)


def handed_out(collected: Path, house: Path, instead: Path | None = None) -> Path:
    """Make the folder that IT hands out from what run.py collected and our own package as it is now; return its pins.

    ``instead`` is a wheel to take in place of the collected one of that name.
    """
    names = ["outcomes_xl", *([instead.name.partition("-")[0]] if instead else [])]
    for one in [*collected.glob("*.whl"), *([instead] if instead else [])]:
        if one == instead or one.name.partition("-")[0] not in names:
            (house / one.name).symlink_to(one)
    pins = house / "requirements.txt"
    pinned = (collected / "requirements.txt").read_text("utf-8")
    others = re.sub(rf"^({'|'.join(names)})==.*(\n +--hash.*)*\n", "", pinned, flags=re.M)
    pins.write_text(others, "utf-8")
    for one in filter(None, (instead, run.own_wheel(house, Path(sys.executable)))):
        run.pin(pins, one)
    shutil.copy(ROOT / "xlsx_templates" / "outcomes.xlam", house)
    return pins


def _read(pipe: IO[bytes] | None, told: list[bytes]) -> None:
    assert pipe is not None
    with pipe:
        while some := pipe.read1(65536):  # type: ignore[attr-defined]
            told.append(some)


def seen(path: Path) -> str:
    """Return a path of this machine as Wine's Windows sees it."""
    return "Z:" + str(path).replace("/", "\\")


def is_genuine(library: Path) -> bool:
    """Say whether a file carries the Python Software Foundation's signature over the bytes that it has."""
    # It would ask the internet whether a certificate was taken back, which a test must not hang on.
    offline = {**os.environ, "http_proxy": "http://127.0.0.1:9", "no_proxy": ""}
    words = ["osslsigncode", "verify", "-in", str(library)]
    ran = subprocess.run(words, env=offline, capture_output=True, text=True, timeout=60, check=False)
    digests = [
        re.sub(r"\s", "", found)
        for word in ("Current message digest", "Calculated message digest")
        for found in re.findall(rf"^{word} *: *(.*)$", ran.stdout, re.M)
    ]
    return len(digests) == 2 and digests[0] == digests[1] and SIGNED_BY in ran.stdout


def compiled(source: str, to: Path, *how: str, libraries: Sequence[str] = ()) -> None:
    """Compile a few lines of C for Windows."""
    words = [COMPILER, *how, "-O2", "-s", "-o", str(to), str(PARTS / source), *libraries]
    subprocess.run(words, check=True, capture_output=True, timeout=60)


def forwarding(library: Path, to: Path, folder: Path) -> None:
    """Make python3.dll, which hands every name on to python311.dll."""
    listed = subprocess.run([DUMPER, "-p", str(library)], check=True, capture_output=True, text=True, timeout=60).stdout
    names = sorted(set(re.findall(r"^\s*\[ *\d+\].* ([A-Za-z_]\w*)\s*$", listed, re.M)))
    assert len(names) > 500, "python311.dll names too little"
    lines = "\n".join(f" {name} = python311.{name}" for name in names)
    (folder / "python3.def").write_text(f"LIBRARY python3.dll\nEXPORTS\n{lines}\n")
    (folder / "empty.c").write_text("")
    words = [COMPILER, "-shared", "-nostdlib", "-s", "-o", str(to), "empty.c", "python3.def", "-Wl,--entry=0"]
    subprocess.run(words, check=True, capture_output=True, timeout=60, cwd=folder)


def until(happened: object, seconds: float) -> bool:
    """Wait for something to be so, that long at most."""
    assert callable(happened)
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


assert sys.platform != "win32", "Windows needs no Windows under Wine"
