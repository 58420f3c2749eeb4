"""What forms of progress share: the pen of the person who asks, and what is told to whoever may not use it."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.plans.content import GoalText, MilestoneText
from app.plans.errors import ConflictError, NotYoursError, PlanError, WrongStateError
from app.plans.services.recording import Pen, RefusedError, answerable, demand_may_update
from app.plans.views.loading import hold_plan, live_picture, load_plan, to
from app.security import require_identity, require_scope
from app.web.forms import Form

FORBIDDEN, CONFLICT, UNPROCESSABLE = 403, 409, 422


def take_pen() -> Pen:
    """Give what a form of progress writes with; 404 while nothing is approved."""
    record = hold_plan() if request.method == "POST" else load_plan()
    return Pen(record, live_picture(record), require_scope(), require_identity(), now())


def refusal(pen: Pen, goal: GoalText, milestone: MilestoneText | None = None) -> ResponseReturnValue | None:
    """Give the answer for whoever may not use the form, or None."""
    try:
        demand_may_update(pen, goal, milestone)
    except NotYoursError:
        return forbidden(pen, goal, milestone)
    except WrongStateError as error:
        flash(str(error), "important")
        return redirect(to("goal", goal_ref=goal.ref), 303)
    return None


def forbidden(pen: Pen, goal: GoalText, milestone: MilestoneText | None = None) -> ResponseReturnValue:
    """Say who may do it instead."""
    people = tuple(who.name for who in answerable(goal, milestone))
    body = render_template("plans/not_yours.html", scope=pen.scope, goal=goal, milestone=milestone, people=people)
    return body, FORBIDDEN


def attempt(act: Callable[[], object], form: Form) -> PlanError | None:
    """Act; where it is refused, put the message beside its field and give the reason. Conflicts are given, too."""
    try:
        act()
    except RefusedError as error:
        form[error.field].errors = (str(error),)
        return error
    except ConflictError as error:
        return error
    return None
