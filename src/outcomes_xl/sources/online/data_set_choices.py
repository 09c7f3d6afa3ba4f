"""An officer's own choices where a service has several data sets that could be meant: settings, never the workbook."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse

FILE = "national.toml"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read_choices(folder: Path) -> Mapping[str, str]:
    """Return the data set chosen for each metric, from ``[data_sets]`` in national.toml; nothing where it is not there.

    Raises CannotUse, in officers' words, for a file that does not hold what it should.
    """
    path = folder / FILE
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError, tomllib.TOMLDecodeError):
        raise CannotUse(f"Your settings file {path} cannot be read.", "Put it right, or take it away.") from None
    chosen = said.get("data_sets", {})
    if not isinstance(chosen, dict):
        raise CannotUse(f"In {path}, data_sets should be a table.", 'Write [data_sets], and below it MET-009 = "…".')
    for metric, data_set in chosen.items():
        if not isinstance(data_set, str) or not _UUID.fullmatch(data_set.lower()):
            what = f"In {path}, {metric} should be a data set's id."
            raise CannotUse(what, "Copy it from the evidence or the data set's page; it has five parts with hyphens.")
    return {metric: data_set.lower() for metric, data_set in chosen.items()}
