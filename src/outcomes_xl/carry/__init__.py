"""A workbook in use carried to today's layout: what goes where, cell by cell, with an account of every one of them."""
