"""Which items a side of an engagement may see: the condition that every query of the library begins with."""

from typing import Any

from sqlalchemy import Boolean, Integer, and_, bindparam, case, exists, or_

from app.accounts.models import Membership
from app.library.models import LibraryItem, LibraryShare, LibraryUse, LibraryVersion, Sharing
from app.library.reach import Reach
from app.library.words import Kind

_shared_here = (
    exists()
    .where(
        LibraryShare.item_id == LibraryItem.id,
        LibraryShare.engagement_id == bindparam("engagement_id", type_=Integer),
    )
    .correlate(LibraryItem)
)
_used_here = (
    exists()
    .where(
        LibraryUse.item_id == LibraryItem.id,
        LibraryUse.engagement_id == bindparam("engagement_id", type_=Integer),
    )
    .correlate(LibraryItem)
)
SEEN = or_(
    LibraryItem.authority_id == bindparam("own_id", type_=Integer),
    and_(
        LibraryItem.authority_id == bindparam("lead_id", type_=Integer),
        or_(
            and_(LibraryItem.sharing == Sharing.ALL, or_(bindparam("supported", type_=Boolean).is_(True), _used_here)),
            and_(LibraryItem.sharing == Sharing.CHOSEN, _shared_here),
        ),
    ),
)
"""Own items, and the lead's that are shared with this engagement or with all. Its values: `values_of`.

"All" are those whom the lead supports: once an engagement has ended, what was used in it stays, and nothing is added.
"""

OWNER_IS_THERE = (
    exists()
    .where(
        Membership.person_id == LibraryItem.owner_id,
        Membership.authority_id == LibraryItem.authority_id,
        Membership.ended_at.is_(None),
    )
    .correlate(LibraryItem)
)
"""Whether the owner still holds a role at the item's authority; else it waits for another owner."""

kind_held = case(
    (LibraryVersion.file_id.is_not(None), Kind.FILE.value),
    (LibraryVersion.link != "", Kind.LINK.value),
    else_=Kind.TOOL.value,
)


def values_of(reach: Reach) -> dict[str, Any]:
    """Give what SEEN is asked with."""
    return {
        "own_id": reach.own_id,
        "lead_id": reach.lead_id,
        "engagement_id": reach.engagement_id,
        "supported": reach.supported,
    }
