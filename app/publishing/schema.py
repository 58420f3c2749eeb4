"""JSON schemas for files that people write, and their errors in plain words at their line. Each schema: its room."""

from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from app.publishing.reading import Source, Where

_LIMITS = {
    "minimum": "must be at least {}",
    "maximum": "must be at most {}",
    "minLength": "must have at least {} letters",
    "maxLength": "must have at most {} letters",
}
_KINDS = {"string": "text", "integer": "a whole number", "array": "a list", "object": "a group of keys"}


def validator_of(schema: Any) -> Validator:
    """Give the validator of a JSON schema for files that people write."""
    Draft202012Validator.check_schema(schema)
    whole = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)  # 5.0 is not 5
    extended: Callable[..., Callable[[Any], Validator]] = extend
    return extended(Draft202012Validator, type_checker=whole)(schema)


def check_shape(source: Source, validator: Validator) -> None:
    """Note in plain words, at its place, whatever is not as the schema wants it."""
    seen: set[tuple[Where, str]] = set()
    for error in validator.iter_errors(source.content):
        where: Where = tuple(error.absolute_path)
        for at, message in _plainly(error, where):
            if (at, message) not in seen:
                seen.add((at, message))
                source.note(at, message)


def _plainly(error: ValidationError, where: Where) -> Iterator[tuple[Where, str]]:
    """Say what a schema error means to the person who writes the file."""
    rule: Any = error.validator_value
    found: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "required":
            yield from ((where, f"“{key}” is missing") for key in rule if key not in found)
        case "additionalProperties":
            known = schema["properties"]
            yield from (((*where, key), f"“{key}” is not a known key") for key in found if key not in known)
        case "type":
            yield where, f"must be {_KINDS.get(rule, rule)}"
        case "enum":
            yield where, f"must be one of: {', '.join(rule)}"
        case "minimum" | "maximum" | "minLength" | "maxLength":
            yield where, _LIMITS[str(error.validator)].format(rule)
        case "pattern":
            yield where, f"is not as expected. {schema.get('description', '')}".strip()
        case "minItems":
            yield where, f"needs at least {rule}, has {len(found)}"
        case "maxItems":
            yield where, f"must have at most {rule}, has {len(found)}"
        case "minProperties" | "maxProperties":
            yield where, f"must have exactly one of: {', '.join(schema['properties'])}"
        case _:
            yield where, error.message
