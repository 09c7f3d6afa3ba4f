"""A second run asks again only what may have changed: after half an hour the lists of data sets, and nothing pinned."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.workflows.look_for_figures import without_what_no_network_kept
from tests.online.every_service import EveryService, etagged
from tests.online.serving import Answers, Asked, Reply

MERTON = load_framework().boroughs["E09000024"]


@contextmanager
def running(folder: Path, validators: bool = False) -> Iterator[EveryService]:
    with ExitStack() as stack:
        yield EveryService.start(stack, folder, etagged if validators else None)


def kinds(services: EveryService, begin: int) -> Counter[str]:
    """What was asked since then, by the last word of its path: "publications", "data-sets", "meta", "query" …"""
    return Counter(asked.path.rpartition("/")[2] for asked in services.asked[begin:])


def test_within_half_an_hour_nothing_is_asked_again(tmp_path: Path) -> None:
    with running(tmp_path) as services:
        first = services.look(MERTON)
        cold = len(services.asked)
        services.clock.later(minutes=29)
        second = services.look(MERTON)
        assert kinds(services, cold) == {}
    assert cold >= 40
    assert second.by_metric == first.by_metric


def test_the_same_day_only_the_lists_of_data_sets_are_asked_for_again(tmp_path: Path) -> None:
    with running(tmp_path) as services:
        first = services.look(MERTON)
        cold = len(services.asked)
        services.clock.later(minutes=31)
        second = services.look(MERTON)
        assert kinds(services, cold) == {"data-sets": 4}
    assert second.by_metric.keys() == first.by_metric.keys()


def test_another_day_pinned_versions_are_still_not_asked_for_again(tmp_path: Path) -> None:
    with running(tmp_path) as services:
        services.look(MERTON)
        cold = len(services.asked)
        services.clock.later(days=3)
        services.look(MERTON)
        again = kinds(services, cold)
    assert again["meta"] == again["query"] == again["versions"] == again["changes"] == 0
    # Where a set's id is known and it is not there, the publication is asked for instead, each time.
    assert (again["publications"], again["data-sets"]) == (9, 4)


def test_where_a_service_gives_validators_a_second_run_is_told_that_nothing_changed(tmp_path: Path) -> None:
    with running(tmp_path, validators=True) as services:
        first = services.look(MERTON)
        cold, sent = len(services.asked), services.bytes_sent
        services.clock.later(days=3)
        second = services.look(MERTON)
        assert services.statuses[cold:] == [304] * (len(services.asked) - cold)
        assert services.bytes_sent == sent
    assert second.by_metric.keys() == first.by_metric.keys()
    assert {one.figure for one in second.by_metric.values()} == {one.figure for one in first.by_metric.values()}


def test_another_borough_asks_anew_for_its_rows_and_not_for_what_data_sets_hold(tmp_path: Path) -> None:
    hackney = load_framework().boroughs["E09000012"]
    with running(tmp_path) as services:
        services.look(MERTON)
        cold = len(services.asked)
        services.look(hackney)
        again = kinds(services, cold)
    assert (again["meta"], again["publications"], again["by_indicator_id"]) == (0, 0, 0)
    assert again["query"] >= 4


@pytest.mark.parametrize("later", [{"minutes": 31}, {"days": 3}])
def test_a_new_data_set_is_found_by_a_run_after_half_an_hour_or_days(tmp_path: Path, later: dict[str, float]) -> None:
    with running(tmp_path) as services:
        first = services.look(MERTON).by_metric["MET-010"]
        slug, sets = next(iter(services.ees.publications.items()))
        services.ees.publications[slug] = sets[1:]
        services.clock.later(**later)
        without = services.look(MERTON).by_metric["MET-010"]
        services.ees.publications[slug] = sets
        services.clock.later(minutes=31)
        assert (first.found, without.found) == ("Found", "Not in these files")
        assert services.look(MERTON).by_metric["MET-010"].figure == first.figure


def test_the_lists_are_asked_for_two_at_a_time_and_never_more(tmp_path: Path) -> None:
    asking, most = [0], [0]

    def slowly(answer: Answers) -> Answers:
        def counted(asked: Asked) -> Reply:
            if asked.path.startswith("/v1/"):
                asking[0] += 1
                most[0] = max(most[0], asking[0])
                time.sleep(0.05)
                asking[0] -= 1
            return answer(asked)

        return counted

    with ExitStack() as stack:
        EveryService.start(stack, tmp_path, slowly).look(MERTON)
    assert most == [2]


def test_without_internet_kept_answers_are_used_and_that_is_told_once(tmp_path: Path) -> None:
    """Each service was once told of by itself, and each moment an answer was kept at as well."""
    with ExitStack() as stack:
        services = EveryService.start(stack, tmp_path)
        first = services.look(MERTON)
    services.clock.later(days=3)
    looked = without_what_no_network_kept(services.look(MERTON))
    (trouble,) = [one for one in looked.troubles if "could not be reached" in one.what]
    assert trouble.name == "the national services"
    assert trouble.what.endswith("Answers kept from earlier were used where there are some.")
    for metric_id, evidence in looked.by_metric.items():
        before = first.by_metric[metric_id]
        assert (evidence.found, evidence.figure) == (before.found, before.figure)
