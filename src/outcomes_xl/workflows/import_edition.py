"""An edition's folder made from the spreadsheet or CSV that a framework was handed over in."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.data_readers import METRIC_HEADINGS
from outcomes_xl.framework.edition_rows_compared import as_lines, changes
from outcomes_xl.framework.editions import CHANGE_HEADINGS, METRIC, OUTCOME, edition_named, editions
from outcomes_xl.framework.entries import Framework, Metric, Outcome
from outcomes_xl.framework.loading import framework_in
from outcomes_xl.framework.release_order import one_after
from outcomes_xl.framework.strict_csv import DataMistake
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.model import Row, Sheet, Value
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.edition_file import (
    NOTE,
    OUTCOME_WAS,
    WAS,
    EditionFile,
    find_framework,
    ids_in,
    troubles_of,
)

_NOT_SAID = {
    "origin": "National",
    "state": "Current",
    "unit": "to be agreed",
    "polarity": "To be agreed",
    "polarity_source": "Not said",
    "period_kind": "Any period",
    "source": "Not said",
}
_MOST_TOLD = 40


def import_edition(
    file: Path, own_id: str, follows: str, to: Path, now: datetime, *, title: str = "", release: str = ""
) -> tuple[str, ...]:
    """Write an edition's folder from a file with the framework's headings; return what was done, a sentence each.

    Raises WrongUsage for what was asked, CannotUse, with each cell, for what the file says.
    """
    before = _may_be_made(own_id, follows, to)
    found = find_framework(file.name, _sheets(file))
    if troubles := troubles_of(found, before):
        more = [f"… and {len(troubles) - _MOST_TOLD} more."] if len(troubles) > _MOST_TOLD else []
        listed = "\n".join([*troubles[:_MOST_TOLD], *more])
        raise CannotUse(
            f"{counted(len(troubles), 'cell')} of {file.name} cannot be used:\n{listed}",
            "Mend them there and import it again. Nothing was written.",
        )
    outcomes, metrics = _outcomes(found, before), _metrics(found, before)
    release = release or one_after(before.release.id, f"{now:%Y.%m}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / own_id
        folder.mkdir()
        lines = _write(folder, found, before, outcomes, metrics, own_id, follows, title or own_id, release, now)
        try:
            framework_in(folder)
        except DataMistake as slip:
            raise CannotUse(f"The edition does not hold together: {slip}.", "Mend the file and try again.") from None
        shutil.copytree(folder, to, dirs_exist_ok=True)
    return (
        f"Made {to}: {counted(len(metrics), 'metric')} under {counted(len(outcomes), 'outcome')}, release {release}.",
        f"{counted(lines, 'line')} in edition_changes.csv say what became of what. Read them, and mend what is not so.",
        "To use it, put the folder into data/editions; “outcomes-xl edition diff” shows it beside another one.",
    )


def _may_be_made(own_id: str, follows: str, to: Path) -> Framework:
    if not own_id.replace("-", "").replace(".", "").isalnum():
        raise WrongUsage(f"“{own_id}” is no id for an edition: use letters, digits, points and hyphens.")
    if any(one.id.casefold() == own_id.casefold() for one in editions()):
        raise WrongUsage(f"There is an edition {own_id} already. Choose another id.")
    try:
        before = load_framework(edition=edition_named(follows).id)
    except KeyError as unknown:
        raise WrongUsage(str(unknown.args[0])) from None
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise WrongUsage(f"{to} is already there and is not empty. Choose another folder; nothing was written.")
    return before


def _sheets(file: Path) -> Mapping[str, Sheet]:
    data = read_file(file)
    if file.suffix.casefold() in (".xlsx", ".xlsm"):
        return files.read_bytes(data, file.name).sheets
    if file.suffix.casefold() != ".csv":
        raise WrongUsage(f"{file.name} should be an Excel workbook (.xlsx) or a .csv file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotUse(f"{file.name} is not UTF-8.", "In Excel, save it as “CSV UTF-8”.") from None
    rows: dict[int, Mapping[int, Value]] = {}
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
        rows[number] = {at: cell for at, cell in enumerate(map(_number, cells), 1) if cell not in ("", None)}
    return {file.name: Sheet(file.name, rows)}


def _number(text: str) -> Value:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


# The edition's own rows -----------------------------------------------------------------------------------------------


def _outcomes(found: EditionFile, before: Framework) -> dict[str, Outcome]:
    made: dict[str, Outcome] = {}
    for row in found.rows:
        own_id = row.text("outcome_id")
        known = before.outcomes.get(own_id)
        layer = row.text("layer") or (known.layer if known else "")
        domain = row.text("domain") or (known.domain if known else "")
        title = row.text("outcome") or (known.title if known else "")
        if not (layer and domain and title):
            where = found.cell(row.number, "outcome_id")
            raise CannotUse(
                f"{where}: the outcome {own_id} is new, and this row does not say its title, domain and layer.",
                "Fill in Outcome, Domain and Layer, and import it again. Nothing was written.",
            )
        made.setdefault(own_id, Outcome(own_id, layer, domain, title, f"{found.name}, row {row.number}"))
    return made


def _metrics(found: EditionFile, before: Framework) -> dict[str, dict[str, str]]:
    return {row.text("metric_id"): _metric(row, found, before) for row in found.rows}


def _metric(row: Row, found: EditionFile, before: Framework) -> dict[str, str]:
    known = before.metrics.get(row.text("metric_id"))
    made = {}
    for name in METRIC_HEADINGS:
        field = {"title": "metric"}.get(name, name)
        said = row.text(field)
        if not said and known is not None and field not in found.columns:
            said = _as_text(getattr(known, {"metric_id": "id"}.get(name, name), ""))
        made[name] = said or _NOT_SAID.get(name, "")
    made["indicator"] = made["indicator"] or made["title"]
    made["definition"] = made["definition"] or made["title"]
    made["provenance"] = row.text("provenance") or f"{found.name}, row {row.number}"
    return made


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


# Written --------------------------------------------------------------------------------------------------------------


def _write(
    folder: Path,
    found: EditionFile,
    before: Framework,
    outcomes: Mapping[str, Outcome],
    metrics: Mapping[str, dict[str, str]],
    own_id: str,
    follows: str,
    title: str,
    release: str,
    now: datetime,
) -> int:
    toml = {"id": own_id, "title": title, "follows": edition_named(follows).id}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in toml.items()]
    about = json.dumps(f"Made from {found.name} on {now:%d %B %Y}.", ensure_ascii=False)
    text = "\n".join([*lines, "in_force = false", f"about = {about}", ""])
    (folder / "edition.toml").write_text(text, encoding="utf-8", newline="\n")
    said = (release, title, f"{now:%Y-%m-%d}", "Not said", f"Made from {found.name}.")
    _csv(folder / "releases.csv", ("release", "edition", "released_on", "publisher", "notes"), [said])
    _csv(
        folder / "outcomes.csv",
        ("outcome_id", "layer", "domain", "title", "provenance", "since", "until"),
        [(one.id, one.layer, one.domain, one.title, one.provenance, release, "") for one in outcomes.values()],
    )
    rows = [[*({**row, "since": release, "until": ""}[name] for name in METRIC_HEADINGS)] for row in metrics.values()]
    _csv(folder / "metrics.csv", METRIC_HEADINGS, rows)
    notes = {row.text("metric_id"): row.text(NOTE) for row in found.rows}
    was = {row.text("metric_id"): ids_in(row.text(WAS)) for row in found.rows}
    outcome_was = {row.text("outcome_id"): ids_in(row.text(OUTCOME_WAS)) for row in reversed(found.rows)}
    after = {key: _as_entry(row, before) for key, row in metrics.items()}
    told = [
        *changes(before.outcomes, outcomes, outcome_was, {}, OUTCOME),
        *changes(before.metrics, after, was, notes, METRIC),
    ]
    _csv(folder / "edition_changes.csv", CHANGE_HEADINGS, as_lines(told))
    origin = f"# Where this edition's rows come from\n\nAll files were made from {found.name} on {now:%d %B %Y}.\n"
    (folder / "ORIGIN.md").write_text(origin, encoding="utf-8", newline="\n")
    return len(told)


def _as_entry(row: Mapping[str, str], before: Framework) -> Metric:
    like = next(iter(before.metrics.values()))
    return replace(
        like,
        id=row["metric_id"],
        title=row["title"],
        outcome_id=row["outcome_id"],
        unit=row["unit"],
        polarity=row["polarity"],
        period_kind=row["period_kind"],
    )


def _csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([headings, *rows])
