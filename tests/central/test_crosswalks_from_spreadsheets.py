"""Crosswalk files as spreadsheets save them, and words of other tools: read where they mean the same, else told."""

from __future__ import annotations

import csv
import io

import pytest

from outcomes_xl.central.crosswalk_rows import decoded, is_sssom
from outcomes_xl.central.crosswalk_text import CrosswalkLine, Read, as_csv, as_sssom, from_csv, from_sssom
from outcomes_xl.jobs.crosswalk_exchange import brought_in, taken_out
from outcomes_xl.model.cannot_use import CannotUse
from tests.jobs.small import central_at, context

LINKS = (
    {"link_id": "1~MET-001", "item_id": "1", "title": "Café – “safe”", "our_id": "MET-001", "closeness": "Related"},
    {"link_id": "2~MET-002", "item_id": "2", "title": "Early, years", "our_id": "MET-002", "closeness": "Exact"},
)
TEXT = as_sssom([CrosswalkLine("SfL", fields) for fields in LINKS], {"SfL": "Start for Life"}, "2026.10", "LIIA")


def read(text: str) -> Read:
    return from_sssom(text, ["SfL"])


def titles(found: Read) -> list[str]:
    assert found.unread == ()
    return [link.fields["title"] for link in found.links]


def from_excel(text: str, separator: str, newline: str = "\r\n") -> str:
    """The file opened in Excel as a table and saved: every line as wide as the widest, and two blank rows under it."""
    rows = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_MINIMAL))
    wide = max(map(len, rows))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=newline)
    writer.writerows([*([*row, *[""] * (wide - len(row))] for row in rows), [""] * wide, [""] * wide])
    return out.getvalue()


@pytest.mark.parametrize(
    ("separator", "letters"),
    [("\t", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig"), (";", "cp1252"), (",", "utf-8"), ("\t", "utf-16-be")],
)
def test_sssom_as_excel_saves_it_is_read(separator: str, letters: str) -> None:
    data = from_excel(TEXT, separator).encode(letters)
    text = decoded(b"\xfe\xff" + data if letters == "utf-16-be" else data, "x.tsv")
    assert is_sssom(text)
    assert titles(read(text)) == ["Café – “safe”", "Early, years"]
    assert read(text).links[0].fields["closeness"] == "Related"


def test_an_older_macs_lines_and_our_csv_with_semicolons_are_read() -> None:
    assert titles(read(from_excel(TEXT, "\t", "\r"))) == ["Café – “safe”", "Early, years"]
    text = as_csv([CrosswalkLine("SfL", fields) for fields in LINKS])
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([*rows, [""] * 5])
    assert not is_sssom(out.getvalue())
    found = from_csv(out.getvalue(), ["SfL"])
    assert (len(found.links), found.unread) == (2, ())


def test_what_is_no_text_is_refused_and_a_field_without_end_is_told_by_line() -> None:
    for data in (b"PK\x03\x04\0\0", b"\x81\x8d\x00", "a".encode("utf-32")):
        with pytest.raises(CannotUse, match="not a text file"):
            decoded(data, "x.tsv")
    broken = read(TEXT + '1\t"' + "x" * 11_000_000)
    assert broken.unread and broken.unread[0].line > 1


@pytest.mark.parametrize(
    "spelling",
    [
        *(
            "skos:relatedMatch ",
            "skos:relatedmatch",
            "SKOS:RelatedMatch",
            " skos:relatedMatch",
            "\u00a0skos:relatedMatch",
        ),
        *("http://www.w3.org/2004/02/skos/core#relatedMatch", "<http://www.w3.org/2004/02/skos/core#relatedMatch>"),
        "https://www.w3.org/2004/02/skos/core#relatedMatch",
    ],
)
def test_a_predicate_that_is_only_written_otherwise_is_read(spelling: str) -> None:
    found = read(TEXT.replace("skos:relatedMatch", spelling, 1))
    assert found.unread == ()
    assert found.links[0].fields["closeness"] == "Related"


@pytest.mark.parametrize("spelling", ["owl:equivalentClass", "skos:relatedMatches", "related", "rdfs:seeAlso", ""])
def test_a_predicate_that_is_not_known_is_told_by_line_and_nothing_is_taken(spelling: str) -> None:
    text = TEXT.replace("skos:relatedMatch", spelling, 1)
    (unread,) = read(text).unread
    assert unread.line == next(n for n, line in enumerate(TEXT.split("\n"), 1) if "skos:relatedMatch" in line)
    assert unread.why == (
        f"its predicate {f'“{spelling}”' if spelling else '(blank)'} is none of skos:exactMatch, skos:closeMatch, "
        "skos:narrowMatch, skos:broadMatch, skos:relatedMatch, skos:mappingRelation"
    )
    result = brought_in(central_at(), text, "sssom", "x.tsv", context())
    assert not result.patch
    assert [finding.rule for finding in result.findings] == ["CW01"]


def test_a_predicate_turned_round_is_not_taken_for_what_it_denies() -> None:
    lines = TEXT.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("subject_id"))
    turned = [*lines[:at], lines[at] + "\tpredicate_modifier", lines[at + 1] + "\tNot", lines[at + 2] + "\t", ""]
    (unread,) = read("\n".join(turned)).unread
    assert unread.why == "its predicate is turned round by “Not”, which a mapping tab has no word for"


def test_a_relation_of_no_kind_leaves_closeness_as_it_is() -> None:
    found = read(TEXT.replace("skos:relatedMatch", "skos:mappingRelation", 1))
    assert "closeness" not in found.links[0].fields


def crosswalk_of_the_workbook() -> str:
    return taken_out(central_at(), "sssom", "SfL")[0]


@pytest.mark.parametrize("spelling", ["{} ", "\u00a0{}", "{}\u200b"])
@pytest.mark.parametrize("small", [False, True])
def test_a_link_id_with_spaces_or_small_letters_is_the_same_link(spelling: str, small: bool) -> None:
    text = crosswalk_of_the_workbook()
    own = next(iter(read(text).links)).fields["link_id"]
    written = spelling.format(own.lower() if small else own)
    assert not brought_in(central_at(), text.replace(own, written), "sssom", "x.tsv", context()).patch


def test_spaces_round_the_tabs_change_nothing() -> None:
    text = "\n".join(" \t ".join(line.split("\t")) for line in crosswalk_of_the_workbook().splitlines())
    result = brought_in(central_at(), text, "sssom", "x.tsv", context())
    assert (list(result.patch), result.summary) == ([], "x.tsv: nothing to update.")


@pytest.mark.parametrize(
    ("was", "now_is", "why"),
    [
        ("\tCurrent\t", "\tNonsense\t", "state “Nonsense” is none of Current, Placeholder, Retired"),
        ("\tContextual\t", "\tcontextal\t", "role “contextal” is none of Primary"),
        ("\tCurrent\t", "\tCurrent\t" + "L" * 40_000, "letters, and a cell holds 32,767"),
    ],
)
def test_what_no_cell_may_say_is_told_and_nothing_is_taken(was: str, now_is: str, why: str) -> None:
    text = crosswalk_of_the_workbook()
    assert was in text
    result = brought_in(central_at(), text.replace(was, now_is, 1), "sssom", "x.tsv", context())
    assert not result.patch
    assert any(why in finding.message for finding in result.findings)
    same = text.replace(was, was.upper(), 1)
    assert not brought_in(central_at(), same, "sssom", "x.tsv", context()).patch


def test_a_macs_letters_are_read_as_a_mac_means_them() -> None:
    for said in ("A child’s start", "Parents – and carers", "Café", "“”"):
        assert decoded(said.encode("mac_roman"), "x.tsv") == said
    for said in ("A child’s start", "Parents – and carers", "Café", "ÒRAN", "Ñandú"):
        assert decoded(said.encode("cp1252"), "x.tsv") == said
