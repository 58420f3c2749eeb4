"""Who is asked to score: adding from a list or pasted addresses, and removing."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.errors import RoundError
from app.assessments.forms import ParticipantsForm
from app.assessments.models import Round, RoundKind, RoundState
from app.assessments.queries.rounds import AskedBefore, asked_before, participants, participation_of
from app.assessments.room import ROUND, room
from app.assessments.services import running
from app.assessments.views.acting import act
from app.assessments.views.loading import load_round, to
from app.db.clock import now
from app.security import Permission, require_identity, require_scope


@room.form(f"{ROUND}/participants", permission=Permission.ROUND_RUN)
def people(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show who is asked, and take a pasted list of more."""
    scope = require_scope()
    assessment_round = load_round(round_ref, lock=request.method == "POST")
    form = ParticipantsForm(request.form)
    if request.method == "POST" and (assessment_round.state not in running.OPEN_TO_PEOPLE or form.validate()):
        try:
            added = running.add_participants(form.listed, assessment_round, scope, actor=require_identity(), now=now())
        except RoundError as error:
            form.form_errors.append(str(error))
        else:
            flash(_added(added, len(form.listed), assessment_round.state), "success")
            return redirect(to("people", assessment_round), 303)
    body = render_template(
        "assessments/people.html",
        scope=scope,
        round=assessment_round,
        form=form,
        participants=participants(assessment_round.id, engagement_id=scope.id),
        before=_before(assessment_round),
        errors=form.error_list,
        moment=now(),
    )
    return body, 422 if form.error_list else 200


def _before(assessment_round: Round) -> AskedBefore | None:
    """Give who could be asked again, while the list is being made."""
    if assessment_round.state is not RoundState.DRAFT or assessment_round.kind is RoundKind.BASELINE:
        return None
    return asked_before(assessment_round, lead_authority_id=require_scope().lead_authority_id)


def _added(added: int, listed: int, state: RoundState) -> str:
    people_added = (
        f"{added} {'person' if added == 1 else 'people'} {'invited' if state is RoundState.SCORING else 'added'}."
    )
    already = listed - added
    return (
        f"{people_added} {already} on your list {'was' if already == 1 else 'were'} there already."
        if already
        else people_added
    )


@room.post(f"{ROUND}/participants/<ref:participation_ref>/remove", permission=Permission.ROUND_RUN)
def remove(engagement_ref: str, round_ref: str, participation_ref: str) -> ResponseReturnValue:
    """Take somebody out of the round who has not submitted."""
    assessment_round = load_round(round_ref, lock=True)
    participation = participation_of(participation_ref, round_id=assessment_round.id) or abort(404)
    return act(
        lambda: running.remove_participant(
            participation, assessment_round, require_scope(), actor=require_identity(), now=now()
        ),
        assessment_round,
        said="Removed from this round.",
        endpoint="people",
    )
