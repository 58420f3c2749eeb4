"""The rules that an instrument file keeps, beyond its schema. What every published text keeps: app.publishing."""

import functools
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jsonschema.protocols import Validator

from app.publishing.reading import MistakesError, Source, Where, read_source
from app.publishing.schema import check_shape, validator_of

FOLDER = Path(__file__).parents[2] / "questionnaires"
SCHEMA_FILE = FOLDER / "schema.json"
FEWEST_WORDS, MOST_WORDS = 40, 90
LEVELS = (1, 2, 3, 4, 5)
STEPS = tuple(itertools.pairwise(LEVELS))


def own_files() -> list[Path]:
    """Give the instrument files that come with the product, by name."""
    return sorted(FOLDER.glob("*.yaml"))


def checked(text: str, *, name: str) -> Any:
    """Give the plain content of an instrument that passed every check; MistakesError with all mistakes if not."""
    source = read_source(text, name=name)
    check_shape(source, _validator())
    if not source.mistakes:
        _check_rules(source)
    if source.mistakes:
        raise MistakesError(source.mistakes)
    return source.content


def word_count(sentence: str, signs: Iterable[str]) -> int:
    """Count the words of a level text, its sentence and its signs together."""
    return sum(len(text.split()) for text in (sentence, *signs))


@functools.cache
def _validator() -> Validator:
    return validator_of(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


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
