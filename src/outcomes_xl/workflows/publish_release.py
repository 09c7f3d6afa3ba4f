"""What the lead for London does, done whole: publish a release, make a key, take crosswalks out and bring them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book, Result, Value
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.model.sentences import counted
from outcomes_xl.workflows.closed_workbook import Done, on_workbook
from outcomes_xl.workflows.run_job import Progress

if TYPE_CHECKING:
    from outcomes_xl.central.release import Sign

Ask = Callable[[str], str]


def publish(
    source: Path,
    to: Path,
    now: datetime,
    *,
    said: Mapping[str, Value] | None = None,
    previous: Path | None = None,
    key: Path | None = None,
    anyway: bool = False,
    preview: bool = False,
    ask: Ask | None = None,
) -> Done:
    """Publish a release from the lead's working workbook; ``previous`` is the file published last, ``to`` if it is
    there. ``ask`` is asked for the key's password when it has one.
    """
    from outcomes_xl.building.central_workbook import written
    from outcomes_xl.central.trust import examine
    from outcomes_xl.hosts.files.write_new_file import put
    from outcomes_xl.jobs.publish import publish as job

    _may_go_to(source, to)
    if previous is None and to.exists():
        previous = to
    before = files.read(previous) if previous else None
    if before is not None:
        examine(before)
    sign = signer(key, ask) if key else None
    found = job(files.read(source), before, Context(now, load_framework()), said, anyway=anyway, sign=sign)
    if found.whole is None:
        sentence = f"Nothing was written; {to.name} is as it was." if to.exists() else "Nothing was written."
        return Done(found.result, sentence, refused=True)
    if preview:
        return Done(found.result, "This was a preview: nothing was written.")
    data = written(found.whole, found.framework)
    examine(files.read_bytes(data, to.name))  # read back as a borough would, before any borough can
    done = put(to, data, now)
    signed = f", signed with {dict(_answers(found.whole.rows))['Signed with']}" if sign else ""
    kept = f" The file as it was before: {done.backup}" if done.backup else ""
    return Done(found.result, f"Published {to}, digest {found.whole.digest[:12]}…{signed}.{kept}")


def _may_go_to(source: Path, to: Path) -> None:
    if source.resolve() == to.resolve():
        raise WrongUsage(f"{to.name} is the working workbook itself. Publish to another file; it is what boroughs get.")
    if to.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.name} should end in .xlsx, so that Excel opens it. Give it that ending.")


def _answers(rows: Mapping[str, object]) -> list[tuple[str, Value]]:
    release = rows["release"]
    assert isinstance(release, list)
    return [(str(row["setting"]), row["answer"]) for row in release]


def signer(key: Path, ask: Ask | None = None) -> Sign:
    """Return what signs a digest with the key in a file. Raises CannotUse when it is no such key."""
    from outcomes_xl.central.signing import sign

    try:
        pem = key.read_bytes()
    except OSError as error:
        raise CannotUse(f"The key {key} cannot be read ({error.strerror}).", "Check where it is.") from None
    locked = b"ENCRYPTED" in pem
    password = ask(f"Password of {key.name}").encode("utf-8") if locked and ask else None
    return lambda digest: sign(digest, pem, password)


def new_key(to: Path, password: str = "") -> str:
    """Make a key to sign releases with; return the sentence that says its public half. Never writes over a file."""
    import os

    from outcomes_xl.central.signing import new_key as made

    pem, public = made(password.encode("utf-8") or None)
    try:
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise WrongUsage(f"{to.name} is already there, and a key is never written over. Choose another name.") from None
    except OSError as error:
        raise CannotUse(f"{to} could not be written ({error.strerror}).", "Choose a folder you may write in.") from None
    with os.fdopen(handle, "wb") as out:
        out.write(pem)
    return (
        f"Made {to}. Keep it where only you can read it; whoever has it can sign in your name.\n"
        f'Boroughs put this line into their settings: publisher_keys = ["{public}"]'
    )


def trust(location: str) -> str:
    """Trust a place on this computer; return the sentence that says so."""
    from outcomes_xl import settings
    from outcomes_xl.hosts.central import place_of

    place = place_of(location)
    settings.trust(place.text)
    return (
        f"Trusted on this computer: {place.text}\nYour settings: {settings.Profile.of_user().settings / settings.FILE}"
    )


def forget(location: str) -> str:
    """Trust a place no longer; return the sentence that says so."""
    from outcomes_xl import settings
    from outcomes_xl.hosts.central import place_of

    text = place_of(location).text
    if text not in settings.load().trusted_places:
        raise WrongUsage(f"{text} is not among the places trusted on this computer.")
    settings.forget(text)
    return f"No longer trusted: {text}\nYour settings: {settings.Profile.of_user().settings / settings.FILE}"


def trusted_places() -> str:
    """Return what this computer trusts, line by line."""
    from outcomes_xl import settings
    from outcomes_xl.central.trust import NOT_ASKED

    found = settings.load()
    lines = [f"Your settings: {settings.Profile.of_user().settings / settings.FILE}"]
    lines += [f"Central file: {found.central_file or 'none set'}"]
    lines += [f"Trusted: {one}" for one in found.trusted_places] or ["Trusted: nothing yet"]
    lines.append(f"A signature is {'asked for' if found.require_signature else 'not asked for'}")
    lines += [f"Publisher's key: {one}" for one in found.publisher_keys]
    if found.publisher_keys and not found.require_signature:
        lines.append(NOT_ASKED)
    return "\n".join(lines)


# Crosswalks ---------------------------------------------------------------------------------------------------------


def export(workbook: Path, to: Path, now: datetime, *, only: str = "") -> str:
    """Write a workbook's crosswalks as SSSOM TSV (``.tsv``) or CSV (``.csv``); return the sentence that says so."""
    from outcomes_xl.hosts.files.write_new_file import put
    from outcomes_xl.jobs.crosswalk_exchange import taken_out

    text, count, names = taken_out(files.read(workbook), _form(to), only)
    put(to, text.encode("utf-8"), now, keep_a_copy=False)
    return f"Written {to}: {counted(count, 'link')} of {', '.join(names)}."


def bring_in(crosswalk: Path, into: Path, now: datetime, *, preview: bool = False) -> Done:
    """Bring a crosswalk file's links into the lead's working central workbook."""
    from outcomes_xl.central.crosswalk_rows import decoded, is_sssom
    from outcomes_xl.jobs.crosswalk_exchange import brought_in

    form = _form(crosswalk)
    try:
        text = decoded(crosswalk.read_bytes(), crosswalk.name)
    except OSError as error:
        raise CannotUse(f"{crosswalk} cannot be read ({error.strerror}).", "Check the name and the folder.") from None
    form = "sssom" if is_sssom(text) else form

    def doing(book: Book, _: Progress) -> Result:
        return brought_in(book, text, form, crosswalk.name, Context(now, load_framework()))

    return on_workbook(into, now, preview, doing)


def _form(path: Path) -> str:
    form = {".tsv": "sssom", ".csv": "csv"}.get(path.suffix.lower())
    if form is None:
        raise WrongUsage(f"{path.name} should end in .tsv (SSSOM) or .csv. Give it one of these endings.")
    return form


def a_day(text: str | None) -> date | None:
    """Return a day given at the command line. Raises WrongUsage when it is none."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise WrongUsage(f"“{text}” is not a day. Write it as 2026-11-30 or 30/11/2026.")
