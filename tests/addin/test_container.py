"""The VBA project, read back by programs that are not ours."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path
from random import Random

import olefile
import pyopenvba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oletools import olevba

from outcomes_xl.building.addin import addin_bytes
from outcomes_xl.building.addin.compound_file import Tree, compound_file
from outcomes_xl.building.addin.vba_compression import CHUNK, compressed
from outcomes_xl.building.addin.vba_project import vba_project
from outcomes_xl.building.addin.vba_source import WORKBOOK_BASE, MacroMistake, Module, ModuleKind
from outcomes_xl.building.addin.xlam import every_module

BOOK = Module("ThisWorkbook", ModuleKind.DOCUMENT, "", WORKBOOK_BASE)


def project_of(addin: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(addin)) as archive:
        return archive.read("xl/vbaProject.bin")


def opened(data: bytes) -> olefile.OleFileIO:
    """Any defect olefile knows of is an error."""
    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE)


def decompressed(data: bytes) -> bytes:
    return bytes(olevba.decompress_stream(bytearray(data)))


def test_three_readers_find_the_modules_exactly_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.xlam"
    path.write_bytes(addin_bytes())
    ours = {one.name: one.source() for one in every_module()}
    ours["Sheet1"] = ours.get("Sheet1", b"")

    container = opened(project_of(path.read_bytes()))
    by_olefile = {name: decompressed(container.openstream(["VBA", name]).read()) for name in ours}
    assert not container.parsing_issues
    assert {**by_olefile, "Sheet1": b""} == ours

    by_olevba = {Path(name).stem: code for *_, name, code in olevba.VBA_Parser(str(path)).extract_macros()}
    assert by_olevba.keys() == ours.keys()
    with pyopenvba.ExcelFile(str(path)) as book:
        assert not book.validate()
        assert set(book.module_names()) == set(ours)
    for name, source in ours.items():
        if source:
            body = by_olevba[name].replace("\r\n", "\n").strip()
            assert source.decode("cp1252").replace("\r\n", "\n").strip() == body


def test_the_project_carries_source_only_and_no_compiled_code() -> None:
    container = opened(project_of(addin_bytes()))
    assert container.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000100")
    assert not [name for *_, name in container.listdir() if name.startswith("__SRP")]


def test_the_project_is_not_protected_has_no_password_and_is_shown_in_the_editor() -> None:
    text = opened(project_of(addin_bytes())).openstream("PROJECT").read().decode("cp1252")
    found = {name: decrypted(re.search(rf'{name}="(.*?)"', text)[1]) for name in ("CMG", "DPB", "GC")}  # type: ignore[index]
    assert found == {"CMG": bytes(4), "DPB": bytes(1), "GC": b"\xff"}


def decrypted(value: str) -> bytes:
    """[MS-OVBA] 2.4.3.3, the other way round."""
    raw = bytes.fromhex(value)
    seed, key = raw[0], raw[0] ^ raw[2]
    plain, first, second, out = key, raw[2], raw[1], bytearray()
    for byte in raw[3:]:
        plain = byte ^ ((second + plain) & 0xFF)
        out.append(plain)
        second, first = first, byte
    out = out[(seed & 6) // 2 :]
    return bytes(out[4 : 4 + struct.unpack("<I", out[:4])[0]])


@given(st.text(st.characters(codec="cp1252"), max_size=3000).map(lambda text: text.encode("cp1252")))
@settings(max_examples=60, deadline=None)
def test_what_is_compressed_comes_back_the_same(data: bytes) -> None:
    assert decompressed(compressed(data)) == data


@pytest.mark.parametrize("size", [0, 1, 2, 3, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
@pytest.mark.parametrize("line", [b"x", b"ab", b"If row Is Nothing Then Exit Sub\r\n"])
def test_text_of_any_length_comes_back_the_same_from_two_readers(size: int, line: bytes) -> None:
    data = (line * (size // len(line) + 1))[:size]
    assert decompressed(compressed(data)) == data
    assert pyopenvba.vba.decompress(compressed(data)) == data


def test_a_whole_chunk_of_noise_is_stored_and_a_short_one_is_refused() -> None:
    noise = Random(1).randbytes(CHUNK)
    assert decompressed(compressed(noise)) == noise
    with pytest.raises(ValueError, match="VBA source is text"):
        compressed(noise[:-1])


@given(
    st.dictionaries(
        st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=31),
        st.one_of(st.binary(max_size=200), st.integers(4000, 9000).map(bytes)),
        max_size=25,
    )
)
@settings(max_examples=60, deadline=None)
def test_a_container_holds_whatever_it_was_given(streams: dict[str, bytes]) -> None:
    tree: Tree = {"STORAGE": dict(streams)}
    container = opened(compound_file(tree))
    assert not container.parsing_issues
    assert {name: container.openstream(["STORAGE", name]).read() for name in streams} == streams


@pytest.mark.parametrize("sheets", [1, 64, 65, 99])
def test_many_modules_are_found_again(sheets: int) -> None:
    modules = [BOOK, *(Module(f"Module{n}", ModuleKind.STANDARD, f"' {n}\n" * n) for n in range(sheets))]
    container = opened(vba_project("Many", modules))
    for one in modules:
        assert decompressed(container.openstream(["VBA", one.name]).read()) == one.source()


@pytest.mark.parametrize(
    ("modules", "words"),
    [
        ([], "exactly one workbook module"),
        ([BOOK, Module("Find", ModuleKind.STANDARD), Module("FIND", ModuleKind.CLASS)], "names must differ"),
        ([BOOK, Module("Addin", ModuleKind.STANDARD)], "names must differ"),
        ([BOOK, Module("Find", ModuleKind.STANDARD, "' \u2192")], "'\u2192' is not in code page 1252"),
    ],
)
def test_a_project_that_excel_would_refuse_is_not_built(modules: list[Module], words: str) -> None:
    with pytest.raises(MacroMistake, match=words):
        vba_project("AddIn", modules)


@pytest.mark.parametrize("tree", [{"A/B": b""}, {"A" * 32: b""}, {"dir": b"", "DIR": b""}])
def test_a_name_the_container_cannot_hold_is_refused(tree: Tree) -> None:
    with pytest.raises(ValueError, match=r"cannot hold|differ only"):
        compound_file(tree)
