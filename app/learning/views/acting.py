"""What a button of training does: act, say so and lead on; or undo, say why not, and lead back."""

from collections.abc import Callable

from flask import flash, redirect
from werkzeug import Response

from app.db import db
from app.learning.errors import LearningError


def act(action: Callable[[], object], *, said: str, leads_to: str) -> Response:
    """Do `action` and lead on with `said`, or with the reason why it could not be done."""
    try:
        action()
    except LearningError as error:
        return refused(error, leads_to)
    flash(said, "success")
    return redirect(leads_to, 303)


def refused(error: LearningError | str, leads_to: str) -> Response:
    """Undo, say why it could not be done, and lead to an address."""
    db.session.rollback()
    flash(str(error), "important")
    return redirect(leads_to, 303)
