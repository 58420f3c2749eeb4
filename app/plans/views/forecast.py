"""Moving a milestone's forecast, and what a slip proposes for what waits for it: each a choice, none made here."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from app.db import db
from app.engagements.telling import day_in_words
from app.plans.errors import ConflictError, NotYoursError, WrongStateError
from app.plans.picture import GoalPicture, MilestonePicture
from app.plans.progress_forms import ForecastForm, SlipForm
from app.plans.queries.history import latest
from app.plans.room import PLAN, room
from app.plans.services import forecasting as services
from app.plans.services.recording import Pen
from app.plans.views.loading import live_picture, to
from app.plans.views.writing import CONFLICT, UNPROCESSABLE, attempt, forbidden, refusal, take_pen
from app.security import Permission
from app.web.filters import plural
from app.web.forms import option


@room.form(f"{PLAN}/milestones/<ref:milestone_ref>/forecast", permission=Permission.PLAN_VIEW)
def reforecast(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Show the form for a new forecast, or take it and lead on to what waits for the milestone."""
    pen = take_pen()
    goal, milestone = _found(milestone_ref, pen)
    if refused := refusal(pen, goal.text, milestone.text):
        return refused
    if milestone.standing.done_on:
        flash("The milestone is done, so it has no forecast. To change that, update it.", "important")
        return redirect(to("goal", goal_ref=goal.text.ref), 303)
    form = ForecastForm(
        request.form if request.method == "POST" else None, data={"seen_version": str(milestone.standing.version)}
    )
    if request.method == "GET" or not form.validate():
        return _page(pen, form, goal, milestone)
    error = attempt(lambda: services.reforecast(form.forecast(), milestone_ref, pen), form)
    if error:
        return _page(pen, form, goal, milestone, conflict=isinstance(error, ConflictError))
    flash("The forecast is moved. The baseline stays as it was approved.", "success")
    return onward(pen, milestone, goal)


def _found(milestone_ref: str, pen: Pen) -> tuple[GoalPicture, MilestonePicture]:
    try:
        return services.parts_of(milestone_ref, pen)
    except LookupError:
        abort(404)


def _page(
    pen: Pen, form: ForecastForm, goal: GoalPicture, milestone: MilestonePicture, *, conflict: bool = False
) -> ResponseReturnValue:
    meanwhile = None
    if conflict:
        form.seen_version.data = str(milestone.standing.version)
        meanwhile = latest(goal.text.ref, milestone.text.ref, plan_id=pen.plan.id)
    errors = form.error_list
    body = render_template(
        "plans/forecast.html",
        scope=pen.scope,
        plan=pen.plan,
        record=pen.record,
        goal=goal,
        milestone=milestone,
        form=form,
        conflict=conflict,
        meanwhile=meanwhile,
        errors=errors,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if errors else 200


def onward(pen: Pen, before: MilestonePicture, goal: GoalPicture) -> Response:
    """Lead to what would come too soon now that the milestone is later than `before`, or back to its goal."""
    ref, was = before.text.ref, before.step.done_on or before.step.forecast
    picture = live_picture(pen.record)
    after = picture.milestone(ref)
    slipped = after is not None and (after.step.done_on or after.step.forecast) > was
    if slipped and picture.proposals_after(ref, last_on=pen.record.last_on):
        return redirect(to("slip", milestone_ref=ref), 303)
    return redirect(to("goal", goal_ref=goal.text.ref, _anchor=ref), 303)


@room.form(f"{PLAN}/milestones/<ref:milestone_ref>/slip", permission=Permission.PLAN_VIEW)
def slip(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Show what the plan proposes for what waits for the milestone, or move what was chosen."""
    pen = take_pen()
    goal, milestone = _found(milestone_ref, pen)
    found = services.following(milestone_ref, pen)
    form = SlipForm(request.form if request.method == "POST" else None)
    form.chosen.choices = [
        option(each.choice, each.milestone.text.what, hint=_hint(each, pen))
        for each in found
        if each.yours and each.proposal.moves
    ]
    if request.method == "GET":
        return _choices(pen, form, goal, milestone, found)
    if not form.chosen.data and not form.chosen.choices:
        return redirect(request.path, 303)  # the page says why nothing can move
    if not form.chosen.data:
        form.chosen.errors = ("Select the milestones to move, or leave the dates as they are",)
        return _choices(pen, form, goal, milestone, found)
    by_choice = {each.choice: each for each in found if each.proposal.moves}
    try:
        moved = services.follow(milestone_ref, by_choice, form.chosen.data, pen)
    except ConflictError as error:
        return _choices(pen, form, goal, milestone, found, conflict=str(error))
    except NotYoursError:
        return forbidden(pen, goal.text, milestone.text)
    except WrongStateError as error:
        db.session.rollback()
        flash(str(error), "important")
    else:
        flash(f"{plural(moved, 'forecast')} moved. The baseline stays as it was approved.", "success")
    return redirect(to("goal", goal_ref=goal.text.ref), 303)


def _hint(each: services.Following, pen: Pen) -> str:
    proposal, baseline = each.proposal, day_in_words(each.milestone.step.baseline)
    said = f"From {day_in_words(proposal.was)} to {day_in_words(proposal.proposed)}. Baseline: {baseline}."
    if not proposal.beyond:
        return said
    last = day_in_words(pen.record.last_on)
    return f"{said} After the plan’s end: to keep its distance it would come after {last}, the plan’s last day."


def _choices(
    pen: Pen,
    form: SlipForm,
    goal: GoalPicture,
    milestone: MilestonePicture,
    found: tuple[services.Following, ...],
    *,
    conflict: str = "",
) -> ResponseReturnValue:
    errors = form.error_list
    body = render_template(
        "plans/slip.html",
        scope=pen.scope,
        plan=pen.plan,
        record=pen.record,
        goal=goal,
        milestone=milestone,
        found=found,
        may_choose=bool(form.chosen.choices),
        form=form,
        conflict=conflict,
        errors=errors,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if errors else 200
