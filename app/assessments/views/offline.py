"""Scoring offline: the workbook to take along, and what is in it when it comes back: shown first, then saved whole."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass

from flask import Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.assessments.errors import WrongStateError
from app.assessments.forms import AnswerForm
from app.assessments.messages import round_name
from app.assessments.models import Participation, RoundState
from app.assessments.offline import CANNOT, FIELDS, SCORES, Filled, Occasion, filled, scoring_book
from app.assessments.queries.own import OwnScore, own_scores
from app.assessments.room import ROUND, room
from app.assessments.services.moves import demand_state
from app.assessments.services.scoring import SCORING_CLOSED, Answer, save_answer
from app.assessments.views.loading import instrument_of, load_own, to
from app.db.clock import now
from app.documents.book import CellMistake, UnreadableWorkbookError, mistakes_in_order
from app.documents.making import EXCEL_MIME, make_excel, read_excel
from app.files.workbooks import WorkbookForm
from app.instruments.document import Instrument, Standard
from app.security import Permission, require_identity, require_scope

UNPROCESSABLE = 422
HEADS = {field: head for head, field in FIELDS.items()}
NO_ANSWER = Answer(None, cannot_score=False, cannot_reason="", evidence_note="", evidence_link="")
NOTHING_SAID = OwnScore(None, cannot_score=False, cannot_reason="", evidence_note="", evidence_link="")


@dataclass(frozen=True, slots=True)
class Change:
    """What a workbook would make of a standard's answer."""

    standard: Standard
    was: OwnScore
    answer: Answer
    form: AnswerForm

    @property
    def is_one(self) -> bool:
        """Say whether anything differs; an answer without a level changes the evidence only."""
        said, given = astuple(self.was), astuple(self.answer)
        return said != given if self.answer.is_given else said[3:] != given[3:]


@room.get(f"{ROUND}/scoring/scores.xlsx", permission=Permission.SCORE)
def workbook(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Give the workbook with the asker's own answers so far."""
    participation = load_own(round_ref)
    scope, assessment_round = require_scope(), participation.round
    if assessment_round.state is not RoundState.SCORING:
        flash(SCORING_CLOSED if assessment_round.closed_at else "Scoring has not opened yet.", "important")
        return redirect(to("scoring", assessment_round), 303)
    occasion = Occasion(
        assessment_round.ref,
        round_name(assessment_round, scope),
        scope.partnership_name,
        scope.partner_name,
        assessment_round.deadline,
        "illustrative scores" if scope.illustrative else "",
    )
    content = make_excel(scoring_book(instrument_of(assessment_round), own_scores(participation), occasion))
    response = Response(content, content_type=EXCEL_MIME)
    response.headers["Content-Disposition"] = f'attachment; filename="{assessment_round.kind.value}-my-scores.xlsx"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@room.form(f"{ROUND}/scoring/offline", permission=Permission.SCORE)
def offline(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Offer the workbook; show what one that comes back would change, or name each cell that is wrong."""
    participation, form = load_own(round_ref), WorkbookForm(request.files)
    if participation.round.state is not RoundState.SCORING:
        return redirect(to("scoring", participation.round), 303)
    if request.method == "GET":
        return _page(participation, form)
    content = form.content()
    if content is None:
        return _page(participation, form)
    instrument = instrument_of(participation.round)
    try:
        found = filled(read_excel(content), instrument, round_ref=participation.round.ref)
    except UnreadableWorkbookError as error:
        form.refuse(str(error))
        return _page(participation, form)
    scores = own_scores(participation)
    changes = _changes(instrument, scores, {key: row.values for key, row in found.rows.items()})
    mistakes = mistakes_in_order(found.mistakes + _form_mistakes(found, changes))
    if mistakes:
        form.refuse("The workbook has something to correct. Nothing was saved")
        return _page(participation, form, mistakes)
    return _preview(participation, instrument, scores, changes)


@room.post(f"{ROUND}/scoring/offline/save", permission=Permission.SCORE)
def save_offline(engagement_ref: str, round_ref: str) -> ResponseReturnValue:
    """Save what was shown, all of it in one; shown anew if the answers changed meanwhile."""
    participation = load_own(round_ref, lock=True)
    instrument, scores = instrument_of(participation.round), own_scores(participation)
    sent = {
        standard.key: {field: request.form.get(f"{standard.key}-{field}", "") for field in HEADS}
        for standard in instrument.standards
        if f"{standard.key}-level" in request.form
    }
    changes = _changes(instrument, scores, sent)
    if any(change.form.errors for change in changes):
        abort(400)  # the page sends what was found right; anything else was made by hand
    if request.form.get("seen") != _seen(scores):
        return _preview(participation, instrument, scores, changes, meanwhile=True)
    try:
        demand_state(participation.round, {RoundState.SCORING}, SCORING_CLOSED)
        for change in changes:
            if change.is_one:
                save_answer(
                    change.answer,
                    change.standard.key,
                    participation,
                    require_scope(),
                    actor=require_identity(),
                    now=now(),
                )
    except WrongStateError as error:
        flash(str(error), "important")
    else:
        flash("Your workbook is saved.", "success")
    return redirect(to("scoring", participation.round), 303)


def _changes(
    instrument: Instrument, scores: Mapping[str, OwnScore], sent: Mapping[str, Mapping[str, str]]
) -> list[Change]:
    """Put each answer through the scoring form, as if it had been typed there."""
    changes = []
    for standard in instrument.standards:
        if standard.key in sent:
            form = AnswerForm(MultiDict(sent[standard.key]))
            was = scores.get(standard.key, NOTHING_SAID)
            said = form.answer() if form.validate() else NO_ANSWER
            changes.append(Change(standard, was, said, form))
    return changes


def _form_mistakes(found: Filled, changes: list[Change]) -> tuple[CellMistake, ...]:
    named = {mistake.cell for mistake in found.mistakes}
    mistakes = []
    for change in changes:
        row = found.rows[change.standard.key]
        for field, head in HEADS.items():
            cell, messages = row.cells[field], change.form[field].errors
            if messages and cell not in named:
                mistakes.append(CellMistake(SCORES, cell, head, f"{change.standard.title}: {messages[0]}"))
    return tuple(mistakes)


def _seen(scores: Mapping[str, OwnScore]) -> str:
    """Stand for the answers that a preview was made beside."""
    content = json.dumps({key: asdict(score) for key, score in scores.items()}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _page(
    participation: Participation, form: WorkbookForm, mistakes: list[CellMistake] | None = None
) -> ResponseReturnValue:
    body = render_template(
        "assessments/offline.html",
        scope=require_scope(),
        round=participation.round,
        form=form,
        mistakes=mistakes or [],
        errors=form.error_list,
    )
    return body, UNPROCESSABLE if form.error_list else 200


def _preview(
    participation: Participation,
    instrument: Instrument,
    scores: Mapping[str, OwnScore],
    changes: list[Change],
    *,
    meanwhile: bool = False,
) -> ResponseReturnValue:
    body = render_template(
        "assessments/offline_preview.html",
        scope=require_scope(),
        round=participation.round,
        changes=changes,
        changed=sum(change.is_one for change in changes),
        total=len(instrument.standards),
        fields=tuple(HEADS),
        cannot=CANNOT,
        seen=_seen(scores),
        meanwhile=meanwhile,
    )
    return body, 409 if meanwhile else 200
