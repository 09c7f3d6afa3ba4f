"""Why a file of the right table does not answer a metric: it lacks a column, or words its rows as nobody did before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.framework.entries import Metric, Series
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.periods import Period
from outcomes_xl.reading.printed_periods import printed_in_file
from outcomes_xl.sources.published.ees_file import Ees
from outcomes_xl.sources.published.group_doubts import shortened_words
from outcomes_xl.sources.published.published_rows import (
    AreaKind,
    PublishedFile,
    Publisher,
    columns_of,
    lacking,
    of_the_family,
    position,
)
from outcomes_xl.sources.published.series import Sighting

_BY_COLUMNS = Ees.name


@dataclass(frozen=True)
class PassedOver:
    """The files that were read, by publisher, asked why they say nothing of a metric."""

    of_publisher: Mapping[str, Sequence[PublishedFile]]
    publishers: Mapping[str, Publisher]

    def without_the_column(self, metric: Metric, routes: list[Series], end: object) -> Iterator[str]:
        """Name the files of a series' family that reach further than what was found, and lack the column it needs."""
        for series in routes:
            if series.part or not series.dataset:
                continue
            for file in self.of_publisher.get(series.publisher, ()):
                missing = lacking(file.at, series) if of_the_family(file.at, series) else ()
                if not missing:
                    continue
                last = _reaches(file, series.period_kind or metric.period_kind)
                if last is not None and (end is None or (True, last.end, "") > end):  # type: ignore[operator]
                    columns = " and ".join(missing)
                    yield f"{file.spoken} reaches {last.label} and has no column {columns}."

    def not_known_by(self, routes: list[Series]) -> Iterator[str]:
        """Name files with a series' column of figures that lack what its table is known by: one column alone."""
        for series in routes:
            named = columns_of(series.dataset)
            for file in self.of_publisher.get(series.publisher, ()):
                missing = [column for column in named if position(file.at, column) is None]
                if series.publisher == _BY_COLUMNS and missing and position(file.at, series.value) is not None:
                    column, known_by = series.value.partition("|")[0], missing[0].partition("|")[0]
                    yield (
                        f"{file.spoken} has a column {column}, and not {known_by}, by which its table is known: "
                        "get it with that column too."
                    )
                    return

    def without_its_words(self, routes: list[Series]) -> Iterator[str]:
        """Name the first file of a series' own table without a word the series asks for, and what stands there."""
        for series in (one for one in routes if not one.part):
            for file in self.of_publisher.get(series.publisher, ()):
                if not file.rows or not self.publishers[series.publisher].holds(file, series):
                    continue
                asked = {**file.defaults, **series.where}
                gone = [
                    column
                    for column in asked
                    if file.has(column) and not file.matching(file.rows, {column: asked[column]})
                ]
                if gone and asked[gone[0]]:
                    column, word = gone[0].partition("|")[0], asked[gone[0]].partition("|")[0]
                    words = list(dict.fromkeys(shortened_words(file.text(row, gone[0])) for row in file.rows))
                    more = f" and {counted(len(words) - 1, 'other')}" if len(words) > 1 else ""
                    yield f"{file.spoken} has no “{word}” under {column}: there stands “{words[0]}”{more}."
                    return

    def in_other_words(self, metric: Metric, routes: list[Series], found: Sequence[Sighting]) -> Iterator[str]:
        """Name newer editions of a file that was used in which no row has the words a series asks for any more."""
        end = max((one.latest.order for one in found if one.points), default=None)
        for series in (one for one in routes if not one.part):
            used = [one.file for one in found if one.series == series]
            editions = {file.headings for file in used}
            for file in self.of_publisher.get(series.publisher, ()):
                if file.headings not in editions or any(file is one for one in used):
                    continue
                if not self.publishers[series.publisher].holds(file, series):
                    continue
                asked = ((column, word) for column, word in series.where.items() if file.has(column))
                gone = [(column, word) for column, word in asked if not file.matching(file.rows, {column: word})]
                last = _reaches(file, series.period_kind or metric.period_kind)
                if len(gone) == 1 and last is not None and end is not None and (True, last.end, "") > end:
                    (column, word), *_ = gone
                    yield (
                        f"{file.spoken} reaches {last.label}, and under {column.partition('|')[0]} it has no "
                        f"“{word.partition('|')[0]}” any more."
                    )


def _reaches(file: PublishedFile, kind: str) -> Period | None:
    """Return the newest period a file has a row of the borough for."""
    ours = [row for row in file.rows if row.place is AreaKind.BOROUGH]
    return max((period for row in ours if (period := printed_in_file(row.period, kind))), default=None)
