"""The command line for the lead for London (publish, key, crosswalks), and for trusting a place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outcomes_xl.cli.terminal import As, Format, Preview, finish, now, plainly

if TYPE_CHECKING:
    from outcomes_xl.workflows.closed_workbook import Done

Source = Annotated[Path, typer.Argument(help="The lead's working central workbook, closed.", show_default=False)]
lead = typer.Typer()
crosswalks = typer.Typer(help="Crosswalks out and in, as SSSOM TSV or CSV.", no_args_is_help=True)
lead.add_typer(crosswalks, name="crosswalks")


@lead.command()
def publish(
    source: Source,
    to: Annotated[Path, typer.Option("--to", help="The central file that boroughs get.", show_default=False)],
    release: Annotated[str, typer.Option(help="The release's id, later than the last, such as 2026.12.")] = "",
    released_on: Annotated[str, typer.Option(help="Its date, such as 2026-11-30.")] = "",
    publisher: Annotated[str, typer.Option(help="Who publishes it.")] = "",
    notes: Annotated[str, typer.Option(help="What boroughs should know about it.")] = "",
    previous: Annotated[
        Path | None, typer.Option(help="The central file published last, if it is not at --to.", show_default=False)
    ] = None,
    key: Annotated[Path | None, typer.Option(help="Sign it with this key.", show_default=False)] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Publish although there is something to check.")] = False,
    preview: Preview = False,
    shown_as: As = Format.TEXT,
) -> None:
    """Publish a release of the central file: everything is checked first, and what changed is written in it."""
    from outcomes_xl.workflows import publish_release

    def deed() -> Done:
        said = {
            "Release": release or None,
            "Released on": publish_release.a_day(released_on),
            "Publisher": publisher or None,
            "Notes": notes or None,
        }
        return publish_release.publish(
            source,
            to,
            now(),
            said=said,
            previous=previous,
            key=key,
            anyway=anyway,
            preview=preview,
            ask=lambda what: str(typer.prompt(what, hide_input=True, err=True)),
        )

    # What would change is the release, as its sentence says; in the working workbook itself nothing ever does.
    finish(shown_as, False, deed)


@lead.command("pack-figures")
def pack_figures(
    folder: Annotated[Path, typer.Argument(help="The folder of published files.", show_default=False)],
    to: Annotated[Path, typer.Option("--to", help="The central file's folder.", show_default=False)],
    key: Annotated[Path | None, typer.Option(help="Sign it with this key.", show_default=False)] = None,
) -> None:
    """Put published files into one zip beside the central file, for boroughs to get with their next refresh."""
    from outcomes_xl.workflows import publish_release
    from outcomes_xl.workflows.lead_figures import pack

    def ask(what: str) -> str:
        return str(typer.prompt(what, hide_input=True, err=True))

    with plainly():
        typer.echo(pack(folder, to, now().date(), publish_release.signer(key, ask) if key else None))


@lead.command("signing-key")
def signing_key(
    to: Annotated[Path, typer.Argument(help="Where the new key goes.", show_default=False)],
    password: Annotated[bool, typer.Option("--password", help="Ask for a password to protect it.")] = False,
) -> None:
    """Make a key to sign releases with, and show the public half that boroughs put into their settings."""
    from outcomes_xl.workflows import publish_release

    with plainly():
        word = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True) if password else ""
        typer.echo(publish_release.new_key(to, word))


@lead.command()
def trust(
    location: Annotated[str, typer.Argument(help="A file, a folder, or an https:// address.")] = "",
    forget: Annotated[bool, typer.Option("--forget", help="Trust it no longer.")] = False,
) -> None:
    """Trust a place that central files come from, on this computer; without one, show what is trusted."""
    from outcomes_xl.workflows import publish_release

    with plainly():
        deed = publish_release.forget if forget else publish_release.trust
        typer.echo(deed(location) if location else publish_release.trusted_places())


@crosswalks.command("export")
def export(
    workbook: Annotated[Path, typer.Argument(help="A central file, or a borough's workbook.", show_default=False)],
    to: Annotated[Path, typer.Option("--to", help="The file: .tsv for SSSOM, .csv for CSV.", show_default=False)],
    only: Annotated[str, typer.Option(help="One framework, by its key, such as LOF.")] = "",
) -> None:
    """Write the crosswalks of a workbook to a file."""
    from outcomes_xl.workflows import publish_release

    with plainly():
        typer.echo(publish_release.export(workbook, to, now(), only=only))


@crosswalks.command("import")
def bring_in(
    crosswalk: Annotated[Path, typer.Argument(help="The file: .tsv (SSSOM) or .csv.", show_default=False)],
    into: Annotated[Path, typer.Option("--into", help="The lead's working workbook.", show_default=False)],
    preview: Preview = False,
    shown_as: As = Format.TEXT,
) -> None:
    """Bring a crosswalk file's links into the lead's working central workbook."""
    from outcomes_xl.workflows import publish_release

    finish(shown_as, preview, lambda: publish_release.bring_in(crosswalk, into, now(), preview=preview))


@crosswalks.command("lg-inform-ids")
def lg_inform_ids(
    theirs: Annotated[
        Path, typer.Argument(help="The LGA's list of LG Inform ids. It is only read.", show_default=False)
    ],
    to: Annotated[Path | None, typer.Option("--to", help="A CSV of what each line is.", show_default=False)] = None,
    sheet: Annotated[list[str] | None, typer.Option(help="Read this sheet; may be given again.")] = None,
) -> None:
    """Bring in the LGA's list of LG Inform ids for the Local Outcomes Framework."""
    from outcomes_xl.workflows.bring_in_lg_inform_list import bring_in_ids

    with plainly():
        for sentence in bring_in_ids(theirs, now(), to=to, sheets=tuple(sheet or ())):
            typer.echo(sentence)
