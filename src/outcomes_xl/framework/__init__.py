"""Editions, metrics, crosswalks and boroughs: the central file as data."""

from outcomes_xl.framework.as_sheet_rows import availability_rows, framework_rows, list_rows, mapping_rows
from outcomes_xl.framework.entries import (
    Borough,
    Framework,
    Item,
    Link,
    Metric,
    NationalFramework,
    Outcome,
    Release,
    Series,
    Word,
)
from outcomes_xl.framework.loading import load_framework, read_framework
from outcomes_xl.framework.strict_csv import DataMistake

__all__ = [
    "Borough",
    "DataMistake",
    "Framework",
    "Item",
    "Link",
    "Metric",
    "NationalFramework",
    "Outcome",
    "Release",
    "Series",
    "Word",
    "availability_rows",
    "framework_rows",
    "list_rows",
    "load_framework",
    "mapping_rows",
    "read_framework",
]
