"""Databases, by the connection a user's settings define. Each is opened for reading only, with a time limit.

SQL Server and Databricks have no session that can only read: give them a login that can only select. Their drivers
and PostgreSQL's are extras, so that a laptop that needs none of them installs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook, TookTooLong
from outcomes_xl.sources.local.connections import Connection
from outcomes_xl.sources.local.source_rows import SourceRow

if TYPE_CHECKING:
    import ibis.expr.types as ir

_MOST_SHOWN = 8


@dataclass(frozen=True)
class Database:
    """An open connection: Ibis' backend, whether it needs patterns to know a number, and how to drop a question."""

    backend: Any
    has_regex: bool
    give_up: Callable[[], None]
    close: Callable[[], None]

    def table(self, row: SourceRow) -> ir.Table:
        """Return the table a row of Sources names, "schema.table" or "table". Raises CannotLook when there is none."""
        if not row.table:
            raise CannotLook("No table is named.", "Write in Sheet or table which table or view to read.", "table")
        database, _, name = row.table.rpartition(".")
        parts = tuple(part.strip('[]"` ') for part in database.split(".")) if database else ()
        where = parts[0] if len(parts) == 1 else parts or None
        name = name.strip('[]"` ')
        try:
            return self.backend.table(name, database=where)
        except Exception as trouble:
            if not _is_not_there(trouble):
                raise
        from outcomes_xl.framework.suggest import did_you_mean

        known = self.backend.list_tables(database=where) if _has_schema(self.backend, where) else []
        near = did_you_mean(name, known)
        shown = ", ".join(f"“{one}”" for one in sorted(known)[:_MOST_SHOWN])
        hint = f"Did you mean “{near}”?" if near else f"It has {shown}." if shown else "Ask for the right to read it."
        raise CannotLook(f"It has no table “{row.table}”, or none you may read.", hint, "table")


def connect(connection: Connection) -> Database:
    """Return an open connection. Raises CannotLook, without the driver's own words: they can hold the password."""
    opened = {
        "duckdb": _duckdb,
        "postgres": _postgres,
        "mssql": _mssql,
        "databricks": _databricks,
        "spark": _spark,
    }[connection.kind]
    secret = connection.password()
    try:
        return opened(connection, secret)
    except ImportError:
        raise CannotLook(
            f"The driver for “{connection.name}” is not installed.",
            f"Ask IT to install it with this tool: outcomes_xl[{connection.kind}].",
        ) from None
    except CannotLook:
        raise
    except Exception as trouble:
        raise CannotLook(f"The connection “{connection.name}” could not be opened.", _why(trouble)) from None


def _why(trouble: Exception) -> str:
    said = f"{type(trouble).__name__} {trouble}".casefold()
    if "password" in said or "login" in said or "authenticat" in said:
        return "Your name or password was not taken. Put the right password where the connection looks for it."
    if "timeout" in said or "timed out" in said:
        return "The server did not answer in time. See that you are on the council's network, and try again."
    if "refused" in said or "could not translate" in said or "not known" in said or "resolve" in said:
        return "The server could not be reached. See that you are on the council's network, and look at host and port."
    return "See that the server is up and the connection is written rightly, or ask whoever looks after it."


def what_it_said(trouble: Exception, connection: Connection) -> CannotLook:
    """Say what a database answered, in our words: the driver's own may hold a name, an address or a row of data."""
    said = f"{type(trouble).__name__} {trouble}".casefold()
    if "permission denied" in said or "insufficientprivilege" in said or "not authorized" in said:
        return CannotLook(
            "You may not read this table.", "Ask whoever looks after it for the right to read it.", "table"
        )
    if "statement timeout" in said or "querycanceled" in said or "query timeout" in said:
        return TookTooLong(connection.seconds)
    if "connection" in said or "server closed" in said or "operationalerror" in said:
        return CannotLook("The server stopped answering.", "Try again; if it stays, ask whoever looks after it.")
    return CannotLook(
        f"The database could not answer the question ({type(trouble).__name__}).",
        "See that the columns hold what Sources says, or ask whoever looks after this tool.",
    )


def _is_not_there(trouble: Exception) -> bool:
    from ibis.common.exceptions import TableNotFound

    return isinstance(trouble, TableNotFound) or "does not exist" in str(trouble) or "not found" in str(trouble).lower()


def _has_schema(backend: Any, where: Any) -> bool:
    try:
        backend.list_tables(database=where)
    except Exception:
        return False
    return True


# One kind each ----------------------------------------------------------------------------------------------------


def _duckdb(connection: Connection, secret: str | None) -> Database:
    from pathlib import Path

    import ibis

    if not Path(str(connection.told["file"])).is_file():
        raise CannotLook("The database's file is not there.", "Look at file in the connection.")
    backend = ibis.duckdb.connect(connection.told["file"], read_only=True, **QUIET)
    return Database(backend, False, backend.con.interrupt, backend.disconnect)


QUIET = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
"""DuckDB fetches extensions from the internet by itself unless it is told not to."""


def _postgres(connection: Connection, secret: str | None) -> Database:
    import ibis

    limit = int(connection.seconds * 1000)
    options = f"-c default_transaction_read_only=on -c statement_timeout={limit} -c lock_timeout={limit}"
    told = {part: value for part, value in connection.told.items() if part != "sslmode"}
    more = {"sslmode": connection.told["sslmode"]} if "sslmode" in connection.told else {}
    backend = ibis.postgres.connect(
        **told,
        password=secret,
        options=options,
        connect_timeout=max(2, int(connection.seconds)),
        application_name="outcomes_xl",
        **more,
    )
    return Database(backend, True, backend.con.cancel, backend.disconnect)


def _mssql(connection: Connection, secret: str | None) -> Database:
    import ibis

    backend = ibis.mssql.connect(
        **connection.told, password=secret, ApplicationIntent="ReadOnly", timeout=max(2, int(connection.seconds))
    )
    backend.con.timeout = int(connection.seconds)
    return Database(backend, False, backend.con.close, backend.disconnect)


def _databricks(connection: Connection, secret: str | None) -> Database:
    from ibis.backends.databricks import Backend

    class OnlyReading(Backend):  # type: ignore[misc]
        def _post_connect(self, *, memtable_volume: str) -> None:
            """Ibis would make a volume on the server here, for tables of ours; we bring none and make nothing."""

    backend = OnlyReading()
    backend.do_connect(
        server_hostname=connection.told["host"],
        http_path=connection.told["http_path"],
        catalog=connection.told.get("catalog"),
        schema=connection.told.get("schema", "default"),
        access_token=secret,
        session_configuration={"STATEMENT_TIMEOUT": str(int(connection.seconds))},
    )
    return Database(backend, False, backend.con.close, backend.con.close)


def _spark(connection: Connection, secret: str | None) -> Database:
    import ibis
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("outcomes_xl")
    if "remote" in connection.told:
        builder = builder.remote(connection.told["remote"])
    elif "master" in connection.told:
        builder = builder.master(connection.told["master"])
    session = builder.getOrCreate()
    backend = ibis.pyspark.connect(session)
    return Database(backend, False, lambda: _cancel(session), lambda: None)


def _cancel(session: Any) -> None:
    session.interruptAll() if hasattr(session, "interruptAll") else session.sparkContext.cancelAllJobs()
