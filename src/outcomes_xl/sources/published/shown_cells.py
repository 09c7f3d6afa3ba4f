"""A cell's text with how it looks in the publisher's workbook, where it may not count: struck through, hidden."""

from __future__ import annotations


class Shown(str):
    """A text like any other that knows its look, as the end of a sentence: "is struck through"."""

    __slots__ = ("look",)
    look: str

    @classmethod
    def as_(cls, text: str, look: str) -> Shown:
        shown = cls(text)
        shown.look = look
        return shown


SHOWN_AS_NOTHING = "is shown as nothing by its number format"
STRUCK, IN_A_HIDDEN_ROW, IN_A_HIDDEN_COLUMN = "is struck through", "is in a hidden row", "is in a hidden column"
