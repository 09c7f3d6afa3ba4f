"""Commands about this computer: put the add-in into Excel, take it away, say what is well, be the helper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outcomes_xl.cli.terminal import MUST_FIX, plainly

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say every step and do nothing.")]


def install(
    wheelhouse: Annotated[
        Path | None, typer.Option(help="The folder of packages that IT handed out; no internet is used.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Put the add-in into Excel and have the helper start when you sign in, for you alone."""
    from outcomes_xl.install import install_command

    with plainly():
        install_command.install(typer.echo, wheelhouse=wheelhouse, dry_run=dry_run)


def uninstall(
    dry_run: DryRun = False,
    settings: Annotated[bool, typer.Option("--settings", help="Take your settings and the helper's log too.")] = False,
) -> None:
    """Take away exactly what install put there. What was changed since is left and named."""
    from outcomes_xl.install import install_command

    with plainly():
        install_command.uninstall(typer.echo, settings=settings, dry_run=dry_run)


def doctor() -> None:
    """Say what is well, what is missing, and what to ask IT for. Nothing is changed."""
    from outcomes_xl.install import install_command

    with plainly():
        if not install_command.doctor(typer.echo):
            raise typer.Exit(MUST_FIX)


def helper(
    restart: Annotated[bool, typer.Option("--restart", help="End the helper that runs and take its place.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="End the helper that runs.")] = False,
) -> None:
    """Be the helper that the buttons in Excel ask; it starts by itself when you sign in."""
    from outcomes_xl.helper import helper_command

    with plainly():
        typer.echo(helper_command.helper(restart=restart, stop=stop))
