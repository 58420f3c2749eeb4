"""Answering together: all criteria of a subject on one sheet, or one criterion with its evidence."""

from collections.abc import Mapping
from typing import Any

from flask import abort, current_app, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.appraising.answering import answer_word, apart_words, lack_words, lacking, must_say_why, threshold_words
from app.appraising.content import Said, SubjectText
from app.appraising.errors import ConflictError
from app.appraising.forms import CriterionForm
from app.appraising.models import AppraisalState
from app.appraising.queries.answers import answer_file as file_of
from app.appraising.room import SUBJECT, room
from app.appraising.rows import TypedRow, mistakes, shown_row, shown_rows, typed_rows
from app.appraising.services.answers import Change, save_one, save_rows
from app.appraising.services.moves import demand_state
from app.appraising.views.loading import Record, led_back, load_record, load_subject, page, take, to
from app.appraising.views.sheets import CLOSED, is_live, live_answer, live_refusal, sheet_page
from app.db import db
from app.db.clock import now
from app.engagements.forms.taking import CONFLICT, INVALID, Saved
from app.engagements.forms.versions import Difference
from app.files.answering import download
from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.files.services import shelf_of
from app.security import Permission, require_identity, require_scope
from app.tools.tool import Tool

BOTH_TEXTS = "a colleague changed the same meanwhile. Press Save to see both texts"


@room.form(f"{SUBJECT}/sheet", permission=Permission.CASE_KEEP)
def sheet(engagement_ref: str, appraisal_ref: str, subject_ref: str) -> ResponseReturnValue:
    """Show all criteria of a subject, and save what was touched: as it is chosen, or by the button."""
    record = load_record(appraisal_ref)
    subject, here = record.subject(subject_ref), to("appraisal", appraisal_ref=record.appraisal.ref)
    if gone := led_back(lambda: demand_state(record.appraisal, require_scope(), AppraisalState.AGREEING), here):
        return (live_refusal(CLOSED), CONFLICT) if is_live() else gone
    shown = shown_rows(record.content.criteria, {each.key: each for each in subject.said})
    if request.method == "GET":
        return sheet_page(record, subject, shown)
    typed = typed_rows(request.form, record.tool, record.content.criteria)
    touched = {key: row for key, row in typed.items() if row.is_touched}
    if found := mistakes(touched.values()):
        if is_live():
            return live_refusal(found[0][0]), INVALID
        return sheet_page(record, subject, shown | touched, errors=found), INVALID
    return _save(record, subject, shown, touched)


def _save(
    record: Record, subject: SubjectText, shown: Mapping[str, TypedRow], touched: Mapping[str, TypedRow]
) -> ResponseReturnValue:
    changes = {key: Change(row.answer, row.seen_version) for key, row in touched.items()}
    row, me = load_subject(subject.ref, record.appraisal), require_identity()
    try:
        versions = save_rows(changes, row, record.appraisal, require_scope(), actor=me, now=now())
    except ConflictError:
        db.session.rollback()
        if is_live():
            return live_refusal(BOTH_TEXTS), CONFLICT
        seen_now = {key: _over(typed, subject.on(key)) for key, typed in touched.items()}
        conflict = _differences(record, subject, touched)
        return sheet_page(record, subject, {**shown, **seen_now}, conflict=conflict), CONFLICT
    if is_live():
        return live_answer([touched[key].marked(version) for key, version in versions.items()])
    flash("Saved", "success")
    return redirect(to("appraisal", appraisal_ref=record.appraisal.ref), 303)


def _over(typed: TypedRow, said: Said) -> TypedRow:
    """Give what was typed as a change of what is saved now."""
    mark = shown_row(typed.key, said.answer, said.version).mark
    return TypedRow(typed.key, typed.chosen, typed.reason, typed.mitigation, mark)


def _differences(record: Record, subject: SubjectText, touched: Mapping[str, TypedRow]) -> list[Difference]:
    titles = {each.key: f"{each.number}. {each.title}" for each in record.content.criteria}
    found = []
    for key, row in touched.items():
        saved = subject.on(key)
        if saved.version != row.seen_version:
            found.append(Difference(titles[key], _said(record.tool, row), _said(record.tool, saved)))
    return found


def _said(tool: Tool, row: TypedRow | Said) -> str:
    answer = row.answer
    parts = (answer_word(tool, answer), answer.reason if tool.words else "", answer.mitigation)
    return "\n".join(filter(None, parts))


@room.form(f"{SUBJECT}/<key:criterion_key>", permission=Permission.CASE_KEEP)
@takes_a_file
def criterion(engagement_ref: str, appraisal_ref: str, subject_ref: str, criterion_key: str) -> ResponseReturnValue:
    """Show one criterion with all there is to say on it, and save the answer with its evidence."""
    record = load_record(appraisal_ref)
    subject, asked = record.subject(subject_ref), record.criterion(criterion_key)
    here = to("appraisal", appraisal_ref=record.appraisal.ref)
    if gone := led_back(lambda: demand_state(record.appraisal, require_scope(), AppraisalState.AGREEING), here):
        return gone
    saved = subject.on(asked.key)
    form = CriterionForm(sent(), data=_kept(saved))
    form.fit(record.tool, asked, saved.file_name)

    def save() -> str:
        evidence = form.evidence(shelf_of(current_app.config["SETTINGS"]))
        row, scope = load_subject(subject.ref, record.appraisal), require_scope()
        save_one(form.change(asked.key), evidence, asked.key, row, scope, actor=require_identity(), now=now())
        flash("Saved", "success")
        return _next(record, subject, asked.number)

    def current() -> tuple[Saved, Saved, int]:
        words = record.tool.words
        typed, kept = ({**each, "answer": words.get(str(each.get("answer")), "")} for each in (form.data, _kept(saved)))
        return typed, kept, saved.version

    def show(*, errors: object = (), conflict: object = None) -> str:
        return page(
            "criterion.html",
            form=form,
            record=record,
            subject=subject,
            criterion=asked,
            said=saved,
            words=lambda answer: answer_word(record.tool, answer),
            apart=apart_words(saved.alone) if saved.alone else "",
            lack=next(
                (lack_words(each.lack) for each in lacking(record.content, subject) if each.key == asked.key), ""
            ),
            why=must_say_why(saved),
            threshold=threshold_words(asked, subject.amount_pence, record.tool.amount_name),
            errors=errors,
            conflict=conflict,
        )

    return take(form, save, show, current=current, refused_to=here)


def _kept(said: Said) -> dict[str, Any]:
    row = shown_row(said.key, said.answer, said.version)
    return {
        "answer": row.chosen,
        "reason": row.reason,
        "mitigation": row.mitigation,
        "note": said.note,
        "link": said.link,
        "seen": str(said.version),
    }


def _next(record: Record, subject: SubjectText, number: int) -> str:
    """Give the next criterion of the subject, or the appraisal after the last one or if the list was asked for."""
    following = next((each for each in record.content.criteria if each.number == number + 1), None)
    if following is None or "list" in request.form:
        return to("appraisal", appraisal_ref=record.appraisal.ref)
    return to("criterion", appraisal_ref=record.appraisal.ref, subject_ref=subject.ref, criterion_key=following.key)


@room.get(f"{SUBJECT}/<key:criterion_key>/file", permission=Permission.TOOLS_VIEW)
def answer_file(engagement_ref: str, appraisal_ref: str, subject_ref: str, criterion_key: str) -> ResponseReturnValue:
    """Give the file of an answer, as a download."""
    found = file_of(
        criterion_key, subject_ref=subject_ref, appraisal_ref=appraisal_ref, engagement_id=require_scope().id
    )
    return download(found or abort(404))
