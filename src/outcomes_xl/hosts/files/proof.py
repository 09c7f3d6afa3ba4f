"""The proof that an edited workbook differs from the one before by what its patch says, and by nothing else.

It knows nothing of how the edit was made: it has the two files and the patch. Every part not asked for must be the
same byte for byte; what was asked for is taken out of both sides, and the rest must be the same canonical XML; and
our reader must find in the edited file exactly the values the patch promises.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from outcomes_xl.hosts.files.chart_caches import charts_of, without_figures
from outcomes_xl.hosts.files.new_sheet_print import take_titles
from outcomes_xl.hosts.files.odd_attributes import elements
from outcomes_xl.hosts.files.package import Package, relationships_part
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.read_closed_workbook import part_of_kind, read_package
from outcomes_xl.hosts.files.safe_xml import Element, canonical, namespace, parse
from outcomes_xl.hosts.files.sheet_proof import (
    outside_the_patch,
    styles_only_grew,
    styles_were_kept,
    table_without_its_size,
)
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.model import Book, Value
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.expected import Expected
from outcomes_xl.model.patches import Place


class _NotProved(Exception):
    """Something differs that the patch does not say; the text names it."""


def prove(before: Package, book: Book, after: bytes, expected: Expected) -> None:
    """Return when the edit is proved. Raises CannotEdit, naming what differs, when it is not."""
    try:
        _Proof(before, book, open_package(after, before.name), expected).run()
    except _NotProved as difference:
        raise CannotEdit(
            f"The change to “{before.name}” could not be made without touching something else ({difference}).",
            "Nothing was written. Make the change in Excel, and tell the maintainers which workbook it was.",
        ) from None


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise _NotProved(otherwise)


class _Proof:
    def __init__(self, before: Package, book: Book, after: Package, expected: Expected) -> None:
        self.before, self.after = before, after
        self.book = book
        self.expected = expected
        self.parts_before = {sheet.name: sheet.part for sheet in read_contents(before).sheets}
        contents = read_contents(after)
        self.parts_after = {sheet.name: sheet.part for sheet in contents.sheets}
        self.sheet_names_after = [sheet.name for sheet in contents.sheets]
        self.styles = part_of_kind(before, "styles")

    def run(self) -> None:
        may_differ = self._sheets() | self._tables() | self._charts() | {self._key(self.before.workbook_part)}
        if self.styles is not None:
            may_differ.add(self._key(self.styles))
        added, removed = self._added_parts(), self._removed_parts()
        if added or removed:
            may_differ |= {self._key("[Content_Types].xml"), self._key(relationships_part(self.before.workbook_part))}
        self._same_parts(may_differ, added, removed)
        self._workbook()
        self._lists_of_parts(added, removed)
        if self.styles is not None:
            one, two = self.before.part(self.styles), self.after.part(self.styles)
            if one != two:
                _must(styles_only_grew(self._parse(one), self._parse(two)), "a cell format changed")
        self._values()

    @cached_property
    def _read_after(self) -> Book:
        """The edited file as our reader finds it."""
        sheets = {*self._sheets_written(), *(sheet.name for sheet in self.expected.sheets_added)}
        return read_package(self.after, sheets)

    def _key(self, part: str) -> str:
        return self.before.real_name(part)

    def _parse(self, content: bytes) -> Element:
        return parse(content, self.before.name, "a part")

    def _same_parts(self, may_differ: set[str], added: set[str], removed: set[str]) -> None:
        kept = [info for info in self.before.infos if info.filename not in removed]
        now = self.after.infos
        _must([info.filename for info in now[: len(kept)]] == [info.filename for info in kept], "the list of parts")
        _must({info.filename for info in now[len(kept) :]} == added, "the list of parts")
        for one, two in zip(kept, now, strict=False):
            if one.filename in may_differ:
                continue
            same_sum = (one.CRC, one.file_size, one.compress_type) == (two.CRC, two.file_size, two.compress_type)
            # The same compressed bytes, the same way, are the same part; there is no need to inflate them.
            _must(same_sum and self.before.raw(one) == self.after.raw(two), f"the part {one.filename}")

    def _sheets(self) -> set[str]:
        parts = set()
        touched_by_sheet = self.expected.touched
        for sheet in self._sheets_written():
            touched, saved = touched_by_sheet.get(sheet, {}), self.expected.saved.get(sheet, {})
            part = self.parts_before[sheet]
            assert part is not None
            strips = self.expected.strips[sheet]
            (one, was), (two, now) = (
                outside_the_patch(self._parse(package.part(part)), touched, strips, saved, self.expected.folds[sheet])
                for package in (self.before, self.after)
            )
            _must(one == two, f"something else on the sheet “{sheet}”")
            pairs = {(was.get(place, 0), now.get(place, 0)) for place in self._kept_cells(sheet)}
            pairs = {(old, new) for old, new in pairs if old != new}
            if pairs and self.styles is not None:
                formats = (self._parse(package.part(self.styles)) for package in (self.before, self.after))
                _must(styles_were_kept(pairs, *formats), f"a cell format on “{sheet}”")
            parts.add(self._key(part))
        return parts

    def _charts(self) -> set[str]:
        """Charts may differ in the figures they keep of formulas whose values were saved; these must be the cells'."""
        saved = self.expected.saved
        if not saved:
            return set()

        def standing(sheet: str, place: Place) -> Value:
            return self._read_after.sheets[sheet].value(*place)

        parts = set()
        for part, root in charts_of(self.before, saved):
            after = self._parse(self.after.part(part)) if part in self.after else root
            one, _ = without_figures(root, saved, standing)
            two, right = without_figures(after, saved, standing)
            _must(one == two and right, f"the chart in {part}")
            parts.add(self._key(part))
        return parts

    def _sheets_written(self) -> set[str]:
        return {*self.expected.values, *self.expected.saved}

    def _kept_cells(self, sheet: str) -> set[tuple[int, int]]:
        """Return the cells whose looks must be kept: those set, outside the rows the patch adds or removes."""
        strips = self.expected.strips[sheet]
        return {place for place in self.expected.set_cells[sheet] if not any(place in strip for strip in strips)}

    def _tables(self) -> set[str]:
        parts = set()
        for sheet in self.expected.strips:
            if not self.expected.strips[sheet]:
                continue
            sheet_part = self.parts_before[sheet]
            assert sheet_part is not None
            for relationship in self.before.relationships(sheet_part).values():
                if relationship.kind == "table" and relationship.target in self.before:
                    part = self._key(relationship.target)
                    rest = {table_without_its_size(self._parse(p.part(part))) for p in (self.before, self.after)}
                    _must(len(rest) == 1, f"the table in {part}")
                    parts.add(part)
        return parts

    def _added_parts(self) -> set[str]:
        added = set()
        for new in self.expected.sheets_added:
            part = self.parts_after.get(new.name)
            _must(part is not None, f"the sheet “{new.name}” is missing")
            assert part is not None
            added |= {part, relationships_part(part)}
            added |= {arrow.target for arrow in self.after.relationships(part).values()}
        return added

    def _removed_parts(self) -> set[str]:
        removed = set()
        for gone in self.expected.sheets_removed:
            part = self.parts_before[gone.name]
            assert part is not None
            removed |= {part, relationships_part(part)}
            removed |= {arrow.target for arrow in self.before.relationships(part).values()}
        chain = part_of_kind(self.before, "calcChain")
        if chain is not None and chain not in self.after and self.expected.may_lose_formulas:
            removed.add(chain)
        return {self._key(part) for part in removed if part in self.before}

    def _workbook(self) -> None:
        part = self.before.workbook_part
        gone = {new.name for new in self.expected.sheets_removed}
        new = [sheet.name for sheet in self.expected.sheets_added]
        order = [sheet for sheet in self.parts_before if sheet not in gone] + new
        _must(self.sheet_names_after == order, "the order of the sheets")
        rest = set()
        for package in (self.before, self.after):
            root = self._parse(package.part(part))
            ns = namespace(root)
            for sheet in (*self.expected.sheets_added, *self.expected.sheets_removed):
                take_titles(root, sheet)
            for settings in root.findall(ns + "calcPr"):
                settings.attrib.pop("fullCalcOnLoad", None)
                if not settings.attrib:
                    root.remove(settings)
            for entry in list(elements(listed) if (listed := root.find(ns + "sheets")) is not None else ()):
                if entry.get("name") in gone or entry.get("name") in new:
                    entry.getparent().remove(entry)
            for view in root.iter(ns + "workbookView") if gone else ():
                for attribute in ("activeTab", "firstSheet"):
                    view.attrib.pop(attribute, None)
            rest.add(canonical(root))
        _must(len(rest) == 1, "the workbook's own settings")

    def _lists_of_parts(self, added: set[str], removed: set[str]) -> None:
        """What lists the parts may have lost the removed ones, and gained the added ones; and nothing else."""
        for part in ("[Content_Types].xml", relationships_part(self.before.workbook_part)):
            one, two = (Counter(self._entries(package, part)) for package in (self.before, self.after))
            lost, gained = list((one - two).elements()), list((two - one).elements())
            _must(all(part in removed for _, part in lost), f"the list {part}")
            _must(all(part in added for _, part in gained), f"the list {part}")

    def _entries(self, package: Package, part: str) -> list[tuple[bytes, str]]:
        found = []
        targets = {arrow.id: arrow.target for arrow in package.relationships(package.workbook_part).values()}
        for element in elements(self._parse(package.part(part))):
            target = element.get("PartName", "").lstrip("/") or targets.get(element.get("Id"), "")
            found.append((canonical(element), package.real_name(target) if target in package else target))
        return found

    def _values(self) -> None:
        read = self._read_after
        for sheet in self._sheets_written():
            self._values_of(sheet, self.expected.values.get(sheet, {}), read)
        for new in self.expected.sheets_added:
            standing = read.sheets[new.name].rows
            found = {(row, column): value for row, cells in standing.items() for column, value in cells.items()}
            wanted = new.cells()
            agree = found.keys() == wanted.keys() and all(same(found[place], wanted[place]) for place in wanted)
            _must(agree, f"the cells of the new sheet “{new.name}”")
            _must(read.tables[new.table].area == new.area, f"the table on “{new.name}”")

    def _values_of(self, sheet: str, values: dict[tuple[int, int], Value], read: Book) -> None:
        was, now = self.book.sheets[sheet], read.sheets[sheet]
        expected_rows = {row: dict(cells) for row, cells in was.rows.items()}
        for (row, column), value in values.items():
            found = now.row(row).get(column)
            # Of a directory's hundred thousand cells nearly each is the very value, which is asked first.
            if not (found is value or (type(found) is type(value) and found == value) or same(found, value)):
                calculated = (row, column) in now.formulas and (row, column) not in was.formulas
                promised = calculated and (row, column) in self.expected.appended[sheet]
                _must(promised, f"row {row}, column {column} of “{sheet}” reads as {found!r}")
            expected_rows.setdefault(row, {}).pop(column, None)
            if found is not None:
                expected_rows[row][column] = found
        for (row, column), value in self.expected.saved.get(sheet, {}).items():
            found = now.value(row, column)
            _must(same(found, value), f"row {row}, column {column} of “{sheet}” shows {found!r}")
            _must((row, column) in now.formulas, f"row {row}, column {column} of “{sheet}” lost its formula")
            expected_rows.setdefault(row, {}).pop(column, None)
            if found is not None:
                expected_rows[row][column] = found
        expected_rows = {row: cells for row, cells in expected_rows.items() if cells}
        _must(expected_rows == now.rows, f"the values on “{sheet}”")
        touched = values.keys()
        formulas = [{p: f for p, f in side.formulas.items() if p not in touched} for side in (was, now)]
        _must(formulas[0] == formulas[1], f"the formulas on “{sheet}”")
        _must(was.merges == now.merges and was.state == now.state, f"the sheet “{sheet}”")
        for table in self.book.tables.values():
            if table.sheet == sheet:
                area = self.expected.areas.get(table.name.casefold(), table.area)
                _must(table.name in read.tables and read.tables[table.name].area == area, f"the table {table.name}")
