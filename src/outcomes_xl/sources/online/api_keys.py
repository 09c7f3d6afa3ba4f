"""A user's own keys: from the operating system's key store or the environment, never from a workbook or a file of ours.

A key lives in a `Secret`, which shows dots wherever it is printed, and is put into an address at the last moment only.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from outcomes_xl.http.secrets import Secret
from outcomes_xl.model.cannot_use import WrongUsage

STORE = "outcomes-xl"
"""The name our keys have in the operating system's key store."""


@dataclass(frozen=True)
class Key:
    """One of the keys this tool can use: its name in the key store, and the environment's name for it."""

    name: str
    variable: str
    called: str


LG_INFORM_KEY = Key("lg-inform-key", "OUTCOMES_XL_LG_INFORM_KEY", "LG Inform Plus application key")
LG_INFORM_SECRET = Key("lg-inform-secret", "OUTCOMES_XL_LG_INFORM_SECRET", "LG Inform Plus secret")
KEYS = (LG_INFORM_KEY, LG_INFORM_SECRET)


def find(key: Key, environment: Mapping[str, str] = os.environ) -> Secret | None:
    """Return a key from the environment, else from the key store; None where neither has it."""
    if text := environment.get(key.variable, "").strip():
        return Secret(text)
    try:
        import keyring

        kept = keyring.get_password(STORE, key.name)
    except Exception:  # a machine without a key store, or a locked one: the same as no key
        return None
    return Secret(kept.strip()) if kept and kept.strip() else None


def keep(key: Key, text: str) -> None:
    """Put a key into the operating system's key store. Raises WrongUsage where there is none."""
    try:
        import keyring

        keyring.set_password(STORE, key.name, text.strip())
    except Exception:
        raise WrongUsage(
            "This computer has no key store this tool can use.", f"Set {key.variable} in your environment instead."
        ) from None
