"""The balance of support days, live: used, waiting, booked, forecast and left, month by month, and what is next."""

import datetime as dt
from typing import NamedTuple

from flask import render_template

from app.agreements.limits import UNSIGNED
from app.charging.next_steps import Facts, Reader, next_steps
from app.charging.overview import Overview, overview
from app.charging.queries.balance import Events, Part, Terms, events_of, parts_of, terms_of
from app.charging.queries.tariff import rates
from app.charging.room import DAYS, room
from app.charging.tariff import Rate, rate_on
from app.charging.views.loading import to
from app.db.clock import today
from app.db.keeping import kept_while
from app.engagements.models import RUNNING
from app.security import EngagementScope, Permission, require_identity, require_scope
from app.web.reprinting import printed_for

NOBODY = 0  # no person has this key: the rate for everybody
MOST_PAGES = 32  # kept in a worker as they are printed, some 50 KB each with what they are made of


class Seen(NamedTuple):
    """All that the balance is made of: while none of it changes, neither does it."""

    scope: EngagementScope
    terms: Terms
    events: Events
    rates: tuple[Rate, ...]
    parts: tuple[Part, ...]
    today: dt.date


@room.get(DAYS, permission=Permission.DAYS_VIEW)
def days(engagement_ref: str) -> str:
    """Show the balance before the bill."""
    scope, me = require_scope(), require_identity()
    terms = terms_of(engagement_id=scope.id)
    if terms.agreement is None:
        return render_template("charging/days_unsigned.html", scope=scope, words=UNSIGNED, to=to)
    seen, reader = seen_now(terms), Reader.of(me, scope)
    ref = printed_for(scope.ref, reader)
    shown = kept_while("page of support days", ref, seen, lambda: _shown(seen, reader), most=MOST_PAGES)
    return render_template("charging/days.html", scope=scope, shown=shown)


def _shown(seen: Seen, reader: Reader) -> str:
    """Print it for a reader."""
    scope, terms, stands = seen.scope, seen.terms, overview_of(seen)
    facts = Facts(stands, seen.today, scope.state in RUNNING, terms.purchase_order, terms.closed_through)
    return render_template(
        "charging/days_shown.html",
        scope=scope,
        to=to,
        stands=stands,
        steps=next_steps(facts, reader),
        disputed=[each for each in seen.events.statements.values() if each.state == "disputed"],
        chart=stands.chart,
        chart_url=to("burn_up", digest=stands.chart.digest),
        today=seen.today,
    )


def seen_now(terms: Terms) -> Seen:
    """Read what the balance of the engagement in the address is made of, in three more queries."""
    scope, on = require_scope(), today()
    events, held = events_of(engagement_id=scope.id), rates(engagement_id=scope.id)
    return Seen(scope, terms, events, held, parts_of(engagement_id=scope.id), on)


def overview_of(seen: Seen) -> Overview:
    """Make the balance."""
    terms, scope = seen.terms, seen.scope
    holds = rate_on(seen.rates, seen.today, NOBODY)
    agreed = terms.agreement.day_rate if terms.agreement else None
    rate = holds.day_rate if holds else agreed
    if rate is None:
        raise LookupError("no rate holds without an agreement")
    return overview(
        seen.parts,
        terms,
        seen.events,
        day_rate=rate,
        today=seen.today,
        partner=scope.partner_name,
        is_running=scope.state in RUNNING,
    )
