"""Where Check data availability looks for a workbook, whichever way it was asked: one road for every host.

Published files, the national services, and the borough's own sources as its sheet Sources names them. Where the files,
keys and connections are is the user's setting, never the workbook's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.jobs.context import Context
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import Unreachable, WrongUsage
from outcomes_xl.workflows.published_folder import folders_of_files
from outcomes_xl.workflows.run_job import Around, Got

if TYPE_CHECKING:
    from outcomes_xl.framework.entries import Framework
    from outcomes_xl.settings import Settings
    from outcomes_xl.sources import Folder, Looked, Source
    from outcomes_xl.sources.local import LocalSources


def looked_for(
    book: Book,
    context: Context,
    around: Around,
    sources: Path | None = None,
    online: bool = False,
    offline: bool = False,
    keep_cache: Path | None = None,
) -> Got:
    """Look in what was chosen, else in all published figures at hand; and in the borough's own sources.

    At hand are the settings' folder (chosen, or fetched into), the services where the settings allow it, the lead's set
    beside the central file, and the figures that ship with the tool: the newest period is taken, and for one period
    your own files and the services go first. What is chosen is looked in alone.

    The borough's own are those on the workbook's sheet Sources; where the workbook has no folder on this computer they
    are not looked in. ``offline`` uses the services' kept answers only, however old; ``keep_cache`` is the folder they
    are kept in. Raises WrongUsage for choices that do not go together.
    """
    from outcomes_xl.jobs.availability import borough_of
    from outcomes_xl.sources import Folder, look_everywhere

    _can_be_chosen(sources, online, offline)
    borough, framework = borough_of(book, context), context.framework
    folders: tuple[Path, ...] = () if sources is None else (sources,)
    ready: tuple[Folder, ...] = ()
    if not (sources is not None or online or offline):
        folders = folders_of_files(around.settings())
        ready = at_hand(around.settings(), framework)
        online = around.settings().internet is True
    own = own_sources(book, framework, around.folder, keep_cache) if around.folder else None
    with ExitStack() as open_for_the_run:
        asked: list[Source] = [Folder(one, framework) for one in folders]
        if online or offline:
            asked += open_for_the_run.enter_context(_national(framework, offline, keep_cache))
        everywhere = [*asked, *ready, *([own] if own else [])]
        looked = without_what_no_network_kept(
            look_everywhere(everywhere, list(framework.metrics.values()), borough, context.today, around.say)
        )
    ours = {metric.id: metric for metric in own.own} if own else {}
    known = replace(context, framework=replace(framework, metrics={**framework.metrics, **ours}))
    return Got(looked, known, from_when(ready))


def at_hand(settings: Settings, framework: Framework) -> tuple[Folder, ...]:
    """Return the lead's set of figures, where there is one, and those that ship with the tool, the newer one first."""
    from outcomes_xl.sources import Folder
    from outcomes_xl.sources.published.shipped import SHIPPED_ON, called, shipped_figures
    from outcomes_xl.workflows.get_central_file import wanted
    from outcomes_xl.workflows.lead_figures import in_words, kept_set

    ready = [(SHIPPED_ON, shipped_figures(), called())]
    if kept := kept_set(wanted(settings)):
        folder, made = kept
        ready.append((made.made_on, folder, f"the lead's figures ({in_words(made.made_on)})"))
    newest_first = sorted(ready, key=lambda one: one[0], reverse=True)
    return tuple(
        Folder(folder, framework, set_aside=place, called=name)
        for place, (_, folder, name) in enumerate(newest_first, 1)
    )


def shipped(framework: Framework) -> Folder:
    """Return the figures that ship with the tool as the only ones at hand."""
    from outcomes_xl.sources import Folder
    from outcomes_xl.sources.published.shipped import called, shipped_figures

    return Folder(shipped_figures(), framework, set_aside=1, called=called())


def from_when(ready: Sequence[Folder]) -> str:
    """Say which figures were at hand, and from when they are; "" for none."""
    if not ready:
        return ""
    names = " and ".join(one.name for one in ready)
    return f"Looked in: {names}. Newer files of yours go before them."


def without_what_no_network_kept(looked: Looked) -> Looked:
    """Return a look in which services that could not be reached are told once, and change nothing of any metric.

    Raises Unreachable when nothing else was looked in: then there is nothing to write.
    """
    from outcomes_xl.sources import Found

    away = [trouble for trouble in looked.troubles if trouble.unreachable]
    if not away:
        return looked
    names = list(dict.fromkeys(trouble.name for trouble in away))
    whats = list(dict.fromkeys(trouble.what for trouble in away))
    said = whats[0] if len(whats) == 1 or len(names) == 1 else f"{listing(names)} could not be reached."
    if not looked.files:
        raise Unreachable(said, away[0].next_step)
    if len(names) > 1 and any(file.service for file in looked.files):
        said += " Answers kept from earlier were used where there are some."
    once = replace(away[0], name="the national services", what=said) if len(names) > 1 else away[0]
    others = tuple(trouble for trouble in looked.troubles if not trouble.unreachable)
    whys = tuple(trouble.what for trouble in away)
    kept = {
        metric_id: evidence
        for metric_id, evidence in looked.by_metric.items()
        if not (evidence.found in (Found.UNREADABLE, Found.NOT_HERE) and evidence.line.startswith(whys))
    }
    return replace(looked, troubles=(once, *others), by_metric=kept)


def listing(names: Sequence[str]) -> str:
    """Return names as a sentence has them: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _can_be_chosen(sources: Path | None, online: bool, offline: bool) -> None:
    if online and offline:
        raise WrongUsage("--online and --offline are opposites.", "Give one of them.")
    if sources is not None and not sources.is_dir():
        what = f"{sources.name} is a file." if sources.is_file() else f"There is no folder {sources}."
        raise WrongUsage(what, "Give the folder that holds the published CSV files.")


@contextmanager
def _national(framework: Framework, offline: bool, answers: Path | None) -> Iterator[Sequence[Source]]:
    """The national services as sources, with this user's own choices and keys, open for one run."""
    from outcomes_xl.sources.local.connections import settings_folder
    from outcomes_xl.sources.online.data_set_choices import read_choices
    from outcomes_xl.sources.online.national_services import national, open_run

    with open_run(answers, offline=offline) as client:
        yield national(framework, client, choices=read_choices(settings_folder()))


def own_sources(book: Book, framework: Framework, beside: Path, answers: Path | None = None) -> LocalSources | None:
    """Return the borough's own sources, as its sheet Sources names them; None where it names none."""
    from outcomes_xl.jobs.read_workbook import read_borough
    from outcomes_xl.sources.local.source_rows import own_metrics, rows_of

    tables = read_borough(book).tables
    rows = rows_of(tables.get("sources"))
    if not rows:
        return None
    from outcomes_xl.settings import answers_folder
    from outcomes_xl.sources.local import LocalSources, load_connections

    own, kept = own_metrics(tables.get("framework"), framework), (answers or answers_folder()) / "local.json"
    return LocalSources(rows, framework, beside, load_connections(), own, kept)
