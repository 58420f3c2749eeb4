"""Who scores alone, and what was said: an appraiser's own, found by the person who asks; or all of them, unnamed.

Attacked by tests/integration/appraising/test_privacy.py: nothing else reads `private_answer`.
"""

import datetime as dt
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from app.accounts.models import Person
from app.accounts.queries import people_of_engagement
from app.appraising.answers import Answer
from app.appraising.models import Appraisal, AppraisalState, Appraiser, PrivateAnswer
from app.db import db, one_of
from app.security import Role

AT_LEAST = 2  # fewer would tell who said what
MAY_SCORE = frozenset({Role.LEAD_OFFICER, Role.DIRECTOR, Role.PARTICIPANT, Role.CONSULTANT})
Alone = Mapping[tuple[int, str], tuple[Answer, ...]]  # by subject and criterion


@dataclass(frozen=True, slots=True)
class Seat:
    """An appraiser, and when the person submitted."""

    id: int
    person_id: int
    person_ref: str
    name: str
    submitted_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Possible:
    """Somebody of the engagement who can be asked to score alone."""

    person_id: int
    ref: str
    name: str
    email: str


_said = (PrivateAnswer.value, PrivateAnswer.word, PrivateAnswer.reason)
_OWN: Select[*tuple[Any, ...]] = (
    select(PrivateAnswer.subject_id, PrivateAnswer.criterion_key, *_said)
    .join(Appraiser, Appraiser.id == PrivateAnswer.appraiser_id)
    .where(Appraiser.appraisal_id == bindparam("appraisal_id"), Appraiser.person_id == bindparam("person_id"))
    .order_by(PrivateAnswer.subject_id, PrivateAnswer.criterion_key)
)
_of_others = and_(
    PrivateAnswer.appraiser_id == Appraiser.id,
    Appraiser.submitted_at.is_not(None),
    one_of(Appraisal.state, (AppraisalState.AGREEING, AppraisalState.FINISHED)),
)
_SEATS: Select[*tuple[Any, ...]] = (
    select(
        Appraiser.id,
        Appraiser.person_id,
        Person.ref,
        Person.name,
        Appraiser.submitted_at,
        PrivateAnswer.subject_id,
        PrivateAnswer.criterion_key,
        *_said,
    )
    .select_from(Appraiser)
    .join(Appraisal, Appraisal.id == Appraiser.appraisal_id)
    .join(Person, Person.id == Appraiser.person_id)
    .outerjoin(PrivateAnswer, _of_others)
    .where(Appraiser.appraisal_id == bindparam("appraisal_id"))
    .order_by(Person.name, Appraiser.id, PrivateAnswer.subject_id, PrivateAnswer.criterion_key)
)


def seats_of(*, appraisal_id: int) -> tuple[Seat, ...]:
    """Give the appraisers by name."""
    return seats_and_said(appraisal_id=appraisal_id)[0]


def seats_and_said(*, appraisal_id: int) -> tuple[tuple[Seat, ...], Alone]:
    """Give the appraisers by name; and what those who submitted said, unnamed, once it is being agreed.

    Before that nothing, nor where fewer than two said something; ordered by what is said, which tells nobody's name.
    """
    seats: dict[int, Seat] = {}
    found: dict[tuple[int, str], list[Answer]] = defaultdict(list)
    for row in db.session.connection().execute(_SEATS, {"appraisal_id": appraisal_id}).all():
        seats[row[0]] = Seat(*row[:5])
        if row[5] is not None:
            found[row[5], row[6]].append(Answer(*row[7:]))
    said = {where: tuple(sorted(given, key=_order)) for where, given in found.items() if len(given) >= AT_LEAST}
    return tuple(seats.values()), said


def _order(answer: Answer) -> tuple[int, str, str]:
    return answer.value or 0, answer.word or "", answer.reason


def seat_of(*, appraisal_id: int, person_id: int) -> Appraiser | None:
    """Give the place of the person who asks among the appraisers, if any."""
    return db.session.scalar(select(Appraiser).filter_by(appraisal_id=appraisal_id, person_id=person_id))


def own_answers(*, appraisal_id: int, person_id: int) -> dict[tuple[int, str], Answer]:
    """Give what the person who asks has said alone, by subject and criterion."""
    values = {"appraisal_id": appraisal_id, "person_id": person_id}
    return {(row[0], row[1]): Answer(*row[2:]) for row in db.session.connection().execute(_OWN, values).all()}


def mark_of(seats: Iterable[Seat]) -> int:
    """Give a number that stands for these people, so that a list that a colleague changed meanwhile is noticed."""
    return zlib.crc32(" ".join(sorted(seat.person_ref for seat in seats)).encode()) % 10**9


def possible_appraisers(*, engagement_id: int, seats: Sequence[Seat] = ()) -> tuple[Possible, ...]:
    """Give who of the engagement can be asked, by name, each once; and who has submitted, also after leaving."""
    seated = (each for each in people_of_engagement(engagement_id=engagement_id) if each.role in MAY_SCORE)
    once = {each.person_id: Possible(each.person_id, each.person_ref, each.name, each.email) for each in seated}
    for seat in seats:
        if seat.submitted_at is not None:
            once.setdefault(seat.person_id, Possible(seat.person_id, seat.person_ref, seat.name, ""))
    return tuple(sorted(once.values(), key=lambda each: (each.name, each.ref)))
