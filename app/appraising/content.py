"""A finished appraisal as one frozen value, from which page, Word, PDF, Excel and CSV are made. Pure.

While it runs, the same value is composed anew for each page (composing.py), so that nothing is said twice in two ways.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from app.appraising.answers import Answer, Verdict, verdict
from app.tools.tool import Criterion, ScaleType


@dataclass(frozen=True, slots=True)
class Said:
    """What stands for a subject on a criterion. `alone`: what each appraiser said, unnamed, at least two or none."""

    key: str  # of the criterion
    answer: Answer
    note: str = ""
    link: str = ""
    file_name: str = ""
    alone: tuple[Answer, ...] = ()
    version: int = 0

    @property
    def is_evidenced(self) -> bool:
        """Say whether there is a note, a link or a file."""
        return bool(self.note or self.link or self.file_name)


NOTHING = Said("", Answer())


@dataclass(frozen=True, slots=True)
class SubjectText:
    """One subject with all that is said of it; `outcome` is a key of the tool, empty until it is concluded."""

    ref: str
    name: str
    detail: str
    amount_pence: int | None
    option_key: str
    said: tuple[Said, ...]
    outcome: str = ""
    outcome_reason: str = ""
    case_ref: str = ""

    def on(self, key: str) -> Said:
        """Give what is said on a criterion, or nothing."""
        return next((said for said in self.said if said.key == key), NOTHING)

    @property
    def is_answered(self) -> bool:
        """Say whether a value or a word is agreed on any criterion."""
        return any(said.answer.value is not None or said.answer.word is not None for said in self.said)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers by criterion."""
        return {said.key: said.answer for said in self.said}


@dataclass(frozen=True, slots=True)
class AppraisalContent:
    """All that an appraisal says. `criteria` are those that hold: the service's own and the set weights included.

    `finished_by` is empty while it runs. `appraisers`: who scored alone, by name; none where people answered together.
    """

    ref: str
    title: str
    tool_key: str
    tool_version: str
    lead: str
    partner: str
    partnership: str
    opened_by: str
    opened_at: dt.datetime
    criteria: tuple[Criterion, ...]
    subjects: tuple[SubjectText, ...]
    scale: ScaleType
    appraisers: tuple[str, ...] = ()
    recommendation: str = ""
    finished_by: str = ""
    finished_at: dt.datetime | None = None

    @property
    def digest(self) -> str:
        """Address what is concluded: equal answers, equal digest, whatever comes of them. 64 hex characters."""
        subjects = tuple(replace(each, outcome="", outcome_reason="", case_ref="") for each in self.subjects)
        bare = replace(self, subjects=subjects, recommendation="", finished_by="", finished_at=None)
        return hashlib.sha256(json.dumps(appraisal_content(bare), sort_keys=True).encode()).hexdigest()

    def verdict(self, subject: SubjectText) -> Verdict:
        """Give what the answers of a subject come to."""
        return verdict(self.scale, self.criteria, subject.answers, amount_pence=subject.amount_pence)


_READER = TypeAdapter(AppraisalContent)


def appraisal_content(content: AppraisalContent) -> dict[str, Any]:
    """Give the content as JSON for the frozen copy."""
    frozen: dict[str, Any] = _READER.dump_python(content, mode="json")
    return frozen


def appraisal_from(content: Mapping[str, Any]) -> AppraisalContent:
    """Read a frozen copy back: the same value as was kept. Raises ValueError if it is none."""
    return _READER.validate_python(content)
