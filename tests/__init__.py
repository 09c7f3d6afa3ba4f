"""Tests. Helpers are imported as ``from tests.workbooks import table, book``."""
