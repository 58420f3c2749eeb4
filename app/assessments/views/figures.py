"""Markup of signed results, made once in each worker, since they never change; first of all their charts and tables."""

from collections import OrderedDict
from collections.abc import Callable

from flask import current_app, render_template, request

from app.assessments.models import Round
from app.assessments.views.charts import chart_and_url
from app.assessments.views.loading import Shown
from app.security import require_scope

CHARTS = ("standards", "areas")
KEPT = 80  # parts of signed results' pages, 20 to 50 KB each


def figures(assessment_round: Round, shown: Shown) -> str:
    """Render the figures, or give them as they were rendered before."""

    def make() -> str:
        charts = {name: chart_and_url(assessment_round, shown.result, name, shown.signed) for name in CHARTS}
        signed_in = require_scope().ref if shown.signed else ""  # what is signed is part of each standard's thread
        return render_template("assessments/figures.html", result=shown.result, charts=charts, engagement_ref=signed_in)

    return once_signed("figures", shown, make)


def once_signed(part: str, shown: Shown, make: Callable[[], str]) -> str:
    """Make a part of a page; of a signed result give what was made before."""
    if shown.signed is None:
        return make()
    kept: OrderedDict[tuple[str, str, str], str] = current_app.extensions.setdefault("signed_parts", OrderedDict())
    key = (request.script_root, shown.signed.ref, part)
    if key not in kept:
        kept[key] = make()
        if len(kept) > KEPT:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]
