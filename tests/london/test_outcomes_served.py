"""Which rows of a borough's Service map claim an outcome in the London picture."""

from __future__ import annotations

from outcomes_xl.london.outcomes_table import claims
from outcomes_xl.london.row_kinds import ServiceRow, TieRow


def test_a_service_that_ended_or_is_not_there_claims_nothing_and_one_without_an_id_goes_by_its_name() -> None:
    services = [
        ServiceRow(6, "SVC-01", "Hub", service_state="Running"),
        ServiceRow(7, "SVC-02", "Mentors", service_state="ended"),
        ServiceRow(8, None, "School nurses"),
    ]
    ties = [
        TieRow(6, "SVC-01", "C-LRN-01"),
        TieRow(7, "SVC-02", "C-LRN-02"),
        TieRow(8, "SVC-09", "C-LRN-03"),
        TieRow(9, "school nurses", "C-HLTH-02"),
    ]
    assert [one.outcome_id for one in claims(services, ties)] == ["C-LRN-01", "C-HLTH-02"]
