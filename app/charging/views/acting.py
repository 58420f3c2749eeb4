"""What a button around days and money does: act, say so and lead on; or undo, say why not, and lead back."""

from collections.abc import Callable

from flask import flash, redirect
from werkzeug import Response

from app.charging.errors import ChargingError
from app.db import db

CONFLICT, INVALID = 409, 422


def act(action: Callable[[], object], *, said: str, leads_to: str, refused_to: str = "") -> Response:
    """Do `action` and lead on with `said`, or with the reason why it could not be done to `refused_to`: addresses."""
    try:
        action()
    except ChargingError as error:
        return refused(error, refused_to or leads_to)
    flash(said, "success")
    return redirect(leads_to, 303)


def refused(error: ChargingError, leads_to: str) -> Response:
    """Undo, say why it could not be done, and lead to an address."""
    db.session.rollback()
    flash(str(error), "important")
    return redirect(leads_to, 303)
