"""Nobody pays for the HTTP client who does not ask a service."""

from __future__ import annotations

from tests.fresh import brought_in


def test_looking_in_a_folder_loads_no_http_client_and_no_key_store() -> None:
    names = ("cli.main", "workflows.closed_workbook", "sources", "jobs.availability")
    lines = "import " + ", ".join(f"outcomes_xl.{name}" for name in names)
    assert not brought_in(lines, {"httpx", "httpcore", "keyring", "ssl"})
