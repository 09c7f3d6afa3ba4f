"""What local files answered before: a file that has not changed since is not read again.

Only the counts are kept, as they left the source, in the user's own folder. A database is asked each time: nobody can
see from outside whether it has changed. A file is known by its place, its size and when it was last written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from outcomes_xl.sources.local.cell_expressions import Areas, Where
from outcomes_xl.sources.local.column_roles import Columns
from outcomes_xl.sources.local.query import Count
from outcomes_xl.sources.local.query_result import Probe
from outcomes_xl.sources.local.source_rows import SourceRow
from outcomes_xl.write_whole import write_whole

_FORM = 4
_MOST = 1_000


class AnswerCache:
    """The answers kept in one file. What cannot be read counts as nothing kept; what cannot be written is no matter."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self._all: dict[str, Any] = _read(file)
        self._new = False

    def get(self, key: str) -> Probe | None:
        """Return what was answered to this question, None when it was not asked before."""
        found = self._all.get(key)
        if found is None:
            return None
        self._all[key] = self._all.pop(key)  # the last used stand last
        try:
            return _probe(found)
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, key: str, probe: Probe) -> None:
        self._all[key] = asdict(probe)
        self._new = True

    def save(self) -> None:
        if not self._new or self.file is None:
            return
        kept = dict(list(self._all.items())[-_MOST:])
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self.file, json.dumps({"form": _FORM, "answers": kept}).encode(), private=True)


def question_key(path: Path, row: SourceRow, areas: Areas) -> str:
    """Return what tells one question to one state of a file from every other."""
    found = path.stat()
    asked = (row.kind, row.place, row.table, row.area, row.period, row.value)
    told = (_FORM, str(path.resolve()), found.st_size, found.st_mtime_ns, *asked, areas.code, areas.ours, areas.others)
    return sha256(json.dumps(told).encode()).hexdigest()


def _read(file: Path | None) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError):
        return {}
    known = isinstance(found, dict) and found.get("form") == _FORM and isinstance(found.get("answers"), dict)
    return dict(found["answers"]) if known else {}


def _probe(found: Mapping[str, Any]) -> Probe:
    counts = tuple(
        Count(
            **{
                **count,
                "where": Where(count["where"]),
                "of": tuple((sign, int(times)) for sign, times in count["of"]),
                "groups": tuple(count["groups"]),
                "units": tuple(count["units"]),
            }
        )
        for count in found["counts"]
    )
    named = Columns(**found["columns"])
    remarks = tuple((what, next_step) for what, next_step in found["remarks"])
    read = found["files"], tuple(found["repeated"]), found["rows_read"]
    return Probe(found["name"], named, counts, *read, remarks, found["left_out"])
