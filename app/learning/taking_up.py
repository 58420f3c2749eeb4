"""How many places of one authority's delegates there are in each cohort: for whoever sees no names. Pure.

Take-up is shown for every number; who was there, and for how long, is for the person and the trainers.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from app.learning.models import EnrolmentState
from app.learning.queries.thread import Place


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Places held and waited for in one cohort."""

    title: str
    first_on: dt.date
    last_on: dt.date
    places: int
    waiting: int


def take_up(places: Iterable[Place]) -> tuple[TakeUp, ...]:
    """Count the places by cohort, in their order."""
    found = list[TakeUp]()
    for _, group in groupby(places, key=lambda each: each.cohort_ref):
        of = tuple(group)
        waiting = sum(each.state is EnrolmentState.WAITING for each in of)
        found.append(TakeUp(of[0].cohort_title, of[0].first_on, of[0].last_on, len(of) - waiting, waiting))
    return tuple(found)
