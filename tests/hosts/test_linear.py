"""Work grows with the file, not with its square: twice as much takes about twice as long, or is refused at the door.

Times of one process only, set against one another: four times as much may take nine times as long, never sixteen.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.limits import MOST_ATTRIBUTES, MOST_NAMES
from outcomes_xl.hosts.files.number_formats import shows
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.model.cannot_use import UnsafeWorkbook
from outcomes_xl.model.heights import row_height
from outcomes_xl.reading.tidy import folded, tidy_text
from outcomes_xl.rules import personal_data
from outcomes_xl.rules.rule_helpers import _AND
from tests.hosts import raw

NASTY = (
    "a",
    "a.",
    "a@",
    "1",
    "1 ",
    "12-",
    " ",
    "\n",
    "\t",
    "(",
    "[",
    '"',
    "_x",
    "'",
    "+",
    "a b ",
    "é",
    "\u00a0",
    "&",
    "SW1",
)
READERS: dict[str, Callable[[str], object]] = {
    **{name: getattr(personal_data, name) for name in dir(personal_data) if name.endswith("_in")},
    "tidy_text": tidy_text,
    "folded": folded,
    "and": _AND.split,
    "number format": shows,
    "row_height": lambda text: row_height([(text, 20.0)]),
}


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("name", READERS)
def test_a_long_text_is_read_in_one_go(name: str) -> None:
    read = READERS[name]
    for piece in NASTY:
        short, long = (piece * (length // len(piece)) + " 12345678@" for length in (8_000, 32_000))
        few, many = seconds(lambda text=short: read(text)), seconds(lambda text=long: read(text))  # type: ignore[misc]
        assert many < 9 * few + 0.02, (name, piece, few, many)


def with_formats(count: int) -> bytes:
    """A workbook whose every cell has a format of its own, and whose every format has a number format of its own."""
    made = raw.parts("".join(f'<row r="{n}"><c r="A{n}" s="{6 + n}"><v>{n}</v></c></row>' for n in range(1, count + 1)))
    codes = "".join(f'<numFmt numFmtId="{1000 + n}" formatCode="[{"[" * 200}{n}]0"/>' for n in range(count))
    more = "".join(f'<xf numFmtId="{1000 + n}" fontId="0" fillId="0" borderId="{n}" xfId="0"/>' for n in range(count))
    styles = raw.styles(more).replace('<numFmts count="1">', f'<numFmts count="{count + 1}">{codes}')
    return raw.zipped({**made, "xl/styles.xml": styles})


def test_a_patch_of_dates_over_as_many_formats_takes_its_own_time() -> None:
    def work(count: int) -> float:
        data = with_formats(count)
        cells = [SetCell(CellRef("Sheet1", n, 1), n, date(2026, 11, 28), "t") for n in range(1, count + 1)]
        return seconds(lambda: files.play(data, Patch.of(cells)))

    few, many = work(500), work(2_000)
    assert many < 9 * few, (few, many)


def names(count: int) -> bytes:
    listed = "".join(f'<definedName name="n{n}">Sheet1!$A$1</definedName>' for n in range(count))
    return raw.cell('<c r="A1"><v>1</v></c>', names=f"<definedNames>{listed}</definedNames>")


def test_a_million_names_are_refused_and_some_thousand_are_read() -> None:
    assert len(files.read_bytes(names(20_000), "x.xlsx").names) == 20_000
    with pytest.raises(UnsafeWorkbook, match="more defined names"):
        files.read_bytes(names(MOST_NAMES + 1), "x.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("spelling", ['a{0}="{0}"', 'xmlns:a{0}="urn:{0}"', 'a{0}="&gt;>"'])
def test_an_element_of_twenty_thousand_attributes_is_refused(part: str, spelling: str) -> None:
    data = raw.cell('<c r="A1"><v>1</v></c>')
    text = raw.part_of(data, part).decode()
    many = " ".join(spelling.format(number) for number in range(20_000))
    at = text.index(">", text.index("<", text.index("?>")))
    with pytest.raises(UnsafeWorkbook, match="more attributes"):
        files.read_bytes(raw.with_part(data, part, f"{text[:at]} {many}{text[at:]}".encode()), "x.xlsx")
    some = " ".join(f'xmlns:a{number}="urn:{number}"' for number in range(MOST_ATTRIBUTES // 10))
    book = raw.with_part(data, part, f"{text[:at]} {some}{text[at:]}".encode())
    assert files.play(book, Patch.of([SetCell(CellRef("Sheet1", 1, 1), 1, 2, "t")]))


def test_a_sheet_that_is_listed_a_thousand_times_is_read_once() -> None:
    made = raw.parts()
    entries = "".join(f'<sheet name="S{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(1, 900))
    listed = str(made["xl/workbook.xml"]).replace("</sheets>", f"{entries}</sheets>")
    with pytest.raises(UnsafeWorkbook):
        files.read_bytes(raw.zipped({**made, "xl/workbook.xml": listed}), "x.xlsx")
