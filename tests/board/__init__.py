"""Tests of the report for a board."""
