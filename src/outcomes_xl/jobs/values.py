"""Cell values as the journal keeps them; they live in model/, since the central file's history keeps them too."""

from __future__ import annotations

from outcomes_xl.model.values import decode, encode, same

__all__ = ["decode", "encode", "same"]
