"""What every button of the room does: act, say so and lead on; or undo, say why not, and lead back."""

from collections.abc import Callable

from flask import flash, redirect
from werkzeug import Response

from app.assessments.errors import RoundError
from app.assessments.models import Round
from app.assessments.views.loading import to
from app.db import db


def act(action: Callable[[], object], assessment_round: Round, *, said: str, endpoint: str, **values: str) -> Response:
    """Do `action` and lead to `endpoint` of the round, with `said` or with the reason why it could not be done.

    Nothing is said where the page itself shows what was done.
    """
    address = to(endpoint, assessment_round, **values)
    try:
        action()
    except RoundError as error:
        db.session.rollback()
        flash(str(error), "important")
    else:
        if said:
            flash(said, "success")
    return redirect(address, 303)
