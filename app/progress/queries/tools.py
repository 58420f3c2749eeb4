"""What was used for goals of an engagement: items of the library, and tools that were worked through; one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    literal,
    null,
    select,
    true,
    union_all,
)

from app.appraising.models import Appraisal, AppraisalState
from app.db import UtcDateTime, db
from app.library.models import LibraryItem, LibraryUse
from app.library.queries.seen import SEEN, values_of
from app.library.reach import reach_of
from app.security import EngagementScope, Identity, Permission
from app.tools.models import ToolVersion
from app.web.filters import LONDON


@dataclass(frozen=True, slots=True)
class ToolRow:
    """A use, or a finished appraisal. `seen`: whether the reader may open it."""

    is_appraisal: bool
    ref: str
    title: str
    on: dt.date
    note: str
    goal_ref: str
    milestone_ref: str
    seen: bool


_engagement_id = bindparam("engagement_id", type_=Integer)
_USED: Select[*tuple[Any, ...]] = (
    select(
        literal(False).label("is_appraisal"),
        LibraryItem.ref,
        LibraryItem.title,
        cast(literal(""), String).label("about"),
        LibraryUse.used_on,
        cast(null(), UtcDateTime).label("finished_at"),
        LibraryUse.note,
        LibraryUse.goal_ref,
        LibraryUse.milestone_ref,
        SEEN.label("seen"),
        LibraryUse.id.label("key"),
    )
    .select_from(LibraryUse)
    .join(LibraryItem, LibraryItem.id == LibraryUse.item_id)
    .where(LibraryUse.engagement_id == _engagement_id, LibraryUse.goal_ref != "")
)
_WORKED: Select[*tuple[Any, ...]] = (
    select(
        literal(True),
        Appraisal.ref,
        ToolVersion.title,
        Appraisal.title,
        cast(null(), Date),
        Appraisal.finished_at,
        Appraisal.recommendation,
        Appraisal.goal_ref,
        Appraisal.milestone_ref,
        true(),
        Appraisal.id.label("key"),
    )
    .join(ToolVersion, ToolVersion.digest == Appraisal.tool_digest)
    .where(
        Appraisal.engagement_id == _engagement_id,
        Appraisal.goal_ref != "",
        Appraisal.state == AppraisalState.FINISHED,
    )
)
_ORDER = ("is_appraisal", "key")
_ONLY_USED = _USED.order_by(LibraryUse.id)
_BOTH: CompoundSelect[*tuple[Any, ...]] = union_all(_USED, _WORKED).order_by(*_ORDER)


def tools_of(scope: EngagementScope, identity: Identity) -> tuple[ToolRow, ...]:
    """Give uses, and to who sees tools in use, finished appraisals, each for a goal of the plan."""
    statement = _BOTH if identity.may(Permission.TOOLS_VIEW) else _ONLY_USED
    found = db.session.connection().execute(statement, values_of(reach_of(scope, identity)))
    return tuple(
        ToolRow(
            is_appraisal=bool(worked),
            ref=ref,
            title=f"{title}: {about}" if about else title,
            on=used_on or finished_at.astimezone(LONDON).date(),
            note=note,
            goal_ref=goal_ref,
            milestone_ref=milestone_ref,
            seen=bool(seen),
        )
        for worked, ref, title, about, used_on, finished_at, note, goal_ref, milestone_ref, seen, _ in found
    )
