"""Every figure we report through the services is the figure of the recorded file: counted again with plain csv.

For every London borough, by servers in the documented shape; and the same evidence as from the files in a folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.sources import Looked
from outcomes_xl.sources.online.routes import routes
from tests.online.making import World, every_recorded_release, fingertips_shaped, lg_inform_shaped, recorded, world
from tests.online.serving import serving
from tests.sources.test_every_figure import (
    LG_INFORM,
    WHERE,
    Stands,
    holds,
    holds_of_fingertips,
    holds_of_lg_inform,
    look_for,
    rows,
)

FRAMEWORK = load_framework()
HEADINGS = recorded("fingertips_90284_london.csv").splitlines()[0] + "\n"


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    ees = every_recorded_release()
    fingertips = fingertips_shaped({("90284", "502"): recorded("fingertips_90284_london.csv")}, HEADINGS)
    measures = {
        "19346": recorded("lg_inform_19346_good_level_of_development.csv"),
        "13643": recorded("lg_inform_13643_development_at_2_to_2_and_a_half.csv"),
    }
    known = {*measures}
    only = [one for one in FRAMEWORK.series if one.publisher != "LG Inform" or one.dataset in known]
    with serving(ees) as one, serving(fingertips) as two, serving(lg_inform_shaped(measures)) as three:  # type: ignore[arg-type]
        made = world(
            replace(FRAMEWORK, series=tuple(only)),
            tmp_path_factory.mktemp("answers"),
            None,
            ees=one,
            fingertips=two,
            lg_inform=three,
        )
        made.environment["OUTCOMES_XL_LG_INFORM_KEY"] = "a key for tests"
        yield made
    assert ees.problems == []


@pytest.fixture(scope="module")
def online(everywhere: World) -> object:
    return cache(lambda code: everywhere.look(FRAMEWORK.boroughs[code]))


@pytest.mark.parametrize("stands", WHERE, ids=lambda stands: stands.metric)
def test_what_we_say_of_every_borough_is_what_the_file_says(stands: Stands, online: object) -> None:
    assert callable(online)
    for code in FRAMEWORK.boroughs:
        evidence = online(code).by_metric[stands.metric]
        holds(evidence, stands, code)
        assert "version 1.0, read 22 Nov 2026" in evidence.line


def test_fingertips_figures_are_those_for_both_sexes_and_no_category(online: object) -> None:
    assert callable(online)
    for code in FRAMEWORK.boroughs:
        holds_of_fingertips(online(code).by_metric["MET-008"], code)


@pytest.mark.parametrize("metric_id", LG_INFORM)
def test_lg_inform_figures_are_those_of_the_file_and_a_blank_stays_a_blank(metric_id: str, online: object) -> None:
    assert callable(online)
    for code in FRAMEWORK.boroughs:
        holds_of_lg_inform(online(code).by_metric[metric_id], metric_id, code)


def test_the_three_groups_of_children_using_social_care_are_listed_and_none_is_chosen(online: object) -> None:
    assert callable(online)
    for code in FRAMEWORK.boroughs:
        mine = {
            row["social_care_group"]: row["pt_rwm_met_expected_standard"]
            for row in rows("ees_ks2_social_care_london.csv")
            if row["new_la_code"] == code and row["time_period"] == "202425"
        }
        evidence = online(code).by_metric["MET-047"]
        assert evidence.found in ("Found, in groups", "Published, but withheld for your borough"), code
        assert {str(one.figure) for one in evidence.inputs} == set(mine.values()), code


def test_a_service_and_a_folder_say_the_same_of_every_borough(online: object) -> None:
    assert callable(online)
    parts = ("found", "figure", "period", "level", "breakdowns", "values", "lateness", "suggested_status", "inputs")
    served = {"MET-008", "MET-025", "MET-047", *(stands.metric for stands in WHERE)}
    for code in FRAMEWORK.boroughs:
        files: Looked = look_for(code)
        for metric_id, theirs in files.by_metric.items():
            ours = online(code).by_metric[metric_id]
            if metric_id in served:
                assert [getattr(ours, part) for part in parts] == [getattr(theirs, part) for part in parts], (
                    code,
                    metric_id,
                )


def test_a_second_look_asks_only_which_data_sets_there_are(everywhere: World, tmp_path: Path) -> None:
    merton = FRAMEWORK.boroughs["E09000024"]
    ees = every_recorded_release()
    with serving(ees) as server:
        once = everywhere.but(folder=tmp_path, environment={"OUTCOMES_XL_EES_ADDRESS": server.address, "PATH": ""})
        once = once.but(framework=replace(FRAMEWORK, series=tuple(s for s in FRAMEWORK.series if s.publisher == "EES")))
        first = once.look(merton)
        asked = len(server.asked)
        second = once.look(merton)
        again = [one.path for one in server.asked[asked:]]
    assert second.by_metric == first.by_metric
    assert len(again) < asked / 2
    known = {f"/v1/data-sets/{id_}" for way in routes().values() for id_ in way.data_sets.values()}
    assert all(path.endswith(("/publications", "/data-sets")) or path in known for path in again)
    offline = once.look(merton, offline=True)
    # That a set has been withdrawn is not kept: offline nobody can know whether it is back.
    withdrawn = {name for name, one in first.by_metric.items() if "withdr" in one.line}
    assert len(withdrawn) < 5
    assert {name: one for name, one in offline.by_metric.items() if name not in withdrawn} == {
        name: one for name, one in first.by_metric.items() if name not in withdrawn
    }
