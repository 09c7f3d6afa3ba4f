"""The two answers to a question on Changes, as they stand in the list of its cells."""

from __future__ import annotations

OURS, THEIRS = "Keep ours", "Take theirs"
