"""Two people in two authorities sign one frozen agreement; the service and the database both hold it."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Authority, Person
from app.agreements.models import (
    AgreementKind,
    AgreementLine,
    AgreementSignature,
    AgreementState,
    AgreementVersion,
    Side,
)
from app.audit.models import AuditEntry
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.mail.models import Message
from app.plans.models import Plan, PlanState, PlanVersion
from app.security.roles import Role
from tests import factories, plan_factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.agreements.signed import (
    COMPLETE,
    address,
    kept,
    make_agreement,
    make_variation,
    mark,
    sign,
)
from tests.integration.assessments.test_at_once import at_once
from tests.integration.plans.plans import make_plan
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def banner(response):
    return page(response).select_one(".govuk-notification-banner__content").get_text(" ", strip=True)


def mails(world):
    with world.app.app_context():
        found = db.session.scalars(db.select(Message).order_by(Message.id))
        return [(each.kind, each.recipient.partition("@")[0], each.body) for each in found]


def signatures(world):
    with world.app.app_context():
        found = db.session.scalars(db.select(AgreementSignature).order_by(AgreementSignature.side))
        return [(each.side.value, each.person_name, each.authority_name) for each in found]


def standing(world, ref):
    with world.app.app_context():
        version = kept(world, ref)
        return version.state, version.number, version.content is not None


def make_draft_engagement(world):
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        engagement.state, engagement.agreement_signed_on = EngagementState.DRAFT, None
        db.session.commit()


def another_manager(world):
    with world.app.app_context():
        person = factories.person(name="Second Manager")
        factories.membership(person, Role.MANAGER, db.session.get_one(Authority, world.lead_id))
        db.session.commit()
        world.people["manager2"] = person.id
    return world.client("manager2")


BOTH = [("lead", "Manager", "Halton"), ("partner", "Director", "Cheshire West and Chester")]


def test_an_initial_agreement_is_sent_signed_by_both_and_opens_the_engagement(world):
    make_draft_engagement(world)
    ref = make_agreement(world)
    manager, director = world.client("manager"), world.client("director")
    shown = manager.get(address(world, ref))
    form = page(shown).find("form", action=address(world, ref, "/send"))
    sent = manager.post(form["action"], data={each["name"]: each["value"] for each in form.find_all("input")})
    assert sent.location == address(world, ref)
    assert standing(world, ref) == (AgreementState.TO_SIGN, None, True)
    assert [mail[:2] for mail in mails(world)] == [("agreement to sign", "director")]
    assert "waiting for the director for Cheshire West and Chester and a manager" in director.get(sent.location).text

    assert "Read and sign" in director.get(address(world, ref)).text
    assert sign(director, world, ref).location == address(world, ref)
    assert standing(world, ref)[0] is AgreementState.TO_SIGN
    assert mails(world)[-1][:2] == ("agreement signed once", "manager")
    assert "Waiting for a manager" in director.get(address(world, ref)).text

    assert "Both have signed. Version 1 is in force." in banner(manager.get(sign(manager, world, ref).location))
    assert standing(world, ref) == (AgreementState.SIGNED, 1, True)
    assert signatures(world) == BOTH
    told = {who for kind, who, _ in mails(world) if kind == "agreement signed"}
    assert told == {"director", "lead_officer", "lead_officer2", "consultant", "manager"}
    with world.app.app_context():
        assert db.session.get_one(Engagement, world.engagement_id).state is EngagementState.OPEN
        actions = [entry.action for entry in db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id))]
    assert [action for action in actions if "agreement" in action] == [
        "agreement sent to be signed",
        "agreement signed",
        "agreement signed",
        "agreement in force",
    ]


def test_a_signed_variation_sets_the_cap_of_its_engagement(world):
    ref = make_variation(world, AgreementState.TO_SIGN)
    sign(world.client("manager"), world, ref)
    sign(world.client("director"), world, ref)
    assert standing(world, ref) == (AgreementState.SIGNED, 2, True)
    with world.app.app_context():
        assert db.session.get_one(Engagement, world.engagement_id).cap_quarters == 140


def test_what_is_missing_is_listed_with_links_and_nothing_is_sent(world):
    ref = make_agreement(world, purpose="", equality=" ", lines=())
    manager = world.client("manager")
    shown = page(manager.get(address(world, ref)))
    assert shown.find("form", action=address(world, ref, "/send")) is None
    links = {link.get_text(): link["href"] for link in shown.select("main .govuk-list--bullet a")}
    assert links == {
        "Say what the support is for": address(world, ref, "/terms#purpose"),
        "Say what the equality impact is": address(world, ref, "/terms#equality"),
        "Give at least one line with days": address(world, ref, "/lines"),
    }
    refused = manager.post(address(world, ref, "/send"), data={"seen_version": "1"})
    assert "Say what the support is for" in banner(manager.get(refused.location))
    assert standing(world, ref) == (AgreementState.DRAFT, None, False)
    assert mails(world) == []


def test_a_draft_that_a_colleague_changed_is_not_sent_unread(world):
    ref = make_agreement(world)
    manager = world.client("manager")
    refused = manager.post(address(world, ref, "/send"), data={"seen_version": "99"})
    assert "Read it again" in banner(manager.get(refused.location))
    assert standing(world, ref)[0] is AgreementState.DRAFT


def test_an_agreement_from_a_plan_needs_the_plan_version_to_be_still_approved(world):
    make_plan(world, PlanState.LIVE)
    with world.app.app_context():
        plan_version_id = db.session.scalar(db.select(PlanVersion.id))
    ref = make_agreement(world, kind=AgreementKind.PLAN, plan_version_id=plan_version_id)
    manager = world.client("manager")
    assert "Nothing is missing" in manager.get(address(world, ref)).text
    assert len(manager.queries) <= 5
    with world.app.app_context():
        db.session.scalars(db.select(Plan)).one().approved_number = 2
        db.session.commit()
    assert "is not the approved one any more" in manager.get(address(world, ref)).text
    manager.post(address(world, ref, "/send"), data={"seen_version": "1"})
    assert standing(world, ref)[0] is AgreementState.DRAFT


def test_nothing_is_signed_without_the_tick(world):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    refused = world.client("director").post(address(world, ref, "/sign"), data={"seen": mark(world, ref)})
    assert refused.status_code == 422
    assert summary_errors(refused) == ["Tick the box to sign"]
    assert signatures(world) == []


def test_what_was_changed_since_it_was_read_is_not_signed(world):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    director = world.client("director")
    refused = sign(director, world, ref, seen="0" * 64)
    assert "changed and sent again" in banner(director.get(refused.location))
    assert signatures(world) == []


def test_a_double_press_signs_once(world):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    director, form = world.client("director"), {"confirm": "y", "seen": mark(world, ref), "once": "the-same-key"}
    for _ in range(2):
        assert director.post(address(world, ref, "/sign"), data=form).location == address(world, ref)
    assert sign(director, world, ref).status_code == 303
    assert signatures(world) == BOTH[1:]
    assert standing(world, ref)[0] is AgreementState.TO_SIGN
    assert [mail[0] for mail in mails(world)] == ["agreement signed once"]


def test_sending_is_pressed_twice_and_done_once(world):
    ref = make_agreement(world)
    assert press_twice(world.client("manager"), address(world, ref), "/send") == [303, 303]
    assert [mail[0] for mail in mails(world)] == ["agreement to sign"]


def test_a_director_with_a_role_at_the_lead_does_not_sign(world):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    with world.app.app_context():
        director = db.session.get_one(Person, world.people["director"])
        factories.membership(director, Role.TRAINER, db.session.get_one(Authority, world.lead_id))
        db.session.commit()
    client = world.client("director")
    shown = client.get(address(world, ref, "/sign"))
    assert "somebody else has to sign for Cheshire West and Chester" in shown.text
    assert page(shown).find("form", action=address(world, ref, "/sign")) is None
    refused = sign(client, world, ref)
    assert "Two people in two authorities sign" in banner(client.get(refused.location))
    assert signatures(world) == []


def test_the_manager_who_became_director_does_not_sign_the_second_time(world):
    """As Halton's director later became joint director of both councils (domain.md, section 5)."""
    ref = make_agreement(world, AgreementState.TO_SIGN, signed_by=("manager",))
    with world.app.app_context():
        manager = db.session.get_one(Person, world.people["manager"])
        engagement = db.session.get_one(Engagement, world.engagement_id)
        factories.membership(manager, Role.DIRECTOR, db.session.get_one(Authority, world.partner_id), engagement)
        db.session.commit()
    client = world.client("manager")
    assert "Two people in two authorities" in banner(client.get(sign(client, world, ref).location))
    assert signatures(world) == BOTH[:1]


def test_a_second_manager_is_told_who_has_signed(world):
    ref = make_agreement(world, AgreementState.TO_SIGN, signed_by=("manager",))
    second = another_manager(world)
    assert "Manager has already signed for Halton." in second.get(address(world, ref, "/sign")).text
    assert "Manager has already signed for Halton." in banner(second.get(sign(second, world, ref).location))
    assert signatures(world) == BOTH[:1]


@pytest.mark.parametrize("same", ["person", "authority"])
def test_the_database_refuses_one_person_or_one_authority_for_both_sides(world, same):
    ref = make_agreement(world, AgreementState.TO_SIGN, signed_by=("manager",))
    with world.app.app_context():
        version = kept(world, ref)
        signer = db.session.get_one(Person, world.people["manager" if same == "person" else "director"])
        where = world.partner_id if same == "person" else world.lead_id
        with pytest.raises(IntegrityError):
            plan_factories.signature(version, Side.PARTNER, signer, where)
        db.session.rollback()


def test_sending_back_removes_the_signature_and_tells_its_owner(world):
    ref = make_agreement(world, AgreementState.TO_SIGN, signed_by=("manager",))
    director, back = world.client("director"), address(world, ref, "/return")
    assert "Manager has signed it for Halton" in director.get(back).text
    empty = director.post(back, data={"reason": " ", "seen": mark(world, ref)})
    assert (empty.status_code, summary_errors(empty)) == (422, ["Say what has to change"])
    director.post(back, data={"reason": "Name the venues.", "seen": mark(world, ref)})
    assert standing(world, ref) == (AgreementState.DRAFT, None, False)
    assert signatures(world) == []
    ((kind, who, body),) = mails(world)
    assert (kind, who) == ("agreement sent back", "manager")
    assert "You had signed it. Your signature is removed" in body
    assert "Name the venues." in body
    assert "Name the venues." in director.get(address(world, ref)).text
    with world.app.app_context():
        removed = db.session.scalars(db.select(AuditEntry).filter_by(action="agreement's signature removed")).one()
        assert removed.was["signed_by_id"] == world.people["manager"]


def test_a_reason_that_is_too_long_is_kept(world):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    form = {"reason": "Name the venues. " * 200, "seen": mark(world, ref)}
    refused = world.client("manager").post(address(world, ref, "/return"), data=form)
    assert refused.status_code == 422
    assert form["reason"].strip() in page(refused).find("textarea").get_text()


def test_what_is_signed_is_neither_signed_again_nor_sent_back(world):
    ref = make_agreement(world, AgreementState.SIGNED, signed_by=("director", "manager"))
    director = world.client("director")
    for rest in ("/sign", "/return"):
        assert director.get(address(world, ref, rest)).location == address(world, ref)
    second = another_manager(world)
    second.post(address(world, ref, "/return"), data={"reason": "No.", "seen": mark(world, ref)})
    sign(second, world, ref)
    assert standing(world, ref) == (AgreementState.SIGNED, 1, True)
    assert signatures(world) == BOTH


@pytest.mark.parametrize(
    ("who", "rest", "status"),
    [
        ("lead_officer", "/sign", 403),
        ("consultant", "/sign", 403),
        ("lead_officer", "/return", 403),
        ("director", "/send", 403),
        ("participant1", "", 403),
        ("trainer", "/agreement.pdf", 403),
        ("stranger_manager", "/sign", 404),
        ("stranger_director", "", 404),
    ],
)
def test_others_neither_sign_nor_read_it(world, who, rest, status):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    client = world.client(who)
    ask = client.post if rest == "/send" else client.get
    assert ask(address(world, ref, rest)).status_code == status


def test_a_version_of_another_engagement_is_not_found(world):
    ref = make_agreement(world, AgreementState.TO_SIGN)
    assert world.client("manager").get(address(world, ref[::-1])).status_code == 404


def test_both_sign_at_the_same_moment_and_it_is_signed_once(app):
    world = build_world(app, participants=0)
    make_draft_engagement(world)
    ref = make_agreement(world, AgreementState.TO_SIGN)
    seen = mark(world, ref)
    clients = [world.client("director"), world.client("manager"), another_manager(world)]

    def signing(client):
        return lambda: client.post(address(world, ref, "/sign"), data={"confirm": "y", "seen": seen}).status_code

    assert at_once([signing(client) for client in clients]) == [303] * 3
    assert standing(world, ref) == (AgreementState.SIGNED, 1, True)
    assert [side for side, *_ in signatures(world)] == ["lead", "partner"]
    with app.app_context():
        in_force = db.session.scalars(db.select(AuditEntry).filter_by(action="agreement in force")).all()
        assert len(in_force) == 1
        assert db.session.get_one(Engagement, world.engagement_id).state is EngagementState.OPEN


def test_what_is_frozen_is_what_the_draft_said(world):
    """Lines that somebody changes behind the service change nothing of what is signed."""
    ref = make_agreement(world, AgreementState.TO_SIGN)
    with world.app.app_context():
        for line in db.session.scalars(db.select(AgreementLine)):
            line.quarters = 400
        version = db.session.scalars(db.select(AgreementVersion)).one()
        version.purpose = "Something else."
        db.session.commit()
    shown = world.client("director").get(address(world, ref, "/sign")).text
    assert COMPLETE["purpose"] in shown
    assert "100 days" not in shown
    assert "Something else." not in shown
