"""What every test may lean on. Its being here makes ``from tests.workbooks import table`` work in each folder."""
