"""What the Windows Python runs: nothing here is imported by the tests themselves."""
