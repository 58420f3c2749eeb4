"""What a tool is put to: adding a subject, changing what it is called, removing it."""

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from app.appraising.errors import ConflictError, WrongStateError
from app.appraising.models import AgreedAnswer, Appraisal, AppraisalState, Subject
from app.appraising.queries.seats import seats_of
from app.appraising.services.answers import delete_answers
from app.appraising.services.moves import demand_state, demand_subjects_open, note
from app.db import db
from app.security import EngagementScope, Identity

MOST = 50  # subjects of one appraisal
CHANGING = (AppraisalState.ALONE, AppraisalState.AGREEING)


@dataclass(frozen=True, slots=True)
class SubjectData:
    """What a subject is; `amount_pence` None: not known."""

    name: str
    detail: str
    amount_pence: int | None


def add(
    wanted: SubjectData, appraisal: Appraisal, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> Subject:
    """Add a subject. Raises WrongStateError, once people were asked to score alone too, or when there are many."""
    demand_subjects_open(appraisal, seats_of(appraisal_id=appraisal.id), scope)
    places = db.session.execute(
        select(func.count(), func.coalesce(func.max(Subject.position), 0)).where(Subject.appraisal_id == appraisal.id)
    ).one()
    if places[0] >= MOST:
        raise WrongStateError(f"There are {MOST} already, and that is the most. Remove one first.")
    subject = Subject(appraisal_id=appraisal.id, position=places[1] + 1, **asdict(wanted))
    db.session.add(subject)
    db.session.flush()
    became = {"subject": subject.ref, **asdict(wanted)}
    note("appraisal subject added", appraisal, scope, actor=actor, now=now, became=became)
    return subject


def change(
    wanted: SubjectData,
    subject: Subject,
    appraisal: Appraisal,
    scope: EngagementScope,
    *,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Change what a subject is called. Raises WrongStateError, ConflictError if it changed since it was seen."""
    demand_state(appraisal, scope, *CHANGING)
    if subject.version != seen_version:
        raise ConflictError
    was = asdict(SubjectData(subject.name, subject.detail, subject.amount_pence))
    subject.name, subject.detail, subject.amount_pence = wanted.name, wanted.detail, wanted.amount_pence
    became = asdict(wanted)
    trace = {"was": {"subject": subject.ref, **was}, "became": {"subject": subject.ref, **became}}
    note("appraisal subject changed", appraisal, scope, actor=actor, now=now, was=trace["was"], became=trace["became"])


def remove(
    subject: Subject, appraisal: Appraisal, scope: EngagementScope, *, actor: Identity, now: dt.datetime
) -> None:
    """Remove a subject with what is agreed of it. Raises WrongStateError for the last one."""
    demand_subjects_open(appraisal, seats_of(appraisal_id=appraisal.id), scope)
    count = db.session.scalar(select(func.count()).where(Subject.appraisal_id == appraisal.id)) or 0
    if count < 2:
        raise WrongStateError("An appraisal has one subject at least. Add another first, or withdraw the appraisal.")
    was = {"subject": subject.ref, "name": subject.name}
    delete_answers(AgreedAnswer.subject_id == subject.id)
    db.session.delete(subject)
    note("appraisal subject removed", appraisal, scope, actor=actor, now=now, was=was)
