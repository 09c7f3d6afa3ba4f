"""Databases, by the connection a user's settings define. Each is opened for reading only, with a time limit.

SQL Server and Databricks have no session that can only read: give them a login that can only select. Their drivers
and PostgreSQL's are extras, so that a laptop that needs none of them installs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook, TookTooLong
from outcomes_xl.sources.local.connections import Connection
from outcomes_xl.sources.local.source_rows import SourceRow
from outcomes_xl.sources.local.table_names import Catalogue

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Database:
    """An open connection: Ibis' backend, whether it needs patterns to know a number, and how to drop a question.

    ``list_tables`` asks the database's own catalogue, once a look: nothing it does not list is ever named to it.
    """

    backend: Any
    has_regex: bool
    give_up: Callable[[], None]
    close: Callable[[], None]
    list_tables: Callable[[], Catalogue]

    @cached_property
    def catalogue(self) -> Catalogue:
        return self.list_tables()

    def table(self, row: SourceRow) -> ir.Table:
        """Return the table a row of Sources names, "schema.table" or "table". Raises CannotLook when there is none."""
        if not row.table:
            raise CannotLook("No table is named.", "Write in Sheet or table which table or view to read.", "table")
        found = self.catalogue.find(row.table)
        return self.backend.table(found.name, database=found.database)


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
    if "disabled by configuration" in said:
        return CannotLook(
            "It reads files outside of its database, which is not allowed.",
            "Name a table or view that holds its rows in the database itself.",
            "table",
        )
    if "statement timeout" in said or "querycanceled" in said or "query timeout" in said:
        return TookTooLong(connection.seconds)
    if "connection" in said or "server closed" in said or "operationalerror" in said:
        return CannotLook("The server stopped answering.", "Try again; if it stays, ask whoever looks after it.")
    return CannotLook(
        f"The database could not answer the question ({type(trouble).__name__}).",
        "See that the columns hold what Sources says, or ask whoever looks after this tool.",
    )


# One kind each ----------------------------------------------------------------------------------------------------


def _duckdb(connection: Connection, secret: str | None) -> Database:
    import ibis

    if not Path(str(connection.told["file"])).is_file():
        raise CannotLook("The database's file is not there.", "Look at file in the connection.")
    backend = ibis.duckdb.connect(connection.told["file"], read_only=True, **QUIET)
    _shut(backend)

    def tables() -> Catalogue:
        listed = backend.con.execute(
            "select schema_name, table_name from duckdb_tables()"
            " where not internal and database_name = current_database() union all"
            " select schema_name, view_name from duckdb_views()"
            " where not internal and database_name = current_database()"
        ).fetchall()
        ((home, name),) = backend.con.execute("select current_schema(), current_database()").fetchall()
        return Catalogue.of(listed, home, name)

    return Database(backend, False, backend.con.interrupt, backend.disconnect, tables)


QUIET = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}
"""DuckDB fetches extensions from the internet, and takes names for Python's variables, unless it is told not to."""


def _shut(backend: Any) -> None:
    """Let DuckDB open no file but the database's own from now on, whatever one of its views or macros says."""
    backend.con.execute("set enable_external_access = false")
    backend.con.execute("set lock_configuration = true")


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

    def tables() -> Catalogue:
        # Not information_schema, which leaves out materialised views. r table, p partitioned, v view, m, f foreign.
        with backend.con.cursor() as cursor, backend.con.transaction():
            listed = cursor.execute(
                "select n.nspname, c.relname from pg_catalog.pg_class c"
                " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                " where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_'"
            ).fetchall()
            ((home, name),) = cursor.execute("select current_schema(), current_database()").fetchall()
        return Catalogue.of(listed, home, name)

    return Database(backend, True, backend.con.cancel, backend.disconnect, tables)


def _mssql(connection: Connection, secret: str | None) -> Database:
    import ibis

    backend = ibis.mssql.connect(
        **connection.told, password=secret, ApplicationIntent="ReadOnly", timeout=max(2, int(connection.seconds))
    )
    backend.con.timeout = int(connection.seconds)

    def tables() -> Catalogue:
        cursor = backend.con.cursor()
        try:
            cursor.execute("select TABLE_SCHEMA, TABLE_NAME from INFORMATION_SCHEMA.TABLES")
            listed = [tuple(row) for row in cursor.fetchall()]
            cursor.execute("select schema_name(), db_name()")
            ((home, name),) = cursor.fetchall()
        finally:
            cursor.close()
        return Catalogue.of(listed, home, name)

    return Database(backend, False, backend.con.close, backend.disconnect, tables)


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

    def tables() -> Catalogue:
        name = backend.current_catalog
        with backend.con.cursor() as cursor:
            cursor.tables(catalog_name=name)
            listed = [(row.TABLE_SCHEM, row.TABLE_NAME) for row in cursor.fetchall()]
        return Catalogue.of(listed, backend.current_database, name)

    return Database(backend, False, backend.con.close, backend.con.close, tables)


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

    def tables() -> Catalogue:
        schemas = [database.name for database in session.catalog.listDatabases()]
        found = [table for schema in schemas for table in session.catalog.listTables(schema)]
        listed = [(table.namespace[-1] if table.namespace else "", table.name) for table in found]
        return Catalogue.of(listed, session.catalog.currentDatabase(), session.catalog.currentCatalog())

    return Database(backend, False, lambda: _cancel(session), lambda: None, tables)


def _cancel(session: Any) -> None:
    session.interruptAll() if hasattr(session, "interruptAll") else session.sparkContext.cancelAllJobs()
