"""The services this copy of the tool asks, made ready for one run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from outcomes_xl.framework.entries import Framework
from outcomes_xl.http.http_client import Clock
from outcomes_xl.http.kept_answers import KeptAnswers
from outcomes_xl.settings import answers_folder
from outcomes_xl.sources.online.api_keys import LG_INFORM_KEY, LG_INFORM_SECRET, find
from outcomes_xl.sources.online.ees_service import EesService
from outcomes_xl.sources.online.fingertips_service import FingertipsService
from outcomes_xl.sources.online.lginform_service import LgInformService
from outcomes_xl.sources.online.nomis_service import NomisService
from outcomes_xl.sources.online.routes import Route, address
from outcomes_xl.sources.online.service_base import Online, Service
from outcomes_xl.sources.online.service_client import Client


def open_run(folder: Path | None = None, *, offline: bool = False, clock: Clock | None = None) -> Client:
    """Return the client of one run. Answers are kept in ``folder``, or where this user's usually are."""
    return Client(KeptAnswers(folder or answers_folder()), offline=offline, clock=clock)


def services(
    client: Client, environment: Mapping[str, str] = os.environ, choices: Mapping[str, str] | None = None
) -> tuple[Service, ...]:
    """Return the services, with the user's own keys and choices. Raises WrongUsage for a wrong address."""
    key, secret = (find(one, environment) for one in (LG_INFORM_KEY, LG_INFORM_SECRET))
    return (
        EesService(client, address("EES", environment), choices),
        FingertipsService(client, address("Fingertips", environment)),
        NomisService(client, address("Nomis", environment)),
        LgInformService(client, address("LG Inform", environment), key, secret),
    )


def national(
    framework: Framework,
    client: Client,
    environment: Mapping[str, str] = os.environ,
    choices: Mapping[str, str] | None = None,
    known: Mapping[tuple[str, str], Route] | None = None,
) -> list[Online]:
    """Return the national services as sources, leaving out those with no series of this framework."""
    publishers = {series.publisher for series in framework.series}
    made = services(client, environment, choices)
    return [Online(one, framework, known) for one in made if one.publisher in publishers]
