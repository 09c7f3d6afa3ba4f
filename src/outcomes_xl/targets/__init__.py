"""Targets: the path to one, how sure the latest figure is, and what may be said of the two."""
