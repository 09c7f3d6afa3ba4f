"""What this user has chosen: kept in their own profile and nowhere else.

A workbook comes from outside. It must not choose which program a button starts, which file counts as the central
file, or where published figures are read. So nothing here looks at a workbook, at its folder, at the folder a program
was started in, or at an .env file; and xlwings' own settings sheets and files are not used at all.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, overload

from outcomes_xl.model.cannot_use import CannotUse

NAME = "outcomes_xl"
FILE = "settings.toml"
HOME = "OUTCOMES_XL_HOME"
"""A folder that takes the place of the user's profile: for a portable installation, and for tests."""
_LISTS = ("trusted_places", "publisher_keys")
_KNOWN = frozenset({"interpreter", "central_file", "published_files", "require_signature", "framework", *_LISTS})


class CannotUseSettings(CannotUse):
    """The settings file cannot be read. The text says where it is and what is wrong in it."""


@dataclass(frozen=True)
class Profile:
    """The user's own folders: for settings, and for the log and what a running helper keeps."""

    settings: Path
    state: Path

    @classmethod
    def of_user(
        cls, environment: Mapping[str, str] = os.environ, home: Path | None = None, platform: str = sys.platform
    ) -> Profile:
        """Return the folders the operating system gives this user, whether they are there yet or not.

        A folder that an environment variable names counts only when it is a full path.
        """
        if portable := _full(environment.get(HOME), None):
            return cls(portable, portable / "state")
        home = home or Path.home()
        if platform == "win32":
            local = _full(environment.get("LOCALAPPDATA"), home / "AppData" / "Local") / NAME
            return cls(local, local / "State")
        if platform == "darwin":
            return cls(home / "Library" / "Application Support" / NAME, home / "Library" / "Logs" / NAME)
        return cls(
            _full(environment.get("XDG_CONFIG_HOME"), home / ".config") / NAME,
            _full(environment.get("XDG_STATE_HOME"), home / ".local" / "state") / NAME,
        )


def answers_folder(
    environment: Mapping[str, str] = os.environ, home: Path | None = None, platform: str = sys.platform
) -> Path:
    """Return where this user's kept answers of services go: a place the operating system keeps for such copies."""
    if portable := _full(environment.get(HOME), None):
        return portable / "answers"
    home = home or Path.home()
    if platform == "win32":
        return _full(environment.get("LOCALAPPDATA"), home / "AppData" / "Local") / NAME / "answers"
    if platform == "darwin":
        return home / "Library" / "Caches" / NAME / "answers"
    return _full(environment.get("XDG_CACHE_HOME"), home / ".cache") / NAME / "answers"


@dataclass(frozen=True)
class Settings:
    """What the user set. Without a file everything has its quiet default: nothing is trusted, nothing is looked in."""

    interpreter: Path = field(default_factory=lambda: Path(sys.executable))
    central_file: str | None = None
    trusted_places: tuple[str, ...] = ()
    published_files: Path | None = None
    require_signature: bool = False
    publisher_keys: tuple[str, ...] = ()
    framework: str = ""


def load(profile: Profile | None = None) -> Settings:
    """Return the user's settings. Raises CannotUseSettings when the file is there and cannot be read."""
    path = (profile or Profile.of_user()).settings / FILE
    try:
        with path.open("rb") as file:
            return _settings(tomllib.load(file), path)
    except FileNotFoundError:
        return Settings()
    except tomllib.TOMLDecodeError as mistake:
        raise CannotUseSettings(
            f"The settings in {path} cannot be read: {mistake}.",
            "Put the line right, or delete the file to begin anew.",
        ) from None
    except (OSError, UnicodeDecodeError) as trouble:
        raise CannotUseSettings(f"The settings in {path} cannot be read: {trouble}.", "Ask IT to look.") from None


def save(profile: Profile | None = None, **chosen: str) -> Path:
    """Put settings that are texts into the user's file, whole or not at all; return the file.

    All other lines stay as they are, comments too. Raises CannotUseSettings when what is there cannot be read, or
    would not be the same afterwards but for what was chosen; the file is then as it was.
    """

    def edited(text: str) -> str:
        for key, value in chosen.items():
            text = _with_line(text, key, value)
        return text

    return _rewrite(profile, edited, chosen, _like(next(iter(chosen))))


def trust(place: str, profile: Profile | None = None) -> Settings:
    """Add a place to those trusted, and return the settings as they are then. Once is enough."""
    found = load(profile)
    return found if place in found.trusted_places else _with_places((*found.trusted_places, place), profile)


def forget(place: str, profile: Profile | None = None) -> Settings:
    """Take a place off those trusted, and return the settings as they are then."""
    return _with_places(tuple(one for one in load(profile).trusted_places if one != place), profile)


_PLACES = re.compile(r"^trusted_places[ \t]*=[ \t]*\[.*?\][ \t]*(?=\r?$)", re.MULTILINE | re.DOTALL)


def _with_places(places: tuple[str, ...], profile: Profile | None) -> Settings:
    lines = "".join(f"  {json.dumps(one, ensure_ascii=False)},\n" for one in places)
    setting = f"trusted_places = [\n{lines}]" if places else "trusted_places = []"

    def edited(text: str) -> str:
        return _PLACES.sub(lambda _: setting, text, count=1) if _PLACES.search(text) else f"{setting}\n{text}"

    _rewrite(profile, edited, {"trusted_places": list(places)}, f"Write there: {setting}")
    return load(profile)


def _rewrite(
    profile: Profile | None, edited: Callable[[str], str], chosen: Mapping[str, object], next_step: str
) -> Path:
    """Put an edit of the file's text in its place, once it says the same as before but for what was chosen."""
    profile = profile or Profile.of_user()
    load(profile)
    path = (profile.settings / FILE).resolve()
    try:
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        text = edited(before)
        try:
            found = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            found = {}
        if found != {**tomllib.loads(before), **chosen}:
            what = f"The settings in {path} are written in a way of their own, so nothing was changed."
            raise CannotUseSettings(what, next_step)
        _settings(found, path)
        _write_whole(path, text)
    except OSError as trouble:
        raise CannotUseSettings(f"The settings in {path} cannot be written: {trouble}.", "Ask IT to look.") from None
    return path


def _with_line(text: str, key: str, value: str) -> str:
    """Return the text with a key's line put in place of the one there, before any other where there is none."""
    quoted = f"'{value}'" if "'" not in value and value.isprintable() else json.dumps(value)
    line = re.compile(rf"""^(?P<key>[ \t]*{key}[ \t]*=[ \t]*)(?:'[^'\r\n]*'|"(?:[^"\\\r\n]|\\.)*")""", re.MULTILINE)
    if line.search(text):
        return line.sub(lambda found: found["key"] + quoted, text, count=1)
    return f"{key} = {quoted}\n{text}"


def _write_whole(path: Path, text: str) -> None:
    """Write beside the file and put it in its place in one step, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _settings(found: Mapping[str, Any], path: Path) -> Settings:
    unknown = sorted(found.keys() - _KNOWN)
    if unknown:
        raise CannotUseSettings(
            f"The settings in {path} have “{unknown[0]}”, which is not known.",
            f"Known are: {', '.join(sorted(_KNOWN))}.",
        )
    interpreter, published = _text(found, "interpreter", path), _text(found, "published_files", path)
    places, keys = (_texts(found, name, path) for name in _LISTS)
    if not isinstance(found.get("require_signature", False), bool):
        raise CannotUseSettings(f"In {path}, require_signature is not true or false.", _like("require_signature"))
    for key, value in (("interpreter", interpreter), ("published_files", published)):
        if value is not None and not Path(value).is_absolute():
            # A short path would be looked for in the current folder, which may be the workbook's.
            raise CannotUseSettings(f"In {path}, {key} is not a full path: “{value}”.", _like(key))
    return Settings(
        interpreter=Path(interpreter or sys.executable),
        central_file=_text(found, "central_file", path),
        trusted_places=places,
        require_signature=bool(found.get("require_signature")),
        publisher_keys=keys,
        framework=_text(found, "framework", path) or "",
        published_files=Path(published) if published else None,
    )


def _texts(found: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    values = found.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        what = "places" if key == "trusted_places" else "texts"
        raise CannotUseSettings(f"In {path}, {key} is not a list of {what}.", _like(key))
    return tuple(values)


def _text(found: Mapping[str, Any], key: str, path: Path) -> str | None:
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise CannotUseSettings(f"In {path}, {key} is not text.", _like(key))
    return value or None


def _like(key: str) -> str:
    examples = {
        "interpreter": "interpreter = 'C:\\Program Files\\Python311\\python.exe'",
        "published_files": "published_files = 'C:\\Outcomes\\published'",
        "trusted_places": "trusted_places = ['\\\\server\\outcomes', 'https://example.org/outcomes/']",
        "require_signature": "require_signature = true",
        "publisher_keys": "publisher_keys = ['the line that signing-key showed']",
        "framework": "framework = 'London shared outcomes framework'",
        "central_file": "central_file = '\\\\server\\outcomes\\central.xlsx'",
    }
    return f"Write it like this: {examples[key]}"


@overload
def _full(named: str | None, otherwise: Path) -> Path: ...
@overload
def _full(named: str | None, otherwise: None) -> Path | None: ...
def _full(named: str | None, otherwise: Path | None) -> Path | None:
    return Path(named) if named and Path(named).is_absolute() else otherwise
