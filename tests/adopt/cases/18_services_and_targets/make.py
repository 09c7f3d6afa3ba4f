"""Millwick: sections by fill alone, targets and baselines, and services with several outcomes in one cell."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Millwick", ["sections by fill", "targets", "services with several outcomes", "notes below", "two sheets"], 18)
s = case.sheet("Measures and targets")
headings(case, s, 1, A="Measure", B="Data status", C="Reporting team", D="Baseline", E="Target", F="By when", G="Progress notes")
LINES = {
    "Learning": [("MET-039", "Reported now", "Early years", 66.1, 72, "2027/28", None), ("MET-043", "Reported now", "Schools", 60, 65, "2027/28", "Stretch"),
                 ("MET-050", "Reported now", "Schools", None, None, None, None)],
    "Safe": [("MET-001", "Reported now", "Safeguarding", 22, 18, "2026/27", None), ("MET-007", "Not collected", None, None, None, None, "Ask police")],
    "Engaged": [("MET-054", "Reported now", "Youth", 3.2, 2.5, "2027/28", None), ("MET-067", "With a partner", "YJS", None, None, None, None)],
}
r = 1
for domain, lines in LINES.items():
    r += 1
    case.put(s, f"A{r}", domain, "section", fill="C6E0B4")
    for m, said, team, base, target, by, note in lines:
        r += 1
        row = case.row(f"r{r}", m)
        case.put(s, f"A{r}", title(m), "name", row=row)
        means = {"Reported now": "now", "Not collected": "none", "With a partner": "partner"}[said]
        answers(case, s, r, row, B=("status", said, STATUSES[means]), C=("holder", team), G=("note", note))
        for column, field, typed in (("D", "targets.baseline", base), ("E", "targets.target", target), ("F", "targets.by_period", by)):
            if typed is not None:
                case.put(s, f"{column}{r}", typed, "answer", row=row, field=field, value=typed, ask=True)
case.put(s, f"A{r + 2}", "Targets were agreed by the partnership in July.", "below")
t = case.sheet("Who does what")
case.put(t, "A1", "Programmes and the outcomes they serve", "title", bold=True)
for n, words in enumerate(("Programme", "Run by", "Age range", "Tier", "Outcomes served", "Description"), 1):
    case.put(t, (3, n), words, "heading", bold=True)
OUT = [LABELS[m]["outcome"] for m in ("MET-021", "MET-039", "MET-001", "MET-072")]
for r, line in enumerate((("Stay and play", "Family hubs", "0-4", "Universal", f"{OUT[0]}; {OUT[1]}", "Weekly in each hub"),
                          ("Strong families", "Early help", "0-19", "Targeted", f"{OUT[2]}\n{OUT[3]}", None),
                          ("Edge of care", "Social care", "11-17", "Specialist", OUT[2], "Since 2024")), 4):
    row = case.row(f"svc{r}", None, None, "service")
    for n, (typed, field) in enumerate(zip(line, ("service", "lead", "ages", "reach", "outcome", "note"), strict=True), 1):
        if typed:
            case.put(t, (r, n), typed, "answer", row=row, field=f"services.{field}", value=typed)
case.officer_says("heading", "Target", "Targets, a level to reach, by 2027/28")
case.officer_says("heading", "Baseline", "Targets, baseline")
case.officer_says("heading", "By when", "Targets, by when")
case.save()
