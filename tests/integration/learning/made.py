"""A cohort of the small world with delegates of three authorities and one who waits, made directly."""

from dataclasses import dataclass
from typing import Any

from app.accounts.models import Authority, Person
from app.db import db
from app.learning.models import EnrolmentState
from app.security.roles import Role
from tests import factories, learning_factories
from tests.keeping import kept_rows
from tests.world import World

DELEGATES = ("delegate1", "delegate2", "delegate3")
"""Of the partner, of the lead authority, of a third one; `waiting` waits for a place."""


@dataclass(frozen=True)
class Training:
    """References of the cohort, and of each enrolment by the person's key in `world.people`."""

    ref: str
    training_ref: str
    enrolments: dict[str, str]

    def url(self, rest: str = "") -> str:
        """The address of a page of the cohort."""
        return f"/cohorts/{self.ref}{rest}"


@kept_rows
def make_training(world: World, *, waiting: bool = True, **values: Any) -> Training:
    """Make an open cohort of Halton's between its halves: three places taken of as many seats as `seats` says (3)."""
    with world.app.app_context():
        lead, partner = (db.session.get_one(Authority, key) for key in (world.lead_id, world.partner_id))
        third = factories.authority(name="Elsewhere")
        trainer = db.session.get_one(Person, world.people["trainer"])
        seats = {"seats": 3, "taken": 3} | values
        cohort = learning_factories.cohort(lead, trainer, trainers=(trainer,), **seats)
        of = dict(zip(DELEGATES, (partner, lead, third), strict=True)) | ({"waiting": partner} if waiting else {})
        enrolments = {}
        for key, where in of.items():
            state = EnrolmentState.WAITING if key == "waiting" else EnrolmentState.ENROLLED
            who = factories.person(email=f"{key}@{where.code.lower()}.example", name=key.title())
            factories.membership(who, Role.DELEGATE, where)
            world.people[key] = who.id
            enrolments[key] = learning_factories.enrolment(cohort, who, where, state=state).ref
        made = Training(cohort.ref, learning_factories.training_version().ref, enrolments)
        db.session.commit()
        return made
