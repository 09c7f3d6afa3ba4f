"""The borough's own data: files, folders of extracts and databases named on Sources. Only counts leave a source."""

from outcomes_xl.sources.local.connections import Connection, Connections, load_connections
from outcomes_xl.sources.local.local_source import LocalSources
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow, rows_of

__all__ = ["Connection", "Connections", "LocalSources", "SourceKind", "SourceRow", "load_connections", "rows_of"]
