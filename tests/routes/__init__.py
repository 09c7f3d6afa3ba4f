"""Ways to an open workbook without Excel: xlwings' own Windows engine over stand-ins, and LibreOffice."""
