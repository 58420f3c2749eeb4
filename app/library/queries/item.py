"""One item as its page shows it, with its versions; its newest version, and a version's file."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, Text, bindparam, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Person
from app.db import db
from app.files.models import StoredFile
from app.library.models import LibraryItem, LibraryShare, LibraryUse, LibraryVersion, Sharing
from app.library.queries.offered import OFFERED_MARK
from app.library.queries.seen import OWNER_IS_THERE, SEEN, kind_held, values_of
from app.library.reach import Reach


@dataclass(frozen=True, slots=True)
class Facts:
    """An item. `shares` and `engagements` count engagements, and `uses` uses, of all that the authority leads."""

    ref: str
    authority_id: int
    authority_name: str
    title: str
    about: str
    standards: list[str]
    stages: list[str]
    from_level: int | None
    to_level: int | None
    review_on: dt.date
    sharing: Sharing
    owner_name: str
    owner_is_there: bool
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str
    shares: int
    uses: int
    engagements: int


class VersionRow(NamedTuple):
    """A version: what it holds, who added it, and what was new in it. `size` in bytes."""

    number: int
    kind: str
    link: str
    tool_key: str
    change: str
    added_by: str
    added_at: dt.datetime
    file_name: str | None
    size: int | None
    media_type: str | None


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item with its versions, the newest first; there is one at least. `offered` marks texts, for `offered_by`."""

    facts: Facts
    versions: tuple[VersionRow, ...]
    offered: str


def _count(what: Any, table: type[LibraryShare | LibraryUse]) -> Any:
    return select(what).where(table.item_id == LibraryItem.id).correlate(LibraryItem).scalar_subquery()


_adder = aliased(Person, name="adder")
_FACTS = (
    LibraryItem.ref,
    LibraryItem.authority_id,
    Authority.name,
    LibraryItem.title,
    LibraryItem.about,
    LibraryItem.standards,
    LibraryItem.stages,
    LibraryItem.from_level,
    LibraryItem.to_level,
    LibraryItem.review_on,
    LibraryItem.sharing,
    Person.name,
    OWNER_IS_THERE,
    LibraryItem.withdrawn_at,
    LibraryItem.withdrawn_reason,
    _count(func.count(), LibraryShare),
    _count(func.count(), LibraryUse),
    _count(func.count(LibraryUse.engagement_id.distinct()), LibraryUse),
)
_RECORD: Select[*tuple[Any, ...]] = (
    select(
        *_FACTS,
        LibraryVersion.number,
        kind_held,
        LibraryVersion.link,
        LibraryVersion.tool_key,
        LibraryVersion.change,
        _adder.name,
        LibraryVersion.added_at,
        StoredFile.name,
        StoredFile.size,
        StoredFile.media_type,
        OFFERED_MARK,
    )
    .join(Authority, Authority.id == LibraryItem.authority_id)
    .join(Person, Person.id == LibraryItem.owner_id)
    .join(LibraryVersion, LibraryVersion.item_id == LibraryItem.id)
    .join(_adder, _adder.id == LibraryVersion.added_by_id)
    .outerjoin(StoredFile, StoredFile.id == LibraryVersion.file_id)
    .where(LibraryItem.ref == bindparam("ref", type_=Text), SEEN)
    .order_by(LibraryVersion.number.desc())
)


def item_record(ref: str, *, reach: Reach) -> ItemRecord | None:
    """Give an item whole, if this side may see it."""
    rows = db.session.connection().execute(_RECORD, {"ref": ref, **values_of(reach)}).all()
    if not rows:
        return None
    own = len(_FACTS)
    return ItemRecord(Facts(*rows[0][:own]), tuple(VersionRow(*row[own:-1]) for row in rows), rows[0][-1])


_ITEM = select(LibraryItem).where(LibraryItem.ref == bindparam("ref", type_=Text), SEEN)


def item_of(ref: str, *, reach: Reach, lock: bool = False) -> LibraryItem | None:
    """Give an item to be changed or used, if this side may see it; `lock` it while somebody writes."""
    statement = _ITEM.with_for_update() if lock else _ITEM
    found: LibraryItem | None = db.session.scalar(statement, {"ref": ref, **values_of(reach)})
    return found


def newest_version(item: LibraryItem) -> LibraryVersion:
    """Give what the item holds now."""
    newest = select(LibraryVersion).where(LibraryVersion.item_id == item.id)
    return db.session.scalars(newest.order_by(LibraryVersion.number.desc()).limit(1)).one()


_FILE = (
    select(StoredFile)
    .join(LibraryVersion, LibraryVersion.file_id == StoredFile.id)
    .join(LibraryItem, LibraryItem.id == LibraryVersion.item_id)
    .where(
        LibraryItem.ref == bindparam("ref", type_=Text),
        LibraryVersion.number == bindparam("number", type_=Integer),
        SEEN,
    )
)


def file_of(ref: str, number: int, *, reach: Reach) -> StoredFile | None:
    """Give the file of a version, if this side may see its item."""
    found: StoredFile | None = db.session.scalar(_FILE, {"ref": ref, "number": number, **values_of(reach)})
    return found


def shares_of(item: LibraryItem) -> set[int]:
    """Give the keys of the engagements that the item is shared with by name."""
    return set(db.session.scalars(select(LibraryShare.engagement_id).where(LibraryShare.item_id == item.id)))
