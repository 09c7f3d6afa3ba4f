"""Connections: defined in the user's own settings, never in a workbook, and without a password in them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from outcomes_xl.model.cannot_use import CannotLook, CannotUse
from outcomes_xl.sources import Found
from outcomes_xl.sources.local import Connection, Connections, load_connections
from outcomes_xl.sources.local.connections import settings_folder
from tests.sources.local.desk import csv_file, evidence, looked, source

MOSAIC = """
folders = ['{folder}']
seconds = 30

[connections."Mosaic reporting"]
kind = "postgres"
host = "mosaic.northbridge.example"
database = "reporting"
user = "reader"
password_from = "environment MOSAIC_PASSWORD"
"""


def settings(folder: Path, text: str) -> Path:
    (folder / "connections.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_connection_is_known_by_its_name_and_asks_the_environment_for_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOSAIC_PASSWORD", "only here")
    known = load_connections(settings(tmp_path, MOSAIC.format(folder=tmp_path))).named("mosaic REPORTING")
    assert (known.kind, known.told["host"], known.seconds) == ("postgres", "mosaic.northbridge.example", 30)
    assert known.password() == "only here"
    assert "only here" not in repr(known)


def test_without_a_file_there_are_no_connections_and_a_named_one_is_said_to_be_missing(tmp_path: Path) -> None:
    home = looked(tmp_path, source("Mosaic", "Database", "cp_plans"), connections=load_connections(tmp_path))
    (trouble,) = home.troubles
    assert trouble.what == "There is no connection “Mosaic” on this computer."
    assert trouble.next_step.startswith("Connections are defined in ")


def test_the_name_probably_meant_is_said(tmp_path: Path) -> None:
    known = load_connections(settings(tmp_path, MOSAIC.format(folder=tmp_path)))
    with pytest.raises(CannotLook, match="Did you mean “Mosaic reporting”"):
        known.named("Mosaic reportin")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("user =", "pasword ="), "has a connection “Mosaic reporting” with “pasword”"),
        (('user = "reader"', 'password = "hunter2"'), "with a password in it. Take it out and change it."),
        (('kind = "postgres"', 'kind = "oracle"'), "without a known kind. Write kind = one of: duckdb, postgres"),
        (('host = "mosaic.northbridge.example"', ""), "without “host”"),
        (("environment MOSAIC_PASSWORD", "hunter2"), "whose password_from is not known"),
        (("seconds = 30", "seconds = 0"), "has seconds that are not a number from 1 to 3600"),
        (("seconds = 30", "second = 30"), "has “second”, which is not known"),
        (("seconds = 30", "seconds = hunter2"), "cannot be read"),
    ],
)
def test_a_slip_in_the_file_is_said_in_words_that_repeat_no_secret(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    with pytest.raises(CannotUse) as slip:
        load_connections(settings(tmp_path, MOSAIC.format(folder=tmp_path).replace(*change)))
    assert words in str(slip.value)
    assert "hunter2" not in str(slip.value)


def test_a_password_that_is_nowhere_is_said_in_words(tmp_path: Path) -> None:
    known = load_connections(settings(tmp_path, MOSAIC.format(folder=tmp_path))).named("Mosaic reporting")
    with pytest.raises(CannotLook, match="Set the environment variable MOSAIC_PASSWORD"):
        known.password()


def test_the_settings_folder_is_the_users_own_on_every_system() -> None:
    home = Path("/home/ann")
    assert settings_folder({}, home, "linux") == home / ".config" / "outcomes_xl"
    assert settings_folder({"XDG_CONFIG_HOME": "here"}, home, "linux") == home / ".config" / "outcomes_xl"
    assert settings_folder({}, home, "win32") == home / "AppData" / "Local" / "outcomes_xl"
    assert settings_folder({"OUTCOMES_XL_HOME": "/media/stick"}, home, "linux") == Path("/media/stick")
    assert settings_folder({}, home, "darwin") == home / "Library" / "Application Support" / "outcomes_xl"


def test_a_file_in_a_folder_the_settings_name_is_read(tmp_path: Path) -> None:
    shared, beside = tmp_path / "shared", tmp_path / "beside"
    beside.mkdir()
    file = csv_file(shared, "r.csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 9 |")
    known = Connections(tmp_path / "c.toml", folders=(shared,))
    assert evidence(beside, source(str(file)), connections=known).figure == 9


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "elsewhere", "r.csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 9 |")
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "r.csv").symlink_to(file)
    assert evidence(beside, source("r.csv")).found is Found.UNREADABLE


# DuckDB, the one that is always there ---------------------------------------------------------------------------------


def lake(folder: Path) -> Connections:
    with duckdb.connect(str(folder / "lake.duckdb")) as made:
        made.execute("create schema early")
        made.execute("create table early.gld as select * from (values ('E09000098', 2024, 71.5)) t(la, year, gld)")
    known = Connection("Lake", "duckdb", {"file": str(folder / "lake.duckdb")})
    return Connections(folder / "c.toml", {"Lake": known})


def test_a_duckdb_file_is_asked_by_its_connections_name(tmp_path: Path) -> None:
    row = source("Lake", "Database", "early.gld", area="la", value="gld")
    found = evidence(tmp_path, row, connections=lake(tmp_path))
    assert (found.figure, found.line) == (71.5, "Local source Lake, early.gld: 71.5%, 2023/24.")


def test_a_driver_that_is_not_installed_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyodbc", None)
    known = Connection("Case system", "mssql", {"host": "sql.northbridge.example", "database": "x"})
    home = looked(
        tmp_path,
        source("Case system", "Database", "plans"),
        connections=Connections(tmp_path / "c.toml", {known.name: known}),
    )
    (trouble,) = home.troubles
    assert (trouble.what, trouble.next_step) == (
        "The driver for “Case system” is not installed.",
        "Ask IT to install it with this tool: outcomes_xl[mssql].",
    )
