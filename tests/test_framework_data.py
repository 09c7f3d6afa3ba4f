"""The shipped framework: what is in it, that every row has a home, and that it is what the workbook's sheets need."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from outcomes_xl.framework import (
    Framework,
    availability_rows,
    framework_rows,
    list_rows,
    load_framework,
    mapping_rows,
)
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.reading.periods import PeriodKind
from tests.release_ids import FIRST, RELEASES, SECOND

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "maintainers" / "where-every-row-went.md"
DATA = ROOT / "src" / "outcomes_xl" / "data"


@pytest.fixture(scope="module")
def now() -> Framework:
    return load_framework()


@pytest.fixture(scope="module")
def before() -> Framework:
    return load_framework(FIRST)


@pytest.fixture(scope="module")
def second() -> Framework:
    return load_framework(SECOND)


def lines(file: str) -> list[dict[str, str]]:
    """Return a data file's rows, in use in the newest release or not."""
    return list(csv.DictReader((DATA / file).read_text("utf-8").splitlines()))


def in_use(file: str) -> list[dict[str, str]]:
    return [line for line in lines(file) if not line["until"]]


def items_of(framework: Framework, key: str) -> list[str]:
    return [item.id for item in framework.items.values() if item.framework == key]


def ours(framework: Framework, item_id: str) -> set[str]:
    return {link.our_id for link in framework.links.values() if link.item_id == item_id}


def metric(framework: Framework, title: str) -> str:
    (found,) = [metric.id for metric in framework.metrics.values() if metric.title == title]
    return found


# What is in it


def test_the_starter_edition_has_its_rows(now: Framework) -> None:
    assert len(now.boroughs) == 33
    assert len(now.outcomes) == len(in_use("frameworks/outcomes.csv")) >= 33
    assert len(now.metrics) == len(in_use("frameworks/metrics.csv")) >= 100
    for key in now.nationals:
        rows = in_use(f"crosswalks/items_{key.lower()}.csv")
        assert items_of(now, key) == [row["item_id"] for row in rows] != []


def test_every_layer_and_domain_has_metrics(now: Framework) -> None:
    assert {metric.layer for metric in now.metrics.values()} == set(now.list("layer"))
    assert {metric.domain for metric in now.metrics.values()} == set(now.list("domain"))
    assert {metric.outcome_id for metric in now.metrics.values()} == set(now.outcomes)


def test_a_metric_may_speak_to_several_domains(now: Framework) -> None:
    assert now.metrics[metric(now, "GLD at age 5")].domains == ("Learning", "Healthy", "Happy")
    assert now.metrics[metric(now, "GLD at 2 to 2½ years")].domains == ("Healthy", "Learning")


def test_bounds_are_each_metrics_own(now: Framework) -> None:
    def bounds(title: str) -> tuple[float | None, float | None]:
        found = now.metrics[metric(now, title)]
        return found.lowest, found.highest

    assert bounds("Take-up of the 2-year-old entitlement") == (0, None)
    assert bounds("GLD free school meals gap") == (-100, 100)
    assert bounds("Average SDQ score of looked-after children") == (0, 40)
    assert bounds("GLD at age 5") == (0, 100)


def test_a_metric_nobody_has_measured_is_a_placeholder(now: Framework) -> None:
    for found in now.metrics.values():
        assert (found.unit == "to be agreed") == (found.state == "Placeholder"), found.id
    assert now.metrics[metric(now, "Belonging (not captured yet)")].polarity == "To be agreed"


def test_every_direction_says_who_says_so(now: Framework) -> None:
    assert all(found.polarity_source for found in now.metrics.values())
    assert {found.polarity_source for found in now.metrics.values()} >= {
        "A council's comparator of the Local Outcomes Framework (NAdamsGHC, 3 August 2026)",
        "Our judgement",
        "Nobody yet",
    }


def test_titles_are_short_and_say_one_thing_each(now: Framework) -> None:
    titles = [found.title for found in now.metrics.values()]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 75


def test_boroughs_published_together_know_each_other(now: Framework) -> None:
    pairs = {(b.name, now.boroughs[n].name) for b in now.boroughs.values() for n in b.combined_with}
    assert pairs == {
        ("City of London", "Hackney"),
        ("Hackney", "City of London"),
        ("Kensington and Chelsea", "Westminster"),
        ("Westminster", "Kensington and Chelsea"),
        ("Kingston upon Thames", "Richmond upon Thames"),
        ("Richmond upon Thames", "Kingston upon Thames"),
    }
    assert Counter(b.inner_outer for b in now.boroughs.values()) == {"Inner": 14, "Outer": 19}


# Crosswalks


def test_the_edition_is_part_of_the_key(second: Framework) -> None:
    editions = {second.items[item].edition for item in items_of(second, "LOF")}
    assert editions == {"draft-2025-07", "2026-02", "2026-07", "2026-09"}
    for item in items_of(second, "LOF"):
        assert item.startswith(f"LOF-{second.items[item].edition}-"), item


def test_rows_nobody_could_read_are_placeholders(second: Framework) -> None:
    unread = {item.id for item in second.items.values() if "not read" in item.title}
    assert unread == {f"LOF-2026-07-0{number}" for number in range(32, 37)} | {"LOF-draft-2025-07-053"}
    assert {second.items[item].state for item in unread} == {"Placeholder"}


def test_one_measure_is_tied_to_every_framework_that_has_it(now: Framework) -> None:
    gld = metric(now, "GLD at age 5")
    tied = {link.item_id for link in now.links.values() if link.our_id == gld}
    assert {"LOF-2026-07-001", "LOF-2026-09-049", "PHOF-90631", "SF-02", "SFL-35"} <= tied


def test_one_item_may_hold_several_of_ours_and_one_of_ours_several_items(now: Framework) -> None:
    assert len(ours(now, "LOF-2026-07-035")) == 2
    family_orders = metric(now, "Leaving care to a family order")
    assert {"CSC-43", "CSC-44"} <= {link.item_id for link in now.links.values() if link.our_id == family_orders}


def test_a_service_may_tie_to_an_outcome(now: Framework) -> None:
    assert ours(now, "SFL-16") == {"P-ENG-01"}


def test_every_link_says_what_it_rests_on(now: Framework) -> None:
    for link in now.links.values():
        assert bool(link.our_id) == bool(link.basis) == bool(link.role) == bool(link.closeness), link.id


def test_what_nothing_of_ours_covers_is_shown_as_a_gap(now: Framework) -> None:
    rows = {row["link_id"]: row for row in mapping_rows(now, "CSC")}
    gap = rows["CSC-14~none"]
    assert gap["our_id"] is None and gap["our_title"] is None and gap["role"] is None
    assert str(gap["title"]).startswith("Severe absentees")
    assert ours(now, "CSC-14") == {""}


# Releases


def test_the_newest_release_is_the_last_one(now: Framework) -> None:
    assert now.release == now.releases[-1]
    assert [release["release"] for release in lines("frameworks/releases.csv")] == [one.id for one in now.releases]


def test_a_newer_edition_retires_the_rows_it_carries_on_and_leaves_the_others(
    before: Framework, second: Framework
) -> None:
    def retired(framework: Framework) -> set[str]:
        return {i for i in items_of(framework, "LOF") if framework.items[i].state == "Retired"}

    assert retired(before) == set()
    assert retired(second) == {f"LOF-2026-07-00{number}" for number in (1, 2, 3, 6)}
    assert set(items_of(second, "LOF")) - set(items_of(before, "LOF")) == {
        f"LOF-2026-09-0{number}" for number in (48, 49, 50, 51, 52)
    }


def test_a_discontinued_series_is_replaced(before: Framework, second: Framework) -> None:
    def lg_inform(framework: Framework) -> set[str]:
        gld = metric(framework, "GLD at age 5")
        return {s.dataset for s in framework.series if s.metric_id == gld and s.publisher == "LG Inform"}

    assert lg_inform(before) == {"2585", "3308"}
    assert lg_inform(second) == {"19346"}
    assert before.metrics["MET-039"].source.endswith("LG Inform 2585, 3308")
    assert second.metrics["MET-039"].source.endswith("LG Inform 19346")


def test_a_link_can_be_corrected(before: Framework, second: Framework) -> None:
    key = f"PHOF-21001~{metric(second, 'Emergency admissions for self-harm')}"
    assert (before.links[key].closeness, before.links[key].release) == ("Exact", FIRST)
    assert (second.links[key].closeness, second.links[key].release) == ("Broader", SECOND)


def test_new_metrics_come_with_a_release(before: Framework, second: Framework) -> None:
    assert set(second.metrics) - set(before.metrics) == {"MET-099", "MET-100"}
    assert set(before.metrics) <= set(second.metrics)
    assert "CSC-07~none" in before.links
    assert ours(second, "CSC-07") == {"MET-099"}


# Series


def test_a_series_is_in_its_metrics_own_unit(now: Framework) -> None:
    for series in now.series:
        # A part may count otherwise: children and households, of which a rate is worked out.
        assert series.part or series.unit == now.metrics[series.metric_id].unit, series


def test_every_national_number_in_a_metrics_source_has_a_series(now: Framework) -> None:
    here = {(series.metric_id, series.dataset) for series in now.series}
    for found in now.metrics.values():
        for number in re.findall(r"(?:Fingertips|LG Inform) (\d+)", found.source):
            assert (found.id, number) in here, f"{found.id}: {number}"


# What the sheets need


@pytest.mark.parametrize("release", RELEASES)
def test_rows_have_the_tools_fields_of_their_sheet(release: str) -> None:
    framework, borough = load_framework(release), layout("borough")
    tool = set(borough.sheet("framework").owned_by(Owner.TOOL))
    assert all(set(row) == tool for row in framework_rows(framework))
    for sheet in borough.mappings:
        assert sheet.framework is not None
        rows = mapping_rows(framework, sheet.framework)
        assert all(set(row) == set(sheet.owned_by(Owner.TOOL)) for row in rows)
        assert {row["item_id"] for row in rows} == set(items_of(framework, sheet.framework))
        assert len({row["link_id"] for row in rows}) == len(rows)
    lists = set(borough.sheet("lists").owned_by(Owner.TOOL))
    assert all(set(row) == lists for row in list_rows(framework))
    availability = set(borough.sheet("availability").owned_by(Owner.TOOL))
    assert all(set(row) <= availability for row in availability_rows(framework))


def test_needed_cells_are_never_blank(now: Framework) -> None:
    borough = layout("borough")
    sheets = [("framework", framework_rows(now))]
    sheets += [(sheet.key, mapping_rows(now, str(sheet.framework))) for sheet in borough.mappings]
    for key, rows in sheets:
        needed = [column.field for column in borough.sheet(key).columns if column.needed]
        for row in rows:
            assert all(row[name] not in (None, "") for name in needed), row


def test_every_list_a_layout_names_is_there(now: Framework) -> None:
    there = {row["list"] for row in list_rows(now)}
    for name in ("borough", "central"):
        for sheet in layout(name):
            for used in (*sheet.columns, *sheet.rows):
                assert used.list is None or used.list in there, f"{sheet.name}: {used.list}"


def test_the_lists_say_the_words_other_rooms_rely_on(now: Framework) -> None:
    assert now.list("period_kind") == tuple(kind.value for kind in PeriodKind)
    assert now.tagged("status", "gap") == {"Collected, not extractable", "Not collected"}
    assert now.tagged("status", "available") == {"Available now", "Available, needs work"}


def test_whole_numbers_are_whole(now: Framework) -> None:
    row = framework_rows(now)[0]
    assert (row["lowest"], row["highest"]) == (0, 100)
    assert type(row["highest"]) is int


def test_no_such_national_framework_is_said() -> None:
    with pytest.raises(KeyError, match="there is no national framework 'LGOF'"):
        mapping_rows(load_framework(), "LGOF")


# Pages


def counted() -> dict[str, tuple[int, int, int]]:
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: (int(there), int(home), int(aside)) for name, there, home, aside in rows}


def detail(section: str) -> list[list[str]]:
    text = PAGE.read_text(encoding="utf-8").split(f"## {section}, row by row")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return rows[2:]


def test_every_row_has_a_home_or_a_reason(second: Framework) -> None:
    for name, (there, home, aside) in counted().items():
        assert there == home + aside, name
    at_home = {name: home for name, (_, home, _) in counted().items()}
    assert at_home["london_boroughs"] == len(second.boroughs)
    assert at_home["supporting_families_outcomes"] == len(items_of(second, "SF"))
    assert at_home["phof_child_indicators"] == len(items_of(second, "PHOF"))
    assert at_home["start_for_life_family_hubs"] == len(items_of(second, "SfL"))
    assert at_home["csc_dashboard_measures"] == len(items_of(second, "CSC"))
    assert at_home["lgof_metrics"] + at_home["lgof_outcomes"] == len(items_of(second, "LOF"))


def test_every_home_on_the_page_is_there(second: Framework) -> None:
    starter, register, phof = (
        detail(f"{name}") for name in ("framework_starter", "metric_register", "phof_child_indicators")
    )
    assert [len(rows) for rows in (starter, register, phof)] == [
        counted()[name][0] for name in ("framework_starter", "metric_register", "phof_child_indicators")
    ]
    for _, outcome, home in starter:
        metric_id, _, title = home.partition(" ")
        assert second.metrics[metric_id].title == title
        assert second.metrics[metric_id].outcome_id == outcome
    assert {row[2].split()[0] for row in starter} == set(second.metrics) - {"MET-099", "MET-100"}
    assert all(row[2] in second.metrics for row in register)
    assert [row[2] for row in phof] == items_of(second, "PHOF")


@pytest.mark.parametrize("page", ["add-an-edition.md", "add-a-crosswalk.md"])
def test_the_commands_of_the_pages_run(page: str) -> None:
    text = (PAGE.parent / page).read_text(encoding="utf-8")
    code = re.findall(r'^ *python -c "(.+)"$', text, re.MULTILINE)
    assert code
    for line in code:
        run = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        assert run.stdout.strip()


@pytest.mark.parametrize("folder", [".", "frameworks", "crosswalks", "sources"])
def test_every_data_file_has_an_origin(folder: str) -> None:
    told = (DATA / folder / "ORIGIN.md").read_text(encoding="utf-8")
    for path in sorted((DATA / folder).glob("*.csv")):
        assert path.name in told, f"{folder}/ORIGIN.md does not say where {path.name} comes from"
