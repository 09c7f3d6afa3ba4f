"""Fingertips, Nomis and LG Inform Plus: what each does that the others do not."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import unquote

import pytest

from outcomes_xl.framework.entries import Framework, Series
from outcomes_xl.http.http_client import HttpClient
from outcomes_xl.http.one_request import Ask, Limits, NoAnswer, Response, Why
from outcomes_xl.sources.online.fingertips_service import FingertipsService
from outcomes_xl.sources.online.nomis_service import PAGE
from outcomes_xl.sources.online.routes import Route, routes
from outcomes_xl.sources.online.service_base import WantedSeries
from outcomes_xl.sources.online.service_client import Client
from tests.online.making import ROUTES, World, as_lg_inform_sends, fingertips_shaped, lg_inform_shaped, world
from tests.online.serving import Asked, FakeClock, Reply, Server, serving
from tests.sources.making import EASTHAVEN, NORTHBRIDGE, fingertips, fingertips_file, framework, lg_inform

# Fingertips ---------------------------------------------------------------------------------------------------------

HEADINGS = fingertips_file()
ROWS = (
    "E09000098 | Persons | | | 2022/23 | 21.5 | | E12000007",
    "E09000098 | Persons | | | 2023/24 | 22.5 | | E12000007",
    "E09000098 | Persons | | | 2023/24 | 22.5 | | E92000001",
    "E09000098 | Male | | | 2023/24 | 23 | | E12000007",
    "E09000098 | Female | | | 2023/24 | 22 | | E12000007",
    "E92000001 | Persons | | | 2023/24 | 20 | |",
    "E92000001 | Persons | Deprivation deciles | Most deprived decile | 2023/24 | 31 | |",
)
KNOWN = framework(fingertips("90001", {"Sex": "Persons"}, {"Sex": "Sex"}))


def fingertips_world(tmp_path: Path, server: Server, known: Framework = KNOWN) -> World:
    return world(known, tmp_path, fingertips=server)


@pytest.mark.parametrize(
    "second", ["Compared to percentiles", "Compared to Regions (statistical) value or percentiles"]
)
def test_fingertips_repeats_deciles_and_the_column_that_varies(tmp_path: Path, second: str) -> None:
    answers = fingertips_shaped({("90001", "502"): fingertips_file(*ROWS, second=second)}, HEADINGS)
    with serving(answers) as server:  # type: ignore[arg-type]
        found = fingertips_world(tmp_path, server).evidence()
    assert (found.figure, found.period, found.breakdowns) == (22.5, "31 March 2024", "Sex")
    assert found.values == "2 periods, each with a figure"
    assert "Fingertips indicator 90001, read 22 Nov 2026" in found.line
    assert "England 20" in found.line


def test_london_comes_since_regions_are_asked_for_as_parents(tmp_path: Path) -> None:
    """With England as the only parent the service sends no region's rows."""
    text = fingertips_file(*ROWS, "E12000007 | Persons | | | 2023/24 | 24 | | E92000001")
    with serving(fingertips_shaped({("90001", "502"): text}, HEADINGS)) as server:  # type: ignore[arg-type]
        assert "London 24, England 20" in fingertips_world(tmp_path / "a", server).evidence().line
        before = replace(ROUTES["Fingertips", "*"], params={"child_area_type_id": "502", "parent_area_type_id": "15"})
        made = fingertips_world(tmp_path / "b", server).but(routes={("Fingertips", "*"): before})
        assert "London" not in made.evidence().line
    shipped = routes()["Fingertips", "*"].params
    assert (shipped["parent_area_type_id"], shipped["include_sortable_time_periods"]) == ("6", "yes")


def test_fingertips_is_waited_for_longer_than_other_services(tmp_path: Path) -> None:
    """Its public clients found that an indicator can take two minutes before the first byte."""
    asked: list[float] = []

    class Listening(HttpClient):
        def fetch(self, ask: Ask) -> Response:
            asked.append(ask.silence)
            return super().fetch(ask)

    with serving(fingertips_shaped({("90001", "502"): fingertips_file(*ROWS)}, HEADINGS)) as server:  # type: ignore[arg-type]
        client = Client(clock=FakeClock())
        client._http = Listening()
        service = FingertipsService(client, server.address)
        wanted = [WantedSeries(KNOWN.metrics["MET-001"], KNOWN.series[0], ROUTES["Fingertips", "*"])]
        service.fetch(wanted, NORTHBRIDGE, lambda said: None, lambda: False)
        client._http.close()
    assert asked == [120.0]


def test_a_slow_first_byte_is_waited_for_where_the_question_allows_it() -> None:
    def answer(asked: Asked) -> Reply:
        sleep(0.6)
        return Reply.csv("a,b\n1,2\n")

    short = Limits(silence=0.2, tries=1, tries_in_vain=1)
    with serving(answer) as server, HttpClient(short, FakeClock()) as client:
        assert client.fetch(Ask(server.address, silence=3.0)).status == 200
    with serving(answer) as server, HttpClient(short, FakeClock()) as client, pytest.raises(NoAnswer) as told:
        client.fetch(Ask(server.address))
    assert told.value.why is Why.NO_REPLY


def test_an_indicator_that_stopped_on_older_boundaries_is_found_there_and_told(tmp_path: Path) -> None:
    answers = fingertips_shaped({("90001", "202"): fingertips_file(*ROWS)}, HEADINGS)
    with serving(answers) as server:  # type: ignore[arg-type]
        looked = fingertips_world(tmp_path, server).look()
        assert [one.param("child_area_type_id") for one in server.asked] == ["502", "402", "202"]
    found = looked.by_metric["MET-001"]
    assert (found.figure, found.suggested_status) == (22.5, "Available, needs work")
    assert found.lateness == "Discontinued: Fingertips has it on older boundaries only, and not on today's."
    assert "; Discontinued: Fingertips has it on older boundaries only" in found.line
    assert [one.kind for one in found.breaks] == ["discontinued"]


def test_an_indicator_without_the_borough_is_no_row_and_one_without_rows_is_not_there(tmp_path: Path) -> None:
    answers = fingertips_shaped({("90001", "502"): fingertips_file(*ROWS)}, HEADINGS)
    with serving(answers) as server:  # type: ignore[arg-type]
        assert fingertips_world(tmp_path, server).evidence(borough=EASTHAVEN).found == "No row for this borough"
        other = framework(fingertips("90002"))
        found = fingertips_world(tmp_path, server, other).evidence()
    assert found.line == (
        "Fingertips has no figures for indicator 90002 on any boundaries. It is published in Fingertips 90002."
    )


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (Reply.csv("a,b\n1,2\n"), "Fingertips sent indicator 90001 with columns this tool does not know."),
        (Reply.csv(""), "Fingertips sent nothing readable for indicator 90001."),
        (Reply.csv(fingertips_file(*ROWS)[:-30]), "The answer of Fingertips for indicator 90001 broke off."),
        (Reply.page(), "A web page came where Fingertips should send figures."),
        (Reply(404, b""), "Fingertips does not have this any more."),
    ],
)
def test_what_fingertips_should_not_send_is_a_finding(tmp_path: Path, reply: Reply, what: str) -> None:
    with serving(lambda asked: reply) as server:
        looked = fingertips_world(tmp_path, server).look()
    assert [trouble.what for trouble in looked.troubles] == [what]
    assert looked.by_metric["MET-001"].figure is None
    assert looked.by_metric["MET-001"].line.startswith(what)


# Nomis --------------------------------------------------------------------------------------------------------------

NOMIS_HEADINGS = '"DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","OBS_VALUE","OBS_STATUS_NAME","AGE_NAME"\n'
NOMIS = framework(
    Series("MET-001", "Nomis", "Population estimates", "NM_9999_1", "OBS_VALUE", {"AGE_NAME": "Age 5"}, {}, "", "", "")
)


def nomis_rows(count: int) -> list[str]:
    """Made-up figures: ages of Northbridge one after another, with age 5 in the very last row."""
    rows = [f'2024,"Northbridge","E09000098",{n},"Normal Value","Age {n + 6}"\n' for n in range(count - 1)]
    return [*rows, '2024,"Northbridge","E09000098",1234,"Normal Value","Age 5"\n']


def nomis_shaped(rows: list[str]) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        assert asked.path == "/dataset/NM_9999_1.data.csv"
        assert asked.param("geography") == "E09000098,E12000007,E92000001"
        offset, limit = int(asked.param("recordoffset")), int(asked.param("recordlimit"))
        assert limit == PAGE
        page = rows[offset : offset + limit]
        return Reply.csv(NOMIS_HEADINGS + "".join(page) if page else "", zipped=True)

    return answer


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (PAGE - 1, 1), (PAGE, 2), (PAGE + 1, 2), (2 * PAGE + 7, 3)])
def test_nomis_is_read_to_its_last_page(tmp_path: Path, count: int, pages: int) -> None:
    with serving(nomis_shaped(nomis_rows(count))) as server:
        found = world(NOMIS, tmp_path, nomis=server).evidence()
        assert len(server.asked) <= pages + 1
    assert found.figure == 1234
    assert "Nomis data set NM_9999_1, read 22 Nov 2026" in found.line


def test_nomis_sending_the_same_page_for_ever_is_noticed(tmp_path: Path) -> None:
    page = Reply.csv(NOMIS_HEADINGS + "".join(nomis_rows(PAGE)))
    with serving(lambda asked: page) as server:
        looked = world(NOMIS, tmp_path, nomis=server).look()
        assert len(server.asked) == 2
    assert [trouble.what for trouble in looked.troubles] == ["Nomis sent the same page twice."]


def test_a_status_of_nomiss_own_is_kept_as_a_note(tmp_path: Path) -> None:
    rows = ['2024,"Northbridge","E09000098",,"These figures are suppressed","Age 5"\n']
    with serving(nomis_shaped(rows)) as server:
        found = world(NOMIS, tmp_path, nomis=server).evidence()
    assert (found.found, found.figure) == ("Found, not available", None)
    assert "the file says “These figures are suppressed”" in found.line


# LG Inform Plus -----------------------------------------------------------------------------------------------------

TABLE = (
    "area,area label,area long label,2023/24 (academic),2024/25 (academic)\n"
    "E09000098,Northbridge,Northbridge,66,68.5\n"
    "area,area label,area long label,2023/24 (academic),2024/25 (academic)\n"
    "E92000001,England,England,67.7,68.3\n"
)
LG = framework(lg_inform("19346"))
KEY, SECRET = "made-up/key+1 for tests", "made-up secret & more"


def lg_world(tmp_path: Path, server: Server, known: Framework = LG, **environment: str) -> World:
    made = world(known, tmp_path, lg_inform=server)
    made.environment.update(environment)
    return made


def keys(key: str = KEY, secret: str = SECRET) -> dict[str, str]:
    return {"OUTCOMES_XL_LG_INFORM_KEY": key, "OUTCOMES_XL_LG_INFORM_SECRET": secret}


def with_the_signature_checked(answer: Any) -> Callable[[Asked], Reply]:
    """As the service documents it: HMAC-SHA1 over everything before the signature, base64, appended last."""

    def checked(asked: Asked) -> Reply:
        url = f"http://{asked.headers['host']}{asked.target}"
        before, _, signature = url.rpartition("&Signature=")
        right = base64.b64encode(hmac.new(SECRET.encode(), before.encode(), hashlib.sha1).digest()).decode()
        return answer(asked) if unquote(signature) == right and asked.param("ApplicationKey") == KEY else Reply(401)

    return checked


def test_the_signature_is_over_the_whole_address_and_last(tmp_path: Path) -> None:
    with serving(with_the_signature_checked(lg_inform_shaped({"19346": TABLE}))) as server:
        found = lg_world(tmp_path, server, **keys()).evidence()
        assert server.asked[0].target.startswith("/data.csv?metricType=19346&area=E09000098,E12000007,E92000001")
    assert (found.figure, found.values) == (68.5, "2 periods, each with a figure")
    assert "LG Inform measure 19346, read 22 Nov 2026" in found.line


REAL = """"area label","area long label","area","2017/18","2018/19"
"area label","area long label","area","fin_2017_18","fin_2018_19"
"Northbridge","Northbridge","E09000098","66","68.5"
"London","London","E12000007","67.1","70.2"
"England","England","E92000001","67.7","68.3"
"""
WITH_MORE_GROUPINGS = (
    '"area label","area long label","area","Good level of development","Good level of development"\n'
    '"area label","area long label","area","19346","19346"\n'
    '"area label","area long label","area","Percentage","Percentage"\n'
    '"area label","area long label","area","raw","raw"\n' + REAL
)


@pytest.mark.parametrize("text", [REAL, WITH_MORE_GROUPINGS], ids=["one grouping", "as downloads have it"])
def test_lg_informs_own_order_of_columns_and_its_heading_rows_are_read(tmp_path: Path, text: str) -> None:
    """The code stands third, and a row of ids follows each row of labels: once every measure seemed discontinued."""
    with serving(lambda asked: Reply.csv(text)) as server:
        looked = lg_world(tmp_path, server, **keys()).look()
        assert server.asked[0].param("area") == "E09000098,E12000007,E92000001"
    found = looked.by_metric["MET-001"]
    assert (found.figure, found.values) == (68.5, "2 periods, each with a figure")
    assert "London 70.2, England 68.3" in found.line
    assert [file.rows for file in looked.files] == [3]
    assert looked.troubles == ()


def test_a_key_without_a_secret_is_sent_alone(tmp_path: Path) -> None:
    with serving(lg_inform_shaped({"19346": TABLE})) as server:  # type: ignore[arg-type]
        assert lg_world(tmp_path, server, **keys(secret="")).evidence().figure == 68.5
        assert "Signature" not in server.asked[0].target


def test_without_a_key_nothing_is_asked_and_it_is_said_once(tmp_path: Path) -> None:
    two = framework(lg_inform("19346"), lg_inform("27666"))
    with serving(lg_inform_shaped({})) as server:  # type: ignore[arg-type]
        looked = lg_world(tmp_path, server, two).look()
        assert server.asked == []
    (trouble,) = looked.troubles
    assert trouble.what == "LG Inform Plus wants a key of your own, and there is none on this computer."
    assert looked.by_metric["MET-001"].found == "Not in these files"


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_accepted_is_tried_once(tmp_path: Path, status: int) -> None:
    two = framework(lg_inform("19346"), lg_inform("27666"))
    with serving(lambda asked: Reply(status)) as server:
        looked = lg_world(tmp_path, server, two, **keys()).look()
        assert len(server.asked) == 1
    (trouble,) = looked.troubles
    assert "does not accept the key" in trouble.what


def test_a_discontinued_number_is_not_asked_and_its_follower_is_named(tmp_path: Path) -> None:
    known = framework(lg_inform("2585"))
    with serving(lg_inform_shaped({})) as server:  # type: ignore[arg-type]
        made = lg_world(tmp_path, server, known, **keys())
        gone = Route("LG Inform", "LG Inform 2585", "", (), {}, {}, "19346", "", "made for a test")
        found = made.but(routes={**ROUTES, ("LG Inform", "LG Inform 2585"): gone}).evidence()
        assert server.asked == []
    assert found.line == "LG Inform has discontinued 2585; 19346 takes its place. It is published in LG Inform 2585."


def test_a_measure_without_periods_may_have_been_discontinued(tmp_path: Path) -> None:
    with serving(lambda asked: Reply.csv("area,area label,area long label\n")) as server:
        looked = lg_world(tmp_path, server, **keys()).look()
    assert looked.troubles[0].what == "LG Inform has no periods for 19346; it may have been discontinued."


def test_the_repeated_heading_row_is_no_area(tmp_path: Path) -> None:
    with serving(lambda asked: Reply.csv(as_lg_inform_sends(TABLE))) as server:
        looked = lg_world(tmp_path, server, **keys()).look(NORTHBRIDGE)
    assert [(file.rows, file.service) for file in looked.files] == [(2, True)]
