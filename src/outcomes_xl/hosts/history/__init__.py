"""The history of London pictures: a DuckDB file that anybody may ask with SQL."""
