"""Numbers and days of one person, as they are written in haste."""

from __future__ import annotations

import pytest

from outcomes_xl.sharing.signs import signs

LOOSE = {
    "a date of birth": (
        "born 3 April 2015",
        "born 3rd April 2015",
        "born on 04.05.2016",
        "date of birth 2015/06/07",
        "d o b 06 06 2014",
    ),
    "a pupil number": ("temp UPN H80120000100A",),
    "a learner number": ("ULN: 1234567897",),
    "a case id": (
        "case 2024/00123",
        "case ref MER-44-871",
        "Capita ONE id 445569",
        "https://mosaic.example.org/person/778812",
    ),
    "a telephone number": ("mob 07700900127/8", "tel 8545 4446", "t. 00 44 20 8545 4447"),
    "a full postcode": ("sw195ad", "Sw19 5ag", "SW19  5AF"),
}


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in LOOSE.items() for text in texts])
def test_what_is_written_in_haste_is_asked_about(what: str, text: str) -> None:
    assert what in [sign.what for sign in signs(text, "Note")]


@pytest.mark.parametrize(
    "text",
    [
        "children born on 1 September 2020 or after",
        "All children born 1 April 2015 to 31 March 2016",
        "KS2 1st attempt, year 6",
        "See table 2024/25",
        "Agreed in phase 2, 3 and 4 of 2026",
        "Call 3 of 4 was made",
        "SE1 and SW19 are outward codes",
        "UPN is the key in this system",
        "case management system, 2025/26",
    ],
)
def test_harmless_words_are_not(text: str) -> None:
    assert signs(text, "Note") == ()
