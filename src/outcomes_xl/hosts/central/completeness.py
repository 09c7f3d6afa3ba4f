"""Is what arrived all there? A workbook is a zip, whose list of contents stands at its end and says how long it is."""

from __future__ import annotations

import struct

from outcomes_xl.model.cannot_use import CutShort

_END, _LONGEST_COMMENT = b"PK\x05\x06", 65_535
_FINISH = "Let it finish copying or syncing (the green tick in File Explorer), then refresh again."


def refuse_part(data: bytes, name: str) -> None:
    """Return when the bytes are a whole zip, or no zip at all (which reading them tells better). Raises CutShort."""
    if not data.strip(b"\0"):
        raise CutShort(f"“{name}” is empty: it has not arrived yet.", _FINISH)
    if data[:2] != b"PK":
        if data[:64].strip(b"\0"):
            return
        raise CutShort(f"“{name}” has only zeros where it should begin: it is still being synced.", _FINISH)
    at = data.rfind(_END, max(0, len(data) - _LONGEST_COMMENT - 22))
    if at < 0 or at + 22 > len(data):
        if data[-512:].strip(b"\0"):
            raise CutShort(f"“{name}” is cut short: the end of the file is missing.", _FINISH)
        raise CutShort(f"“{name}” ends in zeros: it is still being synced.", _FINISH)
    size, start, comment = struct.unpack("<IIH", data[at + 12 : at + 22])
    if at + 22 + comment != len(data) or (start != 0xFFFFFFFF and start + size > at):
        raise CutShort(f"“{name}” is not as long as it says it is: it was cut or is still being synced.", _FINISH)


def is_whole(data: bytes) -> bool:
    """Return False for part of a zip."""
    try:
        refuse_part(data, "")
    except CutShort:
        return False
    return True
