"""One goal as it stands, with everything that was recorded of it."""

import datetime as dt
from typing import NamedTuple

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.db.keeping import kept_while
from app.engagements.models import EngagementState
from app.plans.beside import Beside, items_beside_goal
from app.plans.content import PlanContent
from app.plans.markup import goal_facts
from app.plans.models import Plan
from app.plans.picture import Standing, picture
from app.plans.queries.history import History, history, is_goal
from app.plans.queries.live import live_plan
from app.plans.room import PLAN, room
from app.plans.services.recording import may_update
from app.plans.views.loading import to
from app.plans.views.plan import yours
from app.security import EngagementScope, Identity, Permission, require_identity, require_scope
from app.web.links import page_number
from app.web.reprinting import printed_for

MOST_PAGES = 64  # kept in a worker as they are printed, some 20 KB each with what they are made of


class Seen(NamedTuple):
    """All that the page is made of, beside who reads it: while none of it changes, neither does the page."""

    scope: EngagementScope
    permissions: frozenset[Permission]
    is_worked_by: bool
    content: PlanContent
    standings: dict[str, Standing]
    page: int
    history: History
    beside: list[Beside]
    today: dt.date


@room.get(f"{PLAN}/goals/<ref:goal_ref>", permission=Permission.PLAN_VIEW)
def goal(engagement_ref: str, goal_ref: str) -> ResponseReturnValue:
    """Show the goal, its milestones, and its history, newest first."""
    identity, scope = require_identity(), require_scope()
    plan, content, standings = live_plan(engagement_id=scope.id) or abort(404)
    text = content.goal(goal_ref) if content else None
    if content is None or text is None:
        return _not_approved(plan, goal_ref)
    number, page = content.goals.index(text) + 1, page_number()
    seen = Seen(
        scope=scope,
        permissions=identity.permissions,
        is_worked_by=plan.is_worked_by,
        content=content,
        standings=standings,
        page=page,
        history=history(goal_ref, plan_id=plan.id, page=page),
        beside=items_beside_goal(goal_ref, scope, identity),
        today=today(),
    )
    ref = printed_for(goal_ref, page, identity.person_ref)
    shown = kept_while("page of a goal", ref, seen, lambda: _shown(seen, goal_ref), most=MOST_PAGES)
    return render_template("plans/goal.html", scope=scope, number=number, title=text.standard_title, shown=shown)


def _shown(seen: Seen, goal_ref: str) -> str:
    """Print it for this reader."""
    identity = require_identity()
    at = picture(seen.content, seen.standings, today=seen.today)
    found = at.goal(goal_ref) or abort(404)
    return render_template(
        "plans/goal_shown.html",
        scope=seen.scope,
        picture=at,
        goal=found,
        goal_facts=goal_facts,
        number=at.goals.index(found) + 1,
        names={milestone.text.ref: milestone.text.what for milestone in at.milestones},
        yours=yours(at, identity) if seen.is_worked_by else frozenset(),
        yours_too=seen.is_worked_by and may_update(identity, found.text),
        history=seen.history,
        page=seen.page,
        beside=seen.beside,
        tools=_tools_for(goal_ref, seen.scope, identity),
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
