"""Delegates whom somebody else enrols, by name and e-mail; who has no account is invited. Places: enrolling.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts.services import Grant, Invitee, ensure_person, invite
from app.engagements.telling import day_in_words
from app.learning.models import EnrolmentState
from app.learning.services.enrolling import Asking, Locked, enrol_for, lock
from app.security import Identity, Role


@dataclass(frozen=True, slots=True)
class Added:
    """What became of those who were named; who was in the cohort already counts nowhere."""

    enrolled: int
    waiting: int
    known: int  # of those named, who had a place or waited already

    @property
    def words(self) -> str:
        """Say it to whoever named them."""
        said = [
            f"{count} {words}"
            for count, words in (
                (self.enrolled, "given a place"),
                (self.waiting, "put on the waiting list"),
                (self.known, "in this cohort already"),
            )
            if count
        ]
        return ", ".join(said) + ". Each new delegate gets an email."


def add(cohort_id: int, people: Sequence[Invitee], *, authority_id: int, actor: Identity, now: dt.datetime) -> Added:
    """Give each a place, or one on the waiting list when all are taken. Raises WrongStateError."""
    locked = lock(cohort_id)
    counts = dict.fromkeys((EnrolmentState.ENROLLED, EnrolmentState.WAITING), 0)
    known = 0
    for invitee in people:
        state = _add(locked, invitee, authority_id, actor=actor, now=now)
        if state is None:
            known += 1
        else:
            counts[state] += 1
    return Added(counts[EnrolmentState.ENROLLED], counts[EnrolmentState.WAITING], known)


def _add(
    locked: Locked, invitee: Invitee, authority_id: int, *, actor: Identity, now: dt.datetime
) -> EnrolmentState | None:
    """Enrol one person, and invite who has no account; None for who is in it already."""
    cohort = locked.cohort
    person = ensure_person(invitee, now=now, actor_id=actor.person_id)
    enrolment = enrol_for(locked, Asking(person.id, authority_id), actor=actor, now=now)
    if enrolment is None:
        return None
    if person.password_hash is None or person.ended_at is not None:
        first = locked.dates[min(locked.dates)]
        reason = f"to take part in the training “{cohort.title}”, which begins on {day_in_words(first)}"
        invite(
            person,
            Grant(Role.DELEGATE, authority_id, None),
            inviter_id=actor.person_id,
            inviter_name=actor.name,
            reason=reason,
            now=now,
        )
    return enrolment.state
