"""What may be written without asking: every word of Lists, changed in every way that keeps or changes its meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.everyday_words import FIGURES, everyday_words
from outcomes_xl.model.spelling import Guess, Near, everyday_key, keeps_meaning, turned_round
from outcomes_xl.reading.figures import NotAFigure, figure

FRAMEWORK = load_framework()
LISTS = tuple(dict.fromkeys(word.list for word in FRAMEWORK.words))
WORDS = [(name, word) for name in LISTS for word in FRAMEWORK.list(name)]
LONG = 7


def _of_each_long_word(change: Callable[[str], Iterator[str]]) -> Callable[[str], Iterator[str]]:
    def changed(text: str) -> Iterator[str]:
        parts = text.split(" ")
        for place, part in enumerate(parts):
            if part.isalpha() and len(part) >= LONG:
                for slip in change(part):
                    yield " ".join([*parts[:place], slip, *parts[place + 1 :]])

    return changed


def _one_letter_less(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _two_letters_swapped(word: str) -> Iterator[str]:
    for at in range(1, len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _a_letter_twice(word: str) -> Iterator[str]:
    return (word[:at] + word[at] + word[at:] for at in range(1, len(word)))


SAFE: Mapping[str, Callable[[str], Iterator[str]]] = {
    "spaces": lambda w: iter([f" {w}", f"{w}  ", w.replace(" ", "  "), w.replace(" ", "\u00a0"), w.replace(" ", "\n")]),
    "marks nobody sees": lambda w: iter([f"{w}\u200b", f"\ufeff{w}", w[:1] + "\u00ad" + w[1:]]),
    "capitals": lambda w: iter([w.upper(), w.lower(), w.title(), w.swapcase()]),
    "punctuation": lambda w: iter([f"{w}.", f"“{w}”", f"({w})", w.replace(",", ""), w.replace(" ", "-"), f"- {w}"]),
    "a plural s": lambda w: iter([f"{w}s"] if w[-1:].isalpha() and w[-1:] != "s" and len(w.split()[-1]) > 2 else []),
    "a letter less": _of_each_long_word(_one_letter_less),
    "letters swapped": _of_each_long_word(_two_letters_swapped),
    "a letter twice": _of_each_long_word(_a_letter_twice),
}
_PREFIXES = ("un", "Un", "in", "im", "ir", "non-", "non", "Non ", "bi-", "bi", "half-", "half ", "semi-", "dis", "mis")
_BEFORE = ("not ", "Not ", "no ", "never ", "without ", "6 ", "two ", "twice ", "half ", "almost ", "hardly ")
_OTHERS = (
    ("not", "now"),
    ("Not", "Now"),
    ("higher", "lower"),
    ("Higher", "Lower"),
    ("Lower", "Higher"),
    ("with", "without"),
)
_NUMBERS = (
    ("Three", "Two"),
    ("31", "30"),
    ("30", "31"),
    ("1,000", "10,000"),
    ("10,000", "100,000"),
    ("100,000", "1,000"),
)

TURNS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "a prefix": lambda w: (f"{p}{w}" for p in _PREFIXES),
    "a prefix inside": lambda w: (
        " ".join([*w.split(" ")[:at], p + part, *w.split(" ")[at + 1 :]])
        for at, part in enumerate(w.split(" "))
        if part[:1].isalpha() and len(part) > 3
        for p in _PREFIXES
    ),
    "a word before": lambda w: (f"{b}{w}" for b in _BEFORE),
    "a word after": lambda w: iter([f"{w} no", f"{w}: no", f"{w} (not)", f"{w} 2", f"{w} or not", f"{w} ended"]),
    "a negation taken out": lambda w: (
        w.replace(n, "") for n in ("Not ", "not ", "No ", "no ", "un", "Do not ") if n in w
    ),
    "another word": lambda w: (re.sub(rf"\b{a}\b", b, w) for a, b in _OTHERS if re.search(rf"\b{a}\b", w)),
    "another number": lambda w: (w.replace(a, b) for a, b in _NUMBERS if a in w),
    "a sign": lambda w: (f"{w}{s}" for s in ("?", "??", " ✗", " ❌", "*", "/", " <", "%", "½")),
    "a cross before": lambda w: (f"{s}{w}" for s in ("✗ ", "¬", "≠", "~", "!", "½ ", "<", "\u202e")),
}


def _guess(name: str, typed: str) -> Guess | None:
    return Near()(typed, FRAMEWORK.list(name), everyday_words(name))


@pytest.mark.parametrize("kind", SAFE)
def test_what_cannot_change_the_meaning_is_put_right_without_asking(kind: str) -> None:
    for name, word in WORDS:
        for typed in SAFE[kind](word):
            known = typed in FRAMEWORK.list(name) or everyday_key(typed) in everyday_words(name)
            if typed.strip() and not known and any(map(str.isalnum, typed)):
                assert _guess(name, typed) == Guess(word, sure=True), (name, word, typed)


@pytest.mark.parametrize("kind", TURNS)
def test_what_could_change_the_meaning_is_never_written(kind: str) -> None:
    for name, word in WORDS:
        for typed in TURNS[kind](word):
            guess = _guess(name, typed)
            assert guess is None or not guess.sure or _is_itself(guess.value, typed), (name, word, typed)


def _is_itself(word: str, typed: str) -> bool:
    """Whether what was left is another word of the list: "not use" without its "not"."""
    return word.casefold() == typed.strip().casefold()


@pytest.mark.parametrize("kind", ["a prefix", "a prefix inside", "a word before", "another word", "another number"])
def test_what_says_the_opposite_is_not_even_suggested(kind: str) -> None:
    known = {everyday_key(typed) for name in LISTS for typed in everyday_words(name)}
    for name, word in WORDS:
        for typed in TURNS[kind](word):
            if typed.split()[0] not in ("almost",) and everyday_key(typed) not in known:
                assert (guess := _guess(name, typed)) is None or guess.value != word, (name, word, typed)


def test_no_word_of_a_list_is_ever_written_over_by_another() -> None:
    for name, word in WORDS:
        others = [other for other in FRAMEWORK.list(name) if other != word]
        assert not [other for other in others if keeps_meaning(word, other)], word
        guess = Near()(word, others)
        assert guess is None or not guess.sure, (word, guess)


def test_how_many_cases_that_is() -> None:
    found: Counter[str] = Counter()
    for changes in (SAFE, TURNS):
        for change in changes.values():
            for name, word in WORDS:
                for typed in change(word):
                    guess = _guess(name, typed)
                    found["none" if guess is None else "applied" if guess.sure else "asked"] += 1
    assert found.total() > 10_000
    assert min(found.values()) > 100, found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("status", "Unavailable now"),
        ("status", "Collected and extractable"),
        ("status", "Collected, now extractable"),
        ("quality", "Untrusted"),
        ("frequency", "6 monthly"),
        ("frequency", "Bi-monthly"),
        ("frequency", "Half yearly"),
        ("decision", "Use without a note"),
        ("domain", "Unsafe"),
        ("unit", "per 1,00"),
    ],
)
def test_an_opposite_is_never_written(name: str, typed: str) -> None:
    guess = _guess(name, typed)
    assert guess is None or not guess.sure


@pytest.mark.parametrize(
    ("name", "typed", "word"),
    [
        ("geography", "LA", "Borough"),
        ("geography", "LSOA", "Lower super output area"),
        ("breakdown", "FSM", "Free school meals"),
        ("breakdown", "Gender", "Sex"),
        ("frequency", "Annual", "Yearly"),
        ("quality", "Good", "Trusted"),
        ("service_state", "Live", "Running"),
        ("status", "N/A.", "Not applicable"),
        ("decision", "Yes", "Use"),
        ("contribution", "High", "Main"),
    ],
)
def test_an_everyday_word_is_known_and_asked(name: str, typed: str, word: str) -> None:
    assert _guess(name, typed) == Guess(word, sure=False)


def test_every_everyday_word_is_asked_and_none_is_a_word_of_its_list_already() -> None:
    for name in LISTS:
        for typed, word in everyday_words(name).items():
            assert typed not in FRAMEWORK.list(name)
            guess = _guess(name, typed)
            assert guess is not None and (guess.value == word or guess.sure), (name, typed, guess)


def test_every_everyday_word_of_a_figure_is_read_as_one_once_it_is_typed() -> None:
    for typed, word in everyday_words(FIGURES).items():
        assert not isinstance(figure(word), NotAFigure), typed


def test_a_very_long_text_and_a_very_long_number_are_no_trouble() -> None:
    for typed in ("9" * 32_000, "MET-" + "0" * 32_000, "x" * 32_000, "\u0661" * 5000, "1" * 5000 + "." + "2" * 5000):
        assert _guess("status", typed) is None
        assert isinstance(figure(typed), NotAFigure)
    assert not turned_round("", "Available now")
