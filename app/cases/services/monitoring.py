"""Setting what is measured, and reporting on a quarter. Notice and end: ending.py."""

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from app.audit.services import Facts
from app.cases.errors import OverError, TooMuchError
from app.cases.models import Course, Measure, Measured, QuarterReport, ServiceCase
from app.cases.queries.monitoring import figures_of, report_of
from app.cases.services.moves import demand_open, demand_seen, note
from app.db import db
from app.security import EngagementScope, Identity

MOST_MEASURES = 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the service is to bring about, what shows it, and from which quarter (its first day)."""

    outcome: str
    measure: str
    target: str
    source: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class Reported:
    """What is said of a quarter; `figures` are (key of the measure, figure in words, how it goes)."""

    figures: tuple[tuple[int, str, Course], ...]
    summary: str
    feedback: str
    action: str


def add_measure(
    case: ServiceCase, outcome: Outcome, *, scope: EngagementScope, actor: Identity, now: dt.datetime
) -> Measure:
    """Add an outcome that is measured. Raises OverError, TooMuchError."""
    demand_open(case, scope)
    count = db.session.scalar(
        select(func.count()).select_from(Measure).where(Measure.case_id == case.id, Measure.ended_on.is_(None))
    )
    if (count or 0) >= MOST_MEASURES:
        raise TooMuchError(f"A case measures {MOST_MEASURES} outcomes at most. End one that matters less first.")
    measure = Measure(case_id=case.id, **asdict(outcome))
    db.session.add(measure)
    db.session.flush()
    note("case measure added", case, scope, actor=actor, now=now, became=_facts(measure))
    return measure


def change_measure(
    case: ServiceCase,
    measure: Measure,
    outcome: Outcome,
    *,
    scope: EngagementScope,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Change a measure that has not ended. Raises OverError, ConflictError if it changed since it was seen."""
    demand_open(case, scope)
    demand_measured(measure)
    demand_seen(measure.version, seen_version)
    was = _facts(measure)
    for name, value in asdict(outcome).items():
        setattr(measure, name, value)
    if was != _facts(measure):
        note("case measure changed", case, scope, actor=actor, now=now, was=was, became=_facts(measure))


def end_measure(
    case: ServiceCase,
    measure: Measure,
    *,
    today: dt.date,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Measure it no more; what was reported stays. Raises OverError."""
    demand_open(case, scope)
    demand_measured(measure)
    measure.ended_on = today
    became: Facts = {"measure": measure.ref, "ended_on": today}
    note("case measure ended", case, scope, actor=actor, now=now, became=became)


def demand_measured(measure: Measure) -> None:
    """Raise OverError for a measure that has ended."""
    if measure.ended_on is not None:
        raise OverError("This outcome is not measured any more, so it does not change.")


def report(
    case: ServiceCase,
    quarter: dt.date,
    reported: Reported,
    *,
    scope: EngagementScope,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> QuarterReport:
    """Record a quarter, or change its record; the case is locked, so two who begin at once do not make two.

    `seen_version` is 0 where none was seen. Raises OverError, ConflictError.
    """
    demand_open(case, scope)
    kept = report_of(quarter, case)
    demand_seen(kept.version if kept else 0, seen_version)
    was = _report_facts(kept) if kept else None
    if kept is None:
        kept = QuarterReport(case_id=case.id, quarter=quarter, recorded_by_id=actor.person_id, recorded_at=now)
        db.session.add(kept)
    kept.summary, kept.feedback, kept.action = reported.summary, reported.feedback, reported.action
    kept.recorded_by_id, kept.recorded_at = actor.person_id, now
    db.session.flush()
    _set_figures(kept, reported.figures)
    became = _report_facts(kept)
    if was != became:
        what = "case quarter changed" if was else "case quarter reported"
        note(what, case, scope, actor=actor, now=now, was=was, became=became)
    return kept


def _set_figures(kept: QuarterReport, figures: tuple[tuple[int, str, Course], ...]) -> None:
    """What a report said of measures that no longer belong to the quarter stays."""
    there = figures_of(kept)
    for measure_id, figure, course in figures:
        if (row := there.get(measure_id)) is None:
            row = Measured(quarter_id=kept.id, measure_id=measure_id)
            db.session.add(row)
        row.figure, row.course = figure, course
    db.session.flush()


def _facts(measure: Measure) -> Facts:
    return {
        "measure": measure.ref,
        "outcome": measure.outcome,
        "measured_by": measure.measure,
        "target": measure.target,
        "source": measure.source,
        "since": measure.since,
    }


def _report_facts(kept: QuarterReport) -> Facts:
    refs = db.session.execute(
        select(Measure.ref, Measured.figure, Measured.course)
        .join(Measured, Measured.measure_id == Measure.id)
        .where(Measured.quarter_id == kept.id)
        .order_by(Measure.id)
    )
    return {
        "quarter": kept.quarter,
        "outcomes": "; ".join(f"{ref} {course.value}: {figure}" for ref, figure, course in refs),
        "summary": kept.summary,
        "feedback": kept.feedback,
        "action": kept.action,
    }
