"""Every kind of sign, in every part of a package that keeps text: seen in each, and in no part of a copy."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import datetime
from pathlib import Path

from outcomes_xl.building import borough_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.sharing.package_texts import package_texts
from outcomes_xl.sharing.signs import signs
from outcomes_xl.workflows.share_workbook import copy_of, looked_through
from tests.sharing.planted import nhs, spaced, upn
from tests.sharing.planted_parts import BYTES, XML

PLACES = 30
KINDS = (
    lambda n: spaced(nhs(f"4851{n:05}")),
    lambda n: upn(f"3154000{n:05}"),
    lambda n: f"DOB 03/05/2014 of {n}",
    lambda n: f"mosaic id 76{n:05}",
    lambda n: f"ring 07700 9{n:05}",
    lambda n: f"sort code 20-00-00 acct 12{n:06}",
    lambda n: f"passwd: Outcomes{n}!",
    lambda n: f"amina.s{n}@gmail.com",
)


def whole_numbers() -> list[int]:
    """Return numbers with which each kind has a check digit."""
    found = []
    for n in range(10, 900):
        nine = f"4851{n:05}"
        if sum(weight * int(one) for weight, one in zip(range(10, 1, -1), nine, strict=True)) % 11 != 1:
            found.append(n)
    return found


def test_each_kind_is_seen_in_each_place_and_is_in_no_part_of_a_copy(tmp_path: Path) -> None:
    numbers = iter(whole_numbers())
    planted: dict[str, str] = {}
    out = io.BytesIO(borough_workbook(load_framework(), "E09000024"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for part in (*XML, *BYTES):
            for place, kind in enumerate(KINDS):
                secret = kind(next(numbers))
                name = f"{part.rpartition('.')[0]}x{place}.{part.rpartition('.')[2]}"
                package.writestr(name, XML[part].format(secret).encode() if part in XML else BYTES[part](secret))
                planted[name] = secret
    assert len(planted) >= 300
    assert len({*XML, *BYTES}) >= PLACES
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(out.getvalue())
    seen = dict.fromkeys(planted, False)
    for kept in package_texts(open_package(path.read_bytes(), path.name)):
        part = next((one for one in planted if kept.part.startswith(one)), "")
        if part and planted[part] in kept.text and signs(kept.text, kept.label):
            seen[part] = True
    assert [(part, planted[part]) for part, there in seen.items() if not there] == []
    copy = copy_of(looked_through(path), datetime(2026, 11, 29))
    with zipfile.ZipFile(io.BytesIO(copy)) as made:
        whole = b"\0".join(made.read(name) for name in made.namelist())
    texts = "\0".join(kept.text for kept in package_texts(open_package(copy, "copy")))
    for secret in planted.values():
        assert secret not in texts
        for told in (secret.encode(), secret.encode("utf-16-le"), base64.b64encode(secret.encode())[:-4]):
            assert told not in whole
