"""The user's own settings: which central file, which places are trusted, whose signature. Never a workbook's.

They are a small TOML file in the user's profile. A received workbook can name a place; only this file can trust it.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .model.trouble import CannotUse

HOME = "OUTCOMES_XL_HOME"
"""A folder that takes the place of the user's profile: for a portable installation, and for tests."""
_FILE = "settings.toml"
_TRUSTED = re.compile(r"^trusted[ \t]*=[ \t]*\[.*?\][ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Settings:
    """What the user has set; every setting has a value that asks for nothing."""

    path: Path
    central: str = ""
    trusted: tuple[str, ...] = ()
    require_signature: bool = False
    publisher_keys: tuple[str, ...] = ()
    framework: str = ""
    others: Mapping[str, Any] = field(default_factory=dict)


def folder() -> Path:
    """Return the folder of the user's settings."""
    if home := os.environ.get(HOME):
        return Path(home)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "outcomes_xl"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "outcomes_xl"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "outcomes_xl"


def cache_folder() -> Path:
    """Return the folder for copies that can be fetched again."""
    if home := os.environ.get(HOME):
        return Path(home) / "cache"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "outcomes_xl" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "outcomes_xl"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "outcomes_xl"


def load(path: Path | None = None) -> Settings:
    """Return the settings, the defaults where there is no file. Raises CannotUse, naming the line or the setting, when
    the file cannot be read: a setting that asks for a signature must never be passed over in silence.
    """
    path = path or folder() / _FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings(path)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotUse(
            f"Your settings ({path}) cannot be read ({error}).", "Mend the file, or take it away."
        ) from None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotUse(f"Your settings ({path}) cannot be read: {error}.", "Mend that line.") from None
    taken = {name: _take(raw, name, kind, path) for name, kind in _KINDS.items() if name in raw}
    return Settings(path=path, **taken, others={name: value for name, value in raw.items() if name not in _KINDS})


_KINDS: Mapping[str, type] = {
    "central": str,
    "trusted": tuple,
    "require_signature": bool,
    "publisher_keys": tuple,
    "framework": str,
}
_WANTED = {str: "a text in quotation marks", bool: "true or false", tuple: "a list of texts in quotation marks"}


def _take(raw: Mapping[str, Any], name: str, kind: type, path: Path) -> Any:
    value = raw[name]
    if kind is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if kind is not tuple and isinstance(value, kind):
        return value
    raise CannotUse(f"In your settings ({path}) {name} is not {_WANTED[kind]}.", "Put it right, then try again.")


def trust(location: str, path: Path | None = None) -> Settings:
    """Add a location to those trusted, and return the settings as they are then. Once is enough."""
    found = load(path)
    return found if location in found.trusted else _with_trusted(found, (*found.trusted, location))


def forget(location: str, path: Path | None = None) -> Settings:
    """Take a location off those trusted, and return the settings as they are then."""
    found = load(path)
    return _with_trusted(found, tuple(one for one in found.trusted if one != location))


def _with_trusted(found: Settings, trusted: tuple[str, ...]) -> Settings:
    """Write one setting and leave the rest of the file, comments too, as the user wrote it."""
    old = found.path.read_text(encoding="utf-8-sig") if found.path.exists() else ""
    lines = "".join(f"  {json.dumps(one, ensure_ascii=False)},\n" for one in trusted)
    setting = f"trusted = [\n{lines}]" if trusted else "trusted = []"
    new = _TRUSTED.sub(lambda _: setting, old, count=1) if _TRUSTED.search(old) else f"{setting}\n{old}"
    try:
        before, after = tomllib.loads(old), tomllib.loads(new)
    except tomllib.TOMLDecodeError:
        before, after = {}, {"trusted": None}
    if after != {**before, "trusted": list(trusted)}:
        raise CannotUse(
            f"Your settings ({found.path}) are written in a way this tool cannot add to.", f"Write there: {setting}"
        )
    found.path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=found.path.parent, prefix=".settings-")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(new)
    os.replace(name, found.path)  # noqa: PTH105
    return load(found.path)
