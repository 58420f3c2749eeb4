"""Factories of the library: items, their versions, with whom they are shared, their use. Use in an app context."""

import datetime as dt
from typing import Any

from app.accounts.models import Authority, Person
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement
from app.library.models import LibraryItem, LibraryShare, LibraryUse, LibraryVersion, Sharing

OF_THE_LIBRARY = ("item_ref", "library_use_ref")


def _save(record: Any) -> Any:
    db.session.add(record)
    db.session.flush()
    return record


def item(of: Authority, owner: Person, **values: Any) -> LibraryItem:
    """An item of an authority that nobody else sees, with a link as its first version."""
    defaults: dict[str, Any] = {
        "title": "Template for a service specification",
        "about": "Use it before you go to the market.",
        "review_on": dt.date(2027, 11, 20),
        "sharing": Sharing.OWN,
        "added_at": now(),
    }
    made = _save(LibraryItem(authority_id=of.id, owner_id=owner.id, **defaults | values))
    version(made, owner)
    return made


def version(of: LibraryItem, adder: Person, **values: Any) -> LibraryVersion:
    defaults: dict[str, Any] = {"number": 1, "added_at": now()}
    if not values.keys() & {"file_id", "tool_key", "link"}:
        defaults["link"] = "https://www.example.gov.uk/specification"
    return _save(LibraryVersion(item_id=of.id, added_by_id=adder.id, **defaults | values))


def shared(of: LibraryItem, within: Engagement, sharer: Person) -> LibraryShare:
    """Share an item with the partner of one engagement."""
    of.sharing = Sharing.CHOSEN
    return _save(LibraryShare(item_id=of.id, engagement_id=within.id, shared_by_id=sharer.id, shared_at=now()))


def use(of: LibraryItem, within: Engagement, user: Person, **values: Any) -> LibraryUse:
    """A use of the item's first version; of `goal_ref`, `milestone_ref` and `case_ref` a test gives what it needs."""
    newest = db.session.scalars(db.select(LibraryVersion).filter_by(item_id=of.id, number=1)).one()
    defaults: dict[str, Any] = {"used_on": dt.date(2026, 11, 13), "recorded_at": now(), "version_id": newest.id}
    return _save(LibraryUse(item_id=of.id, engagement_id=within.id, used_by_id=user.id, **defaults | values))


def references(within: Engagement, owner: Person) -> dict[str, str]:
    """What fills addresses: an item of the lead's that is shared with the engagement."""
    made = item(db.session.get_one(Authority, within.lead_authority_id), owner)
    shared(made, within, owner)
    return {"item_ref": made.ref, "library_use_ref": use(made, within, owner, goal_ref="none").ref}
