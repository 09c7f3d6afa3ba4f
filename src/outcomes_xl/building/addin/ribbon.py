"""The ribbon: read from ``macros/ribbon/customUI14.xml`` and held against the macros it calls ([MS-CUSTOMUI2] 2).

Excel says nothing about a callback that is not there, or takes other arguments: the button is simply dead. So the
build looks first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from outcomes_xl.building.addin import mapping_tabs
from outcomes_xl.building.addin.vba_source import Module, Procedure, folder, procedures

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CONTROL, RIBBON = "IRibbonControl", "IRibbonUI"
# What the ribbon passes, by attribute and control: types in order, the answer by reference. Source: Microsoft's
# "Customizing the Office Fluent ribbon for developers", part 3, the table of callbacks.
_ACTION: dict[str, tuple[str, ...]] = {
    "button": (CONTROL,),
    "toggleButton": (CONTROL, "Boolean"),
    "checkBox": (CONTROL, "Boolean"),
    "dropDown": (CONTROL, "String", "Integer"),
    "gallery": (CONTROL, "String", "Integer"),
}
_ASKED = (CONTROL, "ByRef Variant")
_PRESSABLE = (*_ACTION, "comboBox", "editBox", "menu", "dynamicMenu", "splitButton")


@dataclass(frozen=True)
class Control:
    """Something on the tab: a group, a button, a gallery or a gallery's item, with its texts as officers see them."""

    kind: str
    id: str
    label: str
    attributes: dict[str, str] = field(compare=False)

    @property
    def callbacks(self) -> Iterator[tuple[str, str]]:
        """Attribute and procedure, of each callback."""
        return (
            (name, value)
            for name, value in self.attributes.items()
            if name in ("onAction", "onChange", "onLoad", "loadImage") or name.startswith("get")
        )

    @property
    def pressable(self) -> bool:
        return self.kind in _PRESSABLE


def ribbon_bytes(macros: Path | None = None) -> bytes:
    """Return the ribbon's XML as it goes into the add-in: with the gallery's choices, without comments, lines ended
    by LF.
    """
    text = ((macros or folder()) / "ribbon" / "customUI14.xml").read_bytes().replace(b"\r\n", b"\n")
    root = etree.fromstring(text, etree.XMLParser(remove_comments=True, remove_blank_text=True, resolve_entities=False))
    mapping_tabs.put_into(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True, pretty_print=True)


def controls(ribbon: bytes) -> list[Control]:
    """Return everything with an id on the ribbon, in order, and ``customUI`` itself for its onLoad."""
    found = []
    for element in etree.fromstring(ribbon).iter(f"{{{NAMESPACE}}}*"):
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        kind = etree.QName(element).localname
        if "id" in attributes or kind == "customUI":
            found.append(Control(kind, attributes.get("id", ""), attributes.get("label", ""), attributes))
    return found


def problems(ribbon: bytes, modules: Sequence[Module]) -> list[str]:
    """Return what is wrong between ribbon and macros, each in a sentence; none is the answer we want."""
    every = controls(ribbon)
    public = {f"{one.module}.{one.name}": one for one in procedures(modules)}
    found = [f"the id {ident} is there twice" for ident in _twice(one.id for one in every if one.id)]
    tips = [one.attributes["keytip"].upper() for one in every if one.pressable and "keytip" in one.attributes]
    found += [f"the key tip {tip} is there twice" for tip in _twice(tips)]
    for control in every:
        found += [_callback(control, attribute, name, public) for attribute, name in control.callbacks]
        if control.pressable:
            found += [
                f"{control.id}: no {word}"
                for word in ("label", "imageMso", "keytip", "screentip", "supertip", "onAction")
                if not control.attributes.get(word) and (control.kind, word) != ("menu", "onAction")
            ]
    return [problem for problem in found if problem]


def jobs_named(modules: Sequence[Module]) -> dict[str, str]:
    """Return the macro of each button with a job, by the word it asks the helper with."""
    asking = r'^Public Sub (\w+)\([^)]*\)\s+RunJob "([^"]+)"'
    return {job: name for one in modules for name, job in re.findall(asking, one.code, re.MULTILINE)}


def _twice(words: Iterable[str]) -> list[str]:
    seen = list(words)
    return sorted({word for word in seen if seen.count(word) > 1})


def _callback(control: Control, attribute: str, name: str, public: dict[str, Procedure]) -> str:
    where = f"{control.id or control.kind}: {attribute} {name}"
    procedure = public.get(name)
    if procedure is None:
        return f"{where} is not a public procedure"
    if attribute == "onLoad":
        wanted: tuple[str, ...] = (RIBBON,)
    elif attribute == "onAction":
        wanted = _ACTION.get(control.kind, (CONTROL,))
    else:
        wanted = _ASKED
    given = tuple(_type(argument) for argument in procedure.arguments)
    if procedure.kind != "Sub" or given != wanted:
        return f"{where} takes ({', '.join(given)}), the ribbon gives ({', '.join(wanted)})"
    return ""


def _type(argument: str) -> str:
    """ "ByVal control As IRibbonControl" -> "IRibbonControl"; only an answer may go back by reference."""
    words = argument.split()
    return words[-1] if words[0] == "ByVal" else f"ByRef {words[-1]}"
