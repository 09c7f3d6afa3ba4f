"""The lead's set of published figures: one zip beside the central file, which a refresh brings from there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from outcomes_xl.central.figure_set import NAME, FigureSet, digests_of, examine, packed, signed_text
from outcomes_xl.central.trust import TrustSettings
from outcomes_xl.hosts.central import LastGoodCopies, Location, fetch
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.model.sentences import counted
from outcomes_xl.settings import Profile
from outcomes_xl.write_whole import write_whole

_FOLDER = "published figures"
Sign = Callable[[str], tuple[str, str]]


# A borough's side ---------------------------------------------------------------------------------------------------


def beside(central: Location) -> Location:
    """Return where the set of figures is looked for: in the central file's own folder, under its own name."""
    if not central.is_https:
        return replace(central, text=os.path.join(os.path.dirname(central.text), NAME))  # noqa: PTH118, PTH120
    parts = urlsplit(central.text)
    above = parts.path.rpartition("/")[0]
    return replace(central, text=urlunsplit((parts.scheme, parts.netloc, f"{above}/{quote(NAME)}", parts.query, "")))


def bring(central: Location, now: datetime, wanted: TrustSettings, cache: LastGoodCopies) -> str:
    """Bring the set of figures that lies beside a central file just trusted, and keep it if it is good.

    Return a sentence for the officer: "" where there is none, or it is the one already kept. The last good one stays.
    """
    place, kept = beside(central), kept_file()
    try:
        found = fetch(place, now, cache)
    except CannotUse:
        return ""  # most places have none, and a central file that is there is refreshed from all the same
    body = found.copy.body
    if found.why_kept or (kept.is_file() and kept.read_bytes() == body):
        return ""
    try:
        made = examine(body, wanted)
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, body)
    except CannotUse as trouble:
        return f"The published figures beside the central file were not used. {trouble}"
    except OSError as trouble:
        return f"The published figures beside the central file could not be kept ({trouble.strerror})."
    found.keep_in(cache, now)
    return f"The published figures beside the central file, made on {in_words(made.made_on)}, were brought as well."


def kept_file() -> Path:
    """Return where the last good set is kept on this computer."""
    return Profile.of_user().state / _FOLDER / NAME


def kept_set(wanted: TrustSettings) -> tuple[Path, FigureSet] | None:
    """Return the folder with the last good set, and what vouches for it; None where there is none that still holds."""
    path = kept_file()
    try:
        return path.parent, examine(path.read_bytes(), wanted)
    except (CannotUse, OSError):
        return None


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# The lead's side ----------------------------------------------------------------------------------------------------


def pack(folder: Path, to: Path, today: date, sign: Sign | None = None) -> str:
    """Put a folder's published files into one zip file with their digests; return the sentence that says so."""
    from outcomes_xl.sources.published.open_files import ENDINGS

    if not folder.is_dir():
        raise WrongUsage(f"There is no folder {folder}. Give the folder that holds the published files.")
    target = to / NAME if to.is_dir() else to
    if target.name != NAME:
        raise WrongUsage(f"The file must be called {NAME}, so that boroughs find it. Give the folder it goes into.")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name.lower().endswith(ENDINGS))
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if path.resolve() != target.resolve() and not path.name.startswith((".", "~$"))
    }
    if not files:
        raise WrongUsage(f"The folder {folder} holds no published files. Nothing was written.")
    digests = digests_of(files, today)
    body = packed(files, digests, sign(signed_text(digests)) if sign else None)
    try:
        write_whole(target, body)
    except OSError as error:
        what = f"{target} could not be written ({error.strerror})."
        raise CannotUse(what, "Choose a folder you may write in.") from None
    signed = ", signed" if sign else ""
    return f"Made {target}: {counted(len(files), 'file')}{signed}. Put it beside the central file; a refresh brings it."
