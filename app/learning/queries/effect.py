"""What the view of effect is made from: places by cohort and authority, and closed answers, added up once.

A cohort is added up again only when something of it has changed (app/accounts/stamps.py), or has ended or closed with
a new day. What may be told, and what is held back: ../effect.py.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, Integer, Select, String, and_, case, cast, exists, func, literal, null, select, union_all

from app.accounts.models import Authority
from app.accounts.queries.stamps import stamps_of
from app.accounts.stamps import COHORT, LEARNED, PLACES, SumStamp
from app.db import db
from app.db.keeping import kept, kept_while
from app.learning.content import Programme
from app.learning.effect import Cell, Effect, Reply, Tally, effect, tallied
from app.learning.models import (
    Attendance,
    Certificate,
    CheckAttempt,
    CheckKind,
    Cohort,
    CohortDay,
    CohortState,
    ConfidenceRating,
    Enrolment,
    EnrolmentState,
    Moment,
    Pledge,
    TrainingVersion,
)
from app.learning.opening import Opening, opening
from app.learning.queries.programmes import programme
from app.learning.queries.thread import last_on

SPAN = dt.timedelta(days=731)  # cohorts that ended longer ago are left out
MOST = 16  # authorities in a worker; some 4 KB for each cohort
MOMENTS = (Moment.BEFORE, Moment.AFTER, Moment.LOOKING_BACK)


@dataclass(frozen=True, slots=True)
class Held:
    """A cohort with what decides when its answers are closed; `stamp` None: nothing of it can be kept."""

    programme: Programme
    opening: Opening | None
    is_over: bool
    is_closed: bool
    stamp: str | None

    @property
    def mark(self) -> tuple[str | None, bool, bool]:
        """What its sums rest on."""
        return self.stamp, self.is_over, self.is_closed


@dataclass(slots=True)
class Summed:
    """One cohort added up, under the mark of when it was."""

    mark: tuple[str | None, bool, bool]
    cells: list[Cell] = field(default_factory=list)
    checks: list[Tally] = field(default_factory=list)
    rated: list[Tally] = field(default_factory=list)


_held = Enrolment.state == EnrolmentState.ENROLLED
_minutes = select(func.sum(Attendance.minutes)).where(Attendance.enrolment_id == Enrolment.id).scalar_subquery()
_pledges = select(func.count(Pledge.id)).where(Pledge.enrolment_id == Enrolment.id).scalar_subquery()
_grown = (
    select(func.count(Pledge.id))
    .where(Pledge.enrolment_id == Enrolment.id, Pledge.milestone_ref != "")
    .scalar_subquery()
)
_certified = exists().where(Certificate.enrolment_id == Enrolment.id, Certificate.withdrawn_at.is_(None))


def _places(authority_id: int, cohorts: Collection[int]) -> Select[*tuple[Any, ...]]:
    each = (
        select(
            Enrolment.cohort_id,
            Enrolment.authority_id,
            case((_held, 1), else_=0).label("place"),
            case((Enrolment.state == EnrolmentState.WAITING, 1), else_=0).label("waits"),
            case((_held, func.coalesce(_minutes, 0)), else_=0).label("minutes"),
            case((and_(_held, _certified), 1), else_=0).label("certified"),
            case((_held, _pledges), else_=0).label("pledges"),
            case((_held, _grown), else_=0).label("grown"),
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Cohort.authority_id == authority_id,
            Cohort.state.in_((CohortState.OPEN, CohortState.CLOSED)),
            Cohort.id.in_(cohorts),
            Enrolment.state != EnrolmentState.WITHDRAWN,
        )
        .subquery()
    )
    columns = ("place", "waits", "minutes", "certified", "pledges", "grown")
    return (
        select(each.c.cohort_id, Authority.name, *(func.sum(each.c[name]) for name in columns))
        .join(Authority, Authority.id == each.c.authority_id)
        .group_by(each.c.cohort_id, Authority.name)
        .order_by(Authority.name, each.c.cohort_id)
    )


def effect_of_training(*, authority_id: int, now: dt.datetime, today: dt.date) -> Effect:
    """Give take-up in the authority's cohorts of two years, and answers in those of them that are closed.

    In four queries after a change, in one as long as nothing has changed today.
    """
    stamp = stamps_of(authority_id=authority_id, today=today).of(PLACES, LEARNED)
    return kept_while("effect", str(authority_id), stamp, lambda: _effect(authority_id, now, today), most=MOST)


def _effect(authority_id: int, now: dt.datetime, today: dt.date) -> Effect:
    held = _cohorts(authority_id, now, today)
    before = kept("effect by cohort", str(authority_id), dict[int, Summed], most=MOST)
    stands = {key: before[key] for key, each in held.items() if each.stamp and _stands(before.get(key), each)}
    found = stands | _summed({key: each for key, each in held.items() if key not in stands}, authority_id)
    before.clear()
    before.update(found)
    return effect(
        [cell for key in held for cell in found[key].cells],
        [tally for key in held for tally in found[key].checks],
        [tally for key in held for tally in found[key].rated],
    )


def _stands(summed: Summed | None, held: Held) -> bool:
    return summed is not None and summed.mark == held.mark


def _summed(held: Mapping[int, Held], authority_id: int) -> dict[int, Summed]:
    """Add these cohorts up."""
    found = {key: Summed(each.mark) for key, each in held.items()}
    if not found:
        return found
    for cohort, name, places, waits, minutes, certified, pledges, grown in db.session.execute(
        _places(authority_id, held)
    ):
        booked = held[cohort].programme.minutes * int(places)
        sums = (int(minutes), booked, int(certified), int(pledges), int(grown))
        found[cohort].cells.append(Cell(cohort, name, int(places), int(waits), *sums, held[cohort].is_over))
    checks, rated = tallied(
        _replies({key: each.opening for key, each in held.items() if each.is_closed and each.opening})
    )
    for tally in checks:
        found[tally.cohort].checks.append(tally)
    for tally in rated:
        found[tally.cohort].rated.append(tally)
    return found


def _cohorts(authority_id: int, now: dt.datetime, today: dt.date) -> dict[int, Held]:
    rows = db.session.execute(
        select(Cohort.id, TrainingVersion.digest, CohortDay.day, CohortDay.on_date, SumStamp.stamp)
        .join(TrainingVersion, TrainingVersion.id == Cohort.training_version_id)
        .join(CohortDay, CohortDay.cohort_id == Cohort.id)
        .outerjoin(SumStamp, and_(SumStamp.kind == COHORT, SumStamp.subject_id == Cohort.id))
        .where(Cohort.authority_id == authority_id, last_on >= today - SPAN)
        .order_by(Cohort.id, CohortDay.day)
    )
    dates, facts = dict[int, dict[int, dt.date]](), dict[int, tuple[str, str | None]]()
    for cohort, digest, day, on, its_stamp in rows:
        dates.setdefault(cohort, {})[day], facts[cohort] = on, (digest, its_stamp)
    found = dict[int, Held]()
    for cohort, days in dates.items():
        digest, stamp = facts[cohort]
        taught = programme(digest)
        opens = opening(taught, days)
        is_closed = opens is not None and now >= opens.rating_until
        found[cohort] = Held(taught, opens, max(days.values()) < today, is_closed, stamp)
    return found


_ANSWERS = union_all(
    select(
        Enrolment.id.label("enrolment_id"),
        cast(ConfidenceRating.moment, String).label("which"),
        ConfidenceRating.levels.label("levels"),
        cast(null(), Integer).label("correct"),
        cast(null(), Integer).label("out_of"),
        ConfidenceRating.given_at.label("at"),
        literal(0).label("sequence"),
    ).join(ConfidenceRating, ConfidenceRating.enrolment_id == Enrolment.id),
    select(
        Enrolment.id,
        cast(CheckAttempt.kind, String),
        cast(null(), JSON),
        CheckAttempt.correct,
        CheckAttempt.out_of,
        CheckAttempt.submitted_at,
        CheckAttempt.id,
    )
    .join(CheckAttempt, CheckAttempt.enrolment_id == Enrolment.id)
    .where(CheckAttempt.submitted_at.is_not(None)),
).subquery("answers")


def _replies(closed: Mapping[int, Opening]) -> list[Reply]:
    """Give one for each delegate who had a place before `after` began: the same people as on the cohort's own page."""
    if not closed:
        return []
    rows = db.session.execute(
        select(
            Enrolment.id,
            Enrolment.cohort_id,
            Authority.name,
            Enrolment.enrolled_at,
            _ANSWERS.c.which,
            _ANSWERS.c.levels,
            _ANSWERS.c.correct,
            _ANSWERS.c.out_of,
            _ANSWERS.c.at,
        )
        .join(Authority, Authority.id == Enrolment.authority_id)
        .join(_ANSWERS, _ANSWERS.c.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id.in_(closed))
        .order_by(_ANSWERS.c.sequence, Enrolment.id, _ANSWERS.c.which)
    )
    whose, levels, checks = (
        dict[int, tuple[int, str]](),
        dict[int, dict[Moment, Mapping[str, int]]](),
        dict[int, dict[CheckKind, Fraction]](),
    )
    for key, cohort, name, enrolled_at, which, given, correct, out_of, at in rows:
        if enrolled_at is None or enrolled_at >= closed[cohort].after_from:
            continue
        whose[key] = (cohort, name)
        if correct is None:
            levels.setdefault(key, {})[Moment(which)] = given
        elif which == CheckKind.BEFORE or at < closed[cohort].rating_until:
            checks.setdefault(key, {}).setdefault(CheckKind(which), Fraction(correct, out_of))
    return [Reply(*place, _both(checks.get(key, {})), _all(levels.get(key, {}))) for key, place in whose.items()]


def _both(taken: Mapping[CheckKind, Fraction]) -> tuple[Fraction, ...] | None:
    return (taken[CheckKind.BEFORE], taken[CheckKind.AFTER]) if len(taken) == len(CheckKind) else None


def _all(given: Mapping[Moment, Mapping[str, int]]) -> tuple[Fraction, ...] | None:
    if any(not given.get(moment) for moment in MOMENTS):
        return None
    return tuple(Fraction(sum(given[moment].values()), len(given[moment])) for moment in MOMENTS)
