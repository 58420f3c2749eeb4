"""What forms of delegates share: when things are open, from form to service, and what to say when it is too late."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.engagements.forms.versions import differences
from app.learning.access import CohortScope
from app.learning.content import Programme
from app.learning.errors import ConflictError, RefusedFieldError, WrongStateError
from app.learning.models import CohortState
from app.learning.opening import Opening, opening
from app.learning.queries.cohorts import dates_of
from app.learning.views.loading import page, to

CONFLICT, UNPROCESSABLE = 409, 422
RUNNING = (CohortState.OPEN, CohortState.CLOSED)
NO_DATES = "The dates of this training are not settled yet, so this is not open."
CANCELLED = "This training was cancelled, so this is not open."
Current = Callable[[], tuple[Mapping[str, Any], Mapping[str, Any], int]]


def opening_of(
    scope: CohortScope,
    programme: Programme,
    *,
    leads_to: str = "cohort",
    dates: Mapping[int, dt.date] | None = None,
) -> Opening:
    """Give when things are open in the cohort; lead away with the reason if it has no dates or does not take place.

    `dates` are those of its days, if they are known.
    """
    if scope.state not in RUNNING:
        found = None
    else:
        found = opening(programme, dates_of(cohort_id=scope.id) if dates is None else dates)
    if found is None:
        lead_away(CANCELLED if scope.state is CohortState.CANCELLED else NO_DATES, scope, leads_to)
    return found


def lead_away(words: str, scope: CohortScope, endpoint: str) -> NoReturn:
    """Undo, say why it could not be done, and lead to a page of the cohort."""
    db.session.rollback()
    flash(words, "important")
    abort(redirect(to(endpoint, scope), 303))


def take(
    form: Any,
    save: Callable[[], object],
    template: str,
    scope: CohortScope,
    *,
    current: Current,
    said: str,
    leads_to: str,
    **more: Any,
) -> ResponseReturnValue:
    """Save a valid form and lead on; else show it again with what was typed.

    `current` gives what was typed and what is saved, and the version of what is saved.
    """
    conflict, status = None, 200
    if request.method == "POST" and form.validate():
        try:
            save()
        except ConflictError:
            db.session.rollback()
            typed, kept, version = current()
            conflict, status = differences(form, typed, kept, _shown), CONFLICT
            form.see(version)
        except RefusedFieldError as error:
            db.session.rollback()
            form[error.name].errors = [str(error)]
        except WrongStateError as error:
            lead_away(str(error), scope, leads_to)
        else:
            flash(said, "success")
            return redirect(to(leads_to, scope), 303)
    errors = form.error_list
    body = page(template, scope, form=form, errors=errors, conflict=conflict, **more)
    return body, UNPROCESSABLE if errors else status


def _shown(_name: str, value: Any) -> str:
    return str(value or "")
