"""The spine as one HTML page: nothing fetched, no script, words beside every colour; for screen readers and print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from outcomes_xl.jobs.spine_figures import (
    ANNOUNCED,
    GROUPS,
    LEFT_OVER,
    Spine,
    SpineItem,
    SpineMetric,
    in_a_sentence,
)
from outcomes_xl.model.sentences import counted
from outcomes_xl.reports.html_parts import html_page

_STYLE = """
:root{--ink:#1f2933;--quiet:#4a5560;--navy:#12436d;--line:#c9d1d9;--head:#e4eaf0}
*{box-sizing:border-box}
body{font:16px/1.45 Arial,Helvetica,sans-serif;color:var(--ink);background:#fff;margin:0}
header,main,footer{max-width:62rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:1.5rem}
h1,h2{color:var(--navy)}
h1{font-size:1.9rem;margin:.2rem 0}
h2{font-size:1.4rem;margin:2rem 0 .3rem;border-bottom:3px solid var(--navy);padding-bottom:.2rem}
.lead{font-size:1.2rem;font-weight:bold;max-width:50rem}
.quiet{color:var(--quiet)}
.wide{overflow-x:auto}
.wide:focus,a:focus,summary:focus{outline:3px solid var(--ink);outline-offset:2px}
table{border-collapse:collapse;width:100%;margin:.4rem 0 1rem;font-size:.95rem}
caption{text-align:left;padding:.2rem 0;color:var(--quiet)}
th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
thead th{background:var(--head);border-bottom:2px solid var(--navy);vertical-align:bottom}
.n{text-align:right;font-variant-numeric:tabular-nums}
td.n{white-space:nowrap}
.s1{background:#eaf2f9}.s2{background:#cfe1f0}.s3{background:#a9c9e4}
tr.all th,tr.all td{border-top:2px solid var(--navy);font-weight:bold}
summary{cursor:pointer;font-weight:bold;color:var(--navy);padding:.3rem 0}
nav ul{padding-left:1.2rem}
a{color:var(--navy)}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
footer{margin-top:2rem;padding-bottom:3rem;border-top:1px solid var(--line)}
@page{size:A4 landscape;margin:10mm}
@media print{body{font-size:9.5pt}.skip,nav{display:none}.wide{overflow:visible}tr{break-inside:avoid}
thead{display:table-header-group}}
"""
_HEADINGS = ("Items", *GROUPS)


def spine_page(spine: Spine, whose: str, release: str, made_on: str) -> str:
    """Return the page. ``whose`` is the borough, "" for none; ``release`` and ``made_on`` stand in the footer."""
    title = "One spine: our framework and the national ones" + (f", {whose}" if whose else "")
    parts = [
        ("editions", "How far each framework is covered", _editions(spine)),
        ("places", "Where they meet ours: domains and layers", _places(spine)),
        ("theirs", "Left over on their side", _theirs(spine)),
        ("ours", "Left over on our side", _ours(spine.ours_left_over)),
    ]
    contents = "".join(f'<li><a href="#{key}">{heading}</a></li>' for key, heading, _ in parts)
    sections = "".join(
        f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{heading}</h2>{body}</section>\n'
        for key, heading, body in parts
    )
    nav = f'{_missing(spine)}<nav aria-label="On this page"><ul>{contents}</ul></nav>'
    foot = (
        f"Framework release {escape(release)}. Made on {escape(made_on)} with outcomes_xl. "
        "Titles of items are our own short labels. Your decisions on the mapping tabs change nothing here: "
        "this is what the framework covers, not what your borough uses."
    )
    return html_page("", title, _STYLE, in_a_sentence(spine), nav, sections, foot, skip="To the figures")


def _missing(spine: Spine) -> str:
    if not spine.not_there:
        return ""
    return f"<p>This workbook has no mapping tab for: {escape('; '.join(spine.not_there))}. Refresh brings it.</p>"


def _editions(spine: Spine) -> str:
    rows = [
        (f"{title}", edition, *_counts(spine, key, edition))
        for key, edition in spine.editions
        for title in (spine.titles[key],)
    ]
    rows.append(("All", "", *_counts(spine)))
    about = (
        "Covered: something of ours is the same thing. Partly: a part of it, a breakdown or a stand-in. "
        "Announced: named, with no figures yet. The five add up to the items. "
        "An item of two editions is in both, and once in All."
    )
    return _table(about, ("Framework", "Edition", *_HEADINGS), rows, figures=range(2, 8), last_is_all=True)


def _counts(spine: Spine, framework: str = "", edition: str = "") -> tuple[str, ...]:
    return (
        str(spine.count("", framework, edition)),
        *(str(spine.count(group, framework, edition)) for group in GROUPS),
    )


def _places(spine: Spine) -> str:
    keys = list(spine.titles)
    rows: list[tuple[str, ...]] = []
    shades: list[tuple[str, ...]] = []
    for place in spine.places:
        shares = [spine.share(place, key) for key in keys]
        there = str(shares[0][1]) if shares else "0"
        rows.append((f"{place[0]}: {place[1]}", there, *(f"{tied} of {of}" if tied else "none" for tied, of in shares)))
        shades.append(("", "", *(_shade(tied, of) for tied, of in shares)))
    about = (
        "How many of our metrics an item in use is tied to. The darker, the larger the share; the words say the same."
    )
    return _table(about, ("Layer and domain", "Metrics", *spine.titles.values()), rows, range(1, 2 + len(keys)), shades)


def _shade(tied: int, of: int) -> str:
    share = tied / of if of else 0.0
    return "s3" if share >= 0.5 else "s2" if share >= 0.25 else "s1" if share else ""


def _theirs(spine: Spine) -> str:
    parts = []
    for key, title in spine.titles.items():
        left = spine.left_over(key)
        announced = [item for item in spine.items if item.framework == key and item.group == ANNOUNCED]
        if not left and not announced:
            parts.append(f"<p>{escape(title)}: nothing is left over.</p>")
            continue
        said = f"{counted(len(left), 'item')} in use, and {len(announced)} announced"
        rows = [_of_item(item) for item in (*left, *announced)]
        inside = _table(f"{title}: what nothing of ours answers", ("Item", "Section", "Edition", "State"), rows)
        parts.append(f"<details><summary>{escape(title)}: {said}</summary>{inside}</details>")
    return "".join(parts)


def _of_item(item: SpineItem) -> tuple[str, ...]:
    return item.title, item.section, item.edition, "In use" if item.group == LEFT_OVER else ANNOUNCED


def _ours(metrics: Sequence[SpineMetric]) -> str:
    if not metrics:
        return "<p>Each of our metrics answers at least one national item.</p>"
    rows = [
        (one.title, one.outcome, one.layer, one.domain, "yes" if one.outcomes_frameworks else "no") for one in metrics
    ]
    about = "Metrics that no national item in use is tied to: what London measures for its own reasons."
    return _table(about, ("Metric", "Outcome", "Layer", "Domain", "Its outcome is tied as a whole"), rows)


def _table(
    about: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    figures: Iterable[int] = (),
    shades: Sequence[Sequence[str]] = (),
    *,
    last_is_all: bool = False,
) -> str:
    """Return a table whose first cell heads its row; ``figures`` are the columns that stand on the right."""
    right, rows = frozenset(figures), list(rows)
    head = "".join(f'<th scope="col"{_class(k, right)}>{escape(text)}</th>' for k, text in enumerate(headings))
    body = []
    for number, row in enumerate(rows):
        shade = shades[number] if shades else ("",) * len(row)
        cells = f'<th scope="row">{escape(row[0])}</th>' + "".join(
            f"<td{_class(k, right, shade[k])}>{escape(text)}</td>" for k, text in enumerate(row) if k
        )
        opening = '<tr class="all">' if last_is_all and number == len(rows) - 1 else "<tr>"
        body.append(f"{opening}{cells}</tr>\n")
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(about)}"><table>'
        f"<caption>{escape(about)}</caption><thead><tr>{head}</tr></thead>\n<tbody>{''.join(body)}</tbody></table></div>"
    )


def _class(column: int, right: frozenset[int], shade: str = "") -> str:
    names = " ".join(name for name in ("n" if column in right else "", shade) if name)
    return f' class="{names}"' if names else ""
