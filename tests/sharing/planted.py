"""A workbook with things in it that must not leave: in cells of ours, in cells that are not, and where no cell is.

Every number is made up with a right check digit, names are from no register. ``PLANTS`` says what was put where; each
has a text of its own, so that a test can look for it in every part of a copy.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, NamedStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from outcomes_xl.framework import load_framework
from tests.built import borough_workbook
from tests.sharing.planted_parts import BYTES, NAMED, XML

_GIVEN = (
    "Jayden",
    "Nia",
    "Oluwaseun",
    "Maja",
    "Tariq",
    "Wren",
    "Idris",
    "Zuzanna",
    "Kofi",
    "Leyla",
    "Anouk",
    "Bilal",
    "Amira",
    "Callum",
)
_FAMILIES = iter(
    f"{one}{two}" for one in ("Ose", "Okaf", "Nowak", "Silv", "Adey", "Fern") for two in ("i", "or", "ski")
)
NAMES = (f"{one} {family}" for one, family in zip(_GIVEN, _FAMILIES, strict=False))
"""Names alone, with no word beside them that says whose they are."""


@dataclass(frozen=True)
class Plant:
    """A secret and where it was put; ``cell`` where it is in one ("" outside the cells), ``kind`` what it is."""

    where: str
    secret: str
    kind: str
    cell: str = ""


def nhs(nine: str) -> str:
    """Return an NHS number made up from nine figures, by the Data Dictionary's check digit."""
    rest = 11 - sum(weight * int(one) for weight, one in zip(range(10, 1, -1), nine, strict=True)) % 11
    assert rest != 10, f"{nine} has no check digit"
    return f"{nine}{rest % 11}"


def spaced(number: str) -> str:
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def upn(figures: str) -> str:
    """Return a unique pupil number made up from its authority, school and serial, by the Department's check letter."""
    total = sum(weight * int(one) for weight, one in zip(range(2, 14), figures, strict=True))
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + figures


def _numbers(first: int) -> list[str]:
    found = []
    for nine in range(first, first + 900):
        rest = 11 - sum(w * int(one) for w, one in zip(range(10, 1, -1), str(nine), strict=True)) % 11
        if rest != 10:
            found.append(spaced(nhs(str(nine))))
    return found


_NHS = iter(_numbers(485_111_000))


def planted() -> tuple[bytes, list[Plant]]:
    """Return the workbook and what was planted in it."""
    plants: list[Plant] = []
    framework = load_framework()
    secrets = {
        "note 1": (f"Missing: NHS number {next(_NHS)} only", "NHS number"),
        "note 2": (f"School asked about {upn('315400012345')}", "pupil number"),
        "note 3": ("Amina Sesay's mum phoned about the review", "name"),
        "note 4": ("NI AB 34 56 78 C is on the form", "National Insurance number"),
        "note 5": ("dob 03/05/2014, wait for the panel", "date of birth"),
        "note 6": ("Mosaic ID 7654321 still open", "case id"),
        "note 7": ("password: Outcomes2026! for the share", "password"),
        "note 8": ("ring 07700 900123 after four", "telephone"),
        "note 9": ("write to amina.sesay@gmail.com", "e-mail"),
        "note 10": ("lives at CR4 3XY with her gran", "postcode"),
        "note 11": ("3 children moved out of borough", "count"),
    }
    entries = {
        "availability": {f"MET-{n:03}": {"note": text} for n, (text, _) in enumerate(secrets.values(), start=10)},
        "services": [
            {"service_id": "SVC-01", "service": "Families First", "note": "Jayden Osei (DOB 14.02.2012) first"}
        ],
        "targets": [{"metric_id": "MET-001", "owner": "Early Help", "note": "LCS no. 445566 is the only one"}],
    }
    book = load_workbook(io.BytesIO(borough_workbook(framework, "E09000024", entries=entries)))
    plants += [Plant(where, text, kind, "Data availability") for where, (text, kind) in secrets.items()]
    plants.append(Plant("a service's note", "Jayden Osei (DOB 14.02.2012)", "date of birth", "Services"))
    plants.append(Plant("a target's note", "LCS no. 445566", "case id", "Targets"))
    _in_sheets(book, plants)
    out = io.BytesIO()
    book.save(out)
    return _in_the_zip(out.getvalue(), plants), plants


def _in_sheets(book: Workbook, plants: list[Plant]) -> None:
    """Plant where Excel shows it, or would if it were asked: own sheets and columns, notes, lists, names, headers."""

    def plant(where: str, secret: str, kind: str, cell: str = "") -> str:
        plants.append(Plant(where, secret, kind, cell))
        return secret

    raw = book.create_sheet("Raw")
    raw.sheet_state = "hidden"
    raw.append(["UPN", "Surname", "Forename"])
    raw.append([plant("a hidden sheet", upn("315400054321"), "pupil number", "Raw"), "Okafor", "Nia"])
    deep = book.create_sheet("Deep")
    deep.sheet_state = "veryHidden"
    deep["C9"] = plant("a very hidden sheet", f"NHS {next(_NHS)}", "NHS number", "Deep")
    column = book.create_sheet("List")
    column["B1"] = "Id"
    for row in range(2, 6):
        number = next(_NHS).replace(" ", "")
        column.cell(row, 2, int(number))
        plants.append(Plant(f"a column of bare numbers, row {row}", number, "NHS number", "List"))
    column["D1"], column["D2"] = "Date of birth", date(2013, 4, 9)
    plants.append(Plant("a day under its heading", "2013-04-09", "date of birth", "List"))
    column["E1"], column["E2"] = "Mosaic ID", 8123456
    plants.append(Plant("a number under its heading", "8123456", "case id", "List"))
    column["H40"], column["I40"], column["J40"] = "Folasade", "Brzezinska", date(2014, 8, 27)
    for what, secret in (("a first name", "Folasade"), ("a family name", "Brzezinska"), ("a day", "2014-08-27")):
        plants.append(Plant(f"{what}, each in a cell of its own in one row", secret, "name and day of birth", "List"))
    column.row_dimensions[30].hidden = True
    column["A30"] = plant("a hidden row", f"for {next(_NHS)}", "NHS number", "List")
    formula = plant("a formula's own text", f"nhs {next(_NHS)}", "NHS number", "List")
    column["F1"] = f'=IF(A1="{formula}",1,0)'
    sheet = book["Data availability"]
    last = sheet.tables["tblAvailability"].ref.split(":")[1]
    beside = sheet[last].column + 2
    sheet.cell(7, beside, plant("beside a table of ours", f"NHS {next(_NHS)}", "NHS number", "Data availability"))
    below = sheet[last].row + 3
    sheet.cell(below, 3, plant("a name alone below a table of ours", next(NAMES), "name", "Data availability"))
    sheet.cell(2, beside, plant("a name alone above and beside one", next(NAMES), "name", "Data availability"))
    note = plant("a note on a cell", f"Call about {next(_NHS)}", "NHS number")
    sheet["C7"].comment = Comment(note, plant("a note's author", f"Nia {next(_NHS)}", "NHS number"))
    choices = plant("a drop-down list", next(_NHS), "NHS number")
    listed = DataValidation("list", formula1=f'"Yes,{choices}"')
    listed.prompt = plant("a drop-down's message", f"e.g. {next(_NHS)}", "NHS number")
    column.add_data_validation(listed)
    listed.add("G2")
    column.oddHeader.center.text = plant("a header", f"Case of {next(_NHS)}", "NHS number")
    column.oddFooter.left.text = plant("a footer", f"for {next(_NHS)}", "NHS number")
    shown = plant("a number format", f"no {next(_NHS)}", "NHS number")
    column["H1"].number_format = f'"{shown}"0'
    named_here = book.create_sheet("Notes")
    named_here.sheet_state = "hidden"
    named_here["B2"] = plant("a name alone on a hidden sheet", next(NAMES), "name", "Notes")
    named_here["B3"].comment = Comment(plant("a name alone in a note", f"Ask {next(NAMES)}", "name"), "me")
    named_here.oddHeader.left.text = plant("a name alone in a header", next(NAMES), "name")
    book.custom_doc_props.append(
        StringProperty(name="Last asked", value=plant("a name alone in a property", next(NAMES), "name"))
    )
    name = plant("a defined name", f"nhs {next(_NHS)}", "NHS number")
    book.defined_names["child"] = DefinedName("child", attr_text=f'"{name}"')
    comment = plant("a defined name's comment", f"for {next(_NHS)}", "NHS number")
    book.defined_names["other"] = DefinedName("other", attr_text="1", comment=comment)
    link = column["J1"]
    link.value = "See"
    tip = plant("a link's tip", f"file of {next(_NHS)}", "NHS number")
    target = plant("a link's target", f"https://cases.example/?nhs={next(_NHS).replace(' ', '')}", "NHS number")
    link.hyperlink = Hyperlink(ref="J1", target=target, tooltip=tip)
    mark = plant("a conditional format's formula", f"nhs {next(_NHS)}", "NHS number")
    column.conditional_formatting.add("K1:K9", FormulaRule(formula=[f'$K1="{mark}"']))
    style = NamedStyle(plant("a cell style's name", f"for {next(_NHS)}", "NHS number"))
    book.add_named_style(style)
    column["L1"].style = style
    white = column["M1"]
    white.value = plant("white text", f"for {next(_NHS)}", "NHS number", "List")
    white.font = Font(color="FFFFFFFF")
    column.column_dimensions["N"].hidden = True
    column["N1"] = plant("a hidden column", f"for {next(_NHS)}", "NHS number", "List")
    column["XFD1048000"] = plant("a cell far away", f"for {next(_NHS)}", "NHS number", "List")
    parted = plant("text of several looks", next(_NHS), "NHS number", "List")
    column["A50"] = CellRichText("for ", TextBlock(InlineFont(b=True), parted[:7]), parted[7:])
    own = Table(displayName="tblMine", ref="P1:P2")
    column["P1"] = plant("a heading of a table of the officer's own", f"of {next(_NHS)}", "NHS number", "List")
    column["P2"] = 1
    own.comment = plant("a table's alternative text", f"of {next(_NHS)}", "NHS number")
    column.add_table(own)
    column.auto_filter.ref = "R1:R9"
    column.auto_filter.add_filter_column(0, [plant("a filter's choice", f"of {next(_NHS)}", "NHS number")])
    column.protection.enable()
    named = book.create_sheet(plant("a sheet's name", f"NHS {next(_NHS)}", "NHS number"))
    named["A1"] = "Plain"
    for field in ("subject", "keywords", "category", "description", "creator", "contentStatus", "version"):
        setattr(book.properties, field, plant(f"{field} in the properties", f"of {next(_NHS)}", "NHS number"))
    book.properties.title = plant("the title in the properties", f"About {next(_NHS)}", "NHS number")
    book.properties.lastModifiedBy = plant("who saved it last", f"me {next(_NHS)}", "NHS number")
    own = StringProperty(name="NHS number", value=plant("an own property", next(_NHS), "NHS number"))
    book.custom_doc_props.append(own)


def _in_the_zip(data: bytes, plants: list[Plant]) -> bytes:
    """Plant in parts that Excel keeps and no sheet shows."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for part, holds in XML.items():
            secret = next(_NHS)
            package.writestr(part, holds.format(secret).encode())
            plants.append(Plant(part, secret, "NHS number"))
        for part, made in BYTES.items():
            secret = next(_NHS)
            package.writestr(part, made(secret))
            plants.append(Plant(part, secret, "NHS number"))
        for part, holds in NAMED.items():
            secret = next(NAMES)
            package.writestr(part, holds.format(secret).encode())
            plants.append(Plant(f"a name alone in {part}", secret, "name"))
        secret = next(_NHS)
        strings = zipfile.ZipInfo("xl/other/more.xml")
        strings.extra = b"\x99\x99" + len(secret).to_bytes(2, "little") + secret.encode()
        package.writestr(strings, b"<a/>")
        plants.append(Plant("a field beside a part's name", secret, "NHS number"))
        secret = next(_NHS)
        package.writestr(f"xl/other/{secret}.xml", b"<a/>")
        plants.append(Plant("the name of a part", secret, "NHS number"))
        secret = next(_NHS)
        package.comment = f"zipped for {secret}".encode()
        plants.append(Plant("the remark of the zip", secret, "NHS number"))
    return out.getvalue()
