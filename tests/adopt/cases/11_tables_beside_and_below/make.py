"""Riverton: two tables side by side, one below them, a table of contacts beside it, and a legend at the edge."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Riverton", ["two tables side by side", "a third below", "contacts beside", "legend beside", "not at A1"], 11)
s = case.sheet("On a page")
case.put(s, "B2", "Riverton outcomes on a page", "title", bold=True)
SAID = {"Yes": "now", "Part": "work", "Else": "partner", "None": "none"}
case.put(s, "O4", "Legend", "legend", bold=True)
for at, (word, means) in enumerate(
    (("Yes", "we can report it"), ("Part", "we hold it and it needs work"), ("Else", "held by a partner"),
     ("None", "nobody collects it")), 5,
):
    case.put(s, f"O{at}", word, "legend")
    case.put(s, f"P{at}", means, "legend")


def table(left: str, at: int, over: str, heads: dict, metrics: list) -> int:
    case.put(s, f"{left}{at}", over, "section", bold=True)
    headings(case, s, at + 1, **heads)
    columns = list(heads)
    for r, (metric, said, who, year, figure) in enumerate(metrics, at + 2):
        row = case.row(f"{left}{r}", metric)
        case.put(s, f"{columns[0]}{r}", title(metric), "name", row=row)
        answers(case, s, r, row, **{
            columns[1]: ("status", said, STATUSES[SAID[said]]), columns[2]: ("holder", who),
            columns[3]: ("latest_period", year), columns[4]: ("latest_figure", figure),
        })
    return at + 2 + len(metrics)


HEADS = ("Measure", "Have we got it?", "Who has it", "Latest year", "Latest figure")
table("B", 4, "Safe", dict(zip("BCDEF", HEADS, strict=True)), [
    ("MET-001", "Yes", "Safeguarding", "2024/25", 21.4), ("MET-003", "Part", "MASH", "2024/25", 18),
    ("MET-005", "None", None, None, None), ("MET-011", "Yes", "Placements", "2023/24", 11),
])
table("H", 4, "Healthy", dict(zip("HIJKL", HEADS, strict=True)), [
    ("MET-021", "Else", "Health visiting", "2024/25", 61.2), ("MET-027", "Yes", "Public health", "2024/25", 20.8),
    ("MET-029", "Else", "NHS", None, None), ("MET-030", "Else", "NHS", None, None), ("MET-033", "None", None, None, None),
])
end = table("B", 14, "Learning", dict(zip("BCDEF", HEADS, strict=True)), [
    ("MET-039", "Yes", "Early years", "2024/25", 68.3), ("MET-043", "Yes", "Schools", "2024/25", 66),
    ("MET-050", "Part", "Attendance", "2024/25", 17.1),
])
case.put(s, "H14", "Contacts", "elsewhere", bold=True)
for column, words in zip("HIJ", ("Name", "Job", "Telephone"), strict=True):
    case.put(s, f"{column}15", words, "elsewhere", bold=True)
for r, line in enumerate((("A. Officer", "Analyst", "020 7946 0001"), ("B. Manager", "Head of service", "020 7946 0002")), 16):
    for column, words in zip("HIJ", line, strict=True):
        case.put(s, f"{column}{r}", words, "elsewhere")
case.put(s, f"B{end + 2}", "Figures are for residents.", "below")
case.save()
