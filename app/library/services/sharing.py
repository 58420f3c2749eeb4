"""Sharing an item of the lead authority: with nobody, with partners of chosen engagements, with every partner."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete

from app.audit.services import record
from app.db import db
from app.library.errors import ConflictError, NotYoursError
from app.library.models import LibraryItem, LibraryShare, Sharing
from app.library.queries.item import shares_of
from app.library.services.moves import Pen, demand_running, note

ONLY_LEADS = "Only the lead authority shares what it has in the library."


@dataclass(frozen=True, slots=True)
class Shared:
    """With whom; `refs` are of the engagements that were chosen among those on offer."""

    sharing: Sharing
    refs: frozenset[str]


def demand_may_share(item: LibraryItem, pen: Pen) -> None:
    """Raise NotYoursError on the partner's side or for what is not the own, OverError after the end.

    What was withdrawn can still be read by those it is shared with, so that it can also be taken from them.
    """
    if not pen.reach.leads or item.authority_id != pen.reach.own_id:
        raise NotYoursError(ONLY_LEADS)
    demand_running(pen.scope)


def share(item: LibraryItem, shared: Shared, offered: Mapping[str, int], pen: Pen, *, seen_version: int) -> None:
    """Share an item with these and nobody else; engagements that were not `offered` (key by reference) stay.

    Raises ConflictError if it changed since it was seen, and as `demand_may_share`.
    """
    demand_may_share(item, pen)
    if item.version != seen_version:
        raise ConflictError
    held = shares_of(item)
    wanted = {offered[ref] for ref in shared.refs if ref in offered}
    if shared.sharing is Sharing.CHOSEN:
        wanted |= held - set(offered.values())
    was, item.sharing = {"sharing": item.sharing}, shared.sharing
    item.version += 1  # the engagements are no columns of it, and change with it
    _set(item, held, wanted, pen)
    note("library item shared", item, pen, was=was, became={"sharing": shared.sharing})


def _set(item: LibraryItem, held: set[int], wanted: set[int], pen: Pen) -> None:
    """Write the difference, and tell the trail of each engagement only what is its own."""
    gone = held - wanted
    if gone:
        db.session.execute(
            delete(LibraryShare)
            .where(LibraryShare.item_id == item.id, LibraryShare.engagement_id.in_(gone))
            .execution_options(synchronize_session=False)
        )
    new = sorted(wanted - held)
    db.session.add_all(
        LibraryShare(item_id=item.id, engagement_id=key, shared_by_id=pen.actor.person_id, shared_at=pen.now)
        for key in new
    )
    db.session.flush()
    told = [("library item opened to this engagement", key) for key in new]
    told += [("library item closed to this engagement", key) for key in sorted(gone)]
    for action, key in told:
        record(action, f"library item {item.ref}", actor_id=pen.actor.person_id, now=pen.now, engagement_id=key)
