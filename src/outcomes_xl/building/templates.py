"""xlsx_templates/: what boroughs and the lead for London receive, built from the newest release; and the add-in."""

from __future__ import annotations

from pathlib import Path

from outcomes_xl.building.addin import addin_bytes
from outcomes_xl.building.addin.xlam import FILE_NAME as ADDIN_FILE
from outcomes_xl.building.borough_workbook import borough_workbook
from outcomes_xl.building.central_workbook import central_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.write_whole import write_whole

BOROUGH_FILE = "outcomes-framework-borough.xlsx"
CENTRAL_FILE = "outcomes-framework-central.xlsx"


def build(folder: Path) -> list[Path]:
    """Write both templates and the add-in into a folder (made if need be); return their paths. Always the same."""
    framework = load_framework()
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        BOROUGH_FILE: borough_workbook(framework),
        CENTRAL_FILE: central_workbook(framework),
        ADDIN_FILE: addin_bytes(),
    }
    paths = []
    for name, data in made.items():
        path = folder / name
        write_whole(path, data)
        paths.append(path)
    return paths
