"""Ashmere: one list under merged banners, one for each layer and below it one for each domain; headings in two rows."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, title  # noqa: E402

case = Case(HERE, "Ashmere", ["banner for each layer", "banner for each domain", "headings partly merged down", "local rows"], 29)
s = case.sheet("Outcomes log")
s.merge_cells("A1:H1")
case.put(s, "A1", "Ashmere children's outcomes: what we hold", "title", bold=True)
for ref, words in (("A3:A4", "Ref"), ("B3:B4", "Measure"), ("C3:D3", "The data"), ("E3:G3", "The latest"), ("H3:H4", "Remarks")):
    s.merge_cells(ref)
    case.put(s, ref.split(":")[0], words, "heading", bold=True, fill="D9E1F2")
for at, words in (("C4", "Can we report it?"), ("D4", "Team"), ("E4", "Period"), ("F4", "Figure"), ("G4", "How often")):
    case.put(s, at, words, "heading", bold=True, fill="D9E1F2")
SAID = {"now": "Yes", "work": "Needs work", "partner": "Partner", "none": "No"}
BLOCKS = (
    ("Children and young people", (("Safe", ("MET-001", "MET-002", "MET-011")), ("Healthy", ("MET-021", "MET-029")), ("Learning", ("MET-039", "MET-050")))),
    ("Parents and carers", (("Healthy", ("MET-075",)), ("Engaged", ("MET-081",)))),
    ("Services and system", (("", ("MET-095", "MET-097")),)),
)
LOCAL = {("Children and young people", "Healthy"): "Toddlers weighed at a hub", ("Parents and carers", "Engaged"): "Families given debt advice"}
r, ref = 5, 1
for layer, domains in BLOCKS:
    s.merge_cells(f"A{r}:H{r}")
    case.put(s, f"A{r}", layer, "section", bold=True, fill="1F4E79")
    r += 1
    for domain, metrics in domains:
        if domain:
            s.merge_cells(f"A{r}:H{r}")
            case.put(s, f"A{r}", domain.upper(), "section", bold=True, fill="BDD7EE")
            r += 1
        own = LOCAL.get((layer, domain))
        for m in (*metrics, *([None] if own else [])):
            place = {"metric": own, "layer": layer, "domain": domain}
            row = case.row(f"r{r}", m) if m else case.row(f"r{r}", None, place, "local")
            case.put(s, f"A{r}", ref, "key", row=row)
            case.put(s, f"B{r}", title(m) if m else own, "name", row=row)
            said = case.random.choice(list(SAID))
            kind = LABELS[m]["period_kind"] if m else ""
            figured = kind in ("Financial year", "Academic year")
            answers(case, s, r, row, C=("status", SAID[said], STATUSES[said]), D=("holder", case.random.choice(["Schools", "Hubs", "Performance"])),
                    E=("latest_period", "2024/25" if figured else None), F=("latest_figure", round(case.random.uniform(2, 60), 1) if figured else None),
                    G=("frequency", "Each term" if figured else None, "Termly"), H=("note", case.random.choice([None, "Small numbers", "Ask again in spring"])))
            r, ref = r + 1, ref + 1
case.save()
