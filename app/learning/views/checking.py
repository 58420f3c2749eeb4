"""The knowledge check: begin, answer, hand in, read why. When it counts: certificate."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.engagements.forms.taking import sent
from app.learning.errors import WrongStateError
from app.learning.forms.learned import check_form
from app.learning.models import CheckKind
from app.learning.opening import until
from app.learning.queries.learned import attempt_by_ref, attempts_of
from app.learning.room import COHORT, room
from app.learning.services import checking as services
from app.learning.views.learned import UNPROCESSABLE, lead_away, opening_of
from app.learning.views.loading import cohort_to_take, page, programme_of, to
from app.security import Permission, require_identity


@room.get(f"{COHORT}/check", permission=Permission.SIGNED_IN)
def check(cohort_ref: str) -> ResponseReturnValue:
    """Show what is open and the attempts so far."""
    scope = cohort_to_take(cohort_ref)
    programme, moment = programme_of(scope), now()
    opening = opening_of(scope, programme)
    attempts = attempts_of(enrolment_id=scope.enrolment_id or 0)
    kind = opening.check_kind(moment)
    same = [attempt for attempt in attempts if attempt.kind is kind]
    return page(
        "check.html",
        scope,
        attempts=attempts,
        opening=opening,
        until=until,
        kind=kind,
        CheckKind=CheckKind,
        unfinished=same[-1] if same and same[-1].submitted_at is None else None,
        may_begin=bool(programme.questions) and kind is not None and not (same and kind is CheckKind.BEFORE),
        has_questions=bool(programme.questions),
        passes=services.passes,
        passed=kind is CheckKind.AFTER and any(services.passes(each) for each in same if each.submitted_at),
    )


@room.post(f"{COHORT}/check/begin", permission=Permission.SIGNED_IN)
def begin_check(cohort_ref: str) -> ResponseReturnValue:
    """Begin a check, or go on with the one that is open."""
    scope = cohort_to_take(cohort_ref)
    programme = programme_of(scope)
    opening = opening_of(scope, programme)
    try:
        begun = services.begin(programme, scope, opening, actor=require_identity(), now=now())
    except WrongStateError as error:
        lead_away(str(error), scope, "check")
    return redirect(to("attempt", scope, attempt_ref=begun.ref), 303)


@room.form(f"{COHORT}/check/<ref:attempt_ref>", permission=Permission.SIGNED_IN)
def attempt(cohort_ref: str, attempt_ref: str) -> ResponseReturnValue:
    """Answer eight questions; once handed in, read the result."""
    scope = cohort_to_take(cohort_ref)
    found = attempt_by_ref(attempt_ref, enrolment_id=scope.enrolment_id or 0) or abort(404)
    programme = programme_of(scope)
    asked = services.asked_in(found, programme)
    if found.submitted_at is not None:
        if request.method == "POST":
            flash(services.HANDED_IN, "important")
            return redirect(to("attempt", scope, attempt_ref=found.ref), 303)
        return page(
            "check_result.html", scope, attempt=found, asked=asked, CheckKind=CheckKind, passed=services.passes(found)
        )
    opening = opening_of(scope, programme)
    reason = services.why_not(found, opening, now())
    if reason:
        lead_away(reason, scope, "check")
    form = check_form(asked, sent(), found.answers)
    if request.method == "POST" and form.validate():
        sheet = form.sheet()
        try:
            services.answer(found, sheet, programme, scope, opening, actor=require_identity(), now=now())
        except WrongStateError as error:
            lead_away(str(error), scope, "check")
        if not sheet.hand_in:
            flash("Your answers are saved. Nothing is handed in yet.", "success")
            return redirect(to("check", scope), 303)
        return redirect(to("attempt", scope, attempt_ref=found.ref), 303)
    errors = form.error_list
    body = page("attempt.html", scope, form=form, errors=errors, attempt=found, asked=asked, CheckKind=CheckKind)
    return body, UNPROCESSABLE if errors else 200
