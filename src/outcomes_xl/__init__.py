"""Check, refresh and fill the shared outcomes framework for children and families, in its own workbook."""

__version__ = "0.1.0"
