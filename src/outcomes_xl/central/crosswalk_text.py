"""Crosswalks as text: SSSOM TSV (the Simple Standard for Sharing Ontological Mappings) and CSV, and back again.

In SSSOM their item is the subject, our metric or outcome the object, and closeness a SKOS predicate. What the standard
has no slot for (our role, the link's own id, an officer's decision) are extension slots, declared in the header, so
that a file which went out comes back with nothing lost.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from outcomes_xl.central.crosswalk_rows import Unread, rows_of
from outcomes_xl.model import delimited_text
from outcomes_xl.model.delimited_text import armed, disarmed

NO_TERM = "sssom:NoTermFound"
CURATED = "semapv:ManualMappingCuration"
ANY_RELATION = "skos:mappingRelation"

# SKOS reads from subject to object: "A skos:broadMatch B" says that B, which is ours, is the broader. Our word
# "Broader" says that theirs covers more, so ours is the narrower of the two.
PREDICATES: Mapping[str, str] = {
    "Exact": "skos:exactMatch",
    "Close": "skos:closeMatch",
    "Broader": "skos:narrowMatch",
    "Narrower": "skos:broadMatch",
    "Related": "skos:relatedMatch",
}
_CLOSENESS = {predicate: word for word, predicate in PREDICATES.items()}

_SLOTS: Mapping[str, str] = {
    "subject_label": "title",
    "subject_category": "section",
    "subject_source_version": "edition",
    "object_label": "our_title",
    "comment": "basis",
}
EXTENSIONS = ("link_id", "item_kind", "state", "role", "closeness", "release", "decision", "note")
"""Fields that go out as extension slots; ``closeness`` only where the predicate does not say it."""
FIELDS = (
    *("link_id", "item_id", "edition", "section", "title", "item_kind", "state", "our_id", "our_title"),
    *("role", "closeness", "basis", "release", "decision", "note"),
)
_OURS, _URI = "ours", "urn:outcomes-xl:"
_SKOS_ADDRESS = "http://www.w3.org/2004/02/skos/core#"
_SET = "https://w3id.org/sssom/mappings/outcomes-xl-"
"""Where the standard's own tools put a mapping set that has no address; a urn here is taken for a prefix of its own."""


@dataclass(frozen=True, slots=True)
class CrosswalkLine:
    """One line of a crosswalk: the framework's key and its fields as text; ``line`` is where it stood in a file."""

    framework: str
    fields: Mapping[str, str]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, and the fields it speaks of: what it says nothing about is not taken to be blank."""

    links: tuple[CrosswalkLine, ...]
    unread: tuple[Unread, ...]
    fields: frozenset[str]


# SSSOM ------------------------------------------------------------------------------------------------------------


def as_sssom(links: Iterable[CrosswalkLine], titles: Mapping[str, str], version: str, framework: str) -> str:
    """Return links as an SSSOM TSV file, no cell of which is taken for a formula.

    ``titles`` are the frameworks' by key, ``version`` the release's id.
    """
    links = tuple(links)
    used = [key for key in titles if any(link.framework == key for link in links)]
    filled = [name for name in EXTENSIONS if any(_extra(link, name) for link in links)]
    out = io.StringIO()
    out.write(_header(used, titles, version, framework, filled))
    standard = ("subject_id", "subject_label", "subject_category", "predicate_id", "object_id", "object_label")
    more = ("mapping_justification", "subject_source", "subject_source_version", "object_source", "comment")
    columns = (*standard, *more)
    out.write(delimited_text.line((*columns, *filled), "\t"))
    for link in links:
        slots = {
            "subject_id": _curie(link.framework.lower(), link.fields.get("item_id", "")),
            "predicate_id": _predicate(link),
            "object_id": _curie(_OURS, link.fields.get("our_id", "")),
            "mapping_justification": CURATED,
            "subject_source": f"{link.framework.lower()}:framework",
            "object_source": f"{_OURS}:framework",
            **{slot: link.fields.get(name, "") for slot, name in _SLOTS.items()},
        }
        cells = (*(slots[column] for column in columns), *(_extra(link, name) for name in filled))
        out.write(delimited_text.line(map(disarmed, cells), "\t"))
    return out.getvalue()


def _header(used: list[str], titles: Mapping[str, str], version: str, framework: str, extensions: list[str]) -> str:
    """Return the header: YAML, each line behind a #. A JSON string is a YAML string, so texts go in as JSON."""
    # Quoted, since a bare value that ends in a colon is no YAML.
    lines = ["curie_map:", *(f"  {name}: {_yaml(f'{_URI}{name}:')}" for name in (_OURS, *map(str.lower, used)))]
    lines += [f"mapping_set_id: {_yaml(_SET + quote(version or 'unpublished', safe='-._'))}"]
    lines += [f"mapping_set_version: {_yaml(version)}"] if version else []
    title = f"{framework}: crosswalks to {', '.join(titles[key] for key in used)}"
    lines += [f"mapping_set_title: {_yaml(title)}", "license: https://w3id.org/sssom/license/unspecified"]
    if extensions:
        lines.append("extension_definitions:")
    for name in extensions:
        lines += [f"  - slot_name: {name}", f"    property: {_OURS}:{name}", "    type_hint: xsd:string"]
    return "".join(f"#{line}\n" for line in lines)


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _curie(prefix: str, local: str) -> str:
    return f"{prefix}:{quote(local, safe='-._')}" if local else NO_TERM


def _predicate(link: CrosswalkLine) -> str:
    if not link.fields.get("our_id") and not link.fields.get("closeness"):
        return "skos:exactMatch"  # with NoTermFound: nothing of ours is the same
    return PREDICATES.get(link.fields.get("closeness", ""), ANY_RELATION)


def _extra(link: CrosswalkLine, name: str) -> str:
    text = link.fields.get(name, "")
    return "" if name == "closeness" and text in PREDICATES and link.fields.get("our_id") else text


def from_sssom(text: str, frameworks: Iterable[str]) -> Read:
    """Return what an SSSOM file holds, ours or another tool's: subjects are theirs, by the framework's prefix."""
    keys = {key.lower(): key for key in frameworks}
    rows, headings = rows_of(text)
    if missing := [name for name in ("subject_id", "predicate_id", "object_id") if name not in headings]:
        return Read((), (Unread(rows.heading_line, f"there is no column {missing[0]}"),), frozenset())
    has = {name for slot, name in _SLOTS.items() if slot in headings} | (set(headings) & set(EXTENSIONS))
    found: dict[str, CrosswalkLine] = {}
    unread = rows.unread
    for line, row in rows:
        said = row["subject_id"].strip().removeprefix(_URI)
        prefix, _, item = said.partition(":")
        if said == NO_TERM or prefix.lower() not in keys:
            unread.append(Unread(line, f"“{said}” is not the id of an item of {', '.join(keys.values())}"))
            continue
        fields = {name: armed(row[slot]) for slot, name in _SLOTS.items() if slot in headings}
        fields |= {name: armed(row[name]) for name in EXTENSIONS if name in headings}
        fields |= {"item_id": unquote(item), "our_id": _local(row["object_id"])}
        try:
            closeness = _closeness(row["predicate_id"], row.get("predicate_modifier", ""), fields)
        except ValueError as unknown:
            unread.append(Unread(line, str(unknown)))
            continue
        if closeness is not None:
            fields["closeness"] = closeness
        _take(CrosswalkLine(keys[prefix.lower()], fields, line), found, unread)
    return Read(tuple(found.values()), tuple(unread), frozenset({*has, "link_id", "item_id", "our_id", "closeness"}))


def _closeness(typed: str, modifier: str, fields: Mapping[str, str]) -> str | None:
    """Return our word for a predicate; None where it says no more than that there is a relation.

    Spaces, capitals and the full address make no difference. Raises ValueError, in words, for any other predicate, and
    for one that is turned into its opposite.
    """
    short = typed.strip().strip("<>").casefold().replace("https://", "http://").replace(_SKOS_ADDRESS, "skos:")
    known = {one.casefold(): one for one in (*_CLOSENESS, ANY_RELATION)}
    if short not in known:
        raise ValueError(f"its predicate {f'“{typed}”' if short else '(blank)'} is none of {', '.join(known.values())}")
    if modifier.strip():
        raise ValueError(f"its predicate is turned round by “{modifier.strip()}”, which a mapping tab has no word for")
    predicate = known[short]
    if predicate == ANY_RELATION:
        return fields.get("closeness")
    if fields["our_id"]:
        return _CLOSENESS[predicate]
    return fields.get("closeness", "") or ("" if predicate == "skos:exactMatch" else _CLOSENESS[predicate])


def _local(curie: str) -> str:
    curie = curie.strip().removeprefix(_URI)
    return "" if curie == NO_TERM else unquote(curie.partition(":")[2])


# CSV --------------------------------------------------------------------------------------------------------------


def as_csv(links: Iterable[CrosswalkLine]) -> str:
    """Return links as CSV, every field under its own name. No spreadsheet takes any cell for a formula."""
    out = io.StringIO()
    out.write("\ufeff")  # or Excel reads “ and é as two letters each
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("framework", *FIELDS))
    for link in links:
        writer.writerow((link.framework, *(disarmed(link.fields.get(name, "")) for name in FIELDS)))
    return out.getvalue()


def from_csv(text: str, frameworks: Iterable[str]) -> Read:
    """Return what a CSV file holds. Columns of other names are left alone."""
    keys = {key.casefold(): key for key in frameworks}
    rows, headings = rows_of(text)
    if missing := [name for name in ("framework", "item_id") if name not in headings]:
        return Read((), (Unread(rows.heading_line, f"there is no column {missing[0]}"),), frozenset())
    found: dict[str, CrosswalkLine] = {}
    unread = rows.unread
    for line, row in rows:
        key = keys.get(row["framework"].strip().casefold())
        if key is None:
            unread.append(Unread(line, f"“{row['framework']}” is none of the frameworks {', '.join(keys.values())}"))
            continue
        fields = {name: armed(row[name]) for name in FIELDS if name in headings}
        _take(CrosswalkLine(key, fields, line), found, unread)
    return Read(tuple(found.values()), tuple(unread), frozenset({*(set(headings) & set(FIELDS)), "link_id"}))


# Both -------------------------------------------------------------------------------------------------------------


def _take(link: CrosswalkLine, found: dict[str, CrosswalkLine], unread: list[Unread]) -> None:
    item = link.fields.get("item_id", "")
    if not item:
        unread.append(Unread(link.line, "it does not say which item of theirs it is about"))
        return
    own = link.fields.get("link_id") or f"{item}~{link.fields.get('our_id') or 'none'}"
    if own in found:
        unread.append(Unread(link.line, f"the link {own} stands there a second time"))
        return
    found[own] = CrosswalkLine(link.framework, {**link.fields, "link_id": own}, link.line)
