"""The result as it is agreed now, put together from the doors that each know one part of it."""

from app.assessments.models import ProposedResult, Round
from app.assessments.queries.agreed import agreed_state
from app.assessments.queries.evidence import evidence_lines
from app.assessments.queries.rounds import submitted_count
from app.assessments.queries.scores_by_agency import scores_by_agency
from app.assessments.queries.votes import all_ballots
from app.assessments.reliability import told_alpha
from app.assessments.result import Result, result_from
from app.assessments.result.making import Ground, make_result
from app.charts.model import rounded_text
from app.db import db
from app.instruments.document import Instrument
from app.security import EngagementScope


def result_now(assessment_round: Round, instrument: Instrument, scope: EngagementScope) -> Result:
    """Give the result as it is agreed now, from the doors that may see each part of it."""
    asked, submitted = submitted_count(assessment_round.id)
    ballots = all_ballots(assessment_round)
    alpha = told_alpha([each.first.spread.counts for each in ballots.values() if each.first.spread])
    ground = Ground(
        agreed=agreed_state(assessment_round.id),
        unnamed={key: each.first for key, each in ballots.items()},
        second={key: each.second for key, each in ballots.items()},
        evidence=evidence_lines(assessment_round.id),
        asked=asked,
        submitted=submitted,
        alpha="" if alpha.value is None else rounded_text(alpha.value),
        alpha_undefined=alpha.why_not,
        breakdown=scores_by_agency(assessment_round, [standard.key for standard in instrument.standards]),
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
