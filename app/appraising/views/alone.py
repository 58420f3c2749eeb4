"""Scoring alone: the asker's own answers, and nobody else's. 404 to everybody who was not asked."""

from dataclasses import dataclass, replace

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.appraising.answering import answer_word
from app.appraising.answers import Answer
from app.appraising.content import Said, SubjectText
from app.appraising.errors import AppraisingError, NotReadyError
from app.appraising.models import AppraisalState, Appraiser
from app.appraising.queries.answers import subjects_of
from app.appraising.queries.seats import own_answers, seat_of
from app.appraising.room import APPRAISAL, room
from app.appraising.rows import mistakes, shown_rows, typed_rows
from app.appraising.services import alone as services
from app.appraising.views.loading import Record, load_record, page, to
from app.appraising.views.sheets import CLOSED, is_live, live_answer, live_refusal, sheet_page
from app.db.clock import now
from app.engagements.forms.taking import CONFLICT, INVALID, refused
from app.engagements.models import RUNNING
from app.security import Permission, require_identity, require_scope

ALONE = f"{APPRAISAL}/alone"


@dataclass(frozen=True, slots=True)
class Own:
    """An appraisal as one appraiser sees it: `given` are the own answers only."""

    record: Record
    seat: Appraiser
    given: dict[tuple[int, str], Answer]

    @property
    def subjects(self) -> tuple[SubjectText, ...]:
        """The subjects with the own answers in the place of agreed ones."""
        ids = {row.ref: row.id for row in self.record.rows}
        return tuple(replace(each, said=self._said(ids[each.ref])) for each in self.record.content.subjects)

    @property
    def is_open(self) -> bool:
        """Say whether the appraiser can still answer."""
        runs = require_scope().state in RUNNING
        return self.seat.submitted_at is None and self.record.appraisal.state is AppraisalState.ALONE and runs

    @property
    def missing(self) -> list[tuple[str, str]]:
        """The rows without an answer."""
        return services.unanswered(self.given, self.record.rows, self.record.content.criteria)

    def _said(self, subject_id: int) -> tuple[Said, ...]:
        keys = [each.key for each in self.record.content.criteria]
        return tuple(Said(key, self.given[subject_id, key]) for key in keys if (subject_id, key) in self.given)


def load_own(appraisal_ref: str) -> Own:
    """Give the appraisal to whom was asked to score it; after the engagement nobody is."""
    if require_scope().is_over:
        abort(404)
    record, me = load_record(appraisal_ref), require_identity()
    seat = seat_of(appraisal_id=record.appraisal.id, person_id=me.person_id) or abort(404)
    if not record.rows:  # finished: what was said alone is found by the subjects' own keys
        record = replace(record, rows=subjects_of(appraisal_id=record.appraisal.id))
    return Own(record, seat, own_answers(appraisal_id=record.appraisal.id, person_id=me.person_id))


@room.get(ALONE, permission=Permission.ENGAGEMENT_VIEW)
def alone(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Show what there is to score, and how far one is."""
    own = load_own(appraisal_ref)
    left = own.missing
    return page(
        "alone.html",
        record=own.record,
        seat=own.seat,
        is_open=own.is_open,
        subjects=[(each, sum(ref == each.ref for ref, _ in left)) for each in own.subjects],
        words=lambda answer: answer_word(own.record.tool, answer),
        left=len(left),
        count=len(own.record.content.criteria),
        follows=require_identity().may(Permission.TOOLS_VIEW),
    )


@room.form(f"{ALONE}/<ref:subject_ref>", permission=Permission.ENGAGEMENT_VIEW)
def alone_sheet(engagement_ref: str, appraisal_ref: str, subject_ref: str) -> ResponseReturnValue:
    """Show all criteria of a subject, and save what the asker touched: as it is chosen, or by the button."""
    own = load_own(appraisal_ref)
    record, here = own.record, to("alone", appraisal_ref=appraisal_ref)
    subject = next((each for each in own.subjects if each.ref == subject_ref), None) or abort(404)
    if not own.is_open:
        return (live_refusal(CLOSED), CONFLICT) if is_live() else redirect(here, 303)
    shown = shown_rows(record.content.criteria, {each.key: each for each in subject.said})
    if request.method == "GET":
        return sheet_page(record, subject, shown, is_alone=True)
    typed = typed_rows(request.form, record.tool, record.content.criteria)
    touched = {key: row for key, row in typed.items() if row.is_touched}
    if found := mistakes(touched.values()):
        if is_live():
            return live_refusal(found[0][0]), INVALID
        return sheet_page(record, subject, shown | touched, errors=found, is_alone=True), INVALID
    row = next(each for each in record.rows if each.ref == subject_ref)
    answers = {key: each.answer for key, each in touched.items()}
    services.save_alone(answers, row, own.seat, record.appraisal, require_scope(), actor=require_identity(), now=now())
    if is_live():
        return live_answer([each.marked(0) for each in touched.values()])
    flash("Saved", "success")
    return redirect(here, 303)


@room.form(f"{ALONE}/submit", permission=Permission.ENGAGEMENT_VIEW)
def submit_alone(engagement_ref: str, appraisal_ref: str) -> ResponseReturnValue:
    """Show all own answers, and submit them; the last one to submit opens the agreeing."""
    own = load_own(appraisal_ref)
    here = to("alone", appraisal_ref=appraisal_ref)
    if not own.is_open:
        return redirect(here, 303)
    if request.method == "GET":
        return _check_page(own)
    record = own.record
    try:
        all_in = services.submit(
            own.seat,
            record.rows,
            record.content.criteria,
            record.appraisal,
            require_scope(),
            actor=require_identity(),
            now=now(),
        )
    except NotReadyError as error:
        return _check_page(own, error.rows), INVALID
    except AppraisingError as error:
        return refused(error, here)
    flash("Submitted. Everybody has now: it can be agreed." if all_in else "Submitted. You are done here.", "success")
    return redirect(here, 303)


def _check_page(own: Own, rows: tuple[tuple[str, str, str], ...] = ()) -> str:
    record = own.record
    titles = {each.key: f"{each.number}. {each.title}" for each in record.content.criteria}
    names = {each.ref: each.name for each in record.content.subjects}
    errors = [
        (
            f"{names[ref]}: {titles[key]} {needs}",
            to("alone_sheet", appraisal_ref=record.appraisal.ref, subject_ref=ref) + f"#{key}_answer",
        )
        for ref, key, needs in rows
    ]
    return page(
        "submit_alone.html",
        record=record,
        subjects=own.subjects,
        left=len(own.missing),
        words=lambda answer: answer_word(record.tool, answer),
        errors=errors,
    )
