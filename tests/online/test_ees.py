"""The DfE statistics API: pages, versions, data sets that come, go and could be meant, and every documented error."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.model.cannot_use import CutShort, Moved
from outcomes_xl.sources import Evidence, Looked
from outcomes_xl.sources.online.ees_api import EesApi
from outcomes_xl.sources.online.routes import routes
from outcomes_xl.sources.online.service_client import Client
from tests.online.ees_shaped import EesShaped, ShapedSet
from tests.online.making import ROUTES, SLUG, recorded, world
from tests.online.serving import Asked, FakeClock, Reply, Server, serving
from tests.sources.making import EASTHAVEN, NORTHBRIDGE, ees, ees_file, framework, metric

RATES = ees_file("2023,27", "2024,29", "2025,31", "England: 2025,67", "London: 2025,48", "Easthaven: 2025,c")
SERIES = ees()
KNOWN = framework(SERIES)
FROM_THE_RELEASE = "It is published in A release."


def shaped(*sets: ShapedSet) -> EesShaped:
    return EesShaped({SLUG: list(sets)})


def rates(text: str = RATES, title: str = "Rates", **more: Any) -> ShapedSet:
    return ShapedSet(title, text, **more)


OTHER = rates(ees_file("2025,9", columns="something_else"), "Something else")
"""A published data set without our figure: with it beside, a publication is listed."""


class Asking:
    """One look at one server, in the documented shape unless the test tampers with it."""

    def __init__(self, ees_server: EesShaped, folder: Path) -> None:
        self.ees, self.folder = ees_server, folder
        self.server: Server | None = None

    def look(self, borough: Any = NORTHBRIDGE, known: Any = KNOWN, **more: Any) -> Looked:
        with serving(self.ees) as server:
            self.server = server
            looked = world(known, self.folder, ees=server).but(**more).look(borough)
        assert self.ees.problems == []
        return looked

    def evidence(self, **more: Any) -> Evidence:
        return self.look(**more).by_metric["MET-001"]

    def paths(self) -> list[str]:
        assert self.server
        return [one.target for one in self.server.asked]


# Figures ------------------------------------------------------------------------------------------------------------


def test_the_evidence_names_data_set_version_and_moment(tmp_path: Path) -> None:
    found = Asking(shaped(rates(version="1.2")), tmp_path).evidence()
    assert (found.found, found.figure, found.period) == ("Found", 31, "31 March 2025")
    assert found.line.startswith("A release (EES data set “Rates” version 1.2, read 22 Nov 2026 ")
    assert found.line.endswith(
        "): 31% in Northbridge, at 31 March 2025; London 48, England 67; 3 periods from 31 March 2023."
    )


def test_a_symbol_stays_a_symbol(tmp_path: Path) -> None:
    found = Asking(shaped(rates()), tmp_path).evidence(borough=EASTHAVEN)
    assert (found.found, found.figure) == ("Published, but withheld for your borough", "c")


def test_a_borough_without_a_row_is_told(tmp_path: Path) -> None:
    found = Asking(shaped(rates(ees_file("Easthaven: 2025,31", "England: 2025,67"))), tmp_path).evidence()
    assert (found.found, found.figure) == ("No row for this borough", None)


def test_joint_authorities_are_found_by_either_code(tmp_path: Path) -> None:
    text = ees_file("Together: 2025,31", "England: 2025,67")
    for borough in (NORTHBRIDGE, EASTHAVEN):
        found = Asking(shaped(rates(text)), tmp_path).evidence(borough=borough)
        assert (found.found, found.figure) == ("Found, combined with a neighbour", 31)


def test_inner_and_outer_london_never_stand_in_for_london(tmp_path: Path) -> None:
    text = ees_file("2025,31", "Inner London: 2025,50", "Outer London: 2025,40", "England: 2025,67")
    assert "London 50" not in (line := Asking(shaped(rates(text)), tmp_path).evidence().line)
    assert "London 40" not in line


def test_only_the_rows_of_the_borough_london_and_england_are_asked_for(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    sent: list[int] = []

    def count(asked: Asked, said: Any) -> None:
        if asked.path.endswith("/query"):
            sent.append(len(said["results"]))

    asking.ees.tamper = count
    asking.look()
    assert sent == [5]


def test_breakdowns_come_through_the_api_as_from_the_file(tmp_path: Path) -> None:
    text = ees_file("2025,Total,31", "2025,Girls,30", "2025,Boys,32", columns="sex,rate")
    known = framework(ees(breakdowns={"sex": "Sex"}))
    found = Asking(shaped(rates(text)), tmp_path).evidence(known=known)
    assert (found.figure, found.breakdowns) == (31, "Sex")


# Pages --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def api(tmp_path: Path) -> Callable[[EesShaped], AbstractContextManager[EesApi]]:
    from contextlib import contextmanager

    @contextmanager
    def made(ees_server: EesShaped):  # type: ignore[no-untyped-def]
        with serving(ees_server) as server, Client(clock=FakeClock()) as client:
            yield EesApi(client, server.address, lambda: False)

    return made


WHOLE = ShapedSet("Rates", recorded("ees_cla_rates_london.csv"))
ENGLAND_TOO: dict[str, Any] = {"geographicLevels": {"in": ["NAT", "REG", "LA"]}}


def all_rows(api: EesApi, size: int) -> tuple[Any, ...]:
    return api.query(WHOLE.id, "1.0", ENGLAND_TOO, list(api.meta(WHOLE.id, "1.0").indicators.values()), size).rows


def test_many_pages_are_the_same_rows_as_one(api: Any) -> None:
    with api(EesShaped({SLUG: [WHOLE]})) as asked:
        assert all_rows(asked, 50) == all_rows(asked, 1000)
        assert len(all_rows(asked, 50)) == len(WHOLE.rows)


def tampered(change: Callable[[Asked, dict[str, Any]], Any]) -> EesShaped:
    """A server whose query pages are changed on the way: in place, or by giving another answer."""
    server = EesShaped({SLUG: [WHOLE]})

    def tamper(asked: Asked, said: Any) -> Reply | None:
        if not asked.path.endswith("/query"):
            return None
        instead = change(asked, said)
        return Reply.json(said) if instead is None else Reply.json(instead)

    server.tamper = tamper
    return server


def out_of_order(asked: Asked, said: dict[str, Any]) -> None:
    if said["paging"]["page"] == 2:
        said["paging"]["page"] = 3


def grows(asked: Asked, said: dict[str, Any]) -> None:
    said["paging"]["totalResults"] += said["paging"]["page"]


def loses_rows(asked: Asked, said: dict[str, Any]) -> None:
    said["results"] = said["results"][1:]


@pytest.mark.parametrize("change", [out_of_order, grows, loses_rows])
def test_pages_that_do_not_fit_together_are_never_put_together(api: Any, change: Any) -> None:
    with api(tampered(change)) as asked, pytest.raises(Moved):
        all_rows(asked, 50)


@pytest.mark.parametrize(
    "instead",
    [
        [],
        {},
        {"paging": {}},
        {"paging": {"page": 1, "totalResults": "1", "totalPages": 1}, "results": []},
        {"paging": 3},
    ],
)
def test_json_of_another_form_is_told_and_nothing_is_guessed(api: Any, instead: Any) -> None:
    with api(tampered(lambda asked, said: instead)) as asked, pytest.raises(CutShort):
        all_rows(asked, 50)


def test_a_list_that_changed_while_it_was_read_is_read_once_more(tmp_path: Path) -> None:
    asking, pages = Asking(shaped(rates()), tmp_path), []

    def tamper(asked: Asked, said: Any) -> Reply | None:
        if asked.path.endswith("/query"):
            pages.append(said)
            if len(pages) == 1:
                return Reply.json({**said, "results": said["results"][1:]})
        return None

    asking.ees.tamper = tamper
    assert asking.evidence().figure == 31
    assert len(pages) == 2


def test_a_version_that_is_replaced_between_two_questions_never_mixes_with_the_new_one(tmp_path: Path) -> None:
    asking, asked_for = Asking(shaped(rates(version="1.0")), tmp_path), []

    def tamper(asked: Asked, said: Any) -> None:
        asked_for.append((asked.path.rpartition("/")[2], asked.param("dataSetVersion")))
        if asked.path.endswith("/meta") and asked.param("dataSetVersion") == "1.0":
            asking.ees.publications[SLUG] = [rates(RATES.replace("E09000098,31", "E09000098,32"), version="2.0")]

    asking.ees.tamper = tamper
    evidence = asking.evidence()
    assert evidence.figure == 32
    assert "“Rates” version 2.0" in evidence.line
    # The pinned version is gone: its query is refused, and the new version is read from its beginning.
    assert asked_for[2:4] == [("meta", "1.0"), ("query", "1.0")]
    assert asked_for[-2:] == [("meta", "2.0"), ("query", "2.0")]


def test_a_version_that_vanishes_for_good_is_a_finding(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)

    def vanish(asked: Asked, said: Any) -> None:
        if asked.path.endswith("/meta"):
            asking.ees.publications[SLUG] = []

    asking.ees.tamper = vanish
    looked = asking.look()
    assert (looked.by_metric["MET-001"].figure, len(looked.troubles)) == (None, 1)


# Documented errors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["/publications", "/data-sets", "/meta", "/query"])
@pytest.mark.parametrize(
    ("status", "what"),
    [
        (400, "Explore education statistics did not take our question (status 400). It says: Must be one of at page"),
        (403, "Explore education statistics does not open this to the public. It says: Must be one of at page"),
        (404, "Explore education statistics does not have this any more. It says: Must be one of at page"),
        (500, "Explore education statistics did not take our question (status 500). It says: Must be one of at page"),
    ],
)
def test_every_documented_error_is_a_finding_and_no_figure(tmp_path: Path, at: str, status: int, what: str) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    problem = {
        "title": "x",
        "type": "y",
        "errors": [{"message": "Must be one of", "code": "AllowedValue", "path": "page"}],
    }
    # Where the service itself stumbles over a query, its CSV is asked for; here that is away as well.
    paths = (at, "/csv") if status == 500 else (at,)
    asking.ees.tamper = lambda asked, said: Reply.json(problem, status) if asked.path.endswith(paths) else None
    looked = asking.look()
    evidence = looked.by_metric["MET-001"]
    assert (evidence.figure, evidence.period) == (None, "")
    assert evidence.line == f"{what} {FROM_THE_RELEASE}"
    (trouble,) = looked.troubles
    assert (trouble.what, trouble.service) == (what, True)


@pytest.mark.parametrize("at", ["/publications", "/data-sets", "/meta"])
def test_a_time_limit_of_the_services_own_is_a_finding(tmp_path: Path, at: str) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    asking.ees.tamper = lambda asked, said: Reply(504) if asked.path.endswith(at) else None
    evidence = asking.evidence()
    assert evidence.found == "Could not be read"
    assert evidence.line == f"Explore education statistics did not finish in its own time. {FROM_THE_RELEASE}"


def broken_off(said: Any) -> Reply:
    return Reply(200, json.dumps(said).encode()[:-40])


@pytest.mark.parametrize(
    "reply",
    [
        lambda said: Reply(504),
        lambda said: Reply(500),
        broken_off,
        lambda said: Reply.json({**said, "results": said["results"][1:]}),
        lambda said: Reply.json({**said, "paging": {**said["paging"], "page": 7}}),
    ],
    ids=["takes too long", "stumbles", "breaks off", "loses rows", "another page"],
)
def test_a_page_that_cannot_be_had_is_made_up_for_by_the_data_sets_csv(tmp_path: Path, reply: Any) -> None:
    asking = Asking(shaped(rates(unit="£m", also_levels=("WARD",))), tmp_path)
    asking.ees.tamper = lambda asked, said: reply(said) if asked.path.endswith("/query") else None
    found = asking.evidence()
    assert (found.found, found.figure, found.said) == ("Found", None, "31 £m")
    assert any(path.endswith("/csv?dataSetVersion=1.0") for path in asking.paths())
    # What the meta says of unit and levels holds for the CSV as well.
    assert (found.other_unit, found.level) == ("£m", "Borough; Ward")


def test_a_question_of_ours_that_is_not_taken_is_not_asked_in_another_way(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    asking.ees.tamper = lambda asked, said: Reply(400) if asked.path.endswith("/query") else None
    assert asking.evidence().figure is None
    assert not any("/csv" in path for path in asking.paths())


@pytest.mark.parametrize("reply", [Reply(504), Reply.csv("a,b\n1,2\n")])
def test_where_the_csv_cannot_be_had_either_the_first_trouble_is_told(tmp_path: Path, reply: Reply) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    replies = {"/query": Reply(504), "/csv": reply}
    asking.ees.tamper = lambda asked, said: replies.get("/" + asked.path.rpartition("/")[2])
    looked = asking.look()
    assert looked.by_metric["MET-001"].figure is None
    assert [one.what for one in looked.troubles] == ["Explore education statistics did not finish in its own time."]


def test_pages_that_do_not_fit_together_are_not_kept_for_the_next_time(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    odd = [True]

    def tamper(asked: Asked, said: Any) -> Reply | None:
        return Reply.json({"paging": 3}) if odd[0] and asked.path.endswith("/meta") else None

    asking.ees.tamper = tamper
    assert asking.evidence().found == "Could not be read"
    odd[0] = False
    assert asking.evidence().figure == 31


def test_a_query_without_results_is_no_error(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)

    def empty(asked: Asked, said: Any) -> Reply | None:
        nothing = {"paging": {"page": 1, "pageSize": 1000, "totalResults": 0, "totalPages": 0}, "results": []}
        warned = {**nothing, "warnings": [{"message": "There are no results.", "code": "NoResults"}]}
        return Reply.json(warned) if asked.path.endswith("/query") else None

    asking.ees.tamper = empty
    looked = asking.look()
    assert (looked.by_metric["MET-001"].found, looked.troubles) == ("Not in these files", ())


# Which data set -----------------------------------------------------------------------------------------------------


def test_two_data_sets_that_could_be_meant_are_shown_and_none_is_asked(tmp_path: Path) -> None:
    asking = Asking(shaped(rates(), rates(title="Rates, another cut")), tmp_path)
    evidence = asking.evidence()
    assert evidence.found == "More than one candidate"
    assert evidence.line == "2 data sets could be meant, and nothing says which: Rates; Rates, another cut."
    assert [one.partition(" (")[0] for one in evidence.candidates] == ["Rates", "Rates, another cut"]
    assert not any("/query" in path for path in asking.paths())


def test_an_officers_choice_settles_it(tmp_path: Path) -> None:
    mine = rates(title="Rates, another cut")
    asking = Asking(shaped(rates(), mine), tmp_path)
    assert "“Rates, another cut”" in asking.evidence(choices={"MET-001": mine.id}).line


def test_a_data_set_is_known_by_its_columns_and_the_words_in_its_filters(tmp_path: Path) -> None:
    other = rates(ees_file("2025,Fostering,12", columns="kind,rate"), "Fostering")
    mine = rates(ees_file("2025,Adoption,31", columns="kind,rate"), "Adoption")
    known = framework(ees(where={"kind": "Adoption"}))
    assert "“Adoption”" in Asking(shaped(other, mine), tmp_path).evidence(known=known).line


def test_a_renamed_column_is_told_and_no_other_is_taken(tmp_path: Path) -> None:
    evidence = Asking(shaped(rates(ees_file("2025,31", columns="rate_new"))), tmp_path).evidence()
    assert (evidence.found, evidence.figure) == ("Not in these files", None)
    assert evidence.line == (
        "No API data set of this publication has it; the release's own file may. It is published in A release."
    )


def test_a_superseded_data_set_makes_way_for_the_one_the_publisher_names(tmp_path: Path) -> None:
    new = rates(title="Rates 2026", version="1.0")
    old = rates(title="Rates", status="Deprecated", superseding=new.id)
    asking = Asking(shaped(old, new), tmp_path)
    assert "“Rates 2026”" in asking.evidence().line
    looked = asking.look(choices={"MET-001": old.id})
    assert "“Rates 2026”" in looked.by_metric["MET-001"].line


def test_a_deprecated_data_set_is_used_and_said_to_be_discontinued(tmp_path: Path) -> None:
    found = Asking(shaped(rates(status="Deprecated"), OTHER), tmp_path).evidence()
    assert (found.figure, found.suggested_status) == (31, "Available, needs work")
    assert found.lateness == "Discontinued: The publisher has stopped updating this data set."
    assert [one.kind for one in found.breaks] == ["discontinued"]


def test_a_deprecated_data_set_whose_follower_lacks_the_figure_is_said_to_be_superseded(tmp_path: Path) -> None:
    new = rates(ees_file("2025,31", columns="something_else"), "Rates 2026")
    old = rates(status="Deprecated", superseding=new.id)
    looked = Asking(shaped(old, new), tmp_path).look()
    found = looked.by_metric["MET-001"]
    assert (found.figure, [one.kind for one in found.breaks]) == (31, ["superseded"])
    assert found.lateness == "Superseded: The publisher names another data set as what replaces this one."
    (change,) = looked.changes
    assert change.what == "The publisher names “Rates 2026” as what replaces it; that does not have this figure."


def test_a_publication_whose_data_sets_are_all_deprecated_is_not_said_to_have_none(tmp_path: Path) -> None:
    """The service lists publications with a published data set only."""
    old = rates(status="Deprecated")
    asking = Asking(shaped(old), tmp_path)
    assert asking.evidence().line.startswith("The service lists no API data sets of A release today.")
    assert asking.evidence(choices={"MET-001": old.id}).figure == 31


def test_a_withdrawn_data_set_is_not_shown_by_the_service_and_said_to_be_withdrawn(tmp_path: Path) -> None:
    gone = rates(status="Withdrawn")
    asking = Asking(shaped(gone, OTHER), tmp_path)
    assert asking.evidence().line.startswith("No API data set of this publication has it")
    chosen = asking.evidence(choices={"MET-001": gone.id})
    assert chosen.line == f"The publisher has withdrawn the data set {gone.id}. {FROM_THE_RELEASE}"


def known_id(id_: str, slugs: tuple[str, ...] = (SLUG,)) -> object:
    """Routes in which a data set's id is known for the metric."""
    return {("EES", "A release"): replace(ROUTES["EES", "A release"], data_sets={"MET-001": id_}, slugs=slugs)}


def test_a_known_id_is_asked_for_without_a_search_and_a_choice_goes_before_it(tmp_path: Path) -> None:
    mine, other = rates(), rates(title="Rates, another cut")
    asking = Asking(shaped(mine, other), tmp_path)
    assert "“Rates, another cut”" in asking.evidence(routes=known_id(other.id)).line
    assert "/v1/publications" not in asking.paths()
    assert "“Rates”" in asking.evidence(routes=known_id(other.id), choices={"MET-001": mine.id}).line


def test_a_known_id_that_was_withdrawn_makes_the_service_be_searched(tmp_path: Path) -> None:
    gone = rates(title="Rates of old", status="Withdrawn")
    asking = Asking(shaped(gone, rates()), tmp_path)
    assert asking.evidence(routes=known_id(gone.id)).figure == 31
    without_words = asking.evidence(routes=known_id(gone.id, slugs=()))
    assert without_words.line.startswith(f"The publisher has withdrawn the data set {gone.id}.")


def test_a_metric_with_neither_id_nor_words_is_not_searched_for(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    line = asking.evidence(routes={("EES", "A release"): replace(ROUTES["EES", "A release"], slugs=())}).line
    assert line.startswith("No API data set of it is known; the release's own file may have it.")
    assert asking.paths() == []


def test_a_deprecated_data_set_makes_way_for_one_in_another_publication(tmp_path: Path) -> None:
    new = rates(title="Rates 2026")
    server = EesShaped({SLUG: [rates(status="Deprecated", superseding=new.id), OTHER], "elsewhere": [new]})
    found = Asking(server, tmp_path).evidence()
    assert "“Rates 2026”" in found.line
    assert found.breaks == ()


def test_a_follower_that_was_withdrawn_is_told_and_the_deprecated_one_is_used(tmp_path: Path) -> None:
    gone = rates(title="Rates 2026", status="Withdrawn")
    looked = Asking(shaped(rates(status="Deprecated", superseding=gone.id), gone, OTHER), tmp_path).look()
    assert looked.by_metric["MET-001"].figure == 31
    (change,) = looked.changes
    assert change.what == (
        "The publisher names a data set it has withdrawn as what replaces it; that does not have this figure."
    )


def test_a_data_set_withdrawn_since_the_last_look_is_not_answered_from_what_was_kept(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    assert asking.evidence().figure == 31
    gone = rates(status="Withdrawn")
    asking.ees.publications[SLUG] = [gone, OTHER]
    for more in ({}, {"choices": {"MET-001": gone.id}}):
        found = asking.evidence(**more)
        assert (found.found, found.figure) == ("Not in these files", None)


def test_a_data_set_withdrawn_while_it_is_asked_is_said_to_be_withdrawn(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)

    def tamper(asked: Asked, said: Any) -> Reply | None:
        if asked.path.endswith("/meta"):
            asking.ees.publications[SLUG] = [rates(status="Withdrawn")]
        return Reply(404) if asked.path.endswith("/query") else None

    asking.ees.tamper = tamper
    looked = asking.look()
    assert [one.what for one in looked.troubles] == ["The publisher has withdrawn the data set “Rates”."]
    assert looked.by_metric["MET-001"].figure is None


@pytest.mark.parametrize(
    ("levels", "holds"), [(("NAT",), "England only"), (("NAT", "REG"), "no authorities"), (("REG",), "no authorities")]
)
def test_a_data_set_without_authorities_says_that_the_releases_csv_may_have_them(
    tmp_path: Path, levels: tuple[str, ...], holds: str
) -> None:
    asking = Asking(shaped(rates(levels=levels)), tmp_path)
    looked = asking.look()
    evidence = looked.by_metric["MET-001"]
    assert (evidence.found, evidence.figure, looked.troubles) == ("Not in these files", None, ())
    assert evidence.line == (
        f"The service's data set “Rates” holds {holds}; the release's CSV in a folder may have authorities. "
        f"{FROM_THE_RELEASE}"
    )
    assert not any("/query" in path for path in asking.paths())
    chosen = asking.evidence(choices={"MET-001": rates().id})
    assert chosen.line == evidence.line


def test_of_two_data_sets_that_fit_the_one_with_authorities_is_read(tmp_path: Path) -> None:
    national = rates(title="Rates, England", levels=("NAT",))
    assert "“Rates”" in Asking(shaped(national, rates()), tmp_path).evidence().line


@pytest.mark.parametrize(
    ("also", "said"),
    [
        (("WARD",), "Borough; Ward"),
        (("SCH", "PROV"), "Borough; Setting or school"),
        (("WARD", "SCH", "LAD", "PCON"), "Borough; Ward; Setting or school"),
        (("OA",), "Borough"),  # an opportunity area, and no output area
    ],
)
def test_levels_below_the_borough_are_those_of_the_data_set(tmp_path: Path, also: tuple[str, ...], said: str) -> None:
    assert Asking(shaped(rates(also_levels=also)), tmp_path).evidence().level == said


def test_a_publication_with_another_name_is_not_taken_for_ours(tmp_path: Path) -> None:
    server = EesShaped({"a-release-of-something-else": [rates()]})
    evidence = Asking(server, tmp_path).evidence()
    assert evidence.line == (
        "The service lists no API data sets of A release today. A search found: A release of something else. "
        "It is published in A release."
    )


# Versions -----------------------------------------------------------------------------------------------------------


def test_a_new_version_is_read_anew_and_what_it_took_away_is_told(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    assert asking.look().changes == ()
    taken = {"id": "abc12", "column": "kind", "label": "Kind of placement"}
    asking.ees.publications[SLUG] = [
        rates(
            RATES.replace("E09000098,31", "E09000098,32"),
            version="2.0",
            changes={"majorChanges": {"filters": [{"previousState": {**taken, "hint": ""}}]}, "minorChanges": {}},
        )
    ]
    looked = asking.look()
    assert looked.by_metric["MET-001"].figure == 32
    (change,) = looked.changes
    assert change.what == "Version 2.0 has taken the place of 1.0. Taken away or renamed: Kind of placement."
    assert asking.look().changes == ()


@pytest.mark.parametrize(
    ("kind", "state", "told"),
    [
        ("timePeriods", {"code": "AY", "period": "2018/2019", "label": "2018/19"}, "2018/19"),
        ("timePeriods", {"code": "RY", "period": "2013", "label": "2013"}, "2013"),
        ("geographicLevels", {"code": "LA", "label": "Local authority"}, "Local authority"),
        ("locationGroups", {"level": {"code": "WARD", "label": "Ward"}}, "Ward"),
        ("locationGroups", {"level": {"code": "LA", "label": "Local authority"}}, "Local authority"),
    ],
)
def test_whatever_a_version_takes_away_is_told_by_name(
    tmp_path: Path, kind: str, state: dict[str, object], told: str
) -> None:
    """A lost year, level or group of places was once told as “Figures were added or revised.”"""
    asking = Asking(shaped(rates()), tmp_path)
    asking.look()
    changes = {"majorChanges": {kind: [{"previousState": state}]}, "minorChanges": {}}
    asking.ees.publications[SLUG] = [rates(version="2.0", changes=changes)]
    (change,) = asking.look().changes
    assert change.what == f"Version 2.0 has taken the place of 1.0. Taken away or renamed: {told}."


@pytest.mark.parametrize("status", [403, 404, 406])
def test_a_whole_file_that_is_refused_however_the_service_says_so_is_told(tmp_path: Path, status: int) -> None:
    def tamper(asked: Asked, said: Any) -> Reply | None:
        if asked.path.endswith("/csv"):
            return Reply(status)
        return Reply(500) if asked.path.endswith("/query") else None

    asking = Asking(shaped(rates()), tmp_path)
    asking.ees.tamper = tamper
    (trouble,) = asking.look().troubles
    assert "did not take our question (status 500)" in trouble.what


def test_a_problem_may_come_as_json_whatever_is_asked_for(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    asking.ees.tamper = lambda asked, said: Reply(500) if asked.path.endswith("/query") else None
    asking.look()
    assert asking.server
    kinds = {asked.headers["accept"] for asked in asking.server.asked if asked.path.endswith("/csv")}
    assert kinds == {"text/csv, application/problem+json"}


def test_rows_by_district_are_asked_for_where_there_are_none_by_authority() -> None:
    from outcomes_xl.sources.online.ees_api import DataSet, EesLocation, Facet, Meta, Results
    from outcomes_xl.sources.online.ees_catalogue import without_authorities
    from outcomes_xl.sources.online.ees_rows import as_release_file
    from tests.online.serving import FakeClock

    place = EesLocation("LAD", "d1", "Northbridge", "E09000098", "")
    meta = Meta((Facet("f", "fsm_status", {"o": "Total"}),), {"rate": "i"}, ("NAT", "LAD"), {("LAD", "d1"): place}, {})
    data_set = DataSet("x", "Districts", "Published", "1.0", "", ("NAT", "LAD"))
    assert without_authorities(data_set, meta) == ""
    row = {"timePeriod": {"code": "AY", "period": "2024/2025"}, "geographicLevel": "LAD", "locations": {"LAD": "d1"}}
    made = as_release_file(
        data_set,
        meta,
        meta.indicators,
        Results(({**row, "filters": {"f": "o"}, "values": {"i": "46.1"}},), (an_answer(),)),
        FakeClock().now(),
    )
    (cells,) = made.rows
    found = dict(zip(made.headings, cells, strict=True))
    assert found["geographic_level"] == "Local authority district"
    assert (found["lad_code"], found["lad_name"], found["rate"]) == ("E09000098", "Northbridge", "46.1")


def an_answer() -> Any:
    from datetime import UTC, datetime

    from outcomes_xl.sources.online.service_client import Answer

    return Answer(b"", "", datetime(2026, 11, 22, tzinfo=UTC))


def test_a_revision_is_told_without_a_list(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    asking.look()
    asking.ees.publications[SLUG] = [rates(version="1.1")]
    (change,) = asking.look().changes
    assert change.what == "Version 1.1 has taken the place of 1.0. Figures were added or revised."


def test_versions_in_between_are_asked_for_too(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    asking.look()
    asking.ees.publications[SLUG] = [rates(version="1.3", older=("1.2", "1.1", "1.0"))]
    asking.look()
    changes = [path.split("/")[-2] for path in asking.paths() if path.endswith("/changes")]
    assert changes == ["1.3", "1.2", "1.1"]


@pytest.mark.parametrize("unit", ["%", "", "string"])
def test_the_metrics_own_unit_and_no_unit_are_nothing_to_tell(tmp_path: Path, unit: str) -> None:
    found = Asking(shaped(rates(unit=unit)), tmp_path).evidence()
    assert (found.said, found.caution, found.suggested_status) == ("31%", "", "Available now")


@pytest.mark.parametrize("unit", ["£m", "£", "pp"])
def test_a_figure_in_another_unit_is_said_with_it_and_is_not_the_metrics_figure(tmp_path: Path, unit: str) -> None:
    found = Asking(shaped(rates(unit=unit)), tmp_path).evidence()
    said = {"£m": "31 £m", "£": "£31", "pp": "31 pp"}[unit]
    assert (found.found, found.figure, found.said, found.other_unit) == ("Found", None, said, unit)
    assert found.caution == f"The publisher gives it in {unit}; this metric counts in %."
    assert found.suggested_status == "Available, needs work"
    assert f"{said} in Northbridge, at 31 March 2025; not the metric's unit (%)" in found.line
    assert "31%" not in found.line


def test_a_symbol_has_no_unit(tmp_path: Path) -> None:
    found = Asking(shaped(rates(unit="£m")), tmp_path).evidence(borough=EASTHAVEN)
    assert (found.figure, found.said, found.other_unit, found.caution) == ("c", "c (suppressed)", "", "")


def test_a_stated_unit_is_told_where_the_metrics_own_is_still_to_be_agreed(tmp_path: Path) -> None:
    known = framework(SERIES, of=metric(unit="to be agreed"))
    found = Asking(shaped(rates(unit="%")), tmp_path).evidence(known=known)
    assert found.caution == "The publisher gives it in %; this metric's unit is to be agreed."


def test_a_code_with_spaces_in_it_is_still_the_borough(tmp_path: Path) -> None:
    text = RATES.replace("E09000098", "E09 000 098")
    assert Asking(shaped(rates(text)), tmp_path).evidence().figure == 31


def test_without_the_nine_character_code_the_three_digit_code_is_used(tmp_path: Path) -> None:
    text = RATES.replace("E09000098", "x")
    assert Asking(shaped(rates(text)), tmp_path).evidence().figure == 31


# Whole runs ---------------------------------------------------------------------------------------------------------


def test_a_service_that_is_away_does_not_cost_the_figures_of_the_last_time(tmp_path: Path) -> None:
    shaped_server = shaped(rates())
    with serving(shaped_server) as server:
        here = world(KNOWN, tmp_path, ees=server)
        first = here.evidence()
        shaped_server.tamper = lambda asked, said: Reply(503)
        here.clock.later(days=2)
        looked = here.look()
    assert looked.by_metric["MET-001"].figure == first.figure == 31
    (trouble,) = looked.troubles
    assert trouble.what.startswith(
        "Explore education statistics is not available at the moment. The answer kept from 22 Nov"
    )


def test_the_officers_settings_and_the_shipped_routes_are_read_strictly() -> None:
    assert {key[0] for key in routes()} == {"EES", "Fingertips", "LG Inform", "Nomis"}
    ids = {id_: way.provenance for way in routes().values() for id_ in way.data_sets.values()}
    assert len(ids) >= 9
    assert [id_ for id_, said in ids.items() if "never asked" not in said] == []


def test_a_world_can_be_told_of_other_routes(tmp_path: Path) -> None:
    asking = Asking(shaped(rates()), tmp_path)
    other = {("EES", "A release"): replace(ROUTES["EES", "A release"], slugs=("nowhere",))}
    assert asking.evidence(routes=other).found == "Not in these files"
