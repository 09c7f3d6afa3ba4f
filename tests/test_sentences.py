"""Counts and sentences in words: one thing and several, and a long summary in lines that can be read."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from outcomes_xl.model import Patch, Result
from outcomes_xl.model.sentences import counted, one_or_many, sentences
from outcomes_xl.reports import terminal_text


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 periods are"), (1, "1 period is"), (2, "2 periods are"), (3000, "3,000 periods are")]
)
def test_one_thing_and_several_are_said_as_such(number: int, said: str) -> None:
    assert f"{counted(number, 'period')} {one_or_many(number, 'is', 'are')}" == said


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("Nothing to do.", ["Nothing to do."]),
        (
            "Now at release 2026.12: 3 rows new. 2 cells were left.",
            ["Now at release 2026.12: 3 rows new.", "2 cells were left."],
        ),
        ("“No. Of children” is retired. Really? Yes…", ["“No. Of children” is retired.", "Really?", "Yes…"]),
        ("It is 5.5 per cent. (It was 6.)", ["It is 5.5 per cent.", "(It was 6.)"]),
        ("Schools, nurseries etc. are listed.", ["Schools, nurseries etc. are listed."]),
    ],
)
def test_a_text_is_parted_into_its_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_a_summary_stands_on_the_terminal_a_sentence_a_line() -> None:
    out = io.StringIO()
    summary = (
        "Now at release 2026.12: 3 rows new. Release 2026.12 says: Two metrics are retired. “A. B” is one of them."
    )
    terminal_text.show(Result((), Patch(), summary), Console(file=out, width=80), preview=False)
    assert out.getvalue().splitlines() == [
        "Now at release 2026.12: 3 rows new.",
        "Release 2026.12 says: Two metrics are retired.",
        "“A. B” is one of them.",
    ]
