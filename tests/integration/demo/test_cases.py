"""The engagements of the demonstration: every stage, nothing said of a real council, a history in order."""

import re

from sqlalchemy import func, or_
from sqlalchemy.orm import aliased

from app.accounts.models import Authority, Invitation, Membership, Person
from app.assessments.agreement import Word
from app.assessments.models import (
    AgreedScore,
    Dissent,
    IndividualScore,
    Naming,
    Participation,
    Round,
    RoundKind,
    RoundState,
    SignedResult,
)
from app.assessments.queries.votes import all_ballots
from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState, Scoping
from app.mail.models import Message, MessageState
from app.security import Role
from tests.conftest import NOON


def test_of_the_register_only_the_seeds_own_pair_appears_in_any_engagement(demo):
    with demo.app_context():
        used = or_(Authority.id == Engagement.lead_authority_id, Authority.id == Engagement.partner_authority_id)
        real = db.session.scalars(
            db.select(Authority.name).distinct().join(Engagement, used).where(~Authority.fictional)
        ).all()
        held = db.session.scalars(
            db.select(Authority.name).distinct().join(Membership).where(~Authority.fictional)
        ).all()
        register = db.session.scalar(db.select(func.count()).select_from(Authority).where(~Authority.fictional))
    assert set(real) == set(held) == {"Halton", "Cheshire West and Chester"}
    assert register == 397


def test_every_engagement_says_that_it_is_illustrative(demo):
    with demo.app_context():
        assert db.session.scalars(db.select(Engagement.illustrative).distinct()).all() == [True]


def test_every_stage_is_there(demo):
    with demo.app_context():
        rounds = set(db.session.scalars(db.select(Round.state)))
        engagements = set(db.session.scalars(db.select(Engagement.state)))
        scopings = db.session.execute(db.select(Scoping.closed_at)).scalars().all()
        shown = db.session.scalars(db.select(Round.scores_shown_at).where(Round.state == RoundState.WORKSHOP)).all()
    assert rounds == set(RoundState)
    assert engagements == {EngagementState.DRAFT, EngagementState.OPEN}
    assert None in scopings
    assert any(scopings)
    assert sorted(moment is None for moment in shown) == [False, True], "one workshop begun, one about to begin"


def test_five_fictional_partners_at_least_and_a_lead_that_is_not_halton(demo):
    with demo.app_context():
        lead, partner = aliased(Authority), aliased(Authority)
        pairs = db.session.execute(
            db.select(lead.name, lead.fictional, partner.fictional)
            .select_from(Engagement)
            .join(lead, lead.id == Engagement.lead_authority_id)
            .join(partner, partner.id == Engagement.partner_authority_id)
        ).all()
    assert sum(pair[2] for pair in pairs) >= 5
    assert any(pair[1] for pair in pairs)
    assert sum(pair.name == "Halton" for pair in pairs) >= 5


def _seed_pair():
    return (
        db.select(Round)
        .join(Engagement, Engagement.id == Round.engagement_id)
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .where(Authority.name == "Cheshire West and Chester")
    )


def test_the_seeds_own_case_waits_for_three_of_its_twelve_participants(demo):
    with demo.app_context():
        *before, scoring = db.session.scalars(_seed_pair().order_by(Round.id)).all()
        engagement = db.session.get_one(Engagement, scoring.engagement_id)
        answers = dict(
            db.session.execute(
                db.select(Person.email, func.count(IndividualScore.standard_key))
                .select_from(Participation)
                .join(Person, Person.id == Participation.person_id)
                .outerjoin(IndividualScore, IndividualScore.participation_id == Participation.id)
                .where(Participation.round_id == scoring.id)
                .group_by(Person.email)
            ).all()
        )
        submitted = db.session.scalar(
            db.select(func.count(Participation.submitted_at)).where(Participation.round_id == scoring.id)
        )
    assert [each.state for each in before] == [RoundState.SIGNED] * 2
    assert (scoring.kind, scoring.state) == (RoundKind.END_OF_YEAR, RoundState.SCORING)
    assert submitted == 9
    assert [answers[f"participant{n}@cwac.example"] for n in range(1, 13)] == [12] * 9 + [5, 0, 0]
    assert (engagement.day_rate, engagement.estimate_quarters, engagement.cap_quarters) == (500, 80, 120)
    assert engagement.partnership_name == "Children's Trust"
    assert "Executive Board, 15 December 2011" in engagement.decision_reference


def test_in_the_begun_workshop_half_is_agreed_and_one_standard_could_not_be_scored(demo):
    with demo.app_context():
        agreed = db.session.scalars(db.select(AgreedScore).join(Round).where(Round.state == RoundState.WORKSHOP)).all()
    assert len(agreed) == 6
    assert [score.standard_key for score in agreed if score.level is None] == ["levels"]
    assert all(score.reason for score in agreed)


def test_the_trail_runs_forward_and_ends_before_now(demo):
    with demo.app_context():
        moments = db.session.scalars(db.select(AuditEntry.at).order_by(AuditEntry.id)).all()
    assert moments == sorted(moments)
    assert moments[-1] <= NOON


def test_whoever_acts_in_an_engagement_holds_a_role_there(demo):
    with demo.app_context():
        reaches = or_(
            Membership.engagement_id == Engagement.id,
            (Membership.authority_id == Engagement.lead_authority_id)
            & Membership.role.in_((Role.MANAGER, Role.FINANCE_OFFICER)),
        )
        acts = (
            db.select(AuditEntry.action, Person.email)
            .join(Person, Person.id == AuditEntry.actor_id)
            .join(Engagement, Engagement.id == AuditEntry.engagement_id)
        )
        held = db.select(Membership.id).where(Membership.person_id == AuditEntry.actor_id, reaches)
        assert db.session.execute(acts.where(~held.exists())).all() == []


def test_the_mailbox_gets_the_last_days_only_and_its_invitation_works(demo):
    with demo.app_context():
        waiting = db.session.scalars(db.select(Message).where(Message.state == MessageState.QUEUED)).all()
        bodies = db.session.scalars(db.select(Message.body).distinct().where(Message.state == MessageState.SENT)).all()
        invitation = next(message for message in waiting if message.kind == "invitation")
        still_open = db.session.scalars(db.select(Invitation.id).where(Invitation.accepted_at.is_(None))).all()
    assert 5 <= len(waiting) <= 25
    assert all((NOON - message.queued_at).days < 7 for message in waiting)
    assert bodies == [""], "a link that was sent is not kept"
    assert len(still_open) == 1
    link = re.search(r"/invitations/\S+", invitation.body).group()
    assert "to be lead officer" in demo.test_client().get(link).text


def test_a_workshop_is_ready_to_run_with_a_split_a_close_one_a_dissent_and_an_open_vote(demo):
    with demo.app_context():
        begun = db.session.scalars(
            db.select(Round).where(Round.state == RoundState.WORKSHOP, Round.scores_shown_at.is_not(None))
        ).one()
        held = all_ballots(begun)
        dissents = db.session.scalars(db.select(Dissent).where(Dissent.round_id == begun.id)).all()
    assert {each.first.spread.word for each in held.values() if each.first.spread} == set(Word)
    assert {each.naming for each in dissents} == {Naming.NAMED, Naming.UNNAMED}
    assert sorted(each.vote.open for each in held.values() if each.vote) == [False, True]


def test_then_now_and_target_can_be_seen_and_one_result_was_signed_twice(demo):
    with demo.app_context():
        signed = db.session.execute(
            db.select(Round.engagement_id, Round.kind, SignedResult.number)
            .join(SignedResult, SignedResult.round_id == Round.id)
            .order_by(Round.id, SignedResult.number)
        ).all()
    assert any(row.number == 2 for row in signed), "a second version"
    rounds = [(row.engagement_id, row.kind) for row in signed if row.number == 1]
    assert len({engagement for engagement, _ in rounds}) < len(rounds), "two signed rounds of one engagement"
