"""The folder of published files a user has set, when it can be read. The central file is obtaining's."""

from __future__ import annotations

from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Settings


def fetched_or_chosen(settings: Settings) -> Path | None:
    """Return the user's folder of published files, else the one files were fetched into; None when there is neither.

    Raises CannotUse, in words, when the folder the user set is not there.
    """
    if settings.published_files:
        return published_files(settings)
    fetched = settings.fetched_files
    came = fetched.rglob("*.*") if fetched else ()
    return (
        fetched
        if any(one.is_file() and not one.name.startswith(".") and one.suffix != ".txt" for one in came)
        else None
    )


def published_files(settings: Settings) -> Path:
    """Return the folder of published figures the user set. Raises CannotUse, in words, when there is none."""
    folder = settings.published_files
    if folder is None:
        raise CannotUse(
            "No folder of published files is set, so nothing was looked for.", "Choose it under Outcomes, Settings."
        )
    if not folder.is_dir():
        raise CannotUse(
            f"There is no folder {folder}.", "Choose the folder of published files under Outcomes, Settings."
        )
    return folder
