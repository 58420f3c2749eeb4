"""Finds the pair in the address for who may see it, or answers 404. And the way from form to service. No page."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.db import db
from app.engagements.forms.versions import differences
from app.mentoring.errors import ConflictError, MentoringError, NotOfThePairError
from app.mentoring.queries import PairRecord, pair_of, sees_all
from app.mentoring.services.log import NOT_OF_THE_PAIR
from app.security import require_identity, require_scope
from app.web.filters import day

Saved = Mapping[str, Any]
FORBIDDEN, CONFLICT, UNPROCESSABLE = 403, 409, 422


def load_pair(pair_ref: str) -> PairRecord:
    """Give the pair of the address, locked when something is sent; 404 to whoever may not see it."""
    identity = require_identity()
    record = pair_of(pair_ref, engagement_id=require_scope().id, lock=request.method == "POST") or abort(404)
    if not (sees_all(identity) or record.has(identity.person_id)):
        abort(404)
    return record


def demand_own(record: PairRecord) -> None:
    """Let one of the two pass; others are led to the pair's page, or told that they may not act."""
    if record.has(require_identity().person_id):
        return
    if request.method == "POST":
        abort(not_yours(NOT_OF_THE_PAIR, record))
    flash(NOT_OF_THE_PAIR, "important")
    abort(redirect(to("pair", pair_ref=record.pair.ref), 303))


def not_yours(words: str, record: PairRecord) -> Any:
    """Answer 403 with the reason."""
    return make_response(page("not_yours.html", words=words, record=record), FORBIDDEN)


def to(endpoint: str, **values: Any) -> str:
    """Give the address of a page of the room."""
    return url_for(f"mentoring.{endpoint}", engagement_ref=require_scope().ref, **values)


def page(template: str, **values: Any) -> str:
    """Render a page of the room: it gets `scope`, `to` and who is asking."""
    return render_template(f"mentoring/{template}", scope=require_scope(), to=to, me=require_identity(), **values)


def nothing_saved() -> tuple[Saved, Saved, int]:
    """Stand for what is saved, where a form creates."""
    return {}, {}, 0


def take(
    form: Any,
    save: Callable[[], object],  # gives the reference of a pair that it made
    template: str,
    *,
    record: PairRecord | None = None,
    said: str,
    current: Callable[[], tuple[Saved, Saved, int]] = nothing_saved,
    **more: Any,
) -> ResponseReturnValue:
    """Save a valid form and lead to the pair; else show it again.

    `current` gives what was typed and what is saved, both in words, and the version of what is saved.
    """
    valid = request.method == "POST" and form.validate()
    errors, conflict, status = form.error_list, None, UNPROCESSABLE if form.errors else 200
    if valid:
        try:
            saved = save()
        except ConflictError as error:
            db.session.rollback()
            typed, kept, version = current()
            conflict, errors, status = differences(form, typed, kept, _shown), _said(error), CONFLICT
            form.see(version)
        except NotOfThePairError as error:
            abort(not_yours(str(error), record) if record else FORBIDDEN)
        except MentoringError as error:
            errors, status = _said(error), CONFLICT
        else:
            flash(said, "success")
            return redirect(to("pair", pair_ref=record.pair.ref if record else saved), 303)
    body = page(
        template, form=form, errors=errors, record=record, conflicting=conflict is not None, conflict=conflict, **more
    )
    return body, status


def _said(error: MentoringError) -> list[tuple[str, str]]:
    return [(str(error), "")] if str(error) else []


def _shown(_name: str, value: Any) -> str:
    if value is None or value == "":
        return "Empty"
    return day(value) if hasattr(value, "isoformat") else str(value)
