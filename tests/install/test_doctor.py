"""The doctor names what is missing, what to do, and what to ask IT for."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

import outcomes_xl
from outcomes_xl.helper import com_server, single_instance
from outcomes_xl.install import install_command, wheelhouse
from outcomes_xl.install.manifest import sha256
from outcomes_xl.install.system import USER, is_on_network
from tests.install.machines import Windows, mac

LOCAL = Path("AppData/Local/outcomes_xl")
SHA = sha256(wheelhouse.addin(None))
STORE = PureWindowsPath(
    r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11_3.11.2544.0_x64__qbz5n2kfra8p0"
)
START = "Press the Windows key, type Outcomes helper and press Enter."


@pytest.fixture
def pc(tmp_path: Path) -> Windows:
    """A Windows machine on which Outcomes is installed; its helper has not started yet."""
    made = Windows(tmp_path / "ama")
    made.home.mkdir()
    install_command.install(lambda line: None, on=made.machine)
    return made


def asked(pc: Windows) -> list[str]:
    said: list[str] = []
    install_command.doctor(said.append, on=pc.machine)
    return said


def addin(pc: Windows) -> Path:
    return Path(pc.machine.places.addin)


def test_on_a_machine_where_all_is_well(pc: Windows) -> None:
    said: list[str] = []
    with single_instance.only_one(pc.home / LOCAL / "State", outcomes_xl.__version__):
        assert install_command.doctor(said.append, on=pc.machine)
    assert said == [
        "Well: Version 0.1.0 is installed.",
        f"Well: The add-in is in {addin(pc)}. Its SHA-256, for IT to allow, is {SHA}.",
        "Well: No policy for Excel that keeps the add-in from running was found.",
        "Well: The helper 0.1.0 is running.",
        f"Well: Your settings in {pc.home / LOCAL / 'settings.toml'} can be read.",
        ("Good to know: No central file is set. Choose it under Outcomes, Settings; Refresh mapping tabs needs it."),
        (
            "Good to know: No folder of published files is set. "
            "Choose it under Outcomes, Settings; Check data availability needs it."
        ),
        (
            "Good to know: Defender's rule against Office starting other programs does not matter here: Excel starts "
            "nothing; the helper starts when you sign in, and Excel asks Windows for the one that runs."
        ),
    ]


def test_before_anything_is_installed(tmp_path: Path) -> None:
    pc = Windows(tmp_path)
    said: list[str] = []
    assert not install_command.doctor(said.append, on=pc.machine)
    assert said[:3] == [
        "Missing: Nothing was installed for you yet. Run “outcomes-xl install”.",
        f"Missing: The add-in is not in {addin(pc)}. Close Excel and run “outcomes-xl install” again.",
        f"Good to know: Its SHA-256, for IT to allow, is {SHA}.",
    ]
    assert "Missing: Windows does not know the helper's name. Close Excel and run “outcomes-xl install” again." in said
    assert f"Missing: The helper is not running. {START}" in said
    assert pc.files() == {}


def test_a_helper_of_another_version(pc: Windows) -> None:
    with single_instance.only_one(pc.home / LOCAL / "State", "0.0.9"):
        said = asked(pc)
    assert "Missing: The helper that runs is version 0.0.9, and this is version 0.1.0. Sign out and in again." in said


def test_an_earlier_version_installed(pc: Windows) -> None:
    path = pc.home / LOCAL / "installed.json"
    path.write_text(path.read_text().replace('"version": "0.1.0"', '"version": "0.0.9"'))
    assert asked(pc)[0] == (
        "Missing: Version 0.0.9 is installed, and this is version 0.1.0. "
        "Close Excel and run “outcomes-xl install” again."
    )


def test_an_add_in_that_is_not_the_one_put_there(pc: Windows) -> None:
    addin(pc).write_bytes(b"another")
    assert (
        f"Missing: The add-in in {addin(pc)} is not this version's (its SHA-256 is {sha256(b'another')}, not {SHA}). "
        "Close Excel and run “outcomes-xl install” again."
    ) in asked(pc)


def test_an_add_in_that_it_signed_and_handed_out_is_well(pc: Windows) -> None:
    addin(pc).write_bytes(b"signed")
    path = pc.home / LOCAL / "installed.json"
    path.write_text(path.read_text().replace(SHA, sha256(b"signed")))
    said = asked(pc)
    assert f"Well: The add-in in {addin(pc)} is the one from IT's folder (SHA-256 {sha256(b'signed')})." in said


def test_an_add_in_marked_as_downloaded(pc: Windows) -> None:
    Path(f"{addin(pc)}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    said = asked(pc)
    assert (
        "Missing: The add-in is marked as downloaded from the internet, so Excel blocks its macros. "
        "Right-click the file, choose Properties, tick Unblock; or install again."
    ) in said


def test_policies_that_bar_the_add_in_are_named_with_what_to_ask_for(pc: Windows) -> None:
    pc.registry.policy("requireaddinsig", 1)
    pc.registry.policy("vbawarnings", 3)
    pc.registry.policy("alllocationsdisabled", 1, r"\Trusted Locations")
    folder = addin(pc).parent
    assert [line for line in asked(pc) if line.startswith("Ask IT")] == [
        (
            "Ask IT: A policy asks that add-ins are signed by a trusted publisher. "
            "Ask IT to sign outcomes.xlam with the council's certificate."
        ),
        (
            f"Ask IT: A policy turns trusted locations off, so Excel does not trust {folder} by itself. "
            f"Ask IT to make {folder} a trusted location, or to sign outcomes.xlam."
        ),
        "Ask IT: A policy runs only signed macros. Ask IT to sign outcomes.xlam with a certificate that Excel trusts.",
    ]


def test_only_signed_macros_does_not_bar_an_add_in_in_a_trusted_location(pc: Windows) -> None:
    pc.registry.policy("vbawarnings", 4)
    assert "Well: No policy for Excel that keeps the add-in from running was found." in asked(pc)


def test_another_program_has_the_helpers_name(pc: Windows) -> None:
    pc.registry.write(com_server.entries()[1][0], "{00000000-0000-0000-0000-000000000000}")
    assert any(line.startswith("Missing: Windows does not know the helper's name.") for line in asked(pc))


def test_settings_that_cannot_be_read(pc: Windows) -> None:
    (pc.home / LOCAL / "settings.toml").write_text("central_file = 'x\n")
    assert any(line.startswith(f"Missing: The settings in {pc.home / LOCAL}") for line in asked(pc))


def test_a_central_file_and_a_folder_that_are_out_of_reach(pc: Windows) -> None:
    away, text = pc.home / "away.xlsx", pc.home / "notes.txt"
    (pc.home / LOCAL / "settings.toml").write_text(f"central_file = '{away}'\npublished_files = '{pc.home / 'no'}'\n")
    said = asked(pc)
    assert (
        f"Missing: The central file {away} cannot be read: no such file or directory. "
        "Choose it under Outcomes, Settings; Refresh mapping tabs needs it."
    ) in said
    assert any("published files" in line and line.endswith("Check data availability needs it.") for line in said)
    text.write_text("no workbook")
    (pc.home / LOCAL / "settings.toml").write_text(f"central_file = '{text}'\npublished_files = '{pc.home}'\n")
    said = asked(pc)
    assert any(f"{text} cannot be read: it is not an Excel workbook." in line for line in said)
    assert f"Well: The folder of published files {pc.home} can be read." in said


def test_a_central_file_on_the_web_is_named_and_not_fetched(pc: Windows) -> None:
    (pc.home / LOCAL / "settings.toml").write_text("central_file = 'https://example.org/central.xlsx'\n")
    told = (
        "The central file is at https://example.org/central.xlsx. Whether it answers is seen by Refresh mapping tabs."
    )
    assert f"Good to know: {told}" in asked(pc)


def test_a_web_address_that_is_not_safe_is_called_that(pc: Windows) -> None:
    (pc.home / LOCAL / "settings.toml").write_text("central_file = 'http://example.org/central.xlsx'\n")
    assert any("it is a web address that does not begin with https://" in line for line in asked(pc))


def test_on_a_mac_the_doctor_says_what_there_is_not(tmp_path: Path) -> None:
    said: list[str] = []
    install_command.install(lambda line: None, on=mac(tmp_path))
    assert install_command.doctor(said.append, on=mac(tmp_path))
    assert (
        "Good to know: The helper is for Windows only, so buttons with a job cannot work here. "
        "Use the command line on a closed workbook."
    ) in said


def test_microsofts_cloud_policies_and_the_users_own_choice_are_read_too(pc: Windows) -> None:
    pc.registry.policy("disablealladdins", 1, root=r"Software\Policies\Microsoft\Cloud", hive=USER)
    pc.registry.policy("requireaddinsig", 1, root=r"Software\Microsoft", hive=USER)
    assert [line for line in asked(pc) if line.startswith("Ask IT")] == [
        "Ask IT: A policy turns all add-ins off. Ask for an exception for outcomes.xlam.",
        (
            "Ask IT: Excel's Trust Center asks that add-ins are signed by a trusted publisher. "
            "Ask IT to sign outcomes.xlam with the council's certificate."
        ),
    ]


def test_a_policy_goes_before_what_the_user_chose(pc: Windows) -> None:
    pc.registry.policy("disablealladdins", 1, root=r"Software\Microsoft", hive=USER)
    pc.registry.policy("disablealladdins", 0)
    assert not [line for line in asked(pc) if line.startswith("Ask IT")]


def test_a_profile_on_a_share_is_named_since_excel_does_not_trust_the_network(pc: Windows) -> None:
    """Where IT keeps %APPDATA% on a share, the doctor once said Well and the tab was dead."""
    pc.on_network = True
    folder = addin(pc).parent
    line = (
        f"Ask IT: Excel's start-up folder {folder} is on the network, and Excel does not trust network places. "
        f"Ask IT to allow {folder} as a trusted network location, or to sign outcomes.xlam."
    )
    assert line in asked(pc)
    said: list[str] = []
    install_command.install(said.append, on=pc.machine)
    assert said[-1] == line
    pc.registry.policy("allownetworklocations", 1, r"\Trusted Locations")
    assert line not in asked(pc)


@pytest.mark.parametrize("place", [r"\\server\profiles\ama\AppData\Roaming", r"\\?\UNC\server\profiles"])
def test_a_share_is_known_by_its_name(place: str) -> None:
    assert is_on_network(PureWindowsPath(place))


@pytest.mark.parametrize("place", [r"\\?\C:\Users\ama", "AppData", "/home/ama"])
def test_what_is_no_share(place: str) -> None:
    assert not is_on_network(PureWindowsPath(place))


def test_a_python_from_the_store_is_named_first(pc: Windows) -> None:
    pc.python = STORE
    first = asked(pc)[0]
    assert first.startswith("Missing: This Python is from the Microsoft Store.")
    assert first.endswith("Ask IT for Python from python.org, then install and ask again with it.")
