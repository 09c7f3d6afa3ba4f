"""No test here knows the proxies, keys or settings of the machine it runs on, or keeps answers anywhere but its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend


class KeyStoreForTests(KeyringBackend):
    """A key store in memory; ``locked`` makes it refuse, as one does before its owner signs in."""

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

    def _open(self) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")


@pytest.fixture(autouse=True)
def key_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[KeyStoreForTests]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("OUTCOMES_XL_LG_INFORM_KEY", "OUTCOMES_XL_LG_INFORM_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before, mine = keyring.get_keyring(), KeyStoreForTests()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)
