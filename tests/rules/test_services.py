"""Services and Service map."""

from __future__ import annotations

from tests.rules.small import fixes, told
from tests.workbooks import table


def services(text: str):  # type: ignore[no-untyped-def]
    return table("Services", text)


def service_map(text: str):  # type: ignore[no-untyped-def]
    return table("Service map", text)


OFFER = services("""
    | service_id | service       | service_state |
    | SVC-01     | Stay and play | Running       |
    | SVC-02     | Speech café   | Ended         |
    | SVC-03     | Fathers' group | Running      |
""")


def test_a_service_without_an_id_is_found() -> None:
    assert told("SV01", OFFER) == []
    assert told("SV01", services("| service_id | service |\n| | Stay and play |\n| | |")) == [
        "A2 · Stay and play on the Services sheet has no id in A2.",
    ]
    assert told("SV01", services("| service_id | service |\n| | Stay and play |\n| | Walks |")) == [
        "A2 · 2 services have no id (A2:A3).",
    ]


def test_an_id_of_two_services_is_found() -> None:
    rows = services("""
        | service_id | service       |
        | SVC-01     | Stay and play |
        | svc-01     | Walks         |
        | SVC-02     | Speech café   |
        |            | Nameless      |
        |            | Nameless too  |
    """)
    assert told("SV02", rows) == [
        "A3 · “svc-01” in A3 is already the id of the service in A2.",
    ]


def test_a_service_without_a_name_is_found() -> None:
    rows = services("| service_id | service |\n| SVC-01 | Stay and play |\n| SVC-02 | |")
    assert told("SV03", rows) == [
        "B3 · The service SVC-02 has no name in B3.",
    ]
    assert told("SV03", services("| service_id | service |\n| SVC-01 | |\n| SVC-02 | |")) == [
        "B2 · 2 services have no name (B2:B3).",
    ]


def test_choices_of_services_are_words_of_their_lists() -> None:
    rows = services("""
        | service       | layer                     | reach      | service_state |
        | Stay and play | Children and young people | Universal  | Running       |
        | Walks         | Children                  | Targetted  | Open          |
        | Speech café   |                           |            | Open          |
    """)
    assert told("SV04", rows) == [
        "B3 · Walks has “Children” under “Mainly for”, which is not a word of its list. [Children and young people]",
        "C3 · Walks has “Targetted” under “Who it is open to”, which is not a word of its list. [Targeted]",
        "D3 · “Open” under “State” is not a word of its list; it stands in 2 cells (D3:D4). [Running]",
    ]
    assert fixes("SV04", rows) == [
        "Choose one from the list in the cell: Children and young people, Parents and carers or Service and system.",
        "Did you mean “Targeted”? Choose it from the list in the cell.",
        "Choose one from the list in the cell: Running, Planned, Ending or Ended.",
    ]


def test_a_running_service_that_is_not_mapped_is_for_information() -> None:
    mapped = service_map("| service_id |\n| svc-01 |\n| |")
    assert told("SV05", OFFER, mapped) == [
        "A4 · Fathers' group is running, and Service map does not say yet what it contributes to; its id is in A4.",
    ]
    two = services("""
        | service_id | service | service_state |
        | SVC-08     | Walks   | Running       |
        | SVC-09     | Swims   | Running       |
        |            | Flies   | Running       |
    """)
    assert told("SV05", two, mapped) == [
        "A2 · 2 running services are not on Service map yet (A2:A3).",
    ]
    assert told("SV05", OFFER) == []


def test_one_name_for_two_services_is_found() -> None:
    rows = services("""
        | service_id | service       |
        | SVC-01     | Stay and play |
        | SVC-07     | Stay and Play |
        | SVC-01     | Stay and play |
        | SVC-08     |               |
        | SVC-09     |               |
    """)
    assert told("SV06", rows) == [
        "B3 · Stay and Play in B3 has the same name as the service in B2, and another id.",
    ]


def test_a_mapped_service_nobody_knows_is_found() -> None:
    rows = service_map("| service_id |\n| SVC-01 |\n| SVC-1 |\n| Walks |\n| Walks |\n| |")
    assert told("SM01", rows, OFFER) == [
        "A3 · “SVC-1” in A3 is not a service of the Services sheet. [SVC-01]",
        "A4 · “Walks” is not a service of the Services sheet; it stands in 2 cells (A4:A5).",
    ]
    assert fixes("SM01", rows, OFFER) == [
        "Did you mean SVC-01 (Stay and play)?",
        "Choose the service from the list in the cell, or add it on the Services sheet. Its id is understood too.",
    ]
    assert told("SM01", rows) == []


def test_what_only_lacks_its_id_is_told_once_where_the_id_belongs() -> None:
    new = services("| service_id | service |\n| | Family Hub North |\n| SVC-01 | Stay and play |")
    rows = service_map("| service_id |\n| Family Hub North |\n| family  hub north |\n| Family Hub |")
    assert told("SV01", new) == ["A2 · Family Hub North on the Services sheet has no id in A2."]
    assert told("SM01", rows, new) == ["A4 · “Family Hub” in A4 is not a service of the Services sheet."]
    own = table("Framework", "| metric_id | metric | outcome_id | outcome |\n| | Walks to school | | Families walk |")
    assert told("SM02", service_map("| outcome_id |\n| Families walk |"), own) == []
    for rule, sheet in (("TA01", "targets"), ("SO01", "sources")):
        asked = table(sheet, "| metric_id |\n| Walks to school |\n| Walks |")
        assert [line[:2] for line in told(rule, asked, own)] == ["A3"]


def test_a_mapped_outcome_nobody_knows_is_found_and_the_boroughs_own_are_known() -> None:
    framework = table("Framework", "| outcome_id | outcome |\n| LOC-OUT-1 | Families walk |\n| | |")
    rows = service_map("| outcome_id |\n| C-LRN-01 |\n| LOC-OUT-1 |\n| C-LRN-1 |\n| Happy |\n| Happy |\n| |")
    assert told("SM02", rows, framework) == [
        "A4 · “C-LRN-1” in A4 is not an outcome of the Framework sheet. [C-LRN-01]",
        "A5 · “Happy” is not an outcome of the Framework sheet; it stands in 2 cells (A5:A6).",
    ]
    assert told("SM02", rows) == [
        "A3 · “LOC-OUT-1” in A3 is not an outcome of the Framework sheet.",
        "A4 · “C-LRN-1” in A4 is not an outcome of the Framework sheet. [C-LRN-01]",
        "A5 · “Happy” is not an outcome of the Framework sheet; it stands in 2 cells (A5:A6).",
    ]


def test_a_contribution_of_another_word_is_found() -> None:
    rows = service_map("| contribution |\n| Main |\n| main |\n| High |\n| High |\n| |")
    assert told("SM03", rows) == [
        "A3 · “main” in A3 is not one of the contributions. [Main]",
        "A4 · “High” is not one of the contributions; it stands in 2 cells (A4:A5). [Main]",
    ]
    assert fixes("SM03", rows) == [
        "Did you mean “Main”? Choose it from the list in the cell.",
        "Choose from the list in the cell: Main, Significant, Some or To find out.",
    ]


def test_a_service_and_outcome_in_two_rows_are_found() -> None:
    rows = service_map("""
        | service_id | outcome_id | contribution |
        | SVC-01     | C-LRN-01   | Main         |
        | SVC-01     | C-HLTH-02  | Some         |
        | SVC-01     | C-LRN-01   | Some         |
        | SVC-01     |            | Some         |
        | SVC-01     |            | Some         |
    """)
    assert told("SM04", rows) == [
        "B4 · SVC-01 and C-LRN-01 in B4 are together in B2 already.",
    ]


def test_an_ended_service_that_is_still_mapped_is_for_information() -> None:
    rows = service_map("| service_id |\n| SVC-01 |\n| SVC-02 |\n| |")
    assert told("SM05", rows, OFFER) == [
        "A3 · Speech café has ended; Service map still has it in A3.",
    ]
    assert told("SM05", service_map("| service_id |\n| SVC-02 |\n| SVC-02 |"), OFFER) == [
        "A2 · Speech café has ended; Service map still has it in 2 rows (A2:A3).",
    ]


def test_a_main_contribution_is_asked_what_it_rests_on() -> None:
    rows = service_map("""
        | service_id | outcome_id | contribution | basis      |
        | SVC-01     | C-LRN-01   | Main         | Evaluation |
        | SVC-03     | C-LRN-01   | Main         |            |
        | SVC-03     | C-HLTH-02  | Some         |            |
    """)
    assert told("SM06", rows, OFFER) == [
        "D3 · Fathers' group is a main contribution to C-LRN-01; D3 does not say what that rests on.",
    ]
    two = service_map(
        "| service_id | outcome_id | contribution | basis |\n| | C-LRN-01 | Main | |\n| SVC-09 | | Main | |"
    )
    assert told("SM06", two, OFFER) == [
        "D2 · 2 main contributions do not say what they rest on (D2:D3).",
    ]


def test_needed_cells_of_the_map_are_told_by_column() -> None:
    rows = service_map("""
        | service_id | outcome_id | contribution |
        | SVC-01     | C-LRN-01   |              |
        | SVC-01     |            | Some         |
        | SVC-01     |            | Main         |
        | SVC-03     | C-HLTH-02  | Main         |
    """)
    assert told("SM07", rows) == [
        "C2 · Row 2 of Service map has nothing under “Contribution” in C2.",
        "B3 · 2 rows of Service map have nothing under “Outcome” (B3:B4).",
    ]


def test_outcomes_without_a_service_are_named_together() -> None:
    assert told("SM08", service_map("| outcome_id |\n| C-LRN-01 |")) == [
        "A1 · The map that begins at A1 has no service yet for 1 of 2 outcomes: Children grow well.",
    ]
    assert told("SM08", service_map("| outcome_id |\n| C-LRN-01 |\n| C-HLTH-02 |")) == []
    assert told("SM08", service_map("| outcome_id |\n| |")) == []


def test_an_outcome_only_an_ended_or_unknown_service_is_for_has_none_as_the_job_services_counts() -> None:
    rows = service_map("""
        | service_id    | outcome_id | contribution |
        | SVC-01        | C-LRN-01   | Main         |
        | SVC-02        | C-HLTH-02  | Main         |
        | SVC-99        | C-HLTH-02  | Main         |
    """)
    assert told("SM08", rows, OFFER) == [
        "B1 · The map that begins at B1 has no service yet for 1 of 2 outcomes: Children grow well.",
    ]
