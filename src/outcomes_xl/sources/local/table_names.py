"""Which table of a database a row of Sources names: one that the database itself lists, and nothing else.

Engines take a name they do not know for something to read: DuckDB for a file (its replacement scan, patterns and
addresses too), Spark and Databricks likewise (csv.`/a/file`), DuckDB in Python even for one of our own variables. So a
name is never handed to an engine to see what comes of it. It is looked up in the catalogue, and what is handed on is
the catalogue's own spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.sources.local.source_limits import limits

_MOST_SHOWN = 8
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"|\[((?:[^\]]|\]\])*)\]|`((?:[^`]|``)*)`|([^."`\[\]]*))\s*(\.|$)')


@dataclass(frozen=True, slots=True)
class TableName:
    """A table or view as the catalogue spells it; ``schema`` is "" for one that is in none, as Spark's views are."""

    schema: str
    name: str

    @property
    def database(self) -> tuple[str] | None:
        """The schema as Ibis wants it: in a tuple it is one name, whatever dots it has."""
        return (self.schema,) if self.schema else None


@dataclass(frozen=True)
class Catalogue:
    """The tables and views of one connection, the schema that a bare name is in, and the catalogue's own name."""

    tables: Sequence[TableName]
    home: str
    name: str = ""

    @classmethod
    def of(cls, found: Iterable[Sequence[str | None]], home: str | None, name: str | None = "") -> Catalogue:
        """Return the catalogue of rows (schema, table), without what is the database's own."""
        hidden = set(limits()["databases"]["system_schemas"])
        most: int = limits()["databases"]["most_tables"]
        listed = (TableName(schema or "", table or "") for schema, table in found)
        kept = [one for one in listed if one.name and one.schema.casefold() not in hidden]
        return cls(tuple(dict.fromkeys(kept[:most])), home or "", name or "")

    def find(self, written: str) -> TableName:
        """Return the table that is written "schema.table" or "table", quoted or not. Raises CannotLook for none."""
        parts = name_parts(written)
        exactly: Callable[[str], str] = str
        for alike in (exactly, str.casefold):
            found = [one for one in self.tables if one.schema in (self.home, "") and alike(one.name) == alike(written)]
            if not found and parts:
                found = [one for one in self.tables if self._is(one, parts, alike)]
            if len(found) == 1:
                return found[0]
            if found:
                two = " and ".join(f"“{one.name}”" for one in found[:2])
                raise CannotLook(
                    f"Two tables could be “{written}”: {two}.", "Write the one you mean exactly as it is.", "table"
                )
        raise CannotLook(f"It has no table “{written}”, or none you may read.", self._hint(written, parts), "table")

    def _is(self, one: TableName, parts: Sequence[str], alike: Callable[[str], str]) -> bool:
        catalogue, schema, name = ("", "", *parts)[-3:]
        if catalogue and alike(catalogue) != alike(self.name):
            return False
        schemas = (alike(schema),) if schema else (alike(self.home), "")
        return alike(one.name) == alike(name) and alike(one.schema) in schemas

    def _hint(self, written: str, parts: Sequence[str]) -> str:
        schema = parts[-2].casefold() if len(parts) > 1 else ""
        there = [one for one in self.tables if one.schema.casefold() == (schema or self.home.casefold())]
        names = [one.name for one in there]
        if not schema or not names:
            names += [f"{one.schema}.{one.name}" for one in self.tables if one not in there and one.schema]
        last = parts[-1] if parts else written
        elsewhere = [one for one in names if one.casefold().endswith(f".{last.casefold()}")]
        near = elsewhere[0] if len(elsewhere) == 1 else did_you_mean(last, names)
        if near:
            return f"Did you mean “{near}”?"
        shown = ", ".join(f"“{one}”" for one in sorted(names)[:_MOST_SHOWN])
        return f"It has {shown}." if shown else "Ask for the right to read it."


def name_parts(written: str) -> tuple[str, ...]:
    """Return a name's parts, quotation marks of any engine taken off: '"a.b"."c"' has two; none when it is no name."""
    parts: list[str] = []
    at, text = 0, written.strip()
    while at <= len(text):
        match = _PART.match(text, at)
        if match is None:
            return ()
        double, square, back, bare, end = match.groups()
        if double is not None:
            parts.append(double.replace('""', '"'))
        elif square is not None:
            parts.append(square.replace("]]", "]"))
        elif back is not None:
            parts.append(back.replace("``", "`"))
        else:
            parts.append(bare.strip())
        at = match.end()
        if not end:
            break
    return tuple(parts) if all(parts) and len(parts) <= 3 else ()
