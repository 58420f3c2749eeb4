"""A round's own page; opening, closing and reopening scoring. Starting it: starting.py."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.forms import DeadlineForm, ReasonForm
from app.assessments.models import Round, RoundState
from app.assessments.queries.rounds import asked_to_score, participants
from app.assessments.room import ROUND, room
from app.assessments.services import running
from app.assessments.views.acting import act
from app.assessments.views.desk import rehearse_url
from app.assessments.views.loading import instrument_of, load_round, to
from app.db.clock import now, today
from app.instruments.queries import version_ref
from app.security import Permission, require_identity, require_scope

UNPROCESSABLE = 422


@room.get(f"{ROUND}/", permission=Permission.ENGAGEMENT_VIEW)
def overview(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Where the round stands, and what its reader does next."""
    return _overview(load_round(round_ref))


def _overview(assessment_round: Round, form: DeadlineForm | ReasonForm | None = None) -> ResponseReturnValue:
    scope, identity = require_scope(), require_identity()
    may_score = assessment_round.state is RoundState.SCORING and identity.may(Permission.SCORE)
    sees_people = identity.may(Permission.ROUND_RUN) or identity.may(Permission.WORKSHOP_RUN)
    errors = form.error_list if form else []
    body = render_template(
        "assessments/overview.html",
        scope=scope,
        round=assessment_round,
        instrument=instrument_of(assessment_round),
        instrument_ref=version_ref(assessment_round.instrument_digest),
        participants=participants(assessment_round.id, engagement_id=scope.id) if sees_people else None,
        deadline_form=form if isinstance(form, DeadlineForm) else _deadline_form(assessment_round),
        reason_form=form if isinstance(form, ReasonForm) else ReasonForm(),
        may=identity.may,
        asked=may_score and asked_to_score(identity.person_id, round_id=assessment_round.id),
        moment=now(),
        rehearse_url=rehearse_url(assessment_round),
        errors=errors,
    )
    return body, UNPROCESSABLE if errors else 200


def _deadline_form(assessment_round: Round) -> DeadlineForm:
    deadline = assessment_round.deadline
    return DeadlineForm(data={"deadline": deadline, "seen_deadline": deadline.isoformat()})


@room.post(f"{ROUND}/open", permission=Permission.ROUND_RUN)
def open_scoring(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Open scoring and send the invitations."""
    assessment_round = load_round(round_ref, lock=True)
    return act(
        lambda: running.open_scoring(assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="Scoring is open and the invitations are on their way.",
        endpoint="overview",
    )


@room.form(f"{ROUND}/close", permission=Permission.ROUND_RUN)
def close(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Ask whether to close scoring, naming who has not submitted; then close it."""
    assessment_round, scope = load_round(round_ref, lock=request.method == "POST"), require_scope()
    if request.method == "GET":
        if assessment_round.state is not RoundState.SCORING:
            return redirect(to("overview", assessment_round), 303)
        asked = participants(assessment_round.id, engagement_id=scope.id)
        return render_template("assessments/close.html", scope=scope, round=assessment_round, participants=asked)
    return act(
        lambda: running.close_scoring(assessment_round, scope, actor=require_identity(), now=now()),
        assessment_round,
        said="Scoring is closed. The consultants have been told.",
        endpoint="overview",
    )


@room.post(f"{ROUND}/reopen", permission=Permission.ROUND_RUN)
def reopen(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Reopen scoring for late scores, with a reason."""
    assessment_round, form = load_round(round_ref, lock=True), ReasonForm(request.form)
    waits = assessment_round.state is RoundState.WORKSHOP and assessment_round.scores_shown_at is None
    if waits and not form.validate():
        return _overview(assessment_round, form)
    why = form.reason.data or ""
    return act(
        lambda: running.reopen_scoring(assessment_round, why, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="Scoring is open again.",
        endpoint="overview",
    )


@room.post(f"{ROUND}/deadline", permission=Permission.ROUND_RUN)
def change_deadline(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Move the deadline."""
    assessment_round, form = load_round(round_ref, lock=True), DeadlineForm(request.form)
    day = form.deadline.data if form.validate() else None
    if assessment_round.state in running.OPEN_TO_PEOPLE and (day is None or day < today()):
        if day is not None:
            form.deadline.errors = ("The new date must be today or in the future",)
        return _overview(assessment_round, form)
    return act(
        lambda: running.change_deadline(
            assessment_round,
            day or today(),
            require_scope(),
            seen_deadline=form.seen_deadline.data or "",
            actor=require_identity(),
            now=now(),
        ),
        assessment_round,
        said="The deadline is moved.",
        endpoint="overview",
    )


@room.post(f"{ROUND}/remind", permission=Permission.ROUND_RUN)
def remind(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Remind everybody who has not submitted."""
    assessment_round = load_round(round_ref, lock=True)
    return act(
        lambda: running.remind(assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="Everybody who has not submitted is reminded.",
        endpoint="overview",
    )
