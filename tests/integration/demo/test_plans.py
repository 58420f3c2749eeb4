"""Plans and agreements of the demonstration: one in each state, something late, something moved, something varied."""

from app.agreements.models import AgreementKind, AgreementSignature, AgreementState, AgreementVersion
from app.db import db
from app.engagements.models import Engagement
from app.mentoring.models import MentoringAction
from app.plans.models import MilestoneStanding, Plan, PlanState, PlanVersion
from app.plans.picture import picture
from app.plans.queries.plan import approved_content, standings
from tests.conftest import NOON


def test_there_is_a_plan_in_each_state(demo):
    with demo.app_context():
        assert set(db.session.scalars(db.select(Plan.state))) == set(PlanState)
        decisions = [each.value for each in db.session.scalars(db.select(PlanVersion.decision)) if each]
    assert {"approved", "with_conditions", "returned"} <= set(decisions)


def test_something_is_late_something_was_done_late_and_a_forecast_moved(demo):
    with demo.app_context():
        live = db.session.scalars(db.select(Plan).filter_by(state=PlanState.LIVE)).all()
        milestones = [
            milestone
            for plan in live
            for milestone in picture(approved_content(plan), standings(plan), today=NOON.date()).milestones
        ]
        moved = db.session.scalars(db.select(MilestoneStanding).filter(MilestoneStanding.forecast_on.isnot(None))).all()
    assert sum(each.is_late for each in milestones) == 2, "one in Elmscar, one in Cheshire West and Chester"
    assert any(each.standing.done_on and each.step.behind > 0 for each in milestones)
    assert any(each.step.forecast > each.step.baseline and not each.standing.done_on for each in milestones)
    assert all(each.forecast_reason for each in moved)


def test_every_open_engagement_has_its_initial_agreement_and_one_was_varied(demo):
    with demo.app_context():
        signed = db.session.scalars(db.select(AgreementVersion).filter_by(state=AgreementState.SIGNED)).all()
        opened = db.session.scalars(db.select(Engagement.id).filter(Engagement.agreement_signed_on.isnot(None))).all()
        varied = [each for each in signed if each.kind is AgreementKind.VARIATION]
        cap = db.session.get_one(Engagement, varied[0].engagement_id).cap_quarters
        here = [each.id for each in signed if not each.on_paper]
        signatures = db.session.scalars(db.select(AgreementSignature.agreement_version_id)).all()
        waiting = db.session.scalars(db.select(AgreementVersion).filter_by(state=AgreementState.TO_SIGN)).all()
    assert {each.engagement_id for each in signed if each.kind is AgreementKind.INITIAL} == set(opened)
    assert [each.number for each in varied] == [3]
    assert cap == varied[0].cap_quarters == 34 * 4
    assert all(signatures.count(key) == 2 for key in here)
    assert len(waiting) == 1


def test_mentoring_has_actions_done_and_some_that_are_open_and_not_late(demo):
    with demo.app_context():
        actions = db.session.scalars(db.select(MentoringAction)).all()
    still_open = [each for each in actions if each.done_at is None]
    assert len(still_open) == 2, "one in each engagement with mentoring"
    assert all(each.due_on >= NOON.date() for each in still_open)
    assert len(actions) - len(still_open) > 5
