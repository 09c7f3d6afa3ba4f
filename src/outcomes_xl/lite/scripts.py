"""The workbook's main.py: a script for every job that needs no file of this computer, made from the one registry.

Each stands there whole, with its form fields and what it says of itself, so that whoever asks what the workbook runs
can read it; what it does is in our package. A package that did not load is said in a sentence, not with a traceback.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from outcomes_xl.framework import load_framework
from outcomes_xl.jobs.registry import JOBS, Choice, Job
from outcomes_xl.lite.pane_highlight import choices
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows.our_workbook import unread_by

GOT_HERE = frozenset({"central", "looked"})
"""The needs of jobs that the pane can get by itself (lite/pane_needs.py)."""
NOT_HERE = frozenset({"online", "offline", "kept_copy"})
"""Choices that need a folder kept on a computer, or services that let no web page ask them."""
SAID_IN_A_BOX = {"changed": (("run", "int = 0"),), "worklist": (("holder", 'str = ""'),)}
"""Jobs that write nothing into a workbook, whose answer has room in a box; and what each is asked in the form."""
DOES_HERE = {
    "availability": "Look for every metric in the published figures that came with this tool, and fill in what was "
    "found."
}
"""What a button says of itself where it does less here than elsewhere: no files of one's own, no services."""
STEPS = (
    ("Say whose workbook this is", "choose your borough on Start"),
    ("Bring in the latest links", "Refresh mapping tabs"),
    ("Look for the figures", "Check data availability"),
    ("Answer what you know", "Take suggestions, then choose in the cream cells under Status"),
    ("Have it checked", "Check, then Next finding takes you from cell to cell"),
    ("Show it", "look through Summary and print it"),
)
"""The steps of the sheet Start, and what to press in the pane for each."""

_HEAD = '''\
"""# Outcomes

Choose a button above and press it. A box says what was done and what Start says is next.

{steps}

**What next** tells you where you are. **Undo** takes back what the last button wrote, line by line; what Check lists
and Highlight shows stays.

Nothing of this workbook leaves this computer: everything runs in this pane.
"""

from typing import Literal

import xlwings as xw
from xlwings import script


async def _press(book, button, **said):
    try:
        from outcomes_xl.lite.pane import press
    except ImportError as missing:
        book.app.alert(
            globals().get("not_loaded")  # what the way in has met, which stands above where there is one
            or f"The Outcomes package is not loaded in this pane ({{missing.name}} is missing), so nothing was done. "
            "Check the internet connection and choose Restart in the pane's menu. "
            "If it stays, ask whoever gave you this workbook.",
            "Outcomes",
            "ok",
            "critical",
        )
        return
    await press(book, button, **said)
'''

_SCRIPT = '''

@script(name="{title}", exclude={exclude})
async def {function}(book: xw.Book{fields}):
    """# {title}

    {help}
    """
    await _press(book, "{button}"{said})
'''


_LAST = """

try:
    from outcomes_udfs import *  # the functions for cells
except ImportError:
    pass  # said by the first button that is pressed
"""
"""Last, since the way in stands before it: what somebody reads who looks at main.py are the buttons."""


@dataclass(frozen=True)
class PaneScript:
    """A button of the pane: the word its job is asked for with, what it is called, its help, its form."""

    button: str
    title: str
    help: str
    fields: tuple[tuple[str, str], ...] = ()
    """Name and what follows it in the signature: ("edition", 'str = ""')."""
    exclude: tuple[str, ...] = ()
    """The sheets that are not sent. The rest is, and so a sheet that an officer calls otherwise."""

    def text(self) -> str:
        """Return the script as Python."""
        names = [f"{name}={name}" for name, _ in self.fields]
        names.insert(0, f"not_sent={_listed(self.exclude)}")
        return _SCRIPT.format(
            title=self.title,
            exclude=_listed(self.exclude),
            function=f"what_{self.button}" if self.button == "next" else self.button,
            fields="".join(f", {name}: {kind}" for name, kind in self.fields),
            help=self.help,
            button=self.button,
            said="".join(f", {one}" for one in names),
        )


def main_py() -> str:
    """Return the text of main.py, which stands in the workbook and which xlwings Lite runs in its pane."""
    steps = "\n".join(f"{number}. {words}: {press}." for number, (words, press) in enumerate(STEPS, 1))
    return _HEAD.format(steps=steps) + "".join(one.text() for one in pane_scripts()) + _LAST


def pane_scripts() -> tuple[PaneScript, ...]:
    """Return the buttons of the pane, in the registry's order, with What next before them."""
    where = "Say where you are: the next step, as the sheet Start has it. Nothing is changed."
    first = PaneScript("next", "What next", where, exclude=_all_but("start"))
    return (first, *_of_the_registry(), _next_finding(), _highlight())


def _all_but(key: str) -> tuple[str, ...]:
    """Return the sheets of the layout but one: that one is sent whatever an officer calls it."""
    return tuple(sorted(one.name for one in layout("borough") if one.key != key))


def in_the_pane(job: Job) -> bool:
    """Say whether a job has a button in the pane: it needs no file of this computer, and leaves none."""
    return (job.writes and set(job.needs) <= GOT_HERE) or job.name in SAID_IN_A_BOX


def _of_the_registry() -> Iterator[PaneScript]:
    for job in JOBS:
        if not in_the_pane(job):
            continue
        unread = tuple(sorted(unread_by(job.name)))
        fields = tuple(_field(choice) for choice in job.choices if _is_asked(choice, job))
        fields = SAID_IN_A_BOX.get(job.name, fields)
        does = DOES_HERE.get(job.name, job.sentence)
        yield PaneScript(job.name, job.title, does + _about_fields(job, fields), fields, exclude=unread)
        for word in job.also:
            title = word.replace("_", " ").capitalize()
            only = " ".join(choice.help for choice in job.choices if choice.name in job.also[word])
            yield PaneScript(word, title, only or job.sentence, exclude=tuple(sorted(unread_by(word))))


def _next_finding() -> PaneScript:
    return PaneScript(
        "next_finding",
        "Next finding",
        "Go to the cells of the next finding of the last check, and say what was noticed and what to do. Nothing is "
        "changed.",
        exclude=_all_but("findings"),
    )


def _highlight() -> PaneScript:
    """Return the button that is no job: it changes what is looked at, and no entry."""
    words = choices()
    one_a_line = "".join(f"\n    {_quoted((word,))}," for word in words)
    return PaneScript(
        "highlight",
        "Highlight a national framework",
        "Show on the sheet Framework, in bold, underlined, on pale blue, which metrics a national framework ties to. "
        "No entry is changed.\n\n    * framework: which one, in all its editions or in one; the last choice takes the "
        "highlight off.",
        (("framework", f'Literal[{one_a_line}\n] = "{words[0]}"'),),
        exclude=tuple(sorted(one.name for one in layout("borough") if one.key != "framework" and not one.framework)),
    )


def _is_asked(choice: Choice, job: Job) -> bool:
    by_a_button = {name for chosen in job.also.values() for name in chosen}
    return choice.kind is not Path and choice.name not in NOT_HERE | by_a_button


def _field(choice: Choice) -> tuple[str, str]:
    """Return a choice as a form field: a tick, a list of the frameworks, or a box to type in."""
    if choice.name == "central":
        return "central_file", 'str = ""'
    if choice.kind is bool:
        return choice.name, "bool = False"
    if choice.name == "framework":
        return choice.name, f'Literal[{_quoted(("All", *load_framework().nationals))}] = "All"'
    return choice.name, 'str = ""'


def _about_fields(job: Job, fields: tuple[tuple[str, str], ...]) -> str:
    about = {"central_file" if one.name == "central" else one.name: one for one in job.choices}
    said = {
        "central_file": "the name of the file you imported into the pane, or its address that begins https://; blank "
        "for the release that came with this tool",
        "run": "its number on Changes; 0 for the last one",
        "holder": "one team or partner; blank for everybody",
    }
    lines = [f"{name}: {said.get(name) or _lower(about[name].help)}" for name, _ in fields]
    return "".join(f"\n\n    * {line.rstrip('.')}." for line in lines)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _listed(names: tuple[str, ...]) -> str:
    return f"[{_quoted(names)}]"


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
