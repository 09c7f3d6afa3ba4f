"""The register of outputs: a TOML file beside a source, with what was released of it: groups and rules, no values.

Put an output on the register before its file is written: an entry without a file makes the next output more careful
than it need be, a file without an entry less careful than it must.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock, Timeout

from outcomes_xl.disclosure.cubes import CannotCount, Cell, Dimension, Margin
from outcomes_xl.disclosure.outputs import CountRule, Population, Released
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.write_whole import write_whole

NAME = "outputs-register.toml"
"""What the register beside a source is called."""
ABOUT = """\
What was released of this source: which groups, by which rule, and which cells were withheld. There are no values in it.
The next output about the same people is worked out together with these, so that nobody is found by laying two side by
side. Do not change it by hand; take an output out only if nobody outside ever had it.
"""
WAIT = 10
"""Seconds that another output may take to be written in."""


class CannotUseRegister(CannotUse):
    """The register cannot be read or written to, so what was released before is not known. Nothing may be released."""


def read_register(path: Path) -> tuple[Released, ...]:
    """Return every output on the register, the oldest first; none when there is no file yet.

    Raises CannotUseRegister, with where and what next, when the file is there and is not whole. No register is ever
    written empty: one that is was cut off, or somebody emptied it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as cause:
        raise _unreadable(path, "it") from cause
    if not text.strip():
        raise _unreadable(path, "it")
    try:
        entries = tomllib.loads(text).get("output", [])
    except tomllib.TOMLDecodeError as cause:
        raise _unreadable(path, "it") from cause
    return tuple(_entry(path, number, entry) for number, entry in enumerate(entries, start=1))


def released_about(path: Path, population: Population) -> tuple[Released, ...]:
    """Return the outputs on the register about the same people and period: what the next is solved together with."""
    return tuple(one for one in read_register(path) if one.population == population)


def on_the_register(path: Path, is_new: bool) -> str:
    """Say where an output is remembered; of a register that begins with it, what to do if it should have been there.

    Somebody may have moved it, or taken it away: nothing of the source tells, so the one who knows is asked.
    """
    said = f"What was told is remembered in {path}, without any number."
    if not is_new:
        return said
    return (
        f"{said} It is a new one: if anything was told of these people before, put the register back as it was, "
        "delete the workbook just made, and ask again."
    )


def put_on_register(path: Path, released: Released, known: int) -> None:
    """Add an output at the end of the register, all of it or not at all; one that tells the same is there already.

    ``known`` is how many outputs about the same people it was solved together with. Raises CannotUseRegister when
    there are more by now: somebody released another meanwhile, and the two were not solved together.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=WAIT)
    try:
        with lock:
            about = released_about(path, released.population)
            if len(about) != known:
                raise CannotUseRegister(
                    f"Another output about the same people was put on the register {path} meanwhile.",
                    "Ask again: this one is then worked out together with it. Nothing was written.",
                )
            if not any(_tells_the_same(released, one) for one in about):
                write_whole(path, as_toml((*read_register(path), released)).encode("utf-8"))
    except Timeout:
        raise CannotUseRegister(
            f"Somebody else is writing in the register {path}.", "Try again in a minute. Nothing was written."
        ) from None
    except OSError as cause:
        raise CannotUseRegister(
            f"The register {path} cannot be written to: {cause.strerror or cause}.",
            "Ask whoever looks after the folder for the right to change files in it. Nothing was released.",
        ) from cause


def as_toml(outputs: tuple[Released, ...]) -> str:
    """Return a register as the text of its file."""
    document = tomlkit.document()
    for line in ABOUT.splitlines():
        document.add(tomlkit.comment(line))
    entries = tomlkit.aot()
    for released in outputs:
        entry = tomlkit.table()
        entry.update({"date": released.date, "title": released.title})
        entry.update({"source": released.population.source, "period": released.population.period})
        more = {
            "period_column": released.population.period_column,
            "area": released.population.area,
            "out_of": released.population.out_of,
            "state": released.state,
        }
        entry.update({name: value for name, value in more.items() if value})
        rule = released.rule
        entry.update({"threshold": rule.threshold, "method": rule.method, "base": rule.base})
        entry["dimension"] = _tables(_dimension(dimension) for dimension in released.dimensions)
        entry["table"] = _tables(_table(released, margin) for margin in released.margins)
        entries.append(entry)
    document["output"] = entries
    return tomlkit.dumps(document)


def _tables(rows: Any) -> Any:
    tables = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        table.update(row)
        tables.append(table)
    return tables


def _dimension(dimension: Dimension) -> dict[str, Any]:
    said = {"column": dimension.column, "definition": dimension.definition, "open": dimension.open}
    kept = {name: value for name, value in said.items() if value}
    return {"name": dimension.name, **kept, "categories": list(dimension.categories)}


def _table(released: Released, margin: Margin) -> dict[str, Any]:
    withheld = sorted(list(cell) for cell in released.withheld_of(margin))
    where = {"where": [list(pair) for pair in margin.where]} if margin.where else {}
    return {"dimensions": list(margin.dimensions), **where, "withheld": withheld}


def _entry(path: Path, number: int, entry: dict[str, Any]) -> Released:
    try:
        tables = [(_margin(row), tuple(tuple(map(_text, cell)) for cell in row["withheld"])) for row in entry["table"]]
        released = Released(
            _population(entry),
            _text(entry["date"]),
            _text(entry["title"]),
            tuple(_read_dimension(row) for row in entry["dimension"]),
            tuple(margin for margin, _ in tables),
            CountRule(int(entry["threshold"]), entry["method"], int(entry["base"])),
            tuple((margin, cells) for margin, cells in tables if cells),
            _text(entry.get("state", "")),
        )
    except (KeyError, TypeError, ValueError, CannotCount, WrongUsage) as cause:
        raise _unreadable(path, f"output {number} in it") from cause
    if not _hangs_together(released):
        raise _unreadable(path, f"output {number} in it")
    return released


def _population(entry: dict[str, Any]) -> Population:
    more = (_text(entry.get(name, "")) for name in ("period_column", "area", "out_of"))
    return Population(_text(entry["source"]), _text(entry["period"]), *more)


def _hangs_together(released: Released) -> bool:
    """Whether every table asks about dimensions the entry has, and withholds cells they have."""
    categories = {dimension.name: set(dimension.categories) for dimension in released.dimensions}
    if any(not margin.names <= categories.keys() for margin in released.margins):
        return False
    pairs = [pair for margin in released.margins for pair in margin.where]
    for margin, cells in released.withheld:
        for cell in cells:
            if len(cell) != len(margin.dimensions):
                return False
            pairs += zip(margin.dimensions, cell, strict=True)
    return all(category in categories[name] for name, category in pairs)


def _margin(row: dict[str, Any]) -> Margin:
    where = tuple((_text(name), _text(category)) for name, category in row.get("where", []))
    return Margin(tuple(map(_text, row["dimensions"])), where)


def _read_dimension(row: dict[str, Any]) -> Dimension:
    categories: Cell = tuple(map(_text, row["categories"]))
    column, definition = _text(row.get("column", "")), _text(row.get("definition", ""))
    return Dimension(_text(row["name"]), categories, column, row.get("open", False) is True, definition)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _tells_the_same(one: Released, other: Released) -> bool:
    """Whether two outputs show the same cells by the same rule, whatever they are called."""
    parts = ("dimensions", "margins", "rule", "withheld", "state")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


def _unreadable(path: Path, what: str) -> CannotUseRegister:
    return CannotUseRegister(
        f"The register of outputs {path} cannot be read: {what} is not as it was written. What was released before is "
        "not known, so nothing can be released beside it.",
        "Put back the copy from your last backup, or ask whoever released outputs of this source.",
    )
