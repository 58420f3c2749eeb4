"""A tool as typed, frozen values: an instrument whose criteria are answered on met, weighted, matrix or levels scales.

How its YAML text is read and checked: reading.py. Answers and what they add up to: app/appraising.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.instruments.document import Provenance


class ScaleType(StrEnum):
    """How criteria are answered. One kind of answer each; the engine knows no instrument by name."""

    LEVELS = "levels"  # 1 to 5
    MET = "met"  # met, partly met, not met, and not applicable where the criterion says when
    WEIGHTED = "weighted"  # 0 to 5, times a weight, with a minimum where the criterion has one
    MATRIX = "matrix"  # options as columns, criteria as rows, a reason in each cell, one recommendation


class Stage(StrEnum):
    """The stages of the commissioning cycle (seed 001)."""

    UNDERSTAND = "understand"
    PLAN = "plan"
    DO = "do"
    REVIEW = "review"

    @property
    def label(self) -> str:
        """Name the stage as pages do."""
        return self.value.capitalize()


class CaseKind(StrEnum):
    """What a service case is about."""

    NEW = "new"
    REVIEW = "review"
    DECOMMISSION = "decommission"


class SubjectKind(StrEnum):
    """What the criteria are put to: one thing, candidates that are ranked, or the options of a matrix."""

    ONE = "one"
    CANDIDATES = "candidates"
    OPTIONS = "options"


class UnknownCriterionError(KeyError):
    """The tool has no criterion with this key."""


@dataclass(frozen=True, slots=True)
class Seed:
    """Where a criterion comes from: the number of the seed document, its section, and what it is called there."""

    seed: str  # "000" to "004"; empty for criteria of a council's own
    section: str
    document: str


@dataclass(frozen=True, slots=True)
class Law:
    """Dated law: as the source published it, as it stands now, and when that was looked up."""

    as_published: str
    current: str
    checked_on: dt.date


@dataclass(frozen=True, slots=True)
class Threshold:
    """A requirement that applies above an amount, such as audited accounts above £5,000 of turnover."""

    text: str
    above_pence: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of a tool; `key` is stable over versions, `number` runs from 1 through the tool."""

    key: str
    number: int
    title: str
    text: str
    guidance: tuple[str, ...]
    source: Seed
    weight: int = 1
    minimum: int | None = None  # of a weighted score; below it the subject does not pass
    not_applicable_when: str = ""  # the source's own condition; empty: never
    mitigation: str = ""  # what makes "not met" acceptable; empty: nothing does
    stops: bool = False  # "not met" ends the matter, as at a gateway
    own: bool = False  # a slot: people write the service's own criteria here
    threshold: Threshold | None = None
    law: Law | None = None
    levels: tuple[str, ...] = ()  # the wording of each answer for this criterion, lowest first, where the tool has it


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria under one heading."""

    key: str
    title: str
    summary: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A column of a matrix that the source fixes, such as procurement, grant and grant in kind."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may be concluded of a subject, such as "not now"; `chosen` marks the one that goes forward."""

    key: str
    label: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Tool:
    """One version of a tool. `appraisers`: 1 if people answer together, else how many score alone before they agree."""

    key: str
    title: str
    version: str
    status: str  # derived or original
    provenance: Provenance
    scale: ScaleType
    words: Mapping[str, str]  # what the scale's answers are called here, by their key
    about: str
    who: str
    when: str
    subject: SubjectKind
    subject_name: str  # what a subject is called, such as "provider" or "candidate for review"
    amount_name: str  # an amount that is asked for of each, such as "annual turnover"; empty: none
    options: tuple[Option, ...]
    appraisers: int
    stages: frozenset[Stage]
    kinds: frozenset[CaseKind]
    outcomes: tuple[Outcome, ...]
    groups: tuple[Group, ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """The keys of the answers, in the order in which they are offered; none for a matrix."""
        return tuple(self.words)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in order, across groups."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    def criterion(self, key: str) -> Criterion:
        """Give the criterion with this key; UnknownCriterionError if there is none."""
        for criterion in self.criteria:
            if criterion.key == key:
                return criterion
        raise UnknownCriterionError(key)
