"""Drawings to pictures: Chromium shows them, Pillow cuts the white off and keeps few colours."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image

from tests.docs.drawings import LOOK
from tests.office import needed

LARGEST = 120_000
"""Bytes. A page is read over a slow line, too."""
_SLOT = 700
"""Pixels of height each drawing may take on the page that Chromium shows."""
_AT_ONCE = 12
_PLACED = ".slot { position: absolute; left: 0; padding: 12px }"


def photographed(made: Mapping[str, str]) -> Iterator[tuple[str, Image.Image]]:
    """Yield each drawing as Chromium shows it, the white around it cut off."""
    names = list(made)
    for first in range(0, len(names), _AT_ONCE):
        some = names[first : first + _AT_ONCE]
        page = _screenshot([made[name] for name in some])
        for place, name in enumerate(some):
            slot = page.crop((0, place * _SLOT, page.width, (place + 1) * _SLOT))
            if slot.crop((slot.width - 1, 0, slot.width, slot.height)).convert("L").getextrema()[0] < 250:
                raise ValueError(f"{name} is wider than the page it is drawn on")
            yield name, trimmed(slot)


def trimmed(picture: Image.Image) -> Image.Image:
    """Return a picture without the white around it, but for a narrow edge."""
    plain = picture.convert("RGB")
    box = Image.eval(plain.convert("L"), lambda grey: 255 if grey < 250 else 0).getbbox()
    if box is None:
        raise ValueError("the picture is all white")
    left, top, right, bottom = box
    return plain.crop((max(left - 8, 0), max(top - 8, 0), min(right + 8, plain.width), min(bottom + 8, plain.height)))


def _screenshot(bodies: Sequence[str]) -> Image.Image:
    chromium = needed("chromium", "Debian: apt install chromium.")
    slots = "".join(f'<div class="slot" style="top:{i * _SLOT}px">{body}</div>' for i, body in enumerate(bodies))
    with tempfile.TemporaryDirectory() as folder:
        page, shown = Path(folder) / "page.html", Path(folder) / "page.png"
        page.write_text(f'<meta charset="utf-8"><style>{LOOK}{_PLACED}</style>{slots}', encoding="utf-8")
        words = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
        ]
        size = f"--window-size=1400,{len(bodies) * _SLOT}"
        subprocess.run(
            [chromium, *words, size, f"--screenshot={shown}", page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return Image.open(shown).convert("RGB")


def small(picture: Image.Image) -> bytes:
    """Return a picture as a PNG with few colours, as many as there is room for. Raises ValueError where none is."""
    for colours in (128, 64, 32, 16):
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"it has {out.tell():,} bytes: cut it smaller")
