"""Finding what is asked three months on: a delegate's two follow-ups, a manager's by link, those of a cohort."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db, token_digest
from app.learning.models import Cohort, Enrolment, EnrolmentState, FollowUp, Pledge, TrainingVersion, Witness


def follow_ups_of(*, enrolment_id: int, lock: bool = False) -> dict[Witness, FollowUp]:
    """Give the delegate's follow-up and the manager's, as far as they were sent."""
    wanted = select(FollowUp).where(FollowUp.enrolment_id == enrolment_id).order_by(FollowUp.id)
    if lock:  # answers may have been sent since the page loaded them
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return {each.witness: each for each in db.session.scalars(wanted)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a manager's link leads to: whom it is about, where, and both follow-ups."""

    enrolment_id: int
    delegate: str
    manager: str
    cohort_ref: str
    cohort_title: str
    programme_title: str
    illustrative: bool


def asked_by(token: str) -> Asked | None:
    """Find a manager's follow-up by the token of the link."""
    row = db.session.execute(
        select(
            Enrolment.id,
            Person.name,
            Enrolment.line_manager,
            Cohort.ref,
            Cohort.title,
            TrainingVersion.title,
            Cohort.illustrative,
        )
        .join(FollowUp, FollowUp.enrolment_id == Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
        .where(FollowUp.witness == Witness.MANAGER, FollowUp.token_digest == token_digest(token))
    ).first()
    return Asked(*row) if row else None


@dataclass(frozen=True, slots=True)
class Answered:
    """A follow-up of a cohort, without a name."""

    witness: Witness
    expires_at: dt.datetime
    answered_at: dt.datetime | None
    answers: Mapping[str, Any]


def follow_ups_in(*, cohort_id: int) -> list[Answered]:
    """Give the follow-ups of the cohort in an order that says nothing of who is asked."""
    rows = db.session.execute(
        select(FollowUp.witness, FollowUp.expires_at, FollowUp.answered_at, FollowUp.answers)
        .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(FollowUp.id)
    )
    return [Answered(*row) for row in rows]


def pledges_in(*, cohort_id: int) -> list[tuple[str, Pledge]]:
    """Give the pledges of the cohort's delegates with their names, for trainers."""
    rows = db.session.execute(
        select(Person.name, Pledge)
        .join(Enrolment, Enrolment.id == Pledge.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state == EnrolmentState.ENROLLED)
        .order_by(Person.name, Person.id, Pledge.position)
    )
    return [(name, pledge) for name, pledge in rows]
