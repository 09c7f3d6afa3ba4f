"""What is well, what is missing, and what to ask IT for: worked out from the facts, one look at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from outcomes_xl.install.diagnostics import Facts, NetworkFacts, Policy
from outcomes_xl.install.manifest import Manifest
from outcomes_xl.install.preconditions import FROM_STORE
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
    looks = (_python, _installed, _addin, _policies, _helper, _settings, _defender)
    return tuple(line for look in looks for line in look(facts))


def _python(facts: Facts) -> Iterator[Diagnosis]:
    if facts.from_store:
        what = f"{FROM_STORE}; so what is said below may be untrue."
        yield Diagnosis(State.MISSING, what, "Ask IT for Python from python.org, then install and ask again with it.")


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
    yield from on_the_network(NetworkFacts(folder, facts.on_network, policy))
    if policy.no_addins == 1:
        what = f"{_who(policy, 'no_addins')} turns all add-ins off."
        yield Diagnosis(State.ASK_IT, what, "Ask for an exception for outcomes.xlam.")
    if policy.only_signed_addins == 1:
        what = f"{_who(policy, 'only_signed_addins')} asks that add-ins are signed by a trusted publisher."
        yield Diagnosis(State.ASK_IT, what, "Ask IT to sign outcomes.xlam with the council's certificate.")
    if policy.no_trusted_locations != 1:
        return  # Excel's start-up folder is trusted, and what follows does not reach files there
    who = _who(policy, "no_trusted_locations")
    what = f"{who} turns trusted locations off, so Excel does not trust {folder} by itself."
    yield Diagnosis(State.ASK_IT, what, f"Ask IT to make {folder} a trusted location, or to sign outcomes.xlam.")
    if policy.vba_warnings in (3, 4):
        who = _who(policy, "vba_warnings")
        what = f"{who} runs {'only signed macros' if policy.vba_warnings == 3 else 'no macros at all'}."
        yield Diagnosis(State.ASK_IT, what, "Ask IT to sign outcomes.xlam with a certificate that Excel trusts.")
    if policy.block_from_internet == 1 and facts.downloaded:
        what = f"{_who(policy, 'block_from_internet')} blocks macros in files from the internet."
        yield Diagnosis(State.ASK_IT, what, "Install again: the copy that install makes is not marked as one.")


def _who(policy: Policy, what: str) -> str:
    return "Excel's Trust Center" if what in policy.own else "A policy"


def on_the_network(facts: NetworkFacts) -> Iterator[Diagnosis]:
    """Yield what to ask IT where Excel's start-up folder is on a share: Excel trusts those only where it is told to."""
    if facts.on_network and facts.policy.network_locations != 1:
        what = f"Excel's start-up folder {facts.folder} is on the network, and Excel does not trust network places."
        next_step = f"Ask IT to allow {facts.folder} as a trusted network location, or to sign outcomes.xlam."
        yield Diagnosis(State.ASK_IT, what, next_step)


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
