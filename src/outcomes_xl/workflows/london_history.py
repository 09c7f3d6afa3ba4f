"""The history of the London picture: what is kept of a picture, and since when a borough can measure something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from outcomes_xl import __version__
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Framework
from outcomes_xl.hosts.history import history_file
from outcomes_xl.hosts.history.history_file import AnswerLine, Held, Today, WorkbookLine
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.picture_words import group, group_of
from outcomes_xl.london.returns import KEPT_AS, Return, as_text, from_text
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import shown
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.workflows.folder_of_returns import FolderRead, Kept

_MOST_OFFERED = 5


def kept_by(framework: Framework) -> str:
    """Return what tells readings apart that would come out otherwise today: our version, the release, the shape."""
    return f"{__version__} {framework.release.id} {KEPT_AS}"


def kept_readings(history: Path | None, framework: Framework) -> Kept:
    """Return what gives the reading kept of a workbook by its digest."""
    found = history_file.kept_readings(history, kept_by(framework)) if history is not None else {}

    def kept(digest: str) -> Return | None:
        text = found.get(digest)
        return from_text(text) if text is not None else None

    return kept


def with_today(history: Path, picture: Picture, read: FolderRead, files: int, day: date) -> Iterator[bytes]:
    """Return the history file with this picture in it, in pieces."""
    named = {one.digest: one.file for one in read.seen if one.digest}
    workbooks = (
        WorkbookLine(digest, named[digest], one.borough_code, one.release, one.worked_on, as_text(one))
        for digest, one in read.fresh.items()
    )
    answers = (line for one in picture.taken for line in _answers(one, picture))
    today = Today(day, files, len(picture.taken), kept_by(picture.framework), workbooks, answers)
    return history_file.remembered(history, today)


def _answers(one: Taken, picture: Picture) -> Iterator[AnswerLine]:
    place = one.reading.places["availability"]
    own = {row.metric_id: str(row.metric or "") for row in one.reading.own_metrics}
    seen: set[str] = set()
    for answer in one.reading.answers:
        if answer.metric_id in seen:
            continue
        seen.add(answer.metric_id)
        status = str(answer.status or "")
        title = picture.framework.title(answer.metric_id) or own.get(answer.metric_id, "")
        yield AnswerLine(
            one.borough.code,
            one.borough.name,
            answer.metric_id,
            title,
            status,
            group_of(status).key,
            str(answer.holder or ""),
            str(answer.system or ""),
            one.file,
            place.cell(answer.row, "status"),
        )


def told(history: Path, metric: str, borough: str = "") -> list[str]:
    """Return, in sentences, how a metric was answered over time: of every borough, or of one. Raises WrongUsage."""
    framework = load_framework()
    metric = _metric(metric, framework)
    code = None
    if borough:
        found = framework.borough(borough)
        if found is None:
            near = did_you_mean(borough, [one.name for one in framework.boroughs.values()])
            raise WrongUsage(f"“{borough}” is no London borough.{f' Did you mean {near}?' if near else ''}")
        code = found.code
    lines = history_file.answers_of(history, metric, code)
    title = framework.title(metric) or metric
    if not lines:
        whose = f" of {borough}" if borough else ""
        return [f"The history has no answer{whose} to {title} ({metric}) yet."]
    return [f"{title} ({metric})", *_since(lines), *map(_line, lines)]


def _metric(typed: str, framework: Framework) -> str:
    """Return the id of the metric that is meant by an id, however it is typed, or a name. Raises WrongUsage."""
    if typed in framework.metrics or typed.upper().startswith("LOC-"):
        return typed
    by_name = {one.title.casefold(): one.id for one in framework.metrics.values()}
    near = by_name.get(typed.strip().casefold()) or did_you_mean(typed, framework.metrics)
    if near:
        return near
    some = [f"{one.title} ({one.id})" for one in framework.metrics.values() if _is_in(typed, one.title)]
    told = f" It may be one of these: {'; '.join(some)}." if 0 < len(some) <= _MOST_OFFERED else ""
    raise WrongUsage(f"“{typed}” is no metric of ours. Give its id, such as MET-039, or its whole name.{told}")


def _is_in(typed: str, title: str) -> bool:
    """Whether a name has every word that was typed."""
    return bool(typed.split()) and all(word in title.casefold() for word in typed.casefold().split())


def _since(lines: list[Held]) -> Iterator[str]:
    """Yield, for each borough, since when it can use the metric; or what it says instead, and since when."""
    for borough in dict.fromkeys(line.borough for line in lines):
        own = [line for line in lines if line.borough == borough]
        if own[-1].until is None:
            yield _in_a_sentence(borough, own)


def _in_a_sentence(borough: str, own: list[Held]) -> str:
    """Return one borough's sentence; ``own`` are its answers by day, the last of which still holds."""
    stretch: list[Held] = []
    for line in own:
        stretch = [*stretch, line] if stretch and line.group == stretch[-1].group else [line]
    since = stretch[0].since
    if stretch[0] is own[0]:  # how long it was so before the first picture, nobody here knows
        when = f"since {shown(since)} at least, the first picture it is in"
    else:
        when = f"since {shown(since)}"
    now = own[-1]
    if now.group == "use":
        return f"{borough} can use it {when}."
    if now.group == "open":
        return f"{borough} has not answered, {when}."
    before = "" if all(line.group != "use" for line in own) else " It could before."
    return f"{borough} cannot use it now: “{now.status}” {when}.{before}"


def _line(line: Held) -> str:
    until = f"to {shown(line.until)}" if line.until else "until now"
    holder = f", held by {line.holder}" if line.holder else ""
    said = line.status or group("open").word
    return f"- {line.borough}: {said}{holder}; from {shown(line.since)} {until} ({line.file}, {line.cell})"
