"""Can this central file be refreshed from? Each reason why not is recognised and told apart; nothing is applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outcomes_xl.central.central_rows import FRAMEWORK, settings, shared_tables
from outcomes_xl.central.digests import (
    DIGEST,
    DIGEST_OF_LATER,
    FINGERPRINTS,
    LAYOUT_EDITION,
    SIGNATURE,
    SIGNED_WITH,
    listed,
    of_later,
    of_reading,
    whole,
)
from outcomes_xl.model import Book, Value
from outcomes_xl.model.cannot_use import (
    AnotherFrameworks,
    CutShort,
    EditedSince,
    FutureLayout,
    NotSigned,
    WrongTemplate,
)
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading, read_tables, which_layout

NOT_ASKED = (
    "Your settings name a publisher's key and do not ask for a signature, so a file without one is taken. "
    "Write require_signature = true to refuse it."
)
ASK = "Ask the lead for London for the central file as it was published."


@dataclass(frozen=True, slots=True)
class TrustSettings:
    """What the officer's own settings ask of a central file. Never what a workbook asks."""

    signature: bool = False
    keys: tuple[str, ...] = ()
    framework: str = FRAMEWORK


@dataclass(frozen=True, slots=True)
class Trusted:
    """A central file that may be refreshed from: its release, and whether its digest and signature say so.

    ``keys_unused`` is true where settings name a publisher's key, ask for no signature, and the file has none.
    """

    release: str
    published: bool
    signed_by: str = ""
    keys_unused: bool = False

    @property
    def caution(self) -> str:
        """What an officer should know before she relies on it; "" for nothing."""
        found = [self.sentence] if not self.published else []
        if self.keys_unused:
            found.append(f"Release {self.release} is not signed, and nobody's key vouches for it. {NOT_ASKED}")
        return " ".join(found)

    @property
    def sentence(self) -> str:
        if not self.published:
            return f"Release {self.release} carries no digest, so an edit to it would not show."
        return f"Release {self.release} is as it was published" + (", and signed." if self.signed_by else ".")


def examine(book: Book, wanted: TrustSettings | None = None) -> Trusted:
    """Return what vouches for a central file. Raises one of the NotTrusted family, CutShort or WrongTemplate when it
    must not be used; being older than the release in use is for the refresh to say, since it can be meant.
    """
    wanted = wanted or TrustSettings()
    if which_layout(book).layout != "central":
        raise WrongTemplate(
            f"“{book.name}” is a borough's workbook, not a central file.",
            "Choose the central file that the lead for London sent out; it has a sheet called Release.",
        )
    reading = read_tables(book, layout("central"))
    answers = settings(reading)
    _not_from_the_future(book.name, answers)
    _of_our_framework(book.name, answers, wanted.framework)
    release = _text(answers, "Release")
    if not release:
        raise WrongTemplate(f"“{book.name}” does not say which release it is.", ASK)
    _is_whole(book.name, reading)
    digest = _text(answers, DIGEST)
    if digest:
        _is_as_published(book.name, reading, digest, _text(answers, DIGEST_OF_LATER))
    elif SIGNATURE in answers or DIGEST_OF_LATER in answers or len(reading.tables.get(FINGERPRINTS, ())):
        raise EditedSince(f"“{book.name}” had a digest when it was published, and has none now.", ASK)
    signer = _signer(book.name, answers, digest, wanted)
    return Trusted(release, bool(digest), signer, bool(wanted.keys) and not signer)


def _not_from_the_future(name: str, answers: Mapping[str, Value]) -> None:
    made_for = answers.get(LAYOUT_EDITION)
    known = layout("central").edition
    if isinstance(made_for, int | float) and made_for > known:
        raise FutureLayout(
            f"“{name}” is laid out for a newer version of this tool (layout {made_for:g}; this version knows {known}).",
            "Get the newest version of the tool, then refresh again.",
        )


def _of_our_framework(name: str, answers: Mapping[str, Value], framework: str) -> None:
    says = _text(answers, "Framework")
    if says and " ".join(says.split()).casefold() != framework.casefold():
        raise AnotherFrameworks(
            f"“{name}” is the central file of another framework: “{says}”.",
            f"This workbook follows “{framework}”. {ASK}",
        )


def _is_whole(name: str, reading: Reading) -> None:
    """Raise CutShort for a file without a row in any table, as one half copied or emptied is. A table alone that lacks
    its rows is the refresh's to tell: the rest can still be used.
    """
    lost = [shape.name for shape in shared_tables() if not reading.tables.get(shape.key)]
    if len(lost) == len(shared_tables()):
        raise CutShort(
            f"“{name}” has no rows in any of its tables: it is half copied, or was emptied.",
            "Let it finish copying or syncing, or get it again, then refresh.",
        )


def _is_as_published(name: str, reading: Reading, digest: str, later: str) -> None:
    """Hold the file against what it says itself that it holds. A tab it does not list may be one that this version of
    the tool brought; one that it lists and this version does not know is not read, so it cannot be held against it.
    """
    said = listed(reading)
    edited = [one.sheet for one in of_reading(reading) if one.digest != said.get(one.table, one).digest]
    put_in = [shape.name for shape in shared_tables() if shape.key not in said and reading.tables.get(shape.key)]
    if put_in:
        raise EditedSince(f"“{name}” was edited after it was published: {', '.join(put_in)} was put in since.", ASK)
    if not edited and whole(said.values()) == digest and of_later(said.values()) == later:
        return
    sheets = ", ".join(edited) if edited else "its Release sheet or its fingerprints"
    raise EditedSince(
        f"“{name}” was edited after it was published: {sheets} no longer gives the digest it was published with.",
        f"Nothing was taken from it. {ASK}",
    )


def _signer(name: str, answers: Mapping[str, Value], digest: str, wanted: TrustSettings) -> str:
    key, signature = _text(answers, SIGNED_WITH), _text(answers, SIGNATURE)
    if not signature:
        if wanted.signature:
            raise NotSigned(
                f"“{name}” is not signed, and your settings ask for a signature.",
                "Ask the lead for London for the signed release.",
            )
        return ""
    if wanted.signature and not wanted.keys:
        raise NotSigned(
            "Your settings ask for a signature, and name no publisher's key to check it with.",
            "Put the publisher's public key under publisher_keys in your settings.",
        )
    from outcomes_xl.central.signing import signed_by

    if not signed_by(digest, key, signature):
        raise NotSigned(f"The signature of “{name}” does not fit its content.", f"Nothing was taken from it. {ASK}")
    if wanted.keys and key not in wanted.keys:
        raise NotSigned(
            f"“{name}” is signed with a key that your settings do not name: {key}",
            "Ask the lead for London, by telephone, whether it is theirs; then put it under publisher_keys.",
        )
    return key if wanted.keys else ""


def _text(answers: Mapping[str, Value], name: str) -> str:
    value = answers.get(name)
    return "" if value is None else str(value).strip()
