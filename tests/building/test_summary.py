"""The Summary: its formulas, worked out by LibreOffice, say what our own counting says; and it is one page to print."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from outcomes_xl.building.summary_blocks import ALL, Block, blocks
from outcomes_xl.building.summary_charts import GROUPS
from outcomes_xl.building.summary_sentences import OF_THE_REST
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.model import Book, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.building import made
from tests.building.summary_counts import Picture, picture
from tests.office import needed, recalculated
from tests.office import printed as printed_pages


def counted(book: Book) -> Picture:
    return picture(read_tables(book, layout("borough")).tables, load_framework())


def with_wrong_figures(data: bytes) -> bytes:
    """The workbook with 999 saved as the value of every formula: whoever shows a right figure has worked it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb' t="str"([^>]*><f>)', rb"\1", content)
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>999</v>", content)
            new.writestr(name, content)
    return out.getvalue()


def table(book: Book, block: Block) -> list[tuple[Value, ...]]:
    """A table of the Summary as it stands in a workbook, without its first column."""
    sheet = book.sheets["Summary"]
    columns = range(2, len(block.headings) + 1)
    return [tuple(_plain(sheet.value(row, column)) for column in columns) for row in range(block.first, block.last + 1)]


def shown(book: Book) -> dict[str, list[tuple[Value, ...]]]:
    found = {key: table(book, block) for key, block in blocks(load_framework()).items()}
    sheet, figures = book.sheets["Summary"], blocks(load_framework())["figures"]
    # Of the figures only which ones they are: what stands beside them is looked at where there are some.
    names = [_plain(sheet.value(row, 1)) for row in range(figures.first, figures.last + 1)]
    lines = [line[-1] for line in found["lines"]]
    found["figures"] = [(str(name).partition(" (")[0],) for name, line in zip(names, lines, strict=True) if line]
    del found["lines"]
    found["kinds"] = [line[:1] for line in found["kinds"]]
    return found


def _plain(value: Value) -> Value:
    """A formula that says nothing gives an empty text, and a saved one no value."""
    return None if value == "" else value


def expected(counts: Picture) -> dict[str, list[tuple[Value, ...]]]:
    framework = load_framework()
    domains, layers = framework.list("domain"), framework.list("layer")
    groups = [{kind for kind in framework.list("stands") if kind in framework.tagged("stands", tag)} for tag in GROUPS]
    return {
        "grid": [grid_line(counts, domain, layers, groups[1]) for domain in (*domains, "")],
        "kinds": [(number,) for number in counts.kinds.values()],
        "national": [
            (
                one.items,
                one.covered,
                one.partly,
                one.not_covered,
                squares(one.covered, one.items),
                one.to_decide,
            )
            for one in counts.coverage
        ],
        "figures": [(name,) for name in counts.shown],
        "chart": [
            (*(sum(counts.of(domain)[kind] for kind in group) for group in groups), sum(counts.of(domain).values()))
            for domain in (*domains, "")
        ],
    }


def grid_line(counts: Picture, domain: str, layers: tuple[str, ...], reach: set[str]) -> tuple[Value, ...]:
    def cell(of: Mapping[str, int]) -> str:
        return f"{of['We use it now']} of {sum(of.values())}" if sum(of.values()) else "–"

    whole = counts.of(domain)
    share = squares(whole["We use it now"], sum(whole.values()))
    return (
        *(cell(counts.of(domain, layer)) for layer in layers),
        cell(whole),
        share,
        sum(whole[kind] for kind in reach),
    )


def squares(part: int, whole: int) -> str:
    if not whole:
        return "–"
    full = int(5 * part / whole + 0.5)
    return f"{'■' * full}{'□' * (5 - full)} {int(100 * part / whole + 0.5)}%"


def sentences(book: Book) -> list[Value]:
    return [book.sheets["Summary"].value(row, 1) for row in range(1, 8)]


def position(day: str) -> str:
    edition = load_framework().release.edition
    return f"Position on {day}. Shared outcomes framework: {edition}."


def test_every_kind_of_standing_is_said_and_drawn() -> None:
    framework = load_framework()
    kinds = framework.list("stands")
    drawn = {kind for tag in GROUPS for kind in framework.tagged("stands", tag)}
    assert set(kinds) - drawn == {"Does not apply"}
    assert set(kinds) - set(OF_THE_REST) == {"We use it now", "Found: take it", "Does not apply"}
    assert tuple(c.heading for c in layout("borough").sheet("progress").columns if c.field != "day") == kinds


def test_the_counting_takes_every_kind_of_answer_apart() -> None:
    counts = counted(files.read_bytes(made.answered(), "answered.xlsx"))
    assert sum(counts.kinds.values()) == len(load_framework().metrics) + 1
    assert {kind: number for kind, number in counts.kinds.items() if number and kind != "Nothing known yet"} == {
        "We use it now": 3,
        "A partner holds it": 1,
        "Ours, needs work first": 2,
        "Nobody records it": 2,
        "Does not apply": 1,
    }
    assert dict(counts.findings) == {"Must fix": 1, "Please check": 1, "For information": 0}
    assert all(one.items == one.covered + one.partly + one.not_covered > 0 for one in counts.coverage)


@pytest.mark.parametrize("which", ["blank", "answered", "with_figures"])
def test_the_figures_a_workbook_is_made_with_are_those_of_our_own_counting(which: str) -> None:
    book = files.read_bytes(getattr(made, which)(), "made.xlsx")
    assert shown(book) == expected(counted(book))


@pytest.mark.office
@pytest.mark.parametrize("which", ["blank", "answered", "with_figures"])
def test_libreoffice_works_the_summary_out_to_the_same_words_and_figures(which: str, tmp_path: Path) -> None:
    path = tmp_path / f"{which}.xlsx"
    path.write_bytes(with_wrong_figures(getattr(made, which)()))
    book = recalculated(path)
    assert shown(book) == expected(counted(book))
    ours = files.read_bytes(getattr(made, which)(), "made.xlsx")
    for name in ("Start", "Summary"):
        for place in ours.sheets[name].formulas:
            assert _plain(book.sheets[name].value(*place)) == _plain(ours.sheets[name].value(*place)), (name, place)
        assert not [value for row in book.sheets[name].rows.values() for value in row.values() if str(value)[:1] == "#"]


def test_a_board_reads_sentences_first() -> None:
    every = len(load_framework().metrics) + 1
    assert sentences(files.read_bytes(made.answered(), "x")) == [
        "Outcomes for children and families in Merton",
        position("16 October 2026"),
        f"We can use 3 of our {every} measures today.",
        f"The rest: 1 with a partner; 2 need work; 2 nobody records; {every - 9} not known.",
        "No figure found is better or worse than London's.",
        "No measure is in use yet in: Healthy, Learning, Engaged, Cross-cutting.",
        "What has changed is said here from the second day on which a job is done.",
    ]


def test_figures_found_are_said_beside_london_and_since_the_day_before() -> None:
    book = files.read_bytes(made.with_figures(), "x")
    every = len(load_framework().metrics)
    assert sentences(book)[1:] == [
        position("20 November 2026"),
        f"We can use 1 of our {every} measures today; for 10 more a figure is already found.",
        f"The rest: 1 to fetch; {every - 12} not known.",
        "Beside London, Merton does better on 8 measures, worse on 2, level on 1.",
        "No measure is in use yet in: Healthy, Happy, Learning, Engaged, Cross-cutting.",
        "Since 12 September 2026: 1 more in use, 8 more found and not taken, 9 fewer not known.",
    ]
    figures = blocks(load_framework())["figures"]
    assert table(book, figures)[:2] == [
        ("2024/25", "30.4%", "19.2%", "24.5%", "▼ worse", "▼ worse"),
        ("31 Mar 2025", "1,234.5", "c", None, "▼ worse", None),
    ]


def test_figures_that_somebody_chose_go_before_those_nobody_did() -> None:
    chosen = files.read_bytes(made.with_figures(board=("MET-007", "MET-004")), "x")
    names = [load_framework().metrics[one].title for one in ("MET-004", "MET-007")]
    assert list(counted(chosen).shown) == names
    assert [one for (one,) in shown(chosen)["figures"]] == names


def test_before_anybody_has_looked_the_page_says_so() -> None:
    book = files.read_bytes(made.blank(), "x")
    said = sentences(book)
    assert said[0] == "Outcomes for children and families"
    assert str(said[1]).startswith("Nothing was looked for yet.")
    assert said[4] == "No figure has been looked for yet."
    figures = blocks(load_framework())["figures"]
    assert book.sheets["Summary"].value(figures.first, 1) == "None yet: Check data availability looks."


def test_nothing_on_the_page_is_an_id_a_rule_or_a_rank() -> None:
    book = files.read_bytes(made.with_figures(), "x")
    last = blocks(load_framework())["figures"].last + 6
    words = [str(v) for row in range(1, last + 1) for v in book.sheets["Summary"].row(row).values()]
    assert not [word for word in words if re.search(r"\b(?:MET|OUT|LOC)-\d|\b[A-Z]{2}\d\d\b|\brank\b|E09", word)]
    assert ALL in words


@pytest.mark.office
@pytest.mark.parametrize("which", ["blank", "with_figures"])
def test_it_prints_on_one_upright_page_of_a4_in_letters_of_nine_and_a_half_points(which: str, tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    path.write_bytes(getattr(made, which)())
    pages = printed_pages(path, tmp_path, "Summary")
    assert [(page.width, page.height) for page in pages] == [(595, 842)]
    words = pages[0].words
    assert {"Domain", "Findings", "Targets"} <= words.keys()
    # "Domain" in Arial Bold is 3.667 times as wide as its letters are high.
    assert words["Domain"] / 3.667 >= 9.5


@pytest.mark.office
def test_the_fonts_of_the_measurement_are_there() -> None:
    fonts = subprocess.run([needed("fc-match", "fontconfig"), "Arial"], capture_output=True, text=True, check=True)
    assert "Liberation" in fonts.stdout or "Arial" in fonts.stdout, "install fonts-liberation: it is as wide as Arial"
