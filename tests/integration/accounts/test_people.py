"""Services and queries about people, roles and invitations, as other rooms use them."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts import queries, services
from app.accounts.models import Invitation, Membership, Person
from app.accounts.services import Grant, Invitee
from app.audit.models import AuditEntry
from app.db import db
from app.db.clock import now
from app.mail.models import Message
from app.security.roles import Role
from tests import factories
from tests.clients import counted_queries

REASON = "to score the baseline self-assessment of the Children's Trust by 4 December 2026"


def grant_to(world, role=Role.PARTICIPANT):
    return Grant(role, world.partner_id, world.engagement_id)


def invite(world, email="new@cwac.example", **values):
    person = services.ensure_person(Invitee(email, "Nia New"), now=now())
    options = {
        "inviter_id": world.people["lead_officer"],
        "inviter_name": "Lead Officer",
        "reason": REASON,
        "now": now(),
    }
    return services.invite(person, grant_to(world), **options | values)


def test_a_person_is_found_by_email_in_any_case_and_keeps_the_known_name(world):
    with world.app.app_context():
        first = services.ensure_person(Invitee(" Nia.New@CWAC.example ", "Nia  New"), now=now())
        again = services.ensure_person(Invitee("nia.new@cwac.EXAMPLE", "Somebody Else"), now=now())
        assert first.id == again.id
        assert (again.email, again.name) == ("nia.new@cwac.example", "Nia New")


def test_an_invitation_is_mailed_with_a_link_that_the_database_does_not_hold(world):
    with world.app.app_context():
        invitation = invite(world)
        message = db.session.scalars(select(Message)).one()
        token = message.body.partition("http://127.0.0.1/invitations/")[2].split()[0]
        assert len(token) > 40
        assert token not in invitation.token_digest
        assert message.recipient == "new@cwac.example"
        assert f"Lead Officer invites you {REASON}." in message.body
        assert "participant for Cheshire West and Chester" in message.body
        assert "4 December 2026" in message.body
        assert invitation.expires_at - now() == dt.timedelta(days=14)


def test_a_second_invitation_withdraws_the_first(world):
    with world.app.app_context():
        first, second = invite(world), invite(world)
        db.session.refresh(first)
        assert first.withdrawn_at == now()
        waiting = queries.open_invitations(engagement_id=world.engagement_id)
        assert [row.ref for row in waiting] == [second.ref]
        assert waiting[0].email == "new@cwac.example"
        assert not waiting[0].expired(now())


def load(ref):
    db.session.commit()
    db.session.expire_all()
    return db.session.scalars(
        select(Invitation).where(Invitation.ref == ref).options(joinedload(Invitation.person))
    ).one()


def test_accepting_gives_the_role_once(world):
    with world.app.app_context():
        invitation = load(invite(world).ref)
        services.accept(invitation, name="Nia New", password_hash="hash", now=now())
        assert queries.holds_membership(invitation.person_id, authority_id=world.partner_id)
        with pytest.raises(services.InvitationNotOpenError):
            services.accept(invitation, now=now())


@pytest.mark.parametrize("spoilt", ["expired", "withdrawn"])
def test_a_spoilt_invitation_gives_nothing(world, clock, spoilt):
    with world.app.app_context():
        invitation = load(invite(world).ref)
        if spoilt == "expired":
            clock.advance(days=14)
        else:
            services.withdraw(invitation, actor_id=world.people["lead_officer"], now=now())
        with pytest.raises(services.InvitationNotOpenError):
            services.accept(invitation, now=now())
        assert not queries.holds_membership(invitation.person_id, authority_id=world.partner_id)


def test_an_ended_role_is_revived_and_not_doubled(world):
    with world.app.app_context():
        person = factories.person()
        first = services.grant_membership(person.id, grant_to(world), actor_id=None, now=now())
        services.end_membership(first, actor_id=world.people["lead_officer"], now=now())
        assert not queries.holds_membership(person.id, authority_id=world.partner_id)
        second = services.grant_membership(person.id, grant_to(world), actor_id=None, now=now())
        assert (second.id, second.ended_at) == (first.id, None)


def test_an_administrator_cannot_take_a_role(world):
    administrator = world.people["administrator"]
    grant = Grant(Role.MANAGER, world.lead_id, None)
    with world.app.app_context():
        with pytest.raises(services.SelfGrantError):
            services.grant_membership(administrator, grant, actor_id=administrator, now=now())
        with pytest.raises(services.SelfGrantError):
            services.invite(
                db.session.get_one(Person, administrator), grant, inviter_id=administrator, inviter_name="A",
                reason="to manage", now=now(),
            )  # fmt: skip
        assert db.session.scalar(select(func.count()).where(Membership.person_id == administrator)) == 0
        assert db.session.scalars(select(Message)).all() == []


def test_the_last_lead_officer_stays(world):
    with world.app.app_context():
        rows = [
            r for r in queries.people_of_engagement(engagement_id=world.engagement_id) if r.role is Role.LEAD_OFFICER
        ]
        first, last = (queries.membership_of(r.person_ref, r.role, engagement_id=world.engagement_id) for r in rows)
        services.end_membership(first, actor_id=world.people["manager"], now=now())
        with pytest.raises(services.LastLeadOfficerError):
            services.end_membership(last, actor_id=world.people["manager"], now=now())
        assert last.ended_at is None


def test_of_two_lead_officers_who_leave_at_once_one_stays(world):
    with world.app.app_context():
        rows = queries.people_of_engagement(engagement_id=world.engagement_id)
        keys = [row.membership_id for row in rows if row.role is Role.LEAD_OFFICER]
    together = threading.Barrier(2)

    def leave(key):
        with world.app.app_context():
            together.wait()
            try:
                services.end_membership(
                    db.session.get_one(Membership, key), actor_id=world.people["manager"], now=now()
                )
            except services.LastLeadOfficerError:
                return "stays"
            db.session.commit()
            return "leaves"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, keys)) == ["leaves", "stays"]


def test_two_who_add_the_same_person_at_once_add_one(world):
    together = threading.Barrier(2)

    def add(name):
        with world.app.app_context():
            together.wait()
            person_id = services.ensure_person(Invitee("nia@cwac.example", name), now=now()).id
            db.session.commit()
            return person_id

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(add, ["Nia", "Nia New"])
    assert first == second


def test_people_are_told_apart_by_engagement(world):
    with world.app.app_context():
        people = queries.people_of_engagement(engagement_id=world.engagement_id)
        assert len(people) == 16
        assert not any("Stranger" in person.name for person in people)
        assert [p.name for p in queries.people_of_authority(authority_id=world.lead_id)] == [
            "Finance Officer", "Manager", "Trainer",
        ]  # fmt: skip
        stranger = next(p for p in queries.people_of_authority(authority_id=world.stranger_id))
        assert queries.membership_of(stranger.person_ref, stranger.role, engagement_id=world.engagement_id) is None


def test_letters_go_once_to_each_person_of_the_roles(world):
    with world.app.app_context():
        services.grant_membership(
            world.people["lead_officer"], grant_to(world, Role.DIRECTOR), actor_id=None, now=now()
        )
        letters = queries.mail_addresses(engagement_id=world.engagement_id, roles=[Role.LEAD_OFFICER, Role.DIRECTOR])
        assert [letter.name for letter in letters] == ["Director", "Lead Officer", "Lead Officer2"]


def test_names_for_the_audit_trail_come_in_one_query(world):
    with counted_queries() as sent, world.app.app_context():
        names = queries.names_of([world.people["manager"], world.people["director"], world.people["manager"]])
        assert names == {world.people["manager"]: "Manager", world.people["director"]: "Director"}
        assert queries.names_of([]) == {}
    assert len(sent) == 1


def test_the_audit_trail_holds_keys_and_no_names(world):
    with world.app.app_context():
        invitation = load(invite(world).ref)
        services.accept(invitation, name="Nia New", password_hash="hash", now=now())
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [entry.action for entry in entries] == [
            "person added", "invitation sent", "invitation accepted", "role granted",
        ]  # fmt: skip
        text = " ".join(f"{entry.subject} {entry.was} {entry.became}" for entry in entries)
        assert "Nia" not in text
        assert "@" not in text
        assert entries[-1].actor_id == world.people["lead_officer"]


def test_authorities_are_found_by_part_of_their_name_fifty_to_a_page(world):
    with world.app.app_context():
        assert [row.name for row in queries.authorities_matching(" chester ", page=1).rows] == [
            "Cheshire West and Chester"
        ]
        assert queries.authorities_matching("100%", page=1).total == 0
        for number in range(60):
            factories.authority(name=f"Xtown {number:02}")
        first, second = (queries.authorities_matching("xtown", page=page) for page in (1, 2))
        assert (len(first.rows), len(second.rows), first.total, first.pages) == (50, 10, 60, 2)
        assert queries.authority_by_ref(first.rows[0].ref).name == "Xtown 00"
