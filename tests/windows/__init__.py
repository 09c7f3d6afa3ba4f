"""The Windows side run for real under Wine: a genuine Windows Python, real pywin32, the real helper and installer."""
