"""A person's milestones in the person's own calendar: the page that gives the link, and what stands behind it."""

from flask import Response, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import throttle
from app.db.clock import now
from app.documents.calendar import MIME, calendar
from app.plans.content import GoalText, MilestoneText
from app.plans.events import FeedPlan, events_of
from app.plans.queries.feed import declared, feed_made_at, feed_owner, plans_naming
from app.plans.room import room
from app.plans.services.feeds import make_link, revoke_link
from app.security import Permission, require_identity
from app.web.forms import once_key

_MADE = "calendar_token"  # in the person's own cookie, from the making to the page that shows it once
GONE = "This calendar link is not in use. It was revoked, or a new one has taken its place.\n"
PRIVATE = "private, no-store"


@room.get("/account/calendar", permission=Permission.SIGNED_IN, endpoint="calendar")
def calendar_page() -> str:
    """Explain the link, and show it once after it was made."""
    token = session.pop(_MADE, None)
    return render_template(
        "plans/calendar.html",
        once_key=once_key,
        made_at=feed_made_at(require_identity().person_id),
        link=current_app.config["BASE_URL"] + url_for("plans.calendar_feed", token=token) if token else "",
    )


@room.post("/account/calendar/link", permission=Permission.SIGNED_IN)
def make_calendar() -> ResponseReturnValue:
    """Make a new link, which ends the former one."""
    session[_MADE] = make_link(actor=require_identity(), now=now())
    return redirect(url_for("plans.calendar"), 303)


@room.post("/account/calendar/revoke", permission=Permission.SIGNED_IN)
def revoke_calendar() -> ResponseReturnValue:
    """End the link at once."""
    session.pop(_MADE, None)
    if revoke_link(actor=require_identity(), now=now()):
        flash("Your calendar link is revoked. Calendars that use it get nothing more.")
    else:
        flash("There is no calendar link to revoke.", "important")
    return redirect(url_for("plans.calendar"), 303)


@room.get("/calendar/<token>.ics", permission=Permission.PUBLIC)
def calendar_feed(token: str) -> ResponseReturnValue:
    """Give the milestones of the person whose link it is; calendars have no cookie, so the link is all they show."""
    throttle.count(throttle.FEED)
    owner = feed_owner(token)
    if owner is None:
        return Response(GONE, 404, content_type="text/plain; charset=utf-8", headers={"Cache-Control": PRIVATE})
    plans = plans_naming(owner)
    events = events_of(owner.ref, plans, declared([plan.plan_id for plan in plans]), _link)
    name = f"Milestones of {owner.name}"
    content = calendar(name, f"Change plan milestones from {current_app.config['SERVICE_NAME']}", events)
    response = Response(content, content_type=MIME)
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Content-Disposition"] = 'inline; filename="milestones.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _link(plan: FeedPlan, goal: GoalText, milestone: MilestoneText) -> str:
    """Give the full address of the milestone on the page of its goal."""
    at = url_for(
        "plans.goal",
        engagement_ref=plan.engagement_ref,
        goal_ref=goal.ref,
        _anchor=milestone.ref,
    )
    return f"{current_app.config['BASE_URL']}{at}"
