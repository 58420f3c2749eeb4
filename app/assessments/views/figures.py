"""Charts and tables of a result as markup; of a signed one made once in each worker, since it never changes."""

from collections import OrderedDict

from flask import current_app, render_template, request

from app.assessments.models import Round
from app.assessments.views.charts import chart_and_url
from app.assessments.views.loading import Shown

CHARTS = ("standards", "areas")
KEPT_FIGURES = 32  # signed results, 20 KB each


def figures(assessment_round: Round, shown: Shown) -> str:
    """Render the figures, or give them as they were rendered before."""
    kept: OrderedDict[tuple[str, str], str] = current_app.extensions.setdefault("signed_figures", OrderedDict())
    key = (request.script_root, shown.signed.ref if shown.signed else "")
    if shown.signed and key in kept:
        kept.move_to_end(key)
        return kept[key]
    charts = {name: chart_and_url(assessment_round, shown.result, name, shown.signed) for name in CHARTS}
    made = render_template("assessments/figures.html", result=shown.result, charts=charts)
    if shown.signed:
        kept[key] = made
        if len(kept) > KEPT_FIGURES:
            kept.popitem(last=False)
    return made
