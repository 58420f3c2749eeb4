"""Published versions of programmes, as trainers read them without a cohort. Their texts: queries/programmes.py."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app.db import db
from app.learning.models import TrainingVersion, VersionState


@dataclass(frozen=True, slots=True)
class Published:
    """A published version, without its files."""

    ref: str
    key: str
    title: str
    label: str
    digest: str
    published_at: dt.datetime


_PUBLISHED = (
    select(
        TrainingVersion.ref,
        TrainingVersion.key,
        TrainingVersion.title,
        TrainingVersion.label,
        TrainingVersion.digest,
        TrainingVersion.published_at,
    )
    .where(TrainingVersion.state == VersionState.PUBLISHED)
    .order_by(TrainingVersion.title, TrainingVersion.published_at.desc(), TrainingVersion.id.desc())
)
MOST = 200  # versions on one page; there are a handful


def published() -> list[Published]:
    """Give the published versions by title, the newest first."""
    return [Published(**row) for row in db.session.execute(_PUBLISHED.limit(MOST)).mappings()]


def published_version(training_ref: str) -> Published | None:
    """Give one published version; None for a draft, a withdrawn one, or none."""
    row = db.session.execute(_PUBLISHED.where(TrainingVersion.ref == training_ref)).mappings().first()
    return Published(**row) if row else None
