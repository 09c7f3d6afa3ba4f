"""A real PostgreSQL for tests: made in a temporary folder, on the loopback address only, gone afterwards."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from outcomes_xl.sources.local import Connection
from tests.office import missing

_PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """Where it is, and its owner's password; the password of ``reader`` is in the environment."""

    port: int
    password: str
    log: Path

    def does(self, *statements: str) -> None:
        with psycopg.connect(**self.owner, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def says(self, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(**self.owner, autocommit=True) as connection:
            return connection.execute(question).fetchall()

    def asked_by_reader(self) -> list[str]:
        """Return the statements that ``reader`` has sent so far, each in one line."""
        entries = self.log.read_bytes().decode().replace("\n\t", " ").split("\n")
        return [entry.partition(": ")[2] for entry in entries if entry.startswith("reader|LOG:  ")]

    @property
    def owner(self) -> dict[str, object]:
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "user": "owner",
            "password": self.password,
            "dbname": "postgres",
        }

    def connection(self, name: str = "Mosaic reporting", seconds: float = 20, **other: object) -> Connection:
        told = {"host": "127.0.0.1", "port": self.port, "database": "postgres", "user": "reader", **other}
        return Connection(name, "postgres", told, "environment OUTCOMES_XL_TEST_READER", seconds)


def programs() -> Path:
    """Return the folder with initdb and pg_ctl. Skips the test when there is none; in CI that is an error."""
    found = [Path(there).parent] if (there := shutil.which("initdb")) else []
    found += [one.parent for one in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    if found:
        return found[0]
    return missing("PostgreSQL", "Debian or Ubuntu: apt install postgresql. Elsewhere: put initdb on the path.")


@contextmanager
def running() -> Iterator[Server]:
    """Give a server with a database, an owner, and a login ``reader`` that may read what it is given."""
    at = programs()
    folder = Path(tempfile.mkdtemp(prefix="outcomes-pg-"))
    port, password = _free_port(), secrets.token_hex(12)
    user = _unprivileged()
    (folder / "password").write_text(password, encoding="utf-8")
    for path in (folder, folder / "password") if user else ():
        shutil.chown(path, user)

    def run(*words: object) -> None:
        said = subprocess.run(
            [str(word) for word in words], user=user, cwd="/", capture_output=True, text=True, timeout=_PATIENCE
        )
        log = folder / "log"
        assert said.returncode == 0, said.stderr + (log.read_text() if log.exists() else "")

    data = folder / "data"
    run(at / "initdb", "-D", data, "-U", "owner", "-A", "scram-sha-256", "--pwfile", folder / "password", "-E", "UTF8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    options += " -c log_statement=all -c log_line_prefix='%u|'"
    run(at / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "-t", _PATIENCE, "start")
    try:
        server = Server(port, password, folder / "log")
        reader = secrets.token_hex(12)
        os.environ["OUTCOMES_XL_TEST_READER"] = reader
        server.does(f"create role reader login password '{reader}'")
        yield server
    finally:
        run(at / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def silent() -> Iterator[int]:
    """Give the port of a server that takes every call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])


def passed(since: float) -> float:
    return time.monotonic() - since
