"""The London picture as one HTML page: nothing fetched, no script; letters beside every colour, pictures with words."""

from __future__ import annotations

from html import escape

from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.borough_page import Lines, borough_lines, borough_sentence
from outcomes_xl.london.counted_tables import flag
from outcomes_xl.london.figures_beside import Comparison, FigureBeside
from outcomes_xl.london.glance import KEY_FIGURES, glance, headline
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import TOO_MANY
from outcomes_xl.london.picture_words import AnswerGroup, group, groups
from outcomes_xl.london.row_kinds import Plain
from outcomes_xl.london.table_shapes import PictureTable
from outcomes_xl.reports.funnel_drawing import funnel
from outcomes_xl.reports.html_parts import html_page, html_table
from outcomes_xl.reports.london_drawings import bars, stacked
from outcomes_xl.reports.london_style import STYLE

MARK = "<!-- outcomes_xl London picture -->"
_MOST_GAPS = 15
_OF_A_BOROUGH = (
    *("Metric", "Domain", "Your answer", "Boroughs that can use it", "Whom to ask, or what to do"),
    *("Published figure", "Place or range", "Caution with this figure"),
)
_OF_A_FIGURE = (
    *("Borough", "Figure", "Unit", "Period", "Place, or within, above or below the expected range", "Expected"),
    *("Not compared because", "To know"),
)
_KINDS = {"whole": " n", "number": " n"}


def london_page(made: Collated) -> str:
    """Return the page. The same picture gives the same page."""
    title = "The London picture: who can measure what"
    parts = [
        ("glance", "At a glance", _glance(made)),
        ("places", "By domain and layer", _places(made)),
        ("grid", "Who can measure what", _grid(made)),
        ("gaps", "Common gaps, and who can help", _gaps(made)),
        (
            "agreement",
            "Agreement: who holds it, in which system, how often, for which area",
            _whole(made.tables["who_holds"]),
        ),
        ("frameworks", "National frameworks", _whole(made.tables["frameworks"])),
        ("outcomes", "Outcomes: headlines, services and what families say", _whole(made.tables["outcomes"])),
        ("figures", "Published figures side by side", _figures(made)),
        *([("changes", "Changes since last time", _changes(made))] if "changes" in made.tables else []),
        ("boroughs", "Each borough's page", _boroughs(made)),
        ("ledger", "What became of each file", _whole(made.tables["ledger"])),
    ]
    contents = "".join(f'<li><a href="#{key}">{escape(heading)}</a></li>' for key, heading, _ in parts)
    nav = f'<nav aria-label="On this page"><ul>{contents}</ul></nav>'
    sections = "".join(
        f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{escape(heading)}</h2>\n{body}</section>\n'
        for key, heading, body in parts
    )
    return _page(made, title, headline(made), _key_figures(made) + nav, sections)


def borough_pages(made: Collated) -> dict[str, str]:
    """Return a page of each borough's own, to send back to it, by the file's name."""
    lines = borough_lines(made)
    return {
        f"{one.borough.name}.html": _of_a_borough(made, one, lines[one.borough.code])
        for one in made.picture.side_by_side
    }


def _of_a_borough(made: Collated, one: Taken, lines: Lines) -> str:
    title = f"{one.borough.name}: its page of the London picture"
    about = "First the gaps another borough can help with, then what waits for an answer, then the rest."
    return _page(made, title, borough_sentence(made, one), "", html_table(about, _OF_A_BOROUGH, lines, figures=(3,)))


def _page(made: Collated, title: str, lead: str, nav: str, sections: str) -> str:
    release = escape(made.picture.framework.release.id)
    last = made.picture.worked_on
    when = f" The workbooks were last worked on up to {escape(last)}." if last else ""
    foot = (
        f"Framework release {release}.{when} Made with outcomes_xl from the boroughs’ own workbooks. "
        "Published figures: their publishers, Open Government Licence v3.0. Titles are our own short labels."
    )
    return html_page(MARK, title, STYLE, lead, nav, sections, foot, skip="To the picture")


def _key_figures(made: Collated) -> str:
    """Return the numbers a director asks for first, large; each stands in the first table as well."""
    said = {one.sentence: one for one in glance(made)}
    shown = (said[name] for name in KEY_FIGURES)
    tiles = "".join(
        f"<li><strong>{one.number:,}</strong> <span>of {one.of:,}</span><br>{escape(one.sentence)}</li>"
        for one in shown
    )
    return f'<ul class="key">{tiles}</ul>'


def _glance(made: Collated) -> str:
    rows = [(one.sentence, one.number, one.of) for one in glance(made)]
    about = "What is counted. An answer is what a borough says of its data; a gap is a fair answer."
    return html_table(about, ("What is counted", "How many", "Out of"), rows, figures=(1, 2))


def _places(made: Collated) -> str:
    table = made.tables["places"]
    keys = ("use", "work", "partner", "stuck", "nobody")
    names = [str(one) for one in table.column("place")]
    values = [[int(row[table.at(key)] or 0) for key in keys] for row in table.rows]
    words = [group(key).word for key in keys]
    return stacked("Answers by layer and domain", names, words, values) + _whole(table)


def _grid(made: Collated) -> str:
    picture, table = made.picture, made.tables["availability"]
    legend = "".join(f'<li><span class="g {one.key}">{one.letter}</span> {escape(one.says)}</li>' for one in groups())
    head = "".join(
        f'<th scope="col" class="b"><span>{escape(one.borough.name)}</span></th>' for one in picture.side_by_side
    )
    parts = [f'<p>A letter stands in every cell; the shading only repeats it.</p><ul class="legend">{legend}</ul>']
    ids, names = table.column("metric_id"), table.column("metric")
    places = list(zip(table.column("layer"), table.column("domain"), strict=True))
    for place in dict.fromkeys(places):
        body = "".join(
            f'<tr><th scope="row">{escape(str(names[at]))}</th>'
            f"<td>{picture.counts[str(ids[at])]['use']}</td>{_letters(made, str(ids[at]))}</tr>\n"
            for at, one in enumerate(places)
            if one == place
        )
        title = f"{place[0]}: {place[1]}"
        parts.append(
            f'<div class="wide" tabindex="0" role="region" aria-label="{escape(title)}"><table class="grid">'
            f"<caption><strong>{escape(title)}</strong>: the metrics most boroughs can use come first</caption>"
            f'<thead><tr><th scope="col">Metric</th><th scope="col">Can use</th>{head}</tr></thead>\n'
            f"<tbody>{body}</tbody></table></div>\n"
        )
    return "".join(parts)


def _letters(made: Collated, metric: str) -> str:
    return "".join(
        _letter(group(made.picture.group_key(metric, one.borough.code))) for one in made.picture.side_by_side
    )


def _letter(one: AnswerGroup) -> str:
    said = f'<span class="vh">{escape(one.word)}</span>'
    return f'<td class="g {one.key}"><span aria-hidden="true">{one.letter}</span>{said}</td>'


def _gaps(made: Collated) -> str:
    table = made.tables["gaps"]
    names = [str(one) for one in table.column("metric")][:_MOST_GAPS]
    values = [int(one or 0) for one in table.column("boroughs_without")][:_MOST_GAPS]
    return bars("The commonest gaps: boroughs that cannot measure it themselves", names, values) + _whole(table)


def _figures(made: Collated) -> str:
    compared = _whole(made.tables["comparisons"])
    if made.picture.too_many:
        return f"{compared}<p>{escape(TOO_MANY)}</p>"
    return compared + "<h3>Borough by borough</h3>" + "".join(_figures_of(one, made) for one in made.comparisons)


def _figures_of(one: Comparison, made: Collated) -> str:
    lines = [_figure_line(line, made) for line in one.lines]
    caution = one.metric.caution
    note = f"<p><strong>Caution:</strong> {escape(caution)}</p>" if caution else ""
    inside = html_table(f"{one.metric.title}: each borough's published figure, by name", _OF_A_FIGURE, lines)
    drawn = funnel(one)
    return f"<details><summary>{escape(one.metric.title)}</summary>{note}{drawn}{inside}</details>"


def _figure_line(line: FigureBeside, made: Collated) -> list[Plain]:
    limits = line.limits
    expected = f"{limits.low:.1f} to {limits.high:.1f}" if limits else ""
    beside = line.place or line.expected
    known = flag(line.taken, made.picture)
    return [line.taken.borough.name, line.to_read, line.unit, line.period, beside, expected, line.why_not, known]


def _changes(made: Collated) -> str:
    since = f"<p>Since {escape(made.since)}.</p>" if made.since else ""
    return since + _whole(made.tables["changes"])


def _boroughs(made: Collated) -> str:
    folds, lines = [], borough_lines(made)
    for one in made.picture.side_by_side:
        name, about = one.borough.name, f"{one.borough.name}: gaps others can help with come first"
        inside = html_table(about, _OF_A_BOROUGH, lines[one.borough.code], figures=(3,))
        folds.append(
            f"<details><summary>{escape(name)}</summary><p>{escape(borough_sentence(made, one))}</p>{inside}</details>"
        )
    return _whole(made.tables["boroughs"]) + "".join(folds)


def _whole(table: PictureTable) -> str:
    at = [place for place, column in enumerate(table.shape.columns) if column.heading]
    columns = [table.shape.columns[place] for place in at]
    figures = [number for number, column in enumerate(columns) if column.kind in _KINDS]
    rows = [[row[place] for place in at] for row in table.rows]
    return html_table(table.shape.about, [column.heading for column in columns], rows, figures)
