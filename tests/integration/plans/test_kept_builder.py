"""The builder's page, kept as it was printed: changed by anything it is made of, with new keys each time."""

import datetime as dt
from functools import partial

import pytest
from sqlalchemy import update

from app.accounts.models import Membership, Person
from app.assessments.models import Round, SignedResult
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.plans.models import (
    ChangeState,
    Goal,
    Milestone,
    MilestoneWait,
    Omission,
    Plan,
    PlanComment,
    PlanState,
    PlanVersion,
)
from tests import factories, plan_factories
from tests.clients import page
from tests.integration.kept_pages import follows, shown
from tests.integration.plans.plans import make_plan
from tests.world import build_world

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
CHANGES = (
    update(Goal).values(success_measure="Changed"),
    update(Milestone).values(uses="Changed"),
    update(Person).values(name="Changed"),
    db.delete(MilestoneWait),
    update(Omission).values(reason="Changed"),
    update(PlanComment).values(answer="Changed", answered_name="Somebody", answered_at=NOW),
    update(Plan).values(
        state=PlanState.LIVE, started_at=NOW, approved_number=1, change_state=ChangeState.RETURNED, change_reason="A"
    ),
    update(Plan).values(change_reason="Changed"),
    update(Engagement).values(illustrative=True),
    update(Engagement).values(state=EngagementState.CLOSED),
)


@pytest.fixture
def world(app):
    return build_world(app, participants=3)


def commented(world):
    """A returned plan with a comment, and nothing else to answer: each milestone is of somebody who takes part."""
    made = make_plan(world, PlanState.RETURNED)
    with world.app.app_context():
        manager = db.session.get_one(Person, world.people["manager"])
        plan_factories.plan_comment(db.session.scalars(db.select(PlanVersion)).one(), manager, goal_ref=made.goals[0])
        db.session.commit()


def leave(world):
    ended = update(Membership).where(Membership.person_id == world.people["participant1"]).values(ended_at=NOW)
    db.session.execute(ended)


def sign_again(world):
    signed = db.session.scalars(db.select(SignedResult)).one()
    director = db.session.get_one(Person, world.people["director"])
    factories.signed_result(db.session.get_one(Round, signed.round_id), director, number=2, content=signed.content)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_on_the_page_at_once_and_no_key_of_a_form_is_used_twice(world):
    commented(world)
    client, address = world.client("lead_officer"), world.url("/plan/scope")
    first, second = (shown(client, address) for _ in range(2))
    assert first[0] == second[0]
    assert len({*first[1], *second[1]}) == len(first[1]) + len(second[1]) > 0
    changes = (partial(leave, world), partial(sign_again, world), *CHANGES)
    follows(world.app, client, [(change, address) for change in changes])


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_what_was_printed_for_one_reader_is_not_shown_to_another(world):
    commented(world)
    seen = {who: page(world.client(who).get(world.url("/plan/scope"))).main for who in ("lead_officer", "director")}
    assert seen["lead_officer"].select("form")
    assert not seen["director"].select("form")
