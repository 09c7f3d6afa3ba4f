"""What an xlwings Lite add-in finds in a workbook: its properties, in the names and forms of real workbooks."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping

from outcomes_xl import __version__
from outcomes_xl.lite.code_from import CodeFrom
from outcomes_xl.lite.way_in import WayIn

REFERENCE = "wa200008175"
"""xlwings Lite in Microsoft's store."""
MARK = "outcomesXl"
"""The property our pane is known by, among others' code for the same add-in."""
MAIN = "main.py"
CODE = frozenset({MAIN, "addinVersion"})
"""What no officer writes; the second is a version with four numbers, such as the address of a computer has."""
RENEWED = frozenset({MAIN, "requirements.txt", MARK})
"""What a new edition of ours says anew. The rest may have been changed in the pane's settings, and stays."""
DROPPED = frozenset({"requirements-pinned.txt"})
"""What xlwings Lite notes of the packages it has installed: with other requirements it notes them again."""
_PYODIDE, _ADDIN = "314.0.0", "1.0.0.103"
"""Versions that the documentation of xlwings Lite names (August 2026). It notes its own when it saves."""


def pane_properties(code: WayIn, way: CodeFrom, data: bytes) -> Mapping[str, str]:
    """Return the properties as they are kept, each in JSON; ``data`` is the workbook, which gives it an id."""
    said = {
        "version": __version__,
        "code": way.value,
        "sha256": code.digest,
        "main": hashlib.sha256(code.main.encode()).hexdigest(),
    }
    return {
        MAIN: _json(code.main),
        "pyodideVersion": _json(_PYODIDE),
        "addinVersion": _json(_ADDIN),
        "requirements.txt": _json(code.requirements),
        "xlwingsWorkbookId": _json(_id(data, "the workbook")),
        "xlwingsSettingsWorkbook": _json({"startupBehavior": "taskpane"}),
        MARK: _json(said),
    }


def pane_id(data: bytes) -> str:
    """Return an id for the pane of a workbook, in the form that Excel gives them."""
    return f"{{{_id(data, 'the pane').upper()}}}"


def way_of(properties: Mapping[str, str]) -> CodeFrom | None:
    """Return where the pane of a workbook takes its code from, None where it is no pane of ours, or does not say."""
    try:
        return CodeFrom(json.loads(properties[MARK])["code"])
    except (KeyError, TypeError, ValueError):
        return None


def is_as_we_wrote_it(properties: Mapping[str, str]) -> bool:
    """Tell whether the code of a pane is the one we put there, letter for letter."""
    try:
        said, main = (json.loads(properties[name]) for name in (MARK, MAIN))
        return bool(said["main"] == hashlib.sha256(main.encode()).hexdigest())
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _id(data: bytes, what: str) -> str:
    """Return the same id for the same workbook, so that the same edit makes the same bytes."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{what} {hashlib.sha256(data).hexdigest()}"))
