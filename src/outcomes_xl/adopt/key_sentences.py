"""Keys written as sentences: "Y = we have it, N = nobody collects it", "✅ have it ❌ not collected", "R – no data".

A sentence gives pairs, a word and its meaning. Which pairs explain anything is for those who read the sheet to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = r"[^\s=.;,:]{1,12}"
_BEFORE = r"(?:^|[.;,:\n(\[]\s*)"
_EQUAL = re.compile(rf"{_BEFORE}({_WORD}(?: {_WORD}){{0,3}})\s*=")
_COLON = re.compile(rf"(?:^|[.;,\n(\[]\s*)({_WORD}(?: {_WORD})?)\s*:")
_DASH = re.compile(r"(?:^|[.;,\n(\[]\s*)([^\W_]{1,6}) [–—-] ")
_MEANS = re.compile(rf"(?:{_BEFORE}|\band )({_WORD}) (?:means|is for|stands for) ")
_ONLY_EQUAL = re.compile(r"([^\s=.;,:(\[]{1,6}) ?=")
_SYMBOL = re.compile("([\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?)")
_BETWEEN = re.compile(r" {2,}|\t| *\| *")
"""What stands between the pairs of a key in one cell beside full stops and commas."""
_END = re.compile(r"[.;\n=]")
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]\s*\??\s*$")
_WHERE = re.compile(r"^[\s/|•·]*(?:and |or |& )?|[\s,/|•·]*(?:\b(?:and|or)|&)?\s*$")
_CALLED = re.compile(r"^\s*(?:key|legend|code)s?(?: to [a-z ]+)?\s*:\s*", re.I)

Pairs = list[tuple[str, str]]


def may_explain(text: str) -> bool:
    """Whether a text has a sign of a key in it at all: most have none, and are done with a look."""
    return "=" in text or ":" in text or " - " in text or " means " in text or not text.isascii()


def pairs_in(text: str, *, alone: bool = False) -> Pairs:
    """Return what a text explains, by "=", by symbols, by ":", by dashes; [] where it is no key.

    ``alone``: one pair is enough, as where each stands in a cell of its own.
    """
    said = _CALLED.sub("", _BETWEEN.sub("; ", text))
    if "=" in said:
        found = _between(_EQUAL, said)
        return found if len(found) == said.count("=") else _between(_ONLY_EQUAL, said)
    for pattern in (_SYMBOL, _COLON, _MEANS, _DASH):
        found = _between(pattern, said)
        if len(found) > (0 if alone or pattern is _COLON else 1):
            return found
    return []


def pairs_in_brackets(text: str) -> Pairs:
    """Return what the brackets at the end of a heading explain: Have it? (Y/N/P = partner)."""
    found = _IN_BRACKETS.search(text) if text.rstrip(" ?").endswith((")", "]")) else None
    if found is None:
        return []
    parts = pairs_in(found[1]) or [pair for part in re.split(r"[/,;]", found[1]) for pair in pairs_in(part)]
    return [(left.rpartition("/")[2], means) for left, means in parts]


def before_pairs(text: str) -> str:
    """Return the words before the first pair of a text, as where a heading goes on with what its letters mean."""
    starts = [one.start(1) for pattern in (_EQUAL, _SYMBOL) if (one := pattern.search(text))]
    return text[: min(starts, default=0)].strip(" :([–—-,;")


def _between(pattern: re.Pattern[str], said: str) -> Pairs:
    """Return each word that a pattern finds with what stands between it and the next, as far as its sentence goes."""
    found = list(pattern.finditer(said))
    made = []
    for at, one in enumerate(found):
        rest = said[one.end() : found[at + 1].start() if at + 1 < len(found) else len(said)]
        ends = _END.search(rest)
        means = _WHERE.sub("", rest[: ends.start()] if ends else rest).strip(" :–—-,=")
        if means.count(")") > means.count("("):
            means = means.rstrip(") ")
        if means:
            made.append((one[1].strip(), means))
    return made


def without_shared_word(labels: list[str]) -> Iterator[str]:
    """Give labels without the word that all of them begin with: Score 0, Score 1 -> 0, 1."""
    parts = [label.split() for label in labels]
    shared = len(parts) > 1 and all(len(one) > 1 for one in parts) and len({one[0].casefold() for one in parts}) == 1
    for label, words in zip(labels, parts, strict=True):
        yield " ".join(words[1:]) if shared else label
