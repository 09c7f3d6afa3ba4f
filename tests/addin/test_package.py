"""The add-in as a file: the same every time, what Microsoft's validator says, and what its parts are called."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from oletools import olevba

from outcomes_xl.building.addin import addin_bytes
from outcomes_xl.building.addin.function_wrappers import cell_functions
from outcomes_xl.building.addin.guide_sheet import base_workbook
from outcomes_xl.building.addin.macro_package import RIBBON_RELATION, VBA_TYPE, with_macros
from outcomes_xl.building.addin.ribbon import ribbon_bytes
from outcomes_xl.building.addin.vba_source import WORKBOOK_BASE, Module, ModuleKind
from outcomes_xl.building.addin.xlam import every_module, macro_workbook
from tests.addin.workbook import plain_workbook
from tests.cut_texts import cut_texts
from tests.office import validate

MODULES = every_module()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def content_types(data: bytes) -> dict[str, str]:
    root = etree.fromstring(parts(data)["[Content_Types].xml"])
    return {str(one.get("PartName") or one.get("Extension")): str(one.get("ContentType")) for one in root}


@pytest.mark.office
def test_no_text_of_the_guide_is_wider_or_higher_than_its_cell(tmp_path: Path) -> None:
    guide = tmp_path / "guide.xlsx"
    guide.write_bytes(base_workbook(ribbon_bytes(), cell_functions()))
    assert cut_texts(guide, unit=7) == []


def test_the_same_sources_give_the_same_bytes_in_another_process_too() -> None:
    code = (
        "import hashlib; from outcomes_xl.building.addin import addin_bytes; "
        "print(hashlib.sha256(addin_bytes()).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == hashlib.sha256(addin_bytes()).hexdigest()


def test_no_part_tells_when_or_by_whom_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(addin_bytes())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(addin_bytes())["docProps/core.xml"].decode()
    assert core.count("2026-01-01T00:00:00Z") == 2
    assert "<dc:creator></dc:creator>" in core


@pytest.mark.office
def test_microsofts_validator_finds_nothing(tmp_path: Path) -> None:
    for name, data in (("outcomes.xlam", addin_bytes()), ("outcomes.xlsm", macro_workbook(plain_workbook()))):
        (tmp_path / name).write_bytes(data)
        assert validate(tmp_path / name) == []


def test_the_parts_are_typed_as_excel_asks() -> None:
    types = content_types(addin_bytes())
    assert types["/xl/workbook.xml"] == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    assert types["bin"] == VBA_TYPE
    assert content_types(macro_workbook(plain_workbook()))["/xl/workbook.xml"] == (
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )


def test_printer_settings_that_claim_the_ending_bin_are_left_alone() -> None:
    base = parts(plain_workbook())
    claim = b'<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.printerSettings"/>'
    base["[Content_Types].xml"] = base["[Content_Types].xml"].replace(b"<Override", claim + b"<Override", 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in base.items():
            archive.writestr(name, data)
    book = Module("ThisWorkbook", ModuleKind.DOCUMENT, "", WORKBOOK_BASE)
    types = content_types(with_macros(out.getvalue(), ".xlsm", "P", [book]))
    assert types["bin"].endswith("printerSettings")
    assert types["/xl/vbaProject.bin"] == VBA_TYPE


def test_the_ribbon_is_found_from_the_package_and_each_sheet_has_its_module() -> None:
    found = parts(addin_bytes())
    relations = {one.get("Type"): one.get("Target") for one in etree.fromstring(found["_rels/.rels"])}
    assert relations[RIBBON_RELATION] == "customUI/customUI14.xml"
    assert b'codeName="ThisWorkbook"' in found["xl/workbook.xml"]
    assert b'codeName="Sheet1"' in found["xl/worksheets/sheet1.xml"]


def test_all_other_parts_of_a_workbook_stay_byte_for_byte() -> None:
    before, after = parts(plain_workbook()), parts(macro_workbook(plain_workbook()))
    touched = {name for name in before if before[name] != after[name]}
    assert touched == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        *(name for name in before if name.startswith("xl/worksheets/sheet")),
    }
    assert set(after) - set(before) == {"xl/vbaProject.bin"}


def test_nothing_in_the_macros_starts_a_program_reaches_the_network_or_touches_a_file() -> None:
    scanned = {
        one.name: {word for kind, word, _ in olevba.scan_vba(one.code, False) if kind == "Suspicious"}
        for one in MODULES
    }
    every = set.union(*scanned.values())
    feared = "Shell WScript.Shell ShellExecute PowerShell Environ Lib CallByName Kill FileCopy MSXML2.XMLHTTP VBProject"
    assert not every & set(feared.split())
    # Only a running object is reached: CreateObject would have Windows look for something to start.
    assert [name for name, words in scanned.items() if "GetObject" in words] == ["Helper"]
    assert "CreateObject" not in every
