"""The pane of xlwings Lite: the workbook that brings it, and how our code gets into it."""
