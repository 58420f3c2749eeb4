"""Storing, publishing and discarding versions. The text of a stored version never changes. Finding them: queries."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import IntegrityError

from app.audit.services import record
from app.db import db
from app.publishing.errors import AlreadyStoredError, LabelTakenError, NotADraftError, OutdatedComparisonError
from app.publishing.kinds import C, Kind, V
from app.publishing.models import Version, VersionState
from app.publishing.queries import newest_published


def store_draft(kind: Kind[V, C], source: Any, *, actor_id: int, now: dt.datetime) -> V:
    """Keep the source as a draft, seen by administrators only.

    Raises MistakesError with every mistake, AlreadyStoredError for the same content, LabelTakenError when key and
    version name belong to other content.
    """
    version = _store(kind, source, state=VersionState.DRAFT, actor_id=actor_id, now=now)
    record(f"{kind.name} uploaded", _subject(kind, version), actor_id=actor_id, now=now, became=_facts(version))
    return version


def load(kind: Kind[V, C], paths: Iterable[Path], *, now: dt.datetime) -> list[tuple[Path, V | LabelTakenError | None]]:
    """Publish what lies at each path and is not stored yet: the new version, None if it is there, or why it is refused.

    Raises MistakesError for the first path with mistakes.
    """
    return [(path, _load_one(kind, path, now)) for path in paths]


def publish(kind: Kind[V, C], version: V, *, compared_with: str, actor_id: int, now: dt.datetime) -> None:
    """Offer a draft from now on; what has begun keeps its text.

    `compared_with` is the reference of the version that its difference was shown from, empty for none. Raises
    NotADraftError if it is one no more, OutdatedComparisonError if another version was published in between.
    """
    table = kind.table
    _lock(kind, version.key)
    newest = newest_published(kind, version.key)
    is_draft = db.session.scalar(select(table.id).where(*_draft(version)))
    if is_draft and compared_with != (newest.ref if newest else ""):
        raise OutdatedComparisonError
    done = db.session.execute(
        update(table).where(*_draft(version)).values(state=VersionState.PUBLISHED, published_at=now).returning(table.id)
    )
    if done.first() is None:
        raise NotADraftError
    record(f"{kind.name} published", _subject(kind, version), actor_id=actor_id, now=now, became=_facts(version))


def discard(kind: Kind[V, C], version: V, *, actor_id: int, now: dt.datetime) -> None:
    """Remove a draft, so that its version name is free again. Raises NotADraftError if it is one no more."""
    done = db.session.execute(
        delete(kind.table).where(*_draft(version)).returning(kind.table.id),
        execution_options={"synchronize_session": False},
    )
    if done.first() is None:
        raise NotADraftError
    record(f"{kind.name} draft discarded", _subject(kind, version), actor_id=actor_id, now=now, was=_facts(version))


def _load_one(kind: Kind[V, C], path: Path, now: dt.datetime) -> V | LabelTakenError | None:
    try:
        version = _store(kind, kind.source_at(path), state=VersionState.PUBLISHED, actor_id=None, now=now)
    except AlreadyStoredError:
        return None
    except LabelTakenError as refusal:
        return refusal
    record(f"{kind.name} published", _subject(kind, version), actor_id=None, now=now, became=_facts(version))
    return version


def _store(kind: Kind[V, C], source: Any, *, state: VersionState, actor_id: int | None, now: dt.datetime) -> V:
    content, digest = kind.check(source), kind.digest(source)
    key, label = content.key, kind.label(content)
    version = kind.table(
        key=key,
        label=label,
        title=content.title,
        digest=digest,
        state=state,
        uploaded_by_id=actor_id,
        uploaded_at=now,
        published_at=now if state is VersionState.PUBLISHED else None,
        **{kind.column: source},
    )
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:
        _refuse(kind.table, digest, key, label)
        raise
    return version


def _refuse(table: type[Version], digest: str, key: str, label: str) -> None:
    """Say which stored version stands in the way."""
    facts = select(table.ref, table.label, table.state)
    same = db.session.execute(facts.where(table.digest == digest)).first()
    if same is not None:
        raise AlreadyStoredError(same.ref, same.label)
    other = db.session.execute(facts.where(table.key == key, table.label == label)).first()
    if other is not None:
        raise LabelTakenError(key, label, draft=other.state is VersionState.DRAFT)


def _lock(kind: Kind[V, C], key: str) -> None:
    """Let one administrator at a time publish versions of a text; SQLite has locked the whole already."""
    table = kind.table
    db.session.execute(select(table.id).where(table.key == key).order_by(table.id).with_for_update()).all()


def _draft(version: Version) -> tuple[ColumnElement[bool], ...]:
    """The row of this version, as long as it is a draft."""
    table = type(version)
    return table.id == version.id, table.state == VersionState.DRAFT


def _subject(kind: Kind[V, C], version: V) -> str:
    return f"{kind.name} {version.ref}"


def _facts(version: Version) -> dict[str, str]:
    return {"key": version.key, "version": version.label, "digest": version.digest}
