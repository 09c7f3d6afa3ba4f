"""Every number of the picture, counted again by DuckDB from the CSV tables; and rows followed to their cells."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

import duckdb
import pytest

from outcomes_xl.hosts import files
from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.glance import glance
from outcomes_xl.model import CellRef
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows.collate_folder import Outputs, PutTogether, collate
from tests.london.conftest import TODAY
from tests.london.made import FRAMEWORK, picture, reading

GROUPS = ("use", "work", "partner", "stuck", "nobody", "not_ours", "open")


@pytest.fixture(scope="module")
def asked(together: PutTogether, outputs: Outputs) -> duckdb.DuckDBPyConnection:
    """A database with each CSV file as a view, and one row for each metric and borough."""
    con = duckdb.connect()
    assert outputs.tables is not None
    for path in sorted(outputs.tables.glob("*.csv")):
        con.execute(f"create view {path.stem} as select * from read_csv('{path}', header=true, all_varchar=true)")
    con.execute("create view metrics as select distinct metric_id, layer, domain from availability")
    con.execute(
        "create view every as select m.metric_id, m.layer, m.domain, b.borough_code, "
        "coalesce(a.\"group\", 'open') as g "
        "from metrics m cross join boroughs b "
        "left join (select * from answers qualify row_number() over (partition by borough_code, metric_id order by "
        "row::int) = 1) a on a.metric_id = m.metric_id and a.borough_code = b.borough_code"
    )
    return con


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return con.execute(sql).fetchall()


def counts(by: str) -> str:
    parts = ", ".join(f"count(*) filter (g = '{key}') as \"{key}\"" for key in GROUPS)
    return f"select {by}, {parts} from every group by all order by all"


@pytest.mark.parametrize(("table", "by"), [("availability", "metric_id"), ("boroughs", "borough_code")])
def test_the_groups_are_those_counted_from_the_answers(asked: duckdb.DuckDBPyConnection, table: str, by: str) -> None:
    named = ", ".join(f'"{key}"::int' for key in GROUPS)
    found = rows(asked, f"select {by}, {named} from {table} order by all")
    assert found == rows(asked, counts(by))
    assert len(found) in (4, 100)


def test_layers_and_domains_are_those_counted_from_the_answers(asked: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        asked,
        'select layer, domain, "use"::int, "open"::int, answers::int, share::int from places order by all',
    )
    assert found == rows(
        asked,
        "select layer, domain, count(*) filter (g = 'use'), count(*) filter (g = 'open'), count(*), "
        "floor(100.0 * count(*) filter (g = 'use') / count(*) filter (g <> 'not_ours') + 0.5)::int "
        "from every group by all order by all",
    )


def test_gaps_and_their_shared_places_are_those_counted_from_the_answers(asked: duckdb.DuckDBPyConnection) -> None:
    counted = rows(
        asked,
        "with w as (select metric_id, count(*) filter (g in ('partner', 'stuck', 'nobody')) as n "
        "from every group by 1) "
        "select metric_id, n, rank() over (order by n desc), count(*) over (partition by n) "
        "from w where n > 0 order by 1",
    )
    told = {
        metric: (int(str(n)), place)
        for metric, n, place in rows(asked, "select metric_id, boroughs_without, place from gaps")
    }
    assert len(counted) == len(told) > 20
    for metric, n, rank, many in counted:
        first, last = int(str(rank)), int(str(rank)) + int(str(many)) - 1
        assert told[metric][0] == n
        numbers = "".join(sign if sign.isdigit() else " " for sign in str(told[metric][1])).split()
        assert numbers == ([str(first)] if many == 1 else [str(first), str(last)])


def test_who_measures_a_gap_is_told_from_the_answers(asked: duckdb.DuckDBPyConnection) -> None:
    for metric, who in rows(asked, 'select metric_id, who from gaps where "use"::int > 0 limit 20'):
        using = rows(
            asked, f"select borough from answers where metric_id = '{metric}' and \"group\" = 'use' order by 1"
        )
        assert [part.split(" (")[0] for part in str(who).split("; ")] == [name for (name,) in using]


def test_national_frameworks_are_counted_from_their_items(asked: duckdb.DuckDBPyConnection) -> None:
    items = rows(asked, "select item_id, tied_to, boroughs::int from framework_items")
    for item, tied, many in random.Random(1).sample(items, 40):
        named = ", ".join(f"'{one}'" for one in str(tied or "").split("; "))
        (counted,) = rows(
            asked, f"select count(distinct borough_code) from every where g = 'use' and metric_id in ({named})"
        )
        assert counted == (many,), item
    told = rows(
        asked,
        "select sum(items::int), sum(one_or_more::int), sum(no_borough::int), sum(all_boroughs::int) from frameworks",
    )
    assert told == rows(
        asked,
        "select count(*), count(*) filter (boroughs::int > 0), count(*) filter (boroughs::int = 0), "
        "count(*) filter (boroughs::int = 4) from framework_items",
    )


def test_outcomes_are_counted_from_what_boroughs_plan_offer_and_hear(asked: duckdb.DuckDBPyConnection) -> None:
    def boroughs(table: str, asking: str = "true") -> str:
        return f"(select count(distinct borough_code) from {table} t where t.outcome_id = o.outcome_id and {asking})"

    asked.execute(
        "create or replace view aims as select t.borough_code, a.outcome_id from targets t "
        "join availability a using (metric_id)"
    )
    counts = (
        *(boroughs("priorities", "headline = 'Yes'"), boroughs("priorities")),
        *(boroughs("service_map"), boroughs("service_map", "contribution = 'Main'")),
        *(boroughs("aims"), boroughs("evidence")),
    )
    counted = rows(asked, f"select outcome_id, {', '.join(counts)} from outcomes o order by 1")
    told = rows(asked, "select outcome_id, headline::int, long_list::int, served::int, main::int, aimed_at::int, "
        "heard::int from outcomes order by 1")  # fmt: skip
    assert told == counted
    assert all(max(int(str(row[column])) for row in told) > 0 for column in range(1, 7))
    for outcome, who in rows(asked, "select outcome_id, who from outcomes where headline::int > 0"):
        named = rows(
            asked,
            f"select distinct borough from priorities where outcome_id = '{outcome}' and headline = 'Yes' order by 1",
        )
        assert str(who).split("; ") == [f"{name} (Children's board)" for (name,) in named]


def test_compared_figures_are_counted_from_those_by_borough(asked: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        asked,
        "select metric_id, compared::int, lowest::double, highest::double, median::double from comparisons order by 1",
    )
    counted = rows(
        asked,
        "select metric_id, count(value) filter (why_not is null), min(value::double) filter (why_not is null), "
        "max(value::double) filter (why_not is null), case when count(value) filter (why_not is null) >= 3 "
        "then median(value::double) filter (why_not is null) end from figures group by 1 order by 1",
    )
    assert found == counted
    one_kind = rows(
        asked,
        "select metric_id from figures where why_not is null group by 1 having count(distinct unit || period) > 1",
    )
    assert one_kind == []


@pytest.mark.parametrize("what", ["holder", "system", "frequency", "geography"])
def test_agreement_is_counted_from_the_answers(asked: duckdb.DuckDBPyConnection, what: str) -> None:
    told = rows(
        asked,
        "select metric_id, have::int, said::int, silent::int, different::int, most_say::int, verdict "
        f"from agreement where what = '{what}' order by 1",
    )
    assert told == rows(
        asked,
        f"with h as (select metric_id, regexp_replace(lower(answers.{what}), '\\s+', ' ', 'g') as w from answers "
        "where \"group\" in ('use', 'work', 'partner') and metric_id in (select metric_id from metrics)), "
        "c as (select metric_id, w, count(*) as n from h where w is not null group by all), "
        "d as (select metric_id, sum(n) as said, count(*) as k, max(n) as most from c group by 1) "
        "select metric_id, count(*), coalesce(any_value(said), 0)::int, "
        "(count(*) - coalesce(any_value(said), 0))::int, "
        "coalesce(any_value(k), 0), coalesce(any_value(most), 0), case when coalesce(any_value(k), 0) = 0 then "
        "'nobody says' when any_value(k) > 1 then 'differ' when any_value(said) > 1 then 'agree' else 'one says' end "
        "from h left join d using (metric_id) group by 1 order by 1",
    )
    assert {"agree", "differ", "one says"} <= {row[-1] for row in told}


def test_the_sheet_on_agreement_says_what_is_counted(asked: duckdb.DuckDBPyConnection) -> None:
    for metric, have, holder, differ in rows(asked, "select metric_id, have::int, holder, differ from who_holds"):
        counted = sum(int(part.rsplit(" ", 1)[1]) for part in str(holder).split("; "))
        assert counted == have
        verdicts = rows(asked, f"select what from agreement where metric_id = '{metric}' and verdict = 'differ'")
        assert len(str(differ).split("; ") if differ else []) == len(verdicts)


def test_expected_ranges_are_about_londons_own_figure_and_the_words_are_what_the_limits_say(
    asked: duckdb.DuckDBPyConnection,
) -> None:
    asked.execute(
        "create or replace view given as select *, case unit when '%' then 100 else "
        "replace(replace(unit, 'per ', ''), ',', '')::int end * count::double / out_of::double as exact "
        'from figures where count is not null and why_not is null and "range" is not null'
    )
    told = rows(asked, "select metric_id, london::double, within::int, above::int, below::int from comparisons "
        "where london is not null order by 1")  # fmt: skip
    counted = rows(
        asked,
        "select metric_id, case any_value(unit) when '%' then 100 else "
        "replace(replace(any_value(unit), 'per ', ''), ',', '')::int end * sum(count::double) / sum(out_of::double), "
        "count(*) filter (exact between low::double and high::double), count(*) filter (exact > high::double), "
        "count(*) filter (exact < low::double) from given group by 1 order by 1",
    )
    assert len(told) >= 2
    for ours, theirs in zip(told, counted, strict=True):
        assert ours == (theirs[0], pytest.approx(theirs[1]), *theirs[2:])
    odd = rows(
        asked,
        'select * from given where "range" not like case when exact > high::double '
        "then 'above the expected range (%' "
        "when exact < low::double then 'below the expected range (%' else 'within the expected range' end",
    )
    assert odd == []
    assert rows(asked, 'select * from figures where place is not null and "range" is not null') == []


def test_what_stands_at_a_glance_is_counted_from_the_tables(
    asked: duckdb.DuckDBPyConnection, together: PutTogether
) -> None:
    groups = [f"select count(*) filter (g = '{key}'), count(*) from every" for key in GROUPS[:-1]]
    use = "with u as (select metric_id, count(*) filter (g = 'use') as n from every group by 1) select"
    counted = [
        "select count(*), 33 from boroughs where borough_code like 'E09%'",
        "select count(distinct borough_code) filter (taken = 'Yes'), count(distinct borough_code) from ledger",
        "select count(*) filter (g <> 'open'), count(*) from every",
        *groups,
        f"{use} count(*) filter (n = 4), count(*) from u",
        f"{use} count(*) filter (n >= 2), count(*) from u",
        f"{use} count(*) filter (n = 0), count(*) from u",
        'select count(*) filter ("use"::int > 0), count(*) from gaps',
        "select count(*) filter (boroughs::int = 0), count(*) from framework_items",
        "select count(*) filter (verdict = 'differ'), count(*) from agreement where what = 'holder'",
        "select count(distinct outcome_id), (select count(*) from outcomes) from priorities where headline = 'Yes'",
        "select count(*) filter (why_not is null), count(*) from figures",
    ]
    said = list(glance(together.made))
    assert [(one.number, one.of) for one in said] == [rows(asked, sql)[0] for sql in counted]
    assert {one.table for one in said} <= together.made.tables.keys()


def test_ten_rows_picked_at_random_lead_to_the_cells_they_came_from(
    asked: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    answers = rows(asked, "select file, cell, status from answers where status is not null order by all")
    chance = random.Random(29)
    columns = layout("borough").sheet("availability").columns
    at_status = [one.field for one in columns].index("status")
    for name in ("note", "system", "frequency"):  # beside the status, in the column of its own heading
        aside = [one.field for one in columns].index(name) - at_status
        found = rows(asked, f"select file, cell, {name} from answers where {name} is not null order by all")
        for file, cell, said in chance.sample(found, 2):
            at = CellRef.parse(str(cell))
            assert files.read(folder / str(file)).sheets[at.sheet].value(at.row, at.column + aside) == said
    planned = rows(asked, "select file, cell, outcome_id from priorities order by all")
    for file, cell, said in chance.sample(planned, 2):
        at = CellRef.parse(str(cell))
        assert files.read(folder / str(file)).sheets[at.sheet].value(at.row, at.column) == FRAMEWORK.title(str(said))
    figures = rows(asked, "select file, cell, figure from figures where figure is not null order by all")
    for file, cell, said in (*chance.sample(answers, 5), *chance.sample(figures, 5)):
        at = CellRef.parse(str(cell))
        assert str(files.read(folder / str(file)).sheets[at.sheet].value(at.row, at.column)) == said


def test_every_column_is_in_the_dictionary(outputs: Outputs, together: PutTogether) -> None:
    assert outputs.tables is not None
    with (outputs.tables / "data_dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {(line["table"], line["column"]) for line in csv.DictReader(file) if line["meaning"]}
    there = set()
    for path in outputs.tables.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            there |= {(path.stem, column) for column in next(csv.reader(file))}
    assert {pair for pair in there if pair[0] != "data_dictionary"} == told


def test_the_same_input_gives_the_same_bytes_in_whatever_order_it_comes(
    folder: Path, outputs: Outputs, together: PutTogether, tmp_path: Path
) -> None:
    other = tmp_path / "in another order"
    other.mkdir()
    for path in sorted(folder.iterdir(), reverse=True):
        shutil.copy(path, other / path.name)
    again = Outputs(tmp_path / "london.xlsx", tmp_path / "london.html", tmp_path / "tables")
    collate(other, again, TODAY.replace(year=2027), counts=outputs.workbook.with_name("counts.csv"))
    assert again.workbook.read_bytes() == outputs.workbook.read_bytes()
    assert again.page is not None and outputs.page is not None
    assert again.page.read_bytes() == outputs.page.read_bytes()
    assert again.tables is not None and outputs.tables is not None
    for path in again.tables.iterdir():
        assert path.read_bytes() == (outputs.tables / path.name).read_bytes()


def test_the_table_of_a_picture_without_a_workbook_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Merton.xlsx").touch()
    done = collate(tmp_path / "in", Outputs(tmp_path / "l.xlsx", tmp_path / "l.html", tmp_path / "t"), TODAY)
    assert next(iter(done.sentences())) == "1 file looked at: 0 boroughs in the picture."
    assert files.read(tmp_path / "l.xlsx").sheets["At a glance"].value(3, 1) == (
        "No borough's workbook could be taken yet: the Ledger sheet says why."
    )


def test_a_metric_twice_in_one_workbook_counts_once_and_one_unknown_not_at_all() -> None:
    made = picture(
        Merton="""
        | metric_id | status        |
        | MET-039   | Available now |
        | MET-039   | Not collected |
        | LOC-001   | Available now |
        """
    )
    assert made.group_key("MET-039", "E09000024") == "use"
    assert sum(made.borough_counts("E09000024").values()) == len(made.metrics)
    assert len(reading("Merton", "| metric_id | status |\n| LOC-001 | Available now |").answers) == 1


def test_where_a_framework_is_of_one_release_retired_metrics_are_not_asked_for(together: PutTogether) -> None:
    made: Collated = together.made
    assert {one.state for one in made.picture.metrics} <= {"Current", "Placeholder"}
    assert len(made.picture.metrics) == len([m for m in FRAMEWORK.metrics.values() if m.state != "Retired"])
