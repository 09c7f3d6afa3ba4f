"""Our templates against the accessibility checklist, item by item, in the entry profile."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

import pytest

from tests import accessibility
from tests.accessibility import ITEMS, NOT_ASKED, Package, problems
from tests.building import made

CHECKLIST = (
    *(f"T{number}" for number in range(1, 11)),
    *(f"F{number}" for number in range(1, 5)),
    *(f"M{number}" for number in range(1, 13)),
    *(f"S{number}" for number in range(1, 7)),
    *(f"P{number}" for number in range(1, 5)),
)


def test_every_item_of_the_checklist_is_asked_or_has_its_reason_why_not() -> None:
    assert len(CHECKLIST) == 36
    assert {key for key in ITEMS if not key.startswith("E")} | set(NOT_ASKED) == set(CHECKLIST)
    assert not set(ITEMS) & set(NOT_ASKED)


@pytest.mark.parametrize("key", ITEMS, ids=[f"{key} {words}" for key, (words, _) in ITEMS.items()])
@pytest.mark.parametrize("which", ["blank", "answered", "central"])
def test_a_template_keeps_each_item(which: str, key: str) -> None:
    assert list(ITEMS[key][1](package(which))) == []


@lru_cache
def package(which: str) -> Package:
    return Package.of(getattr(made, which)())


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("key", "part", "old", "new"),
    [
        ("T2", "xl/tables/table2.xml", b'displayName="tblStart"', b'displayName="Table1"'),
        (
            "T3",
            "xl/worksheets/sheet4.xml",
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        ),
        ("T5", "xl/tables/table10.xml", b'name="Metric id"', b'name="Metric"'),
        ("T6", "xl/styles.xml", b'wrapText="1"', b'wrapText="0"'),
        ("T9", "xl/workbook.xml", b'name="Lists"', b'name="Lists" state="hidden"'),
        ("M3", "xl/styles.xml", b'<name val="Arial"', b'<name val="Times New Roman"'),
        ("M4", "xl/styles.xml", b'name="Heading 1"', b'name="Big"'),
        ("M6", "xl/worksheets/sheet2.xml", b"Page ", b"Merton, page "),
        ("M10", "xl/styles.xml", b"FF4A5560", b"FFB4B4B4"),
        ("M11", "xl/drawings/drawing1.xml", b"descr=", b"title="),
        ("S1", "xl/workbook.xml", b'name="Targets"', b'name="Sheet14"'),
        ("P3", "docProps/core.xml", b"<dc:language>en-GB</dc:language>", b""),
        ("P4", "xl/workbook.xml", b"<workbookView ", b'<workbookView activeTab="3" '),
        ("E1", "xl/workbook.xml", b'name="lst_status"', b'name="statuses"'),
    ],
)
def test_the_checks_notice_what_they_are_for(key: str, part: str, old: bytes, new: bytes) -> None:
    assert key in problems(changed(made.blank(), part, old, new))


def test_problems_gathers_all_items() -> None:
    assert accessibility.problems(made.blank()) == {}
