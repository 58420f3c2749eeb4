"""Opening a signed result again: by the partnership with a reason, by the consultant's resuming, or put back."""

from flask import request
from flask.typing import ResponseReturnValue

from app.assessments.models import RoundState
from app.assessments.room import ROUND, room
from app.assessments.services import reopening
from app.assessments.signing_forms import ReopenForm
from app.assessments.views.acting import act
from app.assessments.views.loading import load_round
from app.assessments.views.result import Parts, result_page
from app.db.clock import now
from app.security import Permission, require_identity, require_scope


@room.post(f"{ROUND}/result/reopen", permission=Permission.RESULT_REOPEN)
def reopen_result(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Reopen the signed result, with a reason."""
    assessment_round, form = load_round(round_ref, lock=True), ReopenForm(request.form)
    if assessment_round.state is RoundState.SIGNED and not form.validate():
        return result_page(assessment_round, Parts(reopen=form))
    return act(
        lambda: reopening.reopen_result(
            form.what(), assessment_round, require_scope(), actor=require_identity(), now=now()
        ),
        assessment_round,
        said="The result is reopened. The consultants, the director and the lead officers have been told.",
        endpoint="result",
    )


@room.post(f"{ROUND}/result/keep", permission=Permission.RESULT_REOPEN)
def keep_signed(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Put the signed result back as it was."""
    assessment_round = load_round(round_ref, lock=True)
    return act(
        lambda: reopening.keep_signed(assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="The signed version stands. Nothing has changed.",
        endpoint="result",
    )


@room.post(f"{ROUND}/workshop/resume", permission=Permission.WORKSHOP_RUN)
def resume_workshop(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Go back into the workshop of a reopened result."""
    assessment_round = load_round(round_ref, lock=True)
    return act(
        lambda: reopening.resume_workshop(assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="The workshop is open again, with everything agreed as it was.",
        endpoint="workshop",
    )
