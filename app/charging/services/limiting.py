"""Setting how many days of support a person may give in a week before the lead authority's own work suffers."""

import datetime as dt

from sqlalchemy import select

from app.audit.services import record
from app.charging.capacity import DEFAULT_WEEK_QUARTERS
from app.charging.errors import ConflictError
from app.charging.models import WeekLimit
from app.charging.services.books import upserting
from app.db import db
from app.security import Identity
from app.web.filters import person_days


def set_week_limit(
    person_id: int, quarters: int, *, seen: int, authority_id: int, actor: Identity, now: dt.datetime
) -> None:
    """Set a person's limit in quarters a week; `seen` is the one that the page showed.

    Raises ConflictError if a colleague has set another one since.
    """
    query = select(WeekLimit.quarters).filter_by(authority_id=authority_id, person_id=person_id).with_for_update()
    standing = db.session.scalar(query)
    was = DEFAULT_WEEK_QUARTERS if standing is None else standing
    if was == quarters and standing is not None:
        return
    if was != seen:
        raise ConflictError(f"A colleague has meanwhile set the limit to {person_days(was)} a week")
    values = {"authority_id": authority_id, "person_id": person_id, "quarters": quarters}
    db.session.execute(
        upserting(WeekLimit)
        .values(**values)
        .on_conflict_do_update(index_elements=["authority_id", "person_id"], set_={"quarters": quarters})
    )
    record(
        "limit per week set",
        "limit per week",
        actor_id=actor.person_id,
        now=now,
        was={"limit_quarters": was},
        became={"limit_quarters": quarters, "person_id": person_id, "authority_id": authority_id},
    )
