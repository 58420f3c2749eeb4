"""Storing one session as a programme of its own. What every published text can do: app.publishing.services."""

import datetime as dt

from sqlalchemy import select

from app.db import db
from app.learning.bespoke import SESSION_FILE, key_of, package
from app.learning.kind import PROGRAMMES
from app.learning.models import TrainingVersion
from app.learning.queries.programmes import known_titles
from app.learning.reading import front_matter
from app.publishing.errors import AlreadyStoredError
from app.publishing.services import store_draft


def store(source: dict[str, str] | str, *, actor_id: int, now: dt.datetime) -> TrainingVersion:
    """Keep a programme's files as a draft, or one session as a programme in the next free version of this month.

    Raises as `store_draft` does; AlreadyStoredError also if a session's newest version has the same text.
    """
    if isinstance(source, str):
        source = _as_programme(source, month=f"{now:%Y-%m}")
    return store_draft(PROGRAMMES, source, actor_id=actor_id, now=now)


def _as_programme(text: str, *, month: str) -> dict[str, str]:
    facts = front_matter(SESSION_FILE, text, "session")
    stored = db.session.scalars(
        select(TrainingVersion)
        .where(TrainingVersion.key == key_of(facts["title"]))
        .order_by(TrainingVersion.uploaded_at.desc(), TrainingVersion.id.desc())
    ).all()
    if stored and stored[0].files.get(SESSION_FILE) == text:
        raise AlreadyStoredError(stored[0].ref, stored[0].label)
    return package(text, month=month, taken={each.label for each in stored}, titles=known_titles())
