"""A set of published figures in one zip file, as the lead for London hands it out: made, and held against its digests.

``digests.csv`` inside names every other file with its SHA-256 and the day the set was made; ``signature.txt``, where
the lead signs, has the key and a signature over that list. Trust is as for the central file: see central/trust.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from outcomes_xl.central.signing import signed_by
from outcomes_xl.central.trust import TrustSettings
from outcomes_xl.model.cannot_use import CannotRead, CannotUse, EditedSince, NotSigned

NAME = "published figures.zip"
"""What the set is called, in the central file's own folder."""
_DIGESTS, _SIGNATURE = "digests.csv", "signature.txt"
_MADE_ON = "made on"
_LARGEST = 400_000_000
_MOST_FILES = 500
_LONGEST_RATIO = 200
_ASK = "Nothing was taken from it. Ask the lead for London for it again."


@dataclass(frozen=True, slots=True)
class FigureSet:
    """A set that may be used: the day it was made, how many files it holds, and whose key vouches for it, if any."""

    made_on: date
    files: int
    signed_by: str = ""


def signed_text(digests: bytes) -> str:
    """Return what a signature is over: the list of digests, told apart from a central file's digest."""
    return f"published figures {hashlib.sha256(digests).hexdigest()}"


def digests_of(files: Mapping[str, bytes], made_on: date) -> bytes:
    """Return the list of digests for files by name."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("file", "sha256"))
    rows.writerow((_MADE_ON, made_on.isoformat()))
    rows.writerows((name, hashlib.sha256(body).hexdigest()) for name, body in sorted(files.items()))
    return out.getvalue().encode("utf-8")


def packed(files: Mapping[str, bytes], digests: bytes, signature: tuple[str, str] | None = None) -> bytes:
    """Return the zip file, the same bytes for the same files; ``signature`` is (public key, signature)."""
    every = {**files, _DIGESTS: digests}
    if signature:
        every[_SIGNATURE] = "\n".join(signature).encode("ascii")
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, body in sorted(every.items()):
            package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, ZIP_DEFLATED)
    return out.getvalue()


def examine(body: bytes, wanted: TrustSettings) -> FigureSet:
    """Return what vouches for a set. Raises one of the CannotUse family when it must not be used."""
    try:
        with ZipFile(io.BytesIO(body)) as package:
            members = package.infolist()
            _of_a_fair_size(members)
            inside = {one.filename: package.read(one) for one in members}
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise CannotRead(f"“{NAME}” breaks off in the middle or is damaged.", _ASK) from None
    digests = inside.pop(_DIGESTS, b"")
    signature = inside.pop(_SIGNATURE, b"")
    said, made_on = _listed(digests)
    if said != {name: hashlib.sha256(one).hexdigest() for name, one in inside.items()}:
        raise EditedSince(f"“{NAME}” was edited after it was made: its files no longer give their digests.", _ASK)
    return FigureSet(made_on, len(inside), _signer(digests, signature, wanted))


def _of_a_fair_size(members: list[ZipInfo]) -> None:
    size = sum(one.file_size for one in members)
    packed_size = sum(one.compress_size for one in members)
    if len(members) > _MOST_FILES or size > _LARGEST or size > _LONGEST_RATIO * max(packed_size, 1):
        raise CannotUse(f"“{NAME}” holds more than such a file should.", _ASK)


def _listed(digests: bytes) -> tuple[dict[str, str], date]:
    try:
        rows = [(row[0], row[1]) for row in csv.reader(io.StringIO(digests.decode("utf-8"))) if row][1:]
        said = dict(rows)
        made_on = date.fromisoformat(said.pop(_MADE_ON))
    except (UnicodeDecodeError, ValueError, IndexError, KeyError, csv.Error):
        raise EditedSince(f"“{NAME}” has no list of digests that can be read.", _ASK) from None
    if len(said) != len(rows) - 1:
        raise EditedSince(f"“{NAME}” names a file twice in its list of digests.", _ASK)
    return said, made_on


def _signer(digests: bytes, signature: bytes, wanted: TrustSettings) -> str:
    key, _, proof = signature.decode("ascii", "replace").partition("\n")
    if not signature:
        if wanted.signature:
            raise NotSigned(f"“{NAME}” is not signed, and your settings ask for a signature.", _ASK)
        return ""
    if not signed_by(signed_text(digests), key, proof.strip()):
        raise NotSigned(f"The signature of “{NAME}” does not fit its content.", _ASK)
    if (wanted.keys or wanted.signature) and key not in wanted.keys:
        raise NotSigned(f"“{NAME}” is signed with a key that your settings do not name: {key}", _ASK)
    return key if wanted.keys else ""
