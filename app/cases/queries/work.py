"""What waits for a person in service cases, for "your work": a select of the shape in app/engagements/waiting.py.

One row for each open case that the person sees to, with what comes first in it. Beside `person_id`, `today` and `soon`
the query is given `last_quarter`, the first day of the newest quarter that is over, `report_due`, the day by which it
is reported on, and `quarter_ago`, a moment: a case in which nothing was decided or begun since stands still.
"""

from sqlalchemy import Date, and_, bindparam, case, exists, or_, select

from app.accounts.models import Membership
from app.appraising.models import Appraisal
from app.cases.models import CaseDecision, Measure, Notice, QuarterReport, ServiceCase
from app.db import UtcDateTime, one_of
from app.engagements.waiting import Source, own_places, seat, soon, waiting
from app.security.roles import Role
from app.tools.tool import Stage

_last, _due = bindparam("last_quarter", type_=Date), bindparam("report_due", type_=Date)
_ago = bindparam("quarter_ago", type_=UtcDateTime)
KEEPERS = (Role.LEAD_OFFICER, Role.CONSULTANT)

_measured = exists().where(Measure.case_id == ServiceCase.id, Measure.ended_on.is_(None)).correlate(ServiceCase)
_to_report = and_(
    exists()
    .where(Measure.case_id == ServiceCase.id, Measure.ended_on.is_(None), Measure.since <= _last)
    .correlate(ServiceCase),
    ~exists().where(QuarterReport.case_id == ServiceCase.id, QuarterReport.quarter == _last).correlate(ServiceCase),
)
_moved = or_(
    ServiceCase.opened_at >= _ago,
    exists().where(CaseDecision.case_id == ServiceCase.id, CaseDecision.recorded_at >= _ago).correlate(ServiceCase),
    exists()
    .where(
        Appraisal.case_ref == ServiceCase.ref,
        Appraisal.engagement_id == ServiceCase.engagement_id,
        Appraisal.opened_at >= _ago,
    )
    .correlate(ServiceCase),
)
_is_here = (
    exists()
    .where(
        Membership.person_id == ServiceCase.owner_id,
        Membership.engagement_id == ServiceCase.engagement_id,
        one_of(Membership.role, KEEPERS),
        Membership.ended_at.is_(None),
    )
    .correlate(ServiceCase)
)
_own = ServiceCase.owner_id == bindparam("person_id")
_run_out = Notice.ends_on <= bindparam("today", type_=Date)
_status = case(
    (~_own, "nobody"),
    (_run_out, "end"),
    (_to_report, "report"),
    (Notice.ends_on.is_not(None), "notice"),
    (or_(_measured, _moved), "open"),
    else_="still",
)
_FOUND = (
    select(
        ServiceCase.engagement_id,
        ServiceCase.ref,
        ServiceCase.stage,
        ServiceCase.service,
        Notice.ends_on,
        _status.label("status"),
    )
    .outerjoin(Notice, and_(Notice.case_id == ServiceCase.id, one_of(ServiceCase.stage, (Stage.DO, Stage.REVIEW))))
    .where(
        ServiceCase.ending.is_(None),
        ServiceCase.engagement_id.in_(own_places),
        or_(
            _own,
            and_(
                ServiceCase.engagement_id.in_(select(seat.c.engagement_id).where(seat.c.role == Role.LEAD_OFFICER)),
                ~_is_here,
            ),
        ),
    )
    .cte("open_case")
    .prefix_with("MATERIALIZED")
)
"""Kept as it is found: what comes first is looked up in six tables, and three columns below follow from it."""

_is = {status: _FOUND.c.status == status for status in ("nobody", "report", "open", "notice")}
_CASES = waiting(
    "service_case",
    _FOUND.c.engagement_id,
    ref=_FOUND.c.ref,
    within=_FOUND.c.stage,
    what=_FOUND.c.service,
    due_on=case((_is["nobody"], None), (_is["report"], _due), else_=_FOUND.c.ends_on),
    status=_FOUND.c.status,
    waits=case((_is["open"], 0), (_is["notice"], soon(_FOUND.c.ends_on)), else_=1),
)

WAITING = (Source.of(_CASES, *KEEPERS),)
