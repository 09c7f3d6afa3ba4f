"""Functions for cells: cells in, cells out, a sentence where there is no answer. Blank stays blank.

The table of them, with their help, is ``data/functions.toml``. ``functions`` gives them for some surroundings (the
helper does that), ``answer`` asks one with the surroundings of whoever runs this Python (``udfs/`` does that).
"""

from outcomes_xl.functions.catalogue import FunctionContext, answer, functions

__all__ = ["FunctionContext", "answer", "functions"]
