"""The rules that a tool file keeps: its schema, and what a schema cannot say. What a tool is: tool.py."""

import datetime as dt
import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema.protocols import Validator

from app.instruments.checking import check_unique
from app.publishing.reading import MistakesError, Source, Where, read_source
from app.publishing.schema import check_shape, validator_of
from app.tools.tool import ScaleType

FOLDER = Path(__file__).parents[2] / "questionnaires" / "tools"
SCHEMA_FILE = FOLDER / "schema.json"
WORDS: Mapping[ScaleType, Mapping[str, str]] = {
    ScaleType.LEVELS: {str(level): f"Level {level}" for level in range(1, 6)},
    ScaleType.MET: {
        "met": "Met",
        "partly": "Partly met",
        "not_met": "Not met",
        "not_applicable": "Not applicable",
    },
    ScaleType.WEIGHTED: {
        "0": "No evidence",
        "1": "Poor",
        "2": "Limited",
        "3": "Acceptable",
        "4": "Good",
        "5": "Excellent",
    },
    ScaleType.MATRIX: {},
}
"""What answers are called where a tool does not say otherwise."""

_ADDRESSES = {"sheet", "edit", "remove"}  # words in the place of a criterion in addresses (app/appraising)
_ONLY_ON = {
    "weight": {ScaleType.WEIGHTED},
    "minimum": {ScaleType.WEIGHTED},
    "own": {ScaleType.WEIGHTED, ScaleType.MET},
    "not_applicable_when": {ScaleType.MET},
    "mitigation": {ScaleType.MET},
    "stops": {ScaleType.MET},
    "threshold": {ScaleType.MET},
    "levels": {ScaleType.LEVELS, ScaleType.WEIGHTED, ScaleType.MET},
}


def own_files() -> list[Path]:
    """Give the tool files that come with the product, by name."""
    return sorted(FOLDER.glob("*.yaml"))


def checked(text: str, *, name: str) -> Any:
    """Give the plain content of a tool that passed every check; MistakesError with all mistakes if not."""
    source = read_source(text, name=name)
    check_shape(source, _validator())
    if not source.mistakes:
        _check_rules(source)
    if source.mistakes:
        raise MistakesError(source.mistakes)
    return source.content


@functools.cache
def _validator() -> Validator:
    return validator_of(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def _check_rules(source: Source) -> None:
    content = source.content
    scale = ScaleType(content["scale"]["type"])
    criteria = list(_criteria(content))
    check_unique(source, [(("groups", i), group) for i, group in enumerate(content["groups"])], "group")
    check_unique(source, criteria, "criterion")
    for part in ("options", "outcomes"):
        check_unique(source, [((part, i), each) for i, each in enumerate(content.get(part, []))], part[:-1])
    _check_scale(source, scale)
    _check_subject(source, scale)
    for number, (where, criterion) in enumerate(criteria, start=1):
        if criterion["number"] != number:
            source.note((*where, "number"), f"the number is {criterion['number']} where {number} is expected")
        _check_criterion(source, where, criterion, scale)


def _criteria(content: Any) -> Iterator[tuple[Where, Any]]:
    for i, group in enumerate(content["groups"]):
        for j, criterion in enumerate(group["criteria"]):
            yield ("groups", i, "criteria", j), criterion


def _check_scale(source: Source, scale: ScaleType) -> None:
    known = WORDS[scale]
    for word in source.content["scale"].get("words", {}):
        if word not in known:
            wanted = ", ".join(known) or "no words, as its cells hold reasons"
            source.note(("scale", "words", word), f"“{word}” is no answer of this scale; it has {wanted}")
    if scale is ScaleType.MATRIX and "appraisers" in source.content:
        source.note(("appraisers",), "a matrix is filled in together, so nobody scores it alone")


def _check_subject(source: Source, scale: ScaleType) -> None:
    content = source.content
    kind = content["subject"]["kind"]
    if (scale is ScaleType.MATRIX) != (kind == "options"):
        source.note(("subject", "kind"), "a matrix has options, and only a matrix has them")
    if "options" in content and kind != "options":
        source.note(("options",), "only a matrix has options as columns")
    if kind != "one" and not any(outcome.get("chosen") for outcome in content.get("outcomes", [])):
        source.note(("outcomes",), "one outcome at least must be marked as chosen, so that one can go forward")


def _check_criterion(source: Source, where: Where, criterion: Any, scale: ScaleType) -> None:
    for key, scales in _ONLY_ON.items():
        if key in criterion and scale not in scales:
            names = " or ".join(sorted(scales))
            source.note((*where, key), f"“{key}” belongs to a scale of {names}, and this one is {scale}")
    if criterion["key"] in _ADDRESSES:
        source.note((*where, "key"), f"“{criterion['key']}” is a page's own word; give the criterion another key")
    if "threshold" in criterion and "amount" not in source.content["subject"]:
        source.note((*where, "threshold"), "the subject must name the amount that the threshold is measured by")
    if criterion.get("stops") and "mitigation" in criterion:
        source.note((*where, "mitigation"), "what stops the matter has no mitigation; leave one of the two out")
    if "law" in criterion and not _is_date(criterion["law"]["checked_on"]):
        source.note((*where, "law", "checked_on"), "is no date of the calendar")
    answers = [word for word in WORDS[scale] if word != "not_applicable"]
    if "levels" in criterion and len(criterion["levels"]) != len(answers):
        source.note((*where, "levels"), f"has {len(criterion['levels'])} wordings where the scale has {len(answers)}")


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
