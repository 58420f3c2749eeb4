"""The charts of a result: each under an address made of its content, drawn on the first miss, never inside a page."""

from collections.abc import Callable

from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from app.assessments.models import Round, SignedResult
from app.assessments.result import Result
from app.assessments.room import ROUND, room
from app.assessments.views.loading import load_round, shown_result, to
from app.charts.cache import ChartCache, picture
from app.charts.model import Chart
from app.security import Permission

CHARTS: dict[str, Callable[[Result], Chart]] = {
    "standards": lambda result: result.standards_chart,
    "areas": lambda result: result.areas_chart,
}
KEPT_CHARTS = 128
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@room.get(f"{ROUND}/charts/<any({', '.join(CHARTS)}):name>-<digest>.svg", permission=Permission.RESULT_VIEW)
def chart(engagement_ref: str, round_ref: str, name: str, digest: str) -> ResponseReturnValue:
    """Give a chart by its content's digest: from the cache without a look at the round, drawn on the first miss.

    `?version=1` names the signed version that it belongs to, where that is not the one shown now.
    """
    cache: ChartCache = current_app.extensions.setdefault("charts", ChartCache(KEPT_CHARTS))
    key = (engagement_ref, round_ref, name, digest)
    kept = cache.get(key)
    if kept is None:
        shown = shown_result(load_round(round_ref), request.args.get("version", type=int)) or abort(404)
        drawn = CHARTS[name](shown.result)
        if drawn.digest != digest:
            abort(404)
        kept = picture(drawn, cache)
        cache.put(key, kept)
    response = Response(kept, content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=86400"
    response.headers["Content-Security-Policy"] = CHART_POLICY
    response.set_etag(digest)
    return response.make_conditional(request)


def chart_and_url(
    assessment_round: Round, shown: Result, name: str, signed: SignedResult | None = None
) -> tuple[Chart, str]:
    """Give a chart and its address, which changes when the figures do."""
    drawn = CHARTS[name](shown)
    version = {"version": signed.number} if signed else {}
    return drawn, to("chart", assessment_round, name=name, digest=drawn.digest, **version)
