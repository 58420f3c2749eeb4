"""Pages of certificates: what is missing for one, issuing, replacing, withdrawing, file. Public: verifying.py."""

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.db import db
from app.db.clock import now
from app.documents.making import PDF_MIME, make_pdf
from app.documents.names import file_name
from app.learning.access import CohortScope
from app.learning.attendance import rule, sum_in_words
from app.learning.certificate import CHECK_LIMIT, facts, replaces_in_words, rules_in_words
from app.learning.certificate_document import certificate_document
from app.learning.errors import WrongStateError
from app.learning.forms.certificates import WithdrawForm
from app.learning.queries.certificates import Candidate, CertificateRow, candidates
from app.learning.room import COHORT, room
from app.learning.services import certifying as services
from app.learning.views.loading import (
    FORBIDDEN,
    cohort_here,
    cohort_to_run,
    cohort_to_see,
    cohort_to_take,
    page,
    programme_of,
    to,
)
from app.learning.views.register_files import attached
from app.security import Permission, require_identity
from app.web.filters import LONDON
from app.web.forms import tidy

OWN, ALL = f"{COHORT}/certificate", f"{COHORT}/certificates"
ONE = f"{ALL}/<ref:enrolment_ref>"
UNPROCESSABLE = 422
CHECK_RULE = (
    f"A certificate needs at least {CHECK_LIMIT}% in a knowledge check after the programme. You can take it as often "
    "as you like. A check before the programme never counts."
)


@room.get(OWN, permission=Permission.SIGNED_IN)
def certificate(cohort_ref: str) -> ResponseReturnValue:
    """Show a delegate both rules and what is missing, or the certificate."""
    scope = cohort_to_take(cohort_ref)
    own = _candidate(scope, scope.enrolment_ref)
    held = own.certificate
    return page(
        "certificate.html",
        scope,
        own=own,
        facts=facts(held.content) if held else (),
        rules=rules_in_words(held.content) if held else "",
        replaces=replaces_in_words(held.content) if held else "",
        address=_address(held) if held else "",
        rule=rule(own.claim.attended),
        check_rule=CHECK_RULE,
        sum_in_words=sum_in_words,
    )


@room.post(f"{OWN}/issue", permission=Permission.SIGNED_IN)
def issue_certificate(cohort_ref: str) -> ResponseReturnValue:
    """Issue the delegate's own certificate; a second press finds it there."""
    scope = cohort_to_take(cohort_ref)
    try:
        services.issue(scope, programme_of(scope), scope.enrolment_ref or "", actor=require_identity(), now=now())
    except WrongStateError as error:
        db.session.rollback()
        flash(str(error), "important")
    else:
        flash("Your certificate is issued.", "success")
    return redirect(to("certificate", scope), 303)


@room.post(f"{OWN}/replace", permission=Permission.SIGNED_IN)
def replace_certificate(cohort_ref: str) -> ResponseReturnValue:
    """Issue a new certificate after a change of name: a delegate's own, or by a trainer the one named in the form."""
    scope = cohort_here(cohort_ref)
    named = str(tidy(request.form.get("enrolment", "")))
    if not (scope.runs if named else scope.takes):
        abort(FORBIDDEN)
    candidate = _candidate(scope, named or scope.enrolment_ref)
    try:
        services.replace_name(candidate, actor=require_identity(), now=now())
    except WrongStateError as error:
        db.session.rollback()
        flash(str(error), "important")
    else:
        flash("The new certificate bears the present name. It refers to the former one by number and date.", "success")
    return redirect(to("certificates" if named else "certificate", scope), 303)


@room.get(ALL, permission=Permission.SIGNED_IN)
def certificates(cohort_ref: str) -> ResponseReturnValue:
    """List delegates with what they have; trainers also see what is missing, managers only certificates."""
    scope = cohort_to_see(cohort_ref)
    found = candidates(programme_of(scope), cohort_id=scope.id, now=now())
    shown = found if scope.runs else [each for each in found if each.certificate]
    due = sum(services.is_due(each) for each in found)
    return page("certificates.html", scope, candidates=shown, due=due, sum_in_words=sum_in_words)


@room.post(f"{ALL}/issue", permission=Permission.TRAINING_RUN)
def issue_certificates(cohort_ref: str) -> ResponseReturnValue:
    """Issue a certificate to everybody who qualifies and has none."""
    scope = cohort_to_run(cohort_ref)
    count = services.issue_to_all(scope, programme_of(scope), actor=require_identity(), now=now())
    if count:
        flash(f"{count} {'certificate is' if count == 1 else 'certificates are'} issued and announced by e-mail.")
    else:
        flash("No certificate was due.", "important")
    return redirect(to("certificates", scope), 303)


@room.form(f"{ONE}/withdraw", permission=Permission.SIGNED_IN)
def withdraw_certificate(cohort_ref: str, enrolment_ref: str) -> ResponseReturnValue:
    """Withdraw a certificate with a reason."""
    scope = cohort_to_see(cohort_ref)
    candidate = _candidate(scope, enrolment_ref)
    if candidate.certificate is None or candidate.certificate.withdrawn_at:
        flash("There is no certificate to withdraw: none is issued, or it was withdrawn before.", "important")
        return redirect(to("certificates", scope), 303)
    form = WithdrawForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        services.withdraw(candidate, form.reason.data or "", scope, actor=require_identity(), now=now())
        flash(f"The certificate of {candidate.name} is withdrawn. It was announced by e-mail.", "success")
        return redirect(to("certificates", scope), 303)
    body = page("withdraw_certificate.html", scope, form=form, errors=form.error_list, candidate=candidate)
    return body, UNPROCESSABLE if form.errors else 200


@room.get(f"{ONE}/certificate.pdf", permission=Permission.SIGNED_IN)
def certificate_pdf(cohort_ref: str, enrolment_ref: str) -> ResponseReturnValue:
    """Give the certificate as tagged PDF to whom it belongs, to trainers and managers."""
    scope = cohort_here(cohort_ref)
    if not (scope.runs or scope.oversees or scope.enrolment_ref == enrolment_ref):
        abort(404)
    held = _candidate(scope, enrolment_ref).certificate or abort(404)
    withdrawn_on = held.withdrawn_at.astimezone(LONDON).date() if held.withdrawn_at else None
    document = certificate_document(held.content, held.code, _address(held), withdrawn_on=withdrawn_on)
    name = file_name("certificate", held.content.name, held.content.title, ending="pdf")
    return attached(make_pdf(document), PDF_MIME, name)


def _candidate(scope: CohortScope, enrolment_ref: str | None) -> Candidate:
    found = candidates(programme_of(scope), cohort_id=scope.id, now=now(), only=enrolment_ref or "")
    return found[0] if found else abort(404)


def _address(held: CertificateRow) -> str:
    base: str = current_app.config["BASE_URL"]
    return base + url_for("learning.verify", code=held.code)
