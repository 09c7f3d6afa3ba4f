"""Get published files: say what came. The fetching is done before; no workbook is changed."""

from __future__ import annotations

from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book, Patch, Result
from outcomes_xl.sources.fetch.fetched import Round


def fetch(book: Book, fetched: Round, context: Context) -> Result:
    """Return the sentence about a round through the published files. The workbook stays as it is."""
    return Result((), Patch(), fetched.sentence)
