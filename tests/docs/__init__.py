"""The officers' pages: their pictures and the tests that hold them to the ribbon and to the words of the workbook."""
