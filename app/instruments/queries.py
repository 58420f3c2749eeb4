"""Finding questionnaires, by what rounds and pages know of them. How versions are found and kept: app.publishing."""

from flask import current_app
from sqlalchemy import select

from app.db import db
from app.instruments.document import Instrument
from app.instruments.kind import QUESTIONNAIRES
from app.instruments.models import InstrumentVersion
from app.publishing import queries
from app.publishing.errors import UnknownVersionError
from app.publishing.models import VersionState


def version_ref(digest: str) -> str:
    """Give the public reference of the version with this content; one query at first, none later."""
    known: dict[str, str] = current_app.extensions.setdefault("instrument_refs", {})
    if digest not in known:
        found = db.session.scalar(select(InstrumentVersion.ref).where(InstrumentVersion.digest == digest))
        if found is None:
            raise UnknownVersionError(digest)
        known[digest] = found
    return known[digest]


def instrument(digest: str) -> Instrument:
    """Give the instrument with this content; one query at first, none later. Raises UnknownVersionError."""
    return queries.content(QUESTIONNAIRES, digest)


def published_versions() -> list[InstrumentVersion]:
    """Give the newest published version of each instrument, by title, without its text."""
    return queries.published_versions(QUESTIONNAIRES)


def newest_published(key: str) -> InstrumentVersion | None:
    """Give the version of this instrument that new rounds are offered, without its text."""
    return queries.newest_published(QUESTIONNAIRES, key)


def readable_version(ref: str) -> InstrumentVersion | None:
    """Give a version that everybody signed in may read: any but a draft, without its text."""
    version = queries.version_by_ref(QUESTIONNAIRES, ref)
    return version if version and version.state is not VersionState.DRAFT else None
