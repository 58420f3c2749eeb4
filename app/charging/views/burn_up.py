"""The picture of days and pounds month by month, under an address made of its content. The page: days.py."""

from flask import abort, current_app
from flask.typing import ResponseReturnValue

from app.charging.queries.balance import terms_of
from app.charging.room import DAYS, room
from app.charging.views.days import overview_of, seen_now
from app.charts.cache import charts_kept, picture
from app.security import Permission, require_scope
from app.web.pictures import svg_answer


@room.get(f"{DAYS}/burn-up/<digest>.svg", permission=Permission.DAYS_VIEW)
def burn_up(engagement_ref: str, digest: str) -> ResponseReturnValue:
    """Give the picture by its content's digest: from the cache without a look at the days, drawn on the first miss."""
    cache, key = charts_kept(current_app.extensions), (engagement_ref, "burn-up", digest)
    kept = cache.get(key)
    if kept is None:
        scope = require_scope()
        terms = terms_of(engagement_id=scope.id)
        if terms.agreement is None:
            abort(404)
        chart = overview_of(seen_now(terms)).chart
        if chart.digest != digest:
            abort(404)
        kept = picture(chart, cache)
        cache.put(key, kept)
    return svg_answer(kept, digest)
