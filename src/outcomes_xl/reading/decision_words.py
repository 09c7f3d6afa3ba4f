"""The answers to a question on Changes, as they stand in the lists of its cells."""

from __future__ import annotations

OURS, THEIRS = "Keep ours", "Take theirs"
OWN_ROW, LEAVE_OUT = "A row of our own", "Leave out"
"""What a doubtful row of an adopted spreadsheet may be, beside a metric."""
