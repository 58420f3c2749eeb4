"""The result as it is agreed now, put together from the doors that each know one part of it."""

from app.assessments.models import ProposedResult, Round
from app.assessments.queries.agreed import agreed_state
from app.assessments.queries.evidence import evidence_lines
from app.assessments.queries.rounds import submitted_count
from app.assessments.queries.unnamed import unnamed_scores
from app.assessments.result import Result, result_from
from app.assessments.result.making import Ground, make_result
from app.db import db
from app.instruments.document import Instrument
from app.security import EngagementScope


def result_now(assessment_round: Round, instrument: Instrument, scope: EngagementScope) -> Result:
    """Give the result as it is agreed now, from the doors that may see each part of it."""
    asked, submitted = submitted_count(assessment_round.id)
    ground = Ground(
        agreed=agreed_state(assessment_round.id),
        unnamed=unnamed_scores(assessment_round),
        evidence=evidence_lines(assessment_round.id),
        asked=asked,
        submitted=submitted,
    )
    return make_result(
        title=f"{assessment_round.kind.label} self-assessment",
        partner=scope.partner_name,
        partnership=scope.partnership_name,
        instrument=instrument,
        ground=ground,
    )


def proposed_result(assessment_round: Round, instrument: Instrument, scope: EngagementScope) -> Result:
    """Give what waits for the signature, as it was sent; what was sent before proposals were kept is made now."""
    kept = db.session.get(ProposedResult, assessment_round.id)
    return result_from(kept.content) if kept else result_now(assessment_round, instrument, scope)
