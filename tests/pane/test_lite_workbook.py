"""A workbook made to carry the pane: in the shape of real ones, nothing else different; and out as if never in."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.edit_extensions import with_extension, without_extension
from outcomes_xl.hosts.files.extension_editor import Renewal
from outcomes_xl.hosts.files.extension_proof import prove_extension
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.web_extensions import WebExtension
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.lite.code_from import CodeFrom
from outcomes_xl.lite.pane_properties import DROPPED, MARK, REFERENCE, RENEWED, pane_id, pane_properties
from outcomes_xl.lite.scripts import main_py
from outcomes_xl.lite.way_in import way_in
from outcomes_xl.model import AddSheet, NewSheet, Patch
from outcomes_xl.model.cannot_use import CannotEdit, CannotUse, WrongUsage
from outcomes_xl.sharing.package_texts import package_texts
from outcomes_xl.sharing.signs import NHS, signs
from outcomes_xl.sharing.what_stays import what_stays
from outcomes_xl.workflows.closed_workbook import new
from outcomes_xl.workflows.lite_workbook import put_pane_in, take_pane_out, with_pane, without_pane
from tests.built import borough_workbook, central_workbook
from tests.hosts.raw import cell
from tests.office import validate
from tests.pane.made_panes import (
    ARROWS,
    KINDS,
    PANES,
    PANES_ARROWS,
    TYPE,
    WE,
    WETP,
    R,
    add_in,
    pane,
    panes,
    parts_of,
    with_another_add_in,
    with_words,
    without_parts,
    zipped,
)

NOW = datetime(2026, 11, 29, 10, 0)
OURS = "xl/webextensions/webextension1.xml"
FIRST = rf'<Override PartName="/{OURS}"[^>]*>'


@lru_cache
def bare() -> bytes:
    return borough_workbook(load_framework(), "Merton")


@lru_cache
def carrying() -> bytes:
    return put(bare())


def put(data: bytes) -> bytes:
    """Return the workbook with the pane in it, its cells unread. Code from an index is short, and enough for most."""
    code = way_in(CodeFrom.INDEX, main_py())
    extension = WebExtension(pane_id(data), REFERENCE, pane_properties(code, CodeFrom.INDEX, data))
    return with_extension(data, "m.xlsx", extension, Renewal(MARK, RENEWED, DROPPED))


def out(data: bytes) -> bytes:
    return without_extension(data, "m.xlsx", MARK)


def said(data: bytes, part: str = OURS) -> dict[str, str]:
    """Return what an add-in keeps, as XML has it."""
    root = etree.fromstring(parts_of(data)[part])
    return {one.get("name"): one.get("value") for one in root.iter(f"{{{WE}}}property")}


# In the shape of real ones --------------------------------------------------------------------------------------------


def test_it_has_the_parts_arrows_types_and_names_that_real_workbooks_have() -> None:
    """Seen in six workbooks that xlwings Lite made (public repository amararun/xlwings-lite-apps-codes-docs)."""
    before, after = parts_of(bare()), parts_of(carrying())
    assert [*after][len(before) :] == [PANES, PANES_ARROWS, OURS]
    added = {one: after[one].decode() for one in ("[Content_Types].xml", "_rels/.rels", PANES, PANES_ARROWS, OURS)}
    assert re.findall(r"<Override [^>]*webext[^>]*>", added["[Content_Types].xml"]) == [
        f'<Override PartName="/{PANES}" ContentType="{TYPE}taskpanes+xml"/>',
        f'<Override PartName="/{OURS}" ContentType="{TYPE}+xml"/>',
    ]
    assert re.findall(r'Type="([^"]*webext[^"]*)" Target="([^"]*)"', added["_rels/.rels"]) == [
        (f"{KINDS}/webextensiontaskpanes", PANES)
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    assert added[PANES] == (
        f'{head}<wetp:taskpanes xmlns:wetp="{WETP}">'
        '<wetp:taskpane dockstate="right" visibility="1" width="438" row="3">'
        f'<wetp:webextensionref xmlns:r="{R}" r:id="rId1"/></wetp:taskpane></wetp:taskpanes>'
    )
    assert added[PANES_ARROWS] == (
        f'{head}<Relationships xmlns="{ARROWS}"><Relationship Id="rId1" Type="{KINDS}/webextension" '
        'Target="webextension1.xml"/></Relationships>'
    )
    root = etree.fromstring(after[OURS])
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", root.get("id"))
    assert [etree.QName(one).localname for one in root] == [
        *("reference", "alternateReferences", "properties", "bindings", "snapshot", "extLst")
    ]
    store = {"id": "wa200008175", "version": "1.0.0.0", "storeType": "OMEX"}
    assert dict(root[0].attrib) == {**store, "store": "en-GB"}
    assert [dict(one.attrib) for one in root[1]] == [{**store, "store": "WA200008175"}]
    assert [one.get("uri") for one in root[5]] == [
        "{D87F86FE-615C-45B5-9D79-34F1136793EB}",
        "{7C84B067-C214-45C3-A712-C9D94CD141B2}",
    ]
    assert [*said(carrying())] == [
        *("main.py", "pyodideVersion", "addinVersion", "requirements.txt", "xlwingsWorkbookId"),
        *("xlwingsSettingsWorkbook", "outcomesXl", "outcomesXlMade"),
    ]


def test_what_it_keeps_is_json_in_an_attribute_and_reads_back_as_it_was_written() -> None:
    kept = {name: json.loads(value) for name, value in said(carrying()).items()}
    assert kept["main.py"].startswith(main_py().splitlines()[0])
    assert kept["main.py"].count("\n") > 40
    assert kept["requirements.txt"].startswith("xlwings==0.37.8  # required\npython-dotenv==1.1.1  # required\n")
    assert kept["xlwingsSettingsWorkbook"] == {"startupBehavior": "taskpane"}
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", kept["xlwingsWorkbookId"])
    raw = parts_of(carrying())[OURS].decode()
    (value,) = re.findall(r'name="main.py" value="([^"]*)"', raw)
    assert value.startswith("&quot;") and "\n" not in value and "<" not in value and "&#10;" not in value


@pytest.mark.office
def test_microsofts_validator_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(with_pane(with_another_add_in(bare()), "m.xlsx").data)  # with its code inside
    assert validate(path) == []


# In, and out again ----------------------------------------------------------------------------------------------------


@lru_cache
def protected() -> bytes:
    """A workbook with a protected sheet, and 5,000 rows on another."""
    book = openpyxl.load_workbook(io.BytesIO(bare()))
    book["Data availability"].protection.sheet = True
    more = book.create_sheet("Ours")
    for number in range(1, 5001):
        more.append([number, f"row {number}", number / 7])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@lru_cache
def with_macros() -> bytes:
    """A macro-enabled workbook: another type, and a part that is no XML."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = with_words(bare(), "[Content_Types].xml", kind, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    data = with_words(
        data,
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    )
    return zipped({**parts_of(data), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 8})


def pretty(data: bytes) -> bytes:
    """Write the lists as another program might: with prefixes, on many lines, with a remark."""
    parts = parts_of(data)
    types = parts["[Content_Types].xml"].decode()
    types = re.sub(r"<(/?)(Types|Default|Override)\b", r"<\1ct:\2", types).replace("xmlns=", "xmlns:ct=")
    root = parts["_rels/.rels"].decode().replace("><", ">\r\n\t<").replace("</Rel", "<!-- > --></Rel")
    return zipped({**parts, "[Content_Types].xml": types.encode(), "_rels/.rels": root.encode()})


def empty_list(data: bytes) -> bytes:
    """Leave a list of panes without a pane, as when somebody's add-in was removed."""
    left = re_cut(without_parts(with_another_add_in(data), OURS, PANES_ARROWS), "[Content_Types].xml", FIRST)
    return zipped({**parts_of(left), PANES: panes().encode()})


def lost_list(data: bytes) -> bytes:
    """Point at a list of panes that is not in the file."""
    return without_parts(empty_list(data), PANES)


def list_nobody_points_at(data: bytes) -> bytes:
    return re_cut(empty_list(data), "_rels/.rels", r'<Relationship Id="rId77"[^>]*>')


AS_THEY_COME = {
    "plain": bare,
    "protected, 5,000 rows": protected,
    "with macros": with_macros,
    "another add-in": lambda: with_another_add_in(bare()),
    "lists by another program": lambda: pretty(bare()),
    "another add-in, pretty": lambda: pretty(with_another_add_in(bare())),
    "an empty list of panes": lambda: empty_list(bare()),
    "a list that is lost": lambda: lost_list(bare()),
    "a list nobody points at": lambda: list_nobody_points_at(bare()),
}


@pytest.mark.parametrize("made", AS_THEY_COME.values(), ids=AS_THEY_COME)
def test_in_and_out_again_leaves_every_part_as_it_was(made: object) -> None:
    before = made()  # type: ignore[operator]
    there = put(before)
    kept = parts_of(before)
    lists = {"[Content_Types].xml", "_rels/.rels", PANES, PANES_ARROWS}
    assert {name for name, content in parts_of(there).items() if kept.get(name) != content} - lists == {
        next(one for one in parts_of(there) if one not in kept and "webextension" in one.rpartition("/")[2])
    }
    assert list(parts_of(out(there)).items()) == list(kept.items())
    assert put(there) == there
    assert out(before) == before


def test_another_add_ins_pane_stays_where_it_is() -> None:
    before = with_another_add_in(bare())
    after = parts_of(put(before))
    assert after[OURS] == parts_of(before)[OURS]
    assert "main.py" in said(put(before), "xl/webextensions/webextension2.xml")
    text = after[PANES].decode()
    assert text.startswith(panes(pane("rId1")).removesuffix("</wetp:taskpanes>"))
    assert text.endswith('r:id="rId2"/></wetp:taskpane></wetp:taskpanes>')
    assert 'Id="rId2"' in after[PANES_ARROWS].decode()


def test_after_excel_has_saved_it_all_anew_it_still_comes_out_whole() -> None:
    """Excel writes every list anew, orders the parts otherwise, and puts a picture of the pane beside it."""
    parts = {}
    for name, content in sorted(parts_of(put(with_another_add_in(bare()))).items()):
        anew = etree.tostring(etree.fromstring(content), encoding="UTF-8", standalone=True)
        parts[name] = anew if "webext" in name or name in ("_rels/.rels", "[Content_Types].xml") else content
    arrow = f'<Relationship Id="rId1" Type="{R}/image" Target="../media/image9.png"/>'
    arrows = f'<Relationships xmlns="{ARROWS}">{arrow}</Relationships>'
    parts["xl/webextensions/_rels/webextension2.xml.rels"] = arrows.encode()
    parts["xl/media/image9.png"] = b"\x89PNG"
    left = parts_of(out(zipped(parts)))
    assert left.keys() == parts_of(with_another_add_in(bare())).keys()
    assert b"webextension2" not in b"".join(content for name, content in left.items() if "sheet" not in name)


# What is there already ------------------------------------------------------------------------------------------------


def older() -> bytes:
    """A workbook with an older edition's pane, used since: packages noted, a setting changed, its code reformatted."""
    parts = parts_of(carrying())
    text = parts[OURS].decode()
    text = re.sub(r'(name="main.py" value=")[^"]*', r"\1&quot;print(1)&quot;", text)
    noted = '<we:property name="requirements-pinned.txt" value="&quot;x==1&quot;"/>'
    text = text.replace('&quot;taskpane&quot;}"/>', f'&quot;none&quot;}}"/>{noted}')
    return zipped({**parts, OURS: text.encode()})


def test_an_older_edition_is_renewed_and_what_was_set_in_the_pane_stays() -> None:
    made = with_pane(older(), "m.xlsx")
    assert (made.had_one, made.way) == (True, CodeFrom.INDEX)
    now, fresh = said(made.data), said(carrying())
    assert now == {**fresh, "xlwingsSettingsWorkbook": '{"startupBehavior":"none"}'}
    assert parts_of(made.data).keys() == parts_of(carrying()).keys()
    assert parts_of(without_pane(made.data, "m.xlsx")) == parts_of(bare())


BROKEN = {
    "the add-in's reference": lambda data: re_cut(
        data, OURS, r"<we:reference [^>]*/><we:alt.*?</we:alternateReferences>"
    ),
    "the list of panes": lambda data: without_parts(data, PANES, PANES_ARROWS),
    "the arrows of the list": lambda data: without_parts(data, PANES_ARROWS),
    "the pane": lambda data: re_cut(data, PANES, r"<wetp:taskpane .*?</wetp:taskpane>"),
    "the file's arrow": lambda data: re_cut(data, "_rels/.rels", r"<Relationship [^>]*webextensiontaskpanes[^>]*>"),
    "the add-in's part": lambda data: without_parts(data, OURS),
    "what tells the types": lambda data: re_cut(data, "[Content_Types].xml", r"<Override [^>]*webext[^>]*>"),
}


def re_cut(data: bytes, part: str, pattern: str) -> bytes:
    parts = parts_of(data)
    left, number = re.subn(pattern, "", parts[part].decode())
    assert number
    return zipped({**parts, part: left.encode()})


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_pane_half_removed_is_made_whole_and_comes_out_whole(broken: object) -> None:
    half = broken(carrying())  # type: ignore[operator]
    whole = put(half)
    assert said(whole)["main.py"] == said(carrying())["main.py"]
    assert etree.fromstring(parts_of(whole)[OURS]).find(f"{{{WE}}}reference").get("id") == "wa200008175"
    for name in (PANES, PANES_ARROWS):
        assert parts_of(whole)[name] == parts_of(carrying())[name]
    for name in ("[Content_Types].xml", "_rels/.rels"):
        assert sorted(parts_of(whole)[name].split(b"<")) == sorted(parts_of(carrying())[name].split(b"<"))
    assert parts_of(out(whole)) == parts_of(bare())
    if OURS in parts_of(half):
        assert not any("webext" in name for name in parts_of(out(half)))


def test_what_libreoffice_leaves_of_a_pane_when_it_saves_is_made_whole_and_comes_out_whole(tmp_path: Path) -> None:
    """Seen in LibreOffice: it keeps the list of panes, as any XML, and loses its arrows and the add-ins' parts."""
    second = "xl/webextensions/webextension2.xml"
    left = without_parts(put(with_another_add_in(bare())), PANES_ARROWS, OURS, second)
    left = re_cut(re_cut(left, "[Content_Types].xml", FIRST), "[Content_Types].xml", FIRST.replace(OURS, second))
    left = with_words(left, "[Content_Types].xml", f"{TYPE}taskpanes+xml", "application/xml")
    whole, fresh = parts_of(put(left)), parts_of(carrying())
    for name in (PANES, PANES_ARROWS, "[Content_Types].xml"):
        assert sorted(whole[name].replace(b"\r\n", b"\n").split(b"<")) == sorted(fresh[name].split(b"<"))
    assert parts_of(out(put(left))) == parts_of(bare())
    workbook = tmp_path / "Merton.xlsx"
    workbook.write_bytes(left)
    assert take_pane_out(workbook, NOW).startswith(
        "The pane itself was gone already, as when LibreOffice or another program has saved the workbook. What was "
        "left of it is out. Saved "
    )
    assert parts_of(workbook.read_bytes()) == parts_of(bare())


def test_code_of_somebodys_own_for_the_same_add_in_is_not_written_over_unasked() -> None:
    theirs = with_another_add_in(bare(), add_in('<we:property name="main.py" value="&quot;x&quot;"/>', "wa200008175"))
    with pytest.raises(CannotUse) as refused:
        with_pane(theirs, "m.xlsx")
    assert str(refused.value) == (
        "“m.xlsx” carries code for xlwings Lite that is not ours, and a workbook has room for one. Nothing was "
        "changed. If nobody needs that code, give --replace; a copy of the workbook as it is will be kept."
    )
    after = with_pane(theirs, "m.xlsx", CodeFrom.INDEX, replace=True).data
    assert said(after).keys() >= said(carrying()).keys()
    assert parts_of(after).keys() == parts_of(theirs).keys()


def test_what_is_no_borough_workbook_or_signed_is_left_alone() -> None:
    with pytest.raises(CannotUse, match="is a central file, not a borough's workbook"):
        with_pane(central_workbook(load_framework()), "m.xlsx")
    from_1904 = with_words(bare(), "xl/workbook.xml", "<workbookPr", '<workbookPr date1904="1"')
    with pytest.raises(CannotUse, match=r"“m\.xlsx” counts its days from 1904\. .* Nothing was changed\."):
        with_pane(from_1904, "m.xlsx")
    with pytest.raises(CannotUse, match="but not an outcomes framework workbook"):
        with_pane(cell('<c r="A1"><v>1</v></c>'), "m.xlsx")
    with pytest.raises(CannotEdit, match="digitally signed"):
        put(zipped({**parts_of(bare()), "_xmlsignatures/sig1.xml": b"<Signature/>"}))


def test_the_proof_sees_whatever_else_differs() -> None:
    before = open_package(bare(), "m.xlsx")
    for part, words in (("xl/workbook.xml", b"<!-- -->"), ("[Content_Types].xml", None), ("xl/extra.xml", b"<a/>")):
        parts = parts_of(carrying())
        if words is None:
            parts[part] = parts[part].replace(b"theme+xml", b"them+xml")
        else:
            parts[part] = parts.get(part, b"") + words
        with pytest.raises(CannotEdit, match="without touching something else"):
            prove_extension(before, open_package(zipped(parts), "m.xlsx"), MARK, {})
    with pytest.raises(CannotEdit, match="the add-in is still there"):
        prove_extension(before, open_package(carrying(), "m.xlsx"), MARK, None)


# On a file ------------------------------------------------------------------------------------------------------------


def test_a_job_leaves_the_pane_where_it_is() -> None:
    """Every job writes by one road; what carries a workbook to a new layout is asked in tests/carry."""
    sheet = NewSheet("More", "More", "", "tblMore", ("One",), (9,), (("x",),))
    patch = Patch((AddSheet(sheet, because="a test"),))
    before, after = parts_of(carrying()), parts_of(changed := files.play(carrying(), patch, "m.xlsx"))
    assert len(after) > len(before)
    assert [name for name in before if "webext" in name and before[name] != after.get(name)] == []
    assert parts_of(out(changed)) == parts_of(files.play(bare(), patch, "m.xlsx"))


def test_a_new_workbook_can_carry_it_and_is_rid_of_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = bare()
    monkeypatch.setattr("outcomes_xl.building.borough_workbook", lambda *_: built)  # it was built once
    workbook = tmp_path / "Merton.xlsx"
    new(workbook, "Merton", NOW, lite=True)
    with pytest.raises(WrongUsage, match="already there"):
        new(workbook, "Merton", NOW, lite=True)
    told = put_pane_in(workbook, NOW)
    assert told == "Merton.xlsx carries this edition's pane already. Nothing was changed."
    taken = take_pane_out(workbook, NOW)
    assert taken.startswith("The pane is out. Saved ")
    assert parts_of(workbook.read_bytes()) == parts_of(bare())
    assert take_pane_out(workbook, NOW) == "Merton.xlsx carries no pane of ours. Nothing was changed."


def test_code_that_somebody_has_changed_is_renewed_and_said_to_be_in_the_copy(tmp_path: Path) -> None:
    workbook = tmp_path / "Merton.xlsx"
    workbook.write_bytes(with_words(carrying(), OURS, "Choose a button above", "Choose my own button"))
    assert " Its code was not as it was put in any more: what stood there is in the copy" in put_pane_in(workbook, NOW)
    assert put_pane_in(workbook, NOW).startswith("Merton.xlsx carries this edition's pane already.")


def test_what_lies_beside_the_workbook_is_the_wheel_that_it_asks_for(tmp_path: Path) -> None:
    workbook = tmp_path / "Merton.xlsx"
    workbook.write_bytes(bare())
    told = put_pane_in(workbook, NOW, CodeFrom.BESIDE)
    (wheel,) = tmp_path.glob("*.whl")
    assert f"Import {wheel.name}, which lies beside it, into the pane once" in told
    assert wheel.name in json.loads(said(workbook.read_bytes())["main.py"])


def test_a_copy_to_share_leaves_the_pane_behind_and_says_so() -> None:
    book = files.read_bytes(carrying(), "m.xlsx")
    stays = what_stays(book, read_borough(book), open_package(carrying(), "m.xlsx"))
    assert "1 Office add-in with its data" in stays


def test_only_the_code_of_a_pane_that_nobody_has_changed_is_not_looked_through_for_people() -> None:
    small = put(cell('<c r="A1"><v>1</v></c>'))
    changed = with_words(small, OURS, "Nothing of this workbook leaves this computer", "NHS number 943 476 5919")
    for data, seen in ((small, set()), (changed, {NHS})):
        texts = [one for one in package_texts(open_package(data, "m.xlsx")) if one.part == OURS]
        assert texts
        assert {sign.what for one in texts for sign in signs(one.text, one.label) if sign.sure} == seen
        assert any(one.label == "main.py" for one in texts) is bool(seen)
