"""A shipped data file that does not hold together stops the start, and says which file, which line and what."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.framework import DataMistake, load_framework, read_framework

LISTS = """\
list,value,meaning,tag
origin,National,From the central file,
state,Current,In use,
state,Placeholder,Not settled,
state,Retired,No longer in use,
layer,Children and young people,Children,
domain,Happy,Well,
domain,Learning,Learning,
unit,%,A share,
unit,to be agreed,Nobody has settled it,
polarity,Higher is better,Up is good,
period_kind,Academic year,September to August,
role,Primary,The same,
closeness,Exact,The same,
closeness,Close,Near,
breakdown,Sex,By sex,
status,Available now,Can be used,available
"""
SMALL = {
    "lists.csv": LISTS,
    "boroughs.csv": (
        "code,name,dfe_code,inner_outer,combined_with,note,provenance\n"
        "E09000098,Northbridge,398,Inner,E09000099,,Invented\n"
        "E09000099,Easthaven,399,Outer,E09000098,,Invented\n"
    ),
    "sources/neighbours.csv": (
        "borough,place,code,dfe_code,name,closeness,list\n"
        'E09000098,1,E09000099,399,Easthaven,Close,"Made up, 2025"\n'
        'E09000098,2,E06000099,699,Millwick,Not close,"Made up, 2025"\n'
    ),
    "frameworks/releases.csv": (
        "release,edition,released_on,publisher,notes\n"
        "2026.08,First,2026-08-31,Us,The first\n"
        "2026.10,First,2026-10-05,Us,The second\n"
    ),
    "frameworks/outcomes.csv": (
        "outcome_id,layer,domain,title,provenance,since,until\n"
        "C-LRN-01,Children and young people,Learning,Children learn,Ours,2026.08,\n"
    ),
    "frameworks/metrics.csv": (
        "metric_id,origin,state,outcome_id,also_in,indicator,title,definition,unit,polarity,polarity_source,"
        "period_kind,lowest,highest,every_months,lag_months,caution,source,provenance,since,until\n"
        "MET-001,National,Current,C-LRN-01,Happy,GLD,GLD at age 5,Children with it,%,Higher is better,Us,"
        "Academic year,0,100,12,3,,DfE,Ours,2026.08,\n"
    ),
    "crosswalks/frameworks.csv": (
        "framework,title,owner,legacy,note,provenance\nLOF,Local Outcomes Framework,MHCLG,no,,GOV.UK\n"
    ),
    "crosswalks/items_lof.csv": (
        "item_id,edition,section,title,kind,state,fingertips_id,lg_inform_id,note,provenance,since,until\n"
        "LOF-1,2026-07,5. Best start,GLD at 5,Outcome metric,Current,,,,GOV.UK,2026.08,2026.10\n"
        "LOF-1,2026-07,5. Best start,GLD at 5,Outcome metric,Retired,,,,GOV.UK,2026.10,\n"
        "LOF-2,2026-09,5. Best start,GLD at 5,Metric,Current,,,,GOV.UK,2026.10,\n"
    ),
    "crosswalks/links.csv": (
        "item_id,our_id,role,closeness,basis,since,until\nLOF-1,MET-001,Primary,Exact,The same measure,2026.08,\n"
    ),
    "sources/series.csv": (
        "metric_id,publisher,publication,dataset,value,where,breakdowns,parts,unit,note,provenance,since,until\n"
        "MET-001,Fingertips,Fingertips 90631,90631,Value,Sex=Persons; Age=5 yrs,Sex=Sex,,%,,Ours,2026.08,\n"
    ),
    "sources/breaks.csv": (
        "metric_ids,publisher,dataset,kind,first,last,why,provenance\n"
        "MET-001,,,not collected,2019/20,2020/21,Nobody counted.,Ours\n"
        "MET-001,Fingertips,90631,discontinued,,,It stopped.,Ours\n"
    ),
    "sources/usual_figures.csv": (
        "metric_id,unit,period,lowest,highest,london,england,provenance\nMET-001,%,2024/25,65.7,78.8,70.7,,Ours\n"
    ),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small copy of the data that holds together."""
    for name, text in SMALL.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def mend(data: Path, file: str, old: str, new: str) -> None:
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_that_holds_together_is_read(data: Path) -> None:
    framework = read_framework(data)
    (metric,) = framework.metrics.values()
    assert (metric.layer, metric.domains, metric.outcome) == (
        "Children and young people",
        ("Learning", "Happy"),
        "Children learn",
    )
    assert framework.boroughs["E09000098"].combined_with == ("E09000099",)
    assert dict(framework.series[0].where) == {"Sex": "Persons", "Age": "5 yrs"}


def test_a_row_holds_from_its_release_until_the_one_that_ends_it(data: Path) -> None:
    then, now = read_framework(data, "2026.08"), read_framework(data, "2026.10")
    assert {item.id: item.state for item in then.items.values()} == {"LOF-1": "Current"}
    assert {item.id: item.state for item in now.items.values()} == {"LOF-1": "Retired", "LOF-2": "Current"}


def test_a_link_says_the_release_its_row_last_changed_in(data: Path) -> None:
    assert read_framework(data, "2026.08").links["LOF-1~MET-001"].release == "2026.08"
    assert read_framework(data, "2026.10").links["LOF-1~MET-001"].release == "2026.10"


def test_an_item_nothing_covers_has_a_link_to_nothing(data: Path) -> None:
    link = read_framework(data).links["LOF-2~none"]
    assert (link.our_id, link.role, link.closeness, link.release) == ("", "", "", "2026.10")


def test_a_file_saved_from_excel_with_its_mark_at_the_start_is_read(data: Path) -> None:
    (data / "lists.csv").write_text(LISTS.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
    assert read_framework(data).list("status") == ("Available now",)


def test_spaces_at_the_end_of_a_cell_are_nobodys_mistake(data: Path) -> None:
    mend(data, "frameworks/outcomes.csv", "Learning", "Learning ")
    assert read_framework(data).outcomes["C-LRN-01"].domain == "Learning"


REFUSED = {
    "a stray outcome": (
        ("frameworks/metrics.csv", "C-LRN-01", "C-LRN-1"),
        "frameworks/metrics.csv, line 2: there is no outcome C-LRN-1 in release 2026.08. Did you mean C-LRN-01?",
    ),
    "a stray item": (
        ("crosswalks/links.csv", "LOF-1,", "LOF-77,"),
        "crosswalks/links.csv, line 2: there is no item LOF-77 in release 2026.08",
    ),
    "a link to an item before its release": (
        ("crosswalks/links.csv", "LOF-1,", "LOF-2,"),
        "crosswalks/links.csv, line 2: there is no item LOF-2 in release 2026.08",
    ),
    "a link to no metric of ours": (
        ("crosswalks/links.csv", "MET-001", "MET-O01x9"),
        "crosswalks/links.csv, line 2: there is no metric or outcome MET-O01x9 in release 2026.08",
    ),
    "a stray metric in the series": (
        ("sources/series.csv", "MET-001", "MET-01"),
        "sources/series.csv, line 2: there is no metric MET-01 in release 2026.08. Did you mean MET-001?",
    ),
    "a missing unit": (
        ("frameworks/metrics.csv", ",%,", ",,"),
        "frameworks/metrics.csv, line 2: unit is blank",
    ),
    "a current metric without an agreed unit": (
        ("frameworks/metrics.csv", ",%,", ",to be agreed,"),
        "frameworks/metrics.csv, line 2: MET-001 is Current and its unit is still to be agreed",
    ),
    "an unknown unit": (
        ("frameworks/metrics.csv", ",%,", ",per cent,"),
        "frameworks/metrics.csv, line 2: unit is “per cent”, which is not in the list unit",
    ),
    "an unknown polarity": (
        ("frameworks/metrics.csv", "Higher is better", "Higher is beter"),
        (
            "frameworks/metrics.csv, line 2: polarity is “Higher is beter”, which is not in the list polarity."
            " Did you mean “Higher is better”?"
        ),
    ),
    "an unknown layer": (
        ("frameworks/outcomes.csv", "Children and young people", "child"),
        (
            "frameworks/outcomes.csv, line 2: layer is “child”, which is not in the list layer."
            " Did you mean “Children and young people”?"
        ),
    ),
    "an unknown domain": (
        ("frameworks/metrics.csv", ",Happy,", ",Hapy,"),
        ("frameworks/metrics.csv, line 2: also_in is “Hapy”, which is not in the list domain. Did you mean “Happy”?"),
    ),
    "its own domain again": (
        ("frameworks/metrics.csv", ",Happy,", ",Learning,"),
        "frameworks/metrics.csv, line 2: also_in repeats the domain of its own outcome",
    ),
    "an unknown state": (
        ("crosswalks/items_lof.csv", "Current", "current"),
        "crosswalks/items_lof.csv, line 2: state is “current”, which is not in the list state. Did you mean “Current”?",
    ),
    "an unknown role": (
        ("crosswalks/links.csv", "Primary", "Main"),
        "crosswalks/links.csv, line 2: role is “Main”, which is not in the list role",
    ),
    "an unknown closeness": (
        ("crosswalks/links.csv", "Exact", "exact"),
        "crosswalks/links.csv, line 2: closeness is “exact”, which is not in the list closeness. Did you mean “Exact”?",
    ),
    "an unknown period kind": (
        ("frameworks/metrics.csv", "Academic year", "School year"),
        "frameworks/metrics.csv, line 2: period_kind is “School year”, which is not in the list period_kind",
    ),
    "a metric twice": (
        ("frameworks/metrics.csv", "MET-001", SMALL["frameworks/metrics.csv"].splitlines()[1] + "\nMET-001"),
        "frameworks/metrics.csv, line 3: the metric MET-001 is there already, on line 2",
    ),
    "an item twice in one release": (
        ("crosswalks/items_lof.csv", "2026.08,2026.10", "2026.08,"),
        "crosswalks/items_lof.csv, line 3: the item LOF-1 is there already, on line 2",
    ),
    "a link twice": (
        ("crosswalks/links.csv", "LOF-1,", "LOF-1,MET-001,Primary,Close,Near,2026.10,\nLOF-1,"),
        "crosswalks/links.csv, line 3: the link LOF-1~MET-001 is there already, on line 2",
    ),
    "a borough twice": (
        ("boroughs.csv", "E09000099,Easthaven", "E09000098,Easthaven"),
        "boroughs.csv, line 3: the borough E09000098 is there already, on line 2",
    ),
    "a word twice": (
        ("lists.csv", "unit,%,A share,\n", "unit,%,A share,\nunit,%,Again,\n"),
        "lists.csv, line 10: “%” is in the list unit already, on line 9",
    ),
    "a word without a meaning": (
        ("lists.csv", "A share", ""),
        "lists.csv, line 9: meaning is blank",
    ),
    "a missing list": (
        ("lists.csv", "role,Primary,The same,\n", ""),
        "lists.csv, line 1: there is no list role",
    ),
    "no provenance": (
        ("crosswalks/items_lof.csv", "GOV.UK", " "),
        "crosswalks/items_lof.csv, line 2: provenance is blank",
    ),
    "bounds the wrong way round": (
        ("frameworks/metrics.csv", ",0,100,", ",100,0,"),
        "frameworks/metrics.csv, line 2: lowest 100 is above highest 0",
    ),
    "a bound that is no number": (
        ("frameworks/metrics.csv", ",0,100,", ",0,100%,"),
        "frameworks/metrics.csv, line 2: highest is “100%”, which is not a number",
    ),
    "months that are no whole number": (
        ("frameworks/metrics.csv", ",12,3,", ",12,3.5,"),
        "frameworks/metrics.csv, line 2: lag_months is “3.5”, which is not a whole number of months",
    ),
    "releases out of order": (
        ("frameworks/releases.csv", "2026.10", "2026.07"),
        "frameworks/releases.csv, line 3: release 2026.07 comes after 2026.08 and its id does not sort after it",
    ),
    "a release before the one above it": (
        ("frameworks/releases.csv", "2026-10-05", "2026-08-01"),
        "frameworks/releases.csv, line 3: release 2026.10 was released before 2026.08, which stands above it",
    ),
    "a release on no day": (
        ("frameworks/releases.csv", "2026-10-05", "5 October"),
        "frameworks/releases.csv, line 3: released_on is “5 October”, which is not a day such as 2026-08-31",
    ),
    "a row since an unknown release": (
        ("crosswalks/links.csv", "2026.08", "2026.8"),
        "crosswalks/links.csv, line 2: since names the release 2026.8, which is not in frameworks/releases.csv",
    ),
    "a row that ends before it begins": (
        ("crosswalks/items_lof.csv", "2026.08,2026.10", "2026.10,2026.08"),
        "crosswalks/items_lof.csv, line 2: until 2026.08 is not after since 2026.10",
    ),
    "an id with a space": (
        ("crosswalks/items_lof.csv", "LOF-2", "LOF 2"),
        "crosswalks/items_lof.csv, line 4: item_id is “LOF 2”; an id has letters, digits and hyphens only",
    ),
    "a heading renamed": (
        ("crosswalks/links.csv", "closeness", "strength"),
        (
            "crosswalks/links.csv, line 1: the headings should be item_id, our_id, role, closeness, basis, since,"
            " until; they are item_id, our_id, role, strength, basis, since, until"
        ),
    ),
    "a cell too many": (
        ("crosswalks/links.csv", "The same measure", "The same, measure"),
        "crosswalks/links.csv, line 2: 8 cells where 7 should be",
    ),
    "an unknown publisher": (
        ("sources/series.csv", "Fingertips,", "PHE,"),
        (
            "sources/series.csv, line 2: publisher is “PHE”; it is EES, Fingertips, LG Inform, Nomis, LAIT, UKHSA, "
            "MHCLG finance, MHCLG homelessness, MHCLG deprivation, Ofsted, ONS or Trafford Data Lab"
        ),
    ),
    "a filter that is no pair": (
        ("sources/series.csv", "Sex=Persons", "Persons"),
        "sources/series.csv, line 2: where has “Persons” where column=value should stand",
    ),
    "a breakdown that is no word of ours": (
        ("sources/series.csv", "Sex=Sex", "Sex=Gender"),
        "sources/series.csv, line 2: breakdowns is “Gender”, which is not in the list breakdown",
    ),
    "parts that cannot be added up": (
        ("sources/series.csv", ",,%,", ",Ward,score,"),
        "sources/series.csv, line 2: parts are given, and figures in score cannot be added up",
    ),
    "a column that is both a filter and parts": (
        ("sources/series.csv", ",,%,", ",Sex,%,"),
        "sources/series.csv, line 2: Sex is in where and in parts: one value is wanted, or all of them added up",
    ),
    "a break of a metric there is not": (
        ("sources/breaks.csv", "MET-001,,,", "MET-001; MET-01,,,"),
        "sources/breaks.csv, line 2: there is no metric MET-01. Did you mean MET-001?",
    ),
    "a break of an unknown kind": (
        ("sources/breaks.csv", "not collected", "lost"),
        ("sources/breaks.csv, line 2: kind is “lost”; it is one of broken, not collected, discontinued, superseded"),
    ),
    "a break without its period": (
        ("sources/breaks.csv", "2019/20,", ","),
        "sources/breaks.csv, line 2: first is blank",
    ),
    "a break of nobody's series": (
        ("sources/breaks.csv", "Fingertips,", ","),
        "sources/breaks.csv, line 3: dataset is given without its publisher",
    ),
    "a break of an unknown publisher": (
        ("sources/breaks.csv", "Fingertips,", "PHE,"),
        (
            "sources/breaks.csv, line 3: publisher is “PHE”; it is one of EES, Fingertips, LG Inform, "
            "Nomis, LAIT, UKHSA, MHCLG finance, MHCLG homelessness, MHCLG deprivation, Ofsted, ONS, Trafford Data Lab, "
            "or blank"
        ),
    ),
    "what is usual of a metric there is not": (
        ("sources/usual_figures.csv", "MET-001", "MET-01"),
        "sources/usual_figures.csv, line 2: there is no metric MET-01. Did you mean MET-001?",
    ),
    "what is usual from nothing on": (
        ("sources/usual_figures.csv", "65.7", "0"),
        "sources/usual_figures.csv, line 2: lowest and highest are two numbers above 0, the lower first",
    ),
    "what is usual twice": (
        ("sources/usual_figures.csv", "Ours\n", "Ours\nMET-001,%,2025/26,65.7,78.8,70.7,,Ours\n"),
        "sources/usual_figures.csv, line 3: MET-001 is there already, on line 2",
    ),
    "an end with two periods": (
        ("sources/breaks.csv", "discontinued,,,", "discontinued,2019/20,2020/21,"),
        "sources/breaks.csv, line 3: last is given, and a series that is discontinued has one period in first",
    ),
    "a break without a reason": (
        ("sources/breaks.csv", "It stopped.", ""),
        "sources/breaks.csv, line 3: why is blank",
    ),
    "a borough code with a digit too few": (
        ("boroughs.csv", "E09000098,N", "E0900098,N"),
        "boroughs.csv, line 2: “E0900098” is not a borough code such as E09000024",
    ),
    "a neighbour that is no borough": (
        ("boroughs.csv", "Inner,E09000099", "Inner,E09000001"),
        "boroughs.csv, line 2: combined_with names E09000001, which is no borough here",
    ),
    "a statistical neighbour of no borough": (
        ("sources/neighbours.csv", "E09000098,2", "E09000097,2"),
        "sources/neighbours.csv, line 3: there is no borough E09000097",
    ),
    "statistical neighbours with one left out": (
        ("sources/neighbours.csv", "E09000098,2", "E09000098,3"),
        "sources/neighbours.csv, line 3: the neighbours of E09000098 are not numbered one after another from 1",
    ),
    "statistical neighbours of two lists": (
        ("sources/neighbours.csv", 'Not close,"Made up, 2025', 'Not close,"Made up, 2021'),
        "sources/neighbours.csv, line 3: the neighbours of E09000098 are of two lists, or one of them stands twice",
    ),
    "a framework neither legacy nor not": (
        ("crosswalks/frameworks.csv", ",no,", ",,"),
        "crosswalks/frameworks.csv, line 2: legacy is blank",
    ),
}


@pytest.mark.parametrize("slip", REFUSED)
def test_data_that_does_not_hold_together_is_named(data: Path, slip: str) -> None:
    (file, old, new), message = REFUSED[slip]
    mend(data, file, old, new)
    with pytest.raises(DataMistake) as told:
        read_framework(data)
    assert str(told.value) == message


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "crosswalks" / "items_lof.csv").unlink()
    with pytest.raises(DataMistake, match=r"^crosswalks/items_lof\.csv, line 1: there is no such file$"):
        read_framework(data)


def test_a_file_in_another_encoding_is_named(data: Path) -> None:
    (data / "lists.csv").write_bytes(LISTS.replace("A share", "A £ share").encode("cp1252"))
    with pytest.raises(DataMistake) as told:
        read_framework(data)
    assert str(told.value) == "lists.csv, line 9: the file is not UTF-8; in Excel save it as CSV UTF-8"


def test_an_unknown_release_is_named() -> None:
    with pytest.raises(KeyError, match=r"there is no release '2025\.01'; there is 2026\.08, 2026\.10"):
        load_framework("2025.01")


def test_the_shipped_framework_is_read_once() -> None:
    assert load_framework() is load_framework()
    assert load_framework(None) is load_framework(load_framework().release.id)
