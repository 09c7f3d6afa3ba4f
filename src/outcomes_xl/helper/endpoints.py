"""What macros may ask the helper by name: the functions for cells; and, kept apart, what the Settings menu sets.

Any workbook may have a formula in it, so nothing that a formula can ask for changes a setting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from outcomes_xl import settings
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Profile, Settings
from outcomes_xl.workflows.published_folder import figures_for_cells

Clock = Callable[[], datetime]
_ANSWER_WITH_DAYS = ("OUTCOMES_PERIOD_START", "OUTCOMES_PERIOD_END")


def functions(profile: Profile, now: Clock) -> Mapping[str, Callable[..., Any]]:
    """Return the functions for cells, by name. They raise CannotUse, in words."""
    from outcomes_xl.framework import load_framework
    from outcomes_xl.functions import FunctionContext
    from outcomes_xl.functions import functions as for_cells
    from outcomes_xl.functions.published_index import PublishedFiles

    framework = load_framework()
    published = PublishedFiles(lambda: figures_for_cells(settings.load(profile)), framework, lambda: now().date())
    every = for_cells(FunctionContext(framework, now, published))
    with_days = {name: _for_com(every[name]) for name in _ANSWER_WITH_DAYS}
    return {**every, **with_days}


def _for_com(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with its days as COM takes them: moments, and with a time zone, or they shift by one."""

    def asked(*arguments: Any) -> Any:
        return [[_moment(cell) if isinstance(cell, date) else cell for cell in row] for row in function(*arguments)]

    return asked


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def choices(profile: Profile, now: Clock) -> Mapping[str, Callable[[str], str]]:
    """Return what the Settings menu tells and sets, by name. They raise CannotUse, in words; then nothing is set."""

    def told(_: str) -> str:
        return in_words(settings.load(profile), profile)

    def choose_central_file(place: str) -> str:
        chosen = place.strip() if place.strip().lower().startswith("https://") else str(_full_path(place))
        _must_be_a_central_file(chosen, profile, now())
        settings.save(profile, central_file=chosen)
        return f"The central file is now {chosen}."

    def choose_published_files(place: str) -> str:
        chosen = _full_path(place)
        if not chosen.is_dir():
            raise CannotUse(f"There is no folder {chosen}, so nothing was changed.", "Choose a folder that is there.")
        settings.save(profile, published_files=str(chosen))
        return f"Published figures are now looked for in {chosen}."

    return {
        "settings": told,
        "choose_central_file": choose_central_file,
        "choose_published_files": choose_published_files,
    }


_MAY_ASK = {True: "allowed", False: "forbidden", None: "not asked about yet"}


def in_words(found: Settings, profile: Profile) -> str:
    """Return the settings as the officer reads them, a line each."""
    places = "; ".join(found.trusted_places) or "none"
    return "\n".join(
        (
            f"Your settings are kept in {profile.settings / settings.FILE}.",
            f"Central file: {found.central_file or 'not chosen yet'}",
            f"Published files: {found.published_files or f'not chosen yet; fetched ones go to {found.fetched_files}'}",
            f"The internet: {_MAY_ASK[found.internet]}",
            f"Other places you have said yes to: {places}",
        )
    )


def _full_path(place: str) -> Path:
    if "://" in place or not Path(place).is_absolute():
        raise CannotUse(
            f"“{place}” is not the full path of a file or folder, so nothing was changed.",
            "Choose one that is on this computer or on a drive of yours; an address must begin https://.",
        )
    return Path(place)


def _must_be_a_central_file(chosen: str, profile: Profile, now: datetime) -> None:
    """Raise CannotUse, in words, for what Refresh mapping tabs would not use: better told now than at the refresh."""
    from outcomes_xl.hosts.central import LastGoodCopies
    from outcomes_xl.workflows.get_central_file import obtain

    obtain(
        chosen,
        Book("", {}, {}),
        None,
        now,
        settings=settings.load(profile),
        cache=LastGoodCopies(profile.state / "cache"),
    )
