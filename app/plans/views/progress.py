"""Forms by which owners say how a milestone or a goal goes, on one short page each."""

from flask import abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.files.services import shelf_of
from app.plans.errors import ConflictError
from app.plans.picture import AT_RISK, GoalPicture, MilestonePicture, Standing
from app.plans.progress_forms import MilestoneStatusForm, StatusForm
from app.plans.queries.history import latest
from app.plans.room import PLAN, room
from app.plans.services import progress as services
from app.plans.services.recording import Pen
from app.plans.views.forecast import onward
from app.plans.views.loading import to
from app.plans.views.writing import CONFLICT, UNPROCESSABLE, attempt, refusal, take_pen
from app.security import Permission


@room.form(f"{PLAN}/goals/<ref:goal_ref>/update", permission=Permission.PLAN_VIEW)
@takes_a_file
def update_goal(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Show the form for a goal, or take it."""
    pen = take_pen()
    goal = pen.picture.goal(goal_ref) or abort(404)
    if refused := refusal(pen, goal.text):
        return refused
    form = StatusForm(sent(), data=_typed(goal.standing, pen))
    if request.method == "GET" or not form.validate():
        return _page(pen, form, goal)
    shelf = shelf_of(current_app.config["SETTINGS"])
    error = attempt(lambda: services.update_goal(form.update(), goal_ref, shelf, pen), form)
    if error:
        return _page(pen, form, goal, conflict=isinstance(error, ConflictError))
    flash("The goal is updated.", "success")
    return redirect(to("goal", goal_ref=goal_ref), 303)


@room.form(f"{PLAN}/milestones/<ref:milestone_ref>/update", permission=Permission.PLAN_VIEW)
@takes_a_file
def update_milestone(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Show the form for a milestone, or take it and lead on to what waits for it."""
    pen = take_pen()
    goal, milestone = pen.picture.goal_of(milestone_ref), pen.picture.milestone(milestone_ref)
    if goal is None or milestone is None:
        abort(404)
    if refused := refusal(pen, goal.text, milestone.text):
        return refused
    form = MilestoneStatusForm(sent(), data=_typed(milestone.standing, pen))
    if request.method == "GET" or not form.validate():
        return _page(pen, form, goal, milestone)
    shelf = shelf_of(current_app.config["SETTINGS"])
    error = attempt(lambda: services.update_milestone(form.update(), milestone_ref, shelf, pen), form)
    if error:
        return _page(pen, form, goal, milestone, conflict=isinstance(error, ConflictError))
    flash("The milestone is updated.", "success")
    return onward(pen, milestone, goal)


def _typed(standing: Standing, pen: Pen) -> dict[str, object]:
    """Give what the form shows at first: the status as it is, and today for what will be done."""
    return {
        "status": standing.status,
        "risk_reason": standing.reason if standing.status == AT_RISK else "",
        "done_on": standing.done_on or pen.picture.today,
        "seen_version": str(standing.version),
    }


def _page(
    pen: Pen,
    form: StatusForm,
    goal: GoalPicture,
    milestone: MilestonePicture | None = None,
    *,
    conflict: bool = False,
) -> ResponseReturnValue:
    """Show the form; with a conflict both texts, and saving again takes the second writer's, knowingly."""
    of = milestone or goal
    meanwhile = None
    if conflict:
        form.seen_version.data = str(of.standing.version)
        meanwhile = latest(goal.text.ref, milestone.text.ref if milestone else "", plan_id=pen.plan.id)
    errors = form.error_list
    body = render_template(
        "plans/update.html",
        scope=pen.scope,
        plan=pen.plan,
        goal=goal,
        milestone=milestone,
        of=of,
        form=form,
        conflict=conflict,
        meanwhile=meanwhile,
        errors=errors,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if errors else 200
