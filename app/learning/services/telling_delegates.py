"""E-mails to the delegates of a cohort: a place, moving up, what changed, that it is cancelled. Places: enrolling.py.

Changes of the joining facts are told once, when half an hour has passed without another one: see `tell_due`.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.queries import Recipient
from app.audit.services import record
from app.db import db
from app.engagements.telling import day_in_words, tell
from app.learning.content import Programme
from app.learning.dates import Dates, clock_times, ends
from app.learning.models import Cohort, CohortState, Enrolment, EnrolmentState, TrainingVersion
from app.learning.queries.cohorts import dates_of
from app.learning.queries.programmes import programme
from app.security import Identity

QUIET = dt.timedelta(minutes=30)
KIND = "training"
CALENDAR_HINT = "The dates as a calendar file, what to read beforehand and everything else about it:"
_CALLED = {"venue": "Venue", "link": "Link to join online", "joining": "What to know"}


def facts_of(cohort: Cohort, dates: Dates) -> dict[str, Any]:
    """Give what delegates must know to come; equal facts are equal values, as `Cohort.told` keeps them."""
    days = {str(day): on.isoformat() for day, on in sorted(dates.items())}
    return {"dates": days, "venue": cohort.venue, "link": cohort.link, "joining": cohort.joining}


def differences(was: dict[str, Any], now_is: dict[str, Any], programme: Programme) -> list[str]:
    """Say each fact that differs: what it was and what it is."""
    lines = []
    for day, on in now_is["dates"].items():
        before = was.get("dates", {}).get(day)
        if before != on:
            times = clock_times(programme, int(day))
            lines.append(f"Day {day} is now on {_date(on)}, {times}." + (f" It was {_date(before)}." if before else ""))
    for name, called in _CALLED.items():
        before, after = was.get(name, ""), now_is[name]
        if before != after:
            lines.append(f"{called} is now: {after or 'none'}\nIt was: {before or 'none'}")
    return lines


def joining_lines(cohort: Cohort, dates: Dates, programme: Programme) -> tuple[str, ...]:
    """Write dates, venue, link and joining instructions."""
    days = "\n".join(f"Day {day}: {_date(on)}, {clock_times(programme, day)}" for day, on in sorted(dates.items()))
    named = [f"{called}: {value}" for name, called in _CALLED.items() if (value := getattr(cohort, name))]
    return (days, *named)


def tell_place(
    cohort: Cohort, dates: Dates, programme: Programme, people: Collection[int], *, now: dt.datetime
) -> None:
    """Tell people that they have a place."""
    lines = (f"You have a place in “{cohort.title}”: {programme.title}.", *joining_lines(cohort, dates, programme))
    _tell(cohort, people, f"You have a place: {cohort.title}", (*lines, CALENDAR_HINT), now=now)


def tell_moved_up(
    cohort: Cohort, dates: Dates, programme: Programme, people: Collection[int], *, now: dt.datetime
) -> None:
    """Tell people that they have moved up from the waiting list."""
    opening = f"A place in “{cohort.title}” has come free, and it is yours. If you cannot come, please give it up."
    lines = (opening, *joining_lines(cohort, dates, programme), CALENDAR_HINT)
    _tell(cohort, people, f"You now have a place: {cohort.title}", lines, now=now)


def tell_waiting(cohort: Cohort, people: Collection[int], *, now: dt.datetime) -> None:
    """Tell people that they are on the waiting list."""
    lines = (
        f"All places in “{cohort.title}” are taken, so you are on the waiting list.",
        "If a place comes free before the first day, it goes to whoever has waited longest. You then get an email.",
        "You can see where you stand, or leave the waiting list:",
    )
    _tell(cohort, people, f"You are on the waiting list: {cohort.title}", lines, now=now)


def tell_removed(cohort: Cohort, person_id: int, reason: str, *, now: dt.datetime) -> None:
    """Tell somebody whom a trainer took out, and why."""
    lines = (f"A trainer has taken you out of “{cohort.title}”, for this reason:", reason)
    _tell(cohort, (person_id,), f"You are no longer in {cohort.title}", lines, now=now)


def tell_cancelled(cohort: Cohort, reason: str, *, now: dt.datetime) -> None:
    """Tell whoever has a place or waits that the cohort does not take place, and why."""
    lines = (f"“{cohort.title}” is cancelled and will not take place. The reason:", reason)
    people = _with_a_place(cohort.id, EnrolmentState.ENROLLED, EnrolmentState.WAITING)
    _tell(cohort, people, f"Cancelled: {cohort.title}", lines, now=now)


def tell_changes(cohort: Cohort, *, actor: Identity | None, now: dt.datetime) -> int:
    """Tell delegates with a place what differs from what they were told last; give how many were told.

    The cohort's row must be locked. Where nothing differs any more, or the cohort is over, nobody is written to.
    """
    cohort.changed_at = None
    if cohort.state not in {CohortState.OPEN, CohortState.CLOSED}:
        return 0
    dates, held = dates_of(cohort_id=cohort.id), _programme(cohort)
    was, now_is = cohort.told, facts_of(cohort, dates)
    lines, people = differences(was, now_is, held), _with_a_place(cohort.id, EnrolmentState.ENROLLED)
    if not lines or now >= ends(held, dates):
        return 0
    cohort.told = now_is
    opening = f"Something has changed about “{cohort.title}”:"
    _tell(cohort, people, f"Changed: {cohort.title}", (opening, *lines, CALENDAR_HINT), now=now)
    actor_id = actor.person_id if actor else None
    became = {"told": len(people)}
    record("delegates told of changes", f"cohort {cohort.ref}", actor_id=actor_id, now=now, became=became)
    return len(people)


def tell_due(*, now: dt.datetime) -> int:
    """Tell delegates of every change that has been quiet for half an hour; give how many cohorts. For the worker."""
    due = select(Cohort).where(Cohort.changed_at <= now - QUIET).order_by(Cohort.id)
    cohorts = db.session.scalars(due.with_for_update(skip_locked=True).execution_options(populate_existing=True)).all()
    for cohort in cohorts:
        tell_changes(cohort, actor=None, now=now)
    return len(cohorts)


def _programme(cohort: Cohort) -> Programme:
    digest = db.session.scalars(select(TrainingVersion.digest).where(TrainingVersion.id == cohort.training_version_id))
    return programme(digest.one())


def _with_a_place(cohort_id: int, *states: EnrolmentState) -> list[int]:
    wanted = select(Enrolment.person_id).where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(states))
    return list(db.session.scalars(wanted.order_by(Enrolment.id)))


def _tell(cohort: Cohort, people: Collection[int], subject: str, lines: tuple[str, ...], *, now: dt.datetime) -> None:
    found = db.session.execute(
        select(Person.name, Person.email, Person.id)
        .where(Person.id.in_(people), Person.ended_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    link: str = f"{current_app.config['BASE_URL']}/cohorts/{cohort.ref}"  # the worker has no request to build it from
    tell([Recipient(*row) for row in found], kind=KIND, subject=subject, lines=lines, link=link, now=now)


def _date(text: str | dt.date) -> str:
    day = dt.date.fromisoformat(text) if isinstance(text, str) else text
    return f"{day:%A} {day_in_words(day)}"
