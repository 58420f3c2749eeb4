"""What may be seen of other people's scores: levels without names, and nothing before the consultant shows them.

Rules (rules.md, Round): only submitted ones, all at once per standard, at least three or none, ordered by level so that
no order tells who gave which. The door to them is votes.py. Evidence carries its owner's name and no level.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.assessments.agreement import Spread, spread
from app.assessments.models import Round
from app.assessments.queries.evidence import Evidence, evidence_of_standard

FEWEST = 3


@dataclass(frozen=True)
class UnnamedScores:
    """What may be seen of a standard's private scores. `hidden`: too few answered, so nothing is told."""

    levels: tuple[int, ...]  # ascending
    cannot_score: int
    reasons: tuple[str, ...]  # of those who could not score, in alphabetical order
    hidden: bool

    @cached_property
    def spread(self) -> Spread | None:
        """Summarise the levels; None when there are none to see."""
        return spread(self.levels) if self.levels else None


NOTHING = UnnamedScores((), 0, (), hidden=True)


def evidence(assessment_round: Round, standard_key: str) -> list[Evidence]:
    """Give the evidence for a standard by owner, files and carried ones included; none before the scores show."""
    if assessment_round.scores_shown_at is None:
        return []
    return evidence_of_standard(assessment_round.id, standard_key)


def put_together(answers: Iterable[tuple[int | None, str, int]], *, with_reasons: bool = True) -> UnnamedScores:
    """Put together what so many people said alike; the query gives the levels in ascending order.

    In a second vote (not `with_reasons`) nobody says why it cannot be scored.
    """
    levels: list[int] = []
    reasons: list[str] = []
    for level, reason, people in answers:
        if level is None:
            reasons += [reason] * people
        else:
            levels += [level] * people
    reasons.sort()
    cannot, told = len(reasons), tuple(reasons) if with_reasons else ()
    if len(levels) >= FEWEST:
        return UnnamedScores(tuple(levels), cannot, told, hidden=False)
    # Fewer than three levels: none is shown. Who could not score is told only if at least three could not.
    enough = not levels and cannot >= FEWEST
    return UnnamedScores((), cannot, told, hidden=False) if enough else NOTHING
