"""What a link's role says of covering: one place for the Summary, its formulas and the spine."""

FITTING = ("Primary",)
"""Ours is the same thing: the national item is covered."""
PARTIAL = ("Component", "Disaggregation", "Proxy")
"""A part, a breakdown or a stand-in: partly covered. Contextual is background and covers nothing."""
