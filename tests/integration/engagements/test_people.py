"""Who may put whom where, by which rule it is refused, and what everybody then sees."""

import re

import pytest
from sqlalchemy import select

from app.accounts.models import Authority, Invitation, Membership, Person
from app.db import db
from app.mail.models import Message
from app.security.roles import Role
from tests import factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.engagements.forms import set_up

UNA = {"name": "Una Shaw", "email": "Una.Shaw@cwac.example"}


def held(world, person_id: int, role: Role) -> bool:
    with world.app.app_context():
        found = db.session.scalar(select(Membership).filter_by(person_id=person_id, role=role, ended_at=None))
        return found is not None


def invitations(world, **values) -> list[Invitation]:
    with world.app.app_context():
        return list(db.session.scalars(select(Invitation).filter_by(**values).order_by(Invitation.id)))


def ref_of(world, who: str) -> str:
    with world.app.app_context():
        return db.session.get_one(Person, world.people[who]).ref


def without(world, role: str, *, keep: int = 0) -> None:
    with world.app.app_context():
        found = (
            db.session.query(Membership).filter_by(engagement_id=world.engagement_id, role=role).order_by("id").all()
        )
        for each in found[keep:]:
            db.session.delete(each)
        db.session.commit()


def test_both_sides_are_listed_and_participants_only_counted(world):
    client = world.client("participant1")
    response = client.get(world.url("/people"))
    assert len(client.queries) == 5
    assert "Lead Officer2" in response.text
    assert "12 participants" in response.text
    assert "Participant2" not in response.text.split("<main")[1]
    assert ".example" not in response.text.split("<main")[1], "addresses are for those who work with them"
    assert ".example" in world.client("lead_officer").get(world.url("/people")).text


def test_a_manager_assigns_a_colleague_in_one_press_and_they_are_told(world):
    manager = world.client("manager")
    home = set_up(manager)
    form = page(manager.get(f"{home}people/consultants/invite")).find("form", action=re.compile("/assign$"))
    names = page(manager.get(f"{home}people/consultants/invite")).main.text
    assert "Consultant" in names, "a consultant of another engagement is a colleague"
    assert "Lead Officer" not in names
    for _ in range(2):
        assert manager.post(form["action"]).status_code == 303
    with world.app.app_context():
        told = db.session.scalars(select(Message).filter_by(kind="assignment")).all()
    assert len(told) == 1
    assert home in told[0].body
    assert "1 in place" in manager.get(home).text


def test_a_stranger_cannot_be_assigned(world):
    manager = world.client("manager")
    for who in ("stranger_consultant", "lead_officer", "administrator"):
        address = world.url(f"/people/consultants/{ref_of(world, who)}/assign")
        assert manager.post(address).status_code == 404, who


def test_the_manager_invites_the_first_lead_officer_and_lead_officers_invite_more(world):
    home = set_up(world.client("manager"))
    manager = world.client("manager")
    assert (
        manager.post(f"{home}people/lead-officers/invite", data=UNA | {"once": "abcdefgh12345678"}).status_code == 303
    )
    manager.post(f"{home}people/lead-officers/invite", data=UNA | {"once": "abcdefgh12345678"})
    asked = invitations(world, role=Role.LEAD_OFFICER)
    assert len(asked) == 1
    assert asked[0].authority_id == world.partner_id
    with world.app.app_context():
        message = db.session.scalars(select(Message).filter_by(kind="invitation")).one()
    assert message.recipient == "una.shaw@cwac.example"
    assert "to be lead officer in the work of Halton with Children's Trust" in message.body
    assert "has not accepted yet" in manager.get(home).text
    lead = world.client("lead_officer")
    assert lead.post(world.url("/people/lead-officers/invite"), data=UNA).status_code == 303
    assert len(invitations(world, engagement_id=world.engagement_id)) == 1


def test_a_lead_officer_names_one_director(world):
    without(world, "director")
    lead = world.client("lead_officer")
    assert lead.post(world.url("/people/director/invite"), data=UNA).status_code == 303
    second = lead.post(world.url("/people/director/invite"), data={"name": "Bo Low", "email": "bo@cwac.example"})
    assert second.status_code == 422
    assert "has a director, or somebody is invited to be" in summary_errors(second)[0]
    assert page(second).find(id="name")["value"] == "Bo Low"
    assert len(invitations(world, role=Role.DIRECTOR)) == 1
    assert not page(lead.get(world.url("/people"))).find("a", string=re.compile("Name the director"))


@pytest.mark.parametrize("slug", ["director", "lead-officers"])
@pytest.mark.parametrize("role", [Role.MANAGER, Role.TRAINER, Role.FINANCE_OFFICER, Role.CONSULTANT])
def test_nobody_of_the_lead_authority_stands_on_the_partners_side(world, slug, role):
    without(world, "director")
    with world.app.app_context():
        halton = db.session.get_one(Authority, world.lead_id)
        elsewhere = factories.engagement(halton, db.session.get_one(Authority, world.stranger_id))
        both = factories.person(email="both@cwac.example", name="Jo Both")
        factories.membership(both, role, halton, elsewhere if role is Role.CONSULTANT else None)
        db.session.commit()
    client = world.client("lead_officer")
    response = client.post(world.url(f"/people/{slug}/invite"), data={"name": "Jo Both", "email": "BOTH@cwac.example"})
    assert response.status_code == 422
    assert "holds a role at the lead authority" in summary_errors(response)[0]
    assert page(response).find(id="email")["value"] == "BOTH@cwac.example"
    assert invitations(world) == []


def test_an_ended_role_at_the_lead_authority_is_no_bar(world):
    without(world, "director")
    with world.app.app_context():
        former = factories.person(email="former@cwac.example")
        factories.membership(
            former, Role.MANAGER, db.session.get_one(Authority, world.lead_id)
        ).ended_at = former.created_at
        db.session.commit()
    data = {"name": "Former", "email": "former@cwac.example"}
    assert world.client("lead_officer").post(world.url("/people/director/invite"), data=data).status_code == 303


@pytest.mark.parametrize("who", ["lead_officer", "director", "participant1"])
def test_nobody_of_the_partners_side_becomes_consultant(world, who):
    with world.app.app_context():
        person = db.session.get_one(Person, world.people[who])
        data = {"name": person.name, "email": person.email}
    response = world.client("manager").post(world.url("/people/consultants/invite"), data=data)
    assert response.status_code == 422
    assert "is on the partner side" in summary_errors(response)[0]


def test_one_press_does_not_pass_the_rule(world):
    with world.app.app_context():
        director = db.session.get_one(Person, world.people["director"])
        factories.membership(director, Role.TRAINER, db.session.get_one(Authority, world.lead_id))
        ref = director.ref
        db.session.commit()
    response = world.client("manager").post(world.url(f"/people/consultants/{ref}/assign"))
    assert response.status_code == 422
    assert not held(world, world.people["director"], Role.CONSULTANT)


def test_who_is_invited_to_one_side_is_not_invited_to_the_other(world):
    manager, lead = world.client("manager"), world.client("lead_officer")
    assert manager.post(world.url("/people/consultants/invite"), data=UNA).status_code == 303
    response = lead.post(world.url("/people/lead-officers/invite"), data=UNA)
    assert response.status_code == 422
    assert "already invited to the other side" in summary_errors(response)[0]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"name": "", "email": "a@b.example"}, "Enter their full name"),
        ({"name": "A", "email": ""}, "Enter their email address"),
        ({"name": "A", "email": "a at b"}, "Enter an email address in the correct format, like name@example.gov.uk"),
        *(
            ({"name": "A", "email": email}, "Enter an email address in the correct format, like name@example.gov.uk")
            for email in (
                "o’neil@b.example",
                "josé@b.example",
                "a[b]@c.example",
                "a:b@c.example",
                "a@x..uk",
                "x" * 65 + "@b.uk",
            )
        ),
        ({"name": "A" * 121, "email": "a@b.example"}, "Full name must be 120 characters or fewer"),
        (
            {"name": "A", "email": "a@b.example\nBcc: x@y.example"},
            "Enter an email address in the correct format, like name@example.gov.uk",
        ),
    ],
)
def test_a_mistake_is_named_and_kept(world, sent, message):
    response = world.client("lead_officer").post(world.url("/people/lead-officers/invite"), data=sent)
    assert response.status_code == 422
    assert summary_errors(response) == [message]
    assert (page(response).find(id="name").get("value") or "") == sent["name"]


def test_an_invitation_is_sent_again_and_withdrawn(world, clock):
    lead = world.client("lead_officer")
    lead.post(world.url("/people/lead-officers/invite"), data=UNA)
    clock.advance(days=15)
    lead = world.client("lead_officer")
    assert "Link expired" in lead.get(world.url("/people")).text
    first = invitations(world)[0].ref
    assert lead.post(world.url(f"/people/lead-officers/invitations/{first}/resend")).status_code == 303
    assert [bool(each.withdrawn_at) for each in invitations(world)] == [True, False]
    lead.post(world.url(f"/people/lead-officers/invitations/{first}/resend"))
    assert len(invitations(world)) == 2, "a second press finds the first one answered"
    second = invitations(world)[1].ref
    assert lead.post(world.url(f"/people/lead-officers/invitations/{second}/withdraw")).status_code == 303
    assert all(each.withdrawn_at for each in invitations(world))
    assert "Una Shaw" not in lead.get(world.url("/people")).text


def test_an_invitation_is_reached_only_through_its_own_seat_and_engagement(world):
    manager, lead = world.client("manager"), world.client("lead_officer")
    manager.post(world.url("/people/consultants/invite"), data=UNA)
    ref = invitations(world)[0].ref
    for act in ("resend", "withdraw"):
        assert lead.post(world.url(f"/people/consultants/invitations/{ref}/{act}")).status_code == 403
        assert lead.post(world.url(f"/people/lead-officers/invitations/{ref}/{act}")).status_code == 404
        other = set_up(manager)
        assert manager.post(f"{other}people/consultants/invitations/{ref}/{act}").status_code == 404
    assert invitations(world)[0].withdrawn_at is None


def test_removing_ends_the_role_and_the_last_lead_officer_stays(world):
    lead = world.client("lead_officer")
    address = world.url(f"/people/lead-officers/{ref_of(world, 'lead_officer2')}/remove")
    once = page(lead.get(address)).find("input", attrs={"name": "once"})["value"]
    assert [lead.post(address, data={"once": once}).status_code for _ in range(2)] == [303, 303]
    assert not held(world, world.people["lead_officer2"], Role.LEAD_OFFICER)
    assert world.client("lead_officer2").get(world.url("/")).status_code == 404
    last = world.url(f"/people/lead-officers/{ref_of(world, 'lead_officer')}/remove")
    assert "Invite another lead officer first" in lead.get(last).text
    for who in ("lead_officer", "manager"):
        response = world.client(who).post(last)
        assert response.status_code == 422
        assert "only lead officer" in summary_errors(response)[0]
    assert held(world, world.people["lead_officer"], Role.LEAD_OFFICER)


def test_who_takes_themself_off_is_led_away(world):
    address = world.url(f"/people/lead-officers/{ref_of(world, 'lead_officer2')}/remove")
    assert world.client("lead_officer2").post(address).location == "/engagements"


@pytest.mark.parametrize(
    ("who", "slug"),
    [
        ("consultant", "consultants"),
        ("consultant", "lead-officers"),
        ("manager", "director"),
        ("lead_officer", "consultants"),
        ("director", "lead-officers"),
        ("director", "director"),
        ("participant1", "director"),
        ("trainer", "consultants"),
    ],
)
def test_roles_without_the_permission_get_403(world, who, slug):
    client = world.client(who)
    target = {"consultants": "consultant", "lead-officers": "lead_officer2", "director": "director"}[slug]
    assert client.get(world.url(f"/people/{slug}/invite")).status_code == 403
    assert client.post(world.url(f"/people/{slug}/invite"), data=UNA).status_code == 403
    assert client.post(world.url(f"/people/{slug}/{ref_of(world, target)}/remove")).status_code == 403


def test_somebody_in_place_is_not_invited_again(world):
    with world.app.app_context():
        person = db.session.get_one(Person, world.people["lead_officer2"])
        data = {"name": person.name, "email": person.email}
    assert world.client("lead_officer").post(world.url("/people/lead-officers/invite"), data=data).status_code == 303
    assert invitations(world) == []


def make_administrator(world, who: str) -> dict[str, str]:
    with world.app.app_context():
        person = db.session.get_one(Person, world.people[who])
        person.is_administrator = True
        db.session.commit()
        return {"name": person.name, "email": person.email}


def test_an_administrator_is_told_that_nobody_grants_themself_a_role(world):
    data = make_administrator(world, "manager")
    manager = world.client("manager")
    response = manager.post(world.url("/people/consultants/invite"), data=data)
    assert response.status_code == 422
    assert "cannot give yourself a role" in summary_errors(response)[0]
    assert page(response).select_one("#email-error")
    response = manager.post(world.url(f"/people/consultants/{ref_of(world, 'manager')}/assign"))
    assert response.status_code == 422
    assert "cannot give yourself a role" in summary_errors(response)[0]
    assert not held(world, world.people["manager"], Role.CONSULTANT)


def test_an_administrator_who_was_invited_cannot_invite_themself_again(world):
    data = make_administrator(world, "manager")
    second = factories_manager(world)
    assert (
        world.app.test_client().sign_in(second).post(world.url("/people/consultants/invite"), data=data).status_code
        == 303
    )
    manager = world.client("manager")
    response = manager.post(world.url(f"/people/consultants/invitations/{invitations(world)[0].ref}/resend"))
    assert response.status_code == 303
    assert "cannot give yourself a role" in manager.get(response.location).text
    assert len(invitations(world)) == 1


def factories_manager(world) -> int:
    with world.app.app_context():
        person = factories.person()
        factories.membership(person, Role.MANAGER, db.session.get_one(Authority, world.lead_id))
        db.session.commit()
        return person.id


@pytest.mark.parametrize(("act", "sent"), [("resend", 2), ("withdraw", 1)])
def test_a_second_press_on_an_invitation_does_nothing_more(world, act, sent):
    lead = world.client("lead_officer")
    lead.post(world.url("/people/lead-officers/invite"), data=UNA)
    assert press_twice(lead, world.url("/people"), f"/{act}") == [303, 303]
    assert len(invitations(world)) == sent
    assert "meanwhile" not in lead.get(world.url("/people")).text


def test_a_second_press_on_assign_tells_them_once(world):
    manager = world.client("manager")
    home = set_up(manager)
    assert press_twice(manager, f"{home}people/consultants/invite", "/assign") == [303, 303]
    with world.app.app_context():
        assert len(db.session.scalars(select(Message)).all()) == 1
