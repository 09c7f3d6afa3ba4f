"""An Office add-in put into a closed workbook, renewed, or taken out again; whatever else is in the file stays.

Lists are spliced, not written anew, and what had to be made for the add-in is remembered among its properties: so
taking it out leaves every part with the bytes it had. Other add-ins' panes stay where they are.
"""

from __future__ import annotations

from outcomes_xl.hosts.files.edit_package import may_be_edited
from outcomes_xl.hosts.files.extension_editor import ExtensionEditor, Renewal, made_for
from outcomes_xl.hosts.files.extension_proof import prove_extension
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.web_extensions import WebExtension, extensions
from outcomes_xl.hosts.files.xml_events import refused_if_odd


def with_extension(data: bytes, name: str, extension: WebExtension, how: Renewal) -> bytes:
    """Return the workbook with an add-in in it; the very bytes where it has it already, as it would be.

    Raises CannotEdit, and what reading a workbook raises.
    """
    with refused_if_odd(name):
        package = open_package(data, name)
        may_be_edited(package)
        ours = _ours(package, how.mark, how.instead)
        editor = ExtensionEditor(package)
        for part in [*ours][1:]:
            editor.take_out(part)
        editor.put_in(next(iter(ours), ""), extension, how)
        if not editor.changed:
            return data
        after = editor.result()
        promised = {key: extension.properties[key] for key in how.renewed}
        prove_extension(package, open_package(after, name), how.mark, promised)
        return after


def without_extension(data: bytes, name: str, mark: str) -> bytes:
    """Return the workbook without the add-in that is known by ``mark``; the very bytes where nothing of it is there.

    Where the add-in's part was lost, its pane shows nothing: such panes go, and the list when it is empty then.
    """
    with refused_if_odd(name):
        package = open_package(data, name)
        ours = _ours(package, mark)
        editor = ExtensionEditor(package)
        for part in ours:
            editor.take_out(part)
        if ours:
            editor.unmake({what for one in ours.values() for what in made_for(one, mark)})
        else:
            editor.take_out_lost()
        if not editor.changed:
            return data
        may_be_edited(package)
        after = editor.result()
        prove_extension(package, open_package(after, name), mark, None)
        return after


def _ours(package: Package, mark: str, instead: frozenset[str] = frozenset()) -> dict[str, WebExtension]:
    return {part: one for part, one in extensions(package).items() if mark in one.properties or part in instead}
