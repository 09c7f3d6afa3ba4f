"""What an officer probably meant: the id, code or word nearest to what was typed, or nothing when it is a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_CONFUSED = str.maketrans({"o": "0", "i": "1", "l": "1", "–": "-", "—": "-"})
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_NEAR_ENOUGH = 82.0
"""Of 100, for words. "Not colected" scores 96 against "Not collected"; "Available" 82 against "Available now"."""
_CLEAR_LEAD = 6.0


def did_you_mean(typed: str, known: Iterable[str]) -> str | None:
    """Return the one known id, code or word that was probably meant, or None when there is none or more than one.

    Case, spaces, punctuation, O for 0, l for 1 and missing zeros are forgiven: "met 1" is MET-001. In a code
    one missing or extra character, two swapped ones or one wrong letter are forgiven: "E0900012" is E09000012.
    Returns None for what is known already.
    """
    options = tuple(dict.fromkeys(known))
    if not _bare(typed) or typed in options:
        return None
    for same in (_bare, _confused, _numbered):
        if found := _only(typed, options, same):
            return found
    if any(character.isdigit() for character in typed):
        return _one_slip(typed, options)
    return _longer(typed, options) or _like(typed, options)


def _bare(text: str) -> str:
    return "".join(_PARTS.findall(text.casefold()))


def _confused(text: str) -> str:
    return _bare(text).translate(_CONFUSED)


def _numbered(text: str) -> str:
    parts = _PARTS.findall(text.casefold())
    return "-".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)


def _only(typed: str, options: tuple[str, ...], same: Callable[[str], str]) -> str | None:
    wanted = same(typed)
    found = [option for option in options if same(option) == wanted]
    return found[0] if len(found) == 1 else None


def _one_slip(typed: str, options: tuple[str, ...]) -> str | None:
    from rapidfuzz.distance import OSA  # only when something is wrong: a clean workbook never pays for it

    wanted = _confused(typed)
    close = [option for option in options if OSA.distance(wanted, _confused(option), score_cutoff=1) <= 1]
    found = [option for option in close if not _another_digit(wanted, _confused(option))]
    return found[0] if len(found) == 1 else None


def _another_digit(left: str, right: str) -> bool:
    # Ids stand close together: with one digit exchanged for another, 555 would be 055, which is only a guess.
    if len(left) != len(right) or sorted(left) == sorted(right):
        return False
    return any(a != b and a.isdigit() and b.isdigit() for a, b in zip(left, right, strict=True))


def _longer(typed: str, options: tuple[str, ...], shortest: int = 5) -> str | None:
    wanted = _bare(typed)
    found = [option for option in options if _bare(option).startswith(wanted)] if len(wanted) >= shortest else []
    return found[0] if len(found) == 1 else None


def _like(typed: str, options: tuple[str, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    best = process.extract(typed, options, scorer=fuzz.ratio, processor=str.casefold, limit=2)
    if not best or best[0][1] < _NEAR_ENOUGH:
        return None
    return best[0][0] if len(best) == 1 or best[0][1] - best[1][1] >= _CLEAR_LEAD else None
