"""The balance of support days, live: used, waiting, booked, forecast and left, month by month, and what is next."""

import datetime as dt

from flask import render_template

from app.agreements.limits import UNSIGNED
from app.charging.next_steps import Facts, Reader, next_steps
from app.charging.overview import Overview, overview
from app.charging.queries.balance import Events, Terms, events_of, parts_of, terms_of
from app.charging.queries.tariff import rates
from app.charging.room import DAYS, room
from app.charging.tariff import rate_on
from app.charging.views.loading import to
from app.db.clock import today
from app.engagements.models import RUNNING
from app.security import Permission, require_identity, require_scope

NOBODY = 0  # no person has this key: the rate for everybody


@room.get(DAYS, permission=Permission.DAYS_VIEW)
def days(engagement_ref: str) -> str:
    """Show the balance before the bill."""
    scope, me = require_scope(), require_identity()
    terms = terms_of(engagement_id=scope.id)
    if terms.agreement is None:
        return render_template("charging/days_unsigned.html", scope=scope, words=UNSIGNED, to=to)
    on, events = today(), events_of(engagement_id=scope.id)
    stands = overview_now(terms, events, on)
    facts = Facts(stands, on, scope.state in RUNNING, terms.purchase_order, terms.closed_through)
    return render_template(
        "charging/days.html",
        scope=scope,
        me=me,
        to=to,
        stands=stands,
        steps=next_steps(facts, Reader.of(me, scope)),
        disputed=[each for each in events.statements.values() if each.state == "disputed"],
        chart=stands.chart,
        chart_url=to("burn_up", digest=stands.chart.digest),
        today=on,
    )


def overview_now(terms: Terms, events: Events, on: dt.date) -> Overview:
    """Make the balance of the engagement in the address, in two more queries."""
    scope = require_scope()
    holds = rate_on(rates(engagement_id=scope.id), on, NOBODY)
    agreed = terms.agreement.day_rate if terms.agreement else None
    rate = holds.day_rate if holds else agreed
    if rate is None:
        raise LookupError("no rate holds without an agreement")
    return overview(
        parts_of(engagement_id=scope.id),
        terms,
        events,
        day_rate=rate,
        today=on,
        partner=scope.partner_name,
        is_running=scope.state in RUNNING,
    )
