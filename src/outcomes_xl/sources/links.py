"""Whether a path lies in a folder once every link in it is followed: symbolic links, and junctions of Windows."""

from __future__ import annotations

from pathlib import Path


def leads_into(folder: Path, path: Path) -> bool:
    """Whether a path, links and junctions in it followed, lies in a folder. A link that leads nowhere does not."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False  # a link to itself, or to a name no system has
