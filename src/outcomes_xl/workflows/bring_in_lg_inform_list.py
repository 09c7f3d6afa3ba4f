"""The LGA's list of LG Inform ids brought in: read, tied to our items, listed, and kept for this user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import counted
from outcomes_xl.settings import Profile
from outcomes_xl.sources import lg_inform_list
from outcomes_xl.write_whole import write_whole

FILE = "lg_inform_ids.csv"
"""The list as it was brought in last, in the user's own settings folder."""


def bring_in_ids(theirs: Path, now: datetime, *, to: Path | None = None, sheets: Sequence[str] = ()) -> tuple[str, ...]:
    """Read the list and keep it; return what to tell. Raises one of the CannotUse family, with nothing changed."""
    from outcomes_xl.hosts.files.write_new_file import put
    from outcomes_xl.hosts.originals.read_original import read_original

    if to is not None and to.suffix.lower() != ".csv":
        raise WrongUsage(f"{to.name} should end in .csv, since it is a list. Give it that ending.")
    if to is not None and to.exists() and not lg_inform_list.from_csv(to.read_text("utf-8-sig", "replace")):
        raise WrongUsage(f"{to.name} is already there and is no such list. Choose another name; nothing was written.")
    lines = lg_inform_list.tied(lg_inform_list.read_list(read_original(theirs, sheets)), load_framework())
    content = lg_inform_list.as_csv(lines).encode("utf-8-sig")
    if to is not None:
        put(to, content, now, keep_a_copy=False)
    kept = Profile.of_user().settings / FILE
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, content, private=True)
    return (*_words(theirs, lines), f"Kept for this computer's user in {kept}." if to is None else f"Written {to}.")


def _words(theirs: Path, lines: Sequence[lg_inform_list.TiedId]) -> list[str]:
    says = Counter(one.says for one in lines)
    same, new, other = (says[word] for word in lg_inform_list.TIED)
    rest = len(lines) - same - new - other
    first = (
        f"{theirs.name}: {counted(len(lines), 'line')}; {counted(same, 'id')} as we have them, {new} new, {other} "
        f"other than ours, {counted(rest, 'line')} without an id or without an item of ours."
    )
    differ = (one for one in lines if one.says == lg_inform_list.TIED[2])
    return [
        first,
        *(
            f"Row {one.listed.row}: the list says {one.listed.metric_id} for {one.item_id}, we {one.known}."
            for one in differ
        ),
    ]


def kept_codes() -> Mapping[str, str]:
    """Return our metric by LG Inform id as the list that was brought in last says; nothing where none was."""
    try:
        text = (Profile.of_user().settings / FILE).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    return lg_inform_list.codes(lg_inform_list.from_csv(text))
