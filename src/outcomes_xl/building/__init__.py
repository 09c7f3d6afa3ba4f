"""Templates made from data: the borough workbook and the central file."""

from .borough import borough_workbook
from .central import central_workbook
from .templates import BOROUGH_FILE, CENTRAL_FILE, build

__all__ = ["BOROUGH_FILE", "CENTRAL_FILE", "borough_workbook", "build", "central_workbook"]
