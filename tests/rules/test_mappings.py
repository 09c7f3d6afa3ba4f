"""The mapping tabs: links that can be told apart, point to things that exist, and carry a decision."""

# ruff: noqa: E501  (messages are written out in full)

from __future__ import annotations

from tests.rules.small import fixes, told
from tests.workbooks import table


def lof(text: str):  # type: ignore[no-untyped-def]
    return table("Map LOF", text)


def test_a_link_without_an_id_is_offered_one_from_its_two_ends() -> None:
    links = lof("""
        | link_id        | item_id | our_id  |
        | LOF-01~MET-001 | LOF-01  | MET-001 |
        |                | LOF-02  | MET-002 |
        |                | LOF-02  |         |
    """)
    assert told("MA01", links) == [
        "A3 · Row 3 of Map LOF has no link id in A3. [LOF-02~MET-002]",
        "A4 · Row 4 of Map LOF has no link id in A4. [LOF-02~none]",
    ]
    assert told("MA01", lof("| link_id | item_id | our_id |\n| | | MET-001 |\n| | | MET-002 |")) == [
        "A2 · 2 rows of Map LOF have no link id (A2:A3).",
    ]


def test_a_link_id_used_again_is_found() -> None:
    links = lof("""
        | link_id        | title |
        | LOF-01~MET-001 | One   |
        | LOF-02~MET-002 | Two   |
        | LOF-01~MET-001 | One   |
        |                | Three |
        |                | Four  |
    """)
    assert told("MA02", links) == [
        "A4 · “LOF-01~MET-001” in A4 is already the id of the link in A2.",
    ]


def test_a_link_to_nothing_of_ours_is_found_and_a_blank_is_fine() -> None:
    links = lof("""
        | link_id | our_id   |
        | a       | MET-001  |
        | b       | C-LRN-01 |
        | c       |          |
        | d       | MET-2    |
        | e       | XYZ      |
        | f       | XYZ      |
        | g       | C-LRN-1  |
    """)
    assert told("MA03", links) == [
        "B5 · “MET-2” in B5 of Map LOF is neither a metric nor an outcome of ours. [MET-002]",
        "B6 · “XYZ” is neither a metric nor an outcome of ours; it stands in 2 cells of Map LOF (B6:B7).",
        "B8 · “C-LRN-1” in B8 of Map LOF is neither a metric nor an outcome of ours. [C-LRN-01]",
    ]
    assert fixes("MA03", links) == [
        "Did you mean MET-002 (NEET 16-17)?",
        "Use the id as it stands on the Framework sheet, or leave the cell blank if nothing of ours covers it.",
        "Did you mean C-LRN-01 (Children are ready for school)?",
    ]


def test_an_unknown_national_item_is_found() -> None:
    links = lof("""
        | link_id | item_id  |
        | a       | LOF-01   |
        | b       | lof 2    |
        | c       | LOF-77   |
        | d       | LOF-77   |
        | e       |          |
    """)
    assert told("MA04", links) == [
        "B3 · “lof 2” in B3 of Map LOF is not an item of a national framework we know. [LOF-02]",
        "B4 · “LOF-77” is not an item of a national framework we know; it stands in 2 cells of Map LOF (B4:B5).",
    ]


def test_an_edition_that_is_not_the_items_is_offered_the_right_one() -> None:
    links = lof("""
        | link_id | item_id | edition |
        | a       | LOF-01  | 2026-07 |
        | b       | LOF-01  | 2026-09 |
        | c       | LOF-02  | 2026-09 |
        | d       | LOF-02  |         |
        | e       | LOF-99  | 2020    |
    """)
    assert told("MA05", links) == [
        "C3 · 2 rows of Map LOF say edition “2026-09”, but their items belong to edition 2026-07 (C3:C4). [2026-07]",
        "C5 · LOF-02 in row 5 of Map LOF belongs to edition 2026-07; C5 says (blank). [2026-07]",
    ]
    assert told("MA05", lof("| item_id | edition |\n| LOF-01 | 2026-09 |")) == [
        "B2 · LOF-01 in row 2 of Map LOF belongs to edition 2026-07; B2 says “2026-09”. [2026-07]",
    ]


def test_a_decision_of_another_word_is_found() -> None:
    links = lof("""
        | link_id | decision        |
        | a       | Use             |
        | b       | use             |
        | c       | Yes             |
        | d       | Yes             |
        | e       |                 |
    """)
    assert told("MA06", links) == [
        "B3 · “use” in B3 of Map LOF is not one of the decisions. [Use]",
        "B4 · “Yes” is not one of the decisions; it stands in 2 cells of Map LOF (B4:B5). [Use]",
    ]
    assert fixes("MA06", links) == [
        "Did you mean “Use”? Choose it from the list in the cell.",
        "Choose from the list in the cell: Use, Use with a note, Do not use or To discuss.",
    ]


def test_a_decision_that_needs_a_reason_asks_for_one() -> None:
    links = lof("""
        | link_id | decision        | note                 |
        | a       | Use             |                      |
        | b       | Do not use      |                      |
        | c       | Do not use      | Another age group.   |
        | d       | To discuss      |                      |
        | e       | To discuss      |                      |
        | f       | Use with a note |                      |
        | g       |                 |                      |
    """)
    assert told("MA07", links) == [
        "C3 · Row 3 of Map LOF says “Do not use”, and C3 does not say why.",
        "C5 · 2 rows of Map LOF say “To discuss” without a note (C5:C6).",
        "C7 · Row 7 of Map LOF says “Use with a note”, and C7 does not say why.",
    ]


def test_a_retired_item_still_used_is_found() -> None:
    links = lof("""
        | link_id | item_id | state   | decision        |
        | a       | LOF-01  | Current | Use             |
        | b       | LOF-02  | Retired | Use with a note |
        | c       | LOF-03  | Retired | Do not use      |
        | d       | LOF-04  | Retired |                 |
        | e       | LOF-05  | Retired | Use             |
        | f       | LOF-06  | Retired | Use             |
    """)
    assert told("MA08", links) == [
        "D3 · LOF-02 in row 3 of Map LOF is retired, and your decision is “Use with a note”.",
        "D6 · 2 rows of Map LOF are retired, and your decision there is “Use” (D6:D7).",
    ]


def test_a_link_in_use_to_a_retired_metric_is_found() -> None:
    links = lof("""
        | link_id | our_id  | decision   |
        | a       | MET-006 | Use        |
        | b       | MET-006 | Do not use |
        | c       | MET-006 |            |
        | d       | MET-001 | Use        |
        | e       |         | Use        |
    """)
    assert told("MA09", links) == [
        "B2 · Row 2 of Map LOF uses MET-006, which is retired on the Framework sheet.",
    ]
    assert told("MA09", lof("| our_id | decision |\n| MET-006 | Use |\n| MET-006 | Use with a note |")) == [
        "A2 · 2 rows of Map LOF use MET-006, which is retired on the Framework sheet (A2:A3).",
    ]


def test_states_roles_and_closeness_are_words_of_their_lists() -> None:
    links = lof("""
        | link_id | state   | role    | closeness |
        | a       | Current | Primary | Exact     |
        | b       | current | Primry  | near      |
        | c       |         | Main    | near      |
    """)
    assert told("MA10", links) == [
        "B3 · “current” under “State” in B3 of Map LOF is not a word of its list. [Current]",
        "C3 · “Primry” under “Role” in C3 of Map LOF is not a word of its list. [Primary]",
        "C4 · “Main” under “Role” in C4 of Map LOF is not a word of its list. [Primary]",
        "D3 · “near” under “Closeness” is not a word of its list; it stands in 2 cells of Map LOF (D3:D4). [Close]",
    ]


def test_two_primary_metrics_in_use_for_one_item_are_found() -> None:
    links = lof("""
        | item_id | our_id   | role      | decision   |
        | LOF-01  | MET-001  | Primary   | Use        |
        | LOF-01  | MET-002  | Primary   | Use        |
        | LOF-01  | MET-003  | Primary   | Do not use |
        | LOF-01  | MET-004  | Primary   |            |
        | LOF-01  | C-LRN-01 | Primary   | Use        |
        | LOF-02  | MET-002  | Primary   | Use        |
        | LOF-02  | MET-003  | Component | Use        |
    """)
    assert told("MA11", links) == [
        "C3 · LOF-01 has a second primary link in row 3 of Map LOF; C2 has “GLD at age 5”.",
    ]


def test_one_tie_under_two_link_ids_is_found() -> None:
    links = lof("""
        | link_id        | item_id | our_id  |
        | LOF-01~MET-001 | LOF-01  | MET-001 |
        | LOF-01-MET-001 | LOF-01  | MET-001 |
        | LOF-02~none    | LOF-02  |         |
        | LOF-02~nothing | LOF-02  |         |
    """)
    assert told("MA12", links) == [
        "C3 · Map LOF, cell C3: LOF-01 and MET-001 are tied already, in C2.",
    ]


def test_a_link_id_that_names_other_ends_shows_a_shifted_sheet() -> None:
    links = lof("""
        | link_id         | item_id | our_id  |
        | LOF-01~MET-001  | LOF-01  | MET-001 |
        | LOF-02~none     | LOF-02  |         |
        | LOF-03~MET-003  | LOF-04  | MET-003 |
        | LOF-05~MET-005  | LOF-05  |         |
        |                 | LOF-05  |         |
        | LOF-06~MET-005  |         |         |
    """)
    assert told("MA13", links) == [
        "A4 · Map LOF, cell A4: the link id is “LOF-03~MET-003”, but the row ties LOF-04~MET-003.",
        "A5 · Map LOF, cell A5: the link id is “LOF-05~MET-005”, but the row ties LOF-05~none.",
    ]


def test_a_shared_column_that_was_edited_is_offered_its_released_word() -> None:
    links = lof("""
        | link_id        | role      | closeness | basis      | release  |
        | LOF-01~MET-001 | Primary   | Exact     | same words | '2026.10 |
        | LOF-02~MET-002 | Component | Close     |            | '2026.10 |
        | LOF-01~MET-001 | Proxy     |           | same words | '2026.08 |
        | LOF-09~MET-002 | Proxy     | Exact     | ours       | '2026.10 |
    """)
    assert told("MA14", links) == [
        "B3 · “Role” in B3 of Map LOF reads “Component”. The release says “Primary”. [Primary]",
    ]
    more = lof("""
        | link_id        | role    | closeness | basis | release  |
        | LOF-01~MET-001 | Primary | Exact     |       | '2026.10 |
        | LOF-02~MET-002 | Primary | Close     | mine  | '2026.10 |
    """)
    assert told("MA14", more) == [
        "D2 · “What the link rests on” in D2 of Map LOF reads (blank). The release says “same words”. [same words]",
        "D3 · “What the link rests on” in D3 of Map LOF reads “mine”. The release says (blank).",
    ]


def test_of_one_cell_one_thing_is_offered_that_of_the_release_where_it_has_the_link() -> None:
    links = lof("""
        | link_id        | state   | role      | closeness | basis      | release  |
        | LOF-01~MET-001 | Current | Primary!! | Exact     | same words | '2026.10 |
        | LOC-01~MET-002 | Current | Primary!! | Exact     | ours       | '2026.10 |
    """)
    assert told("MA14", links) == [
        "C2 · “Role” in C2 of Map LOF reads “Primary!!”. The release says “Primary”. [Primary]",
    ]
    assert told("MA10", links) == [
        "C3 · “Primary!!” under “Role” in C3 of Map LOF is not a word of its list. [Primary]"
    ]


def test_an_old_title_of_ours_is_for_information() -> None:
    links = lof("""
        | our_id   | our_title                     |
        | MET-001  | GLD at age 5                  |
        | MET-002  | Young people not in work      |
        | MET-002  | Young people not in work      |
        | C-LRN-01 | Ready for school              |
        | MET-003  |                               |
        |          | Something                     |
    """)
    assert told("MA15", links) == [
        "B3 · 2 rows of Map LOF call MET-002 “Young people not in work”; its title is “NEET 16-17” (B3:B4). [NEET 16-17]",
        "B5 · Map LOF, cell B5 calls C-LRN-01 “Ready for school”; its title is “Children are ready for school”. [Children are ready for school]",
    ]


def test_a_primary_role_without_anything_of_ours_is_found() -> None:
    links = lof("""
        | item_id | our_id  | role    |
        | LOF-01  | MET-001 | Primary |
        | LOF-02  |         | Primary |
        | LOF-03  |         |         |
    """)
    assert told("MA16", links) == [
        "B3 · LOF-02 in row 3 of Map LOF has the role Primary, but B3 is blank.",
    ]
    assert told("MA16", lof("| item_id | our_id | role |\n| A | | Primary |\n| B | | Primary |")) == [
        "B2 · 2 rows of Map LOF have the role Primary, but no id of ours (B2:B3).",
    ]


def test_open_decisions_are_counted_in_one_line_a_tab() -> None:
    text = """
        | our_id  | state   | decision |
        | MET-001 | Current | Use      |
        | MET-002 | Current |          |
        | MET-003 | Current |          |
        | MET-004 | Retired |          |
        |         | Current |          |
    """
    phof = table("Map PHOF", "| our_id | state | decision |\n| MET-001 | Current | |\n| MET-002 | Current | Use |")
    assert told("MA17", lof(text), phof) == [
        "C3 · Map LOF: 2 of 3 links have no decision yet (C3:C4).",
        "C2 · Map PHOF: 1 of 2 links have no decision yet; the one left is in C2.",
    ]
    assert told("MA17", lof("| our_id | state | decision |\n| MET-001 | Current | Use |")) == []
    assert told("MA17", lof("| our_id | state | decision |\n| MET-001 | Current | |\n| MET-002 | Current | |")) == []


def test_a_link_on_two_tabs_is_found_on_the_second() -> None:
    phof = table("Map PHOF", "| link_id |\n| PHOF-1~none |\n| LOF-01~none |\n| |")
    links = lof("| link_id |\n| LOF-01~none |\n| LOF-02~none |\n| |")
    assert told("MA18", phof, links) == [
        "A2 · “LOF-01~none” in A2 of Map LOF also stands on Map PHOF, cell A3.",
    ]
    assert told("MA18", links) == []
