"""What a borough's own source may take and tell: data/sources/limits.toml, each limit with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def limits() -> Mapping[str, Mapping[str, Any]]:
    """Return the limits by part: databases, engine, files, excel, people."""
    text = (resources.files("outcomes_xl") / "data" / "sources" / "limits.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
