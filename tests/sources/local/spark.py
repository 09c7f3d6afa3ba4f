"""A real Spark for tests: one JVM on this computer, started with the first test that asks for it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.office import missing

_OLDEST_JAVA = 17
_HOW = "Debian or Ubuntu: apt install default-jre-headless. Elsewhere: install Java 17 and put it on the path."

# What makes a big cluster fast makes a small question slow: 200 partitions, and every query compiled to Java.
_SMALL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "512m",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.log.level": "ERROR",
}


@contextmanager
def running() -> Iterator[Any]:
    """Give a Spark session; a connection of kind spark made in this process is to the same one."""
    _java()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]")
    for name, value in _SMALL.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def _java() -> None:
    """See that Java is there, and new enough. Skips the test when it is not; in CI that is an error."""
    found = shutil.which("java")
    if not found:
        missing("A Java runtime", _HOW)
    said = subprocess.run([found, "-version"], capture_output=True, text=True, timeout=60, check=True).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < _OLDEST_JAVA:
        missing(f"Java {_OLDEST_JAVA} or later", _HOW)
