"""What every change of an appraisal does: demands that it may be, and leaves a trace."""

from typing import Unpack

from app.appraising.errors import WrongStateError
from app.appraising.models import Appraisal, AppraisalState
from app.appraising.queries.answers import is_answered
from app.appraising.queries.seats import Seat
from app.audit import services
from app.audit.services import Trace
from app.engagements.models import RUNNING, EngagementState
from app.security import EngagementScope

STANDS = {
    AppraisalState.ALONE: "People still score this alone, so it is not answered together yet.",
    AppraisalState.AGREEING: "This is answered together now, so nobody scores it alone any more.",
    AppraisalState.FINISHED: "This is concluded, so it does not change any more. To look at it again, start anew.",
    AppraisalState.WITHDRAWN: "This was withdrawn, so it does not change any more.",
}
ASKED = "People are asked to score alone, so what they score stays as it is. To change it, withdraw and start again."
ANSWERED = "Something is answered already, so the criteria stay as they are. To change them, withdraw and start again."


def demand_running(scope: EngagementScope) -> None:
    """Raise WrongStateError unless the engagement is open or closing."""
    if scope.state not in RUNNING:
        over = "is not open yet" if scope.state == EngagementState.DRAFT else "is over"
        raise WrongStateError(f"The engagement {over}, so its tools cannot be used. Nothing was changed.")


def demand_state(appraisal: Appraisal, scope: EngagementScope, *states: AppraisalState) -> None:
    """Raise WrongStateError if the appraisal is in another state, or the engagement does not run."""
    demand_running(scope)
    if appraisal.state not in states:
        raise WrongStateError(STANDS[appraisal.state])


def demand_subjects_open(appraisal: Appraisal, seats: tuple[Seat, ...], scope: EngagementScope) -> None:
    """Raise WrongStateError once people were asked to score the subjects that there are."""
    demand_state(appraisal, scope, AppraisalState.ALONE, AppraisalState.AGREEING)
    if seats:
        raise WrongStateError(ASKED)


def demand_criteria_open(appraisal: Appraisal, seats: tuple[Seat, ...], scope: EngagementScope) -> None:
    """Raise WrongStateError once people were asked to score by the criteria that there are, or answered together.

    Whether somebody has begun alone is nobody's to know, so being asked is what counts.
    """
    demand_subjects_open(appraisal, seats, scope)
    if is_answered(appraisal_id=appraisal.id):
        raise WrongStateError(ANSWERED)


def note(action: str, appraisal: Appraisal, scope: EngagementScope, **trace: Unpack[Trace]) -> None:
    """Record a change in the audit trail, in the same transaction."""
    services.note(action, f"appraisal {appraisal.ref}", scope, **trace)
