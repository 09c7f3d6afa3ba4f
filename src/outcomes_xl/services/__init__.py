"""What families are offered, and how it meets the outcomes: counted from the tables of one workbook."""
