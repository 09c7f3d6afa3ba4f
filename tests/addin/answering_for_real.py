"""The helper's own desk with the real jobs, at work on the live LibreOffice document that a macro named.

python -m tests.addin.answering_for_real DESK PIPE, started by the stand-in for Helper.bas while its macro waits. Only
the way to the helper is stood in for: what comes after is what Excel's helper does, through the same xlwings calls.
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import datetime
from pathlib import Path

from outcomes_xl import __version__, settings
from outcomes_xl.helper import Dispatcher
from outcomes_xl.workflows.demonstration import WORKBOOK
from tests.addin.answering import answered, live
from tests.routes import uno_engine

PROFILE = "profile"
NOW = datetime(2026, 11, 22, 14, 30)


def main(desk: Path, pipe: str) -> None:
    job, name, _, agreed = (desk / "request.txt").read_text("utf-8").splitlines()
    assert uno_engine.uno_is_there()
    os.environ[settings.HOME] = str(desk / PROFILE)
    helper = Dispatcher(
        lambda _: uno_engine.xlwings_book(live(pipe, name)),
        version=__version__,
        settings=settings.load,
        trust=settings.trust,
        now=lambda: NOW,
        log=str(desk),
    )
    if job == "adopt":
        answered(desk, helper.adopt(name, agreed.removeprefix("agreed: ")).for_a_macro())
        return
    if job == "collate":
        answered(desk, helper.collate(name).for_a_macro())
        return
    # Excel gives a workbook's whole path; LibreOffice gives an address, so the path is put together here.
    answered(desk, helper.answer(job, str(desk / WORKBOOK), agreed.removeprefix("agreed: ")).for_a_macro())


if __name__ == "__main__":
    logging.basicConfig(filename=Path(sys.argv[1]) / "helper.log")
    main(Path(sys.argv[1]), sys.argv[2])
