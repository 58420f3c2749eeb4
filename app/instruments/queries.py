"""Finding instruments. A version's text never changes, so each worker parses it once and keeps it by its digest."""

import datetime as dt
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import defer

from app.accounts.queries import names_of
from app.db import db
from app.instruments.document import Instrument, parse
from app.instruments.models import InstrumentVersion, VersionState

PAGE_SIZE = 50
_NEWEST_FIRST = (InstrumentVersion.published_at.desc(), InstrumentVersion.id.desc())
_without_text = defer(InstrumentVersion.text, raiseload=True)


class UnknownInstrumentError(LookupError):
    """No stored version has this digest."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list; `uploaded_by` is None for what came with the product, `offered` means to new rounds."""

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


def version_ref(digest: str) -> str:
    """Give the public reference of the version with this content; one query at first, none later."""
    known: dict[str, str] = current_app.extensions.setdefault("instrument_refs", {})
    if digest not in known:
        found = db.session.scalar(select(InstrumentVersion.ref).where(InstrumentVersion.digest == digest))
        if found is None:
            raise UnknownInstrumentError(digest)
        known[digest] = found
    return known[digest]


def instrument(digest: str) -> Instrument:
    """Give the instrument with this content; one query at first, none later. Raises UnknownInstrumentError."""
    known: dict[str, Instrument] = current_app.extensions.setdefault("instruments", {})
    if digest not in known:
        text = db.session.scalar(select(InstrumentVersion.text).where(InstrumentVersion.digest == digest))
        if text is None:
            raise UnknownInstrumentError(digest)
        known[digest] = parse(text, name=digest)
    return known[digest]


def published_versions() -> list[InstrumentVersion]:
    """Give the newest published version of each instrument, by title, without its text."""
    versions = db.session.scalars(
        select(InstrumentVersion)
        .options(_without_text)
        .where(InstrumentVersion.state == VersionState.PUBLISHED)
        .order_by(*_NEWEST_FIRST)
    )
    newest: dict[str, InstrumentVersion] = {}
    for version in versions:
        newest.setdefault(version.key, version)
    return sorted(newest.values(), key=lambda version: (version.title, version.key))


def newest_published(key: str) -> InstrumentVersion | None:
    """Give the version of this instrument that new rounds are offered, without its text."""
    return db.session.scalar(
        select(InstrumentVersion)
        .options(_without_text)
        .where(InstrumentVersion.key == key, InstrumentVersion.state == VersionState.PUBLISHED)
        .order_by(*_NEWEST_FIRST)
        .limit(1)
    )


def version_by_ref(ref: str) -> InstrumentVersion | None:
    """Give any version, drafts included, without its text; `instrument` has it read. For administrators."""
    return db.session.scalar(select(InstrumentVersion).options(_without_text).where(InstrumentVersion.ref == ref))


def readable_version(ref: str) -> InstrumentVersion | None:
    """Give a version that everybody signed in may read: any but a draft, without its text."""
    version = version_by_ref(ref)
    return version if version and version.state is not VersionState.DRAFT else None


def all_versions(*, page: int) -> VersionPage:
    """Give a page of all versions, by instrument and within it the newest first; two or three queries."""
    total = db.session.scalar(select(func.count()).select_from(InstrumentVersion)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    place = func.row_number().over(
        partition_by=(InstrumentVersion.key, InstrumentVersion.state), order_by=_NEWEST_FIRST
    )
    found = db.session.execute(
        select(InstrumentVersion, place.label("place"))
        .options(_without_text)
        .order_by(InstrumentVersion.key, InstrumentVersion.uploaded_at.desc(), InstrumentVersion.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    names = names_of({version.uploaded_by_id for version, _ in found if version.uploaded_by_id})
    rows = [_row(version, place == 1, names) for version, place in found]
    return VersionPage(rows, page, pages)


def _row(version: InstrumentVersion, is_first: bool, names: dict[int, str]) -> VersionRow:
    return VersionRow(
        ref=version.ref,
        key=version.key,
        label=version.label,
        title=version.title,
        state=version.state,
        uploaded_by=names.get(version.uploaded_by_id) if version.uploaded_by_id else None,
        uploaded_at=version.uploaded_at,
        published_at=version.published_at,
        offered=is_first and version.state is VersionState.PUBLISHED,
    )
