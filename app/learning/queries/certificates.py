"""Reading what speaks for certificates, and certificates themselves. The register: register.py."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Person
from app.db import db
from app.learning.attendance import Registered, attended
from app.learning.certificate import CertificateContent, Checked, Claim, certificate_from, claim, is_over
from app.learning.content import Programme
from app.learning.models import (
    Attendance,
    Certificate,
    CheckAttempt,
    CheckKind,
    CohortDay,
    Enrolment,
    EnrolmentState,
)


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A delegate's newest certificate."""

    id: int
    code: str
    number: int
    content: CertificateContent
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A delegate with what speaks for a certificate, and the newest one if there is any."""

    enrolment_id: int
    ref: str
    person_id: int
    name: str
    email: str
    authority: str
    claim: Claim
    certificate: CertificateRow | None

    @property
    def has_new_name(self) -> bool:
        """Say whether the certificate that holds bears a former name."""
        held = self.certificate
        return held is not None and held.withdrawn_at is None and held.content.name != self.name


@dataclass(frozen=True, slots=True)
class Public:
    """A certificate as its public page knows it; `replaced_at` is when a newer one took its place."""

    content: CertificateContent
    code: str
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str
    replaced_at: dt.datetime | None


def _candidates(cohort_id: int) -> Any:
    """Select who has a place or a certificate; the newest certificate is the one that nothing replaces."""
    newer = aliased(Certificate)
    last_on = select(func.max(CohortDay.on_date)).where(CohortDay.cohort_id == cohort_id).scalar_subquery()
    return (
        select(
            Enrolment.id,
            Enrolment.ref,
            Enrolment.person_id,
            Person.name,
            Person.email,
            Authority.official_name.label("authority"),
            last_on.label("last_on"),
            Certificate.id.label("certificate_id"),
            Certificate.code,
            Certificate.number,
            Certificate.content,
            Certificate.withdrawn_at,
            Certificate.withdrawn_reason,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .join(Authority, Authority.id == Enrolment.authority_id)
        .outerjoin(
            Certificate,
            and_(
                Certificate.enrolment_id == Enrolment.id,
                ~select(newer.id).where(newer.replaces_id == Certificate.id).exists(),
            ),
        )
        .where(
            Enrolment.cohort_id == cohort_id,
            or_(Enrolment.state == EnrolmentState.ENROLLED, Certificate.id.is_not(None)),
        )
        .order_by(Person.name, Enrolment.id)
    )


def candidates(programme: Programme, *, cohort_id: int, now: dt.datetime, only: str | None = None) -> list[Candidate]:
    """Give every delegate with a place by name, or that of the enrolment `only`, with what speaks for a certificate."""
    asked = _candidates(cohort_id)
    if only is not None:
        asked = asked.where(Enrolment.ref == only)
    found = db.session.execute(asked).mappings().all()
    keys = [row["id"] for row in found]
    registered, checks = _registered(keys), _checks(keys)
    return [
        Candidate(
            row["id"],
            row["ref"],
            row["person_id"],
            row["name"],
            row["email"],
            row["authority"],
            claim(
                programme,
                attended(programme.half_days, registered.get(row["id"], ())),
                checks.get(row["id"]),
                over=is_over(programme, row["last_on"], now),
            ),
            _certificate(row),
        )
        for row in found
    ]


def _certificate(row: Mapping[Any, Any]) -> CertificateRow | None:
    if row["certificate_id"] is None:
        return None
    content = certificate_from(row["content"])
    key, code, number = row["certificate_id"], row["code"], row["number"]
    return CertificateRow(key, code, number, content, row["withdrawn_at"], row["withdrawn_reason"])


def _registered(enrolment_ids: list[int]) -> dict[int, list[Registered]]:
    asked = (
        select(Attendance.enrolment_id, Attendance.day, Attendance.half, Attendance.mark, Attendance.minutes)
        .where(Attendance.enrolment_id.in_(enrolment_ids))
        .order_by(Attendance.enrolment_id, Attendance.id)
    )
    found: dict[int, list[Registered]] = {}
    for key, day, half, mark, minutes in db.session.execute(asked):
        found.setdefault(key, []).append(Registered(day, half, mark.value, minutes))
    return found


def _checks(enrolment_ids: list[int]) -> dict[int, Checked]:
    """Give each one's best check after the programme; attempts before it and those not handed in do not count."""
    asked = (
        select(CheckAttempt.enrolment_id, CheckAttempt.correct, CheckAttempt.out_of)
        .where(
            CheckAttempt.enrolment_id.in_(enrolment_ids),
            CheckAttempt.kind == CheckKind.AFTER,
            CheckAttempt.submitted_at.is_not(None),
        )
        .distinct()
        .order_by(CheckAttempt.enrolment_id, CheckAttempt.correct, CheckAttempt.out_of)
    )
    found: dict[int, Checked] = {}
    for key, correct, out_of in db.session.execute(asked):
        check, before = Checked(correct or 0, out_of), found.get(key)
        if before is None or check.correct * before.out_of > before.correct * check.out_of:
            found[key] = check
    return found


def former_of(*, enrolment_id: int) -> Certificate | None:
    """Give the newest certificate of an enrolment as a record to change or to replace."""
    newest = select(Certificate).where(Certificate.enrolment_id == enrolment_id).order_by(Certificate.number.desc())
    return db.session.scalar(newest.limit(1).execution_options(populate_existing=True))


def public(code: str) -> Public | None:
    """Give the certificate with this code to whoever has it; None when there is none."""
    newer = aliased(Certificate)
    asked = (
        select(
            Certificate.content,
            Certificate.code,
            Certificate.withdrawn_at,
            Certificate.withdrawn_reason,
            newer.issued_at,
        )
        .outerjoin(newer, newer.replaces_id == Certificate.id)
        .where(Certificate.code == code)
    )
    row = db.session.execute(asked).one_or_none()
    return Public(certificate_from(row[0]), *row[1:]) if row else None
