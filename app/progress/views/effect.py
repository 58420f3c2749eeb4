"""Effect of support over all engagements of a lead authority: the page and its picture. The portfolio: portfolio.py."""

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from app.charging.views.authority import own_authority
from app.charts.cache import charts_kept, picture
from app.charts.changes import LevelChanges
from app.progress.effect import LEAST, SAMPLES, chart_of
from app.progress.queries.effect import Found, support_found
from app.progress.room import room
from app.security import Permission, Role
from app.web.pictures import svg_answer


@room.get("/portfolio/effect", permission=Permission.PORTFOLIO_VIEW)
def support_effect() -> str:
    """Show days and training beside score change by standard, over all engagements."""
    found = support_found(authority_id=own_authority(Role.MANAGER))
    return render_template(
        "progress/support_effect.html", found=found, chart=_chart(found), least=LEAST, samples=f"{SAMPLES:,}"
    )


@room.get("/portfolio/effect/<digest>.svg", permission=Permission.PORTFOLIO_VIEW)
def effect_chart(digest: str) -> ResponseReturnValue:
    """Give the picture by its content's digest: from the cache without a look at results, drawn on the first miss."""
    authority_id = own_authority(Role.MANAGER)
    cache, key = charts_kept(current_app.extensions), (authority_id, "effect", digest)
    kept = cache.get(key)
    if kept is None:
        chart = _chart(support_found(authority_id=authority_id))
        if chart is None or chart.digest != digest:
            abort(404)
        kept = picture(chart, cache)
        cache.put(key, kept)
    return svg_answer(kept, digest)


def _chart(found: Found) -> LevelChanges | None:
    """Draw it up; None while too few engagements are scored twice for any figure."""
    if found.scored_twice < LEAST:
        return None
    return chart_of(f"Engagements that {found.authority} leads", found.standards, found.changes)
