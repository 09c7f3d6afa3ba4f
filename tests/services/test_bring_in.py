"""A directory of services brought in: every record accounted for, the officer's words kept, the endless refused."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.hosts.files import json_records as json_records_module
from outcomes_xl.hosts.files.json_records import records as json_records
from outcomes_xl.jobs.changed import changed
from outcomes_xl.jobs.decide import decide
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.take_services import take_services
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.decision_words import THEIRS
from outcomes_xl.services.bring_in import MOST_ENDED, bring_in
from outcomes_xl.services.directory import LONGEST, Record, as_kept, plain, record
from outcomes_xl.services.open_referral import LISTS, ages
from outcomes_xl.workflows.import_services import Directory, as_csv
from tests.jobs.small import NEW, borough_at, context
from tests.workbooks import play_in_memory

CASES = Path(__file__).parents[1] / "data" / "open_referral"
PLAY = Record("a.json", "1", "Baby play", "Hubs", "0-2", "Running", "Drop-in play.")


def pages(folder: Path, *names: str) -> Path:
    for name in names:
        shutil.copy(CASES / name, folder)
    return folder


def taken(book: Book, *records: Record) -> tuple[Book, Any]:
    rows = read_borough(book).tables["services"]
    done = take_services(book, bring_in(records, rows), "directory", context())
    return play_in_memory(book, done.patch), done


def services(book: Book) -> list[dict[str, Any]]:
    return [dict(row.values) for row in read_borough(book).tables["services"]]


def written(folder: Path, text: str | bytes, name: str = "d.json") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_becomes_of_each_record_of_both_versions_is_as_expected(tmp_path: Path) -> None:
    names = ("northbridge_page_1.json", "northbridge_page_2.json", "easthaven_first_version.json")
    directory = Directory(pages(tmp_path, *names))
    account = as_csv(bring_in(directory.records(), ()).accounts)
    found = sorted(csv.reader(account.splitlines()))
    with (CASES / "expected.csv").open(encoding="utf-8", newline="") as text:
        assert found == sorted(csv.reader(text))
    assert directory.pages_missing() == ""


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    directory = Directory(pages(tmp_path, "northbridge_page_2.json"))
    assert len([*directory.records()]) == 4
    assert directory.pages_missing() == "1 page of 2 is not there"


def test_the_standards_own_example_is_read_without_its_contact() -> None:
    (one,) = Directory(CASES / "sample_service_full.json").records()
    assert (one.name, one.lead, one.ages, one.state) == (
        *("Community Counselling", "Example Organization Inc.", "12-100", "Running"),
    )
    assert "Persona" not in repr(one) and "@" not in repr(one)


def test_reach_core_offer_and_place_are_left_to_the_officer_and_asked() -> None:
    book, done = taken(borough_at(NEW), PLAY)
    (row,) = services(book)
    assert (row["service_id"], row["directory_id"], row["service"], row["ages"]) == ("SVC-01", "1", "Baby play", "0-2")
    assert [row.get(name) for name in ("reach", "core_offer", "place", "yearly_cost")] == [None] * 4
    assert [one.rule for one in done.findings] == ["SI01"]


def test_again_what_only_the_directory_changed_follows_and_the_officers_words_stay() -> None:
    book, _ = taken(borough_at(NEW), PLAY)
    again, done = taken(book, PLAY)
    assert not done.patch and services(again) == services(book)
    row = read_borough(book).tables["services"].rows[0]
    table = read_borough(book).tables["services"]
    typed = {table.cell(row, "lead"): "The hubs", table.cell(row, "reach"): "Universal"}
    for cell, value in typed.items():
        sheet = book.sheets[cell.sheet]
        rows = {**sheet.rows, cell.row: {**sheet.rows[cell.row], cell.column: value}}
        book = replace(book, sheets={**book.sheets, cell.sheet: replace(sheet, rows=rows)})
    changed = replace(PLAY, ages="0-4", lead="Northbridge Hubs")
    after, done = taken(book, changed)
    (stands,) = services(after)
    assert (stands["ages"], stands["lead"], stands["reach"]) == ("0-4", "The hubs", "Universal")
    asked = [row for row in read_borough(after).tables["changes"] if str(row["change"]).endswith("conflict")]
    assert [(row["before"], row["after"]) for row in asked] == [("The hubs", "Northbridge Hubs")]
    assert not taken(after, changed)[1].patch  # the same question is not asked twice


def put(book: Book, sheet: str, row: int, column: int, value: Any) -> Book:
    one = book.sheets[sheet]
    rows = {**one.rows, row: {**one.rows.get(row, {}), column: value}}
    return replace(book, sheets={**book.sheets, sheet: replace(one, rows=rows)})


def service_map(book: Book) -> list[tuple[Any, Any]]:
    return [(row.typed.get("service_id"), row["service_id"]) for row in read_borough(book).tables["service_map"]]


def test_choices_of_a_service_follow_its_new_name_at_once_and_when_theirs_is_taken() -> None:
    tied = [{"service_id": "Baby play", "outcome_id": "C-LRN-01", "contribution": "Main"}]
    book, _ = taken(borough_at(NEW, {"service_map": tied}), PLAY)
    assert service_map(book) == [("Baby play", "SVC-01")]
    after, done = taken(book, replace(PLAY, name="Baby play and songs"))
    assert service_map(after) == [("Baby play and songs", "SVC-01")]
    assert done.summary.endswith("1 choice on Service map follows the new name.")

    table = read_borough(book).tables["services"]
    cell, of_map = table.cell(table.rows[0], "service"), read_borough(book).tables["service_map"]
    choice = of_map.cell(of_map.rows[0], "service_id")
    ours = put(put(book, "Services", cell.row, cell.column, "Play"), choice.sheet, choice.row, choice.column, "Play")
    asked, _ = taken(ours, replace(PLAY, name="Baby play and songs"))
    changes = read_borough(asked).tables["changes"]
    line = next(row for row in changes if str(row["change"]).endswith("conflict"))
    decided = put(asked, "Changes", line.number, changes.columns["decision"], THEIRS)
    done = decide(decided, context())
    after = play_in_memory(decided, done.patch)
    assert [row["service"] for row in services(after)] == ["Baby play and songs"]
    assert service_map(after) == [("Baby play and songs", "SVC-01")]
    back = play_in_memory(after, undo(after, context()).patch)
    assert service_map(back) == [("Play", "SVC-01")]


def test_what_has_been_said_of_a_service_is_not_asked_again() -> None:
    tied = [{"service_id": "SVC-01", "outcome_id": "C-LRN-01", "contribution": "Main"}]
    book, _ = taken(borough_at(NEW, {"service_map": tied}), PLAY, replace(PLAY, id="2", name="Songs"))
    table = read_borough(book).tables["services"]
    cell = table.cell(table.rows[0], "reach")
    _, done = taken(
        put(book, cell.sheet, cell.row, cell.column, "Universal"), PLAY, replace(PLAY, id="2", name="Songs")
    )
    (told,) = (one.message for one in done.findings if one.rule == "SI01")
    assert told == "Of 1 service from “directory” it is not said yet who may come, or for which outcomes: Songs."


def test_thousands_of_services_stand_in_one_line_of_the_log_and_are_taken_back_whole() -> None:
    many = [replace(PLAY, id=str(n), name=f"Play {n}") for n in range(1_200)]
    before = borough_at(NEW)
    book, _ = taken(before, *many)
    tables = read_borough(book).tables
    said = [(row["change"], row["about"]) for row in tables["changes"]]
    assert said[-1] == ("1,199 rows added", "Play 1 and 1,198 more")  # the blank first row of the table was filled
    assert len(tables["undo"]) < 30
    account = changed(book, context())
    assert [line.cell for line in account.lines[-2:]] == ["A1204", "A1205"]

    again, done = taken(book, *(replace(one, ages="0-4") for one in many))
    assert "1,200 rows brought up to date" in done.summary and not {"SI10"} & {one.rule for one in done.findings}
    back = play_in_memory(again, undo(again, context()).patch)
    assert services(back) == services(book)
    assert services(play_in_memory(back, undo(back, context()).patch)) == services(before) == []


def test_of_thousands_added_those_worked_in_since_stay_and_are_named() -> None:
    book, _ = taken(borough_at(NEW), *(replace(PLAY, id=str(n), name=f"Play {n}") for n in range(1_200)))
    table = read_borough(book).tables["services"]
    row = table.rows[1_100]
    cell = table.cell(row, "reach")
    book = put(book, cell.sheet, cell.row, cell.column, "Universal")
    done = undo(book, context())
    left = services(play_in_memory(book, done.patch))
    assert [one["service"] for one in left][-2:] == ["Play 1099", "Play 1100"]
    assert "because of later edits" in done.summary
    assert any("SVC-1101" in str(one.found) for one in done.findings)


def test_a_row_without_an_id_of_its_own_is_not_compared_and_that_is_said() -> None:
    book, _ = taken(borough_at(NEW), PLAY, replace(PLAY, id="2", name="Songs"))
    table = read_borough(book).tables["services"]
    cell = table.cell(table.rows[1], "service_id")
    for value in ("SVC-01", None):
        double = put(book, "Services", cell.row, cell.column, value)
        after, done = taken(double, PLAY, replace(PLAY, id="2", name="Singing"))
        assert services(after) == services(double) and not done.patch
        assert "Singing" in next(one for one in done.findings if one.rule == "SI10").message


def test_a_row_of_the_officers_own_by_that_name_is_asked_about_and_no_second_one_made() -> None:
    book = borough_at(NEW, {"services": [{"service": "baby  Play", "lead": "hubs", "service_id": "SVC-07"}]})
    after, done = taken(book, PLAY, replace(PLAY, id="2", name="Songs"))
    assert [row["service_id"] for row in services(after)] == ["SVC-07", "SVC-08"]
    assert done.summary.endswith(
        "1 record may be there already: asked, not added. "
        "Who may come, the core offer and the outcomes are for you to say."
    )


def test_a_graveyard_of_a_hundred_thousand_records_does_not_bury_the_living() -> None:
    dead = [replace(PLAY, id=f"d{n}", name=f"Old {n}", state="Ended") for n in range(100_000)]
    found = bring_in([*dead, PLAY], ())
    assert [*found.records] == ["1"] and len(found.accounts) == 100_001
    assert len(bring_in([*dead[:MOST_ENDED], PLAY], ()).records) == MOST_ENDED + 1
    assert len(bring_in([*dead, PLAY], (), ended=True).records) == 100_001


def test_the_same_record_on_two_pages_counts_once_as_it_was_changed_last() -> None:
    newer = replace(PLAY, ages="0-3", changed="2026-10-02")
    found = bring_in([replace(PLAY, changed="2026-10-01"), newer, replace(newer, changed="2026-09-01")], ())
    assert found.records == {"1": newer}
    assert [one.becomes for one in found.accounts] == ["not carried", "row", "not carried"]


@pytest.mark.parametrize(
    ("one", "stands"),
    [
        ({"minimum_age": 0, "maximum_age": 5}, ("0-5", False)),
        ({"minimum_age": "11.0", "maximum_age": None}, ("11+", False)),
        ({"maximum_age": 4}, ("0-4", False)),
        ({"minimum_age": 9, "maximum_age": 3}, ("", True)),
        ({"minimum_age": "5", "maximum_age": "eleven"}, ("", True)),
        ({"minimum_age": "5", "maximum_age": "n/a"}, ("5+", False)),
        (
            {"eligibilitys": [{"minimum_age": 0, "maximum_age": 2}, {"minimum_age": 5, "maximum_age": 11.0}]},
            ("0-11", False),
        ),
        (
            {"eligibilitys": [{"minimum_age": 5, "maximum_age": None}, {"minimum_age": 8, "maximum_age": 9}]},
            ("5+", False),
        ),
        ({"eligibility_description": "For children aged 5 to 11"}, ("5-11", False)),
        ({"eligibility_description": "From 6 to 18 months"}, ("", False)),
        ({"minimum_age": True, "eligibilitys": "no"}, ("", False)),
    ],
)
def test_ages_stand_in_three_places(one: dict[str, Any], stands: tuple[str, bool]) -> None:
    assert ages(one) == stands


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("<p>Closed in July&nbsp;2025.</p>", "Closed in July 2025."),
        ("&lt;b&gt;Play&lt;/b&gt; &amp;amp; stay", "Play & stay"),
        ("<script>alert(1)</script>Songs<!-- old -->", "Songs"),
        ("For under 5s: 3 < 5", "For under 5s: 3 < 5"),
        ("Unclosed <a href='x", "Unclosed"),
        (None, ""),
    ],
)
def test_descriptions_come_without_their_html(text: Any, stands: str) -> None:
    assert plain(text) == stands


def test_a_description_that_names_somebody_stays_out(tmp_path: Path) -> None:
    one = [{"id": 1, "name": "Play", "description": "Ring Ann Smith on 07700 900123"}]
    (found,) = bring_in(Directory(written(tmp_path, json.dumps(one))).records(), ()).records.values()
    assert found.withheld and found.described == ""


@pytest.mark.parametrize(
    ("described", "stays_out"),
    [
        ("Contact Ann Brown", True),
        ("Led by Revd Tim Jones.", True),
        ("Speak to Sharon on the day.", True),
        ("Our manager, Ann Brown, will help.", True),
        ("A drop-in run by Dr Patel", True),
        ("Contact Merton Family Hubs, at Victoria Park or St Mark’s Church.", False),
        ("Run by Citizens Advice with Jack Tizard School, in King George's Park", False),
        ("Call the Florence Road Children's Centre from May to July.", False),
    ],
)
def test_a_description_that_names_whom_to_contact_stays_out(described: str, stays_out: bool) -> None:
    kept = as_kept(record("d.csv", "M1", "Play", described=described))
    assert (kept.withheld, kept.described) == ((True, "") if stays_out else (False, described))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"contents": [{"id": "1", "name": "Play"}, {"id": "2", "na', "ends in the middle"),
        ('{"contents": [{"id": "1", "name": "Play"}', "ends in the middle"),
        ("[" * 200_000, "a bracket that was opened is never closed"),
        ('{"contents": [{"id": "1", "x": ' + "[" * 9_000, "ends in the middle"),
        ('{"contents": 3}', "no directory of services"),
        ("not json", "no directory of services"),
        ("", "ends in the middle"),
        (
            '[{"id": "1", "name": "Play"}, {"id": "2", "name": "Songs"}, {"id": "3" "name": "Club"}]',
            "cannot be read to its end. The last record that could be read is number 2, “Songs”. Look there",
        ),
        (
            '[{"id": "1", "name": "Play"}, {"id": "2", "na',
            "is never closed. The last record that could be read is number 1, “Play”. Download it again",
        ),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_what_does_not_end_or_is_none_is_refused_in_words(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(CannotUse, match=said):
        [*json_records(written(tmp_path, text), LISTS)]


NO_END = {
    "1e400": "1e400 to 5",
    "NaN": "NaN to 5",
    "-Infinity": "-Infinity to 5",
    "9" * 99_999: f"{'9' * 39}…",
    '"1e400"': "1e400 to 5",
    '"eleven"': "eleven to 5",
    f"{'[' * 5_000}{']' * 5_000}": "5",
}


@pytest.mark.parametrize("age", NO_END, ids=lambda age: age[:9])
def test_one_age_that_is_none_keeps_no_other_record_out_and_is_said(age: str, tmp_path: Path) -> None:
    """Neither is it taken for no age at all: 0-5 for 1e400 to 5 would be a guess."""
    ends = {"Play": ("0", "5"), "Songs": (age, "5"), "Club": ("11", "19")}
    listed = (
        f'{{"name": "{name}", "minimum_age": {low}, "maximum_age": {high}}}' for name, (low, high) in ends.items()
    )
    directory = Directory(written(tmp_path, f'{{"contents": [{", ".join(listed)}]}}'))
    brought = bring_in(directory.records(), ())
    assert [(one.name, one.ages) for one in brought.records.values()] == [
        ("Play", "0-5"),
        ("Songs", ""),
        ("Club", "11-19"),
    ]
    done = take_services(borough_at(NEW), brought, "d.json", context())
    told = {one.rule: one.message for one in done.findings}
    assert told["SI04"] == f"1 service of “d.json” came without ages that could be read: Songs (“{NO_END[age]}”)."
    assert f"ages that make no span: “{NO_END[age]}”" in brought.accounts[1].finding


@pytest.mark.parametrize("piece", [100, json_records_module._PIECE])
def test_a_part_too_deep_to_be_read_is_lost_alone_and_named(
    piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_records_module, "_PIECE", piece)
    deep = '{"a":' * 5_000 + "1" + "}" * 5_000
    (found,) = Directory(written(tmp_path, f'[{{"name": "Play \\"]", "taxonomies": {deep}, "id": "7"}}]')).records()
    assert (found.id, found.name, found.unread) == ("7", 'Play "]', "taxonomies")
    done = take_services(borough_at(NEW), bring_in([found], ()), "d.json", context())
    (told,) = (one.message for one in done.findings if one.rule == "SI14")
    assert told.endswith('since its brackets stand within brackets without end: Play "] (“taxonomies”).')


def test_what_is_no_record_is_accounted_for_like_one(tmp_path: Path) -> None:
    found = bring_in(Directory(written(tmp_path, '[3, null, ["x"], {"id": "1", "name": "Play"}]')).records(), ())
    assert [one.finding for one in found.accounts][:3] == ["a service without a name"] * 3
    assert [*found.records] == ["1"]


def test_a_group_of_ages_with_an_end_in_words_makes_no_span() -> None:
    assert ages({"eligibilitys": [{"minimum_age": 5, "maximum_age": "eleven"}]}) == ("", True)


@pytest.mark.parametrize("around", ["result", "data", "contents"])
def test_a_page_within_an_answer_is_read_with_what_it_says_of_its_pages(tmp_path: Path, around: str) -> None:
    page = {"contents": [{"id": "1", "name": "Play"}], "meta": {"totalPages": 3, "number": 0}}
    last = {"status": "ok", around: {"totalPages": 3, "number": 2, "content": []}}
    written(tmp_path, json.dumps({around: page}), "a.json")
    written(tmp_path, json.dumps({around: page}), "again.json")
    written(tmp_path, json.dumps(last), "c.json")
    directory = Directory(tmp_path)
    assert [one.name for one in directory.records()] == ["Play", "Play"]
    assert directory.pages_missing() == "1 page of 3 is not there"


def test_a_record_that_never_ends_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = written(tmp_path, '{"contents": [{"id": "1", "name": "' + "x" * 12_000_000)
    with pytest.raises(CannotUse, match="One record is longer than 4 MB"):
        [*json_records(path, LISTS)]


def test_records_that_lie_across_pieces_are_whole(tmp_path: Path) -> None:
    many = [{"id": str(n), "name": "Spiel und Spaß " * 20, "minimum_age": n} for n in range(6000)]
    path = written(tmp_path, json.dumps({"total_pages": 12345, "contents": many, "size": 12}, ensure_ascii=False))
    found = [*json_records(path, LISTS)]
    assert [one for one, _ in found] == many
    assert found[-1][1]["total_pages"] == 12345


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_by_its_headings_and_its_contacts_are_not(tmp_path: Path, encoding: str) -> None:
    lines = [
        "Our directory;;;;;", "Service name;Provider;Age range;Status;Contact name;Phone",
        "Café play;Hubs;0-5;Active;Ann Smith;07700 900123", ";;;;;", "Club;;11 to 19;Defunct;;",
    ]  # fmt: skip
    path = written(tmp_path, "\r\n".join(lines).encode(encoding), "d.csv")
    found = [*Directory(path).records()]
    assert [(one.name, one.lead, one.ages, one.state) for one in found] == [
        ("Café play", "Hubs", "0-5", "Running"),
        ("Club", "", "11-19", "Ended"),
    ]
    assert "Smith" not in repr(found) and "07700" not in repr(found)


def test_a_table_without_names_says_which_headings_to_give(tmp_path: Path) -> None:
    with pytest.raises(CannotUse, match="Service, Organisation, Ages and Status"):
        [*Directory(written(tmp_path, "a,b\n1,2\n", "d.csv")).records()]


def read(folder: Path, text: str, book: Book | None = None) -> tuple[list[Record], dict[str, str], str]:
    """Return the records of a CSV, what is told of it by rule, and what became of each record."""
    directory = Directory(written(folder, text, "d.csv"))
    book = book or borough_at(NEW)
    brought = bring_in(directory.records(), read_borough(book).tables["services"])
    done = take_services(book, brought, "d.csv", context(), "", directory.not_taken)
    told = {one.rule: one.message for one in done.findings}
    return [*brought.records.values()], told, as_csv(brought.accounts)


def test_long_cells_are_let_in_for_this_file_and_for_no_other(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    (found,) = Directory(written(tmp_path, "name,description\nPlay," + "x" * 200_000 + "\n", "d.csv")).records()
    assert (found.name, csv.field_size_limit()) == ("Play", before)


def test_a_quotation_mark_that_is_never_closed_is_refused_and_one_within_a_word_is_not(tmp_path: Path) -> None:
    lines = 'name,lead\nThe 6" club,Hubs\n"Play",Hubs\n'
    assert [one.name for one in Directory(written(tmp_path, lines, "a.csv")).records()] == ['The 6" club', "Play"]
    with pytest.raises(CannotUse, match="never closed"):
        [*Directory(written(tmp_path, lines + '"Songs,Hubs\nClub,Hubs\n', "b.csv")).records()]


def test_a_line_with_a_comma_too_many_is_told_by_its_number_and_never_shifted(tmp_path: Path) -> None:
    lines = [
        "Id,Service,Organisation,Ages,Status",
        '1,"Play,\ntoo",Hubs,0-5,Active',
        "2,Play, talk,Hubs,0-5,Active",
        "3,Club,,,,",
    ]
    found, told, accounts = read(tmp_path, "\n".join(lines))
    assert [one.name for one in found] == ["Play, too", "Club"]
    assert told["SI12"].startswith("Line 4 of “d.csv” left out")
    assert "line 4 has more values than there are headings" in accounts


def test_words_of_a_directory_that_are_none_of_ours_are_named(tmp_path: Path) -> None:
    rows = [
        "Service,Organisation,Age range,Status,Cost,Category", "Club,A,11-19 (25 SEND),Closed,Free,Youth",
        "Cafe,B,6 months – 5 yrs,Temporarily closed,,", "Songs,C,reception,Planned 2027,,",
    ]  # fmt: skip
    found, told, accounts = read(tmp_path, "\n".join(rows))
    assert [one.ages for one in found] == ["11-19 (25 SEND)", "0-5 (from 6 months)", ""]
    assert "Songs (“reception”)" in told["SI04"]
    assert "Club (“Closed”), Cafe (“Temporarily closed”) and Songs (“Planned 2027”)" in told["SI08"]
    assert "“Cost” and “Category”" in told["SI13"]
    assert "ages that are not understood: “reception”" in accounts and "“Closed”" in accounts


def test_a_service_that_the_directory_no_longer_has_is_said_and_stays(tmp_path: Path) -> None:
    book, _ = taken(borough_at(NEW), PLAY, replace(PLAY, id="2", name="Songs"), replace(PLAY, id="9", name="Gone"))
    _, told, _ = read(tmp_path, "Id,Service,Organisation\n1,Baby play,Hubs\n2,Songs, and more,Hubs\n", book)
    assert told["SI11"].startswith("1 service with an id of a directory not in “d.csv”: Gone.")


@pytest.mark.parametrize(
    ("spelt", "other"), [("Health Visiting", "Health visiting"), ("Crèche", "creche"), ("Mums’ café", "Mums' Cafe")]
)
def test_one_service_under_two_spellings_is_asked(spelt: str, other: str) -> None:
    one = replace(PLAY, name=spelt, lead="Sutton Health & Care")
    book, done = taken(borough_at(NEW), one, replace(one, id="2", name=other, lead="Sutton Health and Care"))
    assert len(services(book)) == 1 and "SI02" in [one.rule for one in done.findings]


def test_a_word_without_end_takes_no_more_of_a_description_than_itself() -> None:
    kept = as_kept(record("a.json", "1", "Songs", described=f"We sing {'la' * 3000}")).described
    assert kept.startswith("We sing lala") and len(kept) == LONGEST
    kept = as_kept(record("a.json", "1", "Songs", described="We sing and play. " * 200)).described
    assert kept.removesuffix("…").split(" ")[-1] in ("We", "sing", "and", "play.")


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Our directory,,,\n,,Age,\nService name,Provider,From,To\nPlay,Hubs,0,5\n", "0-5"),
        ("Directory, of services, in town\nService;Organisation;Age (from);Age (to)\nPlay;Hubs, North;0;5\n", "0-5"),
        ("Service,Service Type,Ages\nPlay,Toddlers,birth to 5\n", "0-5"),
    ],
)
def test_headings_in_two_rows_and_a_title_with_other_marks_are_understood(text: str, ages: str, tmp_path: Path) -> None:
    (found,) = Directory(written(tmp_path, text, "d.csv")).records()
    assert (found.name, found.ages) == ("Play", ages)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_without_its_mark(encoding: str, tmp_path: Path) -> None:
    (found,) = Directory(written(tmp_path, "Service,Ages\r\nCrèche,0-5\r\n".encode(encoding), "d.csv")).records()
    assert found.name == "Crèche"


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(CannotUse, match="is empty"):
        [*Directory(written(tmp_path, "\n", "d.csv")).records()]


@pytest.mark.parametrize("around", ['{"organizations": %s}', "%s"])
def test_a_list_of_organisations_gives_their_services_and_not_themselves(around: str, tmp_path: Path) -> None:
    listed = '[{"id": "o", "name": "Hubs", "services": [{"id": "1", "name": "Play"}]}, {"id": "p", "services": []}]'
    (found,) = Directory(written(tmp_path, around % listed)).records()
    assert (found.id, found.name, found.lead) == ("1", "Play", "Hubs")
