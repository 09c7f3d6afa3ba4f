"""The command line and the national services: servers in the documented shape, on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.online.making import every_recorded_release, fingertips_shaped, lg_inform_shaped, recorded
from tests.online.serving import Reply, serving
from tests.whole.conftest import outcomes_xl

KEY = "a key for tests only"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a computer that reaches the services, with a key of its own and no key store."""
    text = recorded("fingertips_90284_london.csv")
    fingertips = fingertips_shaped({("90284", "502"): text}, text.splitlines()[0] + "\n")
    measure = recorded("lg_inform_19346_good_level_of_development.csv")

    def lg_inform(asked):  # type: ignore[no-untyped-def]
        known = asked.param("metricType") == "19346"
        return lg_inform_shaped({"19346": measure})(asked) if known else Reply(404)  # type: ignore[operator]

    with (
        serving(every_recorded_release()) as one,
        serving(fingertips) as two,  # type: ignore[arg-type]
        serving(lg_inform) as three,
        serving(lambda asked: Reply.page()) as site,
    ):
        yield {
            "OUTCOMES_XL_EES_ADDRESS": one.address,
            "OUTCOMES_XL_EES_WEBSITE_ADDRESS": site.address,
            "OUTCOMES_XL_FINGERTIPS_ADDRESS": two.address,
            "OUTCOMES_XL_LG_INFORM_ADDRESS": three.address,
            "OUTCOMES_XL_LG_INFORM_KEY": KEY,
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "OUTCOMES_XL_HOME": str(tmp_path / "settings"),
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }


def test_online_fills_the_same_figures_as_a_folder_and_a_second_run_changes_nothing(
    workbook: Path, services: dict[str, str], tmp_path: Path
) -> None:
    folder = outcomes_xl(
        "availability", workbook, "--sources", workbook.parent / "published", "--preview", "--format", "json"
    )
    kept = tmp_path / "kept"
    first = outcomes_xl("availability", workbook, "--online", "--keep-cache", kept, "--format", "json", env=services)
    assert first.code in (0, 1), first.err

    def figures(patch: list[dict[str, object]]) -> dict[object, object]:
        return {one["cell"]: one["after"] for one in patch if isinstance(one["after"], float | int)}

    theirs, ours = figures(folder.json["patch"]), figures(first.json["patch"])
    assert len(set(theirs.items()) & set(ours.items())) >= 11
    assert list(kept.rglob("*.answer"))
    once = workbook.read_bytes()
    again = outcomes_xl("availability", workbook, "--online", "--keep-cache", kept, "--format", "json", env=services)
    assert again.json["patch"] == []
    assert workbook.read_bytes() == once
    offline = outcomes_xl("availability", workbook, "--offline", "--keep-cache", kept, "--format", "json", env=services)
    assert figures(offline.json["patch"]) == {}
    for text in (first.out, first.err, again.out, once.decode("latin-1")):
        assert KEY not in text


def test_a_folder_and_the_services_together_are_one_look(workbook: Path, services: dict[str, str]) -> None:
    published = workbook.parent / "published"
    ran = outcomes_xl("availability", workbook, "--sources", published, "--online", "--format", "json", env=services)
    assert "published files were looked in" in ran.json["summary"]
    assert "answers of national services were read" in ran.json["summary"]


def test_services_that_cannot_be_reached_are_findings_and_the_folder_is_looked_in(workbook: Path) -> None:
    published = workbook.parent / "published"
    ran = outcomes_xl("availability", workbook, "--sources", published, "--online", "--format", "json")
    told = [one for one in ran.json["findings"] if one["rule"] == "SR17"]
    assert {one["found"] for one in told} == {"the national services", "LG Inform Plus"}
    away = next(one["message"] for one in told if one["found"] == "the national services")
    assert "Explore education statistics and Fingertips could not be reached." in away
    assert "16 of" in ran.json["summary"] or " metrics have a published figure for Merton" in ran.json["summary"]
    assert ran.code == 0


def test_without_internet_one_sentence_is_said_and_the_workbook_is_not_touched(workbook: Path) -> None:
    before = workbook.read_bytes()
    ran = outcomes_xl("availability", workbook, "--online")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Explore education statistics and Fingertips could not be reached. Look whether")
    assert ran.err.count("could not be reached") == 1
    assert workbook.read_bytes() == before


def test_services_that_are_away_change_nothing_of_the_metrics_they_would_have_answered(
    workbook: Path, tmp_path: Path
) -> None:
    """Each once became “Could not be read”, with why, in a row of a workbook that nobody had looked in yet."""
    empty = tmp_path / "files"
    empty.mkdir()
    name = "ees_cla_rates_london.csv"
    (empty / name).write_bytes((workbook.parent / "published" / name).read_bytes())
    ran = outcomes_xl("availability", workbook, "--sources", empty, "--online", "--format", "json")
    assert ran.json["summary"].startswith("2 of ")
    cells = [one for one in ran.json["patch"] if one.get("sheet") == "Data availability"]
    assert cells and not [one for one in cells if "could not be reached" in str(one["after"])]


def test_where_to_look_need_not_be_said_and_not_twice(workbook: Path, tmp_path: Path) -> None:
    outcomes_xl("new", tmp_path / "Hackney.xlsx", "--borough", "Hackney")
    first = outcomes_xl("availability", tmp_path / "Hackney.xlsx")
    assert first.code == 0
    assert "the figures that came with this tool (28 November 2026)" in " ".join(first.out.split())
    assert outcomes_xl("availability", workbook, "--online", "--offline").code == 2
    odd = outcomes_xl("availability", workbook, "--online", env={"OUTCOMES_XL_EES_ADDRESS": "http://elsewhere.example"})
    assert odd.code == 2
    assert odd.err.startswith("OUTCOMES_XL_EES_ADDRESS should be an https address; it is “http://elsewhere.example”.")


def test_settings_with_a_slip_are_named_and_nothing_is_written(
    workbook: Path, services: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "national.toml").write_text('[data_sets]\nMET-009 = "the good one"\n')
    before = workbook.read_bytes()
    ran = outcomes_xl("availability", workbook, "--online", env=services)
    assert ran.code == 3
    assert "MET-009 should be a data set's id." in ran.err
    assert workbook.read_bytes() == before


def test_the_smoke_test_says_of_each_service_how_it_is(services: dict[str, str]) -> None:
    ran = outcomes_xl("smoke", env=services)
    lines = ran.out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "As expected",
        "As expected",
        "Not as expected",
        "As expected",
        "As expected",
    ]
    assert lines[0].startswith(
        "As expected: Explore education statistics: it answers; 0 of 9 data sets known by id are"
    )
    assert "; 4 of 9 publications have API data sets; “" in lines[0]
    assert lines[2].startswith("Not as expected: Nomis: Nomis could not be reached.")
    assert ran.code == 1
    assert KEY not in ran.out + ran.err


def test_the_smoke_test_asks_every_host_that_files_and_figures_come_from(services: dict[str, str]) -> None:
    """Each by its address in the environment; a host of the list of files that no service has would be missed."""
    from outcomes_xl.sources.fetch.file_list import SERVICES, shipped

    assert {one.address.partition("}")[0].removeprefix("{") for one in shipped() if one.address} == set(SERVICES)
    away = {name: "http://127.0.0.1:9" for name in services if name.endswith("_ADDRESS")}
    ran = outcomes_xl("smoke", env={**services, **away})
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == ["Not as expected"] * 5


def test_a_key_without_a_key_store_is_told_the_other_way(services: dict[str, str]) -> None:
    from subprocess import run
    from sys import executable

    words = [executable, "-m", "outcomes_xl", "key", "lg-inform-kei"]
    import os

    ran = run(words, input="x\n", capture_output=True, text=True, env={**os.environ, **services}, check=False)
    assert ran.returncode == 2
    assert "There is no key “lg-inform-kei”" in ran.stderr
