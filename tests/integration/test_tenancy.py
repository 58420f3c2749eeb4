"""Another authority's records answer 404 on every route with a reference, in every role; a wrong role gets 403."""

import pytest

from app.accounts.models import Authority, Invitation, Person
from app.agreements.models import AgreementVersion
from app.archiving.models import Archive, ArchiveState
from app.assessments.models import Dissent, EvidenceItem, Participation, Round, RoundState, SignedResult
from app.charging.models import Statement
from app.charging.statement import statement_content
from app.db import db, new_ref
from app.engagements.models import Engagement, ScopedService, Scoping
from app.instruments.models import InstrumentVersion
from app.plans.content import PlanContent, plan_content
from app.plans.models import Plan, PlanVersion
from app.reviewing.models import MonthlyReview
from app.security.policy import ROLE_PERMISSIONS
from app.security.roles import Permission, Role
from app.security.room import PERMISSION_TABLE
from tests import (
    appraising_factories,
    cases_factories,
    charging_factories,
    factories,
    learning_factories,
    library_factories,
    plan_factories,
    reviewing_factories,
)
from tests.charging_factories import statement_of
from tests.integration.assessments.rounds import make_round
from tests.making import put_on_no_paper
from tests.routes import addresses
from tests.world import AREAS, STANDARDS, World, build_world

ON_SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
"""For what the policy table decides, whatever the database."""
OWN = (
    "manager",
    "trainer",
    "finance_officer",
    "partner_finance_officer",
    "consultant",
    "lead_officer",
    "director",
    "participant1",
)
STRANGERS = (
    "stranger_manager",
    "stranger_trainer",
    "stranger_finance_officer",
    "stranger_consultant",
    "stranger_lead_officer",
    "stranger_director",
    "stranger_participant",
    "administrator",
)


def _values(world: World, engagement_ref: str, round_ref: str) -> dict[str, str | int]:
    """Real references of the given engagement for every part of an address."""
    with world.app.app_context():
        engagement = db.session.scalar(db.select(Engagement).filter_by(ref=engagement_ref))
        participation = db.session.scalar(db.select(Participation).join(Round).filter(Round.ref == round_ref))
        scoping = db.session.scalar(db.select(Scoping).filter_by(engagement_id=engagement.id))
        if scoping is None:
            scoping = factories.scoping(engagement)
        service = db.session.scalar(db.select(ScopedService).filter_by(scoping_id=scoping.id))
        invitation = db.session.scalar(db.select(Invitation).filter_by(engagement_id=engagement.id))
        person = factories.person()
        factories.membership(
            person, Role.CONSULTANT, db.session.get_one(Authority, engagement.lead_authority_id), engagement
        )
        invitation = invitation or factories.invitation(person, Role.LEAD_OFFICER, engagement)
        evidence = db.session.scalar(
            db.select(EvidenceItem).join(Round, Round.id == EvidenceItem.round_id).filter(Round.ref == round_ref)
        )
        evidence = evidence or factories.evidence_item(
            db.session.get_one(Round, participation.round_id), STANDARDS[0], person
        )
        dissent = db.session.scalar(
            db.select(Dissent).join(Round, Round.id == Dissent.round_id).filter(Round.ref == round_ref)
        )
        dissent = dissent or factories.dissent(db.session.get_one(Round, participation.round_id), STANDARDS[0], person)
        values = {
            **_of_the_plan(engagement, db.session.get_one(Round, participation.round_id), person),
            **_of_the_support(engagement, person),
            **_of_the_days(engagement, person),
            **_of_the_training(engagement, person),
            **_of_the_reviews(engagement, person),
            **library_factories.references(engagement, person),
            **cases_factories.references(engagement, person),
            **appraising_factories.references(engagement, person),
            "engagement_ref": engagement_ref,
            "round_ref": round_ref,
            "dissent_ref": dissent.ref,
            "participation_ref": participation.ref,
            "service_ref": service.ref,
            "invitation_ref": invitation.ref,
            "person_ref": person.ref,
            "archive_ref": _archive(engagement, person),
            "version_ref": db.session.scalar(db.select(InstrumentVersion.ref)),
            "authority_ref": db.session.get_one(Authority, engagement.partner_authority_id).ref,
            "message_ref": new_ref(),
            "evidence_ref": evidence.ref,
            "standard_key": STANDARDS[0],
            "area_key": AREAS[0],
            "name": "standards",
            "digest": "0" * 64,
            "chart_key": "scores",
            "token": "no-such-token",
            "role": "manager",
            "number": 1,
            "month": "2026-10",
        }
        db.session.commit()
        return values


def _archive(engagement: Engagement, person: Person) -> str:
    """The reference of an archive that was asked for by the partner's side."""
    asked = Archive(
        engagement_id=engagement.id,
        authority_id=engagement.partner_authority_id,
        asked_by_id=person.id,
        asked_at=engagement.created_at,
        state=ArchiveState.FAILED,
    )
    db.session.add(asked)
    db.session.flush()
    return asked.ref


OF_A_PLAN = ("goal_ref", "milestone_ref", "comment_ref", "condition_ref", "entry_ref")
OF_THE_SUPPORT = ("pair_ref", "meeting_ref", "action_ref", "agreement_ref", "line_ref")


def _of_the_plan(engagement: Engagement, pinned_to: Round, person: Person) -> dict[str, str]:
    """References of a plan with a review and a history; before a signature they lead nowhere."""
    if db.session.scalar(db.select(SignedResult.id).filter_by(round_id=pinned_to.id)) is None:
        return dict.fromkeys(OF_A_PLAN, new_ref())
    plan = db.session.scalar(db.select(Plan).filter_by(engagement_id=engagement.id))
    plan = plan or plan_factories.plan(engagement, pinned_to, person)
    goal = plan_factories.goal(plan, STANDARDS[0])
    milestone = plan_factories.milestone(goal)
    version = db.session.scalar(db.select(PlanVersion).filter_by(plan_id=plan.id))
    version = version or plan_factories.plan_version(plan, _nothing_in(engagement), person)
    return {
        "goal_ref": goal.ref,
        "milestone_ref": milestone.ref,
        "comment_ref": plan_factories.plan_comment(version, person).ref,
        "condition_ref": plan_factories.condition(version).ref,
        "entry_ref": plan_factories.plan_entry(goal, person).ref,
    }


def _nothing_in(engagement: Engagement) -> dict[str, object]:
    """The frozen scope of a plan without a goal."""
    months = (engagement.starts_on, engagement.ends_on)
    return plan_content(PlanContent("Partner", "Partnership", *months, "Baseline, version 1", (), ()))


def _of_the_support(engagement: Engagement, person: Person) -> dict[str, str]:
    """References of mentoring and of a draft agreement."""
    pair = plan_factories.pair(engagement, factories.person(), person)
    meeting = plan_factories.meeting(pair, person)
    agreement = db.session.scalar(db.select(AgreementVersion).filter_by(engagement_id=engagement.id))
    agreement = agreement or plan_factories.agreement(engagement, person)
    return {
        "pair_ref": pair.ref,
        "meeting_ref": meeting.ref,
        "action_ref": plan_factories.action(meeting, person).ref,
        "agreement_ref": agreement.ref,
        "line_ref": plan_factories.agreement_line(agreement).ref,
    }


OF_THE_DAYS = ("support_ref", "rate_ref", "statement_ref")


def _of_the_days(engagement: Engagement, person: Person) -> dict[str, str]:
    """References of a day that was logged, of a rate and of a statement without a line."""
    statement = db.session.scalar(db.select(Statement).filter_by(engagement_id=engagement.id))
    statement = statement or charging_factories.statement(
        engagement, person, statement_content(statement_of((4, "standard")))
    )
    return {
        "support_ref": charging_factories.entry(engagement, person).ref,
        "rate_ref": charging_factories.rate(engagement, person).ref,
        "statement_ref": statement.ref,
    }


OF_THE_REVIEWS = ("review_ref", "review_action_ref")


def _of_the_reviews(engagement: Engagement, person: Person) -> dict[str, str]:
    """References of an open review with an action."""
    review = db.session.scalar(db.select(MonthlyReview).filter_by(engagement_id=engagement.id))
    review = review or reviewing_factories.review(engagement, person)
    return {"review_ref": review.ref, "review_action_ref": reviewing_factories.review_action(review, person).ref}


OF_A_COHORT = ("cohort_ref", "enrolment_ref", "attempt_ref", "pledge_ref", "code")


def _of_the_training(engagement: Engagement, person: Person) -> dict[str, str | int]:
    """References of a cohort of the lead authority with a delegate of the partner, and of its programme."""
    lead, partner = (
        db.session.get_one(Authority, key) for key in (engagement.lead_authority_id, engagement.partner_authority_id)
    )
    cohort = learning_factories.cohort(lead, person)
    delegate = learning_factories.enrolment(cohort, person, partner)
    return {
        "cohort_ref": cohort.ref,
        "training_ref": learning_factories.training_version().ref,
        "enrolment_ref": delegate.ref,
        "attempt_ref": learning_factories.attempt(delegate).ref,
        "pledge_ref": learning_factories.pledge(delegate).ref,
        "session_key": "2.1",
        "case_key": "data-pack",
        "code": "no-such-code",
        "day": 1,
        "half": "morning",
        "moment": "before",
    }


@pytest.fixture
def two_worlds(app):
    """The seed's pair, and a second complete pair that strangers hold every role in."""
    ours = build_world(app, participants=3)
    values = _values(ours, ours.engagement_ref, make_round(ours, RoundState.SIGNED, submitted=3))
    return ours, values


def _client(world, who):
    """A browser that lints no page: thousands say the same words of refusal, and those of others are linted there."""
    client = world.client(who)
    client.linting = False
    return client


def _answers(world, who, reached):
    client = _client(world, who)
    return {(who, each.method, each.url): client.open(each.url, method=each.method).status_code for each in reached}


def test_a_strangers_cohort_answers_404_everywhere(two_worlds):
    """Whoever is neither trainer nor manager of its authority nor a delegate does not learn that there is one."""
    world, values = two_worlds
    reached = _addresses_with(world, values, "cohort_ref")
    for who in STRANGERS:
        answers = _answers(world, who, reached)
        assert {key: status for key, status in answers.items() if status not in {403, 404}} == {}
        assert 404 in answers.values() or not answers


def _addresses_with(world, values, part):
    return [address for address in addresses(world.app, values) if part in address.parts]


def test_a_strangers_record_answers_404_everywhere(two_worlds):
    world, values = two_worlds
    reached = _addresses_with(world, values, "engagement_ref")
    assert len(reached) > 50
    for who in STRANGERS:
        assert {key: status for key, status in _answers(world, who, reached).items() if status != 404} == {}


def test_signed_out_people_are_sent_to_sign_in_everywhere(two_worlds):
    world, values = two_worlds
    table = world.app.extensions[PERMISSION_TABLE]
    client = world.client(None)
    for address in addresses(world.app, values):
        if table[address.endpoint] is Permission.PUBLIC:
            continue
        response = client.open(address.url, method=address.method)
        assert (response.status_code, response.location) == (303, "/sign-in"), address


def test_a_record_of_another_engagement_is_not_reached_through_ones_own(two_worlds):
    """The engagement in the address is one's own; the record inside belongs to another."""
    world, values = two_worlds
    with world.app.app_context():
        lead, partner = factories.authority(), factories.authority()
        other = factories.engagement(lead, partner)
        version = db.session.scalar(db.select(InstrumentVersion))
        other_round = factories.assessment_round(other, version)
        signer = factories.person()
        factories.participation(other_round, signer)
        factories.signed_result(other_round, signer)
        engagement_ref, round_ref = other.ref, other_round.ref
        db.session.commit()
    inner = (
        "round_ref",
        "participation_ref",
        "service_ref",
        "invitation_ref",
        "person_ref",
        "evidence_ref",
        "dissent_ref",
        *OF_A_PLAN,
        *OF_THE_SUPPORT,
        *OF_THE_DAYS,
        *OF_THE_REVIEWS,
        *cases_factories.OF_THE_CASES,
        *appraising_factories.OF_THE_TOOLS,
        *library_factories.OF_THE_LIBRARY,
    )
    foreign = _values(world, engagement_ref, round_ref)
    reached = [
        address
        for part in inner
        for address in _addresses_with(world, values | {part: foreign[part]}, part)
        if "engagement_ref" in address.parts
    ]
    for who in OWN:
        answers = _answers(world, who, reached)
        assert {key: status for key, status in answers.items() if status not in {403, 404}} == {}


@ON_SQLITE
@pytest.mark.parametrize("who", OWN)
def test_a_role_reaches_exactly_what_the_policy_gives_it(two_worlds, who):
    """403 where the policy table does not give the permission, anything else where it does.

    What a POST does is tested by its room; here that it is refused where it has to be.
    """
    world, values = two_worlds
    role = Role(who.removeprefix("partner_").rstrip("0123456789"))
    table = world.app.extensions[PERMISSION_TABLE]
    client = world.client(who)
    for address in _addresses_with(world, values, "engagement_ref"):
        allowed = table[address.endpoint] in ROLE_PERMISSIONS[role]
        if address.method == "GET" or not allowed:
            with put_on_no_paper():
                status = client.open(address.url, method=address.method).status_code
            assert (status != 403) is allowed, (address, status)


@ON_SQLITE
def test_administration_is_for_administrators(two_worlds):
    world, values = two_worlds
    table = world.app.extensions[PERMISSION_TABLE]
    reached = [each for each in addresses(world.app, values) if table[each.endpoint] is Permission.ADMINISTER]
    for who in (*OWN, "stranger_manager"):
        answers = _answers(world, who, reached)
        assert {key: status for key, status in answers.items() if status != 403} == {}


def test_an_administrator_sees_no_engagement(two_worlds):
    world, values = two_worlds
    text = world.client("administrator").get("/engagements").text
    assert values["engagement_ref"] not in text
