"""Results of a cohort, kept as they were printed: changed by anything they are made of, and by the hour."""

import pytest
from sqlalchemy import update

from app.db import db
from app.learning.models import (
    CheckAttempt,
    Cohort,
    CohortDay,
    ConfidenceRating,
    DayFeedback,
    Enrolment,
)
from tests import learning_factories
from tests.integration.kept_pages import follows, shown
from tests.integration.learning.group import CLOSED, LAST_DAY, add_delegates, check_all, place_of, rate_all
from tests.integration.learning.made import DELEGATES, make_training
from tests.world import build_world

CHANGES = (
    update(ConfidenceRating).where(ConfidenceRating.id == 1).values(levels={"t1": 5}),
    update(CheckAttempt).where(CheckAttempt.id == 1).values(correct=1),
    update(DayFeedback).where(DayFeedback.id == 1).values(helped="Changed"),
    update(DayFeedback).where(DayFeedback.id == 1).values(given_at=CLOSED, day=2),
    update(CohortDay).where(CohortDay.day == 4).values(on_date=LAST_DAY.date().replace(day=27)),
    update(Enrolment).where(Enrolment.id == 1).values(enrolled_at=CLOSED),
    update(Cohort).values(title="Changed"),
    update(Cohort).values(illustrative=True),
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_on_the_page_at_once(app, clock):
    world = build_world(app, participants=1)
    made = make_training(world, seats=40)
    everybody = [*DELEGATES, *add_delegates(world, made, 4)]
    rate_all(world, made, everybody[:6])
    check_all(world, made, everybody)
    with app.app_context():
        for who in everybody[:5]:
            learning_factories.feedback(place_of(made, who), given_at=LAST_DAY)
        db.session.commit()
    client, address = world.client("trainer"), made.url("/results")
    clock.moment = LAST_DAY
    early = shown(client, address)
    clock.moment = CLOSED
    assert early != shown(client, address), "the hour at which sums are shown passes without any change"
    follows(app, client, [(change, address) for change in CHANGES])
