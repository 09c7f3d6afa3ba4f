"""Numbers of Targets that may be a percentage as Excel keeps one: a typed 9% is kept as 0.09, and no formula can tell.

What a cell shows is told by ``CELL("format", …)`` in Excel on a desktop and by nothing in Excel for the web. So the
sheet's own formulas ask no host: none of them reckons with such a number, whichever Excel it is, until a plain one
stands there. The jobs read how a cell is shown, and need not ask. Here are the two halves of the one rule: as a
formula, and as the jobs know what the formulas come to.
"""

from __future__ import annotations

from collections.abc import Callable

MOST = 1
"""Up to 100% a number may be a share as it is kept; a change of so much is one that somebody may well want."""
BESIDE = 20
"""A level beside a figure so many times larger is no level of that metric: 0.77 beside 71."""
LEVEL, PER_CENT = "Level to reach", "Change in per cent"


def may_be_kept_so(kind: str, unit: str, number: float, beside: float) -> bool:
    """Whether the sheet reckons with a number of Targets, kept as ``number``, only once it is settled.

    ``kind`` is what the number is, LEVEL for a baseline; ``beside`` the largest number that is known for the metric, 0
    for none.
    """
    size = abs(number)
    if not 0 < size <= MOST:
        return False
    if kind == LEVEL:
        return unit == "%" and (not beside or size * BESIDE <= abs(beside))
    return size < MOST and (kind == PER_CENT or unit == "%")


def unsure_formula(name: str, cell: Callable[[str], str], unit: str) -> str:
    """Return the formula of the same for the row's own target or baseline.

    ``cell`` gives a field of the formula's row, ``unit`` is the formula of its metric's unit.
    """
    number, size, kind, figure = cell(name), f"ABS({cell(name)})", cell("target_kind"), cell("figure_now")
    other = cell("baseline" if name == "target" else "target")
    # A change says nothing of how large the metric's figures are.
    is_level = f"ISNUMBER({other})" if name == "target" else f'AND(ISNUMBER({other}),{kind}="{LEVEL}")'
    beside = f"MAX(IF(ISNUMBER({figure}),ABS({figure}),0),IF({is_level},ABS({other}),0))"
    level = f'AND({unit}="%",OR({beside}=0,{size}*{BESIDE}<={beside}))'
    if name == "target":
        change = f'AND({size}<{MOST},OR({kind}="{PER_CENT}",{unit}="%"))'
        level = f'IF({kind}="{LEVEL}",{level},{change})'
    return f"IF(ISNUMBER({number}),IF(OR({number}=0,{size}>{MOST}),FALSE,{level}),FALSE)"
