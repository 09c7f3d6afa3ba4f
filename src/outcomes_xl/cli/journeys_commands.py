"""The commands of journeys: paths through what a borough's sources hold, and the key they are linked with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from outcomes_xl.cli.count_options import Base, Outputs, Suppress, Threshold, count_rule
from outcomes_xl.cli.terminal import now, plainly
from outcomes_xl.cli.typed_values import whole_number
from outcomes_xl.model.cannot_use import WrongUsage


class _FollowsUnlessTold(TyperGroup):
    """A group whose command may be left out where options come first: then it follows."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = not args or args[0] in self.commands or args[0] in ctx.help_option_names
        return super().parse_args(ctx, args if own else ["follow", *args])


journeys = typer.Typer(
    name="journeys",
    cls=_FollowsUnlessTold,
    help="Show what came after what for the people in the borough's own sources, as counts that point at nobody.\n\n"
    "What it takes (--source, --key, --to and more): outcomes-xl journeys follow --help. The word may be left out.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
keys = typer.Typer(
    name="key",
    help="Make a key for linking, hand it over, take it, know it by its fingerprint, or drop it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
journeys.add_typer(keys)

KeyName = Annotated[str, typer.Argument(help="The key's name, such as northbridge-2026.", show_default=False)]


@journeys.command("follow")
def follow(
    source: Annotated[
        list[str],
        typer.Option(help="A source of events; may be given again. A file, or a source of the workbook's Sources."),
    ],
    key: Annotated[str, typer.Option(help="The name of the key to link with.", show_default=False)],
    to: Annotated[Path, typer.Option("--to", help="The workbook, such as journeys.xlsx.", show_default=False)],
    workbook: Annotated[
        Path | None, typer.Option(help="The borough's workbook, whose sheet Sources names them.", show_default=False)
    ] = None,
    steps: Annotated[
        Path | None, typer.Option(help="A CSV of your own: event, step; for new steps domain, layer.")
    ] = None,
    reach: Annotated[
        list[str] | None, typer.Option(help='A pair of steps, such as "Help > Care"; may be given again.')
    ] = None,
    within: Annotated[int, typer.Option(help="In how many months the second step counts as reached in time.")] = 12,
    longest: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="<number>", help="How many steps of a path are told, 2 to 6."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            help="Count up to the end of this month, such as 2026-08, or by its last day, 2026-08-31.",
            show_default="the last month that is over",
        ),
    ] = None,
    person: Annotated[list[str] | None, typer.Option(help="The column that says whose a row is.")] = None,
    event: Annotated[list[str] | None, typer.Option(help="The column that says what happened.")] = None,
    date: Annotated[list[str] | None, typer.Option(help="The column that says on which day.")] = None,
    threshold: Threshold = 6,
    base: Base = 5,
    suppress: Suppress = False,
    outputs: Outputs = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Say what is in the sources; count and write nothing.")
    ] = False,
) -> None:
    """Link the sources and write the paths. The word follow may be left out: journeys --source FILE …"""
    from outcomes_xl.journeys.event_columns import NamedColumns
    from outcomes_xl.journeys.typed_month import day_typed
    from outcomes_xl.workflows.follow_journeys import JourneysAsked, follow_journeys

    with plainly():
        asked = JourneysAsked(
            sources=tuple(source),
            key=key,
            to=to,
            workbook=workbook,
            named=NamedColumns(tuple(person or ()), tuple(event or ()), tuple(date or ())),
            steps=steps,
            reach=tuple(reach or ()),
            within=within,
            longest=longest,
            until=day_typed(until or ""),
            rule=count_rule(threshold, base, suppress),
            outputs=outputs,
            preview=preview,
        )
        for sentence in follow_journeys(asked, now()):
            typer.echo(sentence)


@keys.command("make")
def make(name: KeyName) -> None:
    """Make a key and put it into this computer's key store. Nobody sees it."""
    from outcomes_xl.journeys.linkage_key import make_key, quoted

    with plainly():
        made = make_key(name)
        typer.echo(
            f"The key “{made.name}” is in this computer's key store, and nowhere else. "
            f"Its fingerprint is {made.fingerprint}."
        )
        typer.echo(
            f"Use it by its name: outcomes-xl journeys --source FILE --key {quoted(made.name)} --to journeys.xlsx"
        )


@keys.command("take")
def take(name: KeyName) -> None:
    """Put a key from another computer into this one's key store. It is asked for, and not shown while you type."""
    from outcomes_xl.journeys.linkage_key import take_key

    with plainly():
        taken = take_key(name, typer.prompt("The key", hide_input=True))
        typer.echo(f"The key “{taken.name}” is in this computer's key store. Its fingerprint is {taken.fingerprint}.")


@keys.command("show")
def show(name: KeyName) -> None:
    """Show a key on this screen, once, so that a colleague can take it. It is put into no file and no other program."""
    from outcomes_xl.journeys.linkage_key import find_key, key_to_hand_over, quoted

    with plainly():
        found = find_key(name)
        if not on_a_screen():
            raise WrongUsage(
                "A key is shown on a screen only: not written into a file, nor given to another program.",
                "Type the command in a window of its own (Terminal, or Command Prompt), and nothing behind it.",
            )
        typer.confirm(
            f"Whoever sees the key “{found.name}” can tell whose a hashed identifier is. Show it?", abort=True, err=True
        )
        typer.echo(key_to_hand_over(name))
        typer.echo(
            f"On the other computer: outcomes-xl journeys key take {quoted(found.name)}. "
            f"Its fingerprint there must be {found.fingerprint}. Then close this window."
        )


def on_a_screen() -> bool:
    """Whether what is said goes to a terminal, and into no file or other program."""
    return sys.stdout.isatty()


@keys.command("fingerprint")
def fingerprint(name: KeyName) -> None:
    """Show a key's fingerprint, by which two computers can see that they have the same. The key is not shown."""
    from outcomes_xl.journeys.linkage_key import find_key

    with plainly():
        typer.echo(find_key(name).fingerprint)


@keys.command("drop")
def drop(
    name: KeyName, sure: Annotated[bool, typer.Option("--yes", help="Do not ask; it cannot be had again.")] = False
) -> None:
    """Take a key out of this computer's key store, for good."""
    from outcomes_xl.journeys.linkage_key import drop_key, find_key

    with plainly():
        find_key(name)
        if not sure:
            typer.confirm(f"Drop the key “{name}”? It cannot be had again.", abort=True, err=True)
        typer.echo(f"The key “{drop_key(name)}” is gone from this computer's key store.")
