"""The folder of published files a user has set, when it can be read. The central file is obtaining's."""

from __future__ import annotations

from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Settings


def folders_of_files(settings: Settings) -> tuple[Path, ...]:
    """Return the folders that files are looked for in when nobody names one: the user's own, else what was fetched.

    They are weighed as one: the newest figure wins, wherever it stands. Raises CannotUse, in words, when the folder
    the user set is not there.
    """
    if settings.published_files:
        return (published_files(settings),)
    fetched = settings.fetched_files
    return (fetched,) if fetched and any(map(_is_a_file_of_figures, fetched.rglob("*.*"))) else ()


def _is_a_file_of_figures(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.suffix != ".txt"


def figures_for_cells(settings: Settings) -> Path:
    """Return the folder the functions for cells look in: the user's own, what was fetched, or what ships with the tool.

    Raises CannotUse, in words, when the folder the user set is not there.
    """
    for folder in folders_of_files(settings):
        return folder
    from outcomes_xl.sources.published.shipped import shipped_figures

    return shipped_figures()


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
