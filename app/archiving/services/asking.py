"""Asking for an archive: one under way at a time for each side of an engagement. Who makes it: making.py."""

import datetime as dt

from sqlalchemy import select

from app.archiving.models import Archive, ArchiveState
from app.archiving.services.asker import authority_of, side_of
from app.audit.services import record
from app.db import db
from app.engagements.models import Engagement
from app.security import EngagementScope, Identity

UNDER_WAY = (ArchiveState.QUEUED, ArchiveState.MAKING)


def ask(scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> bool:
    """Ask for an archive of the asker's side; False if one is under way already, which is then the one."""
    side = side_of(actor, scope)
    authority_id = authority_of(side, scope)
    db.session.execute(select(Engagement.id).where(Engagement.id == scope.id).with_for_update())
    under_way = select(Archive.id).where(
        Archive.engagement_id == scope.id, Archive.authority_id == authority_id, Archive.state.in_(UNDER_WAY)
    )
    if db.session.scalar(under_way.limit(1)) is not None:
        return False
    asked = Archive(engagement_id=scope.id, authority_id=authority_id, asked_by_id=actor.person_id, asked_at=now)
    db.session.add(asked)
    db.session.flush()
    record(
        "archive asked for",
        f"archive {asked.ref}",
        actor_id=actor.person_id,
        engagement_id=scope.id,
        now=now,
        became={"authority_id": authority_id},
    )
    return True
