"""Training for whoever is signed in: own places, cohorts to join, cohorts run or overseen. One of them: cohorts.py."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.db.clock import today
from app.learning.queries.listings import own_places, run_cohorts, to_join
from app.learning.room import TRAINING, room
from app.security import Permission, Role, require_identity
from app.web.links import page_number


@room.get(TRAINING, permission=Permission.SIGNED_IN)
def training() -> ResponseReturnValue:
    """List own places, cohorts to join, cohorts that one runs or oversees."""
    me, on = require_identity(), today()
    authorities = {*me.authorities_as(Role.TRAINER), *me.authorities_as(Role.MANAGER)}
    return render_template(
        "learning/training.html",
        places=own_places(person_id=me.person_id),
        open_cohorts=to_join(me, today=on),
        found=run_cohorts(authority_ids=authorities, page=page_number()) if authorities else None,
        runs=me.may(Permission.TRAINING_RUN),
        oversees=me.may(Permission.TRAINING_OVERSEE),
        today=on,
    )
