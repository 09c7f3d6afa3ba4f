"""Easthaven: a list of four councils, whose name stands in each heading; the title names them all."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Easthaven", ["the council's name in each heading", "a title that names two councils", "a remark of all"], 36)
s = case.sheet("Benchmark")
case.put(s, "A1", "Easthaven and Northbridge: what each of us can report", "title", bold=True)
COUNCILS = ["Northbridge", "Easthaven", "Millwick", "Stonebridge"]
words = {"A": "Domain", "B": "Measure", "K": "Comments"}
words |= {"CDEF"[n]: f"Status ({name})" for n, name in enumerate(COUNCILS)}
words |= {"GHIJ"[n]: f"Latest figure ({name})" for n, name in enumerate(COUNCILS)}
headings(case, s, 3, **words)
SAID = [("Available", "now"), ("Not available", "none"), ("With a partner", "partner")]
for r, m in enumerate(["MET-001", "MET-003", "MET-011", "MET-027", "MET-039", "MET-043", "MET-050"], 4):
    row = case.row(f"r{r}", m)
    case.put(s, f"A{r}", LABELS[m]["domain"], "name", row=row)
    case.put(s, f"B{r}", title(m), "name", row=row)
    for n, name in enumerate(COUNCILS):
        said, means = SAID[(r + n) % 3]
        if name == "Easthaven":
            answers(case, s, r, row, D=("status", said, STATUSES[means]), H=("latest_figure", f"{20 + r} per cent", 20 + r))
        else:
            case.put(s, f"{'CDEF'[n]}{r}", said, "elsewhere")
            case.put(s, f"{'GHIJ'[n]}{r}", f"{20 + r + n} per cent", "elsewhere")
    if r % 2:
        answers(case, s, r, row, K=("note", f"One definition since meeting {r}"))
case.save()
