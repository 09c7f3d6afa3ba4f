"""What an officer probably meant: the known id, code or word nearest to what was typed, and whether that is sure.

Everything that guesses does it here, so that there is one place to say what may be offered for writing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from outcomes_xl.model.book import Value

_PARTS = re.compile(r"\d+|[^\W\d_]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CONFUSED = str.maketrans({"o": "0", "i": "1", "l": "1"})
_NEAR_ENOUGH = 82.0
"""Of 100, for words. "Not colected" scores 96 against "Not collected"; "Available" 82 against "Available now"."""
_CLEAR_LEAD = 6.0
_MOST_COMPARISONS = 12_000

Key = tuple[str, ...]


# How two texts are compared ---------------------------------------------------------------------------------------


def _folded(text: str) -> list[str]:
    """Return the words and numbers of a text, without capitals, spaces and punctuation: "Met-053 " -> met, 053."""
    return _PARTS.findall(text.casefold())


def bare(text: str) -> str:
    """Return only the letters and digits, folded: how two headings are compared. "Your note:" -> "yournote"."""
    return "".join(_folded(text))


def _confused(text: str) -> str:
    return bare(text).translate(_CONFUSED)


def _key(text: str) -> Key:
    """Return what is meant by an id, however it is spaced and padded with noughts: "met 53 " -> "met", 53."""
    # As text: Python makes no number of more than some thousand digits, and a cell may hold them.
    parts = _folded(_THOUSANDS.sub("", text))
    return tuple((part.lstrip("0") or "0") if part.isdecimal() else part for part in parts)


# What was meant ---------------------------------------------------------------------------------------------------


def did_you_mean(typed: str, known: Iterable[str]) -> str | None:
    """Return the one known id, code or word that was probably meant, or None when there is none or more than one.

    Case, spaces, punctuation, O for 0, l for 1 and missing zeros are forgiven: "met 1" is MET-001. In a code
    one missing or extra character, two swapped ones or one wrong letter are forgiven: "E0900012" is E09000012.
    Returns None for what is known already.
    """
    options = tuple(dict.fromkeys(known))
    if not bare(typed) or typed in options:
        return None
    for same in (bare, _confused, _key):
        if found := _only(typed, options, same):
            return found
    if any(character.isdigit() for character in typed):
        return _one_slip(typed, options)
    return _longer(typed, options) or _like(typed, options)


def _only(typed: str, options: tuple[str, ...], same: Callable[[str], Hashable]) -> str | None:
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
    wanted = bare(typed)
    found = [option for option in options if bare(option).startswith(wanted)] if len(wanted) >= shortest else []
    return found[0] if len(found) == 1 else None


def _like(typed: str, options: tuple[str, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    best = process.extract(typed, options, scorer=fuzz.ratio, processor=str.casefold, limit=2)
    if not best or best[0][1] < _NEAR_ENOUGH:
        return None
    return best[0][0] if len(best) == 1 or best[0][1] - best[1][1] >= _CLEAR_LEAD else None


# What may be written without asking -------------------------------------------------------------------------------

_LONG = 7
"""Letters of a word in which one slip is only a slip: "Quartely". In a shorter one it may be another word: not, now."""
_MUCH_LONGER = 60
_PLAIN = re.compile(r"[\s\w.,;:'\"()\[\]‘’“”„`´\-‐‑‒–—―−·•]+")
"""Marks that say nothing. A question mark says doubt; a stroke "or"; a cross, a tilde or an arrow may say "not"."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")


def keeps_meaning(typed: Value, offered: Value) -> bool:
    """Return True where a text can be written over another without asking, since nobody could mean two things by them.

    Alike but for spaces, marks nobody can see, capitals, punctuation, noughts before a number, an s at the end of a
    word, and one slip in a long one, its first letter kept: whatever turns a word round stands before it (un-, in-,
    non-, bi-, half-), or is a word or a number of its own.
    """
    if not isinstance(typed, str) or not isinstance(offered, str):
        return False
    if typed == offered:
        return True
    if len(typed) > _MUCH_LONGER + 4 * len(offered):
        return False  # a page of text is no slip, and nothing to compare letter by letter
    mine, theirs = _UNSEEN.sub("", typed).replace("&", " and "), offered.replace("&", " and ")
    if _signs(mine) != _signs(theirs):
        return False
    if not bare(mine):
        return False
    return _key(mine) == _key(theirs) or _joined(mine) == _joined(theirs) or _one_small_slip(_key(mine), _key(theirs))


def _signs(text: str) -> str:
    """Return the signs of a text that say something: "Trusted?" -> "?", "per 1,000" -> ""."""
    return _PLAIN.sub("", text)


def _joined(text: str) -> Key:
    """Return the words of a text written as one, its numbers apart: "Not collected" -> notcollected."""
    parts = _key(text)
    return tuple(part for _, some in groupby(parts, str.isdecimal) for part in _run_together(list(some)))


def _run_together(parts: list[str]) -> list[str]:
    return parts if parts[0].isdecimal() else ["".join(parts)]


def _one_small_slip(mine: Key, theirs: Key) -> bool:
    if len(mine) != len(theirs):
        return False
    differ = [(ours, wanted) for ours, wanted in zip(mine, theirs, strict=True) if not _same_word(ours, wanted)]
    return not differ or (len(differ) == 1 and _is_slip(*differ[0]))


def _same_word(typed: str, wanted: str) -> bool:
    """Whether two words are one, but for an s at the end; words of one or two letters and numbers stay as they are."""
    if typed == wanted:
        return True
    short, long = sorted((typed, wanted), key=len)
    return long == f"{short}s" and len(short) > 2 and short.isalpha()


def _is_slip(typed: str, wanted: str) -> bool:
    from rapidfuzz.distance import OSA

    if len(wanted) < _LONG or typed[0] != wanted[0] or not typed.isalpha() or not wanted.isalpha():
        return False
    return bool(OSA.distance(typed, wanted, score_cutoff=1) <= 1)


# What is never meant ----------------------------------------------------------------------------------------------

_TURN_ROUND = frozenset(
    [
        *("not", "no", "non", "none", "never", "nor", "neither", "without", "un", "in", "im", "ir", "il", "dis", "ex"),
        *("anti", "except", "but", "only", "other", "less", "more", "almost", "nearly", "hardly", "barely", "rarely"),
        *("seldom", "partly", "half", "semi", "bi", "double", "once", "twice", "thrice", "fortnightly", "every", "per"),
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "first"),
        *("second", "third", "before", "after", "from", "below", "above", "under", "over", "up", "down"),
    ]
)
"""Words that say something else by standing there, or by standing there no longer."""
_PREFIXES = (
    *("un", "in", "im", "ir", "il", "non", "dis", "mis", "de", "re", "anti", "counter", "ex", "pre", "post"),
    *("half", "semi", "bi", "tri", "quarter", "multi", "mono", "under", "over", "sub", "super", "inter", "intra"),
)
_OPPOSITES = (
    *({"higher", "lower"}, {"higher", "less"}, {"lower", "more"}, {"broader", "narrower"}, {"yes", "no"}),
    *({"yearly", "half-yearly"}, {"now", "not"}, {"now", "never"}, {"with", "without"}, {"running", "ended"}),
    *({"ending", "ended"}, {"found", "lost"}, {"more", "less"}, {"untargeted", "universal"}, {"exact", "inexact"}),
    *({"monthly", "weekly"}, {"monthly", "fortnightly"}, {"termly", "weekly"}, {"yearly", "weekly"}),
)


def turned_round(typed: str, known: str) -> bool:
    """Return True where one text says what the other does not: across a negation, a number, a prefix or an opposite."""
    mine, theirs = _folded(typed), _folded(known)
    only = {*(Counter(mine) - Counter(theirs)), *(Counter(theirs) - Counter(mine))}
    if any(part.isdecimal() for part in only) or only & _TURN_ROUND:
        return True
    ours, wanted = set(mine) - set(theirs), set(theirs) - set(mine)
    return any(_opposite(one, other) for one in ours for other in wanted)


def _opposite(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if {one, other} in _OPPOSITES or any(long == f"{prefix}{short}" for prefix in _PREFIXES):
        return True
    # The stem need not be spelled well: "unavailible" is no kind of "available".
    stems = (long.removeprefix(prefix) for prefix in _PREFIXES if long.startswith(prefix) and len(long) > len(prefix))
    return any(_alike(stem, short) for stem in stems)


def _alike(stem: str, word: str) -> bool:
    from rapidfuzz import fuzz

    return (
        len(stem) > 2 and fuzz.ratio(stem, word) > fuzz.ratio(stem[1:], word) and fuzz.ratio(stem, word) >= _NEAR_ENOUGH
    )


# What may be offered ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Guess:
    """The known word that was probably meant; ``sure`` when it may be written without asking, else it is asked."""

    value: str
    sure: bool


_NOBODYS: Mapping[str, str] = {}


class Near:
    """Find the known word that was probably meant, and say whether that is sure. Remembered for one check.

    An id is sure only when it is the same id written differently: MET-53 for MET-053. A slip of a figure may be
    somebody else's metric, so it is named and never written. A word of a list is sure where it keeps its meaning
    (``keeps_meaning``), and nothing is said where it would turn what was typed round: Unavailable is not Available.
    ``everyday`` are other words for those of the list, folded; each is asked. After some thousands of comparisons the
    answer is "no idea": someone whose every id is unknown has another trouble than spelling, and the check must stay
    quick.
    """

    def __init__(self) -> None:
        self._asked: dict[tuple[str, int], Guess | None] = {}
        self._meant: dict[int, tuple[Collection[str], dict[Key, str | None]]] = {}
        self._left = _MOST_COMPARISONS

    def __call__(self, typed: str, options: Collection[str], everyday: Mapping[str, str] = _NOBODYS) -> Guess | None:
        key = (typed, id(options))
        if key not in self._asked:
            self._asked[key] = self._look(typed, options, everyday)
        return self._asked[key]

    def _look(self, typed: str, options: Collection[str], everyday: Mapping[str, str]) -> Guess | None:
        typed = _UNSEEN.sub("", typed)
        same = self._same(options).get(_key(typed))
        if same and keeps_meaning(typed, same):
            return Guess(same, sure=True)
        if word := everyday.get(everyday_key(typed)) or same:
            return Guess(word, sure=False)
        if self._left < len(options):
            return None
        self._left -= len(options)
        kept = [option for option in options if not _is_id(option) and keeps_meaning(typed, option)]
        if len(kept) == 1:
            return Guess(kept[0], sure=True)
        value = did_you_mean(typed, options)
        if value is None or (not _is_id(value) and turned_round(typed, value)):
            return None
        return Guess(value, sure=False)

    def _same(self, options: Collection[str]) -> dict[Key, str | None]:
        # The options are kept beside their index, so that no other collection can take their place in memory.
        if id(options) not in self._meant:
            index: dict[Key, str | None] = {}
            for option in options:
                index[_key(option)] = None if _key(option) in index else option
            self._meant[id(options)] = (options, index)
        return self._meant[id(options)][1]


def _is_id(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and " " not in text.strip()


def everyday_key(text: str) -> str:
    """Return a text as everyday words are looked up: small letters, single spaces, no full stops: "N/A." -> "n/a"."""
    return " ".join(_UNSEEN.sub("", text).casefold().replace(".", "").split())


def by_name(names: Mapping[str, str]) -> dict[Key, str]:
    """Return ids by what tells their names apart; a name that two ids share names neither."""
    found: dict[Key, str] = {}
    twice: set[Key] = set()
    for one, name in names.items():
        if (key := (*_key(name), _signs(name))) in found:
            twice.add(key)
        found.setdefault(key, one)
    return {key: one for key, one in found.items() if key not in twice and len(key) > 1}


def name_key(typed: str) -> Key:
    return (*_key(typed), _signs(typed))
