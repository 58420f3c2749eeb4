"""Own place in a cohort: joining, own needs, giving it up. Places of others: delegates.py."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import now, today
from app.engagements.forms.taking import sent
from app.learning.access import CohortScope, cohort_scope
from app.learning.dates import clock_times
from app.learning.errors import LearningError
from app.learning.forms.places import LeaveForm, NeedsForm
from app.learning.models import Enrolment, EnrolmentState
from app.learning.queries.cohorts import cohort_record, own_needs, trainers_of
from app.learning.queries.listings import Invitation, to_join
from app.learning.queries.programmes import programme
from app.learning.room import COHORT, room
from app.learning.services import enrolling as services
from app.learning.services.enrolling import Asking
from app.learning.views.acting import act, refused
from app.learning.views.loading import cohort_here, page, to
from app.security import Permission, require_identity
from app.web.links import page_url

FORBIDDEN, UNPROCESSABLE = 403, 422
IN_IT = "You are in this cohort already."
NOT_TO_JOIN = "This cohort cannot be joined now: it is not open, or it has begun."


@room.get(f"{COHORT}/join", permission=Permission.SIGNED_IN)
def join(cohort_ref: str) -> ResponseReturnValue:
    """Show an open cohort to whoever may join it."""
    offered = _offered(cohort_ref)
    return _join_page(offered, NeedsForm()) if offered else _elsewhere(cohort_ref)


@room.post(f"{COHORT}/enrol", permission=Permission.SIGNED_IN)
def enrol(cohort_ref: str) -> ResponseReturnValue:
    """Take a place, or wait for one."""
    offered, form, me = _offered(cohort_ref), NeedsForm(sent()), require_identity()
    if offered is None:
        return _elsewhere(cohort_ref)
    if not form.validate():
        return _join_page(offered, form), UNPROCESSABLE
    asking = Asking(me.person_id, offered.authority_id, form.needs.data or "")
    try:
        enrolment = services.enrol(offered.id, asking, actor=me, now=now())
    except LearningError as error:
        return refused(error, page_url("learning.training"))
    flash(_said(enrolment), "success")
    return redirect(url_for("learning.cohort", cohort_ref=cohort_ref), 303)


def _offered(cohort_ref: str) -> Invitation | None:
    return next(iter(to_join(require_identity(), today=today(), cohort_ref=cohort_ref)), None)


def _elsewhere(cohort_ref: str) -> ResponseReturnValue:
    """Lead whoever is something in the cohort to its page; to others it is not there."""
    scope = cohort_scope(cohort_ref, require_identity()) or abort(404)
    flash(IN_IT if scope.takes or scope.waits else NOT_TO_JOIN, "important")
    return redirect(to("cohort", scope), 303)


def _join_page(offered: Invitation, form: NeedsForm) -> str:
    return render_template(
        "learning/join.html",
        offered=offered,
        record=cohort_record(cohort_id=offered.id),
        trainers=trainers_of(cohort_id=offered.id),
        held=programme(offered.digest),
        clock_times=clock_times,
        form=form,
        errors=form.error_list,
    )


def _said(enrolment: Enrolment) -> str:
    if enrolment.state is EnrolmentState.ENROLLED:
        return "You have a place. You get an email with everything you need to come."
    return "All places are taken, so you are on the waiting list. You get an email when a place is yours."


@room.form(f"{COHORT}/needs", permission=Permission.SIGNED_IN)
def needs(cohort_ref: str) -> ResponseReturnValue:
    """Change what the trainers should know of one's own needs."""
    scope, enrolment_id = _own(cohort_ref)
    form = NeedsForm(sent(), data={"needs": own_needs(enrolment_id=enrolment_id)})
    if request.method == "POST" and form.validate():
        text = form.needs.data or ""
        return act(
            lambda: services.change_needs(scope.id, enrolment_id, text, actor=require_identity(), now=now()),
            said="Saved. Only the trainers see it.",
            leads_to=to("cohort", scope),
        )
    return page("needs.html", scope, form=form, errors=form.error_list), UNPROCESSABLE if form.errors else 200


@room.form(f"{COHORT}/withdraw", permission=Permission.SIGNED_IN)
def withdraw(cohort_ref: str) -> ResponseReturnValue:
    """Give up one's own place, or leave the waiting list."""
    scope, enrolment_id = _own(cohort_ref)
    form = LeaveForm(sent())
    if request.method == "POST" and form.validate():
        reason = form.reason.data or ""
        return act(
            lambda: services.give_up(scope.id, enrolment_id, reason, actor=require_identity(), now=now()),
            said="You are no longer on the waiting list." if scope.waits else "You have given up your place.",
            leads_to=to("cohort", scope),
        )
    return page("withdraw.html", scope, form=form, errors=form.error_list), UNPROCESSABLE if form.errors else 200


def _own(cohort_ref: str) -> tuple[CohortScope, int]:
    """Give the cohort to who has a place in it or waits; whoever has left is led to its page; 403 to others."""
    scope = cohort_here(cohort_ref)
    if scope.enrolment_id is None:
        abort(FORBIDDEN)
    if not (scope.takes or scope.waits):
        flash("You have no place in this cohort any more.", "important")
        abort(redirect(to("cohort", scope), 303))
    return scope, scope.enrolment_id
