"""Each reason not to use a central file is recognised and told apart from the others."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from outcomes_xl.building.central_workbook import written
from outcomes_xl.central import digests, signing
from outcomes_xl.central.central_rows import settings
from outcomes_xl.central.trust import TrustSettings, examine
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.publish import publish
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import (
    AnotherFrameworks,
    CutShort,
    EditedSince,
    FutureLayout,
    NotAWorkbook,
    NotSigned,
    WrongTemplate,
)
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.built import borough_workbook, central_workbook
from tests.central.made import CONTEXT, SAID, edited, shipped, shipped_bytes
from tests.release_ids import FIRST, LATER, LATER_STILL, NEWEST

FIRST_EDITIONS_FILE = Path(__file__).parents[1] / "data" / "first_edition" / "central file.xlsx"


def test_a_file_as_it_was_published_is_trusted() -> None:
    assert examine(shipped()).sentence == f"Release {NEWEST} is as it was published."


def test_a_file_that_excel_or_another_office_saved_again_is_still_as_published() -> None:
    book = openpyxl.load_workbook(io.BytesIO(shipped_bytes()))
    out = io.BytesIO()
    book.save(out)
    assert examine(files.read_bytes(out.getvalue(), "c.xlsx")).published


def test_a_table_somebody_sorted_is_still_as_published() -> None:
    book = openpyxl.load_workbook(io.BytesIO(shipped_bytes()))
    sheet = book["Map LOF"]
    first, last = ([cell.value for cell in sheet[row]] for row in (6, 7))
    for column, (one, other) in enumerate(zip(first, last, strict=True), 1):
        sheet.cell(6, column, other)
        sheet.cell(7, column, one)
    out = io.BytesIO()
    book.save(out)
    assert examine(files.read_bytes(out.getvalue(), "c.xlsx")).published


@pytest.mark.parametrize(
    ("edit", "sheet"),
    [
        (("framework", "MET-001", "metric", "Something else"), "Framework"),
        (("map_lof", "LOF-2026-09-052~MET-082", "role", None), "Map LOF"),
        (("release", "Notes", "answer", "Please use this one"), "Release"),
        (("release", "Release", "answer", LATER_STILL), "Release"),
    ],
)
def test_an_edit_after_publishing_names_the_sheet(edit: tuple[str, str, str, str | None], sheet: str) -> None:
    with pytest.raises(EditedSince, match=f"was edited after it was published: {sheet} no longer gives"):
        examine(edited(shipped(), edit))


def test_a_digest_taken_away_is_an_edit_too() -> None:
    with pytest.raises(EditedSince, match="had a digest when it was published, and has none now"):
        examine(edited(shipped(), ("release", "Digest", "answer", None)))


def test_a_digest_written_anew_does_not_fit_the_fingerprints() -> None:
    with pytest.raises(EditedSince):
        examine(edited(shipped(), ("release", "Digest", "answer", "0" * 64)))


def test_another_frameworks_file_is_told_by_its_name() -> None:
    with pytest.raises(AnotherFrameworks, match="of another framework: “Outcomes for Northbridge”"):
        examine(edited(shipped(), ("release", "Framework", "answer", "Outcomes for Northbridge")))
    theirs = TrustSettings(framework="Outcomes for Northbridge")
    with pytest.raises(AnotherFrameworks):
        examine(shipped(), theirs)


def test_a_newer_layout_asks_for_a_newer_tool() -> None:
    with pytest.raises(FutureLayout, match=r"layout 9; this version knows 1\). Get the newest version of the tool"):
        examine(edited(shipped(), ("release", "Layout edition", "answer", 9)))


def test_a_boroughs_workbook_and_any_other_are_the_wrong_file() -> None:
    with pytest.raises(WrongTemplate, match="is a borough's workbook, not a central file"):
        examine(files.read_bytes(borough_workbook(load_framework(), "Merton"), "Merton.xlsx"))
    with pytest.raises(WrongTemplate, match="not an outcomes framework workbook"):
        examine(Book("budget.xlsx", {}, {}))


def test_a_file_cut_anywhere_is_never_read_as_a_smaller_one() -> None:
    data = shipped_bytes()
    for share in range(1, 40):
        with pytest.raises((NotAWorkbook, CutShort)):
            examine(files.read_bytes(data[: len(data) * share // 40], "c.xlsx"))


def test_a_part_lost_inside_the_zip_is_not_passed_over() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shipped_bytes())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet5.xml":
                content = content[: content.index(b"<sheetData>")] + b"<sheetData/></worksheet>"
            new.writestr(name, content)
    with pytest.raises((EditedSince, CutShort, NotAWorkbook)):
        examine(files.read_bytes(out.getvalue(), "c.xlsx"))


def test_a_central_file_from_before_digests_is_used_and_said_to_have_none() -> None:
    plain = edited(
        shipped(),
        *(
            ("release", name, "answer", None)
            for name in ("Digest", "Digest of later tabs", "Framework", "Layout edition")
        ),
    )
    table = plain.tables.pop("tblFingerprints") if isinstance(plain.tables, dict) else None
    assert table is not None
    plain.sheets.pop("Fingerprints")  # type: ignore[attr-defined]
    assert examine(plain).sentence == f"Release {NEWEST} carries no digest, so an edit to it would not show."


# Signatures ---------------------------------------------------------------------------------------------------------

PEM, PUBLIC = signing.new_key()
OTHER_PEM, OTHER = signing.new_key()


def signed(pem: bytes = PEM) -> Book:
    from outcomes_xl.building.central_workbook import written

    source = edited(shipped(), ("framework", "MET-001", "definition", "Worded anew."))
    made = publish(source, None, CONTEXT, SAID, sign=lambda digest: signing.sign(digest, pem))
    assert made.whole is not None
    return files.read_bytes(written(made.whole, made.framework), "c.xlsx")


def test_a_release_signed_with_a_known_key_is_trusted_and_says_by_whom() -> None:
    found = examine(signed(), TrustSettings(signature=True, keys=(OTHER, PUBLIC)))
    assert found.signed_by == PUBLIC
    assert found.sentence == f"Release {LATER} is as it was published, and signed."


def test_a_signature_nobody_asked_for_is_checked_and_vouches_for_nobody() -> None:
    found = examine(signed())
    assert (found.published, found.signed_by) == (True, "")
    assert found.sentence.endswith(" is as it was published.")
    assert examine(signed(), TrustSettings(keys=(PUBLIC,))).signed_by == PUBLIC
    with pytest.raises(NotSigned, match="signed with a key that your settings do not name"):
        examine(signed(OTHER_PEM), TrustSettings(keys=(PUBLIC,)))


def test_a_signature_that_settings_require_must_be_there_and_from_a_named_key() -> None:
    with pytest.raises(NotSigned, match="is not signed, and your settings ask for a signature"):
        examine(shipped(), TrustSettings(signature=True, keys=(PUBLIC,)))
    with pytest.raises(NotSigned, match="signed with a key that your settings do not name"):
        examine(signed(OTHER_PEM), TrustSettings(signature=True, keys=(PUBLIC,)))
    with pytest.raises(NotSigned, match="name no publisher's key"):
        examine(signed(), TrustSettings(signature=True))


def test_a_named_key_that_no_signature_is_asked_for_with_is_said_to_vouch_for_nothing() -> None:
    said = (
        f"Release {NEWEST} is not signed, and nobody's key vouches for it. Your settings name a publisher's key and do "
        "not ask for a signature, so a file without one is taken. Write require_signature = true to refuse it."
    )
    assert examine(shipped(), TrustSettings(keys=(PUBLIC,))).caution == said
    assert examine(signed(), TrustSettings(keys=(PUBLIC,))).caution == ""
    assert examine(shipped()).caution == ""


def test_what_is_trusted_is_listed_with_a_named_key_that_nothing_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outcomes_xl.workflows.publish_release import trusted_places

    monkeypatch.setenv("OUTCOMES_XL_HOME", str(tmp_path))
    for asked, said in (("false", True), ("true", False)):
        (tmp_path / "settings.toml").write_text(f"publisher_keys = ['{PUBLIC}']\nrequire_signature = {asked}\n")
        assert ("so a file without one is taken" in trusted_places()) is said


def test_a_signature_of_another_release_does_not_fit() -> None:
    answers = settings(read_tables(signed(), layout("central")))
    moved = edited(
        shipped(),
        ("release", "Signature", "answer", answers["Signature"]),
        ("release", "Signed with", "answer", answers["Signed with"]),
    )
    with pytest.raises(NotSigned, match="does not fit its content"):
        examine(moved, TrustSettings(keys=(PUBLIC,)))


def test_whoever_writes_new_digests_cannot_write_the_signature() -> None:
    from outcomes_xl.central.release import made_whole

    reading = read_tables(edited(signed(), ("framework", "MET-001", "metric", "Forged")), layout("central"))
    whole = made_whole({k: [r.values for r in t] for k, t in reading.tables.items()}, {**settings(reading)})
    from outcomes_xl.building.central_workbook import written

    forged = files.read_bytes(written(whole, load_framework()), "c.xlsx")
    assert examine(forged).published
    with pytest.raises(NotSigned):
        examine(forged, TrustSettings(signature=True, keys=(PUBLIC,)))


def test_nonsense_for_a_signature_is_simply_not_one() -> None:
    assert not signing.signed_by("ab", "not base64!", "neither")
    assert not signing.signed_by("ab", PUBLIC, "AAAA")


def test_a_key_with_a_password_asks_for_it() -> None:
    pem, public = signing.new_key(b"a long sentence")
    with pytest.raises(signing.KeyTrouble, match="protected by a password"):
        signing.sign("ab", pem)
    with pytest.raises(signing.KeyTrouble, match="password is another"):
        signing.sign("ab", pem, b"wrong")
    assert signing.sign("ab", pem, b"a long sentence")[0] == public
    with pytest.raises(signing.KeyTrouble, match="not a private key in PEM form"):
        signing.sign("ab", b"hello")


def test_the_central_file_of_an_earlier_release_is_whole_too() -> None:
    assert examine(files.read_bytes(central_workbook(load_framework(FIRST)), "c.xlsx")).release == FIRST


# What the file says that it holds -----------------------------------------------------------------------------------

THE_FIRST_EDITIONS = {
    *("release", "release_changes", "framework", "map_sf", "map_phof", "map_sfl", "map_csc", "map_lof", "lists"),
    "history",
}
"""The tables that every copy of the tool since the first edition looks for. Written out: it may never change."""


def as_the_first_edition_digests(book: Book) -> str:
    """Return the digest that the tool's first edition expects on Release: of its own tables, whatever else is there."""
    prints = {one.table: one for one in digests.of_reading(read_tables(book, layout("central")))}
    listed = {row["table"]: row["digest"] for row in read_tables(book, layout("central")).tables["fingerprints"]}
    lines = []
    for key in sorted(THE_FIRST_EDITIONS):
        assert listed[key] == prints[key].digest
        lines.append(f"{key}:{prints[key].digest}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_an_older_copy_of_the_tool_finds_the_digest_it_looks_for() -> None:
    assert as_the_first_edition_digests(shipped()) == answer(shipped(), "Digest")
    assert set(layout("central").in_digest) == THE_FIRST_EDITIONS


def test_every_tab_that_came_after_the_first_edition_says_that_it_came_later() -> None:
    for name in ("borough", "central"):
        late = {shape.key for shape in layout(name).mappings if shape.key not in THE_FIRST_EDITIONS}
        assert {shape.key for shape in layout(name).mappings if shape.later} == late


def test_a_central_file_of_the_first_edition_is_trusted() -> None:
    assert examine(files.read(FIRST_EDITIONS_FILE)).sentence.endswith("is as it was published.")


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (("map_bsil", "BSIL-01~MET-039", "basis", "x"), "Map Best Start in Life no longer gives"),
        (("release", "Digest of later tabs", "answer", None), "Release no longer gives"),
        (("fingerprints", "map_bsil", "digest", "0" * 64), "Map Best Start in Life no longer gives"),
        (("fingerprints", "map_bsil", "table", None), "Map Best Start in Life was put in since"),
        (("fingerprints", "map_lof", "table", "map_other"), "Map LOF was put in since"),
    ],
)
def test_a_tab_that_came_later_is_under_the_digest_too(edit: tuple[str, str, str, str | None], what: str) -> None:
    with pytest.raises(EditedSince, match=f"was edited after it was published: {what}"):
        examine(edited(shipped(), edit))


def test_a_tab_put_into_an_older_file_is_seen() -> None:
    old = files.read(FIRST_EDITIONS_FILE)
    sheet, table = shipped().sheets["Map Best Start in Life"], shipped().tables["tblMapBSiL"]
    forged = Book(old.name, {**old.sheets, sheet.name: sheet}, {**old.tables, table.name: table})
    with pytest.raises(EditedSince, match="Map Best Start in Life was put in since"):
        examine(forged)


def test_both_digests_written_anew_do_not_fit_the_signature() -> None:
    pem, public = signing.new_key()
    made = publish(shipped(), None, CONTEXT, {**SAID}, anyway=True, sign=lambda digest: signing.sign(digest, pem))
    assert made.whole is not None
    book = files.read_bytes(written(made.whole, made.framework), "signed.xlsx")
    wanted = TrustSettings(signature=True, keys=(public,))
    assert examine(book, wanted).signed_by == public
    forged = edited(book, ("map_bsil", "BSIL-01~MET-039", "basis", "x"))
    later = digests.of_later(digests.of_reading(read_tables(forged, layout("central"))))
    forged = edited(forged, ("release", "Digest of later tabs", "answer", later))
    prints = digests.of_reading(read_tables(forged, layout("central")))
    forged = edited(forged, *(("fingerprints", one.table, "digest", one.digest) for one in prints))
    forged = edited(forged, ("release", "Digest", "answer", digests.whole(prints)))
    with pytest.raises(NotSigned, match="does not fit its content"):
        examine(forged, wanted)


def test_a_tab_of_the_first_edition_that_is_given_up_is_still_listed_for_older_copies() -> None:
    plan = layout("central")
    without_sf = replace(plan, sheets=tuple(shape for shape in plan if shape.key != "map_sf"))
    (listed,) = [one for one in digests.fingerprints(without_sf, {}) if one.table == "map_sf"]
    (empty,) = [one for one in digests.fingerprints(plan, {}) if one.table == "map_sf"]
    assert (listed.digest, listed.rows) == (empty.digest, 0)


def answer(book: Book, setting: str) -> object:
    return settings(read_tables(book, layout("central")))[setting]
