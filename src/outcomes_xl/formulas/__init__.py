"""The formulas of our workbooks, worked out without Excel: the text of a formula is the one statement of its value."""
