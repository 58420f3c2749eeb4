"""What trainers do with a cohort: change its facts, open, close, cancel it, tell delegates. Who is in it: places.py."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now, today
from app.engagements.forms.taking import sent
from app.engagements.forms.versions import differences
from app.learning.access import CohortScope
from app.learning.errors import ConflictError, LearningError, RefusedFieldError
from app.learning.forms.cohorts import ReasonForm, change_form
from app.learning.queries.cohorts import Trainer, cohort_record, trainers_to_choose
from app.learning.room import COHORT, room
from app.learning.services import cohorts as services
from app.learning.services.cohorts import Plan
from app.learning.services.enrolling import look
from app.learning.views.acting import act, refused
from app.learning.views.loading import cohort_to_run, page, programme_of, to
from app.security import Permission, require_identity
from app.web.filters import day, plural

CONFLICT, UNPROCESSABLE = 409, 422


@room.form(f"{COHORT}/edit", permission=Permission.TRAINING_RUN)
def edit_cohort(cohort_ref: str) -> ResponseReturnValue:
    """Change the cohort's facts; delegates are told once, later."""
    scope = cohort_to_run(cohort_ref)
    held = look(scope.id)
    try:
        services.demand_live(held, now())
    except LearningError as error:
        return refused(error, to("cohort", scope))
    kept, trainers = services.plan_of(held), trainers_to_choose(authority_id=scope.authority_id, cohort_id=scope.id)
    form = change_form(programme_of(scope), sent(), kept.dates, **_shown(kept, trainers))
    form.on(today(), kept.dates, trainers)
    errors, conflict, status = [], None, 200
    if request.method == "POST" and form.validate():
        try:
            plan = form.plan(trainers)
            services.change(scope.id, plan, seen=form.seen_version, actor=require_identity(), now=now())
        except ConflictError:
            conflict, status = _conflict(form, kept, trainers), CONFLICT
            form.see(kept.mark)
        except RefusedFieldError as error:
            form[error.name].errors = (str(error),)
        else:
            return act(lambda: None, said="Saved.", leads_to=to("cohort", scope))
    if form.errors:
        errors, status = form.error_list, UNPROCESSABLE
    return _edit_page(scope, form, errors, conflict), status


def _edit_page(scope: CohortScope, form: Any, errors: Any, conflict: Any) -> str:
    return page(
        "cohort_form.html",
        scope,
        form=form,
        errors=errors,
        conflicting=conflict is not None,
        conflict=conflict,
        version=None,
        several=False,
    )


def _shown(plan: Plan, trainers: list[Trainer]) -> dict[str, Any]:
    """Give the facts as the form has them."""
    facts = {name: getattr(plan, name) for name in ("title", "seats", "venue", "link", "joining")}
    return facts | {"trainers": [each.ref for each in trainers if each.id in plan.trainers], "seen": str(plan.mark)}


def _conflict(form: Any, kept: Plan, trainers: list[Trainer]) -> Any:
    db.session.rollback()

    def words(name: str, value: Any) -> str:
        if name == "trainers":
            return "\n".join(each.name for each in trainers if each.ref in (value or ()))
        return day(value) if name.startswith("day_") and value else str(value or "")

    saved = _shown(kept, trainers) | {f"day_{number}": on for number, on in kept.dates.items()}
    saved.pop("seen")
    return differences(form, form.data, saved, words)


@room.post(f"{COHORT}/open", permission=Permission.TRAINING_RUN)
def open_cohort(cohort_ref: str) -> ResponseReturnValue:
    """Let people enrol."""
    scope = cohort_to_run(cohort_ref)
    return act(
        lambda: services.open_enrolment(scope.id, actor=require_identity(), now=now()),
        said="The cohort is open. People of your authority and of those that you support can enrol.",
        leads_to=to("cohort", scope),
    )


@room.post(f"{COHORT}/close", permission=Permission.TRAINING_RUN)
def close_cohort(cohort_ref: str) -> ResponseReturnValue:
    """Let nobody enrol any more."""
    scope = cohort_to_run(cohort_ref)
    return act(
        lambda: services.close_enrolment(scope.id, actor=require_identity(), now=now()),
        said="Enrolment is closed. Whoever waits still moves up if a place comes free before the first day.",
        leads_to=to("cohort", scope),
    )


@room.form(f"{COHORT}/cancel", permission=Permission.TRAINING_RUN)
def cancel_cohort(cohort_ref: str) -> ResponseReturnValue:
    """Cancel the cohort for a reason, which everybody in it is told."""
    scope = cohort_to_run(cohort_ref)
    try:
        services.demand_live(look(scope.id), now())
    except LearningError as error:
        return refused(error, to("cohort", scope))
    form = ReasonForm(sent())
    if request.method == "POST" and form.validate():
        reason = str(form.reason.data)
        return act(
            lambda: services.cancel(scope.id, reason, actor=require_identity(), now=now()),
            said="The cohort is cancelled. Everybody in it is told by email.",
            leads_to=to("cohort", scope),
        )
    record = cohort_record(cohort_id=scope.id)
    body = page("cancel_cohort.html", scope, form=form, errors=form.error_list, record=record)
    return body, UNPROCESSABLE if form.errors else 200


@room.post(f"{COHORT}/tell", permission=Permission.TRAINING_RUN)
def tell_now(cohort_ref: str) -> ResponseReturnValue:
    """Tell delegates at once what changed."""
    scope = cohort_to_run(cohort_ref)
    told = services.tell_now(scope.id, actor=require_identity(), now=now())
    said = f"{plural(told, 'delegate is', 'delegates are')} told by email." if told else "There is nothing new to tell."
    return act(lambda: None, said=said, leads_to=to("cohort", scope))
