"""Why a published figure is not set beside others, in words that stand in a cell."""

from __future__ import annotations

from collections.abc import Mapping

WITHHELD = "withheld by the publisher"
PARTIAL = "a part of the figure only"
IN_GROUPS = "published for groups, not for all together"
CAUTION = "found with a caution: it may be defined otherwise"
JOINT = "published together with a neighbour"
OTHER_UNIT = "in another unit"
OTHER_PERIOD = "for another period"
OTHER_DEFINITION = "the workbook defines the metric otherwise"
TINY = "too few children to be set beside others"
UNREADABLE = "not a figure that can be read"
JUDGEMENT = "a judgement in words"
NOT_GIVEN = "the publisher gives no figure"
NO_FIGURE = "no figure"
NO_COUNTS = "no counts are given for it"

NEARLY: Mapping[str, str] = {
    "Published, but withheld for your borough": WITHHELD,
    "Found, suppressed": WITHHELD,
    "Found, partial sum": PARTIAL,
    "Found, in groups": IN_GROUPS,
    "Found, with a caution": CAUTION,
    "Found, combined with a neighbour": JOINT,
    "Found, not available": NOT_GIVEN,
    "More than one candidate": UNREADABLE,
    "Could not be read": UNREADABLE,
}
"""What was found, by the words of the list, of those that are shown and not compared."""
