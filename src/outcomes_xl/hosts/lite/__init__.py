"""The pane's host: a workbook open in Excel whose task pane runs this Python, in the browser, through xlwings Lite.

Lite hands over a copy of the sheets it was told to send; writes wait in a queue until they are flushed together; what
stands in Excel at this moment (`now`) has to be asked for, and awaited. So `read` takes the copy, and `play` asks again
for the few areas a patch writes to, queues everything, flushes once, reads back, and puts back what was there if Excel
made something else of it. What it cannot do is said by `limits_of` before anything is written. Nothing is saved.
"""

from outcomes_xl.hosts.lite.pane_limits import limits_of
from outcomes_xl.hosts.lite.play_in_pane import play
from outcomes_xl.hosts.lite.read_pane import read
from outcomes_xl.hosts.lite.standing_cells import look as now

__all__ = ["limits_of", "now", "play", "read"]
