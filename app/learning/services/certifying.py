"""Issuing, replacing and withdrawing certificates. What one asks for and says: app/learning/certificate.py."""

import datetime as dt
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Authority
from app.audit.services import record
from app.db import db
from app.db.clock import LONDON
from app.db.refs import new_code
from app.learning.access import CohortScope
from app.learning.certificate import CertificateContent, certificate_content, certificate_from, limits
from app.learning.certificate_messages import tell_issued, tell_withdrawn
from app.learning.content import Programme
from app.learning.errors import WrongStateError
from app.learning.models import Certificate, CohortState, Enrolment
from app.learning.queries.certificates import Candidate, candidates, former_of
from app.learning.queries.cohorts import dates_of
from app.security import Identity


def issue(scope: CohortScope, programme: Programme, enrolment_ref: str, *, actor: Identity, now: dt.datetime) -> bool:
    """Issue the certificate of one delegate; False if it is there already. Raises WrongStateError while it is not due.

    The enrolment is locked, and the database holds one number once: two presses at a time make one certificate.
    """
    _lock(enrolment_ref)
    found = candidates(programme, cohort_id=scope.id, now=now, only=enrolment_ref)
    held = found[0].certificate if found else None
    if held and held.withdrawn_at:
        raise WrongStateError("The certificate was withdrawn, so no other one is issued. Ask the trainers.")
    if held:
        return False
    if not found or not found[0].claim.qualifies or scope.state is CohortState.CANCELLED:
        raise WrongStateError("The certificate cannot be issued yet. What is missing stands below.")
    made = _issue(found[0], _content(scope, programme, found[0], now), actor=actor, now=now)
    if made and actor.person_id != found[0].person_id:
        tell_issued(found[0], scope, now=now)
    return made


def issue_to_all(scope: CohortScope, programme: Programme, *, actor: Identity, now: dt.datetime) -> int:
    """Issue certificates to all who qualify and have none; gives how many were issued by this."""
    if scope.state is CohortState.CANCELLED:
        return 0
    due = [each for each in candidates(programme, cohort_id=scope.id, now=now) if is_due(each)]
    count = 0
    for each in due:
        with suppress(WrongStateError):  # the register was corrected at this moment
            count += issue(scope, programme, each.ref, actor=actor, now=now)
    return count


def is_due(candidate: Candidate) -> bool:
    """Say whether a first certificate can be issued."""
    return candidate.certificate is None and candidate.claim.qualifies


def replace_name(candidate: Candidate, *, actor: Identity, now: dt.datetime) -> bool:
    """Issue a new certificate with the delegate's present name; False if the newest one bears it already.

    Everything else stays as it was. The new one names the former by code and date, never by name. Raises
    WrongStateError where there is none, or where it was withdrawn.
    """
    _lock(candidate.ref)
    former = former_of(enrolment_id=candidate.enrolment_id)
    if former is None or former.withdrawn_at is not None:
        raise WrongStateError("There is no certificate that could be replaced.")
    was = certificate_from(former.content)
    if was.name == candidate.name:
        return False
    fresh = {"name": candidate.name, "issued_on": now.astimezone(LONDON).date().isoformat()}
    link = {"replaces_code": former.code, "replaces_on": was.issued_on.isoformat()}
    content = certificate_from({**former.content, **fresh, **link})
    return _issue(candidate, content, former=former, actor=actor, now=now)


def withdraw(candidate: Candidate, reason: str, scope: CohortScope, *, actor: Identity, now: dt.datetime) -> bool:
    """Withdraw the newest certificate for a reason that its public page shows; False if it was withdrawn before.

    Raises WrongStateError where there is none.
    """
    _lock(candidate.ref)
    found = former_of(enrolment_id=candidate.enrolment_id)
    if found is None:
        raise WrongStateError("There is no certificate that could be withdrawn.")
    if found.withdrawn_at is not None:
        return False
    found.withdrawn_at, found.withdrawn_reason = now, reason
    db.session.flush()
    record(
        "certificate withdrawn",
        f"certificate {found.code}",
        actor_id=actor.person_id,
        now=now,
        became={"number": found.number, "reason": reason},
    )
    tell_withdrawn(candidate, reason, scope, now=now)
    return True


def _lock(enrolment_ref: str) -> None:
    db.session.execute(select(Enrolment.id).where(Enrolment.ref == enrolment_ref).with_for_update())


def _content(scope: CohortScope, programme: Programme, candidate: Candidate, now: dt.datetime) -> CertificateContent:
    """Freeze everything that the certificate says; the programme is the cohort's version of it."""
    found, check, (attendance_limit, check_limit) = candidate.claim.attended, candidate.claim.check, limits()
    return CertificateContent(
        name=candidate.name,
        authority=candidate.authority,
        issuer=db.session.scalars(select(Authority.official_name).where(Authority.id == scope.authority_id)).one(),
        title=programme.title,
        version=programme.label,
        dates=tuple(dates_of(cohort_id=scope.id).values()),
        minutes=found.minutes,
        booked=found.booked,
        hours=found.hours,
        topics=tuple(each.title for each in programme.topics),
        attributes=tuple(each.title for each in programme.attributes),
        correct=check.correct if check else 0,
        out_of=check.out_of if check else 0,
        attendance_limit=attendance_limit,
        check_limit=check_limit,
        wording=programme.certificate_wording,
        issued_on=now.astimezone(LONDON).date(),
        illustrative=scope.illustrative,
    )


def _issue(
    candidate: Candidate,
    content: CertificateContent,
    *,
    former: Certificate | None = None,
    actor: Identity,
    now: dt.datetime,
) -> bool:
    """Keep a certificate; False if another press was quicker."""
    made = Certificate(
        code=new_code(),
        enrolment_id=candidate.enrolment_id,
        number=former.number + 1 if former else 1,
        content=certificate_content(content),
        issued_by_id=actor.person_id,
        issued_at=now,
        replaces_id=former.id if former else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return False
    record(
        "certificate issued",
        f"certificate {made.code}",
        actor_id=actor.person_id,
        now=now,
        became={"enrolment": candidate.ref, "number": made.number, "replaces": former.code if former else ""},
    )
    return True
