"""What a delegate is told of a certificate that somebody else issued or withdrew."""

import datetime as dt

from flask import current_app, url_for

from app.accounts.queries import Recipient
from app.engagements.telling import tell
from app.learning.access import CohortScope
from app.learning.queries.certificates import Candidate


def tell_issued(candidate: Candidate, scope: CohortScope, *, now: dt.datetime) -> None:
    """Tell the delegate that the certificate is there."""
    lines = (f"Your certificate for {scope.title} is issued. You can download it here:",)
    _tell(candidate, "certificate issued", f"Your certificate for {scope.title}", lines, scope, now)


def tell_withdrawn(candidate: Candidate, reason: str, scope: CohortScope, *, now: dt.datetime) -> None:
    """Tell the delegate that the certificate is withdrawn, and why."""
    seen = "Whoever checks the certificate sees that it was withdrawn, and the reason."
    lines = (
        f"{scope.authority_name} has withdrawn your certificate for {scope.title}.",
        f"The reason: {reason}",
        f"{seen} If you think that this is a mistake, talk to your trainer. Your certificate’s page:",
    )
    _tell(candidate, "certificate withdrawn", f"Your certificate for {scope.title} is withdrawn", lines, scope, now)


def _tell(  # what a message needs
    candidate: Candidate, kind: str, subject: str, lines: tuple[str, ...], scope: CohortScope, now: dt.datetime
) -> None:
    link = current_app.config["BASE_URL"] + url_for("learning.certificate", cohort_ref=scope.ref)
    whom = Recipient(candidate.name, candidate.email, candidate.person_id)
    tell((whom,), kind=kind, subject=subject, lines=lines, link=link, now=now)
