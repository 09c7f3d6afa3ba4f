"""The desktop host: a workbook open in Excel, through the BSD part of xlwings. It reads and writes; it never decides.

`read` gives the same Book as the closed-file host, with one block read of values and one of formulas a sheet.
`play` makes a patch: it looks first whether every cell still holds what the job saw, writes in blocks, reads back
what it wrote, and leaves Excel's own settings as they were. It never saves: that stays with the officer.
"""

from outcomes_xl.hosts.change_batches import Played
from outcomes_xl.hosts.desktop.app_settings import progress
from outcomes_xl.hosts.desktop.apply_patch import play
from outcomes_xl.hosts.desktop.read_open_workbook import read
from outcomes_xl.hosts.desktop.xlwings_calls import Handles

__all__ = ["Handles", "Played", "play", "progress", "read"]
