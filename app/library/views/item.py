"""One item of the library: what it holds, its versions and what it was used for; its files as downloads."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.files.answering import download
from app.files.sniffing import LABELS
from app.library.places import Place, places_from_above
from app.library.queries.item import file_of, item_record
from app.library.queries.offered import offered
from app.library.queries.uses import MOST, UseRow, uses_of
from app.library.room import ITEM, room
from app.library.views.loading import page, reach
from app.library.words import Kind, levels_words, sharing_words, stages_words, standards_words
from app.security import Permission, require_identity, require_scope


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
    facts, uses = record.facts, uses_of(item_ref, engagement_id=scope.id)
    writes = me.may(Permission.LIBRARY_KEEP) and not scope.is_over
    keeps = writes and facts.withdrawn_at is None
    own, texts = facts.authority_id == side.own_id, offered()
    return page(
        "item.html",
        record=record,
        item=facts,
        now_held=record.versions[0],
        used=_used(uses),
        most=MOST,
        own=own,
        keeps=keeps and own,
        shares=writes and own and side.leads,
        uses_it=keeps,
        counts=own and side.leads and me.may(Permission.LIBRARY_KEEP),
        starts=me.may(Permission.CASE_KEEP) and not scope.is_over,
        tools=texts.tools,
        standards=standards_words(facts.standards, texts.standards),
        stages=stages_words(facts.stages),
        levels=levels_words(facts.from_level, facts.to_level),
        sharing=sharing_words(facts.sharing, facts.shares),
        kinds={kind.value: kind.label for kind in Kind},
        labels=LABELS,
        today=today(),
    )


def _used(uses: list[UseRow]) -> list[Used]:
    """Name what each use was for; cases only to who sees them, and asked for only where one is among the uses."""
    places = {}
    if any(use.case_ref for use in uses) and require_identity().may(Permission.TOOLS_VIEW):
        places = {place.ref: place for place in places_from_above(require_scope())}
    return [_one(use, places) for use in uses]


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
