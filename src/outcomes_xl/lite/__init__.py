"""The xlwings Lite edition: what a workbook carries so that its buttons and functions run in Excel's task pane.

scripts.py      the text of the workbook's main.py, made from the registry of jobs
pane.py         what a button of the pane does: read, the job, write, a box that says what was done
packages.py     what must be installed in the pane, at once and when it is first needed
"""
