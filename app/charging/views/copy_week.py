"""A week of one's own days copied to the week after: shown first, then logged."""

import datetime as dt

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.charging.errors import ChargingError
from app.charging.ledger import month_of
from app.charging.logging_forms import OnceForm
from app.charging.room import DAYS, room
from app.charging.services import copying as services
from app.charging.services.copying import WEEK, Copy
from app.charging.views.acting import refused
from app.charging.views.loading import to
from app.db.clock import now, today
from app.engagements.models import RUNNING
from app.security import Permission, require_identity, require_scope
from app.web.filters import day, person_days, plural

EARLIEST, LATEST = dt.date(2000, 1, 3), dt.date(2100, 1, 4)


@room.form(f"{DAYS}/copy-week", permission=Permission.DAYS_LOG)
def copy_week(engagement_ref: str) -> ResponseReturnValue:
    """Show what copying the chosen week makes, then make it."""
    monday, scope, me = _monday(), require_scope(), require_identity()
    if request.method == "POST":
        try:
            copies = services.copy_week(monday, scope, actor=me, today=today(), now=now())
        except ChargingError as error:
            return refused(error, to("copy_week", week=monday.isoformat()))
        return _answer(monday, copies)
    return render_template(
        "charging/copy_week.html",
        scope=scope,
        to=to,
        monday=monday,
        sunday=monday + dt.timedelta(days=6),
        next_monday=monday + WEEK,
        before=max(monday - WEEK, EARLIEST),
        after=min(monday + WEEK, LATEST),
        copies=services.preview(monday, scope, actor=me, today=today()),
        runs=scope.state in RUNNING,
        form=OnceForm(),
    )


def _monday() -> dt.date:
    """Give the Monday of the week that the address names; else of last week."""
    try:
        named = dt.date.fromisoformat(request.args.get("week", ""))
    except ValueError:
        named = today() - WEEK
    named = min(max(named, EARLIEST), LATEST)
    return named - dt.timedelta(days=named.weekday())


def _answer(monday: dt.date, copies: tuple[Copy, ...]) -> ResponseReturnValue:
    made = [each for each in copies if not each.why_not]
    for each in copies:
        if each.why_not:
            flash(f"{day(each.wanted.on)} was left out: {each.why_not}.", "important")
    if not made:
        flash("Nothing was logged.", "important")
        return redirect(to("copy_week", week=monday.isoformat()), 303)
    quarters = sum(each.wanted.quarters for each in made)
    flash(f"{person_days(quarters)} logged, {plural(len(made), 'line')}.", "success")
    return redirect(to("month", month=month_of(monday + WEEK)), 303)
