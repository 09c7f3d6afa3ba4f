"""Get published files, whichever way it was asked: one road for the command line and the helper."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse, NotTrustedPlace, Stopped, Unreachable
from outcomes_xl.settings import INTERNET, Profile, Settings
from outcomes_xl.sources.fetch.fetched import Round
from outcomes_xl.sources.fetch.file_list import FileToGet, files_to_get
from outcomes_xl.workflows.run_job import Around, Got, Progress

_LOCK = ".fetching.lock"
_ASKED = (
    "This asks the publishers on the internet for their files: the Department for Education, Fingertips and the like. "
    "Nothing of your workbook is sent."
)
_MAY_IT = "Yes allows this tool the internet from now on, and keeps that in your settings. No asks nothing."


def fetched_for(book: Book, context: Context, around: Around) -> Got:
    """Fetch for a button: only when the settings allow the internet; an officer who has not said is asked.

    Raises Unreachable when there is no internet at all.
    """
    settings = around.settings()
    _allowed(settings)
    if settings.internet is None:
        raise NotTrustedPlace(_ASKED, "Say yes to it first.", INTERNET, _MAY_IT)
    done = get_published_files(settings, around.say, around.stopped)
    if done.no_network:
        raise Unreachable(done.sentence)
    return Got(done)


def get_published_files(
    settings: Settings,
    say: Progress,
    stopped: Callable[[], bool] = lambda: False,
    to: Path | None = None,
) -> Round:
    """Fetch what can be fetched into a folder: the one given, the settings', or one in the profile.

    Raises CannotUse where the settings forbid the internet, or another run is at work in the folder.
    """
    from filelock import FileLock, Timeout

    from outcomes_xl.http.http_client import HttpClient
    from outcomes_xl.sources.fetch.get_files import LIMITS, get_files

    def stop() -> None:
        if stopped():
            raise Stopped

    _allowed(settings)
    files, folder = files_to_get(settings.file_addresses), to or folder_for(settings)
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=0), HttpClient(LIMITS) as client:
            done = get_files(files, folder, client, say, stop)
            with suppress(OSError):  # Windows lets go of it only afterwards, and then takes it away itself
                (folder / _LOCK).unlink()
        if not was_there:
            with suppress(OSError):  # only one that nothing came into
                folder.rmdir()
        return done
    except Timeout:
        what = f"Files are being fetched into {folder} already."
        raise CannotUse(what, "Wait until that is done.") from None
    except OSError:
        what = f"The folder {folder} cannot be written in."
        raise CannotUse(what, "Choose another under Outcomes, Settings, or with --to.") from None


def listed(settings: Settings) -> tuple[FileToGet, ...]:
    """Return every file with its address, as the settings correct it."""
    return files_to_get(settings.file_addresses)


def folder_for(settings: Settings) -> Path:
    """Return the folder published files are fetched into: the settings', else one in the user's profile."""
    return settings.published_files or settings.fetched_files or Profile.of_user().settings / "published files"


def _allowed(settings: Settings) -> None:
    if settings.internet is False:
        raise CannotUse(
            "Your settings forbid the internet (internet = false), so nothing was fetched.",
            "Download the files yourself, or ask who wrote that line.",
        )
