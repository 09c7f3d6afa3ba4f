"""Spreadsheets that boroughs had before: opened to be read, never to be written."""
