"""A release made whole: the lead's rows with what publishing adds to them – what changed, the history, the digests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.central import digests, release_diff, release_history
from outcomes_xl.central.central_rows import FRAMEWORK, Contents, by_id, shared_tables
from outcomes_xl.central.release_diff import ReleaseChange
from outcomes_xl.central.release_history import Version
from outcomes_xl.framework.release_order import newest
from outcomes_xl.model import Value
from outcomes_xl.reading.layouts import layout

Entry = Mapping[str, Value]
Sign = Callable[[str], tuple[str, str]]
"""digest -> (public key, signature)"""

BY_THE_LEAD = ("Framework edition", "Release", "Released on", "Publisher", "Notes")
FOLLOWS = "Follows release"


@dataclass(frozen=True)
class Whole:
    """A release as its file will hold it: every table's rows by layout key, and what changed since the one before."""

    rows: Mapping[str, Sequence[Entry]]
    changes: tuple[ReleaseChange, ...]
    digest: str


def made_whole(
    rows: Mapping[str, Sequence[Entry]],
    answers: Mapping[str, Value],
    kept: Iterable[Version] = (),
    sign: Sign | None = None,
) -> Whole:
    """Return a release with its history and digests. ``rows`` are the tables boroughs have too, by layout key;
    ``answers`` the Release sheet's; ``kept`` the history as it was before this release.

    Raises ValueError when the release is not newer than those in the history: the caller asks first.
    """
    kept = tuple(kept)
    release = str(answers["Release"])
    now = contents_of(rows)
    follows = newest(release_history.releases(kept))
    before = release_history.tables_in(kept, follows) if follows else None
    changes = release_diff.compare(before, now) if before is not None else ()
    own = {name: value for name, value in answers.items() if name in BY_THE_LEAD}
    answers = {
        "Framework": FRAMEWORK,
        **{name: value for name, value in answers.items() if value not in (None, "")},
        FOLLOWS: follows or None,
        digests.LAYOUT_EDITION: layout("central").edition,
        **dict.fromkeys(digests.NOT_COVERED),
    }
    found: dict[str, Sequence[Entry]] = {
        **{shape.key: rows.get(shape.key, ()) for shape in shared_tables()},
        "release": release_rows(answers),
        "release_changes": release_diff.lines(changes),
        "history": release_history.lines(release_history.with_release(kept, release, own, now)),
    }
    later = digests.of_later(digests.fingerprints(layout("central"), found))
    if later:
        answers[digests.DIGEST_OF_LATER] = later
        found["release"] = release_rows(answers)
    prints = digests.fingerprints(layout("central"), found)
    answers[digests.DIGEST] = digest = digests.whole(prints)
    if sign:
        answers[digests.SIGNED_WITH], answers[digests.SIGNATURE] = sign(digest)
    found |= {"release": release_rows(answers), "fingerprints": digests.lines(prints)}
    return Whole(found, changes, digest)


def contents_of(rows: Mapping[str, Iterable[Entry]]) -> Contents:
    """Return rows by layout key as contents by id."""
    return {shape.key: by_id(shape, rows.get(shape.key, ())) for shape in shared_tables()}


def release_rows(answers: Mapping[str, Value]) -> list[Entry]:
    """Return the rows of the Release sheet with these answers."""
    fixed = layout("central").sheet("release").rows
    return [{"setting": one.setting, "answer": answers.get(one.setting), "about": one.about} for one in fixed]
