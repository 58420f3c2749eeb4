"""Pages on which a cohort's programme is read: the days, one session, a case; and a delegate's own notes."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now
from app.learning.access import CohortScope
from app.learning.errors import ConflictError
from app.learning.forms.notes import NoteForm
from app.learning.models import CheckKind, Moment
from app.learning.queries.cohorts import dates_of
from app.learning.queries.own_progress import own_note, own_progress
from app.learning.room import COHORT, room
from app.learning.services.notes import save_note as keep
from app.learning.showing import cases_shown, kind_text, may_read, month_text, shown
from app.learning.timetable import placed
from app.learning.views.loading import cohort_to_read, cohort_to_take, page, programme_of, to
from app.security import Permission, require_identity

SESSION = f"{COHORT}/sessions/<session:session_key>"
CONFLICT, UNPROCESSABLE = 409, 422


@room.get(f"{COHORT}/programme", permission=Permission.SIGNED_IN)
def cohort_programme(cohort_ref: str) -> ResponseReturnValue:
    """Show the days with their sessions, and the tasks between the halves."""
    scope = cohort_to_read(cohort_ref)
    return page(
        "cohort_programme.html",
        scope,
        programme=programme_of(scope),
        dates=dates_of(cohort_id=scope.id),
        own=own_progress(scope.enrolment_id) if scope.takes and scope.enrolment_id else None,
        before=(Moment.BEFORE, CheckKind.BEFORE),
        after=(Moment.AFTER, CheckKind.AFTER),
        shown=shown,
        month_text=month_text,
    )


@room.get(SESSION, permission=Permission.SIGNED_IN)
def session(cohort_ref: str, session_key: str) -> ResponseReturnValue:
    """Show one session: to trainers with what is theirs, to delegates with their own notes."""
    scope = cohort_to_read(cohort_ref)
    form, note = None, None
    if scope.takes and scope.enrolment_id:
        note = own_note(scope.enrolment_id, session_key)
        form = NoteForm(obj=note, data={"seen": str(note.version if note else 0)})
    return _session_page(scope, session_key, form, note=note)


@room.post(f"{SESSION}/note", permission=Permission.SIGNED_IN)
def save_note(cohort_ref: str, session_key: str) -> ResponseReturnValue:
    """Keep a delegate's own notes on a session."""
    scope = cohort_to_take(cohort_ref)
    if programme_of(scope).session(session_key) is None:
        abort(404)
    form = NoteForm(request.form)
    if not form.validate():
        return _session_page(scope, session_key, form, errors=form.error_list), UNPROCESSABLE
    try:
        seen = form.seen_version
        keep(scope, session_key, form.note(), seen_version=seen, actor=require_identity(), now=now())
    except ConflictError:
        db.session.rollback()
        note = own_note(scope.enrolment_id or 0, session_key) or abort(404)
        form.see(note.version)
        return _session_page(scope, session_key, form, note=note, conflicting=True), CONFLICT
    flash("Your notes are saved.", "success")
    return redirect(to("session", scope, session_key=session_key), 303)


@room.get(f"{COHORT}/cases/<key:case_key>", permission=Permission.SIGNED_IN)
def case(cohort_ref: str, case_key: str) -> ResponseReturnValue:
    """Show material of an exercise; the trainer's key and role cards are for trainers only."""
    scope = cohort_to_read(cohort_ref)
    programme = programme_of(scope)
    found = programme.case(case_key)
    if found is None or not may_read(found, runs=scope.runs):
        abort(404)
    return page(
        "case.html",
        scope,
        case=found,
        sessions=[each for each in programme.sessions if each.key in found.sessions],
        kind=kind_text(found),
        shown=shown,
        month_text=month_text,
    )


def _session_page(scope: CohortScope, session_key: str, form: NoteForm | None, **more: Any) -> str:
    programme = programme_of(scope)
    found = placed(programme, session_key) or abort(404)
    titles = {each.key: each.title for each in programme.aspects}
    return page(
        "session.html",
        scope,
        **{"errors": [], "conflicting": False, "note": None} | more,
        form=form,
        placed=found,
        session=found.session,
        on=dates_of(cohort_id=scope.id).get(found.session.day),
        about=[titles[key] for key in found.session.topics + found.session.attributes],
        cases=cases_shown(programme, session_key, runs=scope.runs),
        kind_text=kind_text,
        shown=shown,
        month_text=month_text,
    )
