"""The timeline of the plan: its picture under an address made of its content, and the page around it."""

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from app.charts.cache import charts_kept, picture
from app.charts.timeline import Timeline
from app.db.clock import today
from app.plans.picture import picture as stands
from app.plans.queries.plan import PlanRecord
from app.plans.room import PLAN, room
from app.plans.timeline import timeline_of
from app.plans.views.loading import live_picture, load_plan, to, working_scope
from app.security import Permission, require_scope
from app.web.pictures import svg_answer


@room.get(f"{PLAN}/timeline", permission=Permission.PLAN_VIEW)
def timeline(engagement_ref: str) -> str:
    """Show the plan over its months: the approved one with baseline and forecast, before that what is planned."""
    record = load_plan()
    chart = _chart(record)
    return render_template(
        "plans/timeline.html",
        scope=require_scope(),
        plan=record.plan,
        chart=chart,
        chart_url=to("timeline_chart", digest=chart.digest),
        address=current_app.config["BASE_URL"] + to("timeline"),
    )


@room.get(f"{PLAN}/timeline/<digest>.svg", permission=Permission.PLAN_VIEW)
def timeline_chart(engagement_ref: str, digest: str) -> ResponseReturnValue:
    """Give the picture by its content's digest: from the cache without a look at the plan, drawn on the first miss."""
    cache, key = charts_kept(current_app.extensions), (engagement_ref, "timeline", digest)
    kept = cache.get(key)
    if kept is None:
        chart = _chart(load_plan())
        if chart.digest != digest:
            abort(404)
        kept = picture(chart, cache)
        cache.put(key, kept)
    return svg_answer(kept, digest)


def _chart(record: PlanRecord) -> Timeline:
    if record.plan.approved_number:
        return timeline_of(live_picture(record), approved=True)
    return timeline_of(stands(working_scope(record), {}, today=today()), approved=False)
