"""Which edition of the framework a workbook is of, and that edition's framework: every job works with its own."""

from __future__ import annotations

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.editions import Edition, default_edition, editions
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Book

SETTING, RELEASE = "Framework edition", "Release in use"
_WITHIN = 60
"""How far down a sheet Start's settings are looked for."""


def edition_of(book: Book) -> Edition:
    """Return the edition Start names, else the one its release belongs to, else the one in force."""
    said, release = _said(book, SETTING), _said(book, RELEASE)
    for edition in editions():
        if said.casefold() == edition.title.casefold():
            return edition
    for edition in editions():
        if any(one.id == release for one in load_framework(edition=edition.id).releases):
            return edition
    return default_edition()


def framework_of(book: Book) -> Framework:
    """Return the framework of a workbook's edition, at its newest release."""
    return load_framework(edition=edition_of(book).id)


def framework_as_used(book: Book) -> Framework:
    """Return the framework as of the release the workbook names; the newest of its edition where that is not known."""
    framework, release = framework_of(book), _said(book, RELEASE)
    if any(one.id == release for one in framework.releases):
        return load_framework(release, edition_of(book).id)
    return framework


def _said(book: Book, setting: str) -> str:
    for sheet in book.sheets.values():
        for number in range(1, _WITHIN):
            cells = sheet.row(number)
            for at, value in cells.items():
                if isinstance(value, str) and value.strip() == setting:
                    answer = cells.get(at + 1)
                    return "" if answer is None else str(answer).strip()
    return ""
