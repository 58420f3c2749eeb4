"""What is measured in a service case and what was reported by quarter. The notice and the end: ending.py."""

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, select

from app.accounts.models import Person
from app.cases.models import Course, Measure, Measured, QuarterReport, ServiceCase
from app.cases.queries.cases import GLANCE, CaseGlance
from app.db import db


class MeasureRow(NamedTuple):
    """An outcome and what shows it."""

    id: int
    ref: str
    outcome: str
    measure: str
    target: str
    source: str
    since: dt.date
    ended_on: dt.date | None


class Figure(NamedTuple):
    """What one measure came to in a quarter."""

    figure: str
    course: Course


class ReportRow(NamedTuple):
    """The report of a quarter; `figures` by key of the measure."""

    quarter: dt.date
    summary: str
    feedback: str
    action: str
    recorded_by: str
    recorded_at: dt.datetime
    version: int
    figures: Mapping[int, Figure]


_case_id = bindparam("case_id", type_=Integer)
_COLUMNS = (
    Measure.id,
    Measure.ref,
    Measure.outcome,
    Measure.measure,
    Measure.target,
    Measure.source,
    Measure.since,
    Measure.ended_on,
)
_STILL_FIRST = Measure.ended_on.is_not(None), Measure.id
_MEASURES = select(*_COLUMNS).where(Measure.case_id == _case_id).order_by(*_STILL_FIRST)
_REPORTS = (
    select(
        QuarterReport.quarter,
        QuarterReport.summary,
        QuarterReport.feedback,
        QuarterReport.action,
        Person.name,
        QuarterReport.recorded_at,
        QuarterReport.version,
        Measured.measure_id,
        Measured.figure,
        Measured.course,
    )
    .join(Person, Person.id == QuarterReport.recorded_by_id)
    .outerjoin(Measured, Measured.quarter_id == QuarterReport.id)
    .where(QuarterReport.case_id == _case_id)
    .order_by(QuarterReport.quarter.desc(), Measured.measure_id)
)


def measures_of(*, case_id: int) -> tuple[MeasureRow, ...]:
    """Give what is and was measured, what still is first."""
    return tuple(MeasureRow(*row) for row in db.session.connection().execute(_MEASURES, {"case_id": case_id}).all())


_GLANCE_AND_MEASURES = (
    GLANCE.outerjoin(Measure, Measure.case_id == ServiceCase.id).add_columns(*_COLUMNS).order_by(*_STILL_FIRST)
)


def glance_and_measures(case_ref: str, *, engagement_id: int) -> tuple[CaseGlance, tuple[MeasureRow, ...]] | None:
    """Give a case to a page that only shows it with what `measures_of` gives, in one query; or None."""
    asked = {"case_ref": case_ref, "engagement_id": engagement_id}
    rows = db.session.connection().execute(_GLANCE_AND_MEASURES, asked).all()
    if not rows:
        return None
    own = len(CaseGlance._fields)
    return CaseGlance(*rows[0][:own]), tuple(MeasureRow(*row[own:]) for row in rows if row[own] is not None)


def reports_of(*, case_id: int) -> dict[dt.date, ReportRow]:
    """Give the reports by the first day of their quarter, the newest first, with their figures; in one query."""
    rows = db.session.connection().execute(_REPORTS, {"case_id": case_id}).all()
    found = {}
    for quarter, of_quarter in groupby(rows, key=lambda row: row.quarter):
        lines = list(of_quarter)
        figures = {line.measure_id: Figure(line.figure, line.course) for line in lines if line.measure_id is not None}
        found[quarter] = ReportRow(*lines[0][:7], figures)
    return found


def measure_of(measure_ref: str, case: ServiceCase, *, lock: bool = False) -> Measure | None:
    """Give the measure of the case with this reference, or None; with `lock` as it is now."""
    query = select(Measure).where(Measure.ref == measure_ref, Measure.case_id == case.id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def report_of(quarter: dt.date, case: ServiceCase) -> QuarterReport | None:
    """Give the report of a quarter, or None."""
    return db.session.scalar(
        select(QuarterReport).where(QuarterReport.case_id == case.id, QuarterReport.quarter == quarter)
    )


def figures_of(report: QuarterReport) -> dict[int, Measured]:
    """Give what a report says of each measure, by the measure's key."""
    rows = db.session.scalars(select(Measured).where(Measured.quarter_id == report.id).order_by(Measured.measure_id))
    return {row.measure_id: row for row in rows}
