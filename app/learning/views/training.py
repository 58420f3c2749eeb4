"""Training for whoever is signed in: own places, cohorts to join, cohorts run or overseen. One of them: cohorts.py."""

import datetime as dt
from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.learning.markup import linked
from app.learning.queries.listings import CohortRow, RunCohort, own_places, run_cohorts, to_join
from app.learning.room import TRAINING, room
from app.security import Permission, Role, require_identity
from app.web.filters import day
from app.web.links import address_of, page_number


@room.get(TRAINING, permission=Permission.SIGNED_IN)
def training() -> ResponseReturnValue:
    """List own places, cohorts to join, cohorts that one runs or oversees."""
    me, on = require_identity(), today()
    authorities = {*me.authorities_as(Role.TRAINER), *me.authorities_as(Role.MANAGER)}
    found = run_cohorts(authority_ids=authorities, page=page_number()) if authorities else None
    return render_template(
        "learning/training.html",
        places=own_places(person_id=me.person_id),
        open_cohorts=to_join(me, today=on),
        found=found,
        run_rows=_rows(found.rows, on) if found else (),
        runs=me.may(Permission.TRAINING_RUN),
        oversees=me.may(Permission.TRAINING_OVERSEE),
        today=on,
    )


def _rows(cohorts: Sequence[RunCohort], on: dt.date) -> list[tuple[object, ...]]:
    """Give the lines of the cohorts that are run or overseen, up to fifty."""
    address = address_of("learning.cohort", "cohort_ref")
    return [
        (
            linked(one.title, address(one.ref), one.programme),
            _between(one),
            one.phase(on),
            f"{one.taken} of {one.seats}",
            each.waiting,
        )
        for each in cohorts
        for one in (each.cohort,)
    ]


def _between(cohort: CohortRow) -> str:
    first, last = cohort.first_on, cohort.last_on
    return day(first) if first == last else f"{day(first)} to {day(last)}"
