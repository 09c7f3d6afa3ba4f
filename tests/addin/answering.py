"""What stands in for the helper in LibreOffice: reads the request, writes into the live workbook, answers a sentence.

python -m tests.addin.answering DESK PIPE, started by the stand-in for Helper.bas while its macro waits.
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote

from tests.addin.office import uno

ASKED_ABOUT = "/outcomes/central file.xlsx"
QUESTION = f"ask\n{ASKED_ABOUT}\nIs it there?\n\nYes or no."
ANSWERS = {
    "check": "2 things to look at, 1 of them must be fixed.",
    "apply_fixes": "1 fix applied.",
    "refresh": "stop\nThe central file is not where your settings say. Press Settings to see where that is.",
    "availability": "12 of 14 metrics found.",
    "fetch": "14 downloaded, 3 need you.",
    "spine": "Of 223 national items in use, 124 are covered by our framework.",
    "targets": "5 targets: 1 above, 1 too near to say, 3 not said.",
    "services": "29 of 33 outcomes nobody claims.",
    "suggestions": "33 statuses filled.",
    "decide": "Your decisions are applied.",
    "carry": "open\nC:\\made.xlsx\nMade made.xlsx.",
    "undo": "The last job is undone.",
    "adopt": "stop\nThere is no file “log.xlsx” in C:. Check the name and the folder.",
    "report": "We can use 17 of 101 measures today.",
    "cohort": "63% of 1,000 children.",
    "journeys": "About 500 people.",
    "collate": "stop\n“C:\\returns” is no folder. Name the folder that the boroughs' workbooks are in.",
    "share": "The copy is northbridge to share.xlsx, beside your workbook.",
    "start": "The helper is running now. Press your button again.",
}


def live(pipe: str, name: str) -> object:
    """Return the open document with this file name, reached through LibreOffice's own bridge."""
    manager = uno().getComponentContext().ServiceManager
    resolver = manager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    documents = desktop.Components.createEnumeration()
    while documents.hasMoreElements():
        document = documents.nextElement()
        if Path(unquote(document.Location)).name == Path(name).name:
            return document
    raise LookupError(name)


def answered(desk: Path, sentence: str) -> None:
    """Lay the answer where the macro looks for it, whole at once."""
    (desk / "answer.tmp").write_text(sentence, "utf-8")
    (desk / "answer.tmp").rename(desk / "answer.txt")


def main(desk: Path, pipe: str) -> None:
    job, name, pointer, agreed = (desk / "request.txt").read_text("utf-8").splitlines()
    answer = ANSWERS[job]
    if job not in ("start", "adopt", "collate"):
        start = live(pipe, name).Sheets.getByName("Start")  # type: ignore[attr-defined]
        start.getCellRangeByName("B3").String = f"{job}, pointer {pointer}"
        if start.getCellRangeByName("B4").String == "asks":
            answer = "Refreshed from there." if agreed == f"agreed: {ASKED_ABOUT}" else QUESTION
        if start.getCellRangeByName("B4").String in ("either", "reason"):
            asked = f"{start.getCellRangeByName('B4').String}\na copy\nSomething was seen."
            answer = asked if agreed == "agreed: " else f"{job} was {agreed}"
    answered(desk, answer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
