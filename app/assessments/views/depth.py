"""The result in depth: how the scores lie, by agency, over time, and how each figure is made. The result: result.py.

Everything is printed from the frozen result. What is signed never changes, so each worker renders it once.
"""

from collections.abc import Callable
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.depth import SPREAD_HEAD, agencies_chart, dots_chart, label, radar_chart, spread_rows
from app.assessments.models import Round
from app.assessments.reliability import may_tell
from app.assessments.result import Result
from app.assessments.room import ROUND, room
from app.assessments.views.charts import chart_url, over_time_chart
from app.assessments.views.figures import once_signed
from app.assessments.views.loading import Shown, load_round, shown_result
from app.assessments.worked import of_alpha, of_area, of_scores
from app.charts.model import Chart
from app.security import Permission, require_scope

Filling = Callable[[Round, Shown], dict[str, Any]]


@room.get(f"{ROUND}/result/scores", permission=Permission.RESULT_VIEW)
def result_scores(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show how the unnamed scores of each standard lie."""
    return _page(round_ref, "scores", _scores)


@room.get(f"{ROUND}/result/agencies", permission=Permission.RESULT_VIEW)
def result_agencies(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show medians by agency, as far as the small-group rule allows."""
    return _page(round_ref, "agencies", _agencies)


@room.get(f"{ROUND}/result/over-time", permission=Permission.RESULT_VIEW)
def result_over_time(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show earlier rounds, now and target in one view; the radar second."""
    return _page(round_ref, "over_time", _over_time)


@room.get(f"{ROUND}/result/workings", permission=Permission.RESULT_VIEW)
def result_workings(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show a worked sum for each figure."""
    return _page(round_ref, "workings", _workings)


def _page(round_ref: str, name: str, filling: Filling) -> ResponseReturnValue:
    scope, assessment_round = require_scope(), load_round(round_ref)
    number = request.args.get("version", type=int)
    shown = shown_result(assessment_round, number)
    if shown is None and number is not None:
        abort(404)
    if shown is None:
        return render_template("assessments/no_result_yet.html", scope=scope, round=assessment_round)
    return render_template(
        "assessments/depth.html",
        scope=scope,
        round=assessment_round,
        result=shown.result,
        signed=shown.signed,
        name=name,
        of_version=number is not None,
        body=_body(assessment_round, shown, name, filling),
    )


def _body(assessment_round: Round, shown: Shown, name: str, filling: Filling) -> str:
    """Render what the page prints of the result; of a signed one once in each worker."""

    def make() -> str:
        filled = filling(assessment_round, shown)
        return render_template(f"assessments/depth_{name}.html", result=shown.result, **filled)

    return once_signed(name, shown, make)


def _scores(assessment_round: Round, shown: Shown) -> dict[str, Any]:
    areas = []
    for area in shown.result.areas:
        chart = dots_chart(shown.result, area)
        url = chart_url(assessment_round, chart, "dots", shown.signed, area=area.key)
        areas.append((area, chart, url, spread_rows(area)))
    return {"areas": areas, "head": SPREAD_HEAD}


def _agencies(assessment_round: Round, shown: Shown) -> dict[str, Any]:
    chart = agencies_chart(shown.result)
    return {"chart": chart, "url": chart_url(assessment_round, chart, "agencies", shown.signed) if chart else ""}


def _over_time(assessment_round: Round, shown: Shown) -> dict[str, Any]:
    charts: dict[str, Chart] = {
        "journey": over_time_chart(assessment_round, shown.result),
        "radar": radar_chart(shown.result),
    }
    return {
        "charts": {
            name: (chart, chart_url(assessment_round, chart, name, shown.signed)) for name, chart in charts.items()
        }
    }


def _workings(assessment_round: Round, shown: Shown) -> dict[str, Any]:
    return {"areas": _worked_areas(shown.result), "alpha": of_alpha(_told(shown.result))}


def _worked_areas(result: Result) -> list[dict[str, Any]]:
    return [
        {
            "area": area,
            "workings": of_area([standard.level for standard in area.standards if standard.level is not None]),
            "standards": [
                {
                    "key": standard.key,
                    "label": label(standard),
                    "votes": [
                        (vote, of_scores(counts))
                        for vote, counts in (("first", standard.counts), ("second", standard.second_counts))
                        if counts
                    ],
                }
                for standard in area.standards
            ],
        }
        for area in result.areas
    ]


def _told(result: Result) -> list[tuple[str, tuple[int, ...]]]:
    """The standards that alpha rests on, by number."""
    return [(f"{standard.number}:", standard.counts) for standard in result.standards if may_tell(standard.counts)]
