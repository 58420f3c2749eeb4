"""Who gives how many days in which week, beside each person's limit; and changing a limit."""

import datetime as dt

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.charging.capacity import DEFAULT_WEEK_QUARTERS, WEEKS, last_day_of, monday_of, weeks_from, weeks_of
from app.charging.capacity_forms import WeekLimitForm, WeeksForm
from app.charging.errors import ConflictError
from app.charging.queries.capacity import given, helper, helpers, lead_authority
from app.charging.room import room
from app.charging.services.limiting import set_week_limit
from app.charging.views.acting import CONFLICT, INVALID
from app.charging.views.authority import EARNING, own_authority
from app.db import db
from app.db.clock import now, today
from app.security import Permission, Role, require_identity
from app.web.links import page_number


@room.get("/capacity", permission=Permission.INCOME_VIEW)
def capacity() -> str:
    """Eight weeks of everybody who gives support, over all engagements that the authority leads."""
    authority = lead_authority(authority_id=own_authority(*EARNING))
    monday = _monday()
    mondays = weeks_from(monday)
    first, last = mondays[0], last_day_of(mondays)
    found = helpers(first, last, authority_id=authority.id, page=page_number())
    days = given(first, last, authority_id=authority.id, person_ids=[each.person_id for each in found.rows])
    weeks = weeks_of(days, {each.person_id: each.limit for each in found.rows}, mondays)
    form = WeeksForm()
    form.offer(monday)
    return render_template(
        "charging/capacity.html",
        authority=authority,
        found=found,
        weeks=weeks,
        mondays=mondays,
        last=last,
        sums=[sum(own[place].quarters for own in weeks.values()) for place in range(WEEKS)],
        beyond=[(each, week) for each in found.rows for week in weeks[each.person_id] if week.beyond],
        form=form,
        earlier=monday_of(monday - dt.timedelta(weeks=WEEKS)),
        later=monday_of(monday + dt.timedelta(weeks=WEEKS)),
        this_week=monday_of(today()),
        default=DEFAULT_WEEK_QUARTERS,
        sets_limits=authority.id in require_identity().authorities_as(Role.MANAGER),
    )


def _monday() -> dt.date:
    """Give the Monday that the address asks for, that of this week for what is no date."""
    try:
        return monday_of(dt.date.fromisoformat(request.args.get("from", "")))
    except ValueError:
        return monday_of(today())


@room.form("/capacity/<ref:person_ref>/limit", permission=Permission.CONSULTANT_ASSIGN)
def week_limit(person_ref: str) -> ResponseReturnValue:
    """Show a person's limit, or set it; 404 for somebody who gives no support for the manager's authority."""
    authority_id = own_authority(Role.MANAGER)
    who = helper(person_ref, authority_id=authority_id) or abort(404)
    sent = request.form if request.method == "POST" else None
    form = WeekLimitForm(sent, data={"quarters": who.limit, "seen": str(who.limit)})
    conflict = ""
    if request.method == "POST" and form.validate():
        try:
            set_week_limit(
                who.person_id,
                form.quarters.data,
                seen=form.seen_version,
                authority_id=authority_id,
                actor=require_identity(),
                now=now(),
            )
        except ConflictError as error:
            db.session.rollback()
            conflict = str(error)
            form.see(who.limit)
        else:
            flash(f"Limit of {who.name} saved", "success")
            return redirect(url_for("charging.capacity"), 303)
    page = render_template(
        "charging/week_limit.html",
        who=who,
        form=form,
        conflict=conflict,
        default=DEFAULT_WEEK_QUARTERS,
        errors=form.error_list,
    )
    return page, CONFLICT if conflict else INVALID if form.errors else 200
