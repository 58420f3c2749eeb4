"""Scoring alone: the task list, one page per standard, checking and submitting. Everything here is the asker's own."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.assessments.errors import IncompleteError, WrongStateError
from app.assessments.forms import CANNOT, AnswerForm
from app.assessments.models import Participation, RoundState
from app.assessments.queries.own import (
    OwnEvidence,
    OwnScore,
    own_answer,
    own_scores,
    own_scores_and_files,
)
from app.assessments.room import ROUND, room
from app.assessments.services.moves import demand_state
from app.assessments.services.scoring import SCORING_CLOSED, save_answer, submit, unanswered
from app.assessments.tasks import scoring_tasks
from app.assessments.views.loading import instrument_of, load_own, standard_or_404, texts_of, to
from app.db import reading_apart
from app.db.clock import now
from app.security import Permission, require_identity, require_scope
from app.web.filters import clock

UNPROCESSABLE = 422
CONFLICT = 409


@room.get(f"{ROUND}/scoring", permission=Permission.SCORE)
def scoring(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """List the standards with what is done and what is left."""
    participation = load_own(round_ref)
    if participation.round.state is RoundState.DRAFT:
        return render_template("assessments/scoring_not_open.html", scope=require_scope(), round=participation.round)
    return _task_list(participation)


def _task_list(participation: Participation, missing: tuple[str, ...] = ()) -> ResponseReturnValue:
    instrument, scores = instrument_of(participation.round), own_scores(participation)
    left = unanswered(instrument, scores)

    here: dict[str, Any] = {"engagement_ref": require_scope().ref, "round_ref": participation.round.ref}

    def address(key: str) -> str:
        return url_for("assessments.standard", standard_key=key, **here)

    errors = [(f"Score “{instrument.standard(key).title}”", address(key)) for key in missing]
    body = render_template(
        "assessments/scoring.html",
        scope=require_scope(),
        round=participation.round,
        participation=participation,
        instrument=instrument,
        areas=[(area, scoring_tasks(area, scores, address)) for area in instrument.areas],
        left=left,
        errors=errors,
    )
    return body, UNPROCESSABLE if errors else 200


@room.form(f"{ROUND}/scoring/standards/<key:standard_key>", permission=Permission.SCORE)
def standard(engagement_ref: str, round_ref: str, standard_key: str) -> ResponseReturnValue:
    """Show one standard with its level texts, and save what is said of it: as it is chosen, or by the button."""
    if request.method == "GET":
        return _show(load_own(round_ref), standard_key)
    with reading_apart():  # saving takes the lock for its own statement only, which looks at the round's state itself
        participation = load_own(round_ref)
        standard_or_404(instrument_of(participation.round), standard_key)
    return _save(participation, standard_key, AnswerForm(request.form))


def _show(participation: Participation, standard_key: str) -> ResponseReturnValue:
    standard_or_404(instrument_of(participation.round), standard_key)
    if participation.round.state is RoundState.DRAFT:
        return redirect(to("scoring", participation.round), 303)
    score, offered = own_answer(participation, standard_key)
    return _standard_page(participation, standard_key, AnswerForm(data=_typed(score)), offered)


def _save(participation: Participation, standard_key: str, form: AnswerForm) -> ResponseReturnValue:
    moment = now()
    try:
        demand_state(participation.round, {RoundState.SCORING}, SCORING_CLOSED)
        if not form.validate():
            return _not_saved(participation, standard_key, form)
        save_answer(form.answer(), standard_key, participation, require_scope(), actor=require_identity(), now=moment)
    except WrongStateError as error:
        return (_said(str(error)) if _live() else _closed(participation, form)), CONFLICT
    if _live():
        return _said(f"Saved at {clock(moment)}")
    if "file" in request.form:
        return redirect(to("add_file", participation.round, standard_key=standard_key), 303)
    following = instrument_of(participation.round).next(standard_key)
    if "list" in request.form or following is None:
        return redirect(to("scoring", participation.round), 303)
    return redirect(to("standard", participation.round, standard_key=following.key), 303)


def _not_saved(participation: Participation, standard_key: str, form: AnswerForm) -> ResponseReturnValue:
    if _live():
        return _said(f"Not saved yet: {form.error_list[0][0]}")
    return _standard_page(participation, standard_key, form, own_answer(participation, standard_key)[1])


def _live() -> bool:
    """Say whether the page itself sent what was typed, and waits for one line only."""
    return "HX-Request" in request.headers


def _said(text: str) -> str:
    return render_template("assessments/saved.html", text=text)


def _closed(participation: Participation, form: AnswerForm) -> str:
    return render_template(
        "assessments/scoring_closed.html", scope=require_scope(), round=participation.round, form=form
    )


def _standard_page(
    participation: Participation, standard_key: str, form: AnswerForm, offered: list[OwnEvidence]
) -> ResponseReturnValue:
    instrument = instrument_of(participation.round)
    shown = instrument.standard(standard_key)
    body = render_template(
        "assessments/standard.html",
        scope=require_scope(),
        round=participation.round,
        instrument=instrument,
        standard=shown,
        texts=texts_of(participation.round, shown),
        area=instrument.area_of(standard_key),
        count=len(instrument.standards),
        form=form,
        offered=offered,
        errors=form.error_list,
    )
    return body, UNPROCESSABLE if form.error_list else 200


@room.get(f"{ROUND}/scoring/check", permission=Permission.SCORE)
def check(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show all own answers on one page, before or after submitting."""
    participation = load_own(round_ref)
    instrument = instrument_of(participation.round)
    scores, files = own_scores_and_files(participation)
    return render_template(
        "assessments/check.html",
        scope=require_scope(),
        round=participation.round,
        participation=participation,
        instrument=instrument,
        scores=scores,
        files=files,
        left=unanswered(instrument, scores),
    )


@room.post(f"{ROUND}/scoring/submit", permission=Permission.SCORE)
def send(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Submit; a second press changes nothing."""
    participation = load_own(round_ref, lock=True)
    try:
        submit(participation, instrument_of(participation.round), require_scope(), actor=require_identity(), now=now())
    except IncompleteError as error:
        return _task_list(participation, error.missing)
    except WrongStateError as error:
        flash(str(error), "important")
        return redirect(to("scoring", participation.round), 303)
    return redirect(to("submitted", participation.round), 303)


@room.get(f"{ROUND}/scoring/submitted", permission=Permission.SCORE)
def submitted(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Confirm that the scores are submitted, and say what happens next."""
    participation = load_own(round_ref)
    if participation.submitted_at is None:
        return redirect(to("scoring", participation.round), 303)
    return render_template(
        "assessments/submitted.html", scope=require_scope(), round=participation.round, participation=participation
    )


def _typed(score: OwnScore | None) -> dict[str, str]:
    if score is None:
        return {}
    return {
        "level": CANNOT if score.cannot_score else str(score.level or ""),
        "cannot_reason": score.cannot_reason,
        "evidence_note": score.evidence_note,
        "evidence_link": score.evidence_link,
    }
