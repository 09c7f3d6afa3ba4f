"""Two workbooks' styles in one: the officer's stay under their numbers, the new sheets' come after them."""

from __future__ import annotations

from copy import deepcopy

from outcomes_xl.hosts.files.odd_attributes import elements as each_element
from outcomes_xl.hosts.files.odd_attributes import whole
from outcomes_xl.hosts.files.safe_xml import Element, canonical, insert_in_order, name, namespace

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_OWN_FORMATS = 164
"""The first number of a number format that is not one of Excel's own."""
_APPLY = {"fontId": "applyFont", "fillId": "applyFill", "borderId": "applyBorder", "numFmtId": "applyNumberFormat"}


class MergedStyles:
    """``root`` is the officer's styles, grown; ``xf`` and ``dxf`` say where the new sheets' formats are in it."""

    def __init__(self, root: Element, new: Element) -> None:
        self.root = root
        self._ns = namespace(root)
        self._new = new
        self._shift = {kind: self._grown(kind) for kind in ("fonts", "fills", "borders", "dxfs")}
        self._formats = self._number_formats()
        self._families = self._named_styles()
        self.own_codes = {*_codes(new).values(), "General", "@"}
        self._own_numbers = {"0", "49", *(xf.get("numFmtId") or "0" for xf in elements(_child(new, "cellXfs")))}
        self._codes = _codes(root)
        cells = self._part("cellXfs")
        start = len(elements(cells))
        for xf in elements(_child(new, "cellXfs")):
            cells.append(self._moved(xf, families=True))
        self.xf = {number: start + number for number in range(len(elements(_child(new, "cellXfs"))))}
        self._mixed: dict[tuple[int, tuple[tuple[str, str], ...]], int] = {}
        self._xfs = elements(cells)
        self._looks: dict[tuple[str, str], bytes] = {}
        self._own_looks: dict[tuple[int, int | None], tuple[tuple[str, str], ...]] = {}

    def dxf(self, number: int) -> int:
        return number + self._shift["dxfs"]

    # Looks ---------------------------------------------------------------------------------------------------------

    def own_look(self, old: int, usual: int | None) -> tuple[tuple[str, str], ...]:
        """Return what an officer changed about a cell's look: a font, a fill, a border, a number format of her own.

        ``old`` is its format, ``usual`` that of most in its column: what they, or its named style, have is not her own.
        """
        if (old, usual) not in self._own_looks:  # thousands of cells have a few hundred such pairs between them
            self._own_looks[old, usual] = self._own_look(old, usual)
        return self._own_looks[old, usual]

    def _own_look(self, old: int, usual: int | None) -> tuple[tuple[str, str], ...]:
        if old >= len(self._xfs):
            return ()
        xf = self._xfs[old]
        families = elements(self._part("cellStyleXfs"))
        at = min(whole(xf.get("xfId")), len(families) - 1)
        was: Element = self._was.get(at, families[at])
        most = self._xfs[usual] if usual is not None and usual < len(self._xfs) else was
        found = []
        for attribute, kind in _PARTS.items():
            look = self._look(kind, xf.get(attribute))
            if look not in (self._look(kind, one.get(attribute)) for one in (was, most)):
                found.append((attribute, str(xf.get(attribute) or "0")))
        number = str(xf.get("numFmtId") or "0")
        code = self._codes.get(number)
        theirs = code is not None and code not in self.own_codes
        if theirs or (code is None and number not in self._own_numbers):
            found.append(("numFmtId", number))
        return tuple(found)

    def with_look(self, new: int, look: tuple[tuple[str, str], ...]) -> int:
        """Return the format that is the new sheet's, with what is the officer's own."""
        if not look:
            return new
        if (new, look) not in self._mixed:
            cells = self._part("cellXfs")
            xf = deepcopy(self._xfs[new])
            for attribute, value in look:
                xf.set(attribute, value)
                xf.set(_APPLY[attribute], "1")
            cells.append(xf)
            self._xfs.append(xf)
            self._mixed[new, look] = len(self._xfs) - 1
        return self._mixed[new, look]

    def _look(self, kind: str, number: str | None) -> bytes:
        key = (kind, number or "0")
        if key not in self._looks:
            every = elements(self._part(kind))
            at = whole(number)
            self._looks[key] = canonical(every[at]) if at < len(every) else b""
        return self._looks[key]

    # Growing -------------------------------------------------------------------------------------------------------

    def _part(self, kind: str) -> Element:
        found = self.root.find(self._ns + kind)
        if found is None:
            found = self.root.makeelement(self._ns + kind)
            insert_in_order(self.root, found, frozenset(_ORDER[: _ORDER.index(kind)]))
        return found

    def _grown(self, kind: str) -> int:
        """Put the new ones after the officer's; return how far their numbers move."""
        part = self._part(kind)
        before = len(elements(part))
        source = self._new.find(namespace(self._new) + kind)
        for one in elements(source) if source is not None else []:
            part.append(deepcopy(one))
        return before

    def _number_formats(self) -> dict[str, str]:
        mine = _codes(self.root)
        by_code = {code: number for number, code in mine.items()}
        free = max([_OWN_FORMATS - 1, *(whole(number) for number in mine)]) + 1
        found: dict[str, str] = {}
        for number, code in _codes(self._new).items():
            if code not in by_code:
                by_code[code] = str(free)
                self._part("numFmts").append(
                    self.root.makeelement(self._ns + "numFmt", {"numFmtId": str(free), "formatCode": code})
                )
                free += 1
            found[number] = by_code[code]
        return found

    def _named_styles(self) -> dict[int, int]:
        """Bring the named styles: one that is there already takes the new look; return where each stands."""
        families, names = self._part("cellStyleXfs"), self._part("cellStyles")
        there = {(style.get("name") or "").casefold(): style for style in elements(names)}
        self._was: dict[int, Element] = {}
        found: dict[int, int] = {0: 0}
        new_families = elements(_child(self._new, "cellStyleXfs"))
        for style in elements(_child(self._new, "cellStyles")):
            number = whole(style.get("xfId"))
            old = there.get((style.get("name") or "").casefold())
            if number == 0:
                continue
            moved = self._moved(new_families[number], families=False)
            if old is not None:
                at = whole(old.get("xfId"))
                was = elements(families)[at]
                families.replace(was, moved)
                self._was[at] = was
            else:
                at = len(elements(families))
                families.append(moved)
                names.append(self.root.makeelement(self._ns + "cellStyle", {**style.attrib, "xfId": str(at)}))
            found[number] = at
        return found

    def _moved(self, xf: Element, families: bool) -> Element:
        moved = deepcopy(xf)
        for attribute, kind in _PARTS.items():
            moved.set(attribute, str(whole(xf.get(attribute)) + self._shift[kind]))
        number = xf.get("numFmtId") or "0"
        moved.set("numFmtId", self._formats.get(number, number))
        for attribute in ("applyFont", "applyFill", "applyBorder", "applyNumberFormat"):
            moved.set(attribute, "1")
        if families:
            moved.set("xfId", str(self._families.get(whole(xf.get("xfId")), 0)))
        return moved

    def finished(self) -> Element:
        """Return the styles with every count as it is."""
        for kind in _ORDER:
            part = self.root.find(self._ns + kind)
            if part is not None:
                part.set("count", str(len(elements(part))))
        return self.root


def elements(parent: Element) -> list[Element]:
    return [*each_element(parent)]


def _child(root: Element, kind: str) -> Element:
    found = root.find(namespace(root) + kind)
    return root.makeelement(namespace(root) + kind) if found is None else found


def _codes(root: Element) -> dict[str, str]:
    part = root.find(namespace(root) + "numFmts")
    every = elements(part) if part is not None else []
    return {one.get("numFmtId") or "": one.get("formatCode") or "" for one in every if name(one) == "numFmt"}
