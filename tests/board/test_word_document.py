"""The report as a Word document, looked at in its XML: what a screen reader, a printer and a second run need."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import pytest
from docx import Document
from lxml import etree

from outcomes_xl.board.report_content import ContentTable, LineChart, Report
from outcomes_xl.building.word_document import word_document
from tests.board.made import drawn, report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@lru_cache
def whole() -> bytes:
    return word_document(report())


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["word/document.xml"])


def test_headings_are_real_and_go_down_a_step_at_a_time() -> None:
    steps = [
        int(style.get(f"{W}val", "")[-1])
        for style in body(whole()).iter(f"{W}pStyle")
        if style.get(f"{W}val", "").startswith("Heading")
    ]
    assert steps[:3] == [1, 2, 3]
    assert steps.count(1) == 1
    assert steps.count(2) == len(report().pages)
    assert all(after - before <= 1 for before, after in pairwise(steps))


def test_each_page_of_the_report_begins_a_page() -> None:
    begins = [
        paragraph.paragraph_format.page_break_before
        for paragraph in Document(io.BytesIO(whole())).paragraphs
        if paragraph.style is not None and paragraph.style.name == "Heading 2"
    ]
    assert begins == [False, *[True] * (len(report().pages) - 1)]


def test_nothing_stands_between_a_table_and_the_page_that_begins_after_it() -> None:
    """A line of air there would be a page of its own where the table ends at the paper's foot."""
    document = Document(io.BytesIO(whole()))
    tables = {table._tbl for table in document.tables}
    begins = [one._p for one in document.paragraphs if one.paragraph_format.page_break_before]
    before = [begin.getprevious() for begin in begins]
    assert any(element in tables for element in before)
    assert all(element in tables or "".join(element.itertext()) for element in before)


def test_every_table_repeats_its_headings_keeps_its_rows_whole_and_says_what_it_is() -> None:
    tables = list(body(whole()).iter(f"{W}tbl"))
    assert len(tables) == sum(1 for page in report().pages for _ in page.all_of(ContentTable))
    for table in tables:
        first, *rest = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *rest))
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")  # type: ignore[union-attr]
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None
        assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge"))


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    """Headings and the words above a table are kept with what follows; so are all rows of a table but its last."""
    for table in body(whole()).iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        above = table.getprevious()
        assert above is not None
        assert above.find(f"{W}pPr/{W}keepNext") is not None
        kept = [row.find(f".//{W}keepNext") is not None for row in rows]
        assert kept[0]
        assert len(rows) > 15 or kept == [*[True] * (len(rows) - 1), False]


def test_the_language_the_title_and_the_page_numbers_are_said() -> None:
    files = parts(whole())
    styles = etree.fromstring(files["word/styles.xml"])
    languages = {one.get(f"{W}val") for one in styles.iter(f"{W}lang")}
    assert languages == {"en-GB"}
    core = Document(io.BytesIO(whole())).core_properties
    assert (core.title, core.language) == ("Outcomes for children and families in Merton", "en-GB")
    fields = {one.get(f"{W}instr") for one in etree.fromstring(files["word/footer1.xml"]).iter(f"{W}fldSimple")}
    assert fields == {"PAGE", "NUMPAGES"}


def test_every_chart_has_its_words_and_keeps_its_numbers_without_a_workbook_inside() -> None:
    files = parts(whole())
    described = [one.get("descr", "") for one in body(whole()).iter(f"{WP}docPr")]
    charts = [name for name in files if name.startswith("word/charts/chart")]
    assert len(described) == len(charts) == 2
    assert all(len(one) > 40 for one in described)
    (line,) = [chart for page in report().pages for chart in page.all_of(LineChart)]
    of_lines = next(etree.fromstring(files[name]) for name in charts if b"lineChart" in files[name])
    first = next(of_lines.iter(f"{C}ser"))
    values = [float(one.text or "") for one in first.iterfind(f"{C}val//{C}v")]
    assert values == [value.number for value in line.lines[0].values if value is not None]
    assert first.find(f"{C}smooth").get("val") == "0"  # type: ignore[union-attr]
    assert not [name for name in files if name.startswith("word/embeddings")]


def test_lists_are_lists_of_words() -> None:
    styles = [one.style.name for one in Document(io.BytesIO(whole())).paragraphs if one.style is not None]
    assert styles.count("List Bullet") >= 3


def test_the_same_report_gives_the_same_bytes_and_no_clock_is_in_them() -> None:
    again = word_document(report())
    assert again == whole()
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "make",
    [
        lambda: drawn(availability="| metric_id | metric | domain |\n| MET-039 | GLD | Learning |"),
        lambda: report(service="SVC-02"),
    ],
    ids=["no figure", "a title of 210 letters"],
)
def test_a_report_with_little_in_it_or_with_long_titles_is_a_document_too(make: Callable[[], Report]) -> None:
    made = make()
    files = parts(word_document(made))
    assert not [name for name in files if "charts/chart" in name and b"lineChart" in files[name]]
    text = "".join(etree.fromstring(files["word/document.xml"]).itertext())
    assert made.title in text
    assert len(Document(io.BytesIO(word_document(made))).core_properties.title) <= 255
