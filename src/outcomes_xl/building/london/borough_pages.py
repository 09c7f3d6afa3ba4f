"""A page for each borough, to send back: its gaps with whom to ask, what it has not answered, its figures' places."""

from __future__ import annotations

import re
from collections.abc import Mapping

from outcomes_xl.building.reading_sheet import Desk, head, write_table
from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.borough_page import borough_lines, borough_sentence
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.table_shapes import PictureColumn

_COLUMNS = (
    PictureColumn("metric", "Metric", "text", 42, ""),
    PictureColumn("domain", "Domain", "text", 15, ""),
    PictureColumn("answer", "Your answer", "text", 24, ""),
    PictureColumn("use", "Boroughs that can use it", "whole", 11, ""),
    PictureColumn("ask", "Whom to ask, or what to do", "text", 58, ""),
    PictureColumn("figure", "Your published figure", "text", 24, ""),
    PictureColumn("place", "Its place or range", "text", 26, ""),
    PictureColumn("caution", "Caution with this figure", "text", 40, ""),
)
_ABOUT = "For you to keep. First the gaps another borough can help with, then what waits for an answer, then the rest."
_LONGEST_NAME = 31


def page_names(picture: Picture) -> Mapping[str, str]:
    """Return the name of each borough's sheet, by the borough's name: as Excel allows, and each once."""
    taken: set[str] = {"history"}
    found: dict[str, str] = {}
    for one in picture.side_by_side:
        name = re.sub(r"[\[\]:*?/\\]", " ", one.borough.name).strip(" '")[:_LONGEST_NAME] or one.borough.code
        if name.casefold() in taken or one.borough.name in found:
            name = one.borough.code
        taken.add(name.casefold())
        found.setdefault(one.borough.name, name)
    return found


def borough_pages(desk: Desk, made: Collated, names: Mapping[str, str]) -> None:
    """Add the pages, by name of borough."""
    lines = borough_lines(made)
    for one in made.picture.side_by_side:
        name = names[one.borough.name]
        title = f"{one.borough.name}: its page of the London picture"
        sheet = head(desk, name, title, _ABOUT, borough_sentence(made, one))
        write_table(desk, sheet, f"tblLondon_{one.borough.code}", _COLUMNS, lines[one.borough.code], {})
