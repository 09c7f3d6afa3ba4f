"""The Python that IT's folder may bring: looked at before it is used, put in whole, and copied file by file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from outcomes_xl.install import embedded, install_command, wheelhouse
from outcomes_xl.install.execute import CannotInstall
from outcomes_xl.install.manifest import sha256
from outcomes_xl.model.cannot_use import CannotUse
from tests.install.machines import Windows
from tests.install.test_doing import a_wheelhouse

NAMES = ("python.exe", "pythonw.exe", "python311.dll", "python311.zip", "python311._pth", "select.pyd")


def an_archive(folder: Path, names: tuple[str, ...] = NAMES) -> Path:
    path = folder / "python-3.11.99-embed-amd64.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, f"{name} as it came")
    return path


@pytest.fixture
def house(tmp_path: Path) -> Path:
    made = a_wheelhouse(tmp_path / "house")
    embedded.put_in(made, an_archive(tmp_path), made / "requirements.txt")
    return made


@pytest.fixture
def pc(tmp_path: Path) -> Windows:
    made = Windows(tmp_path / "ama")
    made.home.mkdir()
    return made


def test_an_archive_is_only_used_with_a_hash_that_is_known_or_given(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    digest = sha256(archive.read_bytes())
    with pytest.raises(CannotUse, match=f"none of the archives known here.* {digest}\\. .* with --sha256"):
        embedded.version_in(archive)
    with pytest.raises(CannotUse, match=f"The SHA-256 of {archive.name} is {digest}, not {'0' * 64}"):
        embedded.version_in(archive, "0" * 64)
    assert embedded.version_in(archive, digest.upper()) == "3.11"


@pytest.mark.parametrize("names", [("python.exe",), (*NAMES, "python312.dll"), tuple(NAMES[1:])])
def test_another_archive_is_refused_whatever_its_hash(tmp_path: Path, names: tuple[str, ...]) -> None:
    archive = an_archive(tmp_path, names)
    with pytest.raises(CannotUse, match="is not the embeddable Python for Windows"):
        embedded.version_in(archive, sha256(archive.read_bytes()))


def test_what_is_no_zip_or_not_there_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "python.zip").write_bytes(b"a web page")
    with pytest.raises(CannotUse, match=r"python\.zip is no zip file\. Download"):
        embedded.version_in(tmp_path / "python.zip", sha256(b"a web page"))
    with pytest.raises(CannotUse, match="cannot be read"):
        embedded.version_in(tmp_path / "none.zip")


def test_only_the_python_and_its_packages_are_searched_for_modules(house: Path) -> None:
    search = (house / "python" / "python311._pth").read_text()
    assert search == "python311.zip\n.\nLib\\site-packages\nimport site\n"
    assert (house / "python" / "Lib" / "site-packages" / "outcomes_xl" / "__init__.py").exists()
    assert not list(house.glob("*.whl")), "the packages are handed out once"


def test_install_copies_the_python_and_the_helper_runs_in_it(pc: Windows, house: Path) -> None:
    said: list[str] = []
    install_command.install(said.append, wheelhouse=house, on=pc.machine)
    (tree,) = (pc.home / "AppData" / "Local" / "outcomes_xl").glob("python-*")
    assert (tree / "python.exe").read_text() == "python.exe as it came"
    assert pc.programs.ran == [], "nothing is run but a copy made"
    (words,) = pc.programs.started
    assert words[0] == str(tree / "pythonw.exe")
    install_command.install(said.append, wheelhouse=house, on=pc.machine)
    assert any(line.startswith("Copy the Python") and line.endswith("it is there already.") for line in said)
    install_command.uninstall(said.append, settings=True, on=pc.machine)
    assert list(pc.home.iterdir()) == []


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_file_that_is_not_as_listed_stops_and_nothing_half_made_stays(pc: Windows, house: Path, harm: str) -> None:
    one = house / "python" / "select.pyd"
    one.unlink() if harm == "gone" else one.write_text("something else")
    with pytest.raises(CannotUse, match=r"select\.pyd is not (as it is listed|in).*Copy the whole folder"):
        install_command.install([].append, wheelhouse=house, on=pc.machine)
    assert not list((pc.home / "AppData" / "Local" / "outcomes_xl").glob("python-*"))


def test_a_list_cannot_send_a_file_elsewhere(pc: Windows, house: Path) -> None:
    with (house / embedded.LIST).open("a") as file:
        file.write(f"{'0' * 64}  ../../elsewhere.txt\n")
    with pytest.raises(CannotUse, match="names a file outside the folder"):
        install_command.install([].append, wheelhouse=house, on=pc.machine)


def test_a_python_does_not_take_itself_away(pc: Windows, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_command.install([].append, wheelhouse=house, on=pc.machine)
    (tree,) = (pc.home / "AppData" / "Local" / "outcomes_xl").glob("python-*")
    monkeypatch.setattr("sys.prefix", str(tree))
    monkeypatch.setattr("sys._base_executable", str(tree / "python.exe"))
    before = pc.files()
    with pytest.raises(CannotInstall, match=r"which would be taken away; so nothing was done\. Start .*uninstall\.cmd"):
        install_command.uninstall([].append, on=pc.machine)
    assert pc.files() == before


def test_its_longest_path_counts(house: Path) -> None:
    assert wheelhouse.packages(house).longest == len("outcomes_xl-0.1.0.dist-info/METADATA")
