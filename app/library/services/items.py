"""Adding an item, describing it anew, adding a version, withdrawing it. Sharing: sharing.py; use: using.py."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.files.services import Shelf, Upload, store
from app.library.errors import ConflictError
from app.library.models import LibraryItem, LibraryVersion, Sharing
from app.library.services.moves import Pen, demand_own, demand_running, note


@dataclass(frozen=True, slots=True)
class Description:
    """What an item is for. `from_level` and `to_level`: both or none."""

    title: str
    about: str
    standards: tuple[str, ...]
    stages: tuple[str, ...]
    from_level: int | None
    to_level: int | None
    review_on: dt.date


@dataclass(frozen=True, slots=True)
class Holding:
    """What a version holds: one of the three."""

    link: str = ""
    tool_key: str = ""
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class NextVersion:
    """What the next version holds, what is new in it, and when the item is looked at again."""

    holding: Holding
    change: str
    review_on: dt.date


def add(description: Description, holding: Holding, shelf: Shelf, pen: Pen) -> LibraryItem:
    """Add an item of the own authority, seen by nobody else yet. Raises OverError, FileRefusedError."""
    demand_running(pen.scope)
    item = LibraryItem(
        authority_id=pen.reach.own_id,
        owner_id=pen.actor.person_id,
        sharing=Sharing.OWN,
        added_at=pen.now,
        **_columns(description),
    )
    db.session.add(item)
    db.session.flush()
    _add_version(item, 1, holding, "", shelf, pen)
    became = {"version": 1, "owner_person_id": item.owner_id, "review_on": item.review_on}
    note("library item added", item, pen, became=became)
    return item


def change(item: LibraryItem, description: Description, owner_id: int, pen: Pen, *, seen_version: int) -> None:
    """Describe an item anew. Raises ConflictError if it changed since it was seen, and as `demand_own`."""
    demand_own(item, pen)
    if item.version != seen_version:
        raise ConflictError
    wanted = {**_columns(description), "owner_id": owner_id}
    changed = [name for name, value in wanted.items() if getattr(item, name) != value]
    if not changed:
        return
    was = {"owner_person_id": item.owner_id, "review_on": item.review_on}
    for name in changed:
        setattr(item, name, wanted[name])
    became = {"owner_person_id": owner_id, "review_on": item.review_on, "changed": ", ".join(changed)}
    note("library item changed", item, pen, was=was, became=became)


def add_version(item: LibraryItem, next_one: NextVersion, shelf: Shelf, pen: Pen) -> LibraryVersion:
    """Add the next version; the former ones stay as they are. The item is locked. Raises as `demand_own`."""
    demand_own(item, pen)
    newest = select(func.max(LibraryVersion.number)).where(LibraryVersion.item_id == item.id)
    number = (db.session.scalar(newest) or 0) + 1
    version = _add_version(item, number, next_one.holding, next_one.change, shelf, pen)
    was, item.review_on = {"review_on": item.review_on}, next_one.review_on
    became = {"version": number, "review_on": next_one.review_on}
    note("library version added", item, pen, was=was, became=became)
    return version


def withdraw(item: LibraryItem, reason: str, pen: Pen) -> None:
    """Take an item out of use; it can still be read where it was used. Raises as `demand_own`."""
    demand_own(item, pen)
    item.withdrawn_at, item.withdrawn_reason = pen.now, reason
    note("library item withdrawn", item, pen)


def _add_version(
    item: LibraryItem, number: int, holding: Holding, what_is_new: str, shelf: Shelf, pen: Pen
) -> LibraryVersion:
    stored = None
    if holding.upload:
        stored = store(holding.upload, shelf, now=pen.now, authority_id=item.authority_id, owner_id=pen.actor.person_id)
    version = LibraryVersion(
        item_id=item.id,
        number=number,
        link=holding.link,
        file_id=stored.id if stored else None,
        tool_key=holding.tool_key,
        change=what_is_new,
        added_by_id=pen.actor.person_id,
        added_at=pen.now,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _columns(description: Description) -> dict[str, Any]:
    """Give the description as the table holds it: JSON knows lists, not tuples."""
    values = {each.name: getattr(description, each.name) for each in fields(description)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
