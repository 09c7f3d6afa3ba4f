"""Dashboards of tiles, lists without headings, headings that nothing shows to be some, counts beside a table."""

from __future__ import annotations

from tests.adopt.generated import FRAMEWORK
from tests.adopt.in_memory import ABSENCE, BOLD, GLD, KS2, NEET, REPEAT, account, adopted, sheet_of

STATUSES = ((ABSENCE, "Available now"), (GLD, "Not collected"), (KS2, "Available now"))
OUTCOME = FRAMEWORK.outcomes["C-LRN-03"].title
PLACED = FRAMEWORK.metrics["MET-012"].title


def test_a_tile_is_a_number_over_or_under_its_title_with_what_stands_beside_it() -> None:
    under = sheet_of(
        ("Dash",), (), (ABSENCE, None, GLD, None, KS2), ("18.7%", None, "68.3 per cent", None, 61),
        ("England 20%", None, "England 67%", None, "England 60%"), ("2024/25", None, "2024/25", None, "2024/25"),
    )  # fmt: skip
    made = adopted(under)
    assert made.availability["MET-039"] == {
        "latest_period": "2024/25", "latest_figure": 68.3, "note": "On the tile: England 67%",
    }  # fmt: skip
    assert (account(made, "C3"), made.questions) == (("used", "It names the row."), [])


def test_tiles_that_touch_are_told_apart_by_the_side_that_every_number_is_on() -> None:
    rows = [
        (18.7, None, 68.3, None, 61), (ABSENCE, None, GLD, None, KS2), ("2024/25", None, "2024/25", None, "2024/25"),
        (3.4, None, 18.2, None, 11), (NEET, None, REPEAT, None, PLACED), ("2023/24", None, "2023/24", None, "2024"),
    ]  # fmt: skip
    made = adopted(sheet_of(("Dash",), (), *rows))
    assert {one: (e["latest_figure"], e["latest_period"]) for one, e in made.availability.items()} == {
        "MET-050": (18.7, "2024/25"), "MET-039": (68.3, "2024/25"), "MET-043": (61, "2024/25"),
        "MET-054": (3.4, "2023/24"), "MET-003": (18.2, "2023/24"), "MET-012": (11, "2024"),
    }  # fmt: skip


def test_of_two_numbers_on_a_tile_neither_is_taken_until_the_officer_says_which() -> None:
    sheet = sheet_of((ABSENCE, None, GLD, None, KS2), (18.7, None, 68.3, None, 61), (20.1, None, 67, None, 60))
    made = adopted(sheet)
    assert (made.availability, made.accounts.count("asked")) == ({}, 6)
    said = [("heading", "Latest figure", "Latest figure you hold"), ("heading", "Latest figure 2", "leave out")]
    made = adopted(sheet, said=said)
    assert ([one["latest_figure"] for one in made.availability.values()], made.questions) == ([18.7, 68.3, 61], [])


def test_a_list_without_headings_is_read_and_its_numbers_are_asked_about() -> None:
    rows = ((ABSENCE, "Available now", "Schools", 18.7), (GLD, "Not collected", "Early years"), (KS2, "Live", None, 61))
    made = adopted(sheet_of(*rows))
    assert [one["status"] for one in made.availability.values()] == ["Available now", "Not collected", "Available now"]
    assert made.availability["MET-050"]["note"] == "Beside it: Schools"
    assert [one.cell for one in made.questions] == ["D1", "D3"]
    assert made.local == {}


def test_a_list_of_contents_is_none() -> None:
    made = adopted(sheet_of((ABSENCE, 3), (GLD, 4), (KS2, 5)))
    assert (made.availability, made.questions) == ({}, [])


def test_headings_repeated_over_columns_that_no_word_names_are_headings_and_no_labels_of_cards() -> None:
    heads = ("No", "Title", "Data?", "Remarks")
    made = adopted(
        sheet_of(
            ("Safe",), heads, (1, REPEAT, "Have", "A remark"), (), ("Learning",), heads, (2, GLD, "Don't have"),
            looks={f"{column}{row}": BOLD for row in (2, 6) for column in "ABCD"},
        )
    )  # fmt: skip
    assert made.availability == {
        "MET-003": {"status": "Available now", "note": "A remark"},
        "MET-039": {"status": "Not collected"},
    }


def test_headings_that_stand_again_are_headings_though_nothing_makes_them_look_so() -> None:
    heads = ("How we will know", "Data in place?", "Responsible", "Reported")
    rows = [("Safe",), heads, (REPEAT, "Live", "Insight", "Quarterly"), (), ("Learning",), heads]
    made = adopted(sheet_of(("Plan",), *rows, (GLD, "Gap", "Schools", "Termly")))
    assert made.availability == {
        "MET-003": {"status": "Available now", "holder": "Insight", "frequency": "Quarterly"},
        "MET-039": {"status": "Not collected", "holder": "Schools", "frequency": "Termly"},
    }
    assert made.questions == []


def test_a_count_of_statuses_beside_the_table_is_no_second_column_of_statuses() -> None:
    counts = (("Available now", 2), ("Not collected", 1), ("Total", 3))
    rows = [(one, said, None, *count) for (one, said), count in zip(STATUSES, counts, strict=True)]
    made = adopted(sheet_of(("Measure", "Position", None, "Count", "Number"), *rows))
    assert [entry["status"] for entry in made.availability.values()] == [said for _, said in STATUSES]
    assert made.questions == []
    assert (account(made, "D2")[0], account(made, "E3")[0]) == ("not carried", "not carried")


def test_codes_above_titles_that_go_across_are_theirs() -> None:
    rows = [
        ("Ref:", "N1", "N2"),
        ("Metric:", ABSENCE, GLD),
        ("Available?", "Yes", "No"),
        ("Year:", "2024/25", "2024/25"),
    ]
    made = adopted(sheet_of(("Across",), (), *rows))
    assert [entry["status"] for entry in made.availability.values()] == ["Available now", "Not collected"]
    assert {account(made, cell)[0] for cell in ("A3", "B3", "C3", "A4")} == {"used"}


def test_titles_in_other_words_show_how_a_small_sheet_is_laid_out() -> None:
    words = ("Pupils persistently absent", "Good level of development at 5", "16-17 year olds NEET")
    across = [
        ("Status", "Live", "Gap", "Live"),
        ("Team", "Schools", "Early years", "Skills"),
        ("Value", 18.7, None, 3.2),
    ]
    made = adopted(sheet_of(("Across",), (), (None, *words), *across))
    assert [one["holder"] for one in made.availability.values()] == ["Schools", "Early years", "Skills"]
    form = [("KPI:", words[0]), ("Do you collect this?", "Yes"), ("Named lead:", "J. Officer"), ()]
    form += [("KPI:", words[1]), ("Do you collect this?", "No"), ("Named lead:", "A. Officer")]
    made = adopted(sheet_of(("Returns",), (), *form))
    assert made.availability == {
        "MET-050": {"status": "Available now", "holder": "J. Officer"},
        "MET-039": {"status": "Not collected", "holder": "A. Officer"},
    }
    plan = [("Outcome", "How we will know", "Data"), *((OUTCOME, one, "Live") for one in words)]
    made = adopted(sheet_of(*plan))
    assert sorted(made.availability) == ["MET-039", "MET-050", "MET-054"]
