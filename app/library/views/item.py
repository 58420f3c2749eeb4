"""One item of the library: what it holds, its versions and what it was used for; its files as downloads."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.db.keeping import kept_while
from app.files.answering import download
from app.files.sniffing import LABELS
from app.library.places import Place, places_from_above
from app.library.queries.item import ItemRecord, file_of, item_record
from app.library.queries.offered import offered_by
from app.library.queries.uses import MOST, UseRow, uses_of
from app.library.reach import Reach
from app.library.room import ITEM, room
from app.library.services.using import may_take_back
from app.library.views.loading import page, reach, to
from app.library.words import Kind, levels_words, sharing_words, stages_words, standards_words
from app.security import EngagementScope, Permission, require_identity, require_scope
from app.web.reprinting import printed_for

MOST_PAGES = 32  # kept in a worker as they are printed, some 10 KB each with what they are made of


class Seen(NamedTuple):
    """All that an item's page is made of: while none of it changes, neither does the page."""

    scope: EngagementScope
    side: Reach
    record: ItemRecord
    uses: tuple[UseRow, ...]
    places: tuple[Place, ...]
    taken_back: frozenset[str]
    writes: bool
    counts: bool
    starts: bool
    today: dt.date


class Used(NamedTuple):
    """A use with where it leads; an address of None where nothing is read any more."""

    label: str
    href: str | None
    use: UseRow


@room.get(ITEM, permission=Permission.LIBRARY_VIEW)
def item(engagement_ref: str, item_ref: str) -> ResponseReturnValue:
    """Show an item with its versions, and what it was used for in this engagement."""
    scope, me, side = require_scope(), require_identity(), reach()
    record = item_record(item_ref, reach=side) or abort(404)
    uses = uses_of(item_ref, engagement_id=scope.id)
    keeps = me.may(Permission.LIBRARY_KEEP)
    writes = keeps and not scope.is_over
    authority_id = record.facts.authority_id
    seen = Seen(
        scope,
        side,
        record,
        uses,
        _places(uses),
        frozenset(each.ref for each in uses if writes and may_take_back(each.used_by_id, authority_id, side, me)),
        writes,
        counts=authority_id == side.own_id and side.leads and keeps,
        starts=me.may(Permission.CASE_KEEP) and not scope.is_over,
        today=today(),
    )
    ref = printed_for(scope.ref, item_ref, side.own_id, writes, seen.starts)
    shown = kept_while("item of the library", ref, seen, lambda: _shown(seen), most=MOST_PAGES)
    return page("item.html", item=record.facts, shown=shown)


def _shown(seen: Seen) -> str:
    """Print it."""
    record, side, texts = seen.record, seen.side, offered_by(seen.record.offered)
    facts = record.facts
    keeps, own = seen.writes and facts.withdrawn_at is None, facts.authority_id == side.own_id
    return page(
        "item_shown.html",
        record=record,
        item=facts,
        now_held=record.versions[0],
        used=_used(seen.uses, seen.places),
        taken_back={each: to("use_remove", item_ref=facts.ref, library_use_ref=each) for each in seen.taken_back},
        most=MOST,
        own=own,
        keeps=keeps and own,
        shares=seen.writes and own and side.leads,
        uses_it=keeps,
        counts=seen.counts,
        starts=seen.starts,
        tools=texts.tools,
        standards=standards_words(facts.standards, texts.standards),
        stages=stages_words(facts.stages),
        levels=levels_words(facts.from_level, facts.to_level),
        sharing=sharing_words(facts.sharing, facts.shares),
        kinds={kind.value: kind.label for kind in Kind},
        labels=LABELS,
        today=seen.today,
    )


def _places(uses: Iterable[UseRow]) -> tuple[Place, ...]:
    """Give the cases of the engagement to who sees them; asked for only where one is among the uses."""
    if any(use.case_ref for use in uses) and require_identity().may(Permission.TOOLS_VIEW):
        return tuple(places_from_above(require_scope()))
    return ()


def _used(uses: Iterable[UseRow], places: Iterable[Place]) -> list[Used]:
    """Name what each use was for."""
    by_ref = {place.ref: place for place in places}
    return [_one(use, by_ref) for use in uses]


def _one(use: UseRow, places: Mapping[str, Place]) -> Used:
    if use.case_ref:
        place = places.get(use.case_ref)
        return Used(f"Service case: {place.title}", place.href, use) if place else Used("A service case", None, use)
    anchor: dict[str, Any] = {"_anchor": use.milestone_ref} if use.milestone_ref else {}
    href = url_for("plans.goal", engagement_ref=require_scope().ref, goal_ref=use.goal_ref, **anchor)
    if use.milestone_ref:
        return Used(f"Milestone: {use.milestone or 'no longer in the plan'}", href, use)
    return Used(f"Goal: {use.goal or 'no longer in the plan'}", href, use)


@room.get(f"{ITEM}/versions/<int:number>/file", permission=Permission.LIBRARY_VIEW)
def file(engagement_ref: str, item_ref: str, number: int) -> ResponseReturnValue:
    """Give the file of a version to whoever may see its item, as a download."""
    return download(file_of(item_ref, min(number, 1_000_000), reach=reach()) or abort(404))
