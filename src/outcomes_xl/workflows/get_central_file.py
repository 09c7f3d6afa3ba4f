"""The central file for a refresh: where it is, whether that place is trusted, fetched, examined, and kept.

Every host goes through here, so that a closed workbook and an open one are refreshed from nothing less certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.central.central_rows import FRAMEWORK
from outcomes_xl.central.trust import Trusted, TrustSettings, examine
from outcomes_xl.hosts import files
from outcomes_xl.hosts.central import Fetched, LastGoodCopies, Location, covers, fetch, place_of
from outcomes_xl.hosts.central.fetch import with_hint
from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse, NotTrustedPlace
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_one
from outcomes_xl.settings import Profile, Settings, load
from outcomes_xl.workflows.lead_figures import bring
from outcomes_xl.workflows.run_job import Around, Got

CENTRAL_FILE = "Central file"
_LONGEST_PLACE = 260  # Windows' own limit for a path where nothing else is set; addresses are shorter


@dataclass(frozen=True)
class Obtained:
    """A central file that may be refreshed from, and what an officer should know of where it came from."""

    book: Book
    trusted: Trusted
    fetched: Fetched
    sentence: str


def obtain(
    named: str | Path | None,
    workbook: Book,
    beside: Path | None,
    now: datetime,
    *,
    settings: Settings | None = None,
    kept_copy: bool = False,
    cache: LastGoodCopies | None = None,
) -> Obtained:
    """Return the central file: the one the officer named, else her settings', else the workbook's if it is trusted.

    ``beside`` is the workbook's folder, None when it is not on this computer. Raises one of the CannotUse family,
    telling apart why not; a copy is kept only once it has proved good.
    """
    settings = settings or load()
    place = where(named, workbook, beside, settings)
    cache = cache or LastGoodCopies(Profile.of_user().state / "cache")
    fetched = fetch(place, now, cache, kept_copy=kept_copy)
    try:
        book = files.read_bytes(fetched.copy.body, place.name)
        trusted = examine(book, wanted(settings))
    except CannotUse as trouble:
        raise with_hint(trouble, None if kept_copy else cache.find(place), now) from None
    fetched.keep_in(cache, now)
    said = (fetched.sentence(now), trusted.caution)
    return Obtained(book, trusted, fetched, " ".join(one for one in said if one))


def central_for(
    book: Book, context: Context, around: Around, central: str | Path | None = None, kept_copy: bool = False
) -> Got:
    """Return the central file that a job needs; ``central`` is what the officer named."""
    around.say("Fetching the central file")
    settings = around.settings()
    cache = LastGoodCopies(Profile.of_user().state / "cache")
    found = obtain(central, book, around.folder, context.now, settings=settings, kept_copy=kept_copy, cache=cache)
    figures = "" if found.fetched.why_kept else bring(found.fetched.place, context.now, wanted(settings), cache)
    return Got(found.book, sentence=" ".join(filter(None, (found.sentence, figures))))


def wanted(settings: Settings) -> TrustSettings:
    """Return what the user's settings ask of a central file."""
    return TrustSettings(settings.require_signature, settings.publisher_keys, settings.framework or FRAMEWORK)


def where(named: str | Path | None, workbook: Book, beside: Path | None, settings: Settings) -> Location:
    """Return where to fetch from. Raises NotTrustedPlace for a place that only the workbook names, until the user has
    said yes to it once; what she names herself, or has in her settings, is her own choice.
    """
    if named is not None:
        return place_of(str(named))
    if settings.central_file:
        return _of_settings(settings.central_file)
    says = named_by(workbook)
    if not says:
        raise CannotUse(
            "No central file is named yet, in your settings or on Start.",
            "In Excel, choose it under Settings. Name it with --central, or put it on Start as “Central file”.",
        )
    place = _of_workbook(says, beside)
    if covers(settings.trusted_places, place):
        return place
    raise NotTrustedPlace(
        f"This workbook names a central file that has not been used on this computer before: {place.text}",
        f'If you know this place, say so once with: outcomes-xl trust "{place.text}"',
        place.text,
    )


def _of_settings(text: str) -> Location:
    """A short path would be looked for in the current folder, which may be that of a workbook somebody sent."""
    place = place_of(text)
    if not place.is_https and not _is_whole(text):
        raise CannotUse(
            f"The central file in your settings, “{text}”, is not a full path.",
            "Choose it again under Outcomes, Settings.",
        )
    return place


def _of_workbook(says: str, beside: Path | None) -> Location:
    """What the officer is asked about is shown to her, so it must be short and made of signs that can be seen."""
    if len(says) > _LONGEST_PLACE or not says.isprintable():
        raise CannotUse(
            "The central file named on Start is no name of a place: it is too long, or has signs that cannot be seen.",
            "Type it again on Start, or choose the central file under Outcomes, Settings.",
        )
    place = place_of(says, beside)
    if beside is None and not place.is_https and not _is_whole(says):
        raise CannotUse(
            f"Start names the central file “{says}” without its folder, and this workbook is not on this computer.",
            "Put the whole path on Start, or choose the central file under Outcomes, Settings.",
        )
    return place


def _is_whole(text: str) -> bool:
    plain = text.strip().strip('"').strip()
    return plain.lower().startswith("file://") or Path(plain).expanduser().is_absolute()


def named_by(workbook: Book) -> str:
    """Return the location a borough's workbook names on Start, "" when it names none."""
    start = read_one(workbook, layout("borough").sheet("start"))
    row = start.by("setting").get(CENTRAL_FILE) if start else None
    return row.text("answer") if row else ""
