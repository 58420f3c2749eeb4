"""Puts a result together from what is known when it is sent to the director. Who may know it: queries/."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.assessments.breakdown import Breakdown
from app.assessments.queries.agreed import AgreedState
from app.assessments.queries.unnamed import NOTHING, UnnamedScores
from app.assessments.result.value import AreaResult, EvidenceLine, Result, StandardResult
from app.charts.model import level_text
from app.instruments.document import Area, Instrument, Standard


@dataclass(frozen=True, slots=True)
class Ground:
    """What a result rests on, by standard where it is of one; the private scores only as far as they may be seen."""

    agreed: AgreedState
    unnamed: Mapping[str, UnnamedScores]
    second: Mapping[str, UnnamedScores] = field(default_factory=dict)
    evidence: Mapping[str, tuple[EvidenceLine, ...]] = field(default_factory=dict)
    asked: int = 0
    submitted: int = 0
    alpha: str = ""
    alpha_undefined: str = ""
    breakdown: Breakdown | None = None


def make_result(*, title: str, partner: str, partnership: str, instrument: Instrument, ground: Ground) -> Result:
    """Put a result together; a standard without an agreed score is left out."""
    return Result(
        title=title,
        partner=partner,
        partnership=partnership,
        areas=tuple(_area(area, ground) for area in instrument.areas),
        asked=ground.asked,
        submitted=ground.submitted,
        alpha=ground.alpha,
        alpha_undefined=ground.alpha_undefined,
        breakdown=ground.breakdown,
    )


def _area(area: Area, ground: Ground) -> AreaResult:
    found = ground.agreed.found.get(area.key)
    return AreaResult(
        key=area.key,
        title=area.title,
        standards=tuple(
            _standard(standard, ground) for standard in area.standards if standard.key in ground.agreed.agreed
        ),
        challenges=found.challenges if found else "",
        capacity=found.capacity if found else "",
    )


def _standard(standard: Standard, ground: Ground) -> StandardResult:
    key, agreed = standard.key, ground.agreed.agreed[standard.key]
    unnamed = ground.unnamed.get(key, NOTHING)
    spread, second = unnamed.spread, ground.second.get(key, NOTHING).spread
    return StandardResult(
        key=key,
        number=standard.number,
        title=standard.title,
        level=agreed.level,
        target=agreed.target,
        reason=agreed.reason,
        counts=spread.counts if spread else (),
        median=level_text(spread.median) if spread else "",
        word=str(spread.word) if spread and spread.word else "",
        cannot_score=unnamed.cannot_score,
        second_counts=second.counts if second else (),
        target_by=agreed.target_by.isoformat() if agreed.target_by else "",
        priority=agreed.priority,
        dissents=ground.agreed.dissents.get(key, ()),
        evidence=ground.evidence.get(key, ()),
    )
