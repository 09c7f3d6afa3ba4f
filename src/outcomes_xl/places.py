"""The places a user has set, when they can be read: the central file and the folder of published files."""

from __future__ import annotations

from pathlib import Path

from .model.trouble import CannotUse
from .settings import Settings


def central_file(settings: Settings) -> Path:
    """Return the central file the user set. Raises CannotUse, in words, when there is none to read."""
    place = settings.central_file
    if not place:
        raise CannotUse("No central file is set, so nothing was done.", "Choose it under Outcomes, Settings.")
    if "://" in place:
        raise CannotUse(
            f"The central file is set to a web address ({place}), which is not read directly.",
            "Keep a copy in a folder, and choose that under Outcomes, Settings.",
        )
    if not Path(place).is_absolute():
        raise CannotUse(f"The central file “{place}” is not a full path.", "Choose it again under Outcomes, Settings.")
    return Path(place)


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
