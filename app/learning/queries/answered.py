"""What a cohort's delegates rated, showed and said, to be summed; in one query with its dates. Held back: pages.

As rows that can be compared with those a page was printed from: ratings stand as the database wrote them.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    String,
    Text,
    bindparam,
    case,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from app.db import UtcDateTime, db
from app.learning.confidence import Ratings
from app.learning.models import (
    CheckAttempt,
    CheckKind,
    CohortDay,
    ConfidenceRating,
    DayFeedback,
    Enrolment,
    EnrolmentState,
    Moment,
)
from app.learning.opening import Opening
from app.learning.queries.learned import Taken


@dataclass
class Replies:
    """All that a cohort's delegates rated and showed, by enrolment; never shown as it is."""

    places: set[int] = field(default_factory=set)
    ratings: dict[int, dict[Moment, Mapping[str, int]]] = field(default_factory=dict)
    checks: dict[int, dict[CheckKind, Taken]] = field(default_factory=dict)

    def are_fixed(self, opening: Opening, now: dt.datetime) -> bool:
        """Say whether no rating can come or change any more, so that sums may be shown: closed, or all have given all.

        A reply of somebody who gave up the place since stays counted: to take it away would show it.
        """
        if now >= opening.rating_until:
            return True
        return bool(self.places) and all(self._has_given_all(place) for place in self.places)

    def _has_given_all(self, place: int) -> bool:
        given = self.ratings.get(place, {})
        checked = CheckKind.AFTER in self.checks.get(place, {})
        return checked and {Moment.AFTER, Moment.LOOKING_BACK} <= given.keys()

    def compared(self) -> list[Ratings]:
        """Give the ratings of each delegate."""
        return list(self.ratings.values())

    def checked_twice(self, opening: Opening) -> list[tuple[Taken, Taken]]:
        """Give the first check before and the first after of each delegate who handed in both in time."""
        return [
            (taken[CheckKind.BEFORE], taken[CheckKind.AFTER])
            for taken in self.checks.values()
            if len(taken) == len(CheckKind) and taken[CheckKind.AFTER].at < opening.rating_until
        ]


_DAY, _PLACE, _CHECK, _SAID = range(4)  # parts of what is read
_cohort_id = bindparam("cohort_id", type_=Integer)


def _part(part: int, **given: Any) -> Any:
    """Select one part; what it has nothing of is empty."""
    kinds = {
        "key": Integer, "which": String, "at": UtcDateTime, "on": Date, "number": Integer, "of": Integer,
        "text": Text, "helped": Text, "change": Text, "position": Integer,
    }  # fmt: skip
    columns = {name: given.get(name, cast(null(), kind)) for name, kind in kinds.items()}
    columns["at"] = type_coerce(columns["at"], String)  # as the database gives it: read where a page is made anew
    return select(literal(part).label("part"), *(column.label(name) for name, column in columns.items()))


_ANSWERS: CompoundSelect[*tuple[Any, ...]] = union_all(
    _part(_DAY, key=CohortDay.day, on=CohortDay.on_date).where(CohortDay.cohort_id == _cohort_id),
    _part(
        _PLACE,
        key=Enrolment.id,
        which=type_coerce(ConfidenceRating.moment, String),
        at=Enrolment.enrolled_at,
        number=case((Enrolment.state == EnrolmentState.ENROLLED, 1), else_=0),
        text=cast(ConfidenceRating.levels, Text),
    )
    .outerjoin(ConfidenceRating, ConfidenceRating.enrolment_id == Enrolment.id)
    .where(Enrolment.cohort_id == _cohort_id),
    _part(
        _CHECK,
        key=Enrolment.id,
        which=type_coerce(CheckAttempt.kind, String),
        at=CheckAttempt.submitted_at,
        number=CheckAttempt.correct,
        of=CheckAttempt.out_of,
        position=CheckAttempt.id,
    )
    .join(CheckAttempt, CheckAttempt.enrolment_id == Enrolment.id)
    .where(Enrolment.cohort_id == _cohort_id, CheckAttempt.submitted_at.is_not(None)),
    _part(
        _SAID,
        key=DayFeedback.day,
        at=DayFeedback.given_at,
        text=cast(DayFeedback.ratings, Text),
        helped=DayFeedback.helped,
        change=DayFeedback.change,
        position=DayFeedback.id,
    )
    .join(Enrolment, Enrolment.id == DayFeedback.enrolment_id)
    .where(Enrolment.cohort_id == _cohort_id),
).order_by("part", "at", "position", "key", "which")
"""The days; every place of the cohort with its ratings, one row at least for each; checks handed in; feedback."""
_MOMENT = UtcDateTime()
_MOMENTS, _KINDS = {each.value: each for each in Moment}, {each.value: each for each in CheckKind}


class Answered(NamedTuple):
    """The rows of one cohort: equal rows make an equal page."""

    rows: tuple[tuple[Any, ...], ...]

    @property
    def dates(self) -> dict[int, dt.date]:
        """The date of each day."""
        return {key: on for part, key, _, _, on, *_ in self.rows if part == _DAY}

    def replies(self, opening: Opening) -> Replies:
        """Give the ratings and checks of all who had a place before the time of `after` began.

        Who is moved up later may answer for the own progress, and is in no sum: the set of those who count cannot grow.
        """
        replies, counted = Replies(), set[int]()
        dialect = db.engine.dialect
        read: Any = _MOMENT.dialect_impl(dialect).result_processor(dialect, None)
        in_turn = sorted(self.rows, key=lambda row: (row[0], row[-1] or 0))  # checks as they were begun
        for part, key, which, moment, _, number, out_of, levels, *_ in in_turn:
            at = read(moment)
            if part == _PLACE and at is not None and at < opening.after_from:
                counted.add(key)
                if number:
                    replies.places.add(key)
                if which is not None:
                    replies.ratings.setdefault(key, {})[_MOMENTS[which]] = json.loads(levels)
            elif part == _CHECK and key in counted:
                replies.checks.setdefault(key, {}).setdefault(_KINDS[which], Taken(number, out_of, at))
        return replies

    def said(self) -> dict[int, list[tuple[Mapping[str, int], str, str]]]:
        """Give what is said of each day in the order of arrival: ratings, what helped, what to change; not by whom."""
        found: dict[int, list[tuple[Mapping[str, int], str, str]]] = {}
        for part, day, *_, ratings, helped, change, _ in self.rows:
            if part == _SAID:
                found.setdefault(day, []).append((json.loads(ratings), helped, change))
        return found


def answers_of(*, cohort_id: int) -> Answered:
    """Give the dates of a cohort, and all that its delegates rated, showed and said."""
    return Answered(tuple(map(tuple, db.session.connection().execute(_ANSWERS, {"cohort_id": cohort_id}).all())))
