"""Finding versions. A version's text never changes, so each worker reads it once and keeps its content by digest."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import defer

from app.accounts.models import Person
from app.db import db
from app.db.keeping import kept, kept_all
from app.publishing.errors import UnknownVersionError
from app.publishing.kinds import C, Kind, V
from app.publishing.models import Version, VersionState

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list; `uploaded_by` is None for what came with the product, `offered` means the newest."""

    ref: str
    key: str
    label: str
    title: str
    state: VersionState
    uploaded_by: str | None
    uploaded_at: dt.datetime
    published_at: dt.datetime | None
    offered: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One page of the list: `page` counts from 1; `pages` is 1 at least."""

    rows: list[VersionRow]
    page: int
    pages: int


def content(kind: Kind[V, C], digest: str) -> C:
    """Give what a version says; one query at first, none while it is kept. Raises UnknownVersionError."""
    return kept(kind.name, digest, lambda: kind.read(source(kind, digest)), most=kind.kept)


def contents(kind: Kind[V, C], digests: Sequence[str]) -> list[C]:
    """Give what several versions say, in this order; one query at first, none while they are kept."""

    def read(missing: list[str]) -> Iterator[tuple[str, C]]:
        asked = select(kind.table.digest, getattr(kind.table, kind.column)).where(kind.table.digest.in_(missing))
        return ((digest, kind.read(source)) for digest, source in db.session.execute(asked))

    return kept_all(kind.name, digests, read, most=kind.kept)


def source(kind: Kind[V, C], digest: str) -> Any:
    """Give a version as it was uploaded. Raises UnknownVersionError."""
    found = db.session.scalar(select(getattr(kind.table, kind.column)).where(kind.table.digest == digest))
    if found is None:
        raise UnknownVersionError(digest)
    return found


def published_versions(kind: Kind[V, C]) -> list[V]:
    """Give the newest published version of each text, by title, without the texts."""
    newest: dict[str, V] = {}
    for version in db.session.scalars(_published(kind)):
        newest.setdefault(version.key, version)
    return sorted(newest.values(), key=lambda version: (version.title, version.key))


def newest_published(kind: Kind[V, C], key: str) -> V | None:
    """Give the version that is offered, without its text."""
    return db.session.scalar(_published(kind).where(kind.table.key == key).limit(1))


def version_by_ref(kind: Kind[V, C], ref: str) -> V | None:
    """Give any version, drafts included, without its text. For administrators."""
    return db.session.scalar(_without_texts(kind).where(kind.table.ref == ref))


def version_with_uploader(kind: Kind[V, C], ref: str) -> tuple[V, str | None] | None:
    """Give any version as `version_by_ref`, with the name of who uploaded it; None if it came with the product."""
    asked = _without_texts(kind).add_columns(Person.name).outerjoin(Person, Person.id == kind.table.uploaded_by_id)
    found = db.session.execute(asked.where(kind.table.ref == ref)).first()
    return (found[0], found[1]) if found else None


def all_versions(kind: Kind[V, C], *, page: int) -> VersionPage:
    """Give a page of all versions, by text and within it the newest first; two queries."""
    table = kind.table
    total = db.session.scalar(select(func.count()).select_from(table)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    place = func.row_number().over(partition_by=(table.key, table.state), order_by=_newest_first(table))
    found = db.session.execute(
        _without_texts(kind)
        .add_columns(place, Person.name)
        .outerjoin(Person, Person.id == table.uploaded_by_id)
        .order_by(table.key, table.uploaded_at.desc(), table.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return VersionPage([_row(version, at == 1, name) for version, at, name in found], page, pages)


def published_mark(table: type[Version]) -> ScalarSelect[str]:
    """Name all that is published of a kind, as a column of a query that a page makes anyway.

    A version is published once and then at most withdrawn: while the mark stays, so does what is on offer.
    """
    published = select(func.aggregate_strings(table.ref, " ")).where(table.state == VersionState.PUBLISHED)
    return published.scalar_subquery()


def _without_texts(kind: Kind[V, C]) -> Select[V]:
    return select(kind.table).options(defer(getattr(kind.table, kind.column), raiseload=True))


def _published(kind: Kind[V, C]) -> Select[V]:
    found = _without_texts(kind).where(kind.table.state == VersionState.PUBLISHED)
    return found.order_by(*_newest_first(kind.table))


def _newest_first(table: type[Version]) -> tuple[Any, ...]:
    return table.published_at.desc(), table.id.desc()


def _row(version: Version, is_first: bool, uploaded_by: str | None) -> VersionRow:
    return VersionRow(
        ref=version.ref,
        key=version.key,
        label=version.label,
        title=version.title,
        state=version.state,
        uploaded_by=uploaded_by,
        uploaded_at=version.uploaded_at,
        published_at=version.published_at,
        offered=is_first and version.state is VersionState.PUBLISHED,
    )
