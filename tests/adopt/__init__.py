"""Adopting a borough's own spreadsheet."""
