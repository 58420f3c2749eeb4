"""The story of the library: items added, shared and used. Its content: app/demo/tools_content.py."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from sqlalchemy import select

from app.db import db
from app.demo.playing.toolbox import Step, ToolsPlay, shelf, upload
from app.demo.tools_content import ItemPlayed, UsePlayed, VersionPlayed
from app.engagements.models import Engagement
from app.library.models import LibraryItem, LibraryVersion, Sharing
from app.library.reach import reach_of
from app.library.services import items, sharing, using
from app.library.services.moves import Pen
from app.security import Role


def steps(played: ItemPlayed, place: int, of: ToolsPlay) -> Iterator[Step]:
    """Give what is done with an item, by day."""
    first, *later = played.versions
    yield first.day, 10, 20 + place, partial(_add, played, first, of)
    for version in later:
        yield version.day, 10, 20 + place, partial(_renew, played, version, of)


def use(played: UsePlayed, of: ToolsPlay, now: dt.datetime) -> None:
    """Record that an item was used."""
    item = _item(played.title)
    goal, milestone = of.goal(played.goal), of.milestone(played.milestone)
    case = of.cases[played.case] if played.case else ""
    kind, ref = ("case", case) if case else ("milestone", milestone) if milestone else ("goal", goal)
    target = using.Target(f"{kind}:{ref}", "", goal, milestone, case)
    newest = select(LibraryVersion.id).filter_by(item_id=item.id).order_by(LibraryVersion.number.desc()).limit(1)
    version_id = db.session.scalars(newest).one()
    said = using.Use(target.value, of.play.stage.calendar.day(played.day), played.note)
    using.record_use(item, version_id, said, target, _pen(played.by, played.role, of, now))


def _add(played: ItemPlayed, first: VersionPlayed, of: ToolsPlay, now: dt.datetime) -> None:
    pen = _pen(played.owner, played.role, of, now)
    low, high = played.levels or (None, None)
    description = items.Description(
        title=played.title,
        about=played.about,
        standards=played.standards,
        stages=tuple(each.value for each in played.stages),
        from_level=low,
        to_level=high,
        review_on=of.play.stage.calendar.day(played.review),
    )
    item = items.add(description, _holding(first), shelf(), pen)
    if played.sharing is not Sharing.OWN:
        offered = _offered(of)
        chosen = frozenset(ref for ref, code in offered.values() if code in played.chosen)
        keys = {ref: key for key, (ref, _) in offered.items()}
        sharing.share(item, sharing.Shared(played.sharing, chosen), keys, pen, seen_version=item.version)


def _renew(played: ItemPlayed, version: VersionPlayed, of: ToolsPlay, now: dt.datetime) -> None:
    review_on = of.play.stage.calendar.day(played.review)
    next_one = items.NextVersion(_holding(version), version.change, review_on)
    items.add_version(_item(played.title), next_one, shelf(), _pen(played.owner, played.role, of, now))


def _offered(of: ToolsPlay) -> dict[int, tuple[str, str]]:
    """Give reference and code of the partner of each engagement of the lead authority, by key."""
    codes = {authority.id: authority.code for authority in of.play.stage.authorities.values()}
    rows = db.session.execute(
        select(Engagement.id, Engagement.ref, Engagement.partner_authority_id)
        .where(Engagement.lead_authority_id == of.play.scope.lead_authority_id)
        .order_by(Engagement.id)
    )
    return {key: (ref, codes[partner]) for key, ref, partner in rows}


def _holding(version: VersionPlayed) -> items.Holding:
    return items.Holding(version.link, version.tool, upload(version.file))


def _item(title: str) -> LibraryItem:
    return db.session.scalars(select(LibraryItem).filter_by(title=title)).one()


def _pen(email: str, role: Role, of: ToolsPlay, now: dt.datetime) -> Pen:
    actor, scope = of.play.acting(email, role, now=now), of.play.scope
    return Pen(scope, reach_of(scope, actor), actor, now)
