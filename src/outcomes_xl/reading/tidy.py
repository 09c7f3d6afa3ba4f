"""Tidying at the border: what a cell says once spaces nobody can see are gone. What was typed is kept elsewhere."""

from __future__ import annotations

import re

from outcomes_xl.model import Value
from outcomes_xl.model.spelling import bare as bare

# Characters that show nothing and that come in with text from web pages, PDFs and Teams: soft hyphen, zero-width
# space, joiners and marks, word joiner, byte-order mark. The zero-width joiners matter in some scripts (Persian,
# Indic), so they are dropped for comparing only, never rewritten unasked.
# Control characters come from other systems' exports.
_CONTROLS = "".join(map(chr, (*range(9), *range(14, 32), 127, 133)))
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff" + _CONTROLS
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SEEN = {ord(letter): None for letter in _UNSEEN} | {ord(letter): " " for letter in _SPACES}
_STRAIGHT = {
    **dict.fromkeys(map(ord, "‘’‚‛′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}
_NOT_PLAIN = re.compile(f"[{_UNSEEN}{_SPACES}\t\r\n\v\f]|  |^ | $")
_BLANKS = re.compile(r"[ \t]{2,}")


def tidy_text(text: str) -> str:
    """Return the text without unseen characters, odd spaces, doubled spaces and spaces at its ends.

    Line breaks inside stay, since officers write notes in paragraphs; Windows' CR LF becomes one LF.
    """
    # Almost every cell: asked this way, a large workbook is read in half the time the pattern alone would take.
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip():
        return text
    if not _NOT_PLAIN.search(text):
        return text
    text = text.translate(_SEEN).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()


def tidy(value: Value) -> Value:
    """Return the value as rules should see it: text tidied, text that shows nothing as None, all else as it is."""
    if isinstance(value, str):
        return tidy_text(value) or None
    return value


def straight(text: str) -> str:
    """Return tidied text with curly quotation marks and long dashes made straight, for comparing words."""
    tidied = tidy_text(text)
    return tidied if tidied.isascii() else tidied.translate(_STRAIGHT)


def folded(text: str) -> str:
    """Return text for comparing without regard to capitals, quotation marks and dashes."""
    return straight(text).casefold()


def answers_in(text: str) -> list[str]:
    """Return the several answers of a cell: "Age; Sex" -> ["Age", "Sex"]."""
    return [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()] if text else []


def unseen_characters(text: str) -> str:
    """Return the characters in a text that an officer cannot see, in order of first appearance; "" when none."""
    if text.isascii() and text.isprintable():
        return ""
    return "".join(dict.fromkeys(letter for letter in text if letter in _UNSEEN or letter in _SPACES))


def is_yes(typed: Value) -> bool:
    """Whether an answer says yes, as the sheet's own formulas take it: capitals and spaces around it do not matter."""
    return isinstance(typed, str) and folded(typed) == "yes"
