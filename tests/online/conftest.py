"""No test here knows the proxies, keys or settings of the machine it runs on, or keeps answers anywhere but its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from tests.key_store import KeyStoreInMemory


@pytest.fixture(autouse=True)
def key_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[KeyStoreInMemory]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("OUTCOMES_XL_LG_INFORM_KEY", "OUTCOMES_XL_LG_INFORM_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before, mine = keyring.get_keyring(), KeyStoreInMemory()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)
