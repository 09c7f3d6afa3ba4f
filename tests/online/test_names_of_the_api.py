"""The API's own names: data sets known by id, with columns the release files call otherwise, found and read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.sources import Looked
from outcomes_xl.sources.online.routes import routes
from outcomes_xl.sources.published.folder import look
from tests.online.ees_shaped import EesShaped, ShapedSet
from tests.online.making import PUBLISHED, recorded, world
from tests.online.serving import serving
from tests.sources.making import TODAY

FRAMEWORK = load_framework()
IDS = {metric: id_ for way in routes().values() for metric, id_ in way.data_sets.items()}


class KnownSet(ShapedSet):
    """A data set under the id that evidence has for a metric; its title was never seen."""

    @cached_property
    def id(self) -> str:
        return IDS[self.title]


def renamed(name: str, **columns: str) -> str:
    """A recorded release file with its columns called as the API calls them."""
    rows = list(csv.reader(io.StringIO(recorded(name))))
    out = io.StringIO()
    csv.writer(out).writerows([[columns.get(heading, heading) for heading in rows[0]], *rows[1:]])
    return out.getvalue()


@pytest.fixture(scope="module")
def online(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Looked]]:
    """What the API says of each borough asked for, and everything it was asked."""
    national = ("NAT",)
    ees = EesShaped(
        {
            "children-in-need": [KnownSet("MET-003", recorded("ees_cin_referrals_london.csv"))],
            "outcomes": [
                KnownSet("MET-048", renamed("ees_ks4_social_care_london.csv", avg_att8="attainment8_average")),
                KnownSet("MET-047", recorded("ees_ks2_social_care_london.csv"), levels=national),
            ],
        }
    )
    with serving(ees) as server:
        made = world(FRAMEWORK, tmp_path_factory.mktemp("kept"), ees=server, fingertips=server, lg_inform=server)
        made = made.but(routes=routes())
        yield {code: made.look(FRAMEWORK.boroughs[code]) for code in ("E09000024", "E09000012")}


@pytest.mark.parametrize("code", ["E09000024", "E09000012"])
@pytest.mark.parametrize(
    ("metric", "file"), [("MET-003", "ees_cin_referrals_london.csv"), ("MET-048", "ees_ks4_social_care_london.csv")]
)
def test_the_api_and_the_release_file_say_the_same_under_their_own_names(
    online: dict[str, Looked], tmp_path: Path, code: str, metric: str, file: str
) -> None:
    (tmp_path / file).write_bytes((PUBLISHED / file).read_bytes())
    from_file = look(tmp_path, FRAMEWORK, FRAMEWORK.boroughs[code], TODAY).by_metric[metric]
    ours = online[code].by_metric[metric]
    assert from_file.period and from_file.figure is not None
    for part in ("found", "figure", "period", "candidates"):
        assert getattr(ours, part) == getattr(from_file, part), part


def test_a_data_set_that_holds_england_only_is_the_reason_and_not_its_absence(online: dict[str, Looked]) -> None:
    line = online["E09000024"].by_metric["MET-047"].line
    assert line.startswith("The service's data set “MET-047” holds England only; the release's CSV")
