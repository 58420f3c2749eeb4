"""Pages of certificates: what is missing for one, issuing, replacing, withdrawing, file. Public: verifying.py."""

from flask import redirect
from flask.typing import ResponseReturnValue

from app.learning.room import COHORT, room
from app.learning.views.loading import cohort_to_run, cohort_to_see, cohort_to_take, page, to
from app.security import Permission

OWN, ALL = f"{COHORT}/certificate", f"{COHORT}/certificates"
ONE = f"{ALL}/<ref:enrolment_ref>"


@room.get(OWN, permission=Permission.SIGNED_IN)
def certificate(cohort_ref: str) -> ResponseReturnValue:
    """Show a delegate both rules and what is missing, or the certificate."""
    return page("registers.html", cohort_to_take(cohort_ref))


@room.post(f"{OWN}/issue", permission=Permission.SIGNED_IN)
def issue_certificate(cohort_ref: str) -> ResponseReturnValue:
    """Issue the delegate's own certificate."""
    return redirect(to("certificate", cohort_to_take(cohort_ref)), 303)


@room.post(f"{OWN}/replace", permission=Permission.SIGNED_IN)
def replace_certificate(cohort_ref: str) -> ResponseReturnValue:
    """Issue a new certificate after a change of name: a delegate's own, or by a trainer the one named in the form."""
    return redirect(to("certificate", cohort_to_take(cohort_ref)), 303)


@room.get(ALL, permission=Permission.SIGNED_IN)
def certificates(cohort_ref: str) -> ResponseReturnValue:
    """List delegates with what they have and what is missing."""
    return page("registers.html", cohort_to_see(cohort_ref))


@room.post(f"{ALL}/issue", permission=Permission.TRAINING_RUN)
def issue_certificates(cohort_ref: str) -> ResponseReturnValue:
    """Issue a certificate to everybody who qualifies and has none."""
    return redirect(to("certificates", cohort_to_run(cohort_ref)), 303)


@room.form(f"{ONE}/withdraw", permission=Permission.SIGNED_IN)
def withdraw_certificate(cohort_ref: str, enrolment_ref: str) -> ResponseReturnValue:
    """Withdraw a certificate with a reason."""
    return page("registers.html", cohort_to_see(cohort_ref))


@room.get(f"{ONE}/certificate.pdf", permission=Permission.SIGNED_IN)
def certificate_pdf(cohort_ref: str, enrolment_ref: str) -> ResponseReturnValue:
    """Give the certificate as tagged PDF."""
    return page("registers.html", cohort_to_see(cohort_ref))
