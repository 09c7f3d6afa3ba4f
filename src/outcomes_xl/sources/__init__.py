"""Where a figure can be found: today a folder of published CSV files."""

from .evidence import Evidence, FileSeen, FileTrouble, Found, Looked
from .folder import look

__all__ = ["Evidence", "FileSeen", "FileTrouble", "Found", "Looked", "look"]
