"""The register of outputs: a TOML file beside a source, with what was released of it: groups and rules, no values."""

from __future__ import annotations

from pathlib import Path

from outcomes_xl.disclosure.outputs import Population, Released

NAME = "outputs-register.toml"
"""What the register beside a source is called."""


def read_register(path: Path) -> tuple[Released, ...]:
    """Return every output on the register, the oldest first; none when there is no file yet.

    Raises CannotUseRegister, with where and what next, when the file is there and is not whole.
    """
    raise NotImplementedError


def released_about(path: Path, population: Population) -> tuple[Released, ...]:
    """Return the outputs on the register about the same people and period: what the next is solved together with."""
    return tuple(one for one in read_register(path) if one.population == population)


def put_on_register(path: Path, released: Released, known: int) -> None:
    """Add an output at the end of the register, all of it or not at all.

    ``known`` is how many outputs about the same people it was solved together with. Raises CannotUseRegister when there
    are more by now: somebody released another meanwhile, and the two were not solved together.
    """
    raise NotImplementedError
