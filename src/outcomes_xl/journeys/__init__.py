"""Journeys: what happened to whom in which order, as counts that point at nobody. No host, no clock, no workbook."""
