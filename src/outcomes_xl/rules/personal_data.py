"""What looks as if it were about one person: numbers with a check digit, addresses. No value ever leaves here."""

from __future__ import annotations

import re

_NHS = re.compile(r"(?<![\d.,-])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?![\d.,]\d|\d)")
_UPN = re.compile(r"\b([A-HJ-NP-RT-Z])(\d{11})([\dA-HJ-NP-RT-Z])\b", re.IGNORECASE)
# Begun only where a word begins: from every letter on, a long note without a space would be read its square's times.
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# The shapes of a full postcode, from Royal Mail's guide as gov.uk gives it; a district such as SW19 is not one.
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y])"
    r" ?\d[ABD-HJLNP-UW-Z]{2})\b"
)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def nhs_number_in(text: str) -> bool:
    """Whether a ten-figure number with a right check digit stands in the text.

    The check is the NHS Data Dictionary's: weights 10 to 2, modulus 11; one number in eleven passes by chance.
    """
    return any(_nhs_check("".join(match.groups())) for match in _NHS.finditer(text))


def _nhs_check(figures: str) -> bool:
    if len(set(figures)) == 1:
        return False
    rest = 11 - sum(weight * int(figure) for weight, figure in zip(range(10, 1, -1), figures[:9], strict=True)) % 11
    return rest % 11 == int(figures[9]) and rest != 10


def upn_in(text: str) -> bool:
    """Whether a unique pupil number with a right check letter stands in the text.

    The check is that of the Department for Education's guide: weights 2 to 13, modulus 23; a temporary number ends
    in a letter, which counts by its place in the alphabet without I, O and S.
    """
    return any(_upn_check(*(part.upper() for part in match.groups())) for match in _UPN.finditer(text))


def _upn_check(letter: str, figures: str, last: str) -> bool:
    values = [int(figure) for figure in figures] + [int(last) if last.isdigit() else _UPN_LETTERS.index(last)]
    total = sum(weight * value for weight, value in zip(range(2, 14), values, strict=True))
    return _UPN_LETTERS[total % 23] == letter


def email_in(text: str) -> bool:
    """Whether an email address stands in the text."""
    return bool(_EMAIL.search(text))


def postcode_in(text: str) -> bool:
    """Whether a full United Kingdom postcode stands in the text, in capitals as people write it."""
    return bool(_POSTCODE.search(text))
