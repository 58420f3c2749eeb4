"""What the page of a round's evidence says of each standard. Who may see what: queries/evidence.py."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.assessments.queries.agreed import Agreed
from app.assessments.queries.evidence import Evidence
from app.assessments.result.value import HIGH
from app.instruments.document import Area, Instrument, Standard


@dataclass(frozen=True, slots=True)
class StandardEvidence:
    """One standard's evidence; `unsupported`: agreed at 4 or 5 though nothing that counts is offered."""

    standard: Standard
    evidence: Sequence[Evidence]
    unsupported: bool


@dataclass(frozen=True, slots=True)
class EvidenceTotals:
    """How much there is, and what somebody should look at."""

    items: int
    due: int
    unanswered: int


def by_area(
    instrument: Instrument, evidence: Mapping[str, Sequence[Evidence]], agreed: Mapping[str, Agreed]
) -> list[tuple[Area, list[StandardEvidence]]]:
    """Give every standard of every area, with what is offered for it."""
    return [
        (area, [_of(standard, evidence.get(standard.key, ()), agreed.get(standard.key)) for standard in area.standards])
        for area in instrument.areas
    ]


def _of(standard: Standard, evidence: Sequence[Evidence], agreed: Agreed | None) -> StandardEvidence:
    high = agreed is not None and agreed.level is not None and agreed.level >= HIGH
    return StandardEvidence(standard, evidence, high and not any(each.counts for each in evidence))


def totals(evidence: Mapping[str, Sequence[Evidence]], *, today: dt.date) -> EvidenceTotals:
    """Count what there is, what is due for review and what nobody has confirmed yet."""
    every = [each for offered in evidence.values() for each in offered]
    return EvidenceTotals(
        items=len(every),
        due=sum(each.is_due(today) for each in every),
        unanswered=sum(each.carried_from is not None and each.still_true is None for each in every),
    )
