"""Data availability: one row a metric, a status of the list, and what each status asks for."""

# ruff: noqa: E501  (messages are written out in full)

from __future__ import annotations

from tests.rules.small import findings, fixes, told
from tests.workbooks import table


def availability(text: str):  # type: ignore[no-untyped-def]
    return table("Data availability", text)


def test_a_gap_without_a_note_is_found_at_its_note() -> None:
    rows = availability("""
        | metric       | status        | note |
        | GLD at age 5 | Available now |      |
        | NEET 16-17   | Not collected |      |
    """)
    (finding,) = findings("AV03", rows)
    assert str(finding.cell) == "'Data availability'!C3"
    assert finding.message == "NEET 16-17 is marked “Not collected” with nothing in the note."
    assert finding.fix == (
        "That is a fair answer. Say in this cell why, or who might hold the data; or change the status in B3."
    )
    assert str(finding.severity) == "Please check"


def test_gaps_of_one_kind_without_a_note_are_one_line() -> None:
    rows = availability("""
        | metric            | status                     | note               |
        | GLD at age 5      | Not collected              |                    |
        | NEET 16-17        | Not collected              |                    |
        | Childcare take-up | Collected, not extractable |                    |
        | Looked-after rate | Not collected              | Nobody records it. |
        | GLD gap           | Not collected              |                    |
        | Absence           |                            |                    |
    """)
    assert told("AV03", rows) == [
        "C2 · 3 metrics are marked “Not collected” with nothing in the note (C2:C3 and C6).",
        "C4 · Childcare take-up is marked “Collected, not extractable” with nothing in the note.",
    ]
    assert fixes("AV03", rows) == [
        "That is a fair answer. Say in the note why, or who might hold the data; or change the status.",
        "That is a fair answer. Say in this cell why, or who might hold the data; or change the status in B4.",
    ]


def test_an_unknown_metric_is_named_with_the_one_probably_meant() -> None:
    rows = availability("""
        | metric_id | status        |
        | MET-001   | Available now |
        | MET-2     | Available now |
        | MET-9001  | Available now |
        | MET-9001  |               |
        |           | Available now |
    """)
    assert told("AV01", rows) == [
        "A3 · “MET-2” in A3 is not a metric of the Framework sheet. [MET-002]",
        "A4 · “MET-9001” is not a metric of the Framework sheet; it stands in 2 cells (A4:A5).",
    ]
    assert fixes("AV01", rows) == [
        "Did you mean MET-002 (NEET 16-17)?",
        "Perhaps MET-001 (GLD at age 5)? Use the id as it stands on the Framework sheet.",
    ]


def test_the_boroughs_own_metrics_are_known() -> None:
    framework = table("Framework", "| metric_id | metric | state |\n| LOC-001 | Play | Current |")
    assert told("AV01", availability("| metric_id |\n| LOC-001 |\n| LOC-01 |"), framework) == [
        "A3 · “LOC-01” in A3 is not a metric of the Framework sheet. [LOC-001]",
    ]


def test_a_metric_answered_twice_is_found() -> None:
    rows = availability("""
        | metric_id | metric       |
        | MET-001   | GLD at age 5 |
        | MET-002   | NEET 16-17   |
        | MET-001   | GLD at age 5 |
        |           |              |
        |           | Nobody's     |
        |           | Nobody's     |
    """)
    assert told("AV02", rows) == [
        "A4 · GLD at age 5 in A4 has a row already, in A2.",
    ]


def test_metrics_without_a_row_are_named_together() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | metric            |
        | MET-001   | GLD at age 5      |
        | MET-002   | NEET 16-17        |
        | MET-003   |                   |
        |           | Not numbered yet  |
        """,
    )
    assert told("AV04", availability("| metric_id |\n| MET-001 |\n| MET-002 |\n| MET-003 |"), framework) == []
    assert told("AV04", availability("| metric_id |\n| MET-001 |\n| MET-002 |"), framework) == [
        "A1 · The list that begins at A1 has no row for 1 of the Framework sheet's metrics: MET-003.",
    ]
    assert told("AV04", availability("| metric_id |\n| MET-009 |"), framework) == [
        "A1 · The list that begins at A1 has no row for 3 of the Framework sheet's metrics: GLD at age 5, NEET 16-17 and MET-003.",
    ]


def test_a_status_of_another_word_is_found_with_the_word_meant() -> None:
    rows = availability("""
        | metric            | status         |
        | GLD at age 5      | Available now  |
        | NEET 16-17        | not colected   |
        | Childcare take-up | N/A            |
        | Looked-after rate | Yes            |
        | GLD gap           | Yes            |
        | Absence           | Mosaic         |
        | Attendance        | Collected      |
        | Play              |                |
        | Reading           | #N/A           |
        | Writing           | 1              |
    """)
    assert told("AV05", rows) == [
        "B3 · NEET 16-17 has the status “not colected”, which is not on the list. [Not collected]",
        "B4 · Childcare take-up has the status “N/A”, which is not on the list. [Not applicable]",
        "B5 · 2 metrics have the status “Yes”, which is not on the list (B5:B6). [Available now]",
        "B7 · Absence has the status “Mosaic”, which is not on the list.",
        "B8 · Attendance has the status “Collected”, which is not on the list.",
        "B11 · Writing has the status “1”, which is not on the list.",
    ]
    assert fixes("AV05", rows) == [
        "Did you mean “Not collected”? Choose it from the list in the cell.",
        "If you mean “Not applicable”, choose that from the list in the cell.",
        "If you mean “Available now”, choose that from the list in the cell.",
        "Choose a status from the list in the cell; the Lists sheet says what each means.",
        "Choose a status from the list in the cell; the Lists sheet says what each means.",
        "Choose a status from the list in the cell; the Lists sheet says what each means.",
    ]


def test_available_data_says_its_latest_period() -> None:
    rows = availability("""
        | metric            | status                | latest_period |
        | GLD at age 5      | Available now         | 2024/25       |
        | NEET 16-17        | Available now         |               |
        | Childcare take-up | Available, needs work |               |
        | Looked-after rate | Available, needs work |               |
        | GLD gap           | Not collected         |               |
        | Absence           |                       |               |
    """)
    assert told("AV06", rows) == [
        "C3 · NEET 16-17 is marked “Available now”, but no latest period stands in C3.",
        "C4 · 2 metrics are marked “Available, needs work” without a latest period (C4:C5).",
    ]


def test_a_partner_is_named() -> None:
    rows = availability("""
        | metric            | status            | holder        |
        | GLD at age 5      | Held by a partner | Public health |
        | NEET 16-17        | Held by a partner |               |
        | Childcare take-up | Not collected     |               |
        | Looked-after rate |                   |               |
    """)
    assert told("AV07", rows) == [
        "C3 · NEET 16-17 is marked “Held by a partner”, but C3 does not say by whom.",
    ]
    two = availability("| metric | status | holder |\n| A | Held by a partner | |\n| B | Held by a partner | |")
    assert told("AV07", two) == [
        "C2 · 2 metrics are marked “Held by a partner” without saying by whom (C2:C3).",
    ]


def test_a_day_typed_as_text_is_offered_as_a_date() -> None:
    rows = availability("""
        | metric            | assessed_on  |
        | GLD at age 5      | 2026-11-12   |
        | NEET 16-17        | 12.11.26     |
        | Childcare take-up | 12.11.26     |
        | Looked-after rate | 3rd May 2026 |
        | GLD gap           | spring       |
        | Absence           | 45000        |
        | Attendance        |              |
        | Play              | #VALUE!      |
    """)
    assert told("AV08", rows) == [
        "B3 · 2 metrics have “12.11.26” under “Assessed on”, which Excel does not know as a date (B3:B4). [2026-11-12]",
        "B5 · Looked-after rate has “3rd May 2026” under “Assessed on”, which Excel does not know as a date. [2026-05-03]",
        "B6 · GLD gap has “spring” under “Assessed on”, which Excel does not know as a date.",
        "B7 · Absence has “45000” under “Assessed on”, which Excel does not know as a date.",
    ]


def test_a_day_that_has_not_come_is_found() -> None:
    rows = availability("""
        | metric            | assessed_on |
        | GLD at age 5      | 2026-11-22  |
        | NEET 16-17        | 2026-11-23  |
        | Childcare take-up | 2062-11-12  |
        | Looked-after rate | 2062-11-12  |
        | GLD gap           |             |
    """)
    assert told("AV09", rows) == [
        "B3 · NEET 16-17 was assessed on 23 November 2026, which has not come yet. Today is 22 November 2026.",
        "B4 · 2 metrics were assessed on 12 November 2062, which has not come yet (B4:B5). Today is 22 November 2026.",
    ]


def test_an_answer_older_than_eighteen_months_is_for_information() -> None:
    rows = availability("""
        | metric            | status         | assessed_on |
        | GLD at age 5      | Available now  | 2025-05-01  |
        | NEET 16-17        | Not collected  | 2025-04-30  |
        | Childcare take-up | Not applicable | 2020-01-01  |
        | Looked-after rate |                | 2020-01-01  |
        | GLD gap           | Available now  |             |
    """)
    assert told("AV10", rows) == [
        "C3 · NEET 16-17 was last assessed on 30 April 2025, more than 18 months ago.",
    ]
    two = availability("""
        | metric | status        | assessed_on |
        | A      | Not collected | 2024-04-30  |
        | B      | Available now | 2023-01-31  |
    """)
    assert told("AV10", two) == [
        "C2 · 2 metrics were last assessed more than 18 months ago (C2:C3).",
    ]


def test_an_answer_without_a_name_is_for_information() -> None:
    rows = availability("""
        | metric            | status           | assessed_by |
        | GLD at age 5      | Available now    | Insight     |
        | NEET 16-17        | Not collected    |             |
        | Childcare take-up | Available now    |             |
        | Looked-after rate | Not yet assessed |             |
        | GLD gap           |                  |             |
    """)
    assert told("AV11", rows) == [
        "C3 · 2 metrics have a status, but nothing under “Assessed by” (C3:C4).",
    ]
    assert told("AV11", availability("| metric | status | assessed_by |\n| A | Available now | |")) == [
        "C2 · A has a status, but nothing under “Assessed by”.",
    ]


def test_a_placeholder_marked_available_is_found() -> None:
    rows = availability("""
        | metric_id | metric             | status                |
        | MET-001   | GLD at age 5       | Available now         |
        | MET-005   | Best Start measure | Available, needs work |
        | MET-006   | Old absence        | Available now         |
        |           | Somebody's         | Available now         |
    """)
    assert told("AV12", rows) == [
        "C3 · Best Start measure is a placeholder: announced, not published yet. Here it is marked “Available, needs work”.",
    ]
    assert told("AV12", availability("| metric_id | status |\n| MET-005 | Not yet assessed |")) == []
    two = availability("| metric_id | status |\n| MET-005 | Available now |\n| MET-005 | Available now |")
    assert told("AV12", two) == [
        "B2 · 2 metrics are placeholders: announced, not published yet. They are marked “Available now” (B2:B3).",
    ]


def test_a_retired_metric_is_left_in_peace() -> None:
    rows = availability("""
        | metric_id | metric              | status        |
        | MET-001   | GLD at age 5        | Available now |
        | MET-006   | Old absence measure | Not collected |
        | MET-006   | Old absence measure |               |
    """)
    assert told("AV13", rows) == [
        "C3 · Old absence measure is retired, and you answer it in C3: the answer is no longer counted.",
    ]
    two = availability("| metric_id | status |\n| MET-006 | Available now |\n| MET-006 | Not collected |")
    assert told("AV13", two) == [
        "B2 · 2 metrics that you answer are retired, so their answers are no longer counted: Old absence measure (B2:B3).",
    ]


def test_breakdowns_are_words_of_the_list_between_semicolons() -> None:
    rows = availability("""
        | metric            | breakdown           |
        | GLD at age 5      | Age; Sex; Ethnicity |
        | NEET 16-17        | Age, Sex            |
        | Childcare take-up | age; ethncity       |
        | Looked-after rate | Gender              |
        | GLD gap           | Gender              |
        | Absence           | ;                   |
        | Attendance        |                     |
    """)
    assert told("AV14", rows) == [
        "B3 · NEET 16-17 has “Age, Sex” under “Smallest breakdown”, which is not a word of its list. [Age; Sex]",
        "B4 · Childcare take-up has “age” under “Smallest breakdown”, which is not a word of its list. [Age; Ethnicity]",
        "B5 · “Gender” under “Smallest breakdown” is not a word of its list; it stands in 2 cells (B5:B6). [Sex]",
    ]


def test_none_and_a_group_contradict_each_other() -> None:
    rows = availability("""
        | metric            | breakdown |
        | GLD at age 5      | None      |
        | NEET 16-17        | Age; None |
        | Childcare take-up | Age; Sex  |
        | Looked-after rate |           |
    """)
    assert told("AV15", rows) == [
        "B3 · NEET 16-17 says “Age; None”: None, and yet a group.",
    ]
    assert told("AV15", availability("| metric | breakdown |\n| A | None; Age |\n| B | None; Age |")) == [
        "B2 · 2 metrics say “None; Age”: None, and yet a group (B2:B3).",
    ]


def test_other_choices_are_words_of_their_lists() -> None:
    rows = availability("""
        | metric            | geography  | frequency | quality |
        | GLD at age 5      | Borough    | Yearly    | Trusted |
        | NEET 16-17        | borough    | Annual    | Good    |
        | Childcare take-up | Wards      | Annual    |         |
        | Looked-after rate |            |           | #REF!   |
    """)
    assert told("AV16", rows) == [
        "B3 · NEET 16-17 has “borough” under “Geography”, which is not a word of its list. [Borough]",
        "B4 · Childcare take-up has “Wards” under “Geography”, which is not a word of its list. [Ward]",
        "C3 · “Annual” under “How often” is not a word of its list; it stands in 2 cells (C3:C4). [Yearly]",
        "D3 · NEET 16-17 has “Good” under “Quality”, which is not a word of its list. [Trusted]",
    ]


def test_what_is_left_to_assess_is_counted_in_one_line() -> None:
    rows = availability("""
        | metric_id | metric            | status           |
        | MET-001   | GLD at age 5      | Available now    |
        | MET-002   | NEET 16-17        | Not yet assessed |
        | MET-003   | Childcare take-up |                  |
        | MET-006   | Old absence       |                  |
        | MET-004   | Looked-after rate | Mosaic           |
    """)
    assert told("AV17", rows) == [
        "C3 · 2 of 5 metrics are not assessed yet (C3:C4).",
    ]
    assert told("AV17", availability("| metric_id | metric | status |\n| MET-002 | NEET 16-17 | |")) == [
        "C2 · NEET 16-17 is not assessed yet (1 of 1).",
    ]
    assert told("AV17", availability("| metric_id | status |\n| MET-002 | Not applicable |")) == []


def test_ids_and_names_that_have_come_apart_are_found() -> None:
    rows = availability("""
        | metric_id | metric            |
        | MET-001   | NEET 16-17        |
        | MET-002   | Our name for NEET |
        | MET-003   | Childcare take-up |
        | MET-004   |                   |
        |           | GLD at age 5      |
    """)
    assert told("AV18", rows) == [
        "B2 · B2 says “NEET 16-17”, which is MET-002, but the row's id is MET-001.",
    ]


def test_a_row_without_an_id_is_found() -> None:
    rows = availability("""
        | metric_id | metric     | status        |
        | MET-001   | GLD        | Available now |
        |           | NEET 16-17 | Available now |
        |           |            |               |
    """)
    assert told("AV19", rows) == [
        "A3 · NEET 16-17 on Data availability has no metric id in A3.",
    ]
    assert told("AV19", availability("| metric_id | status |\n| | Not collected |\n| | Available now |")) == [
        "A2 · 2 rows of Data availability have no metric id (A2:A3).",
    ]


def test_a_figure_beside_not_applicable_is_found() -> None:
    rows = availability("""
        | metric            | status         | latest_figure |
        | GLD at age 5      | Not applicable | 54.2          |
        | NEET 16-17        | Not applicable | 0             |
        | Childcare take-up | Not applicable | z             |
        | Looked-after rate | Not applicable |               |
        | GLD gap           | Available now  | 12            |
    """)
    assert told("AV20", rows) == [
        "C2 · GLD at age 5 is marked “Not applicable”, and yet a figure stands in C2: 54.2.",
        "C3 · NEET 16-17 is marked “Not applicable”, and yet a figure stands in C3: 0.",
    ]


def test_evidence_for_another_borough_than_starts_is_told_once() -> None:
    rows = availability("""
        | metric       | evidence                                                     |
        | GLD at age 5 | EYFS results (DfE eyfs.csv): 70.4 in Merton, 2024/25; London 70.0 |
        | NEET 16-17   | NEET (DfE neet.csv): 1.9 in Merton, 2024/25                  |
        | Absence      | Absence (DfE a.csv): 5 in Hackney and City of London, 2024/25 |
        | GLD gap      | Nobody publishes it by borough.                              |
    """)

    def start(code: str, name: str):  # type: ignore[no-untyped-def]
        return table("Start", f"| setting | answer |\n| Borough code | {code} |\n| Borough | {name} |")

    assert told("AV21", rows, start("E09000012", "Hackney")) == [
        "B2 · Start says Hackney, and the evidence in 2 rows of Data availability is for Merton.",
    ]
    assert told("AV21", rows, start("E09000024", "Merton")) == []
    assert told("AV21", rows, start("", "")) == []
    some = availability("| metric | evidence |\n| Absence | Absence (a.csv): 5 in Hackney and City of London, 2024 |")
    assert told("AV21", some, start("E09000001", "City of London")) == []
