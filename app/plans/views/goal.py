"""One goal as it stands, with everything that was recorded of it."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.engagements.models import EngagementState
from app.plans.beside import items_beside_goal
from app.plans.markup import goal_facts
from app.plans.models import Plan
from app.plans.picture import picture
from app.plans.queries.history import history, is_goal
from app.plans.queries.live import live_plan
from app.plans.room import PLAN, room
from app.plans.services.recording import may_update
from app.plans.views.loading import to
from app.plans.views.plan import yours
from app.security import EngagementScope, Identity, Permission, require_identity, require_scope
from app.web.links import page_number


@room.get(f"{PLAN}/goals/<ref:goal_ref>", permission=Permission.PLAN_VIEW)
def goal(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Show the goal, its milestones, and its history, newest first."""
    identity, scope = require_identity(), require_scope()
    plan, content, standings = live_plan(engagement_id=scope.id) or abort(404)
    if content is None or content.goal(goal_ref) is None:
        return _not_approved(plan, goal_ref)
    at = picture(content, standings, today=today())
    found = at.goal(goal_ref) or abort(404)
    page = page_number()
    return render_template(
        "plans/goal.html",
        scope=scope,
        plan=plan,
        picture=at,
        goal=found,
        goal_facts=goal_facts,
        number=at.goals.index(found) + 1,
        names={milestone.text.ref: milestone.text.what for milestone in at.milestones},
        yours=yours(at, identity) if plan.is_worked_by else frozenset(),
        yours_too=plan.is_worked_by and may_update(identity, found.text),
        history=history(goal_ref, plan_id=plan.id, page=page),
        page=page,
        beside=items_beside_goal(goal_ref, scope, identity),
        tools=_tools_for(goal_ref, scope, identity),
    )


def _tools_for(goal_ref: str, scope: EngagementScope, identity: Identity) -> str:
    """Give where a tool is put to use for the goal, to who may; a room above keeps it."""
    if scope.state not in {EngagementState.OPEN, EngagementState.CLOSING} or not identity.may(Permission.CASE_KEEP):
        return ""
    return url_for("appraising.tools", engagement_ref=scope.ref, goal_ref=goal_ref)


def _not_approved(plan: Plan, goal_ref: str) -> ResponseReturnValue:
    """Lead to the scope that is worked on, if the goal is one of it; what was removed stands in the versions."""
    removed = is_goal(goal_ref, plan_id=plan.id)
    if removed is None:
        abort(404)
    return redirect(to("versions") if removed else to("scope"), 302)
