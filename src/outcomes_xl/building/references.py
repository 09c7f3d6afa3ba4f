"""What formulas of ours are written with: columns by field, days in words, one measure or several."""

from __future__ import annotations

from outcomes_xl.reading.layouts import Layout

DAY = "d mmmm yyyy"


class References:
    """Structured references by layout key and field: ``of("availability", "status")`` -> tblAvailability[Status]."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def __call__(self, key: str, field: str) -> str:
        return self.heading(key, self._layout.sheet(key).field(field).heading)

    def heading(self, key: str, heading: str) -> str:
        return f"{self._layout.sheet(key).table}[{heading}]"


def day_of(cell: str) -> str:
    """Return a day in words: jobs write days as dates, officers now and then as text."""
    return f'IF(ISNUMBER({cell}),TEXT({cell},"{DAY}"),{cell}&"")'


def counted(number: str, one: str, many: str = "") -> str:
    """Return so many of something as a sentence says it: "1 measure", "2 measures"; without "="."""
    return f'{number}&IF({number}=1," {one}"," {many or f"{one}s"}")'


def measures(number: str) -> str:
    return counted(number, "measure")


def open_findings(of: References, severity: str) -> str:
    """Return how many findings of a severity are still to look at, in brackets."""
    severities, states = of("findings", "severity"), of("findings", "finding_state")
    settled = (f'COUNTIFS({severities},"{severity}",{states},"{word}")' for word in ("No longer found", "Settled*"))
    return f'(COUNTIF({severities},"{severity}")-{"-".join(settled)})'
