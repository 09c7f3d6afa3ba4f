"""Northbridge: an outline by its numbers alone in a column of its own, with subtotals and no styles at all."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Northbridge", ["outline by numbering", "no styles", "subtotals between", "blank rows", "totals"], 16)
s = case.sheet("Plan")
case.put(s, "A1", "Northbridge children and families plan 2026", "title")
for column, words in zip("ABCDEF", ("No", "Outcome / indicator / measure", "Is data available", "Owner", "Last result", "Notes"), strict=True):
    case.put(s, f"{column}3", words, "heading")
METRICS = ["MET-001", "MET-002", "MET-003", "MET-009", "MET-010", "MET-019", "MET-020", "MET-025", "MET-039", "MET-040", "MET-043", "MET-050"]
SAID = {"Yes": "now", "No": "none", "Partner": "partner", "Yes, needs work": "work"}
r, o, i, k = 3, 0, 0, 0
domain = outcome = indicator = None
d = 0
for m in METRICS:
    labels = LABELS[m]
    if labels["domain"] != domain:
        if domain:
            r += 1
            case.put(s, f"B{r}", f"Subtotal {domain}", "total")
            case.put(s, f"E{r}", f"=COUNT(E4:E{r - 1})", "total", cached=3)
            r += 1
        domain, outcome, d, o = labels["domain"], None, d + 1, 0
        r += 1
        case.put(s, f"A{r}", d, "section")
        case.put(s, f"B{r}", domain, "section")
    if labels["outcome"] != outcome:
        outcome, indicator, o, i = labels["outcome"], None, o + 1, 0
        r += 1
        case.put(s, f"A{r}", f"{d}.{o}", "section")
        case.put(s, f"B{r}", outcome, "section")
    if labels["indicator"] != indicator:
        indicator, i, k = labels["indicator"], i + 1, 0
        r += 1
        case.put(s, f"A{r}", f"{d}.{o}.{i}", "section")
        case.put(s, f"B{r}", indicator, "section")
    r, k = r + 1, k + 1
    row = case.row(f"r{r}", m)
    case.put(s, f"A{r}", f"{d}.{o}.{i}.{k}", "name", row=row)
    case.put(s, f"B{r}", labels["metric"], "name", row=row)
    said = case.random.choice(list(SAID))
    figure = round(case.random.uniform(2, 70), 1) if said.startswith("Yes") else None
    answers(case, s, r, row, C=("status", said, STATUSES[SAID[said]]), D=("holder", None if said == "No" else "Performance"),
            E=("latest_figure", figure), F=("note", "Ask in May" if said == "No" else None))
r += 1
row = case.row(f"r{r}", None, {"metric": "Pupils reading with a volunteer", "outcome_id": "C-LEARN-01", "layer": "Children and young people", "domain": "Learning"}, "local")
case.put(s, f"A{r}", f"{d}.{o}.{i}.{k + 1}", "name", row=row)
case.put(s, f"B{r}", "Pupils reading with a volunteer", "name", row=row)
answers(case, s, r, row, C=("status", "No", "Not collected"))
r += 2
case.put(s, f"B{r}", "Grand total with data", "total")
case.put(s, f"E{r}", f"=COUNT(E4:E{r - 1})", "total", cached=7)
case.save()
