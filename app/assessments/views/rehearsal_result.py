"""What a rehearsal leads to: the sample result with its pictures, and minutes. Drawn for each look and kept nowhere."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from app.assessments.rehearsing.seen import played_minutes, played_result
from app.assessments.result import Result
from app.assessments.room import room
from app.assessments.views.rehearsal_desk import REHEARSAL, banner_of, rehearsal_desk, rehearsed_or_start, there
from app.charts.cache import ChartCache, picture
from app.charts.model import Chart
from app.security import Permission, require_scope
from app.web.pictures import SVG_POLICY

NAMES = ("standards", "areas")


@room.get(f"{REHEARSAL}/result", permission=Permission.WORKSHOP_RUN)
def sample_result(engagement_ref: str) -> ResponseReturnValue:
    """Show the sample result with the charts, tables and words of a real one."""
    playing = rehearsed_or_start()
    result = played_result(playing.play, playing.instrument, require_scope())
    charts = {name: _chart(result, name) for name in NAMES}
    return render_template(
        "assessments/rehearsal_result.html",
        desk=rehearsal_desk(),
        result=result,
        charts={name: (drawn, there("sample_chart", name=name, digest=drawn.digest)) for name, drawn in charts.items()},
        stage=playing.play.stage.value,
        banner=banner_of(playing.play),
    )


@room.get(f"{REHEARSAL}/charts/<any({', '.join(NAMES)}):name>-<digest>.svg", permission=Permission.WORKSHOP_RUN)
def sample_chart(engagement_ref: str, name: str, digest: str) -> ResponseReturnValue:
    """Draw a chart of the sample result; no browser and no cache of ours keeps it."""
    playing = rehearsed_or_start()
    drawn = _chart(played_result(playing.play, playing.instrument, require_scope()), name)
    if drawn.digest != digest:
        abort(404)
    response = Response(picture(drawn, ChartCache(1)), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = SVG_POLICY
    return response


def _chart(result: Result, name: str) -> Chart:
    return result.standards_chart if name == "standards" else result.areas_chart


@room.get(f"{REHEARSAL}/minutes", permission=Permission.WORKSHOP_RUN)
def sample_minutes(engagement_ref: str) -> ResponseReturnValue:
    """Show the minutes that the rehearsal has written so far."""
    playing = rehearsed_or_start()
    return render_template(
        "assessments/minutes.html",
        desk=rehearsal_desk(),
        minutes=played_minutes(playing.play, playing.instrument, require_scope()),
        may_record=False,
        banner=banner_of(playing.play),
    )
