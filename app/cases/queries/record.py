"""A case whole for its record: needs, services, and what each tool concluded of its subjects; beside walk.py's."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, String, bindparam, select

from app.appraising.models import Appraisal, AppraisalState, Subject
from app.cases.models import ExistingService, Need
from app.cases.queries.understanding import needs_of, services_of
from app.cases.queries.walk import Head, Walk, head_of, walk_of
from app.db import db
from app.library.reach import Reach


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a finished tool concluded of a subject; `outcome` is a key of the tool, or empty."""

    appraisal_ref: str
    subject: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case with everything that stands in it."""

    head: Head
    walk: Walk
    needs: tuple[Need, ...]
    services: tuple[ExistingService, ...]
    conclusions: tuple[Conclusion, ...]


_CONCLUDED: Any = (
    select(Appraisal.ref, Subject.name, Subject.outcome, Subject.outcome_reason)
    .join(Subject, Subject.appraisal_id == Appraisal.id)
    .where(
        Appraisal.case_ref == bindparam("case_ref", type_=String),
        Appraisal.engagement_id == bindparam("engagement_id", type_=Integer),
        Appraisal.state == AppraisalState.FINISHED,
    )
    .order_by(Appraisal.id, Subject.position)
)


def record_of(case_ref: str, *, reach: Reach) -> CaseRecord | None:
    """Give it in five queries, or None."""
    head = head_of(case_ref, engagement_id=reach.engagement_id)
    if head is None:
        return None
    values = {"case_ref": case_ref, "engagement_id": reach.engagement_id}
    concluded = tuple(Conclusion(*row) for row in db.session.connection().execute(_CONCLUDED, values))
    walk = walk_of(head, reach=reach)
    return CaseRecord(head, walk, needs_of(head.id), services_of(head.id), concluded)
