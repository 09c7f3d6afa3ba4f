"""How many figures were found is one number, whoever says it: the command, Start, Data availability."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from outcomes_xl.framework.standing import figure_found_words
from outcomes_xl.hosts import files
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.workflows import closed_workbook, demonstration


def test_the_command_start_and_data_availability_count_the_same_figures(laid_out: Path) -> None:
    path = laid_out / demonstration.WORKBOOK
    now = datetime(2026, 11, 28, 9, 30)
    for _ in range(2):  # a second look finds no more and no fewer
        done = closed_workbook.do_job("availability", path, now, sources=laid_out / demonstration.PUBLISHED)
        book = files.read(path)
        rows = read_tables(book, layout("borough")).tables["availability"].rows
        counted = sum(row["found"] in figure_found_words() for row in rows)
        assert counted > 50
        assert done.result.summary.startswith(f"{counted} of ")
        texts = [
            str(v)
            for name in ("Start", "Data availability")
            for row in book.sheets[name].rows.values()
            for v in row.values()
        ]
        said = [int(found) for text in texts for found in re.findall(r"[Ff]igures found:? (\d+)", text)]
        assert said == [counted, counted]
        taken = f"for {sum(row['stands'] == 'Found: take it' for row in rows)} more a figure is already found"
        assert any(taken in str(value) for row in book.sheets["Summary"].rows.values() for value in row.values())
