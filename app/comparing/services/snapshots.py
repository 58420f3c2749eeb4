"""Makes the snapshot of the quarter that ended, once, however many workers run. Who is in it: renewing.py."""

import datetime as dt

from sqlalchemy.exc import IntegrityError

from app.audit.services import record
from app.comparing.holding_back import LEAST
from app.comparing.models import ComparisonSnapshot
from app.comparing.queries.candidates import candidates, how_many_agreed, same_keys
from app.comparing.queries.snapshots import STANDS, is_made, snapshot_content, snapshots
from app.comparing.renewing import renewed_apart
from app.comparing.spread import Contents, on_newest_text
from app.db import db, reading_apart
from app.db.clock import LONDON

MONTHS = 3


def make_due(*, now: dt.datetime) -> bool:
    """Decide what the comparison of the quarter that ended is, unless that is done; say whether a snapshot was made.

    Withdrawals count up to this moment; what was agreed and signed counts up to the end of the quarter. It can take
    seconds, so all is read and reckoned before the transaction: what the caller wrote is committed before.
    """
    ends = _first_of_quarter(now.astimezone(LONDON).date())
    quarter = _first_of_quarter(ends - dt.timedelta(days=1))
    before = dt.datetime.combine(ends, dt.time(), LONDON).astimezone(dt.UTC)
    with reading_apart():
        if is_made(quarter):
            return False
        earlier = snapshots()
        if not earlier and how_many_agreed(before=before) < LEAST:
            return False
        offered = candidates(before=before)
        every = on_newest_text([*(each.contents for each in earlier), offered], same_keys) if offered.entries else ()
    entries = renewed_apart([each.entries for each in every[:-1]], offered.entries)
    contents = None if entries is None else Contents(offered.digest, offered.standards, entries)
    return _keep(quarter, contents, now=now)


def _keep(quarter: dt.date, contents: Contents | None, *, now: dt.datetime) -> bool:
    """Keep the quarter's snapshot, or that there is none new, so that it is reckoned once; False if another did."""
    content = STANDS if contents is None else snapshot_content(contents)
    made = ComparisonSnapshot(quarter=quarter, content=content, made_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return False
    told = {"quarter": quarter, "authorities": len(contents.entries) if contents else None}
    action = "comparison snapshot made" if contents else "comparison snapshot stands"
    record(action, f"snapshot {made.ref}", actor_id=None, now=now, became=told)
    return contents is not None


def next_quarter(quarter: dt.date) -> dt.date:
    """Give the first day of the quarter after the one that begins on a day."""
    return _first_of_quarter(quarter + dt.timedelta(days=31 * MONTHS))


def _first_of_quarter(date: dt.date) -> dt.date:
    return date.replace(month=(date.month - 1) // MONTHS * MONTHS + 1, day=1)
