"""The lead publishes, boroughs refresh: whole things on real files, over a path and over HTTPS."""

from __future__ import annotations

import io
import os
from pathlib import Path

import openpyxl
import pytest

from outcomes_xl.hosts import files
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.hosts.https_server import serving
from tests.release_ids import LATER, NEWEST
from tests.whole.conftest import outcomes_xl

RELEASE = ("--release", LATER, "--released-on", "2026-12-01", "--publisher", "The lead", "--notes", "Winter.")


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OUTCOMES_XL_HOME", str(tmp_path / "profile"))
    return tmp_path / "profile"


@pytest.fixture
def working(laid_out: Path) -> Path:
    """The lead's working copy of the central file, one metric reworded in it."""
    path = laid_out / "working.xlsx"
    reworded(laid_out / "central file.xlsx", path)
    return path


def reworded(source: Path, to: Path, words: str = "Repeat plans: second or later child protection plans") -> None:
    book = openpyxl.load_workbook(source)
    sheet = book["Framework"]
    at = {cell.value: cell.column for cell in sheet[5]}
    row = next(row for row in range(6, sheet.max_row + 1) if sheet.cell(row, at["Metric id"]).value == "MET-001")
    sheet.cell(row, at["Metric"], words)
    book.save(to)


def metric(path: Path, layout_name: str = "borough") -> object:
    tables = read_tables(files.read(path), layout(layout_name)).tables
    return tables["framework"].by("metric_id")["MET-001"]["metric"]


def test_publish_then_refresh_brings_the_new_words(profile: Path, laid_out: Path, working: Path) -> None:
    ran = outcomes_xl("publish", working, "--to", laid_out / "central file.xlsx", *RELEASE)
    assert ran.code == 0, ran.out + ran.err
    assert f"Release {LATER}: Framework: 1 reworded." in ran.out
    assert list(laid_out.glob("Backups of central file/central file (backup *).xlsx"))
    workbook = laid_out / "Merton outcomes.xlsx"
    ran = outcomes_xl("refresh", workbook, "--central", laid_out / "central file.xlsx")
    assert f"Now at release {LATER}" in ran.out, ran.out + ran.err
    assert metric(workbook) == "Repeat plans: second or later child protection plans"


def test_a_refused_release_writes_nothing(profile: Path, laid_out: Path, working: Path) -> None:
    central = laid_out / "central file.xlsx"
    before = central.read_bytes()
    ran = outcomes_xl("publish", working, "--to", central, "--format", "json")
    assert ran.code == 1
    assert "PB02" in {finding["rule"] for finding in ran.json["findings"]}
    assert central.read_bytes() == before
    assert outcomes_xl("publish", working, "--to", central, *RELEASE, "--preview").code == 0
    assert central.read_bytes() == before
    assert outcomes_xl("publish", working, "--to", working, *RELEASE).code == 2


def test_a_working_copy_is_not_refreshed_from(profile: Path, laid_out: Path, working: Path) -> None:
    workbook = laid_out / "Merton outcomes.xlsx"
    before = workbook.read_bytes()
    ran = outcomes_xl("refresh", workbook, "--central", working)
    assert ran.code == 3
    assert "was edited after it was published: Framework no longer gives the digest" in ran.err
    assert workbook.read_bytes() == before


def test_going_back_a_release_is_only_on_purpose(profile: Path, laid_out: Path, working: Path) -> None:
    workbook, old = laid_out / "Merton outcomes.xlsx", laid_out / "central file.xlsx"
    outcomes_xl("publish", working, "--to", laid_out / "new.xlsx", "--previous", old, *RELEASE)
    assert f"Now at release {LATER}" in outcomes_xl("refresh", workbook, "--central", laid_out / "new.xlsx").out
    ran = outcomes_xl("refresh", workbook, "--central", old)
    assert ran.code == 1 and f"release {NEWEST} is older than {LATER}" in ran.out
    assert metric(workbook) != "Repeat child protection plans"
    outcomes_xl("refresh", workbook, "--central", old, "--older-is-fine")
    assert metric(workbook) == "Repeat child protection plans"


def test_a_signature_can_be_required(profile: Path, laid_out: Path, working: Path) -> None:
    key, signed = laid_out / "lead.pem", laid_out / "signed.xlsx"
    made = outcomes_xl("signing-key", key)
    assert made.code == 0 and oct(key.stat().st_mode & 0o777) == "0o600"
    assert outcomes_xl("signing-key", key).code == 2, "a key is never written over"
    line = made.out.strip().splitlines()[-1].split(": ", 1)[1]
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "settings.toml").write_text(f"require_signature = true\n{line}\n", encoding="utf-8")
    workbook = laid_out / "Merton outcomes.xlsx"
    ran = outcomes_xl("refresh", workbook, "--central", laid_out / "central file.xlsx")
    assert ran.code == 3 and "is not signed, and your settings ask for a signature" in ran.err
    outcomes_xl("publish", working, "--to", signed, *RELEASE, "--key", key)
    assert f"Now at release {LATER}" in outcomes_xl("refresh", workbook, "--central", signed).out


def test_over_https_with_the_systems_certificates_and_the_kept_copy_when_it_is_gone(
    profile: Path, laid_out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    workbook, data = laid_out / "Merton outcomes.xlsx", (laid_out / "central file.xlsx").read_bytes()
    with serving(laid_out / "site", data) as site:
        address = f"{site.address}/good/central.xlsx"
        refused = outcomes_xl("refresh", workbook, "--central", address)
        assert refused.code == 3 and "its certificate is not one this computer trusts" in refused.err
        monkeypatch.setenv("SSL_CERT_FILE", str(site.authority))
        assert f"Now at release {NEWEST}" in outcomes_xl("refresh", workbook, "--central", address).out
        again = outcomes_xl("refresh", workbook, "--central", address)
        assert f"Already at release {NEWEST}" in again.out
        files = [headers for path, headers in site.asked if str(path).endswith("central.xlsx")]
        assert "if-none-match" in files[-1]
    gone = outcomes_xl("refresh", workbook, "--central", address)
    assert gone.code == 0, gone.err
    said = " ".join(gone.out.split())
    assert "The copy kept on this computer was used; it was fetched today" in said


def test_a_workbook_cannot_choose_what_is_fetched_until_the_officer_says_so(profile: Path, laid_out: Path) -> None:
    workbook = laid_out / "Merton outcomes.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(workbook.read_bytes()))
    sheet = book["Start"]
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Central file")
    sheet.cell(row, 2, "central file.xlsx")
    book.save(workbook)
    ran = outcomes_xl("refresh", workbook)
    assert ran.code == 3 and f'outcomes-xl trust "{laid_out / "central file.xlsx"}"' in ran.err
    assert outcomes_xl("trust", laid_out).code == 0
    assert str(laid_out) in outcomes_xl("trust").out
    assert f"Now at release {NEWEST}" in outcomes_xl("refresh", workbook).out
    assert outcomes_xl("trust", laid_out, "--forget").code == 0
    assert outcomes_xl("refresh", workbook).code == 3


def test_crosswalks_go_out_and_come_back(profile: Path, laid_out: Path, working: Path) -> None:
    for name in ("links.tsv", "links.csv"):
        assert outcomes_xl("crosswalks", "export", working, "--to", laid_out / name).code == 0
        ran = outcomes_xl("crosswalks", "import", laid_out / name, "--into", working, "--format", "json")
        assert ran.code == 0 and ran.json["patch"] == [], ran.err
    text = (laid_out / "links.csv").read_text(encoding="utf-8-sig").replace("Getting a good education", "Education")
    (laid_out / "links.csv").write_text(text, encoding="utf-8")
    ran = outcomes_xl("crosswalks", "import", laid_out / "links.csv", "--into", working)
    assert "cells updated" in ran.out
    ran = outcomes_xl("publish", working, "--to", laid_out / "central file.xlsx", *RELEASE, "--anyway")
    assert "Map Supporting Families:" in " ".join(ran.out.split()), ran.out + ran.err
    assert outcomes_xl("crosswalks", "export", working, "--to", laid_out / "links.txt").code == 2


def test_a_preview_of_a_release_never_says_that_nothing_would_change(laid_out: Path, working: Path) -> None:
    ran = outcomes_xl("publish", working, "--to", laid_out / "central file.xlsx", *RELEASE, "--preview")
    assert f"Release {LATER}: Framework: 1 reworded." in ran.out
    assert "Nothing would change" not in ran.out
