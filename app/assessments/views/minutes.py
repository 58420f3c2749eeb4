"""The minutes of the workshop, which write themselves, and the little that somebody records for them."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.errors import ConflictError, WrongStateError
from app.assessments.messages import round_name
from app.assessments.minutes import Facts, Held, Minutes, minutes
from app.assessments.models import Round, WorkshopRecord
from app.assessments.queries.agreed import agreed_state
from app.assessments.queries.evidence import evidence_lines
from app.assessments.queries.minutes import meeting_of, steps_of
from app.assessments.queries.votes import all_ballots
from app.assessments.room import ROUND, room
from app.assessments.services.meeting import BEFORE_THE_SIGNATURE, RECORDABLE, record_meeting
from app.assessments.views.desk import BEFORE, desk_of
from app.assessments.views.loading import instrument_of, load_round
from app.assessments.workshop_forms import MeetingForm
from app.db.clock import LONDON, now
from app.security import EngagementScope, Permission, current_identity, require_identity, require_scope

CONFLICT, UNPROCESSABLE = 409, 422


def minutes_of(assessment_round: Round, scope: EngagementScope) -> Minutes:
    """Write the round's minutes from all that is recorded."""
    met = meeting_of(assessment_round.id)
    return minutes(
        Facts(
            heading=f"Minutes of the workshop: {round_name(assessment_round, scope)}",
            partnership=f"{scope.partnership_name}, {scope.partner_name}",
            instrument=instrument_of(assessment_round),
            state=agreed_state(assessment_round.id),
            ballots=all_ballots(assessment_round),
            evidence={
                key: sum(line.counts for line in lines) for key, lines in evidence_lines(assessment_round.id).items()
            },
            steps=steps_of(assessment_round.id),
            meeting=Held(met.held_on, met.place, met.present, met.apologies, met.notes) if met else None,
            shown_at=assessment_round.scores_shown_at,
        )
    )


@room.get(f"{ROUND}/workshop/minutes", permission=Permission.WORKSHOP_FOLLOW)
def workshop_minutes(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show the minutes as they stand."""
    assessment_round, scope, identity = load_round(round_ref), require_scope(), current_identity()
    begun = assessment_round.state not in BEFORE
    return render_template(
        "assessments/minutes.html",
        desk=desk_of(assessment_round),
        minutes=minutes_of(assessment_round, scope) if begun else None,
        may_record=bool(identity and identity.may(Permission.WORKSHOP_RUN)) and assessment_round.state in RECORDABLE,
    )


@room.form(f"{ROUND}/workshop/minutes/meeting", permission=Permission.WORKSHOP_RUN)
def workshop_meeting(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Record when and where the workshop met, and who was there."""
    assessment_round = load_round(round_ref, lock=request.method == "POST")
    desk = desk_of(assessment_round)
    if assessment_round.state not in RECORDABLE:
        flash(str(WrongStateError(BEFORE_THE_SIGNATURE)), "important")
        return redirect(desk.minutes_url, 303)
    stored = meeting_of(assessment_round.id)
    if request.method == "GET":
        return _page(assessment_round, MeetingForm(data=_typed(stored)), stored)
    form = MeetingForm(request.form)
    if not form.validate():
        return _page(assessment_round, form, stored)
    try:
        record_meeting(form.meeting(), assessment_round, require_scope(), actor=require_identity(), now=now())
    except ConflictError:
        stored = meeting_of(assessment_round.id)
        form.seen_version.data = str(stored.version if stored else 0)
        return _page(assessment_round, form, stored, conflict=True)
    flash("The meeting is recorded.", "success")
    return redirect(desk.minutes_url, 303)


def _typed(stored: WorkshopRecord | None) -> dict[str, object]:
    if stored is None:
        return {"held_on": now().astimezone(LONDON).date()}
    names = ("held_on", "place", "present", "apologies", "notes")
    return {name: getattr(stored, name) for name in names} | {"seen_version": str(stored.version)}


def _page(
    assessment_round: Round, form: MeetingForm, stored: WorkshopRecord | None, *, conflict: bool = False
) -> ResponseReturnValue:
    body = render_template(
        "assessments/meeting.html",
        desk=desk_of(assessment_round),
        form=form,
        stored=stored,
        conflict=conflict,
        errors=form.error_list,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if form.error_list else 200
