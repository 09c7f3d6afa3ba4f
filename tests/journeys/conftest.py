"""Every test has a key store of its own, in memory; no test of journeys touches this computer's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from outcomes_xl.journeys.linkage_key import LinkageKey, make_key
from tests.key_store import KeyStoreInMemory

KEY = "northbridge-2026"


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
