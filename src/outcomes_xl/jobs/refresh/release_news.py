"""What a release means for a borough, as a refresh says it: answers it retires first, then the publisher's notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outcomes_xl.central.release_history import releases, versions
from outcomes_xl.framework.release_order import is_before, numbers
from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.model.sentences import in_a_list
from outcomes_xl.reading.read_tables import Reading

ANSWERED_AND_RETIRED = "RF18"
"""The finding that names a metric which is retired and answered; its word ``name`` is the metric's."""
_MOST_NAMED, _MOST_NOTES, _LONGEST_NOTE = 8, 3, 300


def in_words(told: Iterable[Told], source: Reading, in_use: str, release: str) -> str:
    """Return the news of the releases from the one in use to the central file's, "" when there is none.

    It begins with a space, as what follows another sentence.
    """
    names = [one.words["name"] for one in told if one.rule == ANSWERED_AND_RETIRED]
    said = [_retired(names)] if names else []
    said += [f"Release {one} says: {note}" for one, note in _notes(source, in_use, release)][-_MOST_NOTES:]
    return "".join(f" {sentence}" for sentence in said)


def _retired(names: list[str]) -> str:
    some = [*(f"“{name}”" for name in names[:_MOST_NAMED])]
    more = len(names) - len(some)
    some += [f"{more} more, listed with what was found"] if more else []
    are, them = ("is", "it") if len(names) == 1 else ("are", "them")
    return f"What this means for you: {in_a_list(some)} {are} retired and you answer {them}. Your answers stay."


def _notes(source: Reading, in_use: str, release: str) -> Iterator[tuple[str, str]]:
    """Yield the publisher's notes, oldest first, of each release after the one in use: none where nothing is new."""
    if in_use == release:
        return
    for one, settings in releases(versions(source.tables.get("history"))).items():
        if numbers(in_use) and is_before(in_use, one) and is_before(one, release):
            yield from _note(one, settings.get("Notes"))
    row = source.tables["release"].by("setting").get("Notes") if "release" in source.tables else None
    yield from _note(release, row["answer"] if row else None)


def _note(release: str, text: object) -> Iterator[tuple[str, str]]:
    note = " ".join(str(text or "").split())
    if note:
        short = note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1].rstrip()}…"
        yield release, short if short.endswith((".", "!", "?", "…")) else f"{short}."
