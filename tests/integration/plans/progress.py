"""What tests of progress share: addresses, forms as a browser sends them, and standings made directly."""

import datetime as dt
from typing import Any

from app.db import db
from app.db.clock import now
from app.plans.models import Milestone, MilestoneStanding, PlanEntry, Status
from app.web.forms import once_key


def typed(name: str, day: dt.date) -> dict[str, str]:
    """A date as it is typed."""
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def said(status: str = "on_track", **more: Any) -> dict[str, Any]:
    """What the form of an update sends."""
    return {"status": status, "seen_version": "0", "once": once_key(), **more}


def moved(on: dt.date, reason: str = "The board meets later.", seen: int = 0) -> dict[str, str]:
    """What the form of a new forecast sends."""
    return {**typed("forecast_on", on), "forecast_reason": reason, "seen_version": str(seen), "once": once_key()}


def stand(world, ref: str, status: Status = Status.ON_TRACK, **values: Any) -> None:
    """Let a milestone stand so, without a history."""
    with world.app.app_context():
        key = db.session.scalar(db.select(Milestone.id).filter_by(ref=ref))
        db.session.add(MilestoneStanding(milestone_id=key, status=status, updated_at=now(), **values))
        db.session.commit()


def entries(world) -> list[PlanEntry]:
    """Everything that was recorded, oldest first."""
    with world.app.app_context():
        return list(db.session.scalars(db.select(PlanEntry).order_by(PlanEntry.id)))


def standing(world, ref: str) -> MilestoneStanding | None:
    """How a milestone stands."""
    with world.app.app_context():
        return db.session.scalar(
            db.select(MilestoneStanding)
            .join(Milestone, Milestone.id == MilestoneStanding.milestone_id)
            .where(Milestone.ref == ref)
        )
