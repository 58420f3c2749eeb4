"""The live plan on one page. Goals, updates, the timeline and the builder have pages of their own."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.db.keeping import kept_while
from app.plans.content import PlanContent
from app.plans.markup import goal_facts, milestones_table
from app.plans.models import Condition, Plan
from app.plans.picture import PlanPicture, Standing, picture
from app.plans.queries.history import open_conditions
from app.plans.queries.live import live_plan
from app.plans.queries.loose import values_of
from app.plans.room import PLAN, room
from app.plans.services.recording import may_update
from app.plans.views.loading import to
from app.security import EngagementScope, Identity, Permission, require_identity, require_scope
from app.web.chrome import csrf_token
from app.web.forms import once_key
from app.web.links import address_of
from app.web.reprinting import ONCE, TOKEN, printed_for, with_keys

MOST_PAGES = 32  # kept in a worker as they are printed, some 60 KB each with what they are made of


class Seen(NamedTuple):
    """All that the page is made of, beside who reads it: while none of it changes, neither does the page."""

    scope: EngagementScope
    plan: tuple[Any, ...]
    content: PlanContent
    standings: dict[str, Standing]
    conditions: tuple[tuple[Any, ...], ...]
    today: dt.date


@room.get(PLAN, permission=Permission.PLAN_VIEW)
def plan(engagement_ref: str) -> ResponseReturnValue:
    """Show how the plan stands, what is late first; lead to its scope while nothing is approved."""
    scope, me = require_scope(), require_identity()
    plan, content, standings = live_plan(engagement_id=scope.id) or abort(404)
    if content is None:
        return redirect(to("scope"), 302)
    open_ones = tuple(open_conditions(plan_id=plan.id))
    told = tuple((each.id, each.text, each.due_on, each.met_at) for each in open_ones)
    seen = Seen(scope, values_of(plan), content, standings, told, today())
    ref = printed_for(scope.ref, me.person_ref, sorted(me.scope_roles), sorted(me.authority_roles))
    parts = kept_while("page of a plan", ref, seen, lambda: _shown(seen, plan, open_ones), most=MOST_PAGES)
    return render_template("plans/plan.html", scope=scope, shown=with_keys(parts, csrf_token(), once_key))


def _shown(seen: Seen, plan: Plan, conditions: Sequence[Condition]) -> list[str]:
    """Print it for this reader but for the keys of its form."""
    at, identity = picture(seen.content, seen.standings, today=seen.today), require_identity()
    made = render_template(
        "plans/plan_shown.html",
        scope=seen.scope,
        plan=plan,
        picture=at,
        conditions=conditions,
        yours=yours(at, identity) if plan.is_worked_by else frozenset(),
        builds=identity.may(Permission.PLAN_BUILD) and not plan.is_frozen,
        csrf_token=lambda: TOKEN,
        once=ONCE,
        goal_facts=goal_facts,
        milestones_table=milestones_table,
        update=address_of("plans.update_milestone", "milestone_ref", engagement_ref=seen.scope.ref),
    )
    return made.split(ONCE)


def yours(at: PlanPicture, identity: Identity) -> frozenset[str]:
    """Give references of the milestones that the person may update."""
    return frozenset(
        milestone.text.ref
        for goal in at.goals
        for milestone in goal.milestones
        if may_update(identity, goal.text, milestone.text)
    )
