"""Templates made from data: the borough workbook and the central file."""

from outcomes_xl.building.borough_workbook import borough_workbook
from outcomes_xl.building.central_workbook import central_workbook
from outcomes_xl.building.templates import BOROUGH_FILE, CENTRAL_FILE, build

__all__ = ["BOROUGH_FILE", "CENTRAL_FILE", "borough_workbook", "build", "central_workbook"]
