"""Where a central file is, and whether it is all there: paths, shares, synced folders, and what may be trusted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from outcomes_xl.hosts.central import covers, file_paths, place_of
from outcomes_xl.hosts.central.completeness import refuse_part
from outcomes_xl.hosts.central.file_paths import read_path
from outcomes_xl.model.cannot_use import CannotReach, CannotUse, CutShort, NotThere
from tests.central.made import shipped_bytes


@pytest.fixture
def central(tmp_path: Path) -> Path:
    path = tmp_path / "central file.xlsx"
    path.write_bytes(shipped_bytes())
    return path


def test_a_file_is_read_whole(central: Path) -> None:
    assert read_path(central) == shipped_bytes()


def test_a_file_that_is_not_there_and_a_share_that_is_not_connected_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match=r"There is no file “gone.xlsx” in .*\. It may have been moved or renamed"):
        read_path(tmp_path / "gone.xlsx")
    with pytest.raises(CannotReach, match="is not there just now"):
        read_path(tmp_path / "share" / "central file.xlsx")


def test_a_share_that_does_not_answer_is_given_up_in_time(central: Path) -> None:
    with pytest.raises(CannotReach, match=r"did not answer within 0.1 seconds"):
        read_path(central, patience=0.1, read=lambda _: time.sleep(1) or b"")  # type: ignore[func-returns-value]


def test_a_placeholder_in_the_cloud_is_told_without_starting_a_download(
    central: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_paths, "is_only_in_the_cloud", lambda _: True)
    opened: list[Path] = []
    with pytest.raises(CutShort, match="is only in the cloud, not on this computer yet"):
        read_path(central, read=lambda path: opened.append(path) or b"")  # type: ignore[func-returns-value]
    assert opened == []


def test_windows_marks_a_placeholder_by_its_attributes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Found:
        st_file_attributes = 0x0040_0000

    monkeypatch.setattr(Path, "stat", lambda *_, **__: Found())
    assert file_paths.is_only_in_the_cloud(Path("x"))


def test_half_a_file_that_becomes_whole_is_waited_for(central: Path) -> None:
    whole = central.read_bytes()
    central.write_bytes(whole[:5000])
    pauses: list[float] = []

    def arrives(pause: float) -> None:
        pauses.append(pause)
        central.write_bytes(whole)

    assert read_path(central, sleep=arrives) == whole
    assert pauses == [1.0]


def test_half_a_file_that_stays_half_is_told(central: Path) -> None:
    central.write_bytes(central.read_bytes()[:5000])
    with pytest.raises(CutShort, match="the end of the file is missing"):
        read_path(central, sleep=lambda _: None)


def test_a_file_written_while_it_is_read_is_not_taken(central: Path) -> None:
    def written_meanwhile(path: Path) -> bytes:
        data = path.read_bytes()
        path.write_bytes(data + b"x" * 10)
        return data

    with pytest.raises(CutShort, match="is being written just now"):
        read_path(central, sleep=lambda _: None, read=written_meanwhile)


@pytest.mark.parametrize(
    ("arrived", "sentence"),
    [
        (lambda _: b"", "is empty: it has not arrived yet"),
        (lambda _: bytes(4096), "is empty: it has not arrived yet"),
        (lambda _: bytes(4096) + b"PK\x05\x06 more", "has only zeros where it should begin"),
        (lambda whole: whole[:-30], "the end of the file is missing"),
        (lambda whole: whole[:9000] + bytes(90000), "ends in zeros: it is still being synced"),
        (lambda whole: whole + bytes(600), "is not as long as it says it is"),
        (lambda whole: whole[:4000] + whole[-300:], "is not as long as it says it is"),
    ],
)
def test_what_has_not_all_arrived_is_recognised(arrived: Callable[[bytes], bytes], sentence: str) -> None:
    with pytest.raises(CutShort, match=sentence):
        refuse_part(arrived(shipped_bytes()), "central file.xlsx")


def test_cut_at_any_place_it_is_recognised() -> None:
    data = shipped_bytes()
    for length in [*range(0, len(data), 997), *range(len(data) - 30, len(data))]:
        with pytest.raises(CutShort):
            refuse_part(data[:length], "c.xlsx") if length > 1 else refuse_part(b"", "c.xlsx")


# Places -------------------------------------------------------------------------------------------------------------


def test_an_address_has_one_spelling() -> None:
    place = place_of(' "HTTPS://Central.Example:443/Shared%20Files/central.xlsx#top" ')
    assert place.text == "https://central.example/Shared%20Files/central.xlsx"
    assert place.name == "central.xlsx"


def test_a_relative_path_is_read_from_beside_the_workbook(tmp_path: Path) -> None:
    assert place_of("../c.xlsx", tmp_path / "work").path == tmp_path / "c.xlsx"
    assert place_of((tmp_path / "a b.xlsx").as_uri()).path == tmp_path / "a b.xlsx"
    assert place_of((tmp_path / "a b.xlsx").as_uri().replace("///", "//localhost/")).path == tmp_path / "a b.xlsx"


def test_a_file_address_with_a_server_means_its_share(tmp_path: Path) -> None:
    """file://server/share/c.xlsx once lost its server and meant /share/c.xlsx on this computer."""
    share = r"\\server\outcomes\central file.xlsx"
    if os.name == "nt":
        assert place_of("file://server/outcomes/central%20file.xlsx").text == share
    else:
        with pytest.raises(CannotUse) as told:
            place_of("file://server/outcomes/central%20file.xlsx")
        assert str(told.value).startswith(f"{share} is a Windows folder share")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "No central file is named"),
        ("http://central.example/c.xlsx", "is not a safe address"),
        ("ftp://central.example/c.xlsx", "is not an address this tool can fetch from"),
        ("https:///c.xlsx", "is not a whole address"),
        ("https://ann:secret@central.example/c.xlsx", "carries a name or a password"),
        ("https://central.example@evil.example/c.xlsx", "carries a name or a password"),
        ("a\0b", "has a character no file name has"),
    ],
)
def test_other_places_are_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(CannotUse, match=sentence) as told:
        place_of(text)
    assert "secret" not in str(told.value)


@pytest.mark.skipif(os.name == "nt", reason="Windows reaches shares itself")
def test_a_windows_share_elsewhere_is_told() -> None:
    with pytest.raises(CannotUse, match="does not run Windows"):
        place_of(r"\\server\share\central.xlsx")


@pytest.mark.parametrize(
    ("trusted", "place", "answer"),
    [
        ("https://a.example/lof/", "https://a.example/lof/central.xlsx", True),
        ("https://a.example/lof/", "https://a.example/lof/2026/central.xlsx", True),
        ("https://a.example/lof/", "HTTPS://A.EXAMPLE/lof/central.xlsx", True),
        ("https://a.example/lof/c.xlsx", "https://a.example/lof/c.xlsx", True),
        ("https://a.example/lof", "https://a.example/lof-2/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/../other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/%2e%2e/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/%252e%252e/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/%25252e%25252E/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/.%2e/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/%2e%2e%2fother/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/%252e%252e%255cother%255cc.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/..;x=1/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/%2e%2e%3b/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/．．/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/%c0%ae%c0%ae/other/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/%2525252525252525252e/c.xlsx", False),
        ("https://a.example/lof/", "https://a.example/lof/central%20file%20100%25.xlsx", True),
        ("https://a.example/lof/", "https://a.example/lof/2026..2027/c.v1.2.xlsx", True),
        ("https://a.example/lof/", "https://a.example/lof/R%C3%A9sum%C3%A9.xlsx?x=..", True),
        ("https://a.example/", "https://a.example.evil.example/c.xlsx", False),
        ("https://a.example/", "https://a.example:8443/c.xlsx", False),
        ("https://a.example/", "/a.example/c.xlsx", False),
        ("/srv/central", "/srv/central/c.xlsx", True),
        ("/srv/central", "/srv/central-2/c.xlsx", False),
        ("/srv/central", "/srv/central/../c.xlsx", False),
        ("nonsense://x", "/srv/c.xlsx", False),
    ],
)
def test_a_trusted_place_covers_itself_and_what_is_under_it(trusted: str, place: str, answer: bool) -> None:
    assert covers([trusted], place_of(place)) is answer


@pytest.mark.skipif(os.name != "nt", reason="how Windows compares paths")
@pytest.mark.parametrize(
    ("place", "answer"),
    [
        (r"\\server\outcomes\central.xlsx", True),
        (r"\\SERVER\Outcomes\2026\central.xlsx", True),
        (r"\\server\outcomes-copy\central.xlsx", False),
        (r"\\server\outcomes\..\elsewhere\central.xlsx", True),  # nobody climbs out of a share
        (r"\\server\outcomes-copy\..\outcomes\central.xlsx", False),
        (r"\\other\outcomes\central.xlsx", False),
    ],
)
def test_a_trusted_share_covers_what_is_under_it(place: str, answer: bool) -> None:
    assert covers([r"\\server\outcomes"], place_of(place)) is answer
