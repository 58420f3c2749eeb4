"""What of the library is in an archive: items that this engagement shared or used, and the partner's own. Reads only.

An item that the lead keeps for itself has nothing to do with one engagement, so it stays out.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, case, exists, or_, select

from app.accounts.models import Authority, Person
from app.agreements.models import Side
from app.archiving.queries.tables import Asked, Whole
from app.db import db
from app.files.models import StoredFile
from app.library.models import LibraryItem, LibraryShare, LibraryUse, LibraryVersion, Sharing
from app.library.queries.seen import SEEN, values_of
from app.library.reach import Reach


def _belongs(asked: Asked) -> ColumnElement[bool]:
    here = asked.scope.id
    return or_(
        LibraryItem.authority_id != asked.scope.lead_authority_id,
        LibraryItem.sharing == Sharing.ALL,
        exists().where(LibraryShare.item_id == LibraryItem.id, LibraryShare.engagement_id == here),
        exists().where(LibraryUse.item_id == LibraryItem.id, LibraryUse.engagement_id == here),
    )


def _rows(query: Any, asked: Asked) -> list[Whole]:
    scope = asked.scope
    own = scope.lead_authority_id if asked.side is Side.LEAD else scope.partner_authority_id
    reach = Reach(scope.id, own, scope.lead_authority_id, not scope.is_over)
    found = db.session.execute(query.where(SEEN, _belongs(asked)), values_of(reach))
    return [tuple(row) for row in found]


def items_of(asked: Asked) -> Iterator[list[Whole]]:
    """Give the items; with whom one is shared is for its own authority only."""
    own = asked.scope.lead_authority_id if asked.side is Side.LEAD else asked.scope.partner_authority_id
    columns: tuple[Any, ...] = (
        LibraryItem.ref, Authority.ref, LibraryItem.title, LibraryItem.about, LibraryItem.standards, LibraryItem.stages,
        LibraryItem.from_level, LibraryItem.to_level, Person.ref, LibraryItem.review_on,
        case((LibraryItem.authority_id == own, LibraryItem.sharing)), LibraryItem.added_at, LibraryItem.withdrawn_at,
        LibraryItem.withdrawn_reason,
    )  # fmt: skip
    query = (
        select(*columns)
        .join(Authority, Authority.id == LibraryItem.authority_id)
        .join(Person, Person.id == LibraryItem.owner_id)
        .order_by(LibraryItem.id)
    )
    yield _rows(query, asked)


def versions_of(asked: Asked) -> Iterator[list[Whole]]:
    """Give every version of the items."""
    columns: tuple[Any, ...] = (
        LibraryVersion.ref, LibraryItem.ref, LibraryVersion.number, LibraryVersion.link, StoredFile.ref,
        LibraryVersion.tool_key, LibraryVersion.change, Person.ref, LibraryVersion.added_at,
    )  # fmt: skip
    query = (
        select(*columns)
        .select_from(LibraryVersion)
        .join(LibraryItem, LibraryItem.id == LibraryVersion.item_id)
        .join(Person, Person.id == LibraryVersion.added_by_id)
        .outerjoin(StoredFile, StoredFile.id == LibraryVersion.file_id)
        .order_by(LibraryVersion.id)
    )
    yield _rows(query, asked)


def library_files(asked: Asked) -> list[Whole]:
    """Give the file of each version that holds one, with the title of its item."""
    query = (
        select(StoredFile, LibraryItem.title)
        .join(LibraryVersion, LibraryVersion.file_id == StoredFile.id)
        .join(LibraryItem, LibraryItem.id == LibraryVersion.item_id)
        .order_by(LibraryVersion.id)
    )
    return _rows(query, asked)
