"""Training in one engagement: what its weak standards suggest, who attends what, pledges that become milestones."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import people_of_engagement
from app.assessments.queries.signed import NewestSigned, kept_result, newest_signed
from app.charging.services.moves import RUNNING
from app.db import db
from app.db.clock import now, today
from app.db.keeping import kept_while
from app.learning.errors import LearningError, RefusedFieldError
from app.learning.forms.thread import MilestoneForm, change_form
from app.learning.queries.offers import Offer, offer
from app.learning.queries.programmes import programme
from app.learning.queries.thread import (
    GoalChoice,
    Place,
    PledgeRow,
    goals_of_plan,
    places_of_partner,
    pledge_of_partner,
    pledges_of_partner,
)
from app.learning.room import IN_ENGAGEMENT, room
from app.learning.services import milestones as services
from app.learning.suggesting import Suggestion, suggestions
from app.learning.taking_up import take_up
from app.plans.errors import PlanError
from app.plans.models import Plan
from app.plans.queries.plan import PlanRecord, plan_of
from app.plans.services.changing import change_scope
from app.security import EngagementScope, Permission, Role, require_identity, require_scope
from app.web.reprinting import printed_for

SEE_PLEDGES = frozenset({Role.LEAD_OFFICER, Role.MANAGER, Role.TRAINER})
MOST_PAGES = 32  # kept in a worker as they are printed, some 40 KB each with what they are made of
CONFLICT, UNPROCESSABLE = 409, 422
ADDED = "The pledge is now a milestone of the change plan."
IN_A_CHANGE = " It counts once the director has endorsed the change and the manager has approved it."
OPENED = "You can edit the scope now. The approved plan holds until the manager approves the change."


class Seen(NamedTuple):
    """All that the page of an engagement's training is made of: while none of it changes, neither does the page."""

    scope: EngagementScope
    offer: Offer
    signed: NewestSigned | None
    places: tuple[Place, ...]
    pledges: tuple[PledgeRow, ...]
    roles: frozenset[Role]
    builds: bool
    sees_days: bool
    today: dt.date


@room.get(IN_ENGAGEMENT, permission=Permission.TRAINING_VIEW)
def engagement_training(engagement_ref: str) -> ResponseReturnValue:
    """Show what training the partner takes, and what its weakest standards suggest."""
    scope, me = require_scope(), require_identity()
    seen = Seen(
        scope,
        offer(engagement_id=scope.id, today=today()),
        newest_signed(engagement_id=scope.id),
        places_of_partner(engagement_id=scope.id),
        pledges_of_partner(engagement_id=scope.id) if me.scope_roles & SEE_PLEDGES else (),
        frozenset(me.scope_roles),
        builds=me.may(Permission.PLAN_BUILD),
        sees_days=me.may(Permission.DAYS_VIEW),
        today=today(),
    )
    who = f"{sorted(seen.roles)} {seen.builds} {seen.sees_days}"
    ref = printed_for(scope.ref, who)
    shown = kept_while("training of an engagement", ref, seen, lambda: _shown(seen), most=MOST_PAGES)
    return render_template("learning/engagement_training.html", scope=scope, shown=shown)


def _shown(seen: Seen) -> str:
    """Print it."""
    found, places = seen.offer, seen.places
    return render_template(
        "learning/engagement_training_shown.html",
        scope=seen.scope,
        suggested=_suggested(found, seen.signed),
        offer=found,
        places=places,
        take_up=take_up(places),
        minutes={digest: programme(digest).minutes for digest in {each.digest for each in places}},
        pledges=seen.pledges,
        sees_pledges=bool(seen.roles & SEE_PLEDGES),
        runs=seen.scope.state in RUNNING,
        nominates=Role.LEAD_OFFICER in seen.roles,
        trains=Role.TRAINER in seen.roles,
        builds=seen.builds,
        sees_days=seen.sees_days,
        programme_refs={programme(digest).key: ref for digest, ref in found.programmes},
        today=seen.today,
    )


def _suggested(found: Offer, signed: NewestSigned | None) -> tuple[tuple[Suggestion, ...], str] | None:
    """Give what the newest signed result suggests, and that result's name; None before any is signed."""
    if signed is None:
        return None
    programmes = [programme(digest) for digest, _ in found.programmes]
    return suggestions(kept_result(signed.loose), programmes), f"{signed.kind.label}, version {signed.number}"


@room.form(f"{IN_ENGAGEMENT}/pledges/<ref:pledge_ref>/milestone", permission=Permission.PLAN_BUILD)
def pledge_milestone(engagement_ref: str, pledge_ref: str) -> ResponseReturnValue:
    """Make a delegate's pledge a milestone of the change plan; the goal and the dates are chosen here."""
    scope = require_scope()
    row = pledge_of_partner(pledge_ref, engagement_id=scope.id) or abort(404)
    record = plan_of(engagement_id=scope.id, lock=request.method == "POST")
    if row.milestone_ref:
        flash("This pledge is a milestone of the change plan already.", "important")
        return redirect(url_for("plans.scope", engagement_ref=scope.ref) + f"#milestone-{row.milestone_ref}", 303)
    goals = goals_of_plan(record.plan) if record and record.plan.is_editable else ()
    if record is None or not goals:
        return _not_now(row, record)
    if "reason" in request.form:  # a colleague has opened the scope meanwhile
        return redirect(request.path, 303)
    form = _form(row, goals)
    if request.method == "POST" and form.validate():
        try:
            added = services.make_milestone(
                row, form.wanted(row), record, scope, goal_ref=form.goal.data, actor=require_identity(), now=now()
            )
        except RefusedFieldError as error:
            db.session.rollback()
            form[error.name].errors = (str(error),)
        except LearningError as error:
            db.session.rollback()
            return _page(row, form, record, [(str(error), "")]), CONFLICT
        else:
            flash(ADDED + (IN_A_CHANGE if record.plan.change_state else ""), "success")
            return redirect(url_for("plans.scope", engagement_ref=scope.ref) + f"#milestone-{added.ref}", 303)
    errors = form.error_list
    return _page(row, form, record, errors), UNPROCESSABLE if errors else 200


def _form(row: PledgeRow, goals: Sequence[GoalChoice]) -> MilestoneForm:
    people = people_of_engagement(engagement_id=require_scope().id)
    of_standard = next((goal.ref for goal in goals if goal.standard_key == row.standard_key), "")
    owner = row.person_ref if any(each.person_ref == row.person_ref for each in people) else ""
    stored: dict[str, Any] = {"goal": of_standard, "what": row.action, "owner": owner, "due_on": row.by_on}
    form = MilestoneForm(request.form if request.method == "POST" else None, data=stored)
    form.offer(goals, people)
    return form


def _page(row: PledgeRow, form: MilestoneForm, record: PlanRecord, errors: list[tuple[str, str]]) -> str:
    return render_template(
        "learning/pledge_milestone.html", scope=require_scope(), pledge=row, form=form, record=record, errors=errors
    )


def _not_now(row: PledgeRow, record: PlanRecord | None) -> ResponseReturnValue:
    """Say why no milestone can be added now and what to do first; the scope of an approved plan is opened from here."""
    plan, sent = record.plan if record else None, request.method == "POST"
    changeable = plan is not None and plan.is_worked_by and plan.change_state is None
    form = change_form(row, request.form if "reason" in request.form else None) if changeable else None
    if sent and plan is not None and form is not None and "reason" in request.form:
        if form.validate():
            return _open_scope(plan, form.reason.data or "")
    elif sent:
        flash("The plan cannot take a milestone now. Nothing was changed.", "important")
        return redirect(request.path, 303)
    errors = form.error_list if form else []
    scope = require_scope()
    body = render_template("learning/pledge_not_now.html", scope=scope, pledge=row, plan=plan, form=form, errors=errors)
    return body, UNPROCESSABLE if errors else 200


def _open_scope(plan: Plan, reason: str) -> ResponseReturnValue:
    try:
        change_scope(reason, plan, require_scope(), actor=require_identity(), now=now())
    except PlanError as error:
        db.session.rollback()
        flash(str(error), "important")
    else:
        flash(f"{OPENED} Now choose the goal that the pledge serves.", "success")
    return redirect(request.path, 303)
