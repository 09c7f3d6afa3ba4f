"""The grid of boroughs and metrics. Every answer is a word, so that it is read without colour and aloud."""

from __future__ import annotations

from outcomes_xl.building.reading_sheet import HEADING_ROW, Desk, head, write_table
from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.glance import headline
from outcomes_xl.london.picture import TOO_MANY
from outcomes_xl.london.picture_words import group, groups
from outcomes_xl.london.row_kinds import Plain
from outcomes_xl.london.table_shapes import PictureColumn
from outcomes_xl.model.sentences import in_a_list

_WIDTH = 15


def grid_sheet(desk: Desk, made: Collated) -> None:
    """Add the sheet: a row a metric, those most boroughs can use first in each domain; a column a borough, by name."""
    table, picture = made.tables["availability"], made.picture
    words = in_a_list([f"{one.word} ({one.says})" for one in groups() if one.key != "open"])
    sheet = head(desk, table.shape.sheet, table.shape.title, table.shape.about, headline(made))
    said = TOO_MANY if picture.too_many else f"The words: {words}."
    sheet.write_string(HEADING_ROW - 2, 0, said, desk.styles("Explanatory Text"))
    columns = [*table.shape.on_sheet, *(_borough(name) for name in _names(made))]
    at = [place for place, column in enumerate(table.shape.columns) if column.heading]
    ids = table.column("metric_id")
    rows: list[list[Plain]] = [
        [
            *(row[place] for place in at),
            *(group(picture.group_key(str(metric), one.borough.code)).word for one in picture.side_by_side),
        ]
        for row, metric in zip(table.rows, ids, strict=True)
    ]
    write_table(desk, sheet, "tblLondon_availability", columns, rows, {}, frozenset({group("use").word}))


def _names(made: Collated) -> list[str]:
    """Return the boroughs' names as headings, each once; the code beside a name that two have."""
    names = [one.borough.name for one in made.picture.side_by_side]
    folded = [name.casefold() for name in names]
    return [
        f"{one.borough.name} {one.borough.code}" if folded.count(one.borough.name.casefold()) > 1 else one.borough.name
        for one in made.picture.side_by_side
    ]


def _borough(name: str) -> PictureColumn:
    longest = max(map(len, name.replace("-", " ").split()), default=0)
    return PictureColumn("borough", name, "text", max(_WIDTH, longest + 2), "")
