"""Put the boroughs' workbooks together from Excel: the lead names the folder, and the picture lies beside it.

Beside, not inside: what is made would otherwise be looked at with the workbooks the next time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.workflows.collate_folder import Outputs, PutTogether, collate
from outcomes_xl.workflows.folder_of_returns import Progress

_MOST_NAMED = 5
"""So many files that are not in the picture are named in a box, which holds about a thousand letters."""
_LONGEST = 110


def collate_beside(
    folder: str, now: datetime, say: Callable[[str], None], stopped: Callable[[], bool]
) -> tuple[Path, str]:
    """Return the picture that was made of a folder's workbooks, and what to tell. Raises one of the CannotUse family.

    ``say`` is told how far it is, ``stopped`` asked before each file; nothing is written then.
    """
    returns = Path(folder)
    if "://" in folder or not returns.is_absolute():
        raise WrongUsage(
            f"“{folder}” is not the full path of a folder on this computer, so nothing was done. "
            "Choose a folder on this computer or on a drive of yours."
        )
    to = outputs_beside(returns)

    def tell(progress: Progress) -> None:
        say(f"Reading workbook {progress.done} of {progress.of}, {progress.file}")

    try:
        done = collate(returns, to, now.date(), tell=tell, stopped=stopped)
    except OSError as error:
        raise WrongUsage(
            f"The picture cannot be written into {to.workbook.parent} ({error.strerror or 'it may not be'}). "
            "Copy the folder with the workbooks to a place where you may make folders, and choose it there."
        ) from None
    return to.workbook, _in_a_box(done, to)


def outputs_beside(folder: Path) -> Outputs:
    """Return where a button's picture goes: a folder beside the workbooks', with everything there is."""
    home = folder.with_name(f"{folder.name} - London picture") if folder.name else folder / "London picture"
    history = home / "London history.duckdb" if find_spec("duckdb") else None
    return Outputs(
        home / "London picture.xlsx", home / "London picture.html", home / "Tables", home / "Boroughs' pages", history
    )


def _in_a_box(done: PutTogether, to: Outputs) -> str:
    """Return what is told in a box: how many are in, the first that are not, what is where."""
    out = [line for line in done.made.ledger if not line.taken]
    named = [_cut(f"- {line.file}: {line.became}") for line in out[:_MOST_NAMED]]
    more = [f"and {len(out) - len(named)} more: the sheet Ledger has them all."] if len(out) > len(named) else []
    unusable = [_cut(f"- {one}") for one in done.counts.unusable[:2]]
    where = (
        f"The picture is {to.workbook}. Beside it: the same as a page for a browser, {to.workbook.stem}.html, a page "
        "for each borough to send back, and the tables."
    )
    return "\n".join([done.headline, *named, *more, *unusable, "", where])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
