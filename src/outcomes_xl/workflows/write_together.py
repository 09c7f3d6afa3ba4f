"""Several files written together: all of them, or none and everything as it was."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from outcomes_xl.model.cannot_use import WorkbookBusy
from outcomes_xl.write_whole import HALF_WRITTEN, patiently, put_in_place, written_beside

Content = bytes | Iterable[bytes]
"""What a file holds, whole or in pieces that are made as they are written."""


def write_together(contents: Mapping[Path, Content]) -> None:
    """Write the files. Each is written whole under another name first; only then do they go to their places.

    Raises WorkbookBusy where one may not be replaced, since it is open somewhere; then all are as they were.
    """
    with ExitStack() as stack:
        for folder in _missing_folders(contents):
            folder.mkdir(exist_ok=True)
            stack.callback(_gone_if_empty, folder)
        ready = [(stack.enter_context(written_beside(path, content)), path) for path, content in contents.items()]
        with _not_interrupted():
            _place(ready)


def _missing_folders(contents: Mapping[Path, Content]) -> list[Path]:
    """Return the folders to be made, the outer before the inner."""
    every = {folder for path in contents for folder in path.absolute().parents if not folder.exists()}
    return sorted(every, key=lambda one: len(one.parts))


def _gone_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _place(ready: list[tuple[Path, Path]]) -> None:
    """Move the files to their places; those that stood there before go aside until all of them are done."""
    aside: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for new, path in ready:
            if path.exists():
                old = path.with_name(f"{HALF_WRITTEN[0]}before-{path.name}{HALF_WRITTEN[1]}")
                patiently(lambda path=path, old=old: path.replace(old))  # type: ignore[misc]
                aside[path] = old
            new.chmod(0o644)
            put_in_place(new, path)
            placed.append(path)
    except OSError as error:
        for path in placed:
            path.unlink(missing_ok=True)
        for path, old in aside.items():
            old.replace(path)
        raise WorkbookBusy(
            f"“{Path(error.filename or ready[0][1]).name.removeprefix(HALF_WRITTEN[0])}” cannot be written over: "
            "it is open somewhere, or you may not write there.",
            "Close it in Excel and in your browser, then try again. Everything is as it was.",
        ) from None
    for old in aside.values():
        old.unlink(missing_ok=True)


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Have Ctrl+C wait for this moment to pass: half of the files new and half old would be nobody's."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
