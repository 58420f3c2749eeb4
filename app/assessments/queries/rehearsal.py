"""A consultant's own rehearsal, and the text that a new one is played on. Nobody finds anybody else's."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from app.assessments.models import Rehearsal, Round
from app.db import db
from app.engagements.models import Engagement
from app.instruments.queries import published_versions


@dataclass(frozen=True, slots=True)
class OwnRehearsal:
    """A rehearsal as pages read it; `ends_on` is the engagement's, by which a target is due unless somebody says."""

    instrument_digest: str
    content: Mapping[str, Any]
    ends_on: dt.date


_OWN = (Rehearsal.engagement_id == bindparam("engagement_id"), Rehearsal.person_id == bindparam("person_id"))
_READ = (
    select(Rehearsal.instrument_digest, Rehearsal.content, Engagement.ends_on)
    .join(Engagement, Engagement.id == Rehearsal.engagement_id)
    .where(*_OWN)
)
_TO_CHANGE = select(Rehearsal).where(*_OWN).with_for_update()


def own_rehearsal(person_id: int, *, engagement_id: int) -> OwnRehearsal | None:
    """Give the person's rehearsal in this engagement, as it was kept."""
    own = {"person_id": person_id, "engagement_id": engagement_id}
    row = db.session.connection().execute(_READ, own).one_or_none()
    return OwnRehearsal(*row) if row else None


def rehearsal_to_change(person_id: int, *, engagement_id: int) -> Rehearsal | None:
    """Give the record of the person's rehearsal, held still until the commit."""
    own = {"person_id": person_id, "engagement_id": engagement_id}
    found: Rehearsal | None = db.session.scalar(_TO_CHANGE, own)
    return found


def text_to_rehearse(*, engagement_id: int) -> str | None:
    """Give the digest of the newest round's instrument, else of the newest published version; None without any."""
    newest = select(Round.instrument_digest).where(Round.engagement_id == engagement_id).order_by(Round.id.desc())
    digest: str | None = db.session.scalar(newest.limit(1))
    if digest is not None:
        return digest
    offered = [version for version in published_versions() if version.published_at]
    return max(offered, key=lambda version: (version.published_at, version.id)).digest if offered else None
