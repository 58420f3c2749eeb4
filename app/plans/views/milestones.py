"""Milestones of the builder: added, edited, removed, moved. How a live milestone goes: progress.py, forecast.py."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.plans.errors import PlanError
from app.plans.models import Goal
from app.plans.queries.plan import PlanRecord
from app.plans.queries.scope import Placed, Waitable, waitables
from app.plans.room import PLAN, room
from app.plans.scope_forms import MilestoneForm
from app.plans.services import milestones as services
from app.plans.views.editing import goal_here, milestone_here, page, shift, take
from app.plans.views.goals import waiting_for
from app.plans.views.loading import load_plan, to, working_scope
from app.plans.views.people import People, people_here
from app.plans.views.scope import refused
from app.security import Permission, require_identity, require_scope
from app.web.filters import day, person_days
from app.web.forms import option

MILESTONE = f"{PLAN}/milestones/<ref:milestone_ref>"
_BUILD: dict[str, Any] = {"permission": Permission.PLAN_BUILD}


def _place(milestone_ref: str) -> str:
    return f"{to('scope')}#milestone-{milestone_ref}"


@room.form(f"{PLAN}/goals/<ref:goal_ref>/milestones/new", **_BUILD)
def new_milestone(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Add a milestone to a goal."""
    record, goal, people = load_plan(lock=request.method == "POST"), goal_here(goal_ref), people_here()
    if request.method == "GET" and (goal.removed_at or not record.plan.is_editable):
        return redirect(to("scope"), 303)
    groups = waitables(record.plan)
    form = _form(people, groups, {"owner": people.ref(goal.owner_id)})

    def save() -> ResponseReturnValue:
        added = services.add_milestone(
            goal, record, form.milestone(), require_scope(), actor=require_identity(), now=now()
        )
        return redirect(_place(added.ref), 303)

    return take(form, save, _page(form, record, goal, groups, None, "Add a milestone"))


@room.form(f"{MILESTONE}/edit", **_BUILD)
def edit_milestone(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Change a milestone, or put one back that a colleague removed meanwhile."""
    record, placed = load_plan(lock=request.method == "POST"), milestone_here(milestone_ref)
    gone = placed.milestone.removed_at or placed.goal.removed_at
    if request.method == "GET" and (gone or not record.plan.is_editable):
        return redirect(to("scope"), 302)
    people, groups = people_here(), waitables(record.plan, placed.milestone)
    saved = _saved(placed, people, groups)
    form = _form(people, groups, saved | {"seen": str(placed.milestone.version)})
    if placed.is_approved:
        del form.due_on

    def save() -> ResponseReturnValue:
        services.save_milestone(placed, record, form.milestone(), require_scope(), actor=require_identity(), now=now())
        flash("Milestone saved", "success")
        return redirect(_place(milestone_ref), 303)

    show = _page(form, record, placed.goal, groups, placed, "Edit the milestone")
    words = _words(people, groups)
    return take(form, save, show, saved=lambda: (saved, placed.milestone.version), words=words)


@room.form(f"{MILESTONE}/remove", **_BUILD)
def remove_milestone(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Ask once more, saying what waits for it, then remove the milestone."""
    record, placed = load_plan(lock=request.method == "POST"), milestone_here(milestone_ref)
    gone = placed.milestone.removed_at or placed.goal.removed_at
    if request.method == "POST":
        try:
            services.remove_milestone(placed.milestone, record, require_scope(), actor=require_identity(), now=now())
        except PlanError as error:
            return refused(error)
        flash("Milestone removed", "success")
    if request.method == "POST" or gone or not record.plan.is_editable:
        return redirect(f"{to('scope')}#goal-{placed.goal.ref}", 303)
    content = working_scope(record)
    text = content.milestone(milestone_ref) or abort(404)
    show = page(
        "remove",
        what="milestone",
        text=text.what,
        title="Remove the milestone",
        loses=[],
        waiting=waiting_for(content, {milestone_ref}),
        action=to("remove_milestone", milestone_ref=milestone_ref),
        back=_place(milestone_ref),
    )
    return show()


@room.post(f"{MILESTONE}/move", **_BUILD)
def move_milestone(engagement_ref: str, milestone_ref: str) -> ResponseReturnValue:
    """Move a milestone up or down within its goal."""
    record, placed = load_plan(lock=True), milestone_here(milestone_ref)
    try:
        services.move_milestone(placed, record, shift(), require_scope(), actor=require_identity(), now=now())
    except PlanError as error:
        return refused(error)
    return redirect(_place(milestone_ref), 303)


def _form(people: People, groups: list[Waitable], stored: dict[str, Any]) -> MilestoneForm:
    form = MilestoneForm(request.form if request.method == "POST" else None, data=stored)
    form.owner.choices = people.options
    form.waits_for.choices = [option(each.ref, f"{each.number} {each.what}") for each in groups]
    return form


def _page(
    form: MilestoneForm, record: PlanRecord, goal: Goal, groups: list[Waitable], placed: Placed | None, title: str
) -> Any:
    by_goal: dict[str, list[Waitable]] = {}
    for each in groups:
        by_goal.setdefault(each.goal_title(record.result), []).append(each)
    return page("milestone_form", form=form, record=record, goal=goal, by_goal=by_goal, placed=placed, title=title)


def _saved(placed: Placed, people: People, groups: list[Waitable]) -> dict[str, Any]:
    milestone = placed.milestone
    return {
        "what": milestone.what,
        "owner": people.ref(milestone.owner_id),
        "due_on": milestone.due_on,
        "waits_for": [each.ref for each in groups if each.waited],
        "quarters": milestone.quarters or None,
        "support": milestone.support.value if milestone.support else "",
        "uses": milestone.uses,
    }


def _words(people: People, groups: list[Waitable]) -> Any:
    names = {each.ref: f"{each.number} {each.what}" for each in groups}

    def words(name: str, value: Any) -> str:
        if name == "owner":
            return people.name(value)
        if name == "waits_for":
            return "\n".join(names.get(ref, "A milestone that was removed") for ref in value or ()) or "Nothing"
        if value and name in {"due_on", "quarters"}:
            return day(value) if name == "due_on" else person_days(value)
        return str(value or "Empty")

    return words
