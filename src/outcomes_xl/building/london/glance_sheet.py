"""The first sheet: the picture in a few lines, each with its number and a link to where it is counted."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building.reading_sheet import HEADING_ROW, Desk, head, link_style, write_table
from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.glance import glance, headline
from outcomes_xl.london.row_kinds import Plain
from outcomes_xl.london.table_shapes import PictureColumn, shapes
from outcomes_xl.model.cell_refs import quoted

NAME = "At a glance"
_ABOUT = "From the boroughs' own workbooks. An answer is what a borough says of its data; a gap is a fair answer."
_COLUMNS = (
    PictureColumn("said", "What is counted", "text", 70, ""),
    PictureColumn("number", "How many", "whole", 11, ""),
    PictureColumn("of", "Out of", "whole", 11, ""),
    PictureColumn("more", "More on this", "text", 28, ""),
)


def glance_sheet(desk: Desk, made: Collated) -> tuple[Worksheet, int]:
    """Add the sheet; return it and the first row below its table, counted from 0, for a chart."""
    sheet = head(desk, NAME, "The London picture: who can measure what", _ABOUT, headline(made))
    said = list(glance(made))
    rows: list[list[Plain]] = [[one.sentence, one.number, one.of, shapes()[one.table].sheet] for one in said]
    last = write_table(desk, sheet, "tblLondon_glance", _COLUMNS, rows, {})
    link = link_style(desk)
    for number, one in enumerate(said, HEADING_ROW):
        target = shapes()[one.table].sheet
        sheet.write_url(number, 3, f"internal:{quoted(target)}!A1", link, target)
    sheet.fit_to_pages(1, 1)
    return sheet, last + 1
