"""Scenes of training, and the references that fill their addresses."""

import datetime as dt
from decimal import Decimal
from typing import Any

from app.accounts.models import Authority, Person
from app.db import db, token_digest
from app.db.clock import now
from app.learning.certificate import CertificateContent, certificate_content
from app.learning.models import (
    Certificate,
    CheckAttempt,
    CheckKind,
    Cohort,
    CohortState,
    Enrolment,
    Mark,
    Moment,
    Pledge,
    TrainingVersion,
    VersionState,
    Witness,
)
from app.plans.models import PlanState
from app.security.roles import Role
from tests import factories, learning_factories
from tests.integration.learning.made import DELEGATES, Training, make_training
from tests.integration.plans.plans import make_plan
from tests.world import World

CODES = ("2345-6789-abcd-2345", "2345-6789-abcd-2346", "2345-6789-abcd-2347")
MANAGERS_LINK = "a-managers-follow-up"
PARTS: dict[str, Any] = {
    "cohort_ref": Cohort,
    "training_ref": TrainingVersion,
    "enrolment_ref": Enrolment,
    "attempt_ref": CheckAttempt,
    "pledge_ref": Pledge,
}
DONE = tuple(dt.date(2026, month, day) for month, day in ((10, 6), (10, 7), (10, 27), (10, 28)))
AHEAD = tuple(dt.date(2027, month, day) for month, day in ((1, 12), (1, 13), (2, 2), (2, 3)))


def learning_values() -> dict[str, tuple[str, ...]]:
    """The cohort of the scene with two of its delegates, and what stands in every scene."""
    found = {
        part: tuple(db.session.scalars(db.select(model.ref).order_by(model.id)))[:2] for part, model in PARTS.items()
    }
    codes = tuple(db.session.scalars(db.select(Certificate.code).order_by(Certificate.id)))
    fixed = {"session_key": ("2.1",), "case_key": ("data-pack",), "day": ("1",), "half": ("morning",)}
    moments = ("before", "after", "looking-back")
    return found | fixed | {"moment": moments, "code": (*codes, "2345-6789-abcd-nono")}


def _to_come(world: World) -> None:
    """Open, all places taken, one waits; a second cohort is still a draft."""
    make_training(world, dates=AHEAD)
    with world.app.app_context():
        lead, trainer = (
            db.session.get_one(Authority, world.lead_id),
            db.session.get_one(Person, world.people["trainer"]),
        )
        learning_factories.cohort(lead, trainer, dates=AHEAD, state=CohortState.DRAFT, title="Spring 2027")
        files = learning_factories.files()
        changed = files | {"programme.md": files["programme.md"].replace('version: "2026-11"', 'version: "2027-01"')}
        draft = {"files": changed, "label": "2027-01", "state": VersionState.DRAFT, "published_at": None}
        learning_factories.training_version(**draft)
        db.session.commit()


def _between(world: World) -> None:
    """The first half is over: one was late, one absent in the morning, nobody registered on the second day."""
    made = make_training(
        world, link="https://calls.example/room", joining="Bring your contract rules.\nLunch is there."
    )
    with world.app.app_context():
        trainer = db.session.get_one(Person, world.people["trainer"])
        marks = ((Mark.PRESENT, 180), (Mark.LATE, 160), (Mark.ABSENT, 0))
        for (mark, minutes), enrolment in zip(marks, _delegates(made), strict=True):
            learning_factories.attendance(enrolment, trainer, mark=mark, minutes=minutes)
            learning_factories.rating(enrolment)
            learning_factories.attempt(enrolment, CheckKind.BEFORE, 3)
            learning_factories.feedback(enrolment)
            learning_factories.session_note(enrolment, "2.1", prepared=True)
        db.session.commit()


def _over(world: World) -> None:
    """Everything is given by six delegates: certificates issued, replaced and withdrawn; follow-ups asked."""
    make_plan(world, PlanState.DRAFT)
    made = make_training(world, dates=DONE, state=CohortState.CLOSED, seats=6, taken=6, waiting=False)
    with world.app.app_context():
        trainer = db.session.get_one(Person, world.people["trainer"])
        cohort = db.session.scalars(db.select(Cohort)).one()
        partner = db.session.get_one(Authority, world.partner_id)
        more = []
        for place in range(3):
            who = factories.person(name=f"Delegate of the partner {place}")
            factories.membership(who, Role.DELEGATE, partner)
            more.append(learning_factories.enrolment(cohort, who, partner))
        for place, enrolment in enumerate([*_delegates(made), *more]):
            _has_given_all(enrolment, trainer, place)
        first, second, *_ = [*_delegates(made), *more]
        given = learning_factories.certificate(first, trainer, _certified("Delegate1"), code=CODES[0])
        learning_factories.certificate(
            first, trainer, _certified("Dana New"), code=CODES[1], number=2, replaces_id=given.id
        )
        learning_factories.certificate(
            second, trainer, _certified("Delegate2"), code=CODES[2], withdrawn_at=now(), withdrawn_reason="Mistaken."
        )
        db.session.commit()


def _certified(name: str) -> dict[str, Any]:
    """What a certificate of the whole programme says."""
    programme = learning_factories.four_days()
    return certificate_content(
        CertificateContent(
            name=name,
            authority="Cheshire West and Chester",
            issuer="Halton Borough Council",
            title=programme.title,
            version=programme.label,
            dates=DONE,
            minutes=1320,
            booked=1320,
            hours=Decimal(22),
            topics=tuple(each.title for each in programme.topics),
            attributes=tuple(each.title for each in programme.attributes),
            correct=7,
            out_of=8,
            attendance_limit=80,
            check_limit=75,
            wording=programme.certificate_wording,
            issued_on=DONE[-1],
            illustrative=False,
        )
    )


def _has_given_all(enrolment: Enrolment, trainer: Person, place: int) -> None:
    """Let a delegate be there on all days, rate, take the checks, pledge and be asked three months on."""
    learning_factories.all_present(enrolment, trainer)
    for moment, level in ((Moment.BEFORE, 3), (Moment.AFTER, 4), (Moment.LOOKING_BACK, 2)):
        learning_factories.rating(enrolment, moment, level)
    learning_factories.attempt(enrolment, CheckKind.BEFORE, 3)
    learning_factories.attempt(enrolment, CheckKind.AFTER, 5 if place == 2 else 7)
    for day in range(1, 5):
        learning_factories.feedback(enrolment, day)
    learning_factories.pledge(enrolment)
    learning_factories.pledge(enrolment, 2, action="Visit two families with the provider.", standard_key="co-design")
    answered = {"answered_at": now()} if place else {}
    learning_factories.follow_up(enrolment, **answered)
    digest = token_digest(f"{MANAGERS_LINK}-{place}" if place else MANAGERS_LINK)
    learning_factories.follow_up(enrolment, Witness.MANAGER, token_digest=digest, **answered)


def _delegates(made: Training) -> list[Enrolment]:
    refs = [made.enrolments[key] for key in DELEGATES]
    return [db.session.scalars(db.select(Enrolment).filter_by(ref=ref)).one() for ref in refs]


BEYOND = ("/cohorts/", "/admin/training", "/training", "/certificates", "/follow-up/")
LEARNING = frozenset({"learning"})
LEARNING_SCENES = (("training to come", _to_come), ("training between", _between), ("training over", _over))
