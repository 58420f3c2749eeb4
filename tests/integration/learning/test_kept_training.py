"""Training of an engagement, kept as it was printed: changed by anything that it is made of."""

import datetime as dt

from sqlalchemy import update

from app.accounts.models import Person
from app.assessments.models import Round, RoundKind
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.learning.models import Cohort, CohortDay, Enrolment, EnrolmentState, Pledge, TrainingVersion
from app.plans.models import PlanState
from app.publishing.models import VersionState
from tests import factories, learning_factories
from tests.integration.kept_pages import follows
from tests.integration.learning.made import make_training
from tests.integration.plans.plans import make_plan


def test_whatever_changes_is_on_the_page_at_once(world):
    training = make_training(world)
    make_plan(world, PlanState.LIVE)
    with world.app.app_context():
        place = db.session.scalars(db.select(Enrolment).filter_by(ref=training.enrolments["delegate1"])).one()
        learning_factories.pledge(place)
        trainer = db.session.get_one(Person, world.people["trainer"])
        ahead = tuple(dt.date(2027, 1, day) for day in (11, 12, 25, 26))
        learning_factories.cohort(db.session.get_one(factories.Authority, world.lead_id), trainer, dates=ahead)
        db.session.commit()
    changes = (
        update(Cohort).values(title="Changed"),
        update(Cohort).values(seats=11, taken=3),
        update(CohortDay).where(CohortDay.day == 1).values(on_date=dt.date(2026, 12, 24)),
        update(Pledge).values(action="Changed"),
        update(Enrolment).values(state=EnrolmentState.ENROLLED, enrolled_at=Enrolment.asked_at),
        update(Person).values(name="Changed"),
        update(Engagement).values(illustrative=True),
        update(Round).values(kind=RoundKind.END_OF_YEAR),
        update(TrainingVersion).values(state=VersionState.DRAFT),
        update(Engagement).values(state=EngagementState.CLOSED),
    )
    follows(world.app, world.client("lead_officer"), [(change, world.url("/training")) for change in changes])
