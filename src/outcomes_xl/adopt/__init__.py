"""Adopting a borough's own spreadsheet: structure, words, rows, values, and an account of every cell."""
