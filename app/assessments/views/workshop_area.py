"""One area in the workshop: its challenges and its capacity for improvement, in words."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.errors import ConflictError, WrongStateError
from app.assessments.models import AreaFinding, Round, RoundState
from app.assessments.queries.agreed import finding
from app.assessments.room import ROUND, room
from app.assessments.services import workshop as services
from app.assessments.views.desk import desk_of
from app.assessments.views.loading import area_or_404, instrument_of, load_round
from app.assessments.views.workshop_standard import CONFLICT, UNPROCESSABLE, too_late
from app.assessments.workshop_forms import FindingForm
from app.db.clock import now
from app.security import Permission, require_identity, require_scope


@room.form(f"{ROUND}/workshop/areas/<key:area_key>", permission=Permission.WORKSHOP_RUN)
def workshop_area(engagement_ref: str, round_ref: str, area_key: str) -> ResponseReturnValue:
    """Record an area's challenges and its capacity for improvement."""
    assessment_round = load_round(round_ref, lock=request.method == "POST")
    area_or_404(instrument_of(assessment_round), area_key)
    if request.method == "GET":
        stored = finding(assessment_round.id, area_key)
        return _area_page(assessment_round, area_key, FindingForm(data=typed_finding(stored)), stored)
    form = FindingForm(request.form)
    if assessment_round.state is not RoundState.WORKSHOP:
        return too_late(assessment_round, WrongStateError(services.IN_THE_WORKSHOP))
    if not form.validate():
        return _area_page(assessment_round, area_key, form, finding(assessment_round.id, area_key))
    try:
        services.record_finding(
            form.finding(), area_key, assessment_round, require_scope(), actor=require_identity(), now=now()
        )
    except ConflictError:
        stored = finding(assessment_round.id, area_key)
        form.seen_version.data = str(stored.version if stored else 0)
        return _area_page(assessment_round, area_key, form, stored, conflict=True)
    return redirect(desk_of(assessment_round).list_url, 303)


def _area_page(
    assessment_round: Round, area_key: str, form: FindingForm, stored: AreaFinding | None, *, conflict: bool = False
) -> ResponseReturnValue:
    body = render_template(
        "assessments/workshop_area.html",
        desk=desk_of(assessment_round),
        area=area_or_404(instrument_of(assessment_round), area_key),
        form=form,
        stored=stored,
        conflict=conflict,
        editable=assessment_round.state is RoundState.WORKSHOP,
        errors=form.error_list,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if form.error_list else 200


def typed_finding(stored: AreaFinding | None) -> dict[str, str]:
    """Give what the form shows of what is recorded."""
    if stored is None:
        return {}
    return {"challenges": stored.challenges, "capacity": stored.capacity, "seen_version": str(stored.version)}
