"""Trainers' days of a cohort as support days of the engagement that pays. How days are charged: app/charging."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now, today
from app.engagements.models import SupportKind
from app.learning.access import CohortScope
from app.learning.errors import LearningError, RefusedFieldError
from app.learning.forms.support_days import SupportDaysForm, offer, support_days_form
from app.learning.queries.support_days import PayerEngagement, Slot, payable, payer, slots_of
from app.learning.room import COHORT, room
from app.learning.services import charging as services
from app.learning.views.loading import cohort_to_see, page, programme_of, to
from app.security import Permission, require_identity
from app.web.filters import person_days, plural
from app.web.forms import tidy

CONFLICT, UNPROCESSABLE = 409, 422
CHOOSE_A_DAY = "Choose how much of a day, for at least one day"
Errors = list[tuple[str, str]]


@room.form(f"{COHORT}/support-days", permission=Permission.SIGNED_IN)
def charge_days(cohort_ref: str) -> ResponseReturnValue:
    """Choose the engagement that pays, then which of the trainers' days it pays; or say why nothing can be charged."""
    scope = cohort_to_see(cohort_ref)
    slots = slots_of(cohort_id=scope.id)
    asked = str(tidy(request.args.get("engagement", "")))
    may = scope.state in services.CHARGEABLE and any(slot.entry_ref is None for slot in slots)
    if not may or not asked:
        if request.method == "POST":
            flash("Choose first which engagement pays. Nothing was changed.", "important")
            return redirect(to("charge_days", scope), 303)
        engagements = payable(authority_id=scope.authority_id, cohort_id=scope.id) if may else ()
        return page("support_days.html", scope, slots=slots, engagements=engagements, may=may)
    paying = payer(asked, authority_id=scope.authority_id) or abort(404)
    return _form_page(scope, slots, paying)


def _form_page(scope: CohortScope, slots: tuple[Slot, ...], paying: PayerEngagement) -> ResponseReturnValue:
    if not paying.kinds:
        if request.method == "POST":
            flash("The agreement has no days of training. Nothing was changed.", "important")
            return redirect(to("charge_days", scope), 303)
        return page("support_days_form.html", scope, paying=paying, form=None, errors=[])
    form = _form(scope, slots, paying)
    if request.method == "GET":
        return page("support_days_form.html", scope, paying=paying, form=form, errors=[])
    errors, status = Errors(), UNPROCESSABLE
    if form.validate() and form.chosen:
        try:
            return _charge(form, scope, paying)
        except LearningError as error:
            errors = _beside(form, error)
            status = CONFLICT if errors else UNPROCESSABLE
    errors += form.error_list
    if not form.chosen:
        errors.insert(0, (CHOOSE_A_DAY, f"#{next(iter(form.slots))}"))
    return page("support_days_form.html", scope, paying=paying, form=form, errors=errors), status


def _form(scope: CohortScope, slots: tuple[Slot, ...], paying: PayerEngagement) -> SupportDaysForm:
    stored = {
        "kind": paying.kinds[0] if len(paying.kinds) == 1 else "",
        "note": f"{programme_of(scope).title}: {scope.title}",
    }
    form = support_days_form(slots)(request.form if request.method == "POST" else None, data=stored)
    offer(form, paying)
    return form


def _charge(form: SupportDaysForm, scope: CohortScope, paying: PayerEngagement) -> ResponseReturnValue:
    served = services.Served(SupportKind(form.kind.data), *form.goal_and_milestone, form.note.data or "")
    made = services.charge_days(
        form.chosen, served, paying.scope, scope, actor=require_identity(), today=today(), now=now()
    )
    logged = person_days(sum(entry.quarters for entry in made))
    flash(
        f"{logged} logged for {paying.scope.partner_name}, {plural(len(made), 'line')}. "
        "A consultant or manager of the engagement submits them with its month.",
        "success",
    )
    return redirect(to("charge_days", scope), 303)


def _beside(form: SupportDaysForm, error: LearningError) -> Errors:
    """Put a refusal beside its day or field; give what belongs beside none."""
    db.session.rollback()
    if isinstance(error, services.RefusedDaysError):
        for slot, why in error.refusals.items():
            form.refuse(slot, why)
        return []
    if isinstance(error, RefusedFieldError):
        form[error.name].errors = [str(error)]
        return []
    return [(str(error), "")]
