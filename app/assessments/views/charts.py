"""The charts of a result: each under an address made of its content, drawn on the first miss, never inside a page."""

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from app.assessments.depth import agencies_chart, dots_chart, radar_chart
from app.assessments.models import Round, SignedResult
from app.assessments.over_time import over_time
from app.assessments.queries.earlier import earlier_results
from app.assessments.result import AreaResult, Result
from app.assessments.room import ROUND, room
from app.assessments.views.loading import instrument_of, load_round, shown_result, to
from app.charts.cache import charts_kept, picture
from app.charts.model import Chart
from app.charts.over_time import ThenNowTarget
from app.security import Permission, require_scope
from app.web.pictures import svg_answer


def over_time_chart(assessment_round: Round, shown: Result) -> ThenNowTarget:
    """Give a result beside the signed results of the engagement's earlier rounds; one query."""
    earlier = earlier_results(assessment_round, engagement_id=require_scope().id)
    document, now = instrument_of(assessment_round), assessment_round.kind.label
    return over_time(f"{shown.title}: then, now and target", now, shown, document, earlier)


Maker = Callable[[Round, Result], Chart]
CHARTS: dict[str, Maker] = {
    "standards": lambda _, result: result.standards_chart,
    "areas": lambda _, result: result.areas_chart,
    "dots": lambda _, result: dots_chart(result, _area(result)),
    "agencies": lambda _, result: agencies_chart(result) or abort(404),
    "journey": over_time_chart,
    "radar": lambda _, result: radar_chart(result),
}


@room.get(f"{ROUND}/charts/<any({', '.join(CHARTS)}):name>-<digest>.svg", permission=Permission.RESULT_VIEW)
def chart(engagement_ref: str, round_ref: str, name: str, digest: str) -> ResponseReturnValue:
    """Give a chart by its content's digest: from the cache without a look at the round, drawn on the first miss.

    `?version=1` names the signed version that it belongs to, where that is not the one shown now; `?area=` the area of
    a chart that shows one.
    """
    cache = charts_kept(current_app.extensions)
    key = (engagement_ref, round_ref, name, digest)
    kept = cache.get(key)
    if kept is None:
        assessment_round = load_round(round_ref)
        shown = shown_result(assessment_round, request.args.get("version", type=int)) or abort(404)
        drawn = CHARTS[name](assessment_round, shown.result)
        if drawn.digest != digest:
            abort(404)
        kept = picture(drawn, cache)
        cache.put(key, kept)
    return svg_answer(kept, digest)


def chart_and_url(
    assessment_round: Round, shown: Result, name: str, signed: SignedResult | None = None
) -> tuple[Chart, str]:
    """Give a chart and its address, which changes when the figures do."""
    drawn = CHARTS[name](assessment_round, shown)
    return drawn, chart_url(assessment_round, drawn, name, signed)


def chart_url(
    assessment_round: Round, drawn: Chart, name: str, signed: SignedResult | None = None, **which: Any
) -> str:
    """Give the address of a chart, which changes when the figures do."""
    version = {"version": signed.number} if signed else {}
    return to("chart", assessment_round, name=name, digest=drawn.digest, **version, **which)


def _area(result: Result) -> AreaResult:
    wanted = request.args.get("area")
    return next((area for area in result.areas if area.key == wanted), None) or abort(404)
