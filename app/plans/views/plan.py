"""The live plan on one page. Goals, updates, the timeline and the builder have pages of their own."""

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.plans.markup import goal_facts, milestones_table
from app.plans.picture import PlanPicture, picture
from app.plans.queries.history import open_conditions
from app.plans.queries.live import live_plan
from app.plans.room import PLAN, room
from app.plans.services.recording import may_update
from app.plans.views.loading import to
from app.security import Identity, Permission, require_identity, require_scope
from app.web.forms import once_key
from app.web.links import address_of


@room.get(PLAN, permission=Permission.PLAN_VIEW)
def plan(engagement_ref: str) -> ResponseReturnValue:
    """Show how the plan stands, what is late first; lead to its scope while nothing is approved."""
    identity = require_identity()
    plan, content, standings = live_plan(engagement_id=require_scope().id) or abort(404)
    if content is None:
        return redirect(to("scope"), 302)
    at = picture(content, standings, today=today())
    return render_template(
        "plans/plan.html",
        scope=require_scope(),
        plan=plan,
        picture=at,
        conditions=open_conditions(plan_id=plan.id),
        yours=yours(at, identity) if plan.is_worked_by else frozenset(),
        builds=identity.may(Permission.PLAN_BUILD) and not plan.is_frozen,
        once=once_key(),
        goal_facts=goal_facts,
        milestones_table=milestones_table,
        update=address_of("plans.update_milestone", "milestone_ref", engagement_ref=engagement_ref),
    )


def yours(at: PlanPicture, identity: Identity) -> frozenset[str]:
    """Give references of the milestones that the person may update."""
    return frozenset(
        milestone.text.ref
        for goal in at.goals
        for milestone in goal.milestones
        if may_update(identity, goal.text, milestone.text)
    )
