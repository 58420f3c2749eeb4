"""What a button around the review does: act, say so and lead on; or undo, say why not, and lead back."""

from collections.abc import Callable

from flask import flash, redirect
from werkzeug import Response

from app.db import db
from app.plans.errors import PlanError
from app.plans.views.loading import to

CONFLICT, INVALID = 409, 422


def act(action: Callable[[], object], *, said: str, leads_to: str, refused_to: str = "") -> Response:
    """Do `action` and lead on with `said`, or with the reason why it could not be done to `refused_to`."""
    try:
        action()
    except PlanError as error:
        db.session.rollback()
        flash(str(error), "important")
        return redirect(to(refused_to or leads_to), 303)
    flash(said, "success")
    return redirect(to(leads_to), 303)
