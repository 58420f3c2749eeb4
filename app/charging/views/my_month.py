"""One's own days over all engagements, a calendar month at a time. They are logged in each engagement: log.py."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from app.charging.ledger import last_day, month_of, next_month
from app.charging.models import EntryState
from app.charging.queries.logging import OwnDay, own_days, places_to_log
from app.charging.room import room
from app.db.clock import today
from app.security import Permission, require_identity


@dataclass(frozen=True, slots=True)
class Sum:
    """One engagement's days of the month, in quarters."""

    partner_name: str
    engagement_ref: str
    is_reached: bool
    given: int
    booked: int


@room.get("/days", permission=Permission.SIGNED_IN)
def my_month() -> ResponseReturnValue:
    """Show the present month."""
    return _page(month_of(today()))


@room.get("/days/<month:month>", permission=Permission.SIGNED_IN)
def own_month(month: dt.date) -> ResponseReturnValue:
    """Show a month."""
    return _page(month)


def _page(month: dt.date) -> str:
    me = require_identity()
    days = own_days(month, last_day(month), person_id=me.person_id)
    places = [
        each
        for each in places_to_log(person_id=me.person_id)
        if month_of(each.starts_on) <= month <= month_of(each.ends_on)
    ]
    by_date = {on: tuple(same) for on, same in groupby(days, key=lambda each: each.on)}
    dates = [month + dt.timedelta(days=number) for number in range((next_month(month) - month).days)]
    return render_template(
        "charging/my_month.html",
        me=me,
        month=month,
        before=month_of(month - dt.timedelta(days=1)),
        after=next_month(month),
        blanks=month.weekday(),
        dates=[(on, by_date.get(on, ())) for on in dates],
        sums=_sums(days),
        given=sum(each.quarters for each in days if each.state is not EntryState.BOOKED),
        booked=sum(each.quarters for each in days if each.state is EntryState.BOOKED),
        drafts=sum(each.state is EntryState.DRAFT for each in days),
        due=[each for each in days if each.state is EntryState.BOOKED and each.on <= today() and each.is_reached],
        places=places,
        now_month=month_of(today()),
    )


def _sums(days: tuple[OwnDay, ...]) -> list[Sum]:
    """Add up by engagement, by the partner's name."""
    found: dict[tuple[str, str, bool], list[int]] = {}
    for each in days:
        both = found.setdefault((each.partner_name, each.engagement_ref, each.is_reached), [0, 0])
        both[each.state is EntryState.BOOKED] += each.quarters
    return [Sum(*which, given, booked) for which, (given, booked) in sorted(found.items())]
