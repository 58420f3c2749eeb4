"""The instrument as typed, frozen values read from YAML text; its checks live in `checking`, scores elsewhere."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.instruments.checking import checked, word_count
from app.publishing.reading import read

PLACEHOLDER = "{partnership}"


class UnknownStandardError(KeyError):
    """The instrument has no standard with this key."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the texts come from: an account for readers, and the documents it rests on."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """One level of the scale that holds for every standard; `value` is 1 to 5, `label` two to four words."""

    value: int
    label: str
    text: str

    def text_for(self, partnership: str) -> str:
        """Give the wording with the name of the partnership that is assessed."""
        return self.text.replace(PLACEHOLDER, partnership)


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of five levels, lowest first; `source` says where its wording comes from, None if not stated."""

    type: Literal["levels"]
    levels: tuple[ScaleLevel, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class Level:
    """What one level (1 to 5) looks like for one standard."""

    value: int
    sentence: str
    signs: tuple[str, ...]

    @property
    def words(self) -> int:
        """Number of words in the sentence and its signs together."""
        return word_count(self.sentence, self.signs)

    def sentence_for(self, partnership: str) -> str:
        """Give the sentence with the name of the partnership that is assessed."""
        return self.sentence.replace(PLACEHOLDER, partnership)

    def signs_for(self, partnership: str) -> tuple[str, ...]:
        """Give the signs with the name of the partnership that is assessed."""
        return tuple(sign.replace(PLACEHOLDER, partnership) for sign in self.signs)


@dataclass(frozen=True, slots=True)
class SuggestedAction:
    """Something officers could do within twelve months, and what shows that it is done."""

    action: str
    success_measure: str


@dataclass(frozen=True, slots=True)
class Step:
    """Suggestions for moving a standard from one level to the next."""

    from_level: int
    to_level: int
    actions: tuple[SuggestedAction, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """How a standard relates to keys of earlier versions; only "replaces" ends the comparison of scores."""

    kind: Literal["same", "reworded", "replaces"]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing that is judged; `key` is stable over versions, `number` runs from 1 through the instrument."""

    key: str
    number: int
    title: str
    statement: str
    prompts: tuple[str, ...]
    evidence: tuple[str, ...]
    levels: tuple[Level, ...]
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    lineage: Lineage | None

    def level(self, value: int) -> Level:
        """Give the text of a level; KeyError unless `value` is 1 to 5."""
        return {level.value: level for level in self.levels}[value]

    def steps_between(self, level: int, target: int) -> tuple[Step, ...]:
        """Give the steps that lead from `level` up to `target`, none when it is already reached."""
        return tuple(step for step in self.steps if level <= step.from_level and step.to_level <= target)


@dataclass(frozen=True, slots=True)
class Area:
    """A group of standards, in the order in which they are shown."""

    key: str
    title: str
    summary: str
    standards: tuple[Standard, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a questionnaire; `partnership_default` stands in until an engagement names its partnership."""

    key: str
    title: str
    version: str
    status: Literal["derived", "original"]
    provenance: Provenance
    partnership_default: str
    scale: Scale
    areas: tuple[Area, ...]

    @property
    def standards(self) -> tuple[Standard, ...]:
        """All standards in order, across areas."""
        return tuple(standard for area in self.areas for standard in area.standards)

    def standard(self, key: str) -> Standard:
        """Give the standard with this key; UnknownStandardError if there is none."""
        return self.standards[self._position(key)]

    def area_of(self, key: str) -> Area:
        """Give the area that holds the standard with this key; UnknownStandardError if there is none."""
        wanted = self.standard(key)
        return next(area for area in self.areas if wanted in area.standards)

    def next(self, key: str) -> Standard | None:
        """Give the standard after this one, None after the last; UnknownStandardError if there is no such key."""
        following = self._position(key) + 1
        return self.standards[following] if following < len(self.standards) else None

    def previous(self, key: str) -> Standard | None:
        """Give the standard before this one, None before the first; UnknownStandardError if there is no such key."""
        position = self._position(key)
        return self.standards[position - 1] if position else None

    def _position(self, key: str) -> int:
        for position, standard in enumerate(self.standards):
            if standard.key == key:
                return position
        raise UnknownStandardError(key)


def parse(text: str, *, name: str) -> Instrument:
    """Give the instrument written in this YAML text; MistakesError with every mistake, `name` being its file."""
    content = checked(text, name=name)
    return Instrument(
        key=content["key"],
        title=content["title"],
        version=content["version"],
        status=content["status"],
        provenance=Provenance(content["provenance"]["text"], tuple(content["provenance"]["sources"])),
        partnership_default=content["partnership_default"],
        scale=_scale(content["scale"]),
        areas=tuple(_area(area) for area in content["areas"]),
    )


def digest(text: str) -> str:
    """Give the content's address: SHA-256 in hex, equal for equal content however the YAML is laid out.

    The order of keys does not count, the order of lists does. MistakesError if the text is not sound YAML.
    """
    content = read(text, name="instrument")
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _scale(content: Mapping[str, Any]) -> Scale:
    levels = tuple(ScaleLevel(level["value"], level["label"], level["text"]) for level in content["levels"])
    return Scale(content["type"], levels, content.get("source"))


def _area(content: Mapping[str, Any]) -> Area:
    standards = tuple(_standard(standard) for standard in content["standards"])
    return Area(content["key"], content["title"], content["summary"], standards)


def _standard(content: Mapping[str, Any]) -> Standard:
    lineage = next((Lineage(kind, tuple(keys)) for kind, keys in content.get("lineage", {}).items()), None)
    return Standard(
        key=content["key"],
        number=content["number"],
        title=content["title"],
        statement=content["statement"],
        prompts=tuple(content["prompts"]),
        evidence=tuple(content["evidence"]),
        levels=tuple(Level(lv["value"], lv["sentence"], tuple(lv["signs"])) for lv in content["levels"]),
        steps=tuple(Step(step["from"], step["to"], _actions(step["actions"])) for step in content["steps"]),
        sources=tuple(content["sources"]),
        lineage=lineage,
    )


def _actions(content: Sequence[Mapping[str, str]]) -> tuple[SuggestedAction, ...]:
    return tuple(SuggestedAction(item["action"], item["success_measure"]) for item in content)
