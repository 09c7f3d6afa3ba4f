"""Hollowmere: the answers to an online form: long questions as headings, one line for each measure, times and addresses."""

import sys
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Hollowmere", ["questions as headings", "times of answering", "long headings"], 23)
s = case.sheet("Form1")
headings(case, s, 1, A="ID", B="Start time", C="Completion time", D="Email", E="Name", F="Which measure are you answering for?",
         G="Thinking about the last twelve months, is data for this measure available to your team, and can you report it?",
         H="Who holds the data? Please name the team or the organisation.",
         I="How often is it updated?", J="What is the lowest level of geography that you could report?",
         K="Is there anything else you would like to tell us? Please use this box for comments, caveats and ideas.")
LINES = [("MET-001", "Available now", "now", "Social care", "Monthly", "Ward", None), ("MET-008", "Held by a partner", "partner", "NHS", "Yearly", None, "Ask in May"),
         ("MET-031", "Held by a partner", "partner", "NHS", None, None, None), ("MET-050", "Available now", "now", "Schools", "Termly", "Setting or school", None),
         ("MET-062", "Not collected", "none", None, None, None, "Registers of clubs could be joined up"), ("MET-068", "Available, needs work", "work", "YJS", "Quarterly", "Borough", None)]
for r, (m, said, status, who, often, level, remark) in enumerate(LINES, 2):
    row = case.row(f"r{r}", m)
    case.put(s, f"A{r}", r - 1, "key", row=row)
    case.put(s, f"B{r}", datetime(2026, 9, r, 9, 5), "extra", row=row, words="Start time")
    case.put(s, f"C{r}", datetime(2026, 9, r, 9, 25), "extra", row=row, words="Completion time")
    case.put(s, f"D{r}", f"officer{r}@hollowmere.example", "extra", row=row, words="Email")
    case.put(s, f"E{r}", f"Officer {r}", "extra", row=row, words="Name")
    case.put(s, f"F{r}", title(m), "name", row=row)
    answers(case, s, r, row, G=("status", said, STATUSES[status]), H=("holder", who), I=("frequency", often), J=("geography", level), K=("note", remark))
case.save()
