"""What our pages have in common: the page around its sections, and a table for keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

HtmlCell = str | int | float | None


def html_page(mark: str, title: str, style: str, lead: str, nav: str, sections: str, foot: str, *, skip: str) -> str:
    """Return a whole page: nothing in it is fetched and nothing runs. ``foot`` is text or markup of our own.

    ``mark`` is a comment by which a page of ours is known again, "" for none.
    """
    title = escape(title)
    return (
        f'<!doctype html>\n{mark}\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{escape(skip)}</a>\n<header><h1>{title}</h1>'
        f'<p class="lead">{escape(lead)}</p>{nav}</header>\n<main id="main">\n{sections}</main>\n'
        f'<footer><p class="quiet">{foot}</p></footer>\n</body>\n</html>\n'
    )


def html_table(
    about: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[HtmlCell]],
    figures: Iterable[int] = (),
    label: str = "",
) -> str:
    """Return a table whose first cell heads its row; ``figures`` are the columns that stand on the right.

    ``label`` is what the part of the page with the table is called, where ``about`` is said of several.
    """
    rows, right = list(rows), frozenset(figures)
    if not rows:
        return f"<p>{escape(about)} Nothing to show.</p>"
    head = "".join(f'<th scope="col"{_class(k, right)}>{escape(text)}</th>' for k, text in enumerate(headings))
    body = "".join(
        f'<tr><th scope="row">{_cell(row[0])}</th>'
        + "".join(f"<td{_class(k, right)}>{_cell(value)}</td>" for k, value in enumerate(row) if k)
        + "</tr>\n"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label or about)}"><table>'
        f"<caption>{escape(about)}</caption><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>\n"
    )


def _class(column: int, right: frozenset[int]) -> str:
    return ' class="n"' if column in right else ""


def _cell(value: HtmlCell) -> str:
    if value is None:
        return ""
    return escape(f"{value:,.10g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value)
