"""Twelve months of an engagement in one view, and its pictures. A standard's thread: thread.py."""

import datetime as dt
from typing import NamedTuple

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from app.charts.cache import charts_kept, picture
from app.db.clock import today
from app.db.keeping import kept_while
from app.engagements.models import EngagementState
from app.progress.loaded import Loaded
from app.progress.markup import figure
from app.progress.room import room
from app.progress.sections import KINDS, made_of, sections_of
from app.security import EngagementScope, Identity, Permission, require_identity, require_scope
from app.web.pictures import svg_answer
from app.web.reprinting import printed_for

TWELVE = "/engagements/<ref:engagement_ref>/twelve-months"
MOST_PAGES = 32  # kept in a worker as they are printed, some 20 KB each with what they are made of


class Seen(NamedTuple):
    """All that the parts are made of: while none of it changes, neither do they."""

    scope: EngagementScope
    today: dt.date
    permissions: frozenset[Permission]
    parts: tuple[object, ...]


@room.get(TWELVE, permission=Permission.ENGAGEMENT_VIEW)
def twelve_months(engagement_ref: str) -> ResponseReturnValue:
    """Show where the engagement stands, part by part, as far as its reader may see each."""
    scope = require_scope()
    begun = scope.state != EngagementState.DRAFT
    return render_template("progress/twelve_months.html", scope=scope, begun=begun, shown=_shown() if begun else "")


def _shown() -> str:
    loaded, me = _loaded(), require_identity()
    seen = Seen(loaded.scope, loaded.today, me.permissions, made_of(loaded, me))
    ref = printed_for(loaded.scope.ref, sorted(me.scope_roles))
    return kept_while("page of twelve months", ref, seen, lambda: _printed(loaded, me), most=MOST_PAGES)


def _printed(loaded: Loaded, me: Identity) -> str:
    sections = sections_of(loaded, me)
    return render_template("progress/twelve_months_shown.html", today=loaded.today, figure=figure, sections=sections)


@room.get(f"{TWELVE}/<key:chart_key>-<digest>.svg", permission=Permission.ENGAGEMENT_VIEW)
def twelve_chart(engagement_ref: str, chart_key: str, digest: str) -> ResponseReturnValue:
    """Give a picture of the page by its content's digest: from the cache, drawn on the first miss.

    404, too, for a section that the reader may not see: nothing leads there.
    """
    kind = KINDS.get(chart_key) or abort(404)
    if not require_identity().may(kind.permission):
        abort(404)
    cache, key = charts_kept(current_app.extensions), (engagement_ref, chart_key, digest)
    kept = cache.get(key)
    if kept is None:
        chart = kind.chart(_loaded()) or abort(404)
        if chart.digest != digest:
            abort(404)
        kept = picture(chart, cache)
        cache.put(key, kept)
    return svg_answer(kept, digest)


def _loaded() -> Loaded:
    me = require_identity()
    return Loaded(
        require_scope(), today(), rounds=me.may(Permission.RESULT_VIEW), reviews=me.may(Permission.REVIEW_VIEW)
    )
