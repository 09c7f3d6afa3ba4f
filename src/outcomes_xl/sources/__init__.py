"""Where a figure can be found: a folder of published files, the national services, a borough's own tables."""

from .evidence import Change, Evidence, FileSeen, FileTrouble, Found
from .folder import Folder, look
from .looked import Looked
from .protocol import Cancelled, Say, Source, Stopped, combine
from .running import look_everywhere

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
