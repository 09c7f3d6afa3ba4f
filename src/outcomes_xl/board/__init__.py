"""The report for a board: a workbook's tables as pages of sentences, tables and figures, before anything is written."""
