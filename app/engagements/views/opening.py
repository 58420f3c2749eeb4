"""Opening an engagement, with the date on which both sides had signed the initial agreement."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.db.clock import now, today
from app.engagements.forms.terms import OpeningForm
from app.engagements.models import EngagementState
from app.engagements.room import room
from app.engagements.services import NotDraftError, SignedInFutureError, open_engagement
from app.engagements.views.places import detail_here, here, show
from app.security import Permission, require_identity, require_scope


@room.form("/engagements/<ref:engagement_ref>/open", permission=Permission.ENGAGEMENT_EDIT)
def opening(engagement_ref: str) -> ResponseReturnValue:
    """Open the engagement, or show what is wrong. One that is open already is simply shown."""
    detail = detail_here()
    if detail.state is not EngagementState.DRAFT:
        return redirect(here("home"), 303)
    form = OpeningForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        try:
            open_engagement(
                require_scope().id,
                signed_on=form.signed_on.data,
                today=today(),
                actor_id=require_identity().person_id,
                now=now(),
            )
        except NotDraftError:
            return redirect(here("home"), 303)
        except SignedInFutureError:
            form.signed_on.errors = ["Date on which both had signed must be today or in the past"]
        else:
            flash("The engagement is open", "success")
            return redirect(here("home"), 303)
    return show("opening.html", detail, form=form, errors=form.error_list), 422 if form.errors else 200
