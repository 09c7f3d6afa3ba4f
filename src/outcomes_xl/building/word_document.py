"""A report as a Word document, made with python-docx: real headings, lists and tables, charts of Word's own, in words.

It says its language and its title, heading rows come again on every page, and each page of the report begins a page.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from outcomes_xl.board.report_content import (
    BarChart,
    Block,
    BulletPoints,
    ContentTable,
    LineChart,
    Paragraph,
    Report,
    ReportCell,
    ReportPage,
)
from outcomes_xl.building import theme
from outcomes_xl.building.cell_styles import LANGUAGE
from outcomes_xl.building.report_charts import chart_part
from outcomes_xl.building.word_styles import LEAD, QUIET, TABLE_HEAD, TABLE_TEXT, footer, set_up
from outcomes_xl.building.workbook_base import AUTHOR

CATEGORY = "outcomes_xl report"
_ACROSS_CM = 17.8
_KEPT_WHOLE = 14
"""Rows up to which a table is kept on one page."""
_LINES, _BARS = (8.8, 3.8), (17.6, 4.6)
"""How wide and high charts are, in cm: two of lines side by side."""
_EMU = 360_000
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_STAMP = (1980, 1, 1, 0, 0, 0)
_DRAWING = """<w:drawing {names}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>
<wp:docPr id="{number}" name="Chart {number}"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{part}"/></a:graphicData>
</a:graphic></wp:inline></w:drawing>"""
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def word_document(report: Report) -> bytes:
    """Return the report as the bytes of a .docx. The same report gives the same bytes."""
    document = Document()
    set_up(document)
    _describe(document, report)
    document.add_paragraph(report.title, style="Heading 1")
    charts = 0
    for number, page in enumerate(report.pages):
        charts = _page(document, page, charts, first=number == 0)
    for sentence in report.foot:
        document.add_paragraph(sentence, style=QUIET)
    footer(document, report.title if len(report.title) < 90 else CATEGORY)
    out = io.BytesIO()
    document.save(out)
    return _same_each_time(out.getvalue())


def _describe(document: WordDocument, report: Report) -> None:
    about, day = document.core_properties, datetime.combine(report.day, time(9))
    about.title, about.subject, about.author, about.category = report.title[:250], report.subject, AUTHOR, CATEGORY
    about.language, about.keywords, about.comments = LANGUAGE, "outcomes framework, children, families", ""
    about.created = about.modified = day
    about.last_modified_by, about.revision = AUTHOR, 1


def _page(document: WordDocument, page: ReportPage, charts: int, *, first: bool) -> int:
    heading = document.add_paragraph(page.title, style="Heading 2")
    heading.paragraph_format.page_break_before = not first
    document.add_paragraph(page.lead, style=LEAD)
    *_, last = (None, *(block for part in page.parts for block in part.blocks))
    for part in page.parts:
        document.add_paragraph(part.title, style="Heading 3")
        pictures = [block for block in part.blocks if isinstance(block, LineChart | BarChart)]
        if pictures:
            _charts(document, pictures, charts)
            charts += len(pictures)
        for block in part.blocks:
            _block(document, block, ends_the_page=block is last)
    return charts


def _block(document: WordDocument, block: Block, *, ends_the_page: bool) -> None:
    if isinstance(block, Paragraph):
        _words(document.add_paragraph(), block)
    elif isinstance(block, BulletPoints):
        for item in block.items:
            _words(document.add_paragraph(style="List Bullet"), item)
    elif isinstance(block, ContentTable):
        _table(document, block)
        if not ends_the_page:  # a page's heading parts it from what follows; on a full page air would be a blank one
            air = document.add_paragraph(style=TABLE_TEXT)
            air.paragraph_format.space_after, air.paragraph_format.line_spacing = Pt(0), Pt(4)


def _words(paragraph: Any, words: Paragraph) -> None:
    if words.about:
        paragraph.add_run(f"{words.about}: ").bold = True
    paragraph.add_run(words.text)
    if words.quiet:
        quiet = paragraph.add_run(f" {words.quiet}")
        quiet.font.color.rgb, quiet.font.size = paragraph.part.document.styles[QUIET].font.color.rgb, Pt(9)


# Tables -----------------------------------------------------------------------------------------------------------


def _table(document: WordDocument, made: ContentTable) -> None:
    about = document.add_paragraph(made.about, style=QUIET)
    about.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(made.columns))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _set_table(table, made)
    whole = len(made.rows) <= _KEPT_WHOLE
    for cell, column in zip(table.rows[0].cells, made.columns, strict=True):
        _cell(cell, column.heading, TABLE_HEAD, right=column.right, keep=True)
        _shade(cell, theme.TOOLS_HEAD)
    _row(table.rows[0], heading=True)
    for number, row in enumerate(made.rows):
        line = table.add_row()
        _row(line)
        keep = whole and number < len(made.rows) - 1
        for place, (value, cell) in enumerate(zip(row, line.cells, strict=True)):
            _cell(cell, value, TABLE_TEXT, right=made.columns[place].right, keep=keep, bold=place == 0)
    for place, column in enumerate(made.columns):
        wide = Cm(_ACROSS_CM * column.width / sum(one.width for one in made.columns))
        table.columns[place].width = wide
        for cell in table.columns[place].cells:
            cell.width = wide


def _set_table(table: Any, made: ContentTable) -> None:
    """Say what the table is for those who hear it, which cells head it, and how its lines look."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    look.attrib.clear()
    for name, value in (
        ("val", "00A0"),
        ("firstRow", "1"),
        ("firstColumn", "1"),
        ("lastRow", "0"),
        ("lastColumn", "0"),
    ):
        look.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:tblBorders")
    for side, colour in (("top", theme.NAVY), ("bottom", theme.LINE), ("insideH", theme.LINE)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour.lstrip("#"))):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    look.addprevious(borders)
    margins = parse_xml(
        f'<w:tblCellMar {_NAMES}><w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    )
    look.addprevious(margins)
    for name, text in (("tblCaption", made.kind.replace("_", " ")), ("tblDescription", made.about)):
        said = OxmlElement(f"w:{name}")
        said.set(qn("w:val"), text)
        properties.append(said)


def _row(row: Any, *, heading: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))


def _cell(cell: Any, value: ReportCell, style: str, *, right: bool, keep: bool, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.paragraph_format.keep_with_next = keep or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(f"{value:,}" if isinstance(value, int) else str(value))
    run.bold = True if bold else None


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour.lstrip("#"))):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


# Charts -----------------------------------------------------------------------------------------------------------


def _charts(document: WordDocument, charts: list[LineChart | BarChart], before: int) -> None:
    """Add charts side by side in a paragraph, each with its words for those who do not see it."""
    paragraph = document.add_paragraph()
    for number, chart in enumerate(charts, start=before + 1):
        place = PackURI(f"/word/charts/chart{number}.xml")
        part = PackagePart(place, _CHART, chart_part(chart), document.part.package)
        related = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        wide, high = _LINES if isinstance(chart, LineChart) else _BARS
        drawn = _DRAWING.format(names=_NAMES, wide=int(wide * _EMU), high=int(high * _EMU), number=number, part=related)
        drawing = parse_xml(drawn)
        for named in drawing.iter(qn("wp:docPr")):
            named.set("descr", chart.about)
        paragraph.add_run()._r.append(drawing)


# The same bytes each time -------------------------------------------------------------------------------------------


def _same_each_time(data: bytes) -> bytes:
    """Return the document with no clock in its package, and without the parts that python-docx's template brings."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _STAMP), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
