"""The spine: every figure counted again by DuckDB from the CSV data, on the sheets and on the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.spine import spine as the_job
from outcomes_xl.jobs.spine_figures import GROUPS, spine
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import AddSheet
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.reports.spine_page import spine_page
from outcomes_xl.workflows.show_spine import show_spine
from tests.jobs.small import NOW, borough_at, context
from tests.release_ids import SECOND
from tests.workbooks import play_in_memory

DATA = Path(__file__).parents[2] / "src" / "outcomes_xl" / "data"
KEYS = {sheet.framework: sheet.key.removeprefix("map_") for sheet in layout("borough").mappings if sheet.framework}
FRAMEWORK = load_framework()
RELEASE = FRAMEWORK.release.id
IN_FORCE = f"(coalesce(since, '') <= '{RELEASE}' and coalesce(nullif(until, ''), '9999') > '{RELEASE}')"


@pytest.fixture(scope="module")
def by_sql() -> duckdb.DuckDBPyConnection:
    """The CSV data as three tables, as they stand in the latest release."""
    made = duckdb.connect()
    reads = "read_csv('{}', all_varchar = true, filename = true, union_by_name = true)"
    items = reads.format(DATA / "crosswalks" / "items_*.csv")
    made.sql(
        "create table item as select *, regexp_extract(filename, 'items_(.*)[.]csv', 1) k "
        f"from {items} where {IN_FORCE}"
    )
    made.sql(f"create table link as from {reads.format(DATA / 'crosswalks' / 'links.csv')} where {IN_FORCE}")
    ours = {name: reads.format(DATA / "frameworks" / f"{name}.csv") for name in ("metrics", "outcomes")}
    made.sql(
        "create table metric as select metric_id, m.state, layer, domain "
        f"from (from {ours['metrics']} where {IN_FORCE}) m "
        f"join (from {ours['outcomes']} where {IN_FORCE}) using (outcome_id)"
    )
    return made


GROUPED = """
    select k, edition, item_id, case
        when any_value(state) = 'Retired' then 'Retired' when any_value(state) = 'Placeholder' then 'Announced'
        when bool_or(role = 'Primary' and our_id <> '') then 'Covered'
        when bool_or(role in ('Component', 'Disaggregation', 'Proxy') and our_id <> '') then 'Partly covered'
        else 'Left over' end g
    from item left join link using (item_id) group by k, edition, item_id
"""


def test_every_count_is_duckdbs_and_the_five_groups_are_all_items(by_sql: duckdb.DuckDBPyConnection) -> None:
    found = spine(read_tables(borough_at(FRAMEWORK.release.id), layout("borough")).tables, FRAMEWORK)
    counted = {
        (k, edition, group): n
        for k, edition, group, n in by_sql.sql(
            "select k, e, g, count(*) from "
            f"(select k, unnest(string_split(edition, '; ')) e, g from ({GROUPED})) group by all"
        ).fetchall()
    }
    ours = {
        (KEYS[key], edition, group): n
        for key, edition in found.editions
        for group in GROUPS
        if (n := found.count(group, key, edition))
    }
    assert ours == counted
    for key, edition in found.editions:
        assert sum(found.count(group, key, edition) for group in GROUPS) == found.count("", key, edition)
    assert ("SfL", "2022 to 2026") in found.editions
    assert not any(";" in edition for _, edition in found.editions)
    of_each = sum(found.count("", "SfL", edition) for key, edition in found.editions if key == "SfL")
    assert of_each > found.count("", "SfL")  # all counts an item of two editions once


def test_domains_and_layers_are_duckdbs_and_so_is_what_is_left_over_of_ours(by_sql: duckdb.DuckDBPyConnection) -> None:
    found = spine(read_tables(borough_at(FRAMEWORK.release.id), layout("borough")).tables, FRAMEWORK)
    tied = f"""
        select distinct k, our_id from ({GROUPED}) join link using (item_id)
        where g in ('Covered', 'Partly covered') and role in ('Primary', 'Component', 'Disaggregation', 'Proxy')
    """
    shares = {
        (layer, domain, k): n
        for layer, domain, k, n in by_sql.sql(
            f"select layer, domain, k, count(*) from metric join ({tied}) on metric_id = our_id "
            "where state <> 'Retired' group by all"
        ).fetchall()
    }
    mine = {
        (*place, KEYS[key]): n for place in found.places for key in found.titles if (n := found.share(place, key)[0])
    }
    assert mine == shares
    left = by_sql.sql(
        f"select metric_id from metric where state <> 'Retired' and metric_id not in (select our_id from ({tied}))"
    ).fetchall()
    assert {metric.id for metric in found.ours_left_over} == {one for (one,) in left}


def test_a_framework_and_an_edition_narrow_it_and_unknown_ones_are_told_what_there_is() -> None:
    tables = read_tables(borough_at(FRAMEWORK.release.id), layout("borough")).tables
    narrow = spine(tables, FRAMEWORK, "local outcomes framework", "2026-07")
    assert {(item.framework, item.edition) for item in narrow.items} == {("LOF", "2026-07")}
    before = spine(tables, FRAMEWORK, "SfL", "2022 to 2026")
    assert before.editions == (("SfL", "2022 to 2026"),)
    assert any(item.edition == "2022 to 2026; from 2026" for item in before.items)
    with pytest.raises(WrongUsage, match="Did you mean LOF"):
        spine(tables, FRAMEWORK, "LOFF")
    with pytest.raises(WrongUsage, match=r"There are .*2026-07"):
        spine(tables, FRAMEWORK, "LOF", "2031")


def test_a_workbook_without_a_tab_says_so_and_counts_the_rest() -> None:
    book = borough_at(SECOND)
    tables = {key: table for key, table in read_tables(book, layout("borough")).tables.items() if key != "map_bsil"}
    found = spine(tables, FRAMEWORK)
    assert found.not_there == ("Best Start in Life",)
    assert "BSiL" not in found.titles


def test_the_sheets_come_once_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    from outcomes_xl.workflows.closed_workbook import do_job, new

    workbook = tmp_path / "m.xlsx"
    new(workbook, "Merton", NOW)
    first = do_job("spine", workbook, NOW)
    assert [one.sheet.name for one in first.result.patch if isinstance(one, AddSheet)] == ["Spine", "Spine by domain"]
    before = workbook.read_bytes()
    do_job("spine", workbook, NOW)
    assert workbook.read_bytes() == before
    table = read_tables(files.read(workbook), layout("borough")).tables["spine"]
    last = table.rows[-1]
    assert last.text("framework") == "All"
    assert last["items"] == sum(last[name] for name in ("covered", "partly", "left_over", "announced", "retired"))


class _Page(HTMLParser):
    """What a page has: its tags, the headings of its tables, and whatever it would ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.asks: list[str] = []
        self.scopes: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        self.asks += [
            said[name] or "" for name in ("src", "href") if name in said and not (said[name] or "").startswith("#")
        ]
        if tag == "th":
            self.scopes.append(said.get("scope"))


def test_undo_after_it_takes_back_the_spine_and_not_the_job_before() -> None:
    first = borough_at(FRAMEWORK.release.id)
    once = play_in_memory(first, the_job(first, context()).patch)
    done = undo(once, context())
    assert done.summary.startswith("Took back Spine")
    back = play_in_memory(once, done.patch)
    assert once.sheets["Spine"].rows != first.sheets["Spine"].rows
    assert {n: row for n, row in back.sheets["Spine"].rows.items() if any(row.values())} == first.sheets["Spine"].rows


def test_the_page_asks_for_nothing_needs_no_script_and_heads_every_row_and_column(tmp_path: Path) -> None:
    tables = read_tables(borough_at(FRAMEWORK.release.id), layout("borough")).tables
    text = spine_page(spine(tables, FRAMEWORK), "Merton <&>", FRAMEWORK.release.id, "28 November 2026")
    page = _Page()
    page.feed(text)
    assert page.asks == []
    assert "script" not in page.tags
    assert set(page.scopes) == {"col", "row"}
    assert page.tags.count("h1") == 1
    assert "caption" in page.tags
    assert 'lang="en-GB"' in text
    assert "Merton &lt;&amp;&gt;" in text
    assert not re.search(r"url\(|@import|https?:", text)


def test_a_page_is_never_written_over_another_file(tmp_path: Path) -> None:
    from outcomes_xl.workflows.closed_workbook import new

    workbook, page = tmp_path / "m.xlsx", tmp_path / "notes.html"
    new(workbook, "Merton", NOW)
    page.write_text("my notes", encoding="utf-8")
    with pytest.raises(WrongUsage, match="already there"):
        show_spine(workbook, NOW, "", "", page)
    assert page.read_text(encoding="utf-8") == "my notes"
    with pytest.raises(WrongUsage, match=r"end in \.html"):
        show_spine(workbook, NOW, "", "", tmp_path / "m.xlsx")
    show_spine(workbook, NOW, "", "", tmp_path / "spine.html")
    show_spine(workbook, NOW, "LOF", "", tmp_path / "spine.html")
    assert "Supporting Families outcomes" not in (tmp_path / "spine.html").read_text(encoding="utf-8")
