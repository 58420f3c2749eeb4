"""Finding programmes. A version's files never change, so each worker reads them once and keeps the value by digest."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import defer

from app.accounts.models import Person
from app.db import db
from app.learning.content import Programme
from app.learning.models import TrainingState, TrainingVersion
from app.learning.reading import read

KEPT = 8  # programmes in the memory of a worker, the last used
PAGE_SIZE = 50
_NEWEST_FIRST = (TrainingVersion.published_at.desc(), TrainingVersion.id.desc())
_without_files = defer(TrainingVersion.files, raiseload=True)


class UnknownProgrammeError(LookupError):
    """No stored version has this digest."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list; `uploaded_by` is None for what came with the product, `offered` means to new cohorts."""

    ref: str
    key: str
    label: str
    title: str
    state: TrainingState
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


def programme(digest: str) -> Programme:
    """Give the programme with this content; one query at first, none later. Raises UnknownProgrammeError."""
    kept: OrderedDict[str, Programme] = current_app.extensions.setdefault("programmes", OrderedDict())
    if digest not in kept:
        kept[digest] = read(files_of_version(digest))
    kept.move_to_end(digest)
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return kept[digest]


def files_of_version(digest: str) -> Mapping[str, str]:
    """Give the files of a version as they were uploaded. Raises UnknownProgrammeError."""
    files: Mapping[str, str] | None = db.session.scalar(
        select(TrainingVersion.files).where(TrainingVersion.digest == digest)
    )
    if files is None:
        raise UnknownProgrammeError(digest)
    return files


def newest_published(key: str) -> TrainingVersion | None:
    """Give the version of a programme that new cohorts are offered, without its files."""
    return db.session.scalar(
        select(TrainingVersion)
        .options(_without_files)
        .where(TrainingVersion.key == key, TrainingVersion.state == TrainingState.PUBLISHED)
        .order_by(*_NEWEST_FIRST)
        .limit(1)
    )


def version_by_ref(ref: str) -> TrainingVersion | None:
    """Give any version, drafts included, without its files; `programme` has them read. For administrators."""
    return db.session.scalar(select(TrainingVersion).options(_without_files).where(TrainingVersion.ref == ref))


def version_with_uploader(ref: str) -> tuple[TrainingVersion, str | None] | None:
    """Give any version as `version_by_ref`, with the name of who uploaded it; None if it came with the product."""
    found = db.session.execute(
        select(TrainingVersion, Person.name)
        .options(_without_files)
        .outerjoin(Person, Person.id == TrainingVersion.uploaded_by_id)
        .where(TrainingVersion.ref == ref)
    ).first()
    return (found[0], found[1]) if found else None


def all_versions(*, page: int) -> VersionPage:
    """Give a page of all versions, by programme and within it the newest first; two queries."""
    total = db.session.scalar(select(func.count()).select_from(TrainingVersion)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    place = func.row_number().over(partition_by=(TrainingVersion.key, TrainingVersion.state), order_by=_NEWEST_FIRST)
    found = db.session.execute(
        select(TrainingVersion, place, Person.name)
        .options(_without_files)
        .outerjoin(Person, Person.id == TrainingVersion.uploaded_by_id)
        .order_by(TrainingVersion.key, TrainingVersion.uploaded_at.desc(), TrainingVersion.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return VersionPage([_row(version, at == 1, name) for version, at, name in found], page, pages)


def known_titles() -> dict[str, str]:
    """Give the titles of topics and attributes by key, as published programmes have them; the newest counts."""
    digests = db.session.scalars(
        select(TrainingVersion.digest)
        .where(TrainingVersion.state == TrainingState.PUBLISHED)
        .order_by(TrainingVersion.published_at.desc(), TrainingVersion.id.desc())
        .limit(KEPT)
    ).all()
    return {each.key: each.title for digest in reversed(digests) for each in programme(digest).aspects}


def _row(version: TrainingVersion, is_first: bool, uploaded_by: str | None) -> VersionRow:
    return VersionRow(
        ref=version.ref,
        key=version.key,
        label=version.label,
        title=version.title,
        state=version.state,
        uploaded_by=uploaded_by,
        uploaded_at=version.uploaded_at,
        published_at=version.published_at,
        offered=is_first and version.state is TrainingState.PUBLISHED,
    )
