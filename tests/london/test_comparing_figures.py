"""Published figures side by side: what is compared, what falls out and why, and places that ties share."""

from __future__ import annotations

import pytest

from outcomes_xl.london.all_tables import collated
from outcomes_xl.london.borough_page import _with_its_unit, borough_lines
from outcomes_xl.london.compare_figures import comparisons
from outcomes_xl.london.figures_beside import Comparison, FigureBeside
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.places_in_order import fifth, median, place_in_words, places
from outcomes_xl.reading.figures import number_in
from tests.london.made import FRAMEWORK, picture, taken

HEAD = "| metric_id | found | found_figure | found_unit | found_period |\n"
GLD = next(one.id for one in FRAMEWORK.metrics.values() if one.title == "GLD at age 5")
NEUTRAL = next(one.id for one in FRAMEWORK.metrics.values() if one.polarity == "No agreed direction")


def one(**figures: str) -> Comparison:
    (made,) = comparisons(picture(**{name: f"{HEAD}| {GLD} | {text} |" for name, text in figures.items()}))
    return made


def places_of(made: Comparison) -> dict[str, str]:
    return {line.taken.borough.name: line.place or line.why_not for line in made.lines}


def test_equal_figures_share_their_places() -> None:
    made = one(
        Barnet="Found | 71 | % | 2024/25",
        Brent="Found | 68 | % | 2024/25",
        Camden="Found | 68 | % | 2024/25",
        Ealing="Found | 0 | % | 2024/25",
    )
    assert places_of(made) == {
        "Barnet": "1st of 4",
        "Brent": "joint 2nd–3rd of 4",
        "Camden": "joint 2nd–3rd of 4",
        "Ealing": "4th of 4",
    }
    assert made.median == 68
    assert {line.fifth for line in made.lines} == {None}


def test_only_figures_of_one_kind_are_compared_and_the_others_say_why_not() -> None:
    made = one(
        Barnet="Found | 71 | % | 2024/25",
        Brent="Found | 68 | % | 2024/25",
        Bromley="Found | 66 | % | 2024/25",
        Camden="Found | 70 | % | 2023/24",
        Croydon="Found | 640 | number | 2024/25",
        Ealing="Published, but withheld for your borough | c | % | 2024/25",
        Enfield="Found, partial sum | 12 | % | 2024/25",
        Greenwich="Found, with a caution | 69 | % | 2024/25",
        Hackney="Found, combined with a neighbour | 67 | % | 2024/25",
        City_of_London="Found | 80 | % | 2024/25",
    )
    assert places_of(made) == {
        "Barnet": "1st of 3",
        "Brent": "2nd of 3",
        "Bromley": "3rd of 3",
        "Camden": "for another period",
        "City of London": "too few children to be set beside others",
        "Croydon": "in another unit",
        "Ealing": "withheld by the publisher",
        "Enfield": "a part of the figure only",
        "Greenwich": "found with a caution: it may be defined otherwise",
        "Hackney": "published together with a neighbour",
    }
    assert made.fell_out.startswith("1 a part of the figure only; 1 for another period; ")


def test_a_workbook_that_defines_the_metric_otherwise_falls_out() -> None:
    found = f"{HEAD}| {GLD} | Found | 70 | % | 2024/25 |"
    own = f"| metric_id | metric | definition |\n| {GLD} | GLD at age 5 | Our own count at age 4 |"
    made = Picture((taken("Brent", found), taken("Camden", found, framework=own)), FRAMEWORK)
    assert places_of(next(iter(comparisons(made))))["Camden"] == "the workbook defines the metric otherwise"


def test_no_place_is_given_where_no_direction_is_agreed_or_fewer_than_three_can_be_compared() -> None:
    kind = FRAMEWORK.metrics[NEUTRAL]
    texts = {
        name: f"{HEAD}| {NEUTRAL} | Found | {k} | {kind.unit} | 2025 |"
        for k, name in enumerate(("Brent", "Camden", "Ealing"), 5)
    }
    (neutral,) = comparisons(picture(**texts))
    assert {line.place for line in neutral.lines} == {""}
    assert neutral.why_no_place == "Nobody has agreed which way is better."
    two = one(Brent="Found | 5 | % | 2024/25", Camden="Found | 6 | % | 2024/25")
    assert two.why_no_place == "Only 2 can be compared."
    assert two.median is None


def test_the_caution_travels_with_the_number() -> None:
    withheld = next(m for m in FRAMEWORK.metrics.values() if m.caution)
    beside = picture(Brent=f"{HEAD}| {withheld.id} | Found | 5 | {withheld.unit} | 2024/25 |")
    found = collated(beside, ())
    assert found.tables["figures"].column("caution") == [withheld.caution]
    assert found.tables["comparisons"].column("caution") == [withheld.caution]
    page = borough_lines(found)["E09000005"]
    assert [line[-1] for line in page if line[5]] == [withheld.caution]


def test_what_to_know_of_a_borough_travels_with_its_figures() -> None:
    beside = picture(
        City_of_London=f"{HEAD}| {GLD} | Found | 80 | % | 2024/25 |",
        Hackney=f"{HEAD}| {GLD} | Found | 70 | % | 2024/25 |",
    )
    table = collated(beside, ()).tables["figures"]
    assert table.column("flag")[0].startswith("Very few children")  # type: ignore[union-attr]
    assert [bool(one) for one in table.column("flag")] == [True, bool(FRAMEWORK.boroughs["E09000012"].combined_with)]


def test_negative_gaps_and_take_up_above_a_hundred_are_kept() -> None:
    gap = next(m for m in FRAMEWORK.metrics.values() if m.unit == "percentage points")
    texts = {
        name: f"{HEAD}| {gap.id} | Found | {value} | {gap.unit} | 2024/25 |\n"
        f"| {GLD} | Found | {value + 110} | % | 2024/25 |"
        for name, value in (("Brent", -4.5), ("Camden", 0), ("Ealing", 2))
    }
    found = {made.metric.id: made.values for made in comparisons(picture(**texts))}
    assert found == {gap.id: [-4.5, 0, 2], GLD: [105.5, 110, 112]}


def test_places_medians_and_fifths() -> None:
    assert places({"a": 2.0, "b": 2.0, "c": 1.0}, high_first=False) == {"c": (1, 1), "a": (2, 3), "b": (2, 3)}
    assert place_in_words((5, 8), 20) == "joint 5th–8th of 20"
    assert [place_in_words((n, n), 31).split()[0] for n in (1, 2, 3, 11, 12, 13, 21, 22)] == [
        "1st", "2nd", "3rd", "11th", "12th", "13th", "21st", "22nd",
    ]  # fmt: skip
    assert (median([1, 2]), median([3, 1, 2]), median([1, 2, 4, -5])) == (None, 2, 1.5)
    assert [fifth((n, n), 10) for n in (1, 2, 3, 10)] == [1, 1, 2, 5]
    assert fifth((1, 1), 9) is None
    assert fifth((2, 3), 10) is None


def test_a_word_and_a_sign_for_no_figure_are_not_called_unreadable() -> None:
    made = one(
        Barnet="Found | Outstanding | judgement | 31 March 2025",
        Brent="Found, not available | - | % | 2024/25",
        Camden="Could not be read | n | % | 2024/25",
        Ealing="Found | z | % | 2024/25",
    )
    assert places_of(made) == {
        "Barnet": "a judgement in words",
        "Brent": "the publisher gives no figure",
        "Camden": "not a figure that can be read",
        "Ealing": "does not apply",
    }


@pytest.mark.parametrize(
    ("shown", "unit", "said"),
    [
        ("63.5", "%", "63.5%, 2024/25"),
        ("412", "£", "£412, 2024/25"),
        ("12.1", "per 1,000", "12.1 per 1,000, 2024/25"),
        ("27.9", "to be agreed", "27.9 (unit to be agreed), 2024/25"),
        ("c", "%", "c, 2024/25"),
        ("75.08311458", "%", "75.1%, 2024/25"),
        ("1098.370728", "£", "£1,098, 2024/25"),
        ("0.134", "score", "0.13 score, 2024/25"),
        ("15.3", "number", "15.3, 2024/25"),
        ("Outstanding", "judgement", "Outstanding, 2024/25"),
    ],
)
def test_on_a_boroughs_page_a_figure_stands_with_its_unit_as_it_is_read(shown: str, unit: str, said: str) -> None:
    metric = next(iter(FRAMEWORK.metrics.values()))
    figure = FigureBeside(metric, taken("Merton", ""), 6, shown, number_in(shown), unit, "2024/25")
    assert _with_its_unit(figure) == said
