"""Recording the initial agreement that both signed on paper: it opens a draft engagement, and is version 1."""

from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agreements.errors import OverCapError, SignedInFutureError, WrongStateError
from app.agreements.forms import PaperForm
from app.agreements.models import AgreementKind
from app.agreements.queries.standing import facts_of
from app.agreements.queries.versions import lines_of
from app.agreements.room import room
from app.agreements.services.moves import unsigned_of
from app.agreements.services.opening import record_on_paper
from app.agreements.views.places import show
from app.db.clock import now, today
from app.engagements.models import EngagementState
from app.engagements.queries import EngagementDetail, engagement_detail
from app.files.errors import FileRefusedError
from app.files.forms import sent
from app.files.receiving import takes_a_file
from app.files.services import shelf_of
from app.security import Permission, require_identity, require_scope


@room.form("/engagements/<ref:engagement_ref>/open", permission=Permission.AGREEMENT_DRAFT)
@takes_a_file
def opening(engagement_ref: str) -> ResponseReturnValue:
    """Record the paper, or show what is wrong. Where version 1 is there already, the engagement is simply shown."""
    scope = require_scope()
    home = url_for("engagements.home", engagement_ref=scope.ref)
    if not facts_of(scope).paper_is_missing:
        return redirect(home, 303)
    detail, unsigned = engagement_detail(engagement_id=scope.id), unsigned_of(scope.id)
    drafted = unsigned if unsigned is not None and unsigned.kind is AgreementKind.INITIAL else None
    form = PaperForm(sent())
    form.leave_out(days=drafted is not None, date=detail.agreement_signed_on is not None)
    if request.method == "POST" and form.validate():
        try:
            _record(form, detail)
        except WrongStateError:
            return redirect(home, 303)
        except (SignedInFutureError, OverCapError, FileRefusedError) as error:
            _beside(form, error)
        else:
            is_draft = detail.state is EngagementState.DRAFT
            flash("The engagement is open" if is_draft else "The initial agreement is recorded", "success")
            return redirect(home, 303)
    return show(
        "opening.html",
        form=form,
        detail=detail,
        drafted=drafted,
        lines=lines_of(drafted) if drafted else (),
        errors=form.error_list,
    ), 422 if form.errors else 200


def _record(form: PaperForm, detail: EngagementDetail) -> None:
    record_on_paper(
        form.paper(detail.agreement_signed_on),
        require_scope(),
        shelf_of(current_app.config["SETTINGS"]),
        today=today(),
        actor=require_identity(),
        now=now(),
    )


def _beside(form: Any, error: Exception) -> None:
    """Put a refusal beside the field that it is about."""
    names = {SignedInFutureError: "signed_on", OverCapError: "self_assessment_days"}
    form[names.get(type(error), "file")].errors = [str(error)]
