"""One's own days over all engagements, a calendar month at a time. They are logged in each engagement: log.py."""

import datetime as dt
from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from app.charging.ledger import last_day, month_of, next_month
from app.charging.models import EntryState
from app.charging.queries.logging import OwnDay, own_days, places_to_log
from app.charging.room import room
from app.db.clock import today
from app.security import Permission, require_identity


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
        due=[each for each in days if each.state is EntryState.BOOKED and each.on <= today()],
        places=places,
        now_month=month_of(today()),
    )


def _sums(days: tuple[OwnDay, ...]) -> list[tuple[str, str, int, int]]:
    """Add up by engagement: the partner's name, the engagement's reference, quarters given, quarters booked."""
    found: dict[tuple[str, str], list[int]] = {}
    for each in days:
        both = found.setdefault((each.partner_name, each.engagement_ref), [0, 0])
        both[each.state is EntryState.BOOKED] += each.quarters
    return [(partner, ref, both[0], both[1]) for (partner, ref), both in sorted(found.items())]
