"""What cannot be photographed without Excel, drawn: the Outcomes tab, its menus, boxes and the status bar.

The labels are the ribbon's own and the sentences the macros' own, so a drawing says what Excel would say. How it looks
is a sketch: Office's icons are not ours to copy, and an empty square stands for each.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from lxml import etree

from outcomes_xl.building import borough_workbook
from outcomes_xl.building.addin.ribbon import NAMESPACE, ribbon_bytes
from outcomes_xl.building.addin.vba_source import folder as macros
from outcomes_xl.framework import load_framework
from outcomes_xl.helper.edition_in_excel import carried_beside
from outcomes_xl.helper.endpoints import in_words
from outcomes_xl.helper.layout_in_excel import LayoutInExcel
from outcomes_xl.jobs.highlight import highlight_choices
from outcomes_xl.lite.scripts import pane_scripts
from outcomes_xl.model import Book, CellRef, Sheet
from outcomes_xl.model.cannot_use import NewLayoutOffered, NotTrustedPlace, QuestionAsked
from outcomes_xl.reports.target_drawings import drawing
from outcomes_xl.settings import Profile, Settings
from outcomes_xl.sharing.leak_check import THRESHOLD
from outcomes_xl.sharing.leak_findings import leak_findings
from outcomes_xl.sharing.leaks import Leak, LookThrough
from outcomes_xl.workflows.get_published_files import fetched_for
from outcomes_xl.workflows.share_from_excel import question
from tests.targets.small import COUNTS, GLD, SETTLED, progress, years

ROOT = Path(__file__).resolve().parents[2]
OLDER = ROOT / "tests" / "data" / "first_edition" / "workbook.xlsx"
_TABS = ("File", "Home", "Insert", "Page Layout", "Formulas", "Data", "Review", "View", "Outcomes", "Help")
LOOK = """
body { margin: 0; background: white; font: 13px Carlito, "Liberation Sans", Arial, sans-serif; color: #1f2933 }
.tabs { display: flex; gap: 18px; padding: 4px 12px; background: #f3f3f3 }
.tabs b { color: #12436d; border-bottom: 3px solid #12436d }
.groups { display: flex; border: 1px solid #c9d1d9; background: #fafafa; width: max-content }
.group { border-right: 1px solid #c9d1d9; padding: 6px 8px 2px; display: flex; flex-direction: column }
.group > div { display: flex; gap: 6px; height: 94px }
.group > span { text-align: center; color: #4a5560; font-size: 11.5px; padding-top: 3px }
.large { width: 76px; text-align: center; padding: 4px 2px }
.large i { display: block; margin: 0 auto 4px; width: 30px; height: 30px }
.smalls { display: grid; grid-template-rows: repeat(3, 27px); grid-auto-flow: column; column-gap: 6px }
.small { display: flex; align-items: center; gap: 6px; padding: 0 6px; white-space: nowrap }
.small i { width: 15px; height: 15px }
i { border: 1.5px solid #8a97a3; border-radius: 3px; background: #eef2f6; flex: none }
.press { outline: 3px solid #801650; border-radius: 4px; background: white; font-weight: bold }
.menu { border: 1px solid #8a97a3; width: max-content; margin: 4px 0 0 40px; padding: 4px; background: white }
.menu div { padding: 3px 10px 3px 4px; height: 22px }
.box { border: 1px solid #8a97a3; width: 520px; background: white }
.box h4 { margin: 0; padding: 6px 12px; background: #f3f3f3; font-weight: normal }
.box p { padding: 10px 16px; margin: 0; white-space: pre-line; line-height: 1.35 }
.box footer { background: #f3f3f3; padding: 8px 12px; text-align: right }
.box footer u { text-decoration: none; border: 1px solid #8a97a3; padding: 3px 22px; margin-left: 8px;
  background: white }
.bar { border: 1px solid #c9d1d9; background: #f3f3f3; width: 900px; padding: 5px 12px }
table { border-collapse: collapse } td { border: 1px solid #c9d1d9; padding: 4px 10px; min-width: 90px }
td.head { background: #f3f3f3; text-align: center; min-width: 20px; color: #4a5560 } td.own { font-weight: bold }
td.mark { background: repeating-linear-gradient(135deg, #fff 0 7px, #801650 7px 8px) }
.note { border: 1px solid #8a97a3; background: #fffbe6; width: 290px; padding: 6px 8px; margin: 0 0 0 560px }
"""


def drawings() -> dict[str, str]:
    """Return every drawing as HTML, by the name of its picture."""
    ribbon = etree.fromstring(ribbon_bytes())
    groups = list(ribbon.iter(f"{{{NAMESPACE}}}group"))
    # A page shows a picture 1,400 wide at the most: the whole tab is drawn a little smaller than its groups are.
    made = {"ribbon": f'<div style="zoom: 0.74">{_tab_strip()}{_groups(groups)}</div>'}
    for group in groups:
        for control in group:
            made[f"press-{_words(control)}"] = _pressed(group, control)
            for inner in control if _is(control, "menu") else ():
                made[f"press-{_words(inner)}"] = _pressed(group, control) + _menu([*control], inner)
            if _is(control, "gallery"):
                choices = [f"<div>{escape(one.label)}</div>" for one in highlight_choices()]
                made[f"press-{_words(control)}"] += f'<div class="menu">{"".join(choices)}</div>'
    alone = {"marked-cells": _marked(), "functions": _functions(), "target-too-near": _too_near(), "pane": _pane()}
    return made | dict(_boxes()) | alone


def digests() -> str:
    """Return a line a drawing, with what it was drawn from: kept beside the pictures, it tells when these are old."""
    lines = (f"{hashlib.sha256(f'{LOOK}{body}'.encode()).hexdigest()[:16]} {name}" for name, body in drawings().items())
    return "\n".join(lines) + "\n"


def _is(control: etree._Element, kind: str) -> bool:
    return etree.QName(control).localname == kind


def _words(control: etree._Element) -> str:
    """Return a control's label as its picture is called: "Apply fixes" -> "apply-fixes"."""
    return re.sub(r"\W+", "-", str(control.get("label")).lower().replace("'", ""))


def _tab_strip() -> str:
    names = (f"<b>{name}</b>" if name == "Outcomes" else f"<span>{name}</span>" for name in _TABS)
    return f'<div class="tabs" style="width: max-content">{"".join(names)}</div>'


def _pressed(group: etree._Element, control: etree._Element) -> str:
    return '<div class="tabs" style="width: 90px"><b>Outcomes</b></div>' + _groups([group], control)


def _groups(groups: Sequence[etree._Element], pressed: etree._Element | None = None) -> str:
    return f'<div class="groups">{"".join(_group(one, pressed) for one in groups)}</div>'


def _group(group: etree._Element, pressed: etree._Element | None) -> str:
    """Draw a group as Excel lays it out: large controls whole, small ones three below one another."""
    parts = []
    for size, some in groupby(group, lambda control: str(control.get("size", "small"))):
        drawn = "".join(_control(control, size, pressed) for control in some)
        parts.append(drawn if size == "large" else f'<div class="smalls">{drawn}</div>')
    return f'<div class="group"><div>{"".join(parts)}</div><span>{escape(str(group.get("label")))}</span></div>'


def _control(control: etree._Element, size: str, pressed: etree._Element | None) -> str:
    arrow = " ▾" if not _is(control, "button") else ""
    looks = f"{size} press" if control is pressed else size
    return f'<div class="{looks}"><i></i>{escape(str(control.get("label")))}{arrow}</div>'


def _menu(inner: Sequence[etree._Element], pressed: etree._Element) -> str:
    return f'<div class="menu">{"".join(_control(one, "small", pressed) for one in inner)}</div>'


def _boxes() -> Iterator[tuple[str, str]]:
    helper = (macros() / "Helper.bas").read_text("ascii")
    yield "box-helper-not-running", _box(_constant(helper, "NotRunning"))
    yield "box-mac", _box(_constant(helper, "NotHere"))
    yield "box-internet", _box(_internet_question(), "Yes", "No")
    yield "box-new-layout", _box(_layout_question(), "Yes", "No")
    yield "box-another-edition", _box(_edition_question(), "Yes", "No")
    yield "box-share-a-copy", _box(_share_question(), "Yes", "No")
    profile = Profile(Path("C:/Users/you/AppData/Local/outcomes_xl"), Path())
    chosen = Settings(central_file="S:/Outcomes/central file.xlsx", published_files=Path("S:/Outcomes/published"))
    yield "box-what-is-set", _box(in_words(chosen, profile).replace("/", "\\"))


def _internet_question() -> str:
    """Return what Get published files asks whoever has not said whether it may use the internet."""
    nobody_said: Any = SimpleNamespace(settings=Settings)
    try:
        fetched_for(nobody_said, nobody_said, nobody_said)
    except NotTrustedPlace as asked:
        return f"{asked.what}\n\n{asked.question}"
    raise AssertionError("nothing was asked")


def _layout_question() -> str:
    """Return what Refresh mapping tabs asks about a workbook of an older layout."""
    nothing: Any = None
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(shutil.copy(OLDER, Path(folder) / "Merton outcomes.xlsx"))
        try:
            LayoutInExcel(print).carried(nothing, str(workbook), "", datetime.now())
        except NewLayoutOffered as offer:
            return f"{offer.what}\n\n{offer.question}"
    raise AssertionError("nothing was asked")


def _edition_question() -> str:
    """Return what Another edition asks about a workbook of the edition in force."""
    nothing: Any = None
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "Merton outcomes.xlsx"
        workbook.write_bytes(borough_workbook(load_framework(), "Merton"))
        try:
            carried_beside(nothing, str(workbook), "", datetime.now())
        except QuestionAsked as asked:
            return f"{asked.what}\n\n{asked.question}"
    raise AssertionError("nothing was asked")


def _share_question() -> str:
    """Return what Share a copy asks about a workbook with a telephone number in a note and a letter put in."""
    book = Book("Merton outcomes.xlsx", {"Start": Sheet("Start", {})}, {})
    note = CellRef("Data availability", 12, 8)
    leaks = (
        Leak("a telephone number", False, str(note), note, travels=True),
        Leak("a full postcode", False, "a file put into the workbook"),
    )
    asked = question(leak_findings(LookThrough(leaks), book, THRESHOLD), book.name)
    return f"{asked.what}\n\n{asked.question}"


def _constant(source: str, name: str) -> str:
    """Return the text of a macro's constant, however many lines it is written over."""
    (written,) = re.findall(rf'Const {name} As String = ((?:"[^"]*"(?: & _\r?\n\s*)?)+)', source)
    return "".join(re.findall(r'"([^"]*)"', written))


def _box(sentence: str, *buttons: str) -> str:
    pressed = "".join(f"<u>{one}</u>" for one in buttons or ("OK",))
    return f'<div class="box"><h4>Outcomes</h4><p>{escape(sentence)}</p><footer>{pressed}</footer></div>'


def _marked() -> str:
    """Draw two cells with a finding as Mark cells leaves them, and the note of one."""
    rows = (
        ("Repeat child protection plans", "Available now", ""),
        ("Repeat referrals within 12 months", "Availble now", "mark"),
        ("Harms outside the home seen at assessment", "Collected, not extractable", ""),
    )
    cells = "".join(f'<tr><td>{name}</td><td class="{looks}">{says}</td></tr>' for name, says, looks in rows)
    noted = "Outcomes: “Availble now” is not on the list.<br>Did you mean “Available now”?"
    bar = "Marked 31 findings in their cells. Clear marks takes them away."
    return (
        f'<table style="width: 540px">{cells}</table><div class="note" style="margin-top: -56px">{noted}</div>'
        f'<div class="bar" style="margin-top: 24px">{bar}</div>'
    )


def _too_near() -> str:
    """Draw a target as its page does: 71.0 of 2,500 children, and a path that passes within what chance could do."""
    one = progress({**SETTLED, **COUNTS}, figures=years(GLD, "%", {"2021/22": 66.1, "2022/23": 67, "2023/24": 69.4}))
    return f'<div style="width: 920px"><style>svg text{{font:14px Arial}}</style>{drawing(one, one.facts.name)}</div>'


_PANE = """<style>
.pane { border: 1px solid #8a97a3; width: 430px; padding: 10px 16px; line-height: 1.4 }
.pane h3 { margin: 0 0 8px; font-size: 14px; border-bottom: 1px solid #c9d1d9; padding-bottom: 6px }
.pane em { display: block; border: 1px solid #8a97a3; padding: 4px 8px; margin: 6px 0; font-style: normal }
.pane strong { display: inline-block; border-radius: 4px; background: #12436d; color: white; padding: 5px 18px }
</style>"""


def _pane() -> str:
    """Draw the pane of xlwings Lite with a button chosen: its name, what it says of itself, its form."""
    (one,) = (one for one in pane_scripts() if one.button == "refresh")
    said, *fields = one.help.split("\n\n")
    form = "".join(f"<div>{name}</div><em>{'☐' if 'bool' in kind else '&nbsp;'}</em>" for name, kind in one.fields)
    about = "".join(f"<li>{escape(' '.join(line.split()).lstrip('* '))}</li>" for line in fields)
    return (
        f'{_PANE}<div class="pane"><h3>xlwings Lite</h3><em>{one.title} ▾</em>{form}<strong>{one.title}</strong>'
        f"<p><b>{one.title}</b></p><p>{escape(said)}</p><ul>{about}</ul></div>"
    )


def _functions() -> str:
    """Draw three formulas with the answers that the page about functions gives."""
    page = (ROOT / "docs" / "officers" / "functions.md").read_text("utf-8")
    wanted = ('=OUTCOMES_TITLE("MET-012")', '=OUTCOMES_BOROUGH("E09000024")', '=OUTCOMES_FIGURE("MET-009","Merton")')
    rows = []
    for number, formula in enumerate(wanted, start=1):
        (answer,) = re.findall(rf"^\| `{re.escape(formula)}` \| (.*) \|$", page, re.MULTILINE)
        rows.append(
            f'<tr><td class="head">{number}</td><td>{escape(formula)}</td><td class="own">{escape(answer)}</td></tr>'
        )
    head = "".join(f'<td class="head">{word}</td>' for word in ("", "A: what you type in B", "B: what you see"))
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"
