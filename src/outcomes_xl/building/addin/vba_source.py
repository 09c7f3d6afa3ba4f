"""VBA modules as text: read from ``macros/``, and written the way a project holds them ([MS-OVBA] 2.3.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from pathlib import Path


class ModuleKind(Enum):
    """What a module is: procedures, a class of ours, or the code behind the workbook or a sheet."""

    STANDARD = "standard"
    CLASS = "class"
    DOCUMENT = "document"


# Class ids Excel gives its own documents and every class module, as they stand in files Excel saved.
WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
WORKSHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"
CLASS_BASE = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}\Z")  # 2.3.4.2.3.2.1, and 31 characters as the editor asks


class MacroMistake(Exception):
    """The macros in the repository do not hold together: our mistake, found when the add-in is built."""


@dataclass(frozen=True)
class Module:
    """One module: ``code`` is its text without the ``Attribute VB_...`` lines at its head, lines ended by LF."""

    name: str
    kind: ModuleKind
    code: str = ""
    base: str = ""

    def source(self) -> bytes:
        """Return the module as a project holds it: attributes first, CRLF, the project's code page 1252.

        Raises MacroMistake, naming the character, for text the code page does not have.
        """
        text = "\r\n".join([*self._attributes(), *self.code.rstrip("\n").split("\n")]).rstrip("\r\n") + "\r\n"
        try:
            return text.encode("cp1252")
        except UnicodeEncodeError as error:
            bad = text[error.start : error.end]
            raise MacroMistake(f"{self.name}: {bad!r} is not in code page 1252, which VBA source uses") from None

    def _attributes(self) -> list[str]:
        """2.3.4.3's module header. A class without VB_Base is refused by Excel with "Invalid procedure call"."""
        name = f'Attribute VB_Name = "{self.name}"'
        if self.kind is ModuleKind.STANDARD:
            return [name]
        document = self.kind is ModuleKind.DOCUMENT
        return [
            name,
            f'Attribute VB_Base = "{self.base or CLASS_BASE}"',
            "Attribute VB_GlobalNameSpace = False",
            "Attribute VB_Creatable = False",
            f"Attribute VB_PredeclaredId = {document}",
            f"Attribute VB_Exposed = {document}",
            "Attribute VB_TemplateDerived = False",
            f"Attribute VB_Customizable = {document}",
        ]


def module(text: str, file_name: str) -> Module:
    """Return the module an exported file holds: ``Find.bas`` a standard one, ``Borrowed.cls`` a class.

    ``ThisWorkbook.cls`` is the code behind the workbook. The preamble of an exported class and its attributes are
    dropped, since a project writes its own. Raises MacroMistake when the file's name is not the module's.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    if lines[0].upper().startswith("VERSION "):
        lines = lines[next(at for at, line in enumerate(lines) if line.strip().upper() == "END") + 1 :]
    said = ""
    while lines and lines[0].startswith("Attribute VB_"):
        attribute = re.match(r'Attribute VB_Name = "(.*)"', lines.pop(0))
        said = attribute[1] if attribute else said
    name, _, ending = file_name.rpartition(".")
    if said != name:
        raise MacroMistake(f"{file_name}: its first line calls it {said!r}; file and module have one name")
    if not NAME.match(name):
        raise MacroMistake(f"{file_name}: a module's name is letters, figures and _, at most 31, a letter first")
    code = "\n".join(lines).strip("\n") + "\n"
    if name == "ThisWorkbook":
        return Module(name, ModuleKind.DOCUMENT, code, WORKBOOK_BASE)
    return Module(name, ModuleKind.STANDARD if ending == "bas" else ModuleKind.CLASS, code)


def folder() -> Path:
    """Return the folder of macro sources: packed with the wheel, or beside ``src`` in a working copy."""
    packed = Path(str(resources.files("outcomes_xl"))) / "macros"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[4] / "macros"


def modules(macros: Path | None = None, instead: Mapping[str, str] | None = None) -> list[Module]:
    """Return every module of a folder by name. ``instead`` gives other text for some files, as tests need it."""
    where = macros or folder()
    texts = {path.name: path.read_text("ascii") for path in [*where.glob("*.bas"), *where.glob("*.cls")]}
    if not texts:
        raise MacroMistake(f"there are no macros in {where}")
    texts |= instead or {}
    return [module(texts[name], name) for name in sorted(texts)]


@dataclass(frozen=True)
class Procedure:
    """A Sub, Function or Property that other modules can name; ``arguments`` are as they are written."""

    module: str
    name: str
    kind: str
    arguments: tuple[str, ...]


_PROCEDURE = re.compile(r"^(Public |Private |Friend )?(Sub|Function|Property \w+) (\w+)\((.*)\)(?: As .*)?$", re.M)


def procedures(found: Iterable[Module], *, private: bool = False) -> list[Procedure]:
    """Return the procedures of standard modules and classes, public ones only unless told otherwise."""
    every = []
    for one in found:
        joined = re.sub(r" _\n\s*", " ", one.code)  # a line that goes on below is one line
        for scope, kind, name, arguments in _PROCEDURE.findall(joined):
            if private or scope != "Private ":
                words = tuple(part.strip() for part in arguments.split(",") if part.strip())
                every.append(Procedure(one.name, name, kind, words))
    return every
