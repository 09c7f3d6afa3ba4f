"""Share a copy: what stands in a copy's way is listed on Findings; a copy made for a reason is written down here.

The copy itself is no change to the workbook, and is made before (workflows/share_workbook.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from outcomes_xl.jobs import change_log
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Book, Finding, Patch, Result

JOB = "Share a copy"
_MOST_OF_A_REASON = 400


@dataclass(frozen=True)
class CopyToShare:
    """What became of a copy: what was seen, and a sentence. ``reason`` where it was made for one.

    ``listed`` where no copy was wanted, and what was seen is to stand on the Findings sheet.
    """

    findings: tuple[Finding, ...]
    sentence: str
    reason: str = ""
    listed: bool = False


def share(book: Book, context: Context, shared: CopyToShare) -> Result:
    """Return what was seen, and the patch that writes it down where there is something to write down.

    A copy made although something must be mended has a line on Changes, with the reason: it stays in the borough.
    """
    if shared.listed:
        return replace(check(book, context, besides=shared.findings), summary=shared.sentence)
    result = Result(shared.findings, Patch(), shared.sentence)
    if not shared.reason:
        return result
    because = f"A copy was made although something must be mended; it is blank there. Why: {shared.reason}"
    line = LogLine(change_log.LISTED, "", "", "", "", because[:_MOST_OF_A_REASON])
    return change_log.with_lines(result, [line], JOB, book, read_borough(book), context)
