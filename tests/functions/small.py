"""The functions as a test asks them: the shipped framework, one day, and the demonstration's published files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from outcomes_xl.framework import load_framework
from outcomes_xl.functions import FunctionContext, functions
from outcomes_xl.functions.published_index import PublishedFiles

NOW = datetime(2026, 11, 22, 9, 0)
PUBLISHED = Path(str(resources.files("outcomes_xl") / "data" / "published"))


@lru_cache(maxsize=1)
def every() -> dict[str, Callable[..., Any]]:
    known = load_framework()
    return dict(functions(FunctionContext(known, lambda: NOW, PublishedFiles(lambda: PUBLISHED, known, NOW.date))))


def ask(name: str, *arguments: Any) -> Any:
    """Return what a function answers; OUTCOMES_ is left out of its name."""
    return every()[f"OUTCOMES_{name}"](*arguments)


def shown(answers: list[list[Any]]) -> list[str]:
    """Return answers as a page shows them: a line a row, cells parted by a dot, days written out."""
    return [" · ".join(_shown(cell) for cell in row) for row in answers]


def _shown(cell: Any) -> str:
    if isinstance(cell, date):
        return f"{cell.day} {cell:%B %Y}"
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
