"""Who somebody is in a cohort: trainer or manager of the authority that gives it, or delegate. Else it is not there.

A cohort belongs to one lead authority, and its delegates come from several; so the roles of an engagement say nothing.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select

from app.accounts.models import Authority
from app.db import db
from app.learning.models import Cohort, CohortState, Enrolment, EnrolmentState, TrainingVersion
from app.security import Identity, Role


@dataclass(frozen=True, slots=True)
class CohortScope:
    """The cohort of an address, and what the person who asks is in it."""

    id: int
    ref: str
    title: str
    state: CohortState
    authority_id: int
    authority_name: str
    training_ref: str
    digest: str  # of the version of the programme that it runs on
    illustrative: bool
    enrolment_id: int | None
    enrolment_ref: str | None
    enrolment_state: EnrolmentState | None
    enrolled_at: dt.datetime | None
    runs: bool  # a trainer of the authority
    oversees: bool  # a manager of the authority

    @property
    def takes(self) -> bool:
        """Say whether the person has a place."""
        return self.enrolment_state is EnrolmentState.ENROLLED

    @property
    def waits(self) -> bool:
        """Say whether the person is on the waiting list."""
        return self.enrolment_state is EnrolmentState.WAITING


_COHORT = (
    select(
        Cohort.id,
        Cohort.ref,
        Cohort.title,
        Cohort.state,
        Cohort.authority_id,
        Authority.name.label("authority_name"),
        TrainingVersion.ref.label("training_ref"),
        TrainingVersion.digest,
        Cohort.illustrative,
        Enrolment.id.label("enrolment_id"),
        Enrolment.ref.label("enrolment_ref"),
        Enrolment.state.label("enrolment_state"),
        Enrolment.enrolled_at,
    )
    .join(Authority, Authority.id == Cohort.authority_id)
    .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
    .outerjoin(Enrolment, and_(Enrolment.cohort_id == Cohort.id, Enrolment.person_id == bindparam("person_id")))
    .where(Cohort.ref == bindparam("cohort_ref"))
)


def cohort_scope(cohort_ref: str, identity: Identity) -> CohortScope | None:
    """Give the cohort in one query; None for whoever is nothing in it, as if there were none."""
    wanted = {"cohort_ref": cohort_ref, "person_id": identity.person_id}
    row = db.session.connection().execute(_COHORT, wanted).mappings().first()
    if row is None:
        return None
    runs = row["authority_id"] in identity.authorities_as(Role.TRAINER)
    oversees = row["authority_id"] in identity.authorities_as(Role.MANAGER)
    if not (runs or oversees or row["enrolment_id"]):
        return None
    return CohortScope(**row, runs=runs, oversees=oversees)
