"""Where the pane takes our code from."""

from __future__ import annotations

from enum import StrEnum


class CodeFrom(StrEnum):
    """From the workbook itself, from a package index by name, or from a file that lies beside the workbook."""

    INSIDE = "inside"
    INDEX = "index"
    BESIDE = "beside"
