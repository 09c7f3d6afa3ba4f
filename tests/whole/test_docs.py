"""Every command in the documentation runs, in the order the page gives, and does not end in a fault."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
import typer
from openpyxl import Workbook

from outcomes_xl.cli.main import app
from tests.key_store import KeyStoreInMemory
from tests.whole.conftest import outcomes_xl, run_here

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "xlsx_templates" / "README.md"]
WORKING = "working file.xlsx"
"""What the lead for London works in: pages about publishing begin with a copy of the last central file."""
_COMMAND = re.compile(rf"\s*(\$ )?outcomes-xl ({'|'.join(typer.main.get_group(app).commands)}) ")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(page: Path) -> list[list[str]]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [shlex.split(line[2:]) for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(autouse=True)
def key_store() -> Iterator[None]:
    """A key store in memory: pages make keys, and this computer's own is nobody's to write in."""
    before = keyring.get_keyring()
    keyring.set_keyring(KeyStoreInMemory())
    yield
    keyring.set_keyring(before)


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_of_the_page_runs(page: Path, laid_out: Path) -> None:
    if WORKING in page.read_text(encoding="utf-8"):
        shutil.copy(laid_out / "central file.xlsx", laid_out / WORKING)
    for words in commands(page):
        if words[:3] == ["python", "-m", "pytest"]:
            assert all((ROOT / word).exists() for word in words[3:] if not word.startswith("-"))
            continue  # those tests are run with this one
        if words[0] == "python":
            done = subprocess.run([sys.executable, *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{page.name}: {' '.join(words)}: {done.stderr}"
            continue
        assert words[0] == "outcomes-xl", f"{page.name}: do not know how to run {words[0]}"
        if words[1] == "new" and page.name != "README.md":  # which is typed after the demonstration, as it stands
            (laid_out / words[2]).unlink(missing_ok=True)
        if words[1] == "adopt":
            shutil.copy(laid_out / "Merton outcomes.xlsx", laid_out / words[2])
        if words[1:3] == ["crosswalks", "lg-inform-ids"]:
            book = Workbook()
            book.active.append(("Section", "LOF Label", "MetricId", "LGI Label"))
            book.active.append(("5. Best start in life", "Good level of development at 5", 19346, "GLD"))
            book.save(laid_out / words[3])
        # The page one begins with, as an officer's machine runs it; the others' commands here, which is quicker.
        run = outcomes_xl if page == PAGES[0] else run_here
        ran = run(*words[1:], cwd=laid_out)
        without_internet = "--online" in words and "could not be reached" in ran.err
        assert ran.code in (0, 1) or without_internet, f"{page.name}: {' '.join(words)}: {ran.err}"


def test_commands_stand_only_in_console_blocks() -> None:
    for page in PAGES:
        rest = BLOCK.sub("", page.read_text(encoding="utf-8"))
        for line in rest.splitlines():
            assert not _COMMAND.match(line), f"{page.relative_to(ROOT)}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_of_the_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} points to {target}"


def test_the_settings_that_pages_show_can_be_read(tmp_path: Path) -> None:
    from outcomes_xl.settings import FILE, Profile, load

    profile = Profile(tmp_path, tmp_path)
    shown = re.findall(
        r"```toml\n(.*?)```", (ROOT / "docs" / "maintainers" / "publish.md").read_text("utf-8"), re.DOTALL
    )
    refresh = (ROOT / "docs" / "officers" / "refresh.md").read_text("utf-8")
    shown += re.findall(r"`(\w+ = [^`]+)`", refresh)
    assert len(shown) == 3
    for text in shown:
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        load(profile)
