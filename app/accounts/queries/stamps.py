"""Reads the stamps of what an authority's sums are made of; what sets them: app/accounts/stamps.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, select

from app.accounts.stamps import COHORT, SumStamp
from app.db import db

_STAMPS = (
    select(SumStamp.kind, SumStamp.stamp)
    .where(SumStamp.subject_id == bindparam("authority_id", type_=Integer), SumStamp.kind != COHORT)
    .order_by(SumStamp.kind)
)


@dataclass(frozen=True, slots=True)
class Stamps:
    """The stamps of one authority by kind, on a day: what is late tomorrow is not late today."""

    by_kind: Mapping[str, str]
    today: dt.date

    def of(self, *kinds: str) -> str | None:
        """Give the stamp of these kinds together; None: nothing of them was ever written, so nothing can be kept."""
        parts = [self.by_kind.get(kind, "") for kind in kinds]
        return f"{self.today} {' '.join(parts)}" if any(parts) else None


def stamps_of(*, authority_id: int, today: dt.date) -> Stamps:
    """Give them in one query, which has to come before those for what they stand for."""
    rows = db.session.connection().execute(_STAMPS, {"authority_id": authority_id})
    return Stamps({row.kind: row.stamp for row in rows}, today)
