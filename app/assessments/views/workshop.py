"""The consultant's pages: unnamed scores, what is agreed, findings per area, handing over to the director."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.assessments.errors import ConflictError, IncompleteError, RoundError, WrongStateError
from app.assessments.forms import NOT_ASSESSED, AgreementForm, FindingForm
from app.assessments.models import AgreedScore, AreaFinding, Round, RoundState
from app.assessments.queries.agreed import agreed_score, agreed_state, finding, round_with_agreed_score
from app.assessments.queries.rounds import submitted_count
from app.assessments.queries.unnamed import FEWEST, evidence, unnamed_scores
from app.assessments.queries.votes import ballots
from app.assessments.room import ROUND, room
from app.assessments.services import workshop as services
from app.assessments.tasks import workshop_tasks
from app.assessments.views.acting import act
from app.assessments.views.loading import area_or_404, instrument_of, load_round, standard_or_404, texts_of, to
from app.assessments.vote_panel import vote_panel
from app.db.clock import now
from app.security import Permission, require_identity, require_scope

UNPROCESSABLE = 422
CONFLICT = 409
NEEDS_REASON = "Give the reason: the scores are split, or the agreed level is one or more from their median"


@room.get(f"{ROUND}/workshop", permission=Permission.WORKSHOP_RUN)
def workshop(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """List standards and areas with what is agreed so far."""
    return _workshop(round_ref)


def _workshop(round_ref: str, missing: tuple[str, ...] = ()) -> ResponseReturnValue:
    assessment_round = load_round(round_ref)
    instrument = instrument_of(assessment_round)
    here: dict[str, Any] = {"engagement_ref": require_scope().ref, "round_ref": round_ref}
    standard_url = url_for(
        "assessments.workshop_standard", standard_key="KEY", **here
    )  # one pattern for the whole list
    state, unnamed = agreed_state(assessment_round.id), unnamed_scores(assessment_round)
    agreed, found = state.agreed, state.found
    areas = [
        (
            area,
            workshop_tasks(
                area,
                agreed,
                found.get(area.key),
                unnamed,
                lambda key: standard_url.replace("KEY", key),
                lambda key: url_for("assessments.workshop_area", area_key=key, **here),
            ),
        )
        for area in instrument.areas
    ]
    body = render_template(
        "assessments/workshop.html",
        scope=require_scope(),
        round=assessment_round,
        areas=areas,
        left=len(services.missing(instrument, agreed, found)),
        asked_and_submitted=submitted_count(assessment_round.id) if assessment_round.scores_shown_at is None else None,
        errors=[_missing(assessment_round, key) for key in missing],
    )
    return body, UNPROCESSABLE if missing else 200


def _missing(assessment_round: Round, key: str) -> tuple[str, str]:
    instrument = instrument_of(assessment_round)
    for area in instrument.areas:
        if area.key == key:
            return f"Describe “{area.title}”", to("workshop_area", assessment_round, area_key=key)
    return f"Agree “{instrument.standard(key).title}”", to("workshop_standard", assessment_round, standard_key=key)


@room.post(f"{ROUND}/workshop/show", permission=Permission.WORKSHOP_RUN)
def show_scores(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show the unnamed scores; from then on scoring cannot be reopened."""
    assessment_round = load_round(round_ref, lock=True)
    return act(
        lambda: services.show_scores(assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="The scores are shown, without names.",
        endpoint="workshop",
    )


@room.form(f"{ROUND}/workshop/standards/<key:standard_key>", permission=Permission.WORKSHOP_RUN)
def workshop_standard(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Show how the scores of a standard lie, and record what is agreed on it."""
    if request.method == "GET":
        scope = require_scope()
        seen, stored = round_with_agreed_score(round_ref, standard_key, engagement_id=scope.id) or abort(404)
        standard_or_404(instrument_of(seen), standard_key)
        return _standard_page(seen, standard_key, AgreementForm(data=_typed_agreement(stored)), stored)
    assessment_round, form = load_round(round_ref, lock=True), AgreementForm(request.form)
    standard_or_404(instrument_of(assessment_round), standard_key)
    if assessment_round.state is not RoundState.WORKSHOP:
        return _too_late(assessment_round, WrongStateError(services.IN_THE_WORKSHOP))
    if not form.validate():
        return _standard_page(assessment_round, standard_key, form, agreed_score(assessment_round.id, standard_key))
    return _agree(assessment_round, standard_key, form)


def _too_late(assessment_round: Round, error: WrongStateError) -> ResponseReturnValue:
    """Say so: the round is not where the page thought it was, and its form is not there to correct."""
    flash(str(error), "important")
    return redirect(to("workshop", assessment_round), 303)


def _agree(assessment_round: Round, standard_key: str, form: AgreementForm) -> ResponseReturnValue:
    unnamed = ballots(assessment_round, standard_key).deciding
    try:
        services.agree(
            form.agreement(),
            standard_key,
            unnamed,
            assessment_round,
            require_scope(),
            actor=require_identity(),
            now=now(),
        )
    except services.ReasonNeededError:
        form.reason.errors = (NEEDS_REASON,)
        return _standard_page(assessment_round, standard_key, form, agreed_score(assessment_round.id, standard_key))
    except ConflictError:
        return _standard_conflict(assessment_round, standard_key, form)
    except WrongStateError as error:
        return _too_late(assessment_round, error)
    following = instrument_of(assessment_round).next(standard_key)
    if "list" in request.form or following is None:
        return redirect(to("workshop", assessment_round), 303)
    return redirect(to("workshop_standard", assessment_round, standard_key=following.key), 303)


def _standard_conflict(assessment_round: Round, standard_key: str, form: AgreementForm) -> ResponseReturnValue:
    """Show both texts; saving again from this page takes the second editor's, knowingly."""
    stored = agreed_score(assessment_round.id, standard_key)
    form.seen_version.data = str(stored.version if stored else 0)
    return _standard_page(assessment_round, standard_key, form, stored, conflict=True)


def _standard_page(
    assessment_round: Round,
    standard_key: str,
    form: AgreementForm,
    stored: AgreedScore | None,
    *,
    conflict: bool = False,
) -> ResponseReturnValue:
    instrument, found = instrument_of(assessment_round), ballots(assessment_round, standard_key)
    body = render_template(
        "assessments/workshop_standard.html",
        scope=require_scope(),
        round=assessment_round,
        instrument=instrument,
        standard=instrument.standard(standard_key),
        texts=texts_of(assessment_round, instrument.standard(standard_key)),
        previous=instrument.previous(standard_key),
        following=instrument.next(standard_key),
        unnamed=found.first,
        panel=vote_panel(assessment_round, found),
        evidence=evidence(assessment_round, standard_key),
        fewest=FEWEST,
        form=form,
        stored=stored,
        conflict=conflict,
        editable=assessment_round.state is RoundState.WORKSHOP,
        errors=form.error_list,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if form.error_list else 200


@room.form(f"{ROUND}/workshop/areas/<key:area_key>", permission=Permission.WORKSHOP_RUN)
def workshop_area(engagement_ref: str, round_ref: str, area_key: str) -> ResponseReturnValue:
    """Record an area's challenges and its capacity for improvement."""
    assessment_round = load_round(round_ref, lock=request.method == "POST")
    area_or_404(instrument_of(assessment_round), area_key)
    if request.method == "GET":
        stored = finding(assessment_round.id, area_key)
        return _area_page(assessment_round, area_key, FindingForm(data=_typed_finding(stored)), stored)
    form = FindingForm(request.form)
    if assessment_round.state is not RoundState.WORKSHOP:
        return _too_late(assessment_round, WrongStateError(services.IN_THE_WORKSHOP))
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
    return redirect(to("workshop", assessment_round), 303)


def _area_page(
    assessment_round: Round, area_key: str, form: FindingForm, stored: AreaFinding | None, *, conflict: bool = False
) -> ResponseReturnValue:
    body = render_template(
        "assessments/workshop_area.html",
        scope=require_scope(),
        round=assessment_round,
        area=area_or_404(instrument_of(assessment_round), area_key),
        form=form,
        stored=stored,
        conflict=conflict,
        editable=assessment_round.state is RoundState.WORKSHOP,
        errors=form.error_list,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if form.error_list else 200


@room.post(f"{ROUND}/workshop/send", permission=Permission.WORKSHOP_RUN)
def send_to_director(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Hand the agreed result to the director."""
    assessment_round = load_round(round_ref, lock=True)
    instrument = instrument_of(assessment_round)
    try:
        services.send_to_director(assessment_round, instrument, require_scope(), actor=require_identity(), now=now())
    except IncompleteError as error:
        return _workshop(round_ref, error.missing)
    except RoundError as error:
        flash(str(error), "important")
        return redirect(to("workshop", assessment_round), 303)
    flash("The result is with the director.", "success")
    return redirect(to("result", assessment_round), 303)


def _typed_agreement(stored: AgreedScore | None) -> dict[str, str]:
    if stored is None:
        return {}
    return {
        "level": str(stored.level or NOT_ASSESSED),
        "target": str(stored.target or ""),
        "reason": stored.reason,
        "seen_version": str(stored.version),
    }


def _typed_finding(stored: AreaFinding | None) -> dict[str, str]:
    if stored is None:
        return {}
    return {"challenges": stored.challenges, "capacity": stored.capacity, "seen_version": str(stored.version)}
