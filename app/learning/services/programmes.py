"""Storing, publishing and discarding versions of programmes. A stored version never changes. Finding them: queries."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from app.audit.services import record
from app.db import db
from app.learning.bespoke import key_of, package
from app.learning.checking import checked
from app.learning.errors import AlreadyStoredError, LabelTakenError, NotADraftError, OutdatedComparisonError
from app.learning.models import TrainingState, TrainingVersion
from app.learning.queries.programmes import known_titles, newest_published
from app.learning.reading import digest_of, files_of, front_matter


def store_draft(files: Mapping[str, str], *, actor_id: int, now: dt.datetime) -> TrainingVersion:
    """Keep the files as a draft, seen by administrators only.

    Raises ContentError with every mistake, AlreadyStoredError for the same files, LabelTakenError when key and version
    name belong to other files.
    """
    version = _store(files, state=TrainingState.DRAFT, actor_id=actor_id, now=now)
    record("training programme uploaded", _subject(version), actor_id=actor_id, now=now, became=_facts(version))
    return version


def store_session(text: str, *, actor_id: int, now: dt.datetime) -> TrainingVersion:
    """Keep one session as a draft of a programme of its own, in the next free version of this month.

    Raises ContentError with every mistake, AlreadyStoredError if its newest version has the same text.
    """
    facts = front_matter("sessions/1.1.md", text, "session")
    stored = db.session.scalars(
        select(TrainingVersion)
        .where(TrainingVersion.key == key_of(facts["title"]))
        .order_by(TrainingVersion.uploaded_at.desc(), TrainingVersion.id.desc())
    ).all()
    if stored and stored[0].files.get("sessions/1.1.md") == text:
        raise AlreadyStoredError(stored[0].ref, stored[0].label)
    files = package(text, month=f"{now:%Y-%m}", taken={each.label for each in stored}, titles=known_titles())
    return store_draft(files, actor_id=actor_id, now=now)


def load(folders: Iterable[Path], *, now: dt.datetime) -> list[tuple[Path, TrainingVersion | LabelTakenError | None]]:
    """Publish each folder that is not stored yet: the new version, None if it is there, or why it was refused.

    Raises ContentError for the first folder with mistakes.
    """
    return [(folder, _load_one(folder, now)) for folder in folders]


def publish(version: TrainingVersion, *, compared_with: str, actor_id: int, now: dt.datetime) -> None:
    """Offer a draft to new cohorts; cohorts that are set up keep their text.

    `compared_with` is the reference of the version that its difference was shown from, empty for none. Raises
    NotADraftError if it is one no more, OutdatedComparisonError if another version was published in between.
    """
    _lock(version.key)
    newest = newest_published(version.key)
    if _is_draft(version.id) and compared_with != (newest.ref if newest else ""):
        raise OutdatedComparisonError
    done = db.session.execute(
        update(TrainingVersion)
        .where(TrainingVersion.id == version.id, TrainingVersion.state == TrainingState.DRAFT)
        .values(state=TrainingState.PUBLISHED, published_at=now)
        .returning(TrainingVersion.id)
    )
    if done.first() is None:
        raise NotADraftError
    record("training programme published", _subject(version), actor_id=actor_id, now=now, became=_facts(version))


def discard(version: TrainingVersion, *, actor_id: int, now: dt.datetime) -> None:
    """Remove a draft, so that its version name is free again. Raises NotADraftError if it is one no more."""
    done = db.session.execute(
        delete(TrainingVersion)
        .where(TrainingVersion.id == version.id, TrainingVersion.state == TrainingState.DRAFT)
        .returning(TrainingVersion.id),
        execution_options={"synchronize_session": False},
    )
    if done.first() is None:
        raise NotADraftError
    record("training programme draft discarded", _subject(version), actor_id=actor_id, now=now, was=_facts(version))


def _load_one(folder: Path, now: dt.datetime) -> TrainingVersion | LabelTakenError | None:
    try:
        version = _store(files_of(folder), state=TrainingState.PUBLISHED, actor_id=None, now=now)
    except AlreadyStoredError:
        return None
    except LabelTakenError as refusal:
        return refusal
    record("training programme published", _subject(version), actor_id=None, now=now, became=_facts(version))
    return version


def _store(
    files: Mapping[str, str], *, state: TrainingState, actor_id: int | None, now: dt.datetime
) -> TrainingVersion:
    programme, digest = checked(files), digest_of(files)
    version = TrainingVersion(
        key=programme.key,
        label=programme.label,
        title=programme.title,
        digest=digest,
        files=dict(files),
        state=state,
        uploaded_by_id=actor_id,
        uploaded_at=now,
        published_at=now if state is TrainingState.PUBLISHED else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:
        _refuse(digest, programme.key, programme.label)
        raise
    return version


def _refuse(digest: str, key: str, label: str) -> None:
    """Say which stored version stands in the way."""
    facts = select(TrainingVersion.ref, TrainingVersion.label, TrainingVersion.state)
    same = db.session.execute(facts.where(TrainingVersion.digest == digest)).first()
    if same is not None:
        raise AlreadyStoredError(same.ref, same.label)
    other = db.session.execute(facts.where(TrainingVersion.key == key, TrainingVersion.label == label)).first()
    if other is not None:
        raise LabelTakenError(label, draft=other.state is TrainingState.DRAFT)


def _lock(key: str) -> None:
    """Let one administrator at a time publish versions of a programme; SQLite has locked the whole already."""
    db.session.execute(
        select(TrainingVersion.id).where(TrainingVersion.key == key).order_by(TrainingVersion.id).with_for_update()
    ).all()


def _is_draft(version_id: int) -> bool:
    state = db.session.scalar(select(TrainingVersion.state).where(TrainingVersion.id == version_id))
    return state is TrainingState.DRAFT


def _subject(version: TrainingVersion) -> str:
    return f"training programme {version.ref}"


def _facts(version: TrainingVersion) -> dict[str, str]:
    return {"key": version.key, "version": version.label, "digest": version.digest}
