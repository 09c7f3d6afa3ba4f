"""Nobody pays for the HTTP client who does not ask a service."""

from __future__ import annotations

from tests.fresh import brought_in


def test_looking_in_a_folder_loads_no_http_client_and_no_key_store() -> None:
    lines = "import outcomes_xl.cli, outcomes_xl.deeds, outcomes_xl.sources, outcomes_xl.jobs.availability"
    assert not brought_in(lines, {"httpx", "httpcore", "keyring", "ssl"})
