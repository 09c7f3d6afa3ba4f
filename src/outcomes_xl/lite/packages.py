"""What must be installed in the pane: a few packages at once, the larger ones when a button first needs them."""

from __future__ import annotations

XLWINGS = "xlwings==0.37.8"
"""The version this host was tested over. In the pane it must be pinned: it is the line that Lite asks for."""
AT_ONCE = ("rapidfuzz",)
"""Beside our own wheel, which is installed without the dependencies it has on a computer: the pane needs no others."""
