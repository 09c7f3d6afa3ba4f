"""Requests and answers held against the OpenAPI document of the DfE statistics API."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS30Validator

DOCUMENT = json.loads(
    (Path(__file__).parents[1] / "data" / "openapi" / "ees_public_api_openapi_v1.json").read_text(encoding="utf-8")
)


def operation(method: str, path: str) -> tuple[str, Mapping[str, Any], dict[str, str]] | None:
    """The document's path, operation and path parameters for a request; None when it has no such path."""
    for template, operations in DOCUMENT["paths"].items():
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template), path)
        if found and method.lower() in operations:
            return template, operations[method.lower()], found.groupdict()
    return None


def request_problems(method: str, path: str, query: Mapping[str, list[str]], headers: Mapping[str, str], body: bytes):
    """What the document does not allow in a request, as sentences."""
    found = operation(method, path)
    if found is None:
        return [f"{method} {path} is not in the document"]
    _, asked, in_path = found
    parameters = {one["name"]: one for one in asked.get("parameters", [])}
    problems = [f"unknown parameter {name}" for name in query if name not in parameters]
    for name, one in parameters.items():
        values = [in_path[name]] if one["in"] == "path" else query.get(name, [])
        if one.get("required") and not values:
            problems.append(f"{name} is missing")
        for value in values:
            problems += schema_problems(one["schema"], _typed(value, one["schema"]), name)
    if "requestBody" in asked:
        if headers.get("content-type") != "application/json":
            problems.append("Content-Type must be application/json")
        schema = asked["requestBody"]["content"]["application/json"]["schema"]
        problems += schema_problems(schema, json.loads(body), "body")
    elif body:
        problems.append("a body where none belongs")
    return problems


def answer_problems(method: str, path: str, status: int, said: Any) -> list[str]:
    """What the document does not allow in an answer. Locations of meta are left out: their schema allows nothing."""
    found = operation(method, path)
    assert found
    documented = found[1]["responses"].get(str(status))
    if documented is None:
        return [f"{status} is not documented for {found[0]}"]
    content = documented.get("content", {}).get("application/json")
    if content is None:
        return []
    if found[0].endswith("/meta") and status == 200:
        said = {**said, "locations": []}
    return schema_problems(content["schema"], said, "answer")


def schema_problems(schema: Mapping[str, Any], value: Any, name: str) -> list[str]:
    return [
        f"{name}{error.json_path[1:]}: {error.message}" for error in _validator(json.dumps(schema)).iter_errors(value)
    ]


@cache
def _validator(schema: str) -> OAS30Validator:
    whole = {**json.loads(schema), "components": DOCUMENT["components"]}
    if "$ref" in whole:
        whole = {"allOf": [{"$ref": whole["$ref"]}], "components": DOCUMENT["components"]}
    return OAS30Validator(whole, format_checker=OAS30Validator.FORMAT_CHECKER)


def _typed(value: str, schema: Mapping[str, Any]) -> Any:
    if schema.get("type") == "integer" and value.isdecimal():
        return int(value)
    return value.split(",") if schema.get("type") == "array" else value
