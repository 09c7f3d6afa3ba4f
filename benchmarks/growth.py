"""Whether work grows with the file or with its square: each line is the time of one size over that of half the size.

    python benchmarks/growth.py

Run by hand; it is no test. 2 is linear, 4 is the square. What is refused at the door says how long that took.
Each of these once took its square: 20 long notes 55 seconds, 200,000 attributes two minutes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

from timing import best

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.number_formats import shows
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.rules.personal_data import email_in

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def main() -> None:
    grows("20 notes of n letters without a space, looked over", 16_000, lambda n: lambda: notes(n))
    grows("a number format of n brackets", 400_000, lambda n: lambda: shows("[" * n))
    grows("n dates over n formats, written with proof", 2_000, lambda n: dates(n))
    grows("n defined names, read", 50_000, lambda n: reading(workbook(names=named(n))))
    print()
    refused("1,000,000 defined names", workbook(names=named(1_000_000)))
    refused("an element of 200,000 attributes", workbook(attributes=" ".join(f'a{n}="1"' for n in range(200_000))))


def grows(what: str, size: int, work: Callable[[int], Callable[[], object]]) -> None:
    half, whole = best(work(size // 2), 3), best(work(size), 3)
    print(f"{what:52} n = {size:>9,} {whole * 1000:8.1f} ms   {whole / half:4.1f} times half the size (aim: 2)")


def refused(what: str, data: bytes) -> None:
    said: list[str] = []

    def read() -> None:
        try:
            files.read_bytes(data, "x.xlsx")
        except CannotUse as trouble:
            said[:] = [trouble.what]

    print(f"{what:52} {best(read, 3) * 1000:8.1f} ms   {said[0] if said else 'READ'} (aim: refused within a second)")


def notes(length: int) -> None:
    for _ in range(20):
        email_in("a" * length + " 12345678@")


def dates(count: int) -> Callable[[], object]:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))
    styles = "".join(f'<xf numFmtId="0" fontId="0" fillId="0" borderId="{n}"/>' for n in range(count + 1))
    data = workbook(rows, styles=styles)
    patch = Patch.of(SetCell(CellRef("S", n, 1), n, date(2026, 11, 28), "a benchmark") for n in range(1, count + 1))
    return lambda: files.play(data, patch)


def reading(data: bytes) -> Callable[[], object]:
    return lambda: files.read_bytes(data, "x.xlsx")


def named(count: int) -> str:
    return (
        "<definedNames>"
        + "".join(f'<definedName name="n{n}">S!$A$1</definedName>' for n in range(count))
        + "</definedNames>"
    )


def workbook(
    rows: str = "",
    names: str = "",
    styles: str = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    attributes: str = "",
) -> bytes:
    """Return a workbook of one sheet, S, by hand."""
    out = io.BytesIO()
    arrow = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    arrows = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
    sheet, look = (
        arrow.format("a", OFFICE, "worksheet", "sheet1.xml"),
        arrow.format("b", OFFICE, "styles", "styles.xml"),
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", arrows.format(arrow.format("a", OFFICE, "officeDocument", "xl/workbook.xml")))
        archive.writestr("xl/_rels/workbook.xml.rels", arrows.format(sheet + look))
        listed = f'<sheets><sheet name="S" sheetId="1" r:id="a"/></sheets>{names}'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{listed}</workbook>')
        archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><cellXfs>{styles}</cellXfs></styleSheet>')
        archive.writestr(
            "xl/sheet1.xml", f'<worksheet xmlns="{MAIN}" {attributes}><sheetData>{rows}</sheetData></worksheet>'
        )
    return out.getvalue()


if __name__ == "__main__":
    main()
