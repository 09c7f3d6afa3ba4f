"""Refresh mapping tabs: a three-way merge of the workbook, the central file and the release they both come from."""
