"""The result: page, print, CSV; and the director's signature or return. Its charts: charts.py."""

from collections import OrderedDict

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.forms import ReasonForm, SignForm, seen
from app.assessments.models import Round, RoundState, SignedResult
from app.assessments.queries.result import proposed_result
from app.assessments.result import HEAD, Result, result_rows
from app.assessments.room import ROUND, room
from app.assessments.services import signing
from app.assessments.views.acting import act
from app.assessments.views.charts import chart_and_url
from app.assessments.views.loading import instrument_of, load_round, shown_result
from app.db.clock import now
from app.documents.csv import MIME, csv_bytes
from app.security import Permission, require_identity, require_scope

CHARTS = ("standards", "areas")
KEPT_FIGURES = 32  # signed results, 20 KB each


@room.get(f"{ROUND}/result", permission=Permission.RESULT_VIEW)
def result(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show what is agreed, or say when it will be here."""
    return _page(round_ref)


def _page(round_ref: str, form: SignForm | ReasonForm | None = None) -> ResponseReturnValue:
    scope = require_scope()
    assessment_round = load_round(round_ref)
    found = shown_result(assessment_round)
    if found is None:
        return render_template("assessments/no_result_yet.html", scope=scope, round=assessment_round)
    shown, signed = found.result, found.signed
    errors = form.error_list if form else []
    body = render_template(
        "assessments/result.html",
        scope=scope,
        round=assessment_round,
        result=shown,
        signed=signed,
        figures=_figures(assessment_round, shown, signed),
        may_sign=require_identity().may(Permission.RESULT_SIGN) and assessment_round.state is RoundState.WITH_DIRECTOR,
        sign_form=form
        if isinstance(form, SignForm)
        else SignForm(data={"seen_version": str(assessment_round.version)}),
        reason_form=form if isinstance(form, ReasonForm) else ReasonForm(),
        errors=errors,
    )
    return body, 422 if errors else 200


def _figures(assessment_round: Round, shown: Result, signed: SignedResult | None) -> str:
    """Render charts and tables; of a signed result once in each worker, since it never changes."""
    kept: OrderedDict[tuple[str, str], str] = current_app.extensions.setdefault("signed_figures", OrderedDict())
    key = (request.script_root, signed.ref if signed else "")
    if signed and key in kept:
        kept.move_to_end(key)
        return kept[key]
    charts = {name: chart_and_url(assessment_round, shown, name, signed) for name in CHARTS}
    figures = render_template("assessments/figures.html", result=shown, charts=charts)
    if signed:
        kept[key] = figures
        if len(kept) > KEPT_FIGURES:
            kept.popitem(last=False)
    return figures


@room.get(f"{ROUND}/result.csv", permission=Permission.RESULT_VIEW)
def result_csv(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Give the agreed result as CSV."""
    assessment_round = load_round(round_ref)
    shown = shown_result(assessment_round) or abort(404)
    response = Response(csv_bytes(HEAD, result_rows(shown.result)), content_type=MIME)
    name = f"{'illustrative-' if require_scope().illustrative else ''}{assessment_round.kind.value}-result.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@room.post(f"{ROUND}/sign", permission=Permission.RESULT_SIGN)
def sign(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Sign the result that the director has read."""
    assessment_round, form = load_round(round_ref, lock=True), SignForm(request.form)
    if assessment_round.state is RoundState.WITH_DIRECTOR and not form.validate():
        return _page(round_ref, form)
    return act(
        lambda: signing.sign(
            proposed_result(assessment_round, instrument_of(assessment_round), require_scope()),
            assessment_round,
            require_scope(),
            seen_version=seen(form.seen_version.data),
            actor=require_identity(),
            now=now(),
        ),
        assessment_round,
        said="You have signed the result.",
        endpoint="result",
    )


@room.post(f"{ROUND}/return", permission=Permission.RESULT_SIGN)
def return_result(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Return the result to the workshop with a reason."""
    assessment_round, form = load_round(round_ref, lock=True), ReasonForm(request.form)
    if assessment_round.state is RoundState.WITH_DIRECTOR and not form.validate():
        return _page(round_ref, form)
    why = form.reason.data or ""
    return act(
        lambda: signing.return_to_workshop(why, assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="The result is back in the workshop. The consultants and lead officers have been told.",
        endpoint="result",
    )
