"""Get published files, on servers that answer badly in every way we know: what comes, what is told, what is left."""

from __future__ import annotations

import csv
import gzip
import resource
import ssl
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import pytest
import trustme

from outcomes_xl.http.http_client import HttpClient
from outcomes_xl.http.one_request import Limits
from outcomes_xl.model.cannot_use import CannotUse, Stopped
from outcomes_xl.settings import Settings
from outcomes_xl.sources.fetch import file_list
from outcomes_xl.sources.fetch.fetched import YOURSELF, Became, Round
from outcomes_xl.sources.fetch.file_list import FileToGet, files_to_get
from outcomes_xl.sources.fetch.get_files import LIMITS, get_files
from outcomes_xl.workflows.get_published_files import get_published_files
from tests.online.serving import Asked, FakeClock, Reply, serving

TABLE = "time_period,geographic_level,new_la_code,percent\n" + "".join(
    f"{year},Local authority,E09000024,{year / 100}\n" for year in range(2000, 2026)
)
NOWHERE = "http://127.0.0.1:9"


def to_get(name: str, address: str, publisher: str = "DfE", known_by: tuple[str, ...] = ()) -> FileToGet:
    file = f"{name}.csv" if address else ""
    return FileToGet(
        name, publisher, f"The {name} table", "https://example.org/page", address, file, known_by, "", "", ""
    )


def of(base: str, *names: str) -> list[FileToGet]:
    return [to_get(name, f"{base}/{name}.csv") for name in names]


def go(
    files: list[FileToGet],
    folder: Path,
    say: Callable[[str], None] = lambda sentence: None,
    stop: Callable[[], None] = lambda: None,
    limits: Limits | None = None,
    certificates: ssl.SSLContext | None = None,
) -> Round:
    limits = limits or Limits(silence=2, tries=2, redirects=5)
    with HttpClient(limits, FakeClock(), certificates) as client:
        return get_files(files, folder, client, say, stop)


def became(done: Round) -> dict[str, str]:
    return {one.file.id: one.became.value for one in done.files}


def names(folder: Path) -> list[str]:
    """Every file the officer can see."""
    return sorted(one.name for one in folder.rglob("*") if one.is_file() and not one.name.startswith("."))


def tagged(body: str = TABLE, **more: str) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        mark = more.get("ETag") or more.get("Last-Modified")
        held = asked.headers.get("if-none-match") or asked.headers.get("if-modified-since")
        return Reply(304, headers=more) if held and held == mark else Reply.csv(body, headers=more)

    return answer


# Two runs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [{"ETag": '"7"'}, {"Last-Modified": "Mon, 05 Oct 2026 08:00:00 GMT"}])
def test_a_second_run_asks_whether_it_changed_and_fetches_nothing(tmp_path: Path, mark: Mapping[str, str]) -> None:
    with serving(tagged(**mark)) as server:
        first = go(of(server.address, "one", "two"), tmp_path)
        before = (tmp_path / "DfE" / "one.csv").stat().st_mtime_ns
        again = go(of(server.address, "one", "two"), tmp_path)
        assert len(server.asked) == 4
    assert (first.sentence, again.sentence) == ("2 downloaded.", "0 downloaded, 2 not changed since.")
    assert names(tmp_path) == ["one.csv", "two.csv"]
    assert (tmp_path / "DfE" / "one.csv").stat().st_mtime_ns == before
    assert (tmp_path / "DfE" / "one.csv").read_text() == TABLE


def test_a_file_without_marks_that_is_the_same_is_not_called_new(tmp_path: Path) -> None:
    with serving(tagged()) as server:
        go(of(server.address, "one"), tmp_path)
        assert became(go(of(server.address, "one"), tmp_path)) == {"one": "not changed since"}


def test_a_newer_edition_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with serving(tagged(ETag='"1"')) as server:
        go(of(server.address, "one"), tmp_path)
        server.answer = tagged(TABLE + "2026,Local authority,E09000024,21\n", ETag='"2"')
        assert became(go(of(server.address, "one"), tmp_path)) == {"one": "downloaded"}
    assert (tmp_path / "DfE" / "one.csv").read_text().endswith("2026,Local authority,E09000024,21\n")


def test_what_was_taken_away_is_fetched_again_and_another_address_is_asked_whole(tmp_path: Path) -> None:
    with serving(tagged(ETag='"1"')) as server:
        go(of(server.address, "one"), tmp_path)
        (tmp_path / "DfE" / "one.csv").unlink()
        assert became(go(of(server.address, "one"), tmp_path)) == {"one": "downloaded"}
        go([to_get("one", f"{server.address}/elsewhere/one.csv")], tmp_path)
        assert "if-none-match" not in server.asked[-1].headers


def test_a_file_of_the_officers_own_or_one_she_changed_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "DfE").mkdir()
    (tmp_path / "DfE" / "mine.csv").write_text("my own")
    with serving(tagged()) as server:
        go(of(server.address, "one", "mine"), tmp_path)
        (tmp_path / "DfE" / "one.csv").write_text("changed by hand")
        done = go(of(server.address, "one", "mine"), tmp_path)
    assert became(done) == dict.fromkeys(("one", "mine"), "left as you have it")
    assert (tmp_path / "DfE" / "mine.csv").read_text() == "my own"
    assert (tmp_path / "DfE" / "one.csv").read_text() == "changed by hand"
    assert "“DfE/one.csv” in the folder is not what this tool fetched there." in "\n".join(done.lines())


# What needs the officer ---------------------------------------------------------------------------------------------


def test_what_no_program_can_get_is_listed_with_its_page_until_it_is_there(tmp_path: Path) -> None:
    files = [to_get("ro3", "", "MHCLG", ("ro3_la_data*",)), to_get("ta1", "", "MHCLG", ("*ta1*",))]
    with serving(tagged(ETag='"1"')) as server:
        done = go([*of(server.address, "one"), *files], tmp_path)
        assert done.sentence == f"1 downloaded, 2 need you. Where to get what needs you: “{YOURSELF}” in {tmp_path}."
        told = (tmp_path / YOURSELF).read_text("utf-8-sig")
        assert "MHCLG: The ro3 table. https://example.org/page" in told
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "RO3_LA_Data_2024-25_data_by_LA.ods").write_bytes(b"PK")
        (tmp_path / "Detailed TA1.xlsx").write_bytes(b"PK")
        again = go([*of(server.address, "one"), *files], tmp_path)
    assert again.sentence == "0 downloaded, 1 not changed since, 2 put there by you."
    assert not (tmp_path / YOURSELF).exists()


def test_a_text_of_the_officers_own_by_that_name_stays(tmp_path: Path) -> None:
    (tmp_path / YOURSELF).write_text("my list")
    go([to_get("ro3", "", "MHCLG")], tmp_path)
    assert (tmp_path / YOURSELF).read_text() == "my list"


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (403, "127.0.0.1 does not give it to a program (403)."),
        (401, "127.0.0.1 does not give it to a program (401)."),
        (404, "It is not at its address any more."),
        (410, "It is not at its address any more."),
    ],
)
def test_a_refusal_makes_it_the_officers_to_get(tmp_path: Path, status: int, why: str) -> None:
    with serving(lambda asked: Reply(status, b"no", "text/plain")) as server:
        done = go(of(server.address, "one"), tmp_path)
    assert became(done) == {"one": "needs you"}
    assert list(done.lines()) == [f"DfE: The one table. {why} https://example.org/page"]
    assert names(tmp_path) == [YOURSELF]


# What is no file ----------------------------------------------------------------------------------------------------

PAGES = {
    "a page": Reply.page(),
    "a page called csv": Reply(200, b"<!DOCTYPE html><html>Sign in</html>", "text/csv"),
    "a page behind a comment": Reply(200, b"\xef\xbb\xbf\r\n<!-- filtered --><html></html>", "text/csv"),
    "a page in UTF-16": Reply(200, "<html>Sign in</html>".encode("utf-16"), "text/csv"),
    "an XML page": Reply(200, b'<?xml version="1.0"?><html/>', "application/octet-stream"),
    "a packed page": Reply(200, b"<html>Sign in</html>", "text/csv", zipped=True),
}


@pytest.mark.parametrize("reply", PAGES.values(), ids=PAGES)
def test_a_web_page_is_never_kept_as_a_file(tmp_path: Path, reply: Reply) -> None:
    with serving(tagged()) as server:
        go(of(server.address, "one"), tmp_path)
        server.answer = lambda asked: reply
        done = go(of(server.address, "one", "two"), tmp_path)
    assert set(became(done).values()) == {"not to be had now"}
    assert list(done.lines()) == [
        (
            "The one table; The two table: A web page came from 127.0.0.1 where a file should be. "
            "Open a browser and sign in to the network, then do this again."
        )
    ]
    assert (tmp_path / "DfE" / "one.csv").read_text() == TABLE
    assert names(tmp_path) == ["one.csv"]
    assert [one.name for one in tmp_path.rglob(".*.part*")] == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "an empty file"),
        (b'{"title": "Not Found", "status": 404}', "another kind of file"),
        (b"PK\x03\x04 a zip", "another kind of file"),
        (b"%PDF-1.7", "another kind of file"),
        (b"a,b,c\n", "headings without rows"),
    ],
)
def test_what_is_no_csv_is_not_kept_as_one(tmp_path: Path, body: bytes, what: str) -> None:
    with serving(lambda asked: Reply(200, body, "text/csv")) as server:
        done = go(of(server.address, "one"), tmp_path)
    assert next(done.lines()) == f"DfE: The one table. What came from its address is {what}. https://example.org/page"
    assert names(tmp_path) == [YOURSELF]


def test_a_workbook_is_kept_under_its_own_ending_only(tmp_path: Path) -> None:
    with serving(lambda asked: Reply(200, b"PK\x03\x04 sheets", "application/zip")) as server:
        corrected = FileToGet("ro3", "MHCLG", "RO3", "", f"{server.address}/x.ods", "ro3 x.ods", (), "", "", "")
        assert became(go([corrected], tmp_path)) == {"ro3": "downloaded"}
    assert (tmp_path / "MHCLG" / "ro3 x.ods").read_bytes() == b"PK\x03\x04 sheets"


# On the way ---------------------------------------------------------------------------------------------------------


def test_what_a_service_packs_unasked_is_unpacked(tmp_path: Path) -> None:
    """The statistics service sends its CSV gzipped, whatever is asked for."""
    with serving(lambda asked: Reply.csv(TABLE, zipped=True)) as server:
        assert became(go(of(server.address, "one"), tmp_path)) == {"one": "downloaded"}
    assert (tmp_path / "DfE" / "one.csv").read_text() == TABLE


def test_a_packed_file_that_broke_off_is_gone_on_with_and_unpacked(tmp_path: Path) -> None:
    packed, cuts = gzip.compress(TABLE.encode() * 50), [40, 0]

    def answer(asked: Asked) -> Reply:
        begin = int(asked.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        headers = {"ETag": '"g"', "Content-Encoding": "gzip"}
        if begin:
            return Reply(
                206, packed[begin:], "text/csv", {"ETag": '"g"', "Content-Range": f"bytes {begin}-/{len(packed)}"}
            )
        return Reply(200, packed, "text/csv", headers, cut=cuts.pop(0))

    with serving(answer) as server:
        assert became(go(of(server.address, "one"), tmp_path)) == {"one": "downloaded"}
        assert server.asked[1].headers["range"].startswith("bytes=")
    assert (tmp_path / "DfE" / "one.csv").read_text() == TABLE * 50


def test_a_cut_connection_is_told_and_the_next_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    whole = TABLE.encode() * 400
    cut = [10_000]

    def answer(asked: Asked) -> Reply:
        begin = int(asked.headers.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        more = {"Content-Range": f"bytes {begin}-{len(whole) - 1}/{len(whole)}"} if begin else {}
        left = min(cut[0], len(whole) - begin)
        return Reply(206 if begin else 200, whole[begin:], "text/csv", {"ETag": '"1"', **more}, cut=left)

    with serving(answer) as server:
        done = go(of(server.address, "one"), tmp_path)
        assert became(done) == {"one": "not to be had now"}
        assert names(tmp_path) == []
        cut[0] = 0
        asked = len(server.asked)
        assert became(go(of(server.address, "one"), tmp_path)) == {"one": "downloaded"}
        assert int(server.asked[asked].headers["range"].removeprefix("bytes=").rstrip("-")) > 10_000
    assert (tmp_path / "DfE" / "one.csv").read_bytes() == whole


@pytest.mark.parametrize(
    ("status", "why"),
    [(429, "127.0.0.1 says it was asked too often for now."), (503, "127.0.0.1 is not available at the moment.")],
)
def test_a_busy_host_is_asked_in_vain_once_and_told_once(tmp_path: Path, status: int, why: str) -> None:
    with serving(lambda asked: Reply(status, headers={"Retry-After": "600"})) as server, serving(tagged()) as other:
        done = go([*of(server.address, "one", "two"), *of(other.address, "three")], tmp_path)
        assert len(server.asked) == 1
    assert became(done) == {"one": "not to be had now", "two": "not to be had now", "three": "downloaded"}
    assert list(done.lines()) == [f"The one table; The two table: {why} Run it again in 10 minutes."]
    assert done.sentence == "1 downloaded, 2 not to be had now."


def test_no_internet_is_said_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    mine = to_get("ro3", "", "MHCLG")
    done = go([*of(NOWHERE, "one", "two"), *of("http://127.0.0.1:10", "three"), mine], tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert done.no_network
    assert done.sentence.startswith("There is no internet here, or it does not let this tool through;")
    assert YOURSELF not in done.sentence
    assert list(done.lines()) == []


def test_a_folder_made_for_what_never_came_is_gone_again_and_one_that_was_there_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    new, old = tmp_path / "new", tmp_path / "old"
    (old / "DfE").mkdir(parents=True)
    (old / "mine.csv").write_text("a,b")
    for folder in (new, old):
        assert get_published_files(Settings(), lambda said: None, to=folder).in_vain
    assert not new.exists()
    assert sorted(one.name for one in old.rglob("*")) == ["DfE", "mine.csv"]


def test_a_proxy_that_wants_a_password_is_told_once_and_nothing_more_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(lambda asked: Reply(407, headers={"Proxy-Authenticate": "Basic"})) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        done = go(of("http://statistics.example", "one", "two"), tmp_path)
        assert len(proxy.asked) == 1
    assert done.sentence.startswith(
        "The proxy wants a sign-in. Ask your IT colleagues how this computer signs in to it."
    )
    assert became(done) == {"one": "not to be had now", "two": "not reached"}


def test_a_proxy_that_wants_a_password_for_https_is_told_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tunnel is asked for by CONNECT; the server of these tests does not know it, so one of its own answers."""
    import socket
    from threading import Thread

    listening = socket.create_server(("127.0.0.1", 0))

    def refuse() -> None:
        heard, _ = listening.accept()
        heard.recv(4096)
        heard.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        heard.close()

    Thread(target=refuse, daemon=True).start()
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{listening.getsockname()[1]}")
    done = go(of("https://statistics.example", "one"), tmp_path)
    listening.close()
    assert done.sentence.startswith("The proxy wants a sign-in.")


def test_a_file_that_moved_is_followed_and_an_unsafe_move_is_not(tmp_path: Path) -> None:
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    moved = {"/one.csv": "/new/one.csv", "/two.csv": "http://127.0.0.1/two.csv"}

    def answer(asked: Asked) -> Reply:
        to = moved.get(asked.path)
        return Reply(302, headers={"Location": to}) if to else Reply.csv(TABLE)

    with serving(answer, authority.issue_cert("localhost")) as server:
        done = go(of(server.address, "one", "two"), tmp_path, certificates=trusting)
        untrusted = go(of(server.address, "three"), tmp_path)
    assert became(done) == {"one": "downloaded", "two": "not to be had now"}
    assert "does not trust the certificate" in "".join(untrusted.lines())


# Stopping -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [Stopped, KeyboardInterrupt])
def test_a_stop_keeps_what_came_and_the_next_run_goes_on(tmp_path: Path, how: type[BaseException]) -> None:
    said: list[str] = []

    def stop() -> None:
        if any("two" in sentence for sentence in said):
            raise how

    with serving(tagged(ETag='"1"')) as server:
        done = go(of(server.address, "one", "two", "three"), tmp_path, said.append, stop)
        assert became(done) == {"one": "downloaded", "two": "not reached", "three": "not reached"}
        assert done.sentence == "Stopped: 1 downloaded. 2 not reached; do it again to go on where it stopped."
        assert names(tmp_path) == ["one.csv"]
        again = go(of(server.address, "one", "two", "three"), tmp_path)
    assert again.sentence == "2 downloaded, 1 not changed since."
    # On a busy machine a file is told twice: how far it has come stands beside it.
    assert [one for one in said if " MB" not in one][:2] == [
        "DfE: The one table (1 of 3)",
        "DfE: The two table (2 of 3)",
    ]


@contextmanager
def room_for(size: int):  # type: ignore[no-untyped-def]
    """A disk on which no file may be larger: the same to a program as one that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_said_once_and_the_old_file_stays(tmp_path: Path) -> None:
    with serving(tagged(ETag='"1"')) as server:
        go(of(server.address, "one"), tmp_path)
        server.answer = tagged(TABLE * 400, ETag='"2"')
        with room_for(50_000):
            done = go(of(server.address, "one", "two"), tmp_path)
        assert done.sentence == (
            f"There is no room left in {tmp_path}. Make room, then do this again: it goes on where it stopped. "
            "Stopped: 0 downloaded, 1 not to be had now. 1 not reached; do it again to go on where it stopped."
        )
        assert (tmp_path / "DfE" / "one.csv").read_text() == TABLE
        assert became(go(of(server.address, "one", "two"), tmp_path)) == dict.fromkeys(("one", "two"), "downloaded")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotUse, match="cannot be made"):
        go([], tmp_path / "file" / "inside")


# The list -----------------------------------------------------------------------------------------------------------


def test_every_address_is_https_at_a_known_host_and_every_other_file_says_where_to_look() -> None:
    files = files_to_get(environment={})
    assert {one.host for one in files if one.address} == {
        "api.education.gov.uk",
        "explore-education-statistics.service.gov.uk",
        "fingertips.phe.org.uk",
    }
    for one in files:
        assert one.address.startswith("https://") or one.landing_page.startswith("https://") or one.note, one.id
    places = [(one.publisher, one.file_name) for one in files if one.address]
    assert len(set(places)) == len(places) >= 30
    assert sum(not one.address for one in files) >= 10


def test_the_hosts_stand_on_the_page_for_it() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "maintainers" / "for-it.md").read_text("utf-8")
    assert [one.id for one in files_to_get(environment={}) if one.address and f"`{one.host}`" not in page] == []


def test_the_list_says_of_every_file_whether_it_was_ever_seen() -> None:
    text = (resources.files("outcomes_xl") / "data" / "sources" / "published_files.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        assert "ever" in row["seen"], row["id"]


def test_an_address_of_the_officers_own_takes_the_place_of_ours() -> None:
    mine = {"revenue-outturn": "https://example.org/a/RSX_LA_Data.ods?v=2", "absence": "https://example.org/x"}
    files = {one.id: one for one in files_to_get(mine, {})}
    assert files["revenue-outturn"].file_name == "revenue-outturn RSX_LA_Data.ods"
    assert files["absence"].file_name == "persistent and severe absence.csv"
    with pytest.raises(CannotUse, match="Did you mean revenue-outturn"):
        files_to_get({"revenue-outurn": "https://example.org/"}, {})


def test_an_address_can_be_moved_inside_a_council() -> None:
    files = files_to_get({}, {"OUTCOMES_XL_EES_ADDRESS": "https://copies.example"})
    assert next(one for one in files if one.id == "absence").address.startswith("https://copies.example/v1/data-sets/")


def test_fingertips_is_given_two_minutes() -> None:
    assert LIMITS.silence >= 120
    assert all("parent_area_type_id=6" in one.address for one in file_list.shipped() if "ingertips}" in one.address)


def test_what_became_of_a_file_is_one_of_seven_things() -> None:
    assert len(Became) == 7
