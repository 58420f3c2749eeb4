"""The rules that an instrument file keeps: its schema, and what a schema cannot say. Reading YAML: `reading`."""

import functools
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from app.instruments.reading import MAX_BYTES, InstrumentError, Mistake, Source, Where, read_source, too_large

SCHEMA_FILE = Path(__file__).parents[2] / "questionnaires" / "schema.json"
FEWEST_WORDS, MOST_WORDS = 40, 90
LEVELS = (1, 2, 3, 4, 5)
STEPS = tuple(itertools.pairwise(LEVELS))

_LIMITS = {
    "minimum": "must be at least {}",
    "maximum": "must be at most {}",
    "minLength": "must have at least {} letters",
    "maxLength": "must have at most {} letters",
}
_KINDS = {"string": "text", "integer": "a whole number", "array": "a list", "object": "a group of keys"}


def checked(text: str, *, name: str) -> Any:
    """Give the plain content of an instrument that passed every check; InstrumentError with all mistakes if not."""
    source = read_source(text, name=name)
    check_shape(source, _validator())
    if not source.mistakes:
        _check_rules(source)
    if source.mistakes:
        raise InstrumentError(source.mistakes)
    return source.content


def check_files(paths: Iterable[Path]) -> list[Mistake]:
    """Give every mistake in these instrument files, in the order of the files; an empty list means that all are fit."""
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            if path.stat().st_size > MAX_BYTES:
                mistakes.append(Mistake(str(path), 1, "", too_large()))
            else:
                checked(path.read_text(encoding="utf-8"), name=str(path))
        except InstrumentError as error:
            mistakes += error.mistakes
        except UnicodeDecodeError:
            mistakes.append(Mistake(str(path), 1, "", "the file is not UTF-8 text"))
        except OSError as error:
            mistakes.append(Mistake(str(path), 1, "", f"the file cannot be read: {error.strerror}"))
    return mistakes


def word_count(sentence: str, signs: Iterable[str]) -> int:
    """Count the words of a level text, its sentence and its signs together."""
    return sum(len(text.split()) for text in (sentence, *signs))


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


@functools.cache
def _validator() -> Validator:
    return validator_of(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


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


def _check_rules(source: Source) -> None:
    areas: list[Any] = source.content["areas"]
    standards = [
        (("areas", i, "standards", j), standard)
        for i, area in enumerate(areas)
        for j, standard in enumerate(area["standards"])
    ]
    check_unique(source, [(("areas", i), area) for i, area in enumerate(areas)], "area")
    check_unique(source, standards, "standard")
    _check_levels(source, ("scale", "levels"), source.content["scale"]["levels"])
    for number, (where, standard) in enumerate(standards, start=1):
        if standard["number"] != number:
            source.note((*where, "number"), f"the number is {standard['number']} where {number} is expected")
        _check_levels(source, (*where, "levels"), standard["levels"])
        _check_words(source, (*where, "levels"), standard["levels"])
        pairs = [(step["from"], step["to"]) for step in standard["steps"]]
        _check_series(source, (*where, "steps"), pairs, STEPS, "the step {0[0]} to {0[1]}")
    _check_lineage(source, standards)
    _check_placeholders(source, (), source.content)


def check_unique(source: Source, things: Sequence[tuple[Where, Any]], kind: str) -> None:
    """Note each key that is there already; `kind` is how a message calls what has it."""
    first: dict[str, Where] = {}
    for where, thing in things:
        key, at = thing["key"], (*where, "key")
        if key in first:
            source.note(at, f"the {kind} key “{key}” is already used on line {source.line(first[key])}")
        first.setdefault(key, at)


def _check_levels(source: Source, where: Where, levels: Sequence[Any]) -> None:
    _check_series(source, where, [level["value"] for level in levels], LEVELS, "level {0}")


def _check_series(source: Source, where: Where, found: Sequence[Any], wanted: Sequence[Any], name: str) -> None:
    """Each of `wanted` once and in order; `name` is how a message calls one of them."""
    for item in wanted:
        if item not in found:
            source.note(where, f"{name.format(item)} is missing")
    for index, item in enumerate(found):
        if item not in wanted:
            source.note((*where, index), f"{name.format(item)} does not join neighbouring levels")
        elif item in found[:index]:
            source.note((*where, index), f"{name.format(item)} is there more than once")
        elif any(wanted.index(other) > wanted.index(item) for other in found[:index] if other in wanted):
            source.note((*where, index), f"{name.format(item)} is out of order")


def _check_words(source: Source, where: Where, levels: Sequence[Any]) -> None:
    for index, level in enumerate(levels):
        words = word_count(level["sentence"], level["signs"])
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            source.note(
                (*where, index),
                f"level {level['value']} has {words} words; sentence and signs need {FEWEST_WORDS} to {MOST_WORDS}",
            )


def _check_lineage(source: Source, standards: Sequence[tuple[Where, Any]]) -> None:
    here = {standard["key"] for _, standard in standards}
    claims = Counter(
        key for _, s in standards for kind in ("same", "reworded") for key in s.get("lineage", {}).get(kind, [])
    )
    for where, standard in standards:
        for kind, keys in standard.get("lineage", {}).items():
            at = (*where, "lineage", kind)
            for key in keys:
                if key == standard["key"] and kind == "replaces":
                    source.note(at, f"“{key}” cannot replace itself; a standard with a new meaning needs a new key")
                elif key != standard["key"] and key in here:
                    source.note(at, f"“{key}” is still a standard of this version, so it cannot be continued here")
                elif kind != "replaces" and claims[key] > 1:
                    source.note(at, f"“{key}” is continued by more than one standard; use “replaces”")


def _check_placeholders(source: Source, where: Where, value: Any) -> None:
    if isinstance(value, str):
        for unknown in set(re.findall(r"\{[^}]*\}?", value)) - {"{partnership}"}:
            source.note(where, f"“{unknown}” is not a known placeholder; only {{partnership}} is")
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            _check_placeholders(source, (*where, key), part)
