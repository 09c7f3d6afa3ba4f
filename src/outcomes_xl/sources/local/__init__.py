"""The borough's own data: files, folders of extracts and databases named on Sources. Only counts leave a source."""

from .connections import Connection, Connections, load_connections
from .rows import Kind, SourceRow, rows_of
from .source import LocalSources

__all__ = ["Connection", "Connections", "Kind", "LocalSources", "SourceRow", "load_connections", "rows_of"]
