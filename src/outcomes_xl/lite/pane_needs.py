"""What jobs need, got in the pane: figures that came with the tool, and a central file without a file of one's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from outcomes_xl.central.shipped_release import shipped_release
from outcomes_xl.central.trust import examine
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import start_answer
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse, CutShort, Unreachable
from outcomes_xl.workflows.run_job import Got

Say = Callable[[str], None]
CENTRAL = "Central file"
IMPORTED = Path("/data")
"""Where files stand that an officer drops into the pane (Files, Import/Export)."""


async def central_for(book: Book, context: Context, chosen: Mapping[str, Any], say: Say) -> Got:
    """Return the central file the officer named: one she imported into the pane, or at an https:// address.

    Without either it is the release that this tool brought.

    What only the workbook names is not fetched: it comes from outside, and she has not said that she knows the place.
    """
    typed = str(chosen.get("central_file") or "").strip()
    if typed:
        imported = None if _host_of(typed) else _imported(typed)
        return _taken(imported.name, imported.read_bytes()) if imported else await _fetched(typed, say)
    release = context.framework.release.id
    said = f"The release is the one that came with this tool: {release}."
    named = start_answer(read_borough(book), CENTRAL)
    if named:
        said += f" Start names another central file, {named}: to use it, type its https:// address in the box."
    return Got(shipped_release(context.framework), sentence=said)


async def _fetched(typed: str, say: Say) -> Got:
    if not _host_of(typed):
        raise CannotUse(
            f"“{typed}” is no file in the pane, and no address that begins https://: a pane reads no other place.",
            "Import the file into the pane (its menu, Files, Import/Export) and type its name; or type its https:// "
            "address; or leave the box blank for the release that came with this tool.",
        )
    say(f"Fetching {typed}")
    return _taken(unquote(urlsplit(typed).path.rpartition("/")[2]) or typed, await _body(typed))


def _host_of(typed: str) -> str:
    """Return the host of an https:// address; "" for whatever else was typed."""
    try:
        parts = urlsplit(typed)
        return (parts.hostname or "") if parts.scheme.lower() == "https" else ""
    except ValueError:
        return ""


def _imported(typed: str) -> Path | None:
    """Return the file of a name that the officer has imported into the pane."""
    name = typed.replace("\\", "/").rpartition("/")[2].casefold()
    return next((path for path in sorted(IMPORTED.rglob("*")) if path.is_file() and path.name.casefold() == name), None)


def _taken(name: str, body: bytes) -> Got:
    from outcomes_xl.hosts import files  # whose XML reader a pane fetches first
    from outcomes_xl.hosts.central.completeness import refuse_part

    try:
        refuse_part(body, name)
    except CutShort:
        raise CutShort(f"“{name}” did not arrive whole.", "Fetch or import it once more, then press again.") from None
    central = files.read_bytes(body, name)
    return Got(central, sentence=examine(central).caution)


async def _body(address: str) -> bytes:
    try:
        answer = await import_module("pyodide.http").pyfetch(address, redirect="follow")
        status, body = int(answer.status), await answer.bytes()
    except Exception as trouble:
        raise Unreachable(
            f"{_host_of(address)} could not be read from the pane: it is not reached, or it lets no page of "
            "another site read its files.",
            "Leave the box blank for the release that came with this tool, or ask whoever keeps the file "
            "whether its address may be read from a web page (CORS).",
        ) from trouble
    if status != 200:
        raise Unreachable(
            f"{_host_of(address)} answered {status} for this address.",
            "Check the address, or leave the box blank for the release that came with this tool.",
        )
    return bytes(body)


async def looked_for(book: Book, context: Context, chosen: Mapping[str, Any], say: Say) -> Got:
    """Look in the figures that came with the tool; a pane has no folder and asks no service."""
    from outcomes_xl.jobs.availability import borough_of
    from outcomes_xl.sources import look_everywhere
    from outcomes_xl.workflows.look_for_figures import shipped

    borough, metrics = borough_of(book, context), list(context.framework.metrics.values())
    ready = shipped(context.framework)
    say(f"Looking through {ready.name}")
    return Got(look_everywhere([ready], metrics, borough, context.today), sentence=f"Looked in: {ready.name}.")


NEEDS: Mapping[str, Callable[[Book, Context, Mapping[str, Any], Say], Awaitable[Got]]] = {
    "central": central_for,
    "looked": looked_for,
}
"""Who gets what a job needs, by the name of the job's parameter. A job with another need has no button in the pane."""
