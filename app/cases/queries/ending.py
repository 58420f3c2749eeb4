"""How far a case is on its way to the end: impact, decision, notice, and what is monitored, in one query."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Integer, Text, and_, bindparam, case, exists, func, select

from app.accounts.models import Person
from app.appraising.models import Appraisal, AppraisalState
from app.cases.models import CaseDecision, Measure, Notice, NoticeException, QuarterReport, ServiceCase
from app.cases.monitoring import last_over
from app.cases.notice import Steps
from app.db import db, one_of
from app.tools.models import ToolVersion
from app.tools.tool import CaseKind, Stage

IMPACT_TOOL = "norwich-decommissioning"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """The notice of a service's end, with who recorded it."""

    given_on: dt.date
    ends_on: dt.date
    given_to: str
    exception: NoticeException | None
    exception_reason: str
    phasing_out: str
    users_told: str
    recorded_by: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How far it is. `last_quarter` is the newest that is over; `first_quarter` None: no measure."""

    steps: Steps
    notice: NoticeRow | None
    measures: int  # that have not ended
    first_quarter: dt.date | None
    reports: int
    last_quarter: dt.date
    last_is_reported: bool

    @property
    def is_due(self) -> bool:
        """Say whether the newest quarter that is over lacks its report."""
        return (
            bool(self.measures and self.first_quarter and self.first_quarter <= self.last_quarter)
            and not self.last_is_reported
        )


_impact = exists().where(
    Appraisal.engagement_id == ServiceCase.engagement_id,
    Appraisal.case_ref == ServiceCase.ref,
    Appraisal.state == AppraisalState.FINISHED,
    Appraisal.tool_digest == ToolVersion.digest,
    ToolVersion.key == bindparam("tool_key", IMPACT_TOOL, type_=Text),
)
_decided = (
    select(
        func.coalesce(
            func.max(case((one_of(CaseDecision.stage, (Stage.UNDERSTAND, Stage.PLAN)), CaseDecision.decided_on))),
            func.max(CaseDecision.decided_on),
        )
    )
    .where(CaseDecision.case_id == ServiceCase.id, CaseDecision.leads_to == Stage.DO)
    .where(ServiceCase.kind == CaseKind.DECOMMISSION, one_of(ServiceCase.stage, (Stage.DO, Stage.REVIEW)))
    .correlate(ServiceCase)
    .scalar_subquery()
)
"""The decision to decommission leads such a case to "do"; led back to "plan", it stands no more. Back
from "review" to "do" is no second one."""
_running = and_(Measure.case_id == ServiceCase.id, Measure.ended_on.is_(None))
_reported = QuarterReport.case_id == ServiceCase.id
_COLUMNS = (
    _impact.correlate(ServiceCase),
    _decided,
    select(func.count()).select_from(Measure).where(_running).correlate(ServiceCase).scalar_subquery(),
    select(func.min(Measure.since)).where(_running).correlate(ServiceCase).scalar_subquery(),
    select(func.count()).select_from(QuarterReport).where(_reported).correlate(ServiceCase).scalar_subquery(),
    exists().where(_reported, QuarterReport.quarter == bindparam("last_quarter", type_=Date)).correlate(ServiceCase),
    Notice.given_on,
    Notice.ends_on,
    Notice.given_to,
    Notice.exception,
    Notice.exception_reason,
    Notice.phasing_out,
    Notice.users_told,
    Person.name,
    Notice.recorded_at,
)


def with_standing(cases: Any) -> Any:
    """Give a query of cases that reads, last of all, what `standing` is made of; it asks for `last_quarter`."""
    return (
        cases.add_columns(*_COLUMNS)
        .outerjoin(Notice, Notice.case_id == ServiceCase.id)
        .outerjoin(Person, Person.id == Notice.recorded_by_id)
    )


_END = with_standing(
    select(ServiceCase.id).select_from(ServiceCase).where(ServiceCase.id == bindparam("case_id", type_=Integer))
)


def standing_of(*, case_id: int, today: dt.date) -> Standing:
    """Give it; of a new service or a review, too, which have no notice."""
    values = {"case_id": case_id, "last_quarter": last_over(today)}
    return standing(db.session.connection().execute(_END, values).one(), last_over(today))


def standing(read: Sequence[Any], quarter: dt.date) -> Standing:
    """Make it from a row of `with_standing`."""
    row = read[-len(_COLUMNS) :]
    impact, decided_on, measures, first, reports, is_reported = row[:6]
    notice = NoticeRow(*row[6:]) if row[6] is not None else None
    steps = Steps(bool(impact), decided_on, notice.given_on if notice else None, notice.ends_on if notice else None)
    return Standing(steps, notice, measures, first, reports, quarter, bool(is_reported))


def notice_of(case: ServiceCase) -> Notice | None:
    """Give the notice to change it, or None."""
    return db.session.get(Notice, case.id)
