"""The director agrees that the partner's signed results are compared, or withdraws. What is shown: comparison.py."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.comparing.consent_form import ConsentForm
from app.comparing.errors import ComparisonError
from app.comparing.queries.standing import Consent, standing
from app.comparing.room import COMPARISON, room
from app.comparing.services import agreeing
from app.db import db
from app.db.clock import now
from app.security import EngagementScope, Permission, require_identity, require_scope

INVALID = 422


@room.form(f"{COMPARISON}/consent", permission=Permission.COMPARISON_AGREE)
def consent(engagement_ref: str) -> ResponseReturnValue:
    """Say what agreeing means, and take it or its withdrawal."""
    scope, me = require_scope(), require_identity()
    _, stands = standing(scope, person_id=me.person_id)
    is_of_the_lead = agreeing.is_of_the_lead(me, scope)
    form = ConsentForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        withdraws = request.form.get("act") == "withdraw"
        has_no_box = withdraws or is_of_the_lead or (stands is not None and stands.holds)
        if has_no_box or form.validate():
            return _act(scope, form, withdraws=withdraws)
    return _page(scope, form, stands, is_of_the_lead=is_of_the_lead)


def _page(
    scope: EngagementScope, form: ConsentForm, stands: Consent | None, *, is_of_the_lead: bool
) -> ResponseReturnValue:
    form.seen.raw_data, form.seen.data = None, str(stands.version if stands else 0)
    page = render_template(
        "comparing/consent.html",
        scope=scope,
        form=form,
        consent=stands,
        is_of_the_lead=is_of_the_lead,
        comparison_url=url_for("comparing.comparison", engagement_ref=scope.ref),
        errors=form.error_list,
    )
    return page, INVALID if form.errors else 200


def _act(scope: EngagementScope, form: ConsentForm, *, withdraws: bool) -> ResponseReturnValue:
    service = agreeing.withdraw if withdraws else agreeing.agree
    try:
        service(scope, seen=form.seen_version, actor=require_identity(), now=now())
    except ComparisonError as error:
        db.session.rollback()
        flash(str(error), "important")
        return redirect(url_for("comparing.consent", engagement_ref=scope.ref), 303)
    took = "takes part no more" if withdraws else "takes part"
    flash(f"{scope.partner_name} {took}. This counts from the next snapshot on.", "success")
    return redirect(url_for("comparing.comparison", engagement_ref=scope.ref), 303)
