"""New sheets put into an officer's workbook in place of the old ones; everything that is not ours stays as it is."""
