"""Editions, metrics, crosswalks and boroughs: the central file as data."""

from .entries import (
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
from .loading import load_framework, read_framework
from .mapping import availability_rows, framework_rows, list_rows, mapping_rows
from .rows import DataMistake
from .suggest import did_you_mean

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
    "did_you_mean",
    "framework_rows",
    "list_rows",
    "load_framework",
    "mapping_rows",
    "read_framework",
]
