"""Cohorts: a metric's share by group and crossing, from a source of the borough's own, under disclosure control."""
