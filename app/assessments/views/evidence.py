"""The evidence of a round: one page for all of it, what lead officers add, "still true?", files as downloads."""

from flask import abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.assessments.errors import ConflictError, RoundError
from app.assessments.evidence_forms import NO, YES, EvidenceForm, StillTrueForm
from app.assessments.evidence_page import by_area, totals
from app.assessments.models import EvidenceItem, Round, RoundState
from app.assessments.queries.agreed import Agreed, agreed_state
from app.assessments.queries.evidence import Evidence, evidence_file, evidence_item, evidence_of
from app.assessments.room import ROUND, room
from app.assessments.services import evidence as services
from app.assessments.views.acting import act
from app.assessments.views.loading import instrument_of, load_round, to
from app.db import db
from app.db.clock import now, today
from app.files.answering import download
from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.files.services import shelf_of
from app.security import Permission, require_identity, require_scope
from app.web.forms import option

UNPROCESSABLE, CONFLICT = 422, 409
SCORING = "scoring"
FOLLOWED_STATES = frozenset({RoundState.WORKSHOP, RoundState.WITH_DIRECTOR})
RESULT_STATES = frozenset({RoundState.WITH_DIRECTOR, RoundState.SIGNED, RoundState.REOPENED})


@room.get(f"{ROUND}/evidence", permission=Permission.RESULT_VIEW)
def evidence(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show what the asker may see of the evidence, by standard."""
    assessment_round, identity = load_round(round_ref), require_identity()
    found = evidence_of(assessment_round.id, viewer_id=identity.person_id)
    return render_template(
        "assessments/evidence.html",
        scope=require_scope(),
        round=assessment_round,
        areas=by_area(instrument_of(assessment_round), found, _agreed(assessment_round)),
        totals=totals(found, today=today()),
        today=today(),
        keeps=identity.may(Permission.EVIDENCE_KEEP),
        viewer_id=identity.person_id,
        adding=assessment_round.state is RoundState.WORKSHOP,
        answering=assessment_round.state in services.UNLOCKED,
    )


def _agreed(assessment_round: Round) -> dict[str, Agreed]:
    """Give what is agreed, to those who may see it by now: what is to change a signed result only to who follows it."""
    follows = require_identity().may(Permission.WORKSHOP_FOLLOW)
    changing = assessment_round.state is RoundState.WITH_DIRECTOR and assessment_round.reopened_reason != ""
    is_result = assessment_round.state in RESULT_STATES and not changing
    if is_result or (follows and assessment_round.state in FOLLOWED_STATES):
        return agreed_state(assessment_round.id).agreed
    return {}


@room.form(f"{ROUND}/evidence/add", permission=Permission.EVIDENCE_KEEP)
@takes_a_file
def add_evidence(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Show the form for evidence in the workshop, or take it."""
    assessment_round = load_round(round_ref, lock=request.method == "POST")
    if assessment_round.state is not RoundState.WORKSHOP:
        flash(services.NOT_IN_THE_WORKSHOP, "important")
        return redirect(to("evidence", assessment_round), 303)
    form = EvidenceForm(sent(), data={"standard": request.args.get("standard", "")})
    form.standard.choices = [
        option(each.key, f"{each.number}. {each.title}") for each in instrument_of(assessment_round).standards
    ]
    if request.method == "GET" or not form.validate():
        return _adding(assessment_round, form)
    shelf = shelf_of(current_app.config["SETTINGS"])
    key = form.standard.data
    return act(
        lambda: services.add(
            form.offer(), key, assessment_round, require_scope(), shelf, actor=require_identity(), now=now()
        ),
        assessment_round,
        said="The evidence is added.",
        endpoint="evidence",
    )


def _adding(assessment_round: Round, form: EvidenceForm) -> ResponseReturnValue:
    body = render_template(
        "assessments/evidence_add.html",
        scope=require_scope(),
        round=assessment_round,
        form=form,
        errors=form.error_list,
    )
    return body, UNPROCESSABLE if form.errors else 200


@room.post(f"{ROUND}/evidence/<ref:evidence_ref>/remove", permission=Permission.EVIDENCE_KEEP)
def remove_evidence(engagement_ref: str, round_ref: str, evidence_ref: str) -> ResponseReturnValue:
    """Take back what one has added in the workshop."""
    assessment_round = load_round(round_ref, lock=True)
    item = evidence_item(evidence_ref, round_id=assessment_round.id)
    if item is None or item.owner_id != require_identity().person_id or item.offered_alone or item.carried_from_id:
        abort(404)
    return act(
        lambda: services.remove(item, assessment_round, require_scope(), actor=require_identity(), now=now()),
        assessment_round,
        said="The evidence is removed.",
        endpoint="evidence",
    )


@room.form(f"{ROUND}/evidence/<ref:evidence_ref>/still-true", permission=Permission.RESULT_VIEW)
def still_true(engagement_ref: str, round_ref: str, evidence_ref: str) -> ResponseReturnValue:
    """Ask whether evidence of an earlier round is still true, or take the answer: of its owner or a lead officer."""
    assessment_round, identity = load_round(round_ref, lock=request.method == "POST"), require_identity()
    item = evidence_item(evidence_ref, round_id=assessment_round.id)
    if item is None or item.carried_from_id is None:
        abort(404)
    if item.owner_id != identity.person_id and not identity.may(Permission.EVIDENCE_KEEP):
        abort(404)
    if assessment_round.state not in services.UNLOCKED:
        flash(services.LOCKED, "important")
        return redirect(to("evidence", assessment_round), 303)
    if request.method == "GET":
        return _asking(assessment_round, item, StillTrueForm(data=_answered(item)))
    form = StillTrueForm(request.form)
    if not form.validate():
        return _asking(assessment_round, item, form)
    try:
        services.answer(form.answer(), item, assessment_round, require_scope(), actor=identity, now=now())
    except ConflictError as error:
        return _asking(assessment_round, item, form, conflict=str(error))
    except RoundError as error:
        db.session.rollback()
        flash(str(error), "important")
    else:
        flash("Your answer is saved.", "success")
    return redirect(_whence(assessment_round, item.standard_key), 303)


def _whence(assessment_round: Round, standard_key: str) -> str:
    """Give the page that the question was asked on: that of a standard while scoring, or the list of all evidence."""
    if request.args.get("from") == SCORING and require_identity().may(Permission.SCORE):
        return to("standard", assessment_round, standard_key=standard_key)
    return to("evidence", assessment_round, _anchor=standard_key)


def _answered(item: EvidenceItem) -> dict[str, str]:
    answer = "" if item.still_true is None else YES if item.still_true else NO
    return {"still_true": answer, "note": item.answer_note, "seen_version": str(item.version)}


def _asking(
    assessment_round: Round, item: EvidenceItem, form: StillTrueForm, *, conflict: str = ""
) -> ResponseReturnValue:
    key, viewer = item.standard_key, require_identity().person_id
    shown = _shown(evidence_of(assessment_round.id, viewer_id=viewer).get(key, []), item.ref)
    if conflict:
        form.seen_version.data = str(shown.version)
    body = render_template(
        "assessments/evidence_still_true.html",
        scope=require_scope(),
        round=assessment_round,
        standard=instrument_of(assessment_round).standard(key),
        item=shown,
        back=_whence(assessment_round, key),
        from_=SCORING if request.args.get("from") == SCORING else None,
        form=form,
        conflict=conflict,
        errors=form.error_list,
    )
    return body, CONFLICT if conflict else UNPROCESSABLE if form.errors else 200


def _shown(offered: list[Evidence], ref: str) -> Evidence:
    return next((each for each in offered if each.ref == ref), None) or abort(404)


@room.get(f"{ROUND}/evidence/<ref:evidence_ref>/file", permission=Permission.RESULT_VIEW)
def evidence_download(engagement_ref: str, round_ref: str, evidence_ref: str) -> ResponseReturnValue:
    """Give a file to whoever may see its evidence, as a download."""
    found = evidence_file(
        evidence_ref,
        round_ref=round_ref,
        engagement_id=require_scope().id,
        viewer_id=require_identity().person_id,
    )
    return download(found or abort(404))
