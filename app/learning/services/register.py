"""Taking the register of a half-day. How its minutes count: app/learning/attendance.py."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.audit.services import record
from app.db import db
from app.learning.access import CohortScope
from app.learning.content import HalfDay
from app.learning.errors import ConflictError, WrongStateError
from app.learning.models import Attendance, Cohort, CohortState, Enrolment, EnrolmentState, Mark
from app.learning.queries.cohorts import dates_of
from app.security import Identity
from app.web.filters import LONDON
from app.web.filters import day as day_in_words

RUNNING = frozenset({CohortState.OPEN, CohortState.CLOSED})


@dataclass(frozen=True, slots=True)
class Said:
    """A mark with the minutes that count; whole minutes, 0 only for absent, all of the half-day only for present."""

    mark: Mark
    minutes: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What was sent of one delegate: what the page had shown, and what is wanted. None: nothing."""

    ref: str  # of the enrolment
    seen: Said | None
    wanted: Said | None

    @property
    def touched(self) -> bool:
        """Say whether the sender chose something else than what the page had shown."""
        return self.wanted is not None and self.wanted != self.seen


def demand_open(half: HalfDay, on: dt.date | None, state: CohortState, *, today: dt.date) -> None:
    """Raise WrongStateError unless the register of this half-day can be taken: from its date on, in London."""
    if state not in RUNNING:
        raise WrongStateError("The cohort has not been opened, or was cancelled, so there is nothing to register.")
    if on is None or on > today:
        when = f" You can take it from {day_in_words(on)}." if on else ""
        raise WrongStateError(f"Day {half.day} has not begun.{when}")


def take(
    scope: CohortScope,
    half: HalfDay,
    entries: Sequence[Entry],
    *,
    others_present: bool,
    actor: Identity,
    now: dt.datetime,
) -> int:
    """Keep what was changed; with `others_present` whoever has no mark yet is present. Gives how many were changed.

    Raises ConflictError, and keeps nothing, if somebody else changed one of the same marks since the page was shown;
    WrongStateError before the day.
    """
    state = db.session.scalar(select(Cohort.state).where(Cohort.id == scope.id).with_for_update())
    on = dates_of(cohort_id=scope.id).get(half.day)
    demand_open(half, on, state or scope.state, today=now.astimezone(LONDON).date())
    enrolled, kept = _kept(half, scope)
    wanted = {}
    for entry in entries:
        stored = kept.get(entry.ref)
        standing = Said(stored.mark, stored.minutes) if stored else None
        if not entry.touched or entry.wanted == standing or entry.ref not in enrolled:
            continue
        if standing != entry.seen:
            raise ConflictError("A colleague changed the register since you opened it. Nothing was saved yet.")
        wanted[entry.ref] = entry.wanted
    if others_present:
        unmarked = [ref for ref in enrolled if ref not in kept and ref not in wanted]
        wanted |= dict.fromkeys(unmarked, Said(Mark.PRESENT, half.minutes))
    return _keep({ref: said for ref, said in wanted.items() if said}, half, scope, enrolled, kept, actor, now)


def _kept(half: HalfDay, scope: CohortScope) -> tuple[dict[str, int], dict[str, Attendance]]:
    """Give the keys of those who have a place, and what is registered of them, both by reference."""
    enrolled = select(Enrolment.ref, Enrolment.id).where(
        Enrolment.cohort_id == scope.id, Enrolment.state == EnrolmentState.ENROLLED
    )
    refs = {row.ref: row.id for row in db.session.execute(enrolled.order_by(Enrolment.id))}
    by_key = {key: ref for ref, key in refs.items()}
    found = db.session.scalars(
        select(Attendance)
        .where(Attendance.enrolment_id.in_(by_key), Attendance.day == half.day, Attendance.half == half.half)
        .order_by(Attendance.id)
    )
    return refs, {by_key[each.enrolment_id]: each for each in found}


def _keep(  # what a change needs
    wanted: Mapping[str, Said],
    half: HalfDay,
    scope: CohortScope,
    enrolled: Mapping[str, int],
    kept: Mapping[str, Attendance],
    actor: Identity,
    now: dt.datetime,
) -> int:
    was = {ref: f"{kept[ref].mark.value} {kept[ref].minutes}" for ref in wanted if ref in kept}
    for ref, said in wanted.items():
        found = kept.get(ref)
        if found is None:
            found = Attendance(enrolment_id=enrolled[ref], day=half.day, half=half.half)
            db.session.add(found)
        found.mark, found.minutes = said.mark, said.minutes
        found.marked_by_id, found.marked_at = actor.person_id, now
    if wanted:
        db.session.flush()
        record(
            "register taken",
            f"cohort {scope.ref}, day {half.day}, {half.half}",
            actor_id=actor.person_id,
            now=now,
            was=was,
            became={ref: f"{said.mark.value} {said.minutes}" for ref, said in wanted.items()},
        )
    return len(wanted)
