"""A month whole: who came when, for what, at what charge, what waits for whom; and approval in one press."""

import datetime as dt

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.agreements.queries.needs import approved_plan
from app.charging.approval_forms import ApproveForm
from app.charging.errors import ChargingError
from app.charging.markup import LineRows
from app.charging.month_lines import MonthLines
from app.charging.queries.entries import entries_of_month, month_to_open
from app.charging.queries.months import MonthFacts, month_facts
from app.charging.queries.threads import threads_of_month
from app.charging.room import DAYS, room
from app.charging.services import approving
from app.charging.views.acting import refused
from app.charging.views.loading import months_of_engagement, to
from app.db.clock import now, today
from app.engagements.models import RUNNING
from app.plans.content import PlanContent
from app.security import EngagementScope, Identity, Permission, Role, require_identity, require_scope
from app.web.filters import plural
from app.web.links import address_of

MONTH = f"{DAYS}/months/<month:month>"
ENTRY_PAGES = ("entry", "query", "answer", "edit_entry", "remove_entry", "took_place")
BUYER = ("waiting", "queried", "drafts", "approved", "stated", "booked")
SUPPLIER = ("queried", "drafts", "waiting", "approved", "stated", "booked")


@room.get(f"{DAYS}/months", permission=Permission.DAYS_VIEW)
def this_month(engagement_ref: str) -> ResponseReturnValue:
    """Lead to the oldest month that waits for its reader to approve, or else to the present one."""
    scope = require_scope()
    waits = require_identity().may(Permission.DAYS_APPROVE)
    month = month_to_open(engagement_id=scope.id, states=approving.APPROVABLE) if waits else None
    months = months_of_engagement()
    present = min(max(today().replace(day=1), months[0]), months[-1])
    return redirect(to("month", month=month or present), 302)


@room.get(MONTH, permission=Permission.DAYS_VIEW)
def month(engagement_ref: str, month: dt.date) -> str:
    """Show the month's lines, their sums and the next step of their reader."""
    scope, me = require_scope(), require_identity()
    facts = month_facts(month, engagement_id=scope.id, person_id=me.person_id)
    if month not in facts.months:
        abort(404)
    lines = MonthLines(entries_of_month(month, engagement_id=scope.id))
    plan = approved_plan(engagement_id=scope.id)
    waiting = lines.group("waiting")
    mark = approving.shown_digest((row.ref, row.version) for row in waiting.rows)
    may = reader(me, scope, of_the_lead=facts.is_of_the_lead)
    due = {row.ref for row in lines.group("booked").rows if row.on <= today()}
    return render_template(
        "charging/month.html",
        scope=scope,
        me=me,
        to=to,
        month=month,
        facts=facts,
        lines=lines,
        waiting=waiting,
        groups=lines.groups(SUPPLIER if may["logs"] or may["issues"] else BUYER),
        rows=LineRows(
            names_of(plan.content if plan else None),
            threads_of_month(month, engagement_id=scope.id),
            may,
            due,
            {each: address_of(f"charging.{each}", "support_ref", engagement_ref=scope.ref) for each in ENTRY_PAGES},
        ),
        may=may,
        own=_own_drafts(lines, me),
        due=due,
        form=ApproveForm(data={"seen": mark}),
        earlier=_beside(facts, month, -1),
        later=_beside(facts, month, 1),
        is_over=month < today().replace(day=1),
    )


@room.post(f"{MONTH}/approve", permission=Permission.DAYS_APPROVE)
def approve(engagement_ref: str, month: dt.date) -> ResponseReturnValue:
    """Approve everything of the month that was shown to wait."""
    if month not in months_of_engagement():
        abort(404)
    form, back = ApproveForm(request.form), to("month", month=month)
    try:
        count = approving.approve(
            month, require_scope(), seen_digest=form.seen.data or "", actor=require_identity(), now=now()
        )
    except ChargingError as error:
        return refused(error, back)
    flash(f"You have approved {plural(count, 'line')} of {month:%B %Y}. The lead authority has been told.", "success")
    return redirect(back, 303)


def reader(me: Identity, scope: EngagementScope, *, of_the_lead: bool) -> dict[str, bool]:
    """Say what the page's reader may do; nobody of the lead authority acts for the buyer."""
    runs = scope.state in RUNNING
    approves, queries = (me.may(each) for each in (Permission.DAYS_APPROVE, Permission.DAYS_QUERY))
    return {
        "approve": runs and approves and not of_the_lead,
        "query": runs and queries and not of_the_lead,
        "logs": runs and me.may(Permission.DAYS_LOG),
        "issues": (scope.lead_authority_id, Role.FINANCE_OFFICER) in me.authority_roles,
        "is_refused": runs and queries and of_the_lead,
    }


def names_of(content: PlanContent | None) -> dict[str, str]:
    """Give the words of every goal and milestone of the approved plan, by reference."""
    goals = content.goals if content else ()
    named = {goal.ref: f"{goal.standard_title}: {goal.what}" for goal in goals}
    return named | {each.ref: each.what for goal in goals for each in goal.milestones}


def _own_drafts(lines: MonthLines, me: Identity) -> MonthLines:
    """Give the drafts that the reader can submit: the own ones, to a manager all."""
    drafts = lines.group("drafts").rows
    if Role.MANAGER in me.scope_roles:
        return MonthLines(drafts)
    return MonthLines(tuple(row for row in drafts if me.person_id in {row.person_id, row.logged_by_id}))


def _beside(facts: MonthFacts, month: dt.date, step: int) -> dt.date | None:
    place = facts.months.index(month) + step
    return facts.months[place] if 0 <= place < len(facts.months) else None
