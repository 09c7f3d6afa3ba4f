"""A closed workbook made to carry the pane of xlwings Lite, or rid of it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.edit_extensions import with_extension, without_extension
from outcomes_xl.hosts.files.extension_editor import Renewal
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.job_lock import alone
from outcomes_xl.hosts.files.open_elsewhere import refuse_if_busy
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.save import save_whole
from outcomes_xl.hosts.files.web_extensions import WebExtension, extensions
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.lite.code_from import CodeFrom
from outcomes_xl.lite.pane_properties import (
    DROPPED,
    MAIN,
    MARK,
    REFERENCE,
    RENEWED,
    is_as_we_wrote_it,
    pane_id,
    pane_properties,
    way_of,
)
from outcomes_xl.lite.pane_wheel import DISTRIBUTION, wheel_name
from outcomes_xl.lite.scripts import main_py
from outcomes_xl.lite.way_in import WayIn, way_in
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.workflows.pane_rule import with_pane_rule, without_pane_rule

_OPEN_IT = "Open it in Excel, choose Home, xlwings Lite (Add-ins, if it is not there yet), then Trust and Continue."
_LEFT_OVERS = (
    "The pane itself was gone already, as when LibreOffice or another program has saved the workbook. "
    "What was left of it is out."
)
_EDITED = (
    " Its code was not as it was put in any more: what stood there is in the copy of the workbook as it was before."
)
_LARGE = 1_000_000


@dataclass(frozen=True)
class WithPane:
    """A workbook that carries the pane: its bytes, how our code gets in, and whether a pane was there before.

    ``no_highlight`` says why Highlight will not work in it; "" where it will. ``was_edited``: somebody has changed the
    code of the pane that was there.
    """

    data: bytes
    way: CodeFrom
    code: WayIn
    had_one: bool
    no_highlight: str = ""
    was_edited: bool = False


def with_pane(data: bytes, name: str, way: CodeFrom | None = None, *, replace: bool = False) -> WithPane:
    """Return a borough's workbook with the pane of this edition in it. Raises one of the CannotUse family.

    Without a ``way`` the code comes as it did, or from inside. ``replace`` puts the pane in the place of another's code
    for xlwings Lite, which is refused otherwise.
    """
    book = files.read_bytes(data, name)
    read_borough(book)
    if book.uses_1904_dates:
        raise CannotUse(
            f"“{name}” counts its days from 1904. A pane is not told so, takes every day for one four years earlier, "
            "and could write none. Nothing was changed.",
            "Use the Outcomes tab on Windows, or the command: they read its days rightly. Leave the setting as it is, "
            "since changing it moves every day in the workbook.",
        )
    there = extensions(open_package(data, name))
    others = frozenset(part for part, one in there.items() if MAIN in one.properties and MARK not in one.properties)
    if others and not replace:
        raise CannotUse(
            f"“{name}” carries code for xlwings Lite that is not ours, and a workbook has room for one. "
            "Nothing was changed.",
            "If nobody needs that code, give --replace; a copy of the workbook as it is will be kept.",
        )
    ours = [one.properties for one in there.values() if MARK in one.properties]
    way = way or (way_of(ours[0]) if ours else None) or CodeFrom.INSIDE
    code = way_in(way, main_py())
    extension = WebExtension(pane_id(data), REFERENCE, pane_properties(code, way, data))
    how = Renewal(MARK, RENEWED, DROPPED, others)
    after, no_highlight = with_pane_rule(with_extension(data, name, extension, how), name)
    return WithPane(after, way, code, bool(ours), no_highlight, any(not is_as_we_wrote_it(one) for one in ours))


def without_pane(data: bytes, name: str) -> bytes:
    """Return a workbook without our pane, and without the rule and the cells that its Highlight works with."""
    return without_pane_rule(without_extension(data, name, MARK), name)


def put_pane_in(workbook: Path, now: datetime, way: CodeFrom | None = None, *, replace: bool = False) -> str:
    """Make a closed workbook carry the pane; return the sentence that says so."""
    with alone(workbook, "outcomes-xl"):
        data = read_file(workbook)
        made = with_pane(data, workbook.name, way, replace=replace)
        if made.data == data:
            beside = _put_beside(workbook, made.code, now)
            return f"{workbook.name} carries this edition's pane already. Nothing was changed.{beside}{_but(made)}"
        refuse_if_busy(workbook)
        written = save_whole(workbook, data, made.data, now)
        beside = _put_beside(workbook, made.code, now)
    what = "The pane was brought to this edition" if made.had_one else "The pane for xlwings Lite is in"
    return (
        f"{what}.{_EDITED if made.was_edited else ''} {_where(made)} {_OPEN_IT}{beside}{_but(made)} "
        f"Saved {written.path}. The workbook as it was before: {written.backup}"
    )


def take_pane_out(workbook: Path, now: datetime) -> str:
    """Take the pane out of a closed workbook; return the sentence that says so."""
    with alone(workbook, "outcomes-xl"):
        data = read_file(workbook)
        was_whole = any(MARK in one.properties for one in extensions(open_package(data, workbook.name)).values())
        after = without_pane(data, workbook.name)
        if after == data:
            return f"{workbook.name} carries no pane of ours. Nothing was changed."
        refuse_if_busy(workbook)
        written = save_whole(workbook, data, after, now)
    what = "The pane is out." if was_whole else _LEFT_OVERS
    return f"{what} Saved {written.path}. The workbook as it was before: {written.backup}"


def _put_beside(workbook: Path, code: WayIn, now: datetime) -> str:
    if not code.wheel:
        return ""
    put(workbook.with_name(wheel_name()), code.wheel, now, keep_a_copy=False)
    return f" Import {wheel_name()}, which lies beside it, into the pane once (menu, Files, Import/Export)."


def _but(made: WithPane) -> str:
    return f" {made.no_highlight}" if made.no_highlight else ""


def _where(made: WithPane) -> str:
    match made.way:
        case CodeFrom.INSIDE:
            return f"Its code is inside the workbook, {len(made.code.main) / _LARGE:.1f} MB of text."
        case CodeFrom.BESIDE:
            return "Its code lies beside the workbook."
        case CodeFrom.INDEX:
            return f"Its code comes from the package index that the pane uses, where {DISTRIBUTION} must stand."
