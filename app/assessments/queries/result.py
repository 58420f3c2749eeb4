"""The result as it is agreed now, put together from the doors that each know one part of it."""

from app.assessments.models import Round
from app.assessments.queries.agreed import agreed_and_found
from app.assessments.queries.unnamed import unnamed_scores
from app.assessments.result import Result, make_result
from app.instruments.document import Instrument
from app.security import EngagementScope


def result_now(assessment_round: Round, instrument: Instrument, scope: EngagementScope) -> Result:
    """Give what waits for the signature; two queries."""
    agreed, found = agreed_and_found(assessment_round.id)
    return make_result(
        title=f"{assessment_round.kind.label} self-assessment",
        partner=scope.partner_name,
        partnership=scope.partnership_name,
        instrument=instrument,
        agreed=agreed,
        found=found,
        unnamed=unnamed_scores(assessment_round),
    )
