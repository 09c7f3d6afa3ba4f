"""Layouts: which sheet holds which table, what each column is called, and who owns it. Data, not branches."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.spelling import did_you_mean


class Owner(StrEnum):
    """Who may write a field."""

    OFFICER = "officer"
    TOOL = "tool"
    TEMPLATE = "template"


LAYOUT_MARKER = "_oxl_layout"
"""The hidden name in which a workbook says which layout it has, and in which edition: "borough 3"."""
SHEET_MARKER = "_oxl_sheet_"
"""What the hidden names begin with that say, by layout key, which sheet is which, whatever it is called by now."""

KINDS = frozenset({"text", "id", "choice", "choices", "number", "figure", "period", "date", "formula"})


@dataclass(frozen=True)
class Field:
    """One column: its name in the code, its heading on the sheet, who owns it, what it holds.

    ``ids`` names the part of the framework its ids are known in, ``own_ids`` how a borough's own ones begin.
    ``pattern`` is how an id is written, ``such_as`` one of them; ``lowest`` is the least a number can be.
    ``later`` is true for a column that workbooks of the first edition do not have: they do without it.

    ``chosen_from`` says what its cells name: "metrics", "outcomes" or "services" (reading/chosen_names.py).
    ``formula`` is what a column of kind "formula" works out, in the words of column_formulas.py. ``was`` are headings
    the column had before: workbooks in use keep theirs. ``band`` are the words above the headings from here on; a
    column with ``fold`` is folded away, one press of the + above it; ``name`` is the one a row is known by, bold and
    always in sight. ``waits`` says when a blank cell waits for its officer: "metric_id" where that field is filled,
    "status:gap,partner" where it has a word with such a tag.
    """

    field: str
    heading: str
    owner: Owner
    kind: str
    width: float = 16
    list: str | None = None
    help: str | None = None
    needed: bool = False
    ids: str | None = None
    own_ids: str = ""
    pattern: str | None = None
    such_as: str = ""
    lowest: float | None = None
    later: bool = False
    chosen_from: str = ""
    formula: str = ""
    was: tuple[str, ...] = ()
    band: str = ""
    fold: bool = False
    name: bool = False
    waits: str = ""


@dataclass(frozen=True)
class FixedRow:
    """A row that is always there (Start, Release): its key, who owns its answer, and its list if it has one."""

    setting: str
    owner: Owner
    about: str
    list: str | None = None


@dataclass(frozen=True)
class SheetLayout:
    """One sheet. ``table`` is None for a sheet without a table of its own (Summary).

    ``row_key`` is the field rows are matched by; ``once`` are fields that together stand in one row only.
    ``later`` is true for a sheet that files of the first edition do not have: a job adds it when it first writes there.
    ``on_demand`` is true for one that a new workbook has not either; ``by_edition`` for a mapping tab whose editions
    are highlighted one by one as well.
    ``hidden`` is true for a sheet that nobody need see: Excel's menus do not show it.
    ``living`` is the formula of the sentence under the title, ``legend`` the line below that explains its marks.
    """

    key: str
    name: str
    title: str
    about: str
    colour: str
    table: str | None = None
    row_key: str | None = None
    framework: str | None = None
    columns: tuple[Field, ...] = ()
    rows: tuple[FixedRow, ...] = ()
    later: bool = False
    on_demand: bool = False
    by_edition: bool = False
    hidden: bool = False
    once: tuple[str, ...] = ()
    living: str = ""
    legend: str = ""

    @property
    def in_sight(self) -> tuple[Field, ...]:
        """The columns that are not folded away."""
        return tuple(column for column in self.columns if not column.fold)

    @property
    def key_fields(self) -> tuple[str, ...]:
        """The fields whose values no two rows share: the row key, else those of ``once``."""
        return self.once or ((self.row_key,) if self.row_key else ())

    def field(self, name: str) -> Field:
        """Return a field by name. Raises KeyError, naming the sheet, when the layout has none."""
        for column in self.columns:
            if column.field == name:
                return column
        raise KeyError(f"the layout of {self.name!r} has no field {name!r}")

    def owned_by(self, owner: Owner) -> tuple[str, ...]:
        return tuple(column.field for column in self.columns if column.owner is owner)


@dataclass(frozen=True)
class Layout:
    """A kind of workbook: its sheets in order. ``in_digest`` are a central file's tables of the first edition."""

    layout: str
    edition: int
    title: str
    heading_row: int
    sheets: tuple[SheetLayout, ...]
    in_digest: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[SheetLayout]:
        return iter(self.sheets)

    def sheet(self, key: str) -> SheetLayout:
        """Return a sheet by key. Raises KeyError when the layout has none."""
        for sheet in self.sheets:
            if sheet.key == key:
                return sheet
        raise KeyError(f"the layout {self.layout!r} has no sheet {key!r}")

    @property
    def with_tables(self) -> tuple[SheetLayout, ...]:
        return tuple(sheet for sheet in self.sheets if sheet.table)

    @property
    def in_new_workbooks(self) -> tuple[SheetLayout, ...]:
        """The sheets a new workbook has; the others come when the job that writes them is first done."""
        return tuple(sheet for sheet in self.sheets if not sheet.on_demand)

    @property
    def mappings(self) -> tuple[SheetLayout, ...]:
        return tuple(sheet for sheet in self.sheets if sheet.framework)


@lru_cache(maxsize=4)
def layout(name: str) -> Layout:
    """Return a shipped layout: "borough", "central", "worklist". Raises LayoutMistake, by name, if it does not hold."""
    text = (resources.files("outcomes_xl") / "data" / "layouts" / f"{name}.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    shared = raw.get("columns", {})
    sheets = tuple(_sheet(entry, shared) for entry in raw["sheet"])
    made = Layout(
        raw["layout"], raw["edition"], raw["title"], raw["heading_row"], sheets, tuple(raw.get("in_digest", ()))
    )
    _hold(made)
    return made


def sheet_named(name: str) -> SheetLayout:
    """Return the sheet of that key or name, of the borough workbook, else of the central file. Raises CannotUse."""
    sheets = [*layout("borough").with_tables, *layout("central").with_tables]
    names = {word.casefold(): one for one in reversed(sheets) for word in (one.key, one.name)}
    if found := names.get(name.casefold()):
        return found
    near = did_you_mean(name, names)
    keys = ", ".join(dict.fromkeys(one.key for one in sheets))
    raise CannotUse(
        f"“{name}” is none of the sheets.", f"Did you mean {names[near].key}?" if near else f"There are {keys}."
    )


class LayoutMistake(Exception):
    """A shipped layout does not hold together: our mistake, never the officer's."""


def _sheet(entry: dict[str, Any], shared: dict[str, Any]) -> SheetLayout:
    if "same_as" in entry:
        return _like_the_boroughs(dict(entry))
    entry = dict(entry)
    if "columns_of" in entry:
        entry = {**shared[entry.pop("columns_of")], **entry}
    raw_columns = entry.pop("columns", [])
    raw_rows = entry.pop("rows", [])
    return SheetLayout(
        columns=tuple(map(_field, raw_columns)),
        rows=tuple(FixedRow(**{**row, "owner": Owner(row["owner"])}) for row in raw_rows),
        once=tuple(entry.pop("once", ())),
        **entry,
    )


def _field(entry: dict[str, Any]) -> Field:
    return Field(**{**entry, "owner": Owner(entry["owner"]), "was": tuple(entry.get("was", ()))})


def _like_the_boroughs(entry: dict[str, Any]) -> SheetLayout:
    """Return a sheet with columns of one of the borough's: those of some ``owners``, or ``fields`` by name, among which
    may be ``columns`` of its own. Anything else said of it takes the place of what the borough's says. Bands, folds and
    sentences are the borough's alone: whoever looks at these sheets looks at every column.
    """
    like = layout("borough").sheet(entry.pop("same_as"))
    owners = {Owner(owner) for owner in entry.pop("owners", list(Owner))}
    plain = (replace(column, band="", fold=False, waits="") for column in like.columns)
    columns = tuple(column for column in plain if column.owner in owners)
    own = [_field(column) for column in entry.pop("columns", ())]
    if wanted := entry.pop("fields", ()):
        by_name = {column.field: column for column in (*columns, *own)}
        columns = tuple(by_name[name] for name in wanted)
    return replace(like, **{"columns": columns, "rows": (), "living": "", "legend": "", **entry})


def _hold(made: Layout) -> None:
    for what, names in (
        ("sheet key", [s.key for s in made]),
        ("sheet name", [s.name.casefold() for s in made]),
        ("table", [s.table.casefold() for s in made if s.table]),
    ):
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise LayoutMistake(f"layout {made.layout}: the {what} {twice[0]!r} is there twice")
    for sheet in made:
        fields = [c.field for c in sheet.columns]
        headings = [column.heading.casefold() for column in sheet.columns]
        if len(set(fields)) != len(fields) or len(set(headings)) != len(headings):
            raise LayoutMistake(f"layout {made.layout}, {sheet.name}: a field or heading is there twice")
        for column in sheet.columns:
            if column.kind not in KINDS:
                raise LayoutMistake(f"layout {made.layout}, {sheet.name}, {column.field}: no kind {column.kind!r}")
            if column.kind.startswith("choice") and not column.list:
                raise LayoutMistake(f"layout {made.layout}, {sheet.name}, {column.field}: a choice needs a list")
            if (column.kind == "formula") != bool(column.formula):
                raise LayoutMistake(f"layout {made.layout}, {sheet.name}, {column.field}: a formula needs its kind")
            if column.help and len(column.help) > 255:
                raise LayoutMistake(f"layout {made.layout}, {sheet.name}, {column.field}: help over 255 characters")
            if column.pattern and not (column.such_as and re.fullmatch(column.pattern, column.such_as)):
                raise LayoutMistake(f"layout {made.layout}, {sheet.name}, {column.field}: such_as is not so written")
        if strange := [name for name in sheet.key_fields if name not in fields]:
            raise LayoutMistake(f"layout {made.layout}, {sheet.name}: no field {strange[0]!r} for its row key")
