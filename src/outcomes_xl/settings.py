"""What this user has chosen: kept in their own profile and nowhere else.

A workbook comes from outside. It must not choose which program a button starts, which file counts as the central
file, or where published figures are read. So nothing here looks at a workbook, at its folder, at the folder a program
was started in, or at an .env file; and xlwings' own settings sheets and files are not used at all.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.write_whole import write_whole

if TYPE_CHECKING:
    from tomlkit.items import Item

NAME = "outcomes_xl"
FILE = "settings.toml"
HOME = "OUTCOMES_XL_HOME"
"""A folder that takes the place of the user's profile: for a portable installation, and for tests."""
_LISTS = ("trusted_places", "publisher_keys")
_SWITCHES = ("require_signature", "internet")
_KNOWN = frozenset(
    {"interpreter", "central_file", "published_files", "framework", "file_addresses", *_SWITCHES, *_LISTS}
)
INTERNET = "the internet"
"""What an officer's yes is to when a button asks whether it may use the internet."""
FETCHED = "published files"
"""The folder in the profile for published files, when the user has chosen no other."""


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
    internet: bool | None = None
    """Whether buttons may ask publishers on the internet; None when nobody has said, False forbids commands too."""
    file_addresses: Mapping[str, str] = field(default_factory=dict)
    """The user's own addresses of published files, by the files' ids."""
    fetched_files: Path | None = field(default=None, compare=False)
    """Where published files are put when ``published_files`` is not set: a folder in the profile."""


def load(profile: Profile | None = None) -> Settings:
    """Return the user's settings. Raises CannotUseSettings when the file is there and cannot be read."""
    path = (profile or Profile.of_user()).settings / FILE
    fetched = path.parent / FETCHED
    try:
        with path.open("rb") as file:
            return replace(_settings(tomllib.load(file), path), fetched_files=fetched)
    except FileNotFoundError:
        return Settings(fetched_files=fetched)
    except tomllib.TOMLDecodeError as mistake:
        raise CannotUseSettings(
            f"The settings in {path} cannot be read: {mistake}.",
            "Put the line right, or delete the file to begin anew.",
        ) from None
    except (OSError, UnicodeDecodeError) as trouble:
        raise CannotUseSettings(f"The settings in {path} cannot be read: {trouble}.", "Ask IT to look.") from None


def save(profile: Profile | None = None, **chosen: str) -> Path:
    """Put settings that are texts into the user's file, whole or not at all; return the file.

    All other lines stay as they are, comments too. Raises CannotUseSettings, with the file as it was, when what is
    there cannot be read or written, or what was chosen could not be read back.
    """
    return _edit(profile or Profile.of_user(), chosen)


def trust(place: str, profile: Profile | None = None) -> Settings:
    """Add a place to those trusted, or allow the internet; return the settings as they are then. Once is enough."""
    profile = profile or Profile.of_user()
    places = load(profile).trusted_places
    if place == INTERNET:
        _edit(profile, {"internet": True})
    elif place not in places:
        _edit(profile, {"trusted_places": (*places, place)})
    return load(profile)


def forget(place: str, profile: Profile | None = None) -> Settings:
    """Take a place off those trusted, and return the settings as they are then."""
    profile = profile or Profile.of_user()
    _edit(profile, {"trusted_places": tuple(one for one in load(profile).trusted_places if one != place)})
    return load(profile)


def _edit(profile: Profile, chosen: Mapping[str, str | bool | tuple[str, ...]]) -> Path:
    """Change what was chosen in the file's own text, and put it in place once it can be read back."""
    import tomlkit

    load(profile)
    path = (profile.settings / FILE).resolve()
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        for key, value in chosen.items():
            written = tomlkit.parse(text)
            if key not in written:
                text = f"{key} = {_as_toml(value).as_string()}\n{text}"
            else:
                written[key] = _as_toml(value)
                text = tomlkit.dumps(written)
        _settings(tomllib.loads(text), path)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8"), private=not path.exists())
    except (OSError, ValueError) as trouble:
        raise CannotUseSettings(f"The settings in {path} cannot be written: {trouble}.", "Ask IT to look.") from None
    return path


def _as_toml(value: str | bool | tuple[str, ...]) -> Item:
    """Return a text as TOML writes it, a path as it is typed where that can be; a list has a line for each."""
    import tomlkit

    if isinstance(value, bool):
        return tomlkit.item(value)
    if isinstance(value, str):
        return tomlkit.string(value, literal="'" not in value and value.isprintable())
    places = tomlkit.array()
    for one in value:
        places.add_line(_as_toml(one), indent="  ")
    if value:
        places.add_line(indent="")
    return places


def _settings(found: Mapping[str, Any], path: Path) -> Settings:
    unknown = sorted(found.keys() - _KNOWN)
    if unknown:
        raise CannotUseSettings(
            f"The settings in {path} have “{unknown[0]}”, which is not known.",
            f"Known are: {', '.join(sorted(_KNOWN))}.",
        )
    interpreter, published = _text(found, "interpreter", path), _text(found, "published_files", path)
    places, keys = (_texts(found, name, path) for name in _LISTS)
    for switch in _SWITCHES:
        if not isinstance(found.get(switch, False), bool):
            raise CannotUseSettings(f"In {path}, {switch} is not true or false.", _like(switch))
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
        internet=found.get("internet"),
        file_addresses=_addresses(found, path),
        published_files=Path(published) if published else None,
    )


def _texts(found: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    values = found.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        what = "places" if key == "trusted_places" else "texts"
        raise CannotUseSettings(f"In {path}, {key} is not a list of {what}.", _like(key))
    return tuple(values)


def _addresses(found: Mapping[str, Any], path: Path) -> Mapping[str, str]:
    """Return the user's own addresses of files. Only https: what is fetched is read as published figures."""
    said = found.get("file_addresses", {})
    if not isinstance(said, dict) or not all(isinstance(one, str) for one in said.values()):
        raise CannotUseSettings(f"In {path}, file_addresses is not a table of texts.", _like("file_addresses"))
    for name, one in said.items():
        if not one.lower().startswith("https://"):
            what = f"In {path}, the address of {name} does not begin https://: “{one}”."
            raise CannotUseSettings(what, _like("file_addresses"))
    return dict(said)


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
        "internet": "internet = true",
        "file_addresses": "[file_addresses], and below it lait = 'https://example.org/lait.csv'",
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
