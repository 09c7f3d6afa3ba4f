"""Where a figure can be found: a folder of published files, the national services, a borough's own tables."""

from outcomes_xl.sources.evidence import Change, Evidence, FileSeen, FileTrouble, Found
from outcomes_xl.sources.folder import Folder, look
from outcomes_xl.sources.looked import Looked
from outcomes_xl.sources.protocol import Cancelled, Say, Source, Stopped, combine
from outcomes_xl.sources.running import look_everywhere

__all__ = [
    "Cancelled",
    "Change",
    "Evidence",
    "FileSeen",
    "FileTrouble",
    "Folder",
    "Found",
    "Looked",
    "Say",
    "Source",
    "Stopped",
    "combine",
    "look",
    "look_everywhere",
]
