"""Identifiers to numbers, by a keyed hash (HMAC-SHA-256): the one place an identifier comes to, and none leaves.

Each piece of a source's column is hashed as it arrives, before anything is joined. What goes on is a number counted
from 0 in the order of first sight, which says nothing outside of this run; the hashes go when it ends.
"""

from __future__ import annotations

import hmac
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from outcomes_xl.journeys.identifiers import is_rounded, plain_identifier, shape
from outcomes_xl.journeys.linkage_key import LinkageKey

if TYPE_CHECKING:
    import pyarrow as pa


Numbers = NDArray[np.int64]
NOBODY, ROUNDED_AWAY = -1, -2
"""In place of a person's number: no identifier, and one that Excel made 4.86E+09 of."""


class Linkage:
    """Gives the same person the same number, whichever source names her and however it is written there."""

    def __init__(self, key: LinkageKey) -> None:
        self._key = key
        self._number: dict[bytes, int] = {}

    def __repr__(self) -> str:
        return f"Linkage({self._key!r}, {len(self._number)} people)"

    @property
    def people(self) -> int:
        return len(self._number)

    def numbers(self, written: pa.Array, shapes: Counter[str]) -> Numbers:
        """Return a number for each row, NOBODY where there is no identifier; count the identifiers' shapes."""
        different, places = once_each(written)
        key, known = self._key.reveal(), self._number
        found = np.empty(len(different) + 1, dtype=np.int64)
        found[-1] = NOBODY  # where a row has nothing
        for at, text in enumerate(different):
            plain = plain_identifier(text)
            if plain:
                token = hmac.digest(key, plain.encode(), "sha256")
                found[at] = known.setdefault(token, len(known))
                shapes[shape(plain)] += 1
            else:
                found[at] = ROUNDED_AWAY if is_rounded(text) else NOBODY
        return found[places]


def once_each(written: pa.Array) -> tuple[list[str], Numbers]:
    """Return the different texts of a column, and for each row which of them stands there, -1 for none."""
    encoded = written.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
