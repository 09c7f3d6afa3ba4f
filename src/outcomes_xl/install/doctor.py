"""What is well, what is missing, and what to ask IT for: worked out from the facts, one look at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from outcomes_xl.install.diagnostics import Facts
from outcomes_xl.install.manifest import Manifest
from outcomes_xl.settings import Settings

_AGAIN = "Close Excel and run “outcomes-xl install” again."
_START = "Press the Windows key, type Outcomes helper and press Enter."


class State(StrEnum):
    """How a look came out; the words stand at the beginning of its line."""

    WELL = "Well"
    MISSING = "Missing"
    ASK_IT = "Ask IT"
    KNOW = "Good to know"


@dataclass(frozen=True)
class Diagnosis:
    """One look: how it came out, what was seen, and what next."""

    state: State
    what: str
    next_step: str = ""

    def __str__(self) -> str:
        return f"{self.state}: {self.what}{' ' + self.next_step if self.next_step else ''}"

    @property
    def is_trouble(self) -> bool:
        return self.state in (State.MISSING, State.ASK_IT)


def diagnose(facts: Facts) -> tuple[Diagnosis, ...]:
    """Return every line, in the order an officer and IT would go through them."""
    looks = (_installed, _addin, _policies, _helper, _settings, _defender)
    return tuple(line for look in looks for line in look(facts))


def _installed(facts: Facts) -> Iterator[Diagnosis]:
    if isinstance(facts.placed, str):
        yield Diagnosis(State.MISSING, facts.placed)
        return
    if not facts.placed.things:
        yield Diagnosis(State.MISSING, "Nothing was installed for you yet.", "Run “outcomes-xl install”.")
        return
    if facts.placed.version != facts.version:
        what = f"Version {facts.placed.version} is installed, and this is version {facts.version}."
        yield Diagnosis(State.MISSING, what, _AGAIN)
    else:
        yield Diagnosis(State.WELL, f"Version {facts.version} is installed.")
    for place in facts.changed:
        yield Diagnosis(State.KNOW, f"{place} is not as install put it there, or is gone.", _AGAIN)


def _addin(facts: Facts) -> Iterator[Diagnosis]:
    path = facts.places.addin
    if facts.addin is None:
        yield Diagnosis(State.MISSING, f"The add-in is not in {path}.", _AGAIN)
        if facts.shipped:
            yield Diagnosis(State.KNOW, f"Its SHA-256, for IT to allow, is {facts.shipped}.")
        return
    mine = facts.placed.at(path) if isinstance(facts.placed, Manifest) else None
    if facts.addin == facts.shipped:
        yield Diagnosis(State.WELL, f"The add-in is in {path}.", f"Its SHA-256, for IT to allow, is {facts.addin}.")
    elif mine and mine.sha256 == facts.addin:
        what = f"The add-in in {path} is the one from IT's folder (SHA-256 {facts.addin})."
        yield Diagnosis(State.WELL, what)
    else:
        what = f"The add-in in {path} is not this version's (its SHA-256 is {facts.addin}, not {facts.shipped})."
        yield Diagnosis(State.MISSING, what, _AGAIN)
    if facts.downloaded:
        what = "The add-in is marked as downloaded from the internet, so Excel blocks its macros."
        yield Diagnosis(State.MISSING, what, "Right-click the file, choose Properties, tick Unblock; or install again.")


def _policies(facts: Facts) -> Iterator[Diagnosis]:
    if facts.places.platform != "win32":
        return
    found = list(_barred(facts))
    if found:
        yield from found
        yield Diagnosis(State.KNOW, "For IT, what to allow and how to sign is in docs/maintainers/for-it.md.")
    else:
        yield Diagnosis(State.WELL, "No policy for Excel that keeps the add-in from running was found.")


def _barred(facts: Facts) -> Iterator[Diagnosis]:
    policy, folder = facts.policy, facts.places.addin.parent
    if policy.no_addins == 1:
        yield Diagnosis(State.ASK_IT, "A policy turns all add-ins off.", "Ask for an exception for outcomes.xlam.")
    if policy.only_signed_addins == 1:
        what = "A policy asks that add-ins are signed by a trusted publisher."
        yield Diagnosis(State.ASK_IT, what, "Ask IT to sign outcomes.xlam with the council's certificate.")
    if policy.no_trusted_locations != 1:
        return  # Excel's start-up folder is trusted, and what follows does not reach files there
    what = f"A policy turns trusted locations off, so Excel does not trust {folder} by itself."
    yield Diagnosis(State.ASK_IT, what, f"Ask IT to make {folder} a trusted location, or to sign outcomes.xlam.")
    if policy.vba_warnings in (3, 4):
        what = {3: "A policy runs only signed macros.", 4: "A policy runs no macros at all."}[policy.vba_warnings]
        yield Diagnosis(State.ASK_IT, what, "Ask IT to sign outcomes.xlam with a certificate that Excel trusts.")
    if policy.block_from_internet == 1 and facts.downloaded:
        what = "A policy blocks macros in files from the internet."
        yield Diagnosis(State.ASK_IT, what, "Install again: the copy that install makes is not marked as one.")


def _helper(facts: Facts) -> Iterator[Diagnosis]:
    if facts.places.platform != "win32":
        what = "The helper is for Windows only, so buttons with a job cannot work here."
        yield Diagnosis(State.KNOW, what, "Use the command line on a closed workbook.")
        return
    if not facts.registered:
        yield Diagnosis(State.MISSING, "Windows does not know the helper's name.", _AGAIN)
    if facts.helper is None:
        yield Diagnosis(State.MISSING, "The helper is not running.", _START)
    elif facts.helper.version != facts.version:
        what = f"The helper that runs is version {facts.helper.version}, and this is version {facts.version}."
        yield Diagnosis(State.MISSING, what, "Sign out and in again.")
    else:
        yield Diagnosis(State.WELL, f"The helper {facts.helper.version} is running.")


def _settings(facts: Facts) -> Iterator[Diagnosis]:
    if isinstance(facts.settings, str):
        yield Diagnosis(State.MISSING, facts.settings)
        return
    yield Diagnosis(State.WELL, f"Your settings in {facts.places.settings} can be read.")
    yield from _place(facts.settings, facts)


def _place(settings: Settings, facts: Facts) -> Iterator[Diagnosis]:
    known = (
        ("central file", settings.central_file, facts.central_file, "Refresh mapping tabs"),
        ("folder of published files", settings.published_files, facts.published_files, "Check data availability"),
    )
    for what, place, why_not, button in known:
        choose = f"Choose it under Outcomes, Settings; {button} needs it."
        if place is None:
            yield Diagnosis(State.KNOW, f"No {what} is set.", choose)
        elif why_not:
            yield Diagnosis(State.MISSING, f"The {what} {place} cannot be read: {why_not}.", choose)
        elif str(place).startswith("https://"):
            yield Diagnosis(State.KNOW, f"The {what} is at {place}.", f"Whether it answers is seen by {button}.")
        else:
            yield Diagnosis(State.WELL, f"The {what} {place} can be read.")


def _defender(facts: Facts) -> Iterator[Diagnosis]:
    if facts.places.platform == "win32":
        yield Diagnosis(
            State.KNOW,
            "Defender's rule against Office starting other programs does not matter here: Excel starts nothing; "
            "the helper starts when you sign in, and Excel asks Windows for the one that runs.",
        )
