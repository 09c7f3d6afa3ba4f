"""Adopting a borough's own spreadsheet: its structure, its words, its rows, its values; and an account of every cell."""
