"""The three-month follow-up: asking delegates and their managers once, for the worker; keeping what they answer."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.accounts.queries import Recipient
from app.audit.services import record
from app.db import db, new_token, token_digest
from app.db.clock import LONDON
from app.engagements.telling import tell
from app.learning.errors import WrongStateError
from app.learning.models import Cohort, CohortDay, CohortState, Enrolment, EnrolmentState, FollowUp, Witness
from app.learning.opening import ANSWER_DAYS, FOLLOW_UP_DAYS, LINK_DAYS
from app.learning.queries.following import follow_ups_of
from app.web.filters import day

GIVEN_UP = 60  # days after which a cohort that was never asked is let be
ANSWERED = "These answers were sent already. Nothing was changed."
OVER = "The time to answer is over. Thank you for wanting to."
NOT_ASKED = "The follow-up opens three months after the last day. We email you then."


@dataclass(frozen=True, slots=True)
class Due:
    """A delegate to be asked about, and the names that the messages need."""

    place: Enrolment
    name: str
    email: str
    cohort_ref: str
    cohort_title: str


def follow_up_due(*, now: dt.datetime) -> int:
    """Ask the delegates of every cohort whose last day is three months ago, and their managers; give how many.

    Whoever has left is asked nothing, and nobody is asked about them.
    """
    asked = 0
    for due, witness in _due(now):
        token = new_token() if witness is Witness.MANAGER else ""
        try:
            with db.session.begin_nested():
                db.session.add(
                    FollowUp(
                        enrolment_id=due.place.id,
                        witness=witness,
                        token_digest=token_digest(token) if token else None,
                        sent_at=now,
                        expires_at=now + dt.timedelta(days=LINK_DAYS),
                    )
                )
        except IntegrityError:  # another worker was faster
            continue
        _tell(due, token, now=now)
        became = {"enrolment": due.place.ref, "witness": witness.value}
        record("follow-up sent", f"cohort {due.cohort_ref}", actor_id=None, now=now, became=became)
        asked += 1
    return asked


def _due(now: dt.datetime) -> Iterator[tuple[Due, Witness]]:
    latest = now.astimezone(LONDON).date() - dt.timedelta(days=FOLLOW_UP_DAYS)
    last_day = func.max(CohortDay.on_date)
    over = (
        select(CohortDay.cohort_id)
        .group_by(CohortDay.cohort_id)
        .having(last_day <= latest, last_day > latest - dt.timedelta(days=GIVEN_UP))
    )
    rows = db.session.execute(
        select(Enrolment, Person.name, Person.email, Cohort.ref, Cohort.title)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Cohort.id.in_(over),
            Cohort.state.in_((CohortState.OPEN, CohortState.CLOSED)),
            Enrolment.state == EnrolmentState.ENROLLED,
            Person.ended_at.is_(None),
        )
        .order_by(Enrolment.id)
    ).all()
    cohorts = {row[0].cohort_id for row in rows}
    sent = select(Enrolment.cohort_id).join(FollowUp, FollowUp.enrolment_id == Enrolment.id)
    asked = set(db.session.scalars(sent.where(Enrolment.cohort_id.in_(cohorts)).distinct()))
    for row in rows:
        due = Due(*row)
        if due.place.cohort_id in asked:
            continue  # once for all: who came back since would stand out from the sums that are shown
        for witness in Witness if due.place.line_manager_email else (Witness.DELEGATE,):
            yield due, witness


def _tell(due: Due, token: str, *, now: dt.datetime) -> None:
    by = day((now + dt.timedelta(days=ANSWER_DAYS)).astimezone(LONDON).date())
    if token:
        _tell_manager(due, by, _address("learning.follow_up_manager", token=token), now=now)
    else:
        _tell_delegate(due, by, _address("learning.follow_up", cohort_ref=due.cohort_ref), now=now)


def _tell_manager(due: Due, by: str, link: str, *, now: dt.datetime) -> None:
    tell(
        [Recipient(due.place.line_manager, due.place.line_manager_email, 0)],
        kind="follow-up",
        subject=f"Five minutes about {due.name}’s training",
        lines=(
            f"{due.name} took part in “{due.cohort_title}” three months ago and named you as manager.",
            f"Please say what you see at work, by {by}. It takes about five minutes, and you need no account.",
            "The link is for you alone. This is not an appraisal.",
        ),
        link=link,
        now=now,
    )


def _tell_delegate(due: Due, by: str, link: str, *, now: dt.datetime) -> None:
    manager = ("Your manager is asked separately.",) if due.place.line_manager_email else ()
    tell(
        [Recipient(due.name, due.email, due.place.person_id)],
        kind="follow-up",
        subject=f"Three months after “{due.cohort_title}”",
        lines=(
            "Three months ago you finished the training and pledged what you would do.",
            f"Please say what you do differently now, by {by}. It takes about ten minutes. This is not an appraisal.",
            *manager,
        ),
        link=link,
        now=now,
    )


def _address(endpoint: str, **values: object) -> str:
    """Give a page's full address outside of any request."""
    base: str = current_app.config["BASE_URL"]
    return base + current_app.url_map.bind("localhost").build(endpoint, values)


def why_not(asked: FollowUp | None, now: dt.datetime) -> str:
    """Say why this cannot be answered now; empty if it can."""
    if asked is None:
        return NOT_ASKED
    if asked.answered_at is not None:
        return ANSWERED
    return OVER if now >= asked.expires_at else ""


def answer(
    answers: Mapping[str, Any],
    witness: Witness,
    *,
    enrolment_id: int,
    cohort_ref: str,
    actor_id: int | None,
    now: dt.datetime,
) -> None:
    """Keep the answers for good. `actor_id` None: a manager, who has no account. Raises WrongStateError."""
    asked = follow_ups_of(enrolment_id=enrolment_id, lock=True).get(witness)
    reason = why_not(asked, now)
    if asked is None or reason:
        raise WrongStateError(reason)
    asked.answers, asked.answered_at = dict(answers), now
    db.session.flush()
    record("follow-up answered", f"cohort {cohort_ref}", actor_id=actor_id, now=now, became={"witness": witness.value})
