"""Where a figure can be found: a folder of published files, the national services, a borough's own tables."""

from outcomes_xl.model.cannot_use import Stopped
from outcomes_xl.sources.evidence import Change, Evidence, FileSeen, FileTrouble, Found
from outcomes_xl.sources.look_everywhere import look_everywhere
from outcomes_xl.sources.look_result import Looked
from outcomes_xl.sources.protocol import Cancelled, Say, Source, combine
from outcomes_xl.sources.published.folder import Folder, look

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
