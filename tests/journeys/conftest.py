"""A key store in memory, with one key in it; no test of journeys touches this computer's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from outcomes_xl.journeys.linkage_key import LinkageKey, make_key

KEY = "northbridge-2026"


class KeyStoreInMemory(KeyringBackend):
    """A key store as the operating system has one; ``locked`` makes it refuse."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")


@pytest.fixture(autouse=True)
def key_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[KeyStoreInMemory]:
    monkeypatch.setenv("OUTCOMES_XL_HOME", str(tmp_path / "home"))
    before, mine = keyring.get_keyring(), KeyStoreInMemory()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def key(key_store: KeyStoreInMemory) -> LinkageKey:
    return make_key(KEY)
