"""Small worlds for these tests: release files served in the documented shapes, and one look at them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.http.kept_answers import KeptAnswers
from outcomes_xl.http.one_request import Limits
from outcomes_xl.sources import Evidence, Looked, look_everywhere
from outcomes_xl.sources.online.national_services import national
from outcomes_xl.sources.online.routes import Route
from outcomes_xl.sources.online.service_client import Client
from tests.online.ees_shaped import EesShaped, ShapedSet
from tests.online.serving import Asked, FakeClock, Reply, Server
from tests.sources.making import NORTHBRIDGE, TODAY

PUBLISHED = Path(str(resources.files("outcomes_xl") / "data" / "published"))
SLUG = "a-release"


def recorded(name: str) -> str:
    return (PUBLISHED / name).read_text(encoding="utf-8-sig")


def every_recorded_release() -> EesShaped:
    """The recorded release files, under the publications they belong to; the data sets' titles are made up."""

    def made(*names: str) -> list[ShapedSet]:
        return [ShapedSet(name.removesuffix("_london.csv"), recorded(name)) for name in names]

    return EesShaped(
        {
            "children-looked-after-in-england-including-adoptions": made(
                "ees_cla_rates_london.csv",
                "ees_care_leavers_accommodation_london.csv",
                "ees_cla_health_sdq_london.csv",
            ),
            "children-in-need": made("ees_children_in_need_london.csv", "ees_cpp_duration_london.csv"),
            "outcomes-for-children-in-need-including-children-looked-after-by-local-authorities-in-england": made(
                "ees_ks2_social_care_london.csv"
            ),
            "children-s-social-work-workforce": made("ees_social_work_workforce_london.csv"),
        }
    )


def _of_the_parents(text: str, parents: str) -> str:
    """What the service sends for a kind of parents: England, the parents, the children. Regions are 6, England 15."""
    if parents == "6":
        return text
    rows = list(csv.reader(io.StringIO(text)))
    area = rows[0].index("Area Code")
    out = io.StringIO()
    csv.writer(out).writerows(row for row in rows if not row[area].startswith("E12"))
    return out.getvalue()


def fingertips_shaped(texts: Mapping[tuple[str, str], str], headings: str) -> object:
    """A server of Fingertips CSV by indicator and area type; only headings for what it does not have."""

    def answer(asked: Asked) -> Reply:
        assert asked.path == "/all_data/csv/by_indicator_id"
        text = texts.get((asked.param("indicator_ids"), asked.param("child_area_type_id")), headings)
        return Reply.csv(_of_the_parents(text, asked.param("parent_area_type_id")), zipped=True)

    return answer


def as_lg_inform_sends(text: str) -> str:
    """A plain table (its area first) as the service sends one: label, long label, area; a row of labels, one of ids.

    The order and the rows are those of six downloads, and of the public scripts that read the service's data.csv.
    """
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    places = {name: at for at, name in enumerate(rows[0])}
    label, area = places["area label"], places["area"]
    long_label = places.get("area long label", label)
    periods = [at for at, name in enumerate(rows[0]) if not name.startswith("area")]
    heads = [["area label", "area long label", "area", *(rows[0][at] for at in periods)]]
    ids = [f"fin_{rows[0][at].split(' ')[0].replace('/', '_')}" for at in periods]
    heads.append([*heads[0][:3], *ids])
    below = [row for row in rows[1:] if row[area] != "area"]
    out = io.StringIO()
    csv.writer(out).writerows(
        heads + [[row[label], row[long_label], row[area], *(row[at] for at in periods)] for row in below]
    )
    return out.getvalue()


def lg_inform_shaped(texts: Mapping[str, str]) -> object:
    """A server of LG Inform tables by measure, with the rows of the areas that are asked for."""

    def answer(asked: Asked) -> Reply:
        wanted = asked.param("area").split(",")
        rows = list(csv.reader(io.StringIO(as_lg_inform_sends(texts[asked.param("metricType")]))))
        out = io.StringIO()
        csv.writer(out).writerows([row for row in rows if row[2] in ("area", *wanted)])
        return Reply.csv(out.getvalue())

    return answer


ROUTES = {
    ("EES", "A release"): Route("EES", "A release", "release", (SLUG,), {}, {}, "", "", "made for a test"),
    ("Fingertips", "*"): Route(
        "Fingertips",
        "*",
        "",
        (),
        {},
        {"child_area_type_id": "502", "parent_area_type_id": "6", "older_area_type_ids": "402 202"},
        "",
        "",
        "made for a test",
    ),
    ("LG Inform", "*"): Route("LG Inform", "*", "", (), {}, {"period": "latest:8"}, "", "", "made for a test"),
    ("Nomis", "*"): Route("Nomis", "*", "", (), {}, {"date": "latest"}, "", "", "made for a test"),
}


@dataclass
class World:
    """A framework, a folder for kept answers, and the addresses of the servers."""

    framework: Framework
    folder: Path
    environment: dict[str, str]
    clock: FakeClock
    routes: Mapping[tuple[str, str], Route] | None = None
    choices: Mapping[str, str] | None = None
    limits: Limits | None = None

    def look(self, borough: Borough = NORTHBRIDGE, offline: bool = False) -> Looked:
        with Client(KeptAnswers(self.folder), offline=offline, clock=self.clock, limits=self.limits) as client:
            sources = national(self.framework, client, self.environment, self.choices, self.routes)
            return look_everywhere(sources, list(self.framework.metrics.values()), borough, TODAY)

    def evidence(self, **more: object) -> Evidence:
        return self.look(**more).by_metric["MET-001"]  # type: ignore[arg-type]

    def but(self, **more: object) -> World:
        return replace(self, **more)  # type: ignore[arg-type]


def world(framework: Framework, folder: Path, routes: object = ROUTES, **servers: Server) -> World:
    """A world whose services are these servers, by the name in their variable: EES, FINGERTIPS, NOMIS, LG_INFORM."""
    environment = {f"OUTCOMES_XL_{name.upper()}_ADDRESS": server.address for name, server in servers.items()}
    return World(framework, folder, environment, FakeClock(), routes)  # type: ignore[arg-type]
