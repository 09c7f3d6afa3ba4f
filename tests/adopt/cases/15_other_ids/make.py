"""Oakvale: rows by Fingertips and LG Inform numbers and PHOF codes, titles in others' words; years and figures in many spellings."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Oakvale", ["other frameworks' ids", "years in many spellings", "per cents as text", "dates as text", "below a title block"], 15)
s = case.sheet("Indicator list")
case.put(s, "A1", "OAKVALE COUNCIL", "title", bold=True)
case.put(s, "A2", "Indicators we already report elsewhere", "title")
case.put(s, "A3", "Version 4, 2 October 2026", "title")
headings(case, s, 5, A="PHOF / LGI id", B="Indicator name", C="In place?", D="Data lead", E="Time period", F="Value", G="Date checked",
         H="Numerator", I="Breakdowns held", J="Caveats")
LINES = [  # metric, id, their words, status, lead, period as typed, as meant, value as typed, as meant, day, as meant, numerator, cuts, as meant
    ("MET-008", "C11a", "Admissions - unintentional and deliberate injuries (0-14)", "Available", "Public health", "2024 to 2025", "2024/25", "84.1", 84.1, "03/09/2026", "2026-09-03", 411, "age, sex", "Age; Sex"),
    ("MET-054", "B05", "16-17 NEET or not known", "Available", "Youth", None, None, "3.1%", 3.1, "3.9.2026", "2026-09-03", None, None, None),
    ("MET-081", "B01b", "Relative low income", "Partner", "DWP", "FY 24/25", "2024/25", "19.9 %", 19.9, None, None, None, None, None),
    ("MET-039", "LGI 19346", "Good level of development, all pupils", "Available", "Early years", "2024-2025", "2024/25", "68.3%", 68.3, "14/10/2026", "2026-10-14", 1893, "FSM; SEN; ethnicity", "Free school meals; SEND; Ethnicity"),
    ("MET-021", "", "Breastfeeding at 6-8 weeks", "Needs work", "Health visiting", "2024/2025", "2024/25", "61.2", 61.2, "14/10/2026", "2026-10-14", None, "None", "None"),
    ("MET-027", "", "Reception overweight (incl. obese)", "Available", "Public health", "AY2024/25", "2024/25", "20.8", 20.8, None, None, None, None, None),
    ("MET-001", "MET-001", "CP re-plans", "Available", "Safeguarding", "2024–25", "2024/25", 21.4, 21.4, None, None, None, None, None),
]
for r, (m, code, words, said, lead, period, meant, figure, number, day, date, top, cuts, cut) in enumerate(LINES, 6):
    row = case.row(f"r{r}", m, match="id" if code else "near")
    if code:
        case.put(s, f"A{r}", code, "key", row=row)
    case.put(s, f"B{r}", words, "name", row=row)
    answers(case, s, r, row,
            C=("status", said, {"Available": "Available now", "Partner": "Held by a partner", "Needs work": "Available, needs work"}[said]),
            D=("holder", lead), E=("latest_period", period, meant), F=("latest_figure", figure, number), G=("assessed_on", day, date),
            I=("breakdown", cuts, cut))
    if top:
        case.put(s, f"H{r}", top, "extra", row=row, words="Numerator")
row = case.row("own", None, {"metric": "Hub visits in a baby's first year", "outcome_id": "C-HLTH-01", "layer": "Children and young people", "domain": "Healthy"}, "local")
case.put(s, "A13", "OAK 12", "key", row=row)
case.put(s, "B13", "Hub visits in a baby's first year", "name", row=row)
answers(case, s, 13, row, C=("status", "Available", "Available now"), J=("note", "Counted by hand"))
case.put(s, "A15", "Average value", "total")
case.put(s, "F15", "=AVERAGE(F6:F12)", "total", cached=32.1)
case.save()
