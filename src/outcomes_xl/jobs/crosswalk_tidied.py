"""A crosswalk file's lines as a workbook's cells are read: tidied, in the lists' own words, each link once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outcomes_xl.central.crosswalk_rows import Unread
from outcomes_xl.central.crosswalk_text import CrosswalkLine, Read
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model.cell_refs import LONGEST_TEXT
from outcomes_xl.reading.tidy import folded, tidy_text

_CHOSEN = ("state", "role", "closeness")


def as_cells(read: Read, known: Framework) -> Read:
    """Return what was read with spaces nobody sees gone; what cannot be a cell, or is on no list, is unread."""
    links: dict[str, CrosswalkLine] = {}
    unread = list(read.unread)
    for link in read.links:
        tidied = _tidied(link, known)
        own = tidied.fields["link_id"]
        faults = list(_faults(tidied, known))
        if folded(own) in links:
            faults.append(f"the link {own} stands there a second time")
        unread += [Unread(link.line, why) for why in faults]
        links.setdefault(folded(own), tidied)
    return Read(tuple(links.values()), tuple(unread), read.fields)


def _tidied(link: CrosswalkLine, known: Framework) -> CrosswalkLine:
    fields = {name: tidy_text(text) for name, text in link.fields.items()}
    for name in _CHOSEN:
        words = {folded(word): word for word in known.list(name)}
        if name in fields:
            fields[name] = words.get(folded(fields[name]), fields[name])
    own = fields.get("link_id") or f"{fields['item_id']}~{fields.get('our_id') or 'none'}"
    return replace(link, fields={**fields, "link_id": own})


def _faults(link: CrosswalkLine, known: Framework) -> Iterator[str]:
    if not link.fields["item_id"]:
        yield "it does not say which item of theirs it is about"
    for name in _CHOSEN:
        word = link.fields.get(name, "")
        if word and word not in known.list(name):
            yield f"its {name} “{word[:60]}” is none of {', '.join(known.list(name))}"
    for name, text in link.fields.items():
        if len(text) > LONGEST_TEXT:
            yield f"its {name} has {len(text):,} letters, and a cell holds {LONGEST_TEXT:,}"
