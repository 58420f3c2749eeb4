"""The result as JSON for its frozen copies, and back again; older copies lack what was not kept then."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from app.assessments.result.value import Result

_READER = TypeAdapter(Result)


def result_content(result: Result) -> dict[str, Any]:
    """Give the result as JSON for a frozen copy."""
    return asdict(result)


def result_from(content: Mapping[str, Any]) -> Result:
    """Read a frozen copy back: the same value as was kept. Raises ValueError if it is none."""
    return _READER.validate_python(content)
