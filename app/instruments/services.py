"""Storing, publishing and discarding versions. The text of a stored version never changes. Finding them: queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from app.audit.services import record
from app.db import db
from app.instruments.document import digest, parse
from app.instruments.errors import AlreadyStoredError, LabelTakenError, NotADraftError, OutdatedComparisonError
from app.instruments.models import InstrumentVersion, VersionState
from app.instruments.queries import newest_published


@dataclass(frozen=True, slots=True)
class Upload:
    """The text of an instrument and the name of the file that it came in."""

    text: str
    name: str


def store_draft(upload: Upload, *, actor_id: int, now: dt.datetime) -> InstrumentVersion:
    """Keep the text as a draft, seen by administrators only.

    Raises InstrumentError with every mistake, AlreadyStoredError for the same content, LabelTakenError when key and
    version name belong to other content.
    """
    version = _store(upload, state=VersionState.DRAFT, actor_id=actor_id, now=now)
    record("questionnaire uploaded", _subject(version), actor_id=actor_id, now=now, became=_facts(version))
    return version


def load(paths: Iterable[Path], *, now: dt.datetime) -> list[tuple[Path, InstrumentVersion | LabelTakenError | None]]:
    """Publish each file that is not stored yet: the new version, None if it is there, or why it was refused.

    Raises InstrumentError for the first file with mistakes.
    """
    return [(path, _load_one(path, now)) for path in paths]


def publish(version: InstrumentVersion, *, compared_with: str, actor_id: int, now: dt.datetime) -> None:
    """Offer a draft to new rounds; running rounds keep their text.

    `compared_with` is the reference of the version that its difference was shown from, empty for none. Raises
    NotADraftError if it is one no more, OutdatedComparisonError if another version was published in between.
    """
    _lock(version.key)
    newest = newest_published(version.key)
    if _is_draft(version.id) and compared_with != (newest.ref if newest else ""):
        raise OutdatedComparisonError
    done = db.session.execute(
        update(InstrumentVersion)
        .where(InstrumentVersion.id == version.id, InstrumentVersion.state == VersionState.DRAFT)
        .values(state=VersionState.PUBLISHED, published_at=now)
        .returning(InstrumentVersion.id)
    )
    if done.first() is None:
        raise NotADraftError
    record("questionnaire published", _subject(version), actor_id=actor_id, now=now, became=_facts(version))


def discard(version: InstrumentVersion, *, actor_id: int, now: dt.datetime) -> None:
    """Remove a draft, so that its version name is free again. Raises NotADraftError if it is one no more."""
    done = db.session.execute(
        delete(InstrumentVersion)
        .where(InstrumentVersion.id == version.id, InstrumentVersion.state == VersionState.DRAFT)
        .returning(InstrumentVersion.id),
        execution_options={"synchronize_session": False},
    )
    if done.first() is None:
        raise NotADraftError
    record("questionnaire draft discarded", _subject(version), actor_id=actor_id, now=now, was=_facts(version))


def _load_one(path: Path, now: dt.datetime) -> InstrumentVersion | LabelTakenError | None:
    upload = Upload(path.read_text(encoding="utf-8"), str(path))
    try:
        version = _store(upload, state=VersionState.PUBLISHED, actor_id=None, now=now)
    except AlreadyStoredError:
        return None
    except LabelTakenError as refusal:
        return refusal
    record("questionnaire published", _subject(version), actor_id=None, now=now, became=_facts(version))
    return version


def _store(upload: Upload, *, state: VersionState, actor_id: int | None, now: dt.datetime) -> InstrumentVersion:
    document = parse(upload.text, name=upload.name)
    version = InstrumentVersion(
        key=document.key,
        label=document.version,
        title=document.title,
        digest=digest(upload.text),
        text=upload.text,
        state=state,
        uploaded_by_id=actor_id,
        uploaded_at=now,
        published_at=now if state is VersionState.PUBLISHED else None,
    )
    content, key, label = version.digest, version.key, version.label
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:
        _refuse(content, key, label)
        raise
    return version


def _refuse(content: str, key: str, label: str) -> None:
    """Say which stored version stands in the way."""
    same = db.session.scalar(select(InstrumentVersion).where(InstrumentVersion.digest == content))
    if same is not None:
        raise AlreadyStoredError(same)
    other = db.session.scalar(
        select(InstrumentVersion).where(InstrumentVersion.key == key, InstrumentVersion.label == label)
    )
    if other is not None:
        raise LabelTakenError(other)


def _lock(key: str) -> None:
    """Let one administrator at a time publish versions of an instrument; SQLite has locked the whole already."""
    db.session.execute(
        select(InstrumentVersion.id)
        .where(InstrumentVersion.key == key)
        .order_by(InstrumentVersion.id)
        .with_for_update()
    ).all()


def _is_draft(version_id: int) -> bool:
    state = db.session.scalar(select(InstrumentVersion.state).where(InstrumentVersion.id == version_id))
    return state is VersionState.DRAFT


def _subject(version: InstrumentVersion) -> str:
    return f"questionnaire {version.ref}"


def _facts(version: InstrumentVersion) -> dict[str, str]:
    return {"key": version.key, "version": version.label, "digest": version.digest}
