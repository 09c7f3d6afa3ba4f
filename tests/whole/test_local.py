"""A borough's own sources on the command line: the sheet Sources says where, the user's settings say who may ask."""

from __future__ import annotations

from pathlib import Path

import duckdb

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from tests.built import borough_workbook
from tests.whole.conftest import Ran, outcomes_xl


def workbook(folder: Path, *rows: dict[str, object], **more: object) -> Path:
    path = folder / "Merton outcomes.xlsx"
    path.write_bytes(borough_workbook(load_framework(), "Merton", entries={"sources": list(rows), **more}))  # type: ignore[arg-type]
    return path


def look(path: Path, *words: str) -> Ran:
    """One look in her own sources, with settings and kept answers of its own, and in no published file."""
    (path.parent / "no published files").mkdir(exist_ok=True)
    words = ("--sources", str(path.parent / "no published files"), *words)
    own = {name: str(path.parent / name) for name in ("OUTCOMES_XL_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")}
    return outcomes_xl("availability", path, *words, env=own)


def row(place: str, metric_id: str = "MET-039", kind: str = "CSV file", value: str = "gld") -> dict[str, object]:
    return {
        "metric_id": metric_id,
        "source_kind": kind,
        "place": place,
        "area_column": "borough",
        "period_column": "year",
        "value_column": value,
    }


def on_the_sheet(path: Path, metric_id: str, heading: str) -> object:
    sheet = files.read(path).sheets["Data availability"]
    places = {text: column for column, text in sheet.row(5).items()}
    line = next(number for number in sheet.rows if sheet.value(number, places["Metric id"]) == metric_id)
    return sheet.value(line, places[heading])


def test_a_file_beside_the_workbook_is_looked_in_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "gld.csv").write_text("borough,year,gld\nE09000024,2024/25,c\nE09000012,2024/25,70\n")
    path = workbook(tmp_path, row("gld.csv"))
    run = look(path, "--format", "json")
    assert run.code == 0, run.out + run.err
    assert "1 source of your own was asked" in run.json["summary"]
    assert on_the_sheet(path, "MET-039", "What was found") == "Published, but withheld for your borough"
    assert on_the_sheet(path, "MET-039", "Figure") == "c"
    assert str(on_the_sheet(path, "MET-039", "Evidence")).startswith("Local source gld.csv: c (suppressed), 2024/25")
    before = path.read_bytes()
    assert look(path).code == 0
    assert path.read_bytes() == before


def test_a_renamed_column_is_said_at_its_cell_on_sources(tmp_path: Path) -> None:
    (tmp_path / "gld.csv").write_text("borough,year,gld pct\nE09000024,2024/25,71\n")
    path = workbook(tmp_path, row("gld.csv", value="gld_pc"))
    findings = look(path, "--preview", "--format", "json").json["findings"]
    (one,) = [finding for finding in findings if finding["rule"] == "SR19"]
    assert (one["sheet"], one["message"]) == ("Sources", "gld.csv: It has no column “gld_pc”.")
    assert one["fix"] == "Did you mean “gld pct”? Write the column's name as it stands there."


def test_a_metric_of_the_boroughs_own_is_filled_when_sources_names_it(tmp_path: Path) -> None:
    (tmp_path / "hubs.csv").write_text("borough,year,gld\nMerton,2024/25,312\n")
    own = {"metric_id": "LOC-001", "origin": "Local", "metric": "Families at hubs", "period_kind": "Financial year"}
    more = {"framework": [own], "availability": [{"metric_id": "LOC-001", "metric": "Families at hubs"}]}
    path = workbook(tmp_path, row("hubs.csv", "LOC-001"), **more)
    assert look(path).code == 0
    assert on_the_sheet(path, "LOC-001", "Figure") == 312


def test_a_connection_that_is_not_defined_here_is_said_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path, row("Mosaic", kind="Database"))
    run = look(path, "--preview")
    assert "There is no connection “Mosaic” on this computer." in " ".join(run.out.split())


def test_a_connection_is_read_from_the_one_settings_folder_whatever_its_name_has_in_it(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "lake.duckdb")) as made:
        made.execute("create table rates as select 'E09000024' borough, '2024/25' as year, 71 gld")
    settings = tmp_path / "OUTCOMES_XL_HOME"
    settings.mkdir()
    connection = f"[connections.\"Lake house (live)\"]\nkind = 'duckdb'\nfile = '{tmp_path / 'lake.duckdb'}'\n"
    (settings / "connections.toml").write_text(connection)
    path = workbook(tmp_path, {**row("Lake house (live)", kind="Database"), "source_table": "rates"})
    assert look(path).code == 0
    assert on_the_sheet(path, "MET-039", "Figure") == 71


def test_a_figure_in_a_unit_no_list_knows_is_a_finding_at_its_cell_and_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "gld.csv").write_text("borough,year,gld,unit\nE09000024,2024/25,0.71,proportion\n")
    path = workbook(tmp_path, row("gld.csv"))
    findings = look(path, "--format", "json").json["findings"]
    (one,) = [finding for finding in findings if finding["rule"] == "SR19"]
    assert one["message"].endswith("says “proportion”, which no list here knows; the metric's unit is “%”.")
    assert on_the_sheet(path, "MET-039", "Figure") is None
