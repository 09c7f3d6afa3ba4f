"""Small frameworks and small published files for these tests, written as they would look in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Borough, Break, BreakKind, Framework, Metric, Release, Series
from outcomes_xl.sources import Evidence, Looked, look

TODAY = date(2026, 11, 22)
NORTHBRIDGE = Borough("E09000098", "Northbridge", "398", "Outer", ())
EASTHAVEN = Borough("E09000099", "Easthaven", "399", "Inner", ())
EES_HEADINGS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,la_name,new_la_code"
)


def metric(unit: str = "%", kind: str = "At 31 March", every: int | None = 12, wait: int | None = 8) -> Metric:
    """One metric, MET-001. New figures every twelve months, eight months after the period's end."""
    return Metric(
        id="MET-001",
        origin="National",
        state="Current",
        layer="Children and young people",
        domain="Safe",
        also_in=(),
        outcome_id="C-SAFE-01",
        outcome="Children are safe",
        indicator="An indicator",
        title="A measure",
        definition="",
        unit=unit,
        polarity="No agreed direction",
        polarity_source="",
        period_kind=kind,
        lowest=None,
        highest=None,
        every_months=every,
        lag_months=wait,
        caution="",
        source="",
        provenance="made for a test",
    )


Filters = Mapping[str, str] | None


def ees(value: str = "rate", where: Filters = None, breakdowns: Filters = None, parts: tuple[str, ...] = ()) -> Series:
    return replace(_series("EES", "A release", value, value, where, breakdowns), parts=parts)


def fingertips(number: str, where: Filters = None, breakdowns: Filters = None) -> Series:
    return _series("Fingertips", f"Fingertips {number}", number, "Value", where, breakdowns)


def lg_inform(number: str) -> Series:
    return _series("LG Inform", f"LG Inform {number}", number, "value", None, None)


def _series(
    publisher: str,
    publication: str,
    dataset: str,
    value: str,
    where: Filters,
    breakdowns: Filters,
) -> Series:
    return Series("MET-001", publisher, publication, dataset, value, where or {}, breakdowns or {}, "", "", "")


def break_(kind: str, first: str = "", last: str = "", why: str = "Why it is so.", dataset: str = "") -> Break:
    """A break of the one metric's series, wherever it is published; with a dataset, of that Fingertips number."""
    publisher = "Fingertips" if dataset else ""
    return Break(("MET-001",), publisher, dataset, BreakKind(kind), first, last or first, why, "made for a test")


def framework(*series: Series, of: Metric | None = None, breaks: tuple[Break, ...] = ()) -> Framework:
    """A framework with one metric, these series for it and their breaks, and the released words."""
    only = of or metric()
    boroughs = {borough.code: borough for borough in (NORTHBRIDGE, EASTHAVEN)}
    release = Release("2026.10", "Test", date(2026, 10, 1), "", "")
    return Framework(
        release, (release,), boroughs, {}, {only.id: only}, {}, {}, {}, tuple(series), load_framework().words, breaks
    )


def save(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def ees_file(*rows: str, columns: str = "rate") -> str:
    """A DfE release file. A row is "2025, value…" for Northbridge, or begins with another area's name."""
    areas = {
        "Northbridge": "Local authority,E92000001,England,E13000002,Outer London,398,Northbridge,E09000098",
        "Easthaven": "Local authority,E92000001,England,E13000001,Inner London,399,Easthaven,E09000099",
        "Together": "Local authority,E92000001,England,E13000002,Outer London,398 / 399,"
        "Northbridge / Easthaven,E09000098 / E09000099",
        "England": "National,E92000001,England,,,,,",
        "London": "Regional,E92000001,England,E12000007,London,,,",
        "Inner London": "Regional,E92000001,England,E13000001,Inner London,,,",
        "Outer London": "Regional,E92000001,England,E13000002,Outer London,,,",
    }
    lines = [f"{EES_HEADINGS},{columns}"]
    for row in rows:
        area, _, rest = row.partition(": ")
        if not rest:
            area, rest = "Northbridge", row
        period, *cells = rest.split(",")
        word = "Academic year" if len(period) == 6 else "Reporting year"
        lines.append(",".join([period, word, areas[area], *cells]))
    return "\n".join(lines) + "\n"


FINGERTIPS_HEADINGS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,{second},Time period Sortable,"
    "New data,Compared to goal,Time period range"
)


def fingertips_file(
    *rows: str, second: str = "Compared to percentiles", number: str = "90001", short: bool = False
) -> str:
    """A Fingertips file. A row is "area code | sex | category type | category | period | value | note | parent"."""
    headings = FINGERTIPS_HEADINGS.format(second=second)
    lines = [headings.removesuffix(",Time period range") if short else headings]
    for row in rows:
        area, sex, kind, category, period, value, note, parent = (*(cell.strip() for cell in row.split("|")), "", "")[
            :8
        ]
        cells = [number, "A measure", parent, "", area, "", "", sex, "0-4 yrs", kind, category, period, value]
        cells += ["", "", "", "", "", "", note, "", "", "", "", "", "", "1y"]
        lines.append(",".join(cells[:-1] if short else cells))
    return "\n".join(lines) + "\n"


def looked(folder: Path, known: Framework, borough: Borough = NORTHBRIDGE, today: date = TODAY) -> Looked:
    return look(folder, known, borough, today)


def evidence(
    folder: Path,
    *series: Series,
    of: Metric | None = None,
    borough: Borough = NORTHBRIDGE,
    breaks: tuple[Break, ...] = (),
) -> Evidence:
    """What one look says of the one metric."""
    return looked(folder, framework(*series, of=of, breaks=breaks), borough).by_metric["MET-001"]
