"""How our Word documents look: styles by name, the language, the paper, and a foot with the page's number."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from outcomes_xl.building import theme
from outcomes_xl.building.cell_styles import LANGUAGE

FONT = "Arial"
LEAD, QUIET, TABLE_TEXT, TABLE_HEAD = "Outcomes lead", "Outcomes quiet", "Outcomes table", "Outcomes table heading"
# name: (points, bold, colour, space before, space after)
_LOOKS: dict[str, tuple[float, bool, str, float, float]] = {
    "Normal": (10, False, theme.INK, 0, 3),
    "Heading 1": (20, True, theme.NAVY, 0, 4),
    "Heading 2": (17, True, theme.NAVY, 0, 4),
    "Heading 3": (12, True, theme.NAVY, 7, 2),
    "List Bullet": (10, False, theme.INK, 0, 3),
    LEAD: (12, True, theme.INK, 0, 3),
    QUIET: (9, False, theme.QUIET, 0, 3),
    TABLE_TEXT: (9, False, theme.INK, 0, 0),
    TABLE_HEAD: (9, True, theme.INK, 0, 0),
    "Footer": (9, False, theme.QUIET, 0, 0),
}


def set_up(document: WordDocument) -> None:
    """Give a new document our styles, its language, an upright A4 page and its foot."""
    for name, look in _LOOKS.items():
        _style(document, name, look)
    for heading in ("Heading 1", "Heading 2", "Heading 3"):
        document.styles[heading].paragraph_format.keep_with_next = True
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _language(defaults)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin, section.bottom_margin = Cm(1.2), Cm(1.5)
    section.header_distance, section.footer_distance = Cm(0.6), Cm(0.7)


def footer(document: WordDocument, words: str) -> None:
    """Put words and "page n of m" at the foot of each page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(f"{words}   Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _style(document: WordDocument, name: str, look: tuple[float, bool, str, float, float]) -> None:
    points, bold, colour, before, after = look
    styles = document.styles
    style: Any = (
        styles[name] if name in [one.name for one in styles] else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    if name.startswith("Outcomes"):
        style.base_style = styles["Normal"]
    style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
    fonts = style.element.rPr.rFonts
    for attribute in [key for key in fonts.attrib if "Theme" in key]:  # a theme's font would go before ours
        del fonts.attrib[attribute]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0


def _language(properties: Any) -> None:
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), LANGUAGE)
    properties.append(language)


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills: the page's number, or how many there are."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
