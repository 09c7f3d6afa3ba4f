"""The operating system's own lock on an open file. It goes with the process that holds it, however that ends."""

from __future__ import annotations

import os
from typing import IO

if os.name == "nt":
    import msvcrt

    _FAR_BEYOND = 1_000_000
    """The byte that is locked: far behind any text, so that others may still read who holds the file."""

    def take(file: IO[bytes]) -> bool:
        """Lock a file without waiting; False when somebody else holds it."""
        file.seek(_FAR_BEYOND)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except PermissionError:
            return False
        file.seek(0)
        return True

    def let_go(file: IO[bytes]) -> None:
        """Let others have it before the file is closed."""
        file.seek(_FAR_BEYOND)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def take(file: IO[bytes]) -> bool:
        """Lock a file without waiting; False when somebody else holds it. Raises OSError where there are no locks."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def let_go(file: IO[bytes]) -> None:
        """Let others have it before the file is closed."""
        fcntl.flock(file, fcntl.LOCK_UN)
