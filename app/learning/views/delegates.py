"""Places of others in a cohort: trainers add and remove delegates, a lead officer names colleagues. Own: places.py."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import SeatedPerson, people_of_engagement
from app.db.clock import now
from app.engagements.forms.taking import sent
from app.engagements.queries import councils
from app.learning.errors import LearningError, WrongStateError
from app.learning.forms.cohorts import ReasonForm
from app.learning.forms.places import AddForm, NominateForm
from app.learning.models import CohortState, EnrolmentState
from app.learning.queries.cohorts import delegate
from app.learning.queries.listings import Invitation, cohort_to_nominate_for, taking_part
from app.learning.room import COHORT, IN_ENGAGEMENT, room
from app.learning.services import enrolling, inviting
from app.learning.services.enrolling import look
from app.learning.views.acting import act, refused
from app.learning.views.loading import cohort_to_run, page, to
from app.security import EngagementScope, Permission, require_identity, require_scope

UNPROCESSABLE = 422


@room.form(f"{COHORT}/delegates/add", permission=Permission.TRAINING_RUN)
def add_delegates(cohort_ref: str) -> ResponseReturnValue:
    """Add delegates of one authority, by name and e-mail; who has no account is invited."""
    scope = cohort_to_run(cohort_ref)
    if scope.state is not CohortState.OPEN:
        return refused("Open the cohort before you add delegates.", to("cohort", scope))
    register, form = councils(), AddForm(sent())
    form.look_up(register)
    if request.method == "POST" and form.validate() and form.council:
        try:
            added = inviting.add(
                scope.id, form.invitees, authority_id=form.council.id, actor=require_identity(), now=now()
            )
        except LearningError as error:
            return refused(error, to("cohort", scope))
        return act(lambda: None, said=added.words, leads_to=to("cohort", scope))
    body = page("add_delegates.html", scope, form=form, errors=form.error_list, register=register)
    return body, UNPROCESSABLE if form.errors else 200


@room.form(f"{COHORT}/delegates/<ref:enrolment_ref>/remove", permission=Permission.TRAINING_RUN)
def remove_delegate(cohort_ref: str, enrolment_ref: str) -> ResponseReturnValue:
    """Take a delegate out for a reason, which the delegate is told; who waits moves up."""
    scope = cohort_to_run(cohort_ref)
    who = delegate(enrolment_ref, cohort_id=scope.id) or abort(404)
    if who.state is EnrolmentState.WITHDRAWN:
        return refused(f"{who.name} is not in this cohort any more.", to("cohort", scope))
    form = ReasonForm(sent())
    if request.method == "POST" and form.validate():
        reason = str(form.reason.data)
        return act(
            lambda: enrolling.remove(scope.id, who.id, reason, actor=require_identity(), now=now()),
            said=f"{who.name} is taken out and told by email.",
            leads_to=to("cohort", scope),
        )
    body = page("remove_delegate.html", scope, form=form, errors=form.error_list, who=who)
    return body, UNPROCESSABLE if form.errors else 200


@room.form(f"{IN_ENGAGEMENT}/<ref:cohort_ref>/nominate", permission=Permission.ROUND_RUN)
def nominate(engagement_ref: str, cohort_ref: str) -> ResponseReturnValue:
    """Name colleagues of the partner for an open cohort of the lead authority; lead officers do, who invite them."""
    scope, me = require_scope(), require_identity()
    offered = cohort_to_nominate_for(cohort_ref, lead_authority_id=scope.lead_authority_id) or abort(404)
    known, form = _colleagues(scope), NominateForm(sent())
    inside = taking_part(cohort_id=offered.id, authority_id=scope.partner_authority_id)
    posted = request.method == "POST"  # somebody else may have named the same colleague meanwhile: that harms nothing
    colleagues = [each for each in known if posted or each.person_ref not in inside]
    form.offer(colleagues)
    if posted and form.validate():
        people = form.named(colleagues)
        try:
            _demand_beginning(offered)
            added = inviting.add(offered.id, people, authority_id=scope.partner_authority_id, actor=me, now=now())
        except LearningError as error:
            return refused(error, _training(scope))
        flash(added.words, "success")
        return redirect(_training(scope), 303)
    body = render_template(
        "learning/nominate.html",
        scope=scope,
        offered=offered,
        inside=[each.name for each in known if each.person_ref in inside],
        form=form,
        errors=form.error_list,
        back=_training(scope),
    )
    return body, UNPROCESSABLE if form.errors else 200


def _demand_beginning(offered: Invitation) -> None:
    """Lead officers name people until the first day begins; afterwards trainers do."""
    held = look(offered.id)
    if enrolling.has_begun(held, now()):
        raise WrongStateError(enrolling.TOO_LATE)


def _colleagues(scope: EngagementScope) -> list[SeatedPerson]:
    """Everybody of the partner once, by name."""
    found = people_of_engagement(engagement_id=scope.id)
    partners = {each.person_ref: each for each in found if each.authority_id == scope.partner_authority_id}
    return sorted(partners.values(), key=lambda each: (each.name.casefold(), each.person_ref))


def _training(scope: EngagementScope) -> str:
    return url_for("learning.engagement_training", engagement_ref=scope.ref)
