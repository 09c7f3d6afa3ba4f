"""The rows a reader kept of a file, made into what the file says: the same for every publisher."""

from __future__ import annotations

from collections.abc import Iterable

from outcomes_xl.sources.published.opened_table import Opened
from outcomes_xl.sources.published.published_rows import AreaKind, PublishedFile, PublishedRow


def file_of(file: Opened, publisher: str, kept: Iterable[PublishedRow], count: int) -> PublishedFile:
    """Return what a file of ``count`` rows says by those that were kept; a reader puts beside it what else it knows.

    The rows of the borough's statistical neighbours stand apart. Its level is "Borough" where it has a row for it.
    """
    ours: list[PublishedRow] = []
    theirs: list[PublishedRow] = []
    for row in kept:
        (theirs if row.place is AreaKind.NEIGHBOUR else ours).append(row)
    return PublishedFile(
        name=file.name,
        publisher=publisher,
        headings=file.headings,
        at=file.at,
        rows=tuple(ours),
        beside=tuple(theirs),
        row_count=count,
        levels=frozenset({"Borough"} if any(row.place is AreaKind.BOROUGH for row in ours) else ()),
        cut_short=file.cut_short,
    )
