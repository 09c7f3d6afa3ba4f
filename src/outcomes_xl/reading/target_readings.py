"""What a target may mean, as the sheet Targets says it beside the number: a formula, the same in every Excel.

Both readings of a change of a percentage stand there with their numbers until somebody has confirmed which is meant;
what the metric cannot be is said to be so, and text is no number. The jobs say the same by targets/meaning_troubles.py.
"""

from __future__ import annotations

from collections.abc import Callable

from outcomes_xl.reading.kept_shares import PER_CENT, unsure_formula


def readings_formula(cell: Callable[[str], str], of_metric: Callable[[str], str], confirmed: str) -> str:
    """Return the formula, without its "=". ``cell`` gives a field of the row, ``of_metric`` one of its metric.

    ``confirmed`` is the formula of whether the row is confirmed.
    """
    target, baseline, kind = cell("target"), cell("baseline"), cell("target_kind")
    size, way = f"ABS({target})", f'IF({target}<0,"less","more")'
    # A small figure has two decimals, or "1 per cent more" of 1.3 would be 1.3.
    small = f"ABS({baseline})<10"
    places, shown_as = f"IF({small},2,1)", f'IF({small},"0.00","0.0")'
    per_cent, points = f"ROUND({baseline}*(1+{target}/100),{places})", f"ROUND({baseline}+{target},{places})"
    both = (
        f'{size}&" per cent "&{way}&": "&TEXT({per_cent},{shown_as})&". "'
        f'&{size}&IF({size}=1," point "," points ")&{way}&": "&TEXT({points},{shown_as})&". "'
    )
    asked = (
        f'IF(OR({_can_be(per_cent, of_metric)},{_can_be(points, of_metric)}),"Which is meant?",'
        f'IF(AND({kind}="",{_can_be(target, of_metric)}),"Neither can be: is "&{target}&" a level to reach?",'
        f'"Neither can be: is the number right?"))'
    )
    open_to_both = (
        f'AND(ISNUMBER({target}),ISNUMBER({baseline}),NOT({confirmed}),OR({kind}="",{kind}="{PER_CENT}"),'
        f'{of_metric("unit")}="%")'
    )
    unit = of_metric("unit")
    as_text = "This is text. Type the number alone, and choose in Target is a what it is."
    said = f'IF(ISNUMBER({target}),IF({open_to_both},{both}&{asked},""),IF(TRIM({target})="","","{as_text}"))'
    for name in ("baseline", "target"):
        said = f"IF({unsure_formula(name, cell, unit)},{_kept(cell(name), name.capitalize())},{said})"
    return f'IFERROR({said},"")'


def _kept(number: str, heading: str) -> str:
    as_shown = f"ROUND({number}*100,6)"
    return (
        f'{number}&" stands in {heading}. If it shows "&{as_shown}&"%, choose General (Home, Number) and type "'
        f'&{as_shown}&"; if not, press Targets."'
    )


def _can_be(number: str, of_metric: Callable[[str], str]) -> str:
    """Return the formula of whether the metric can be so: between its bounds, where it has them."""
    lowest, highest = of_metric("lowest"), of_metric("highest")
    return f'AND(IF({lowest}="",TRUE,{number}>={lowest}),IF({highest}="",TRUE,{number}<={highest}))'
