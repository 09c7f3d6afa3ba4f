"""Connections, as this user's own profile defines them. A workbook names one and can say nothing more about it.

A workbook comes from outside: it must not choose which server our button asks, with whose name, or which folders it
reads. So servers, and folders beside the workbook's own, are named in connections.toml in the user's settings folder.
No password stands there either: it is in the operating system's key store, or in an environment variable.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outcomes_xl.model.cannot_use import CannotLook, CannotUse
from outcomes_xl.reading.tidy import folded
from outcomes_xl.settings import Profile
from outcomes_xl.sources.online.api_keys import STORE

FILE = "connections.toml"
CONNECTION = "connection "
"""What a connection's password is called in the key store begins with this."""
_SECONDS = 60.0
_TOP = frozenset({"folders", "seconds", "connections"})
_SECRET = ("password", "pwd", "token", "access_token", "secret", "key")

# What each kind of database may be told, and what it must be.
KINDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "duckdb": (frozenset({"file"}), frozenset({"file"})),
    "postgres": (frozenset({"host", "port", "database", "user", "sslmode"}), frozenset({"host", "database"})),
    "mssql": (frozenset({"host", "port", "database", "user", "driver"}), frozenset({"host", "database"})),
    "databricks": (frozenset({"host", "http_path", "catalog", "schema"}), frozenset({"host", "http_path"})),
    "spark": (frozenset({"master", "remote"}), frozenset()),
}
_SHARED = frozenset({"kind", "password_from", "seconds"})


class CannotUseConnections(CannotUse):
    """The connections file cannot be read. The text says where it is and what is wrong in it."""


@dataclass(frozen=True)
class Connection:
    """One database: what it is called, what kind it is, and what its driver is told (never a password).

    ``password_from`` is "" for none (a login by Windows, or none needed), "key store", or "environment NAME".
    """

    name: str
    kind: str
    told: Mapping[str, Any]
    password_from: str = ""
    seconds: float = _SECONDS

    def password(self) -> str | None:
        """Return the password, from where the connection says it is. Raises CannotLook when it is not there."""
        if not self.password_from:
            return None
        where, _, variable = self.password_from.partition(" ")
        if where == "environment":
            found, next_step = os.environ.get(variable), f"Set the environment variable {variable}."
        else:
            found, next_step = _from_key_store(self.name), f'Put it there: outcomes-xl key "{self.name}".'
        if not found:
            raise CannotLook(f"There is no password for the connection “{self.name}”.", next_step)
        return found


@dataclass(frozen=True)
class Connections:
    """What the user set: the databases by name, and the folders that local files may be read from."""

    file: Path
    by_name: Mapping[str, Connection] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    seconds: float = _SECONDS

    def named(self, name: str) -> Connection:
        """Return a connection by its name, however it is capitalised. Raises CannotLook when there is none."""
        for known, connection in self.by_name.items():
            if folded(known) == folded(name):
                return connection
        from outcomes_xl.model.spelling import did_you_mean

        near = did_you_mean(name, self.by_name)
        hint = f"Did you mean “{near}”? " if near else ""
        raise CannotLook(
            f"There is no connection “{name}” on this computer.",
            f"{hint}Connections are defined in {self.file}; ask whoever looks after the database to help.",
        )


def settings_folder(
    environment: Mapping[str, str] = os.environ, home: Path | None = None, platform: str = sys.platform
) -> Path:
    """Return this user's settings folder, whether it is there or not: the one that settings.toml is in."""
    return Profile.of_user(environment, home, platform).settings


def load_connections(folder: Path | None = None) -> Connections:
    """Return the user's connections; none where there is no file. Raises CannotUseConnections for one with a slip."""
    path = (folder or settings_folder()) / FILE
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except FileNotFoundError:
        return Connections(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        # The parser's message may repeat a line of the file, and people do type passwords where they should not.
        where = str(mistake).rpartition("(")[2].rstrip(")") if "line" in str(mistake) else "it is not TOML"
        raise _slip(path, f"cannot be read ({where})", "Put the line right; see the page Local data.") from None
    except OSError:
        raise _slip(path, "cannot be opened", "Ask IT to look.") from None
    return _connections(found, path)


def _connections(found: Mapping[str, Any], path: Path) -> Connections:
    if unknown := sorted(found.keys() - _TOP):
        raise _slip(path, f"has “{unknown[0]}”, which is not known", f"Known are: {', '.join(sorted(_TOP))}.")
    folders = found.get("folders", [])
    if not isinstance(folders, list) or not all(isinstance(one, str) and Path(one).is_absolute() for one in folders):
        raise _slip(path, "has folders that are not a list of full paths", "Write: folders = ['S:\\Extracts']")
    seconds = _seconds(found.get("seconds", _SECONDS), path)
    defined = found.get("connections", {})
    if not isinstance(defined, dict) or not all(isinstance(one, dict) for one in defined.values()):
        raise _slip(path, "has connections without names", 'Begin each with a line such as [connections."Mosaic"].')
    by_name = {name: _connection(name, told, path, seconds) for name, told in defined.items()}
    return Connections(path, by_name, tuple(Path(one) for one in folders), seconds)


def _connection(name: str, told: Mapping[str, Any], path: Path, seconds: float) -> Connection:
    where = f"has a connection “{name}”"
    kind = str(told.get("kind"))
    if kind not in KINDS:
        raise _slip(path, f"{where} without a known kind", f"Write kind = one of: {', '.join(KINDS)}.")
    may, must = KINDS[kind]
    if secret := next((one for one in told if one.casefold() in _SECRET), None):
        raise _slip(
            path,
            f"{where} with a {secret} in it",
            f'Take it out and change it. Put it into the key store (outcomes-xl key "{name}") and write: '
            "password_from = 'key store'",
        )
    if unknown := sorted(told.keys() - may - _SHARED):
        raise _slip(path, f"{where} with “{unknown[0]}”", f"A {kind} connection may have: {', '.join(sorted(may))}.")
    if missing := sorted(must - told.keys()):
        raise _slip(path, f"{where} without “{missing[0]}”", f"A {kind} connection needs: {', '.join(sorted(must))}.")
    source = str(told.get("password_from", ""))
    first, _, variable = source.partition(" ")
    if source not in ("", "key store") and not (first == "environment" and variable.isidentifier()):
        raise _slip(path, f"{where} whose password_from is not known", "Write 'key store' or 'environment A_NAME'.")
    plain = {part: value for part, value in told.items() if part in may}
    return Connection(name, kind, plain, source, _seconds(told.get("seconds", seconds), path))


def _seconds(value: Any, path: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 3600:
        raise _slip(path, "has seconds that are not a number from 1 to 3600", "Write: seconds = 60")
    return float(value)


def _slip(path: Path, what: str, next_step: str) -> CannotUseConnections:
    return CannotUseConnections(f"The file {path} {what}.", next_step)


def _from_key_store(name: str) -> str | None:
    try:
        import keyring
    except ImportError:
        raise CannotLook(
            "The key store cannot be asked on this computer.",
            "Ask IT to install the package keyring, or use an environment variable instead.",
        ) from None
    try:
        return keyring.get_password(STORE, f"{CONNECTION}{name}")
    except Exception:
        return None
