"""Finding programmes, by what cohorts and pages know of them. How versions are found and kept: app.publishing."""

from sqlalchemy import select

from app.db import db
from app.learning.content import Programme
from app.learning.kind import PROGRAMMES
from app.learning.models import TrainingVersion, VersionState
from app.publishing import queries


def programme(digest: str) -> Programme:
    """Give the programme with this content; one query at first, none while it is kept. Raises UnknownVersionError."""
    return queries.content(PROGRAMMES, digest)


def newest_published(key: str) -> TrainingVersion | None:
    """Give the version of a programme that new cohorts are offered, without its files."""
    return queries.newest_published(PROGRAMMES, key)


def known_titles() -> dict[str, str]:
    """Give the titles of topics and attributes by key, as published programmes have them; the newest counts."""
    digests = db.session.scalars(
        select(TrainingVersion.digest)
        .where(TrainingVersion.state == VersionState.PUBLISHED)
        .order_by(TrainingVersion.published_at.desc(), TrainingVersion.id.desc())
        .limit(PROGRAMMES.kept)
    ).all()
    return {each.key: each.title for digest in reversed(digests) for each in programme(digest).aspects}
