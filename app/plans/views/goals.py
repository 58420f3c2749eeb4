"""Goals of the builder: taken in one press, added, edited, removed, moved. How a live goal goes: goal.py."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now
from app.plans.checklist import numbers
from app.plans.content import PlanContent
from app.plans.errors import PlanError
from app.plans.models import Goal
from app.plans.needs import unanswered
from app.plans.queries.plan import PlanRecord
from app.plans.room import PLAN, room
from app.plans.scope_forms import GoalForm
from app.plans.services import goals as services
from app.plans.views.editing import goal_here, page, shift, take
from app.plans.views.loading import load_plan, to, working_scope
from app.plans.views.people import People, people_here
from app.plans.views.scope import offer_of, refused
from app.security import Permission, require_identity, require_scope
from app.web.filters import plural
from app.web.forms import option

GOALS = f"{PLAN}/goals"
GOAL = f"{GOALS}/<ref:goal_ref>"
_BUILD: dict[str, Any] = {"permission": Permission.PLAN_BUILD}


def _place(goal_ref: str) -> str:
    return f"{to('scope')}#goal-{goal_ref}"


@room.post(f"{PLAN}/standards/<key:standard_key>/goal", **_BUILD)
def take_goal(engagement_ref: str, standard_key: str) -> ResponseReturnValue:
    """Take the goal that a standard offers."""
    record = load_plan(lock=True)
    return _take(record, [standard_key])


@room.post(f"{GOALS}/missing", **_BUILD)
def take_missing_goals(engagement_ref: str) -> ResponseReturnValue:
    """Take the goals of all standards that have neither goal nor reason."""
    record = load_plan(lock=True)
    content = working_scope(record)
    keys = unanswered(
        record.result,
        with_goal=[goal.standard_key for goal in content.goals],
        with_reason=[omission.standard_key for omission in content.omissions],
    )
    return _take(record, [standard.key for standard in keys])


def _take(record: PlanRecord, keys: list[str]) -> ResponseReturnValue:
    offered = [offer_of(record, key) or abort(404) for key in keys]
    try:
        goals = services.take(record.plan, offered, require_scope(), actor=require_identity(), now=now())
    except PlanError as error:
        return refused(error)
    if not goals:
        return redirect(to("scope"), 303)
    flash(
        f"{plural(len(goals), 'goal')} added. Check the owner, the deputy and the dates, then change what you want.",
        "success",
    )
    return redirect(_place(goals[0].ref), 303)


@room.form(f"{GOALS}/new", **_BUILD)
def new_goal(engagement_ref: str) -> ResponseReturnValue:
    """Add a goal for any standard."""
    record, people = load_plan(lock=request.method == "POST"), people_here()
    if request.method == "GET" and not record.plan.is_editable:
        return redirect(to("scope"), 302)
    form = _form(people, {"owner": require_identity().person_ref, "standard": request.args.get("standard", "")})
    form.standard.choices = [option("", "Choose a standard"), *(option(*each) for each in _standards(record))]

    def save() -> ResponseReturnValue:
        key = str(form.standard.data)
        goal = services.add_goal(
            record.plan, key, form.goal(_level(record, key)), require_scope(), actor=require_identity(), now=now()
        )
        return redirect(_place(goal.ref), 303)

    return take(form, save, page("goal_form", form=form, goal=None, title="Add a goal"))


@room.form(f"{GOAL}/edit", **_BUILD)
def edit_goal(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Change a goal, or put one back that a colleague removed meanwhile."""
    record, goal, people = load_plan(lock=request.method == "POST"), goal_here(goal_ref), people_here()
    if request.method == "GET" and (goal.removed_at or not record.plan.is_editable):
        return redirect(to("scope"), 302)
    form = _form(people, _saved(goal, people) | {"seen": str(goal.version)})
    del form.standard
    level = _level(record, goal.standard_key)

    def save() -> ResponseReturnValue:
        services.save_goal(goal, record.plan, form.goal(level), require_scope(), actor=require_identity(), now=now())
        flash("Goal saved", "success")
        return redirect(_place(goal.ref), 303)

    title = _titles(record).get(goal.standard_key, "A standard of an earlier instrument")
    show = page("goal_form", form=form, goal=goal, title=f"Edit the goal: {title}", level=level)
    return take(form, save, show, saved=lambda: (_saved(goal, people), goal.version), words=_words(people))


@room.form(f"{GOAL}/remove", **_BUILD)
def remove_goal(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Ask once more, saying what waits for its milestones, then remove the goal."""
    record, goal = load_plan(lock=request.method == "POST"), goal_here(goal_ref)
    if request.method == "POST":
        try:
            services.remove_goal(goal, record.plan, require_scope(), actor=require_identity(), now=now())
        except PlanError as error:
            return refused(error)
        flash("Goal removed", "success")
    if request.method == "POST" or goal.removed_at or not record.plan.is_editable:
        return redirect(to("scope"), 303)
    content = working_scope(record)
    text = content.goal(goal.ref) or abort(404)
    show = page(
        "remove",
        what="goal",
        text=text.what,
        title=f"Remove the goal: {text.standard_title}",
        loses=[each.what for each in text.milestones],
        waiting=waiting_for(content, {each.ref for each in text.milestones}),
        action=to("remove_goal", goal_ref=goal.ref),
        back=_place(goal.ref),
    )
    return show()


@room.post(f"{GOAL}/move", **_BUILD)
def move_goal(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Move a goal up or down by one place."""
    record, goal = load_plan(lock=True), goal_here(goal_ref)
    try:
        services.move_goal(goal, record.plan, shift(), require_scope(), actor=require_identity(), now=now())
    except PlanError as error:
        return refused(error)
    return redirect(_place(goal.ref), 303)


def waiting_for(content: PlanContent, refs: set[str]) -> list[str]:
    """Name the milestones that wait for any of `refs`, except those themselves."""
    number = numbers(content)
    found = (each for each in content.milestones if each.ref not in refs and refs & set(each.waits_for))
    return [f"{number[each.ref]} {each.what}" for each in found]


def _form(people: People, stored: dict[str, Any]) -> GoalForm:
    form = GoalForm(request.form if request.method == "POST" else None, data=stored)
    form.owner.choices = form.deputy.choices = people.options
    return form


def _saved(goal: Goal, people: People) -> dict[str, Any]:
    return {
        "what": goal.what,
        "success_measure": goal.success_measure,
        "target_level": str(goal.target_level or ""),
        "owner": people.ref(goal.owner_id),
        "deputy": people.ref(goal.deputy_id),
    }


def _words(people: People) -> Any:
    def words(name: str, value: Any) -> str:
        return people.name(value) if name in {"owner", "deputy"} else str(value or "Empty")

    return words


def _level(record: PlanRecord, standard_key: str) -> int | None:
    return next((each.level for each in record.result.standards if each.key == standard_key), None)


def _titles(record: PlanRecord) -> dict[str, str]:
    return {each.key: each.title for each in record.result.standards}


def _standards(record: PlanRecord) -> list[tuple[str, str]]:
    return [
        (each.key, f"{each.number}. {each.title} ({'not assessed' if each.level is None else f'level {each.level}'})")
        for each in record.result.standards
    ]
