"""Administration: authorities, people and their access; for administrators only, and never a role for themselves."""

import pytest
from sqlalchemy import select

from app.accounts import queries
from app.accounts.models import Authority, Invitation, Membership, Person
from app.audit.models import AuditEntry
from app.db import db
from app.mail.models import Message
from app.security.roles import Role
from tests import factories
from tests.clients import page, press_twice, summary_errors
from tests.integration.accounts.steps import count, give_password, last_link, submit_sign_in

FORM = {"email": "mo@town.example", "name": "Mo Manager", "role": "manager"}
PAGES = ("/admin", "/admin/authorities", "/admin/people", "/admin/mail")


def ref_of(world, model, key):
    with world.app.app_context():
        return db.session.get_one(model, key).ref


def authority_url(world, rest=""):
    return f"/admin/authorities/{ref_of(world, Authority, world.lead_id)}{rest}"


def person_url(world, who, rest=""):
    return f"/admin/people/{ref_of(world, Person, world.people[who])}{rest}"


@pytest.mark.parametrize("who", ["manager", "lead_officer", "participant1", "trainer", "finance_officer"])
def test_only_administrators_come_in(world, who):
    client = world.client(who)
    urls = (*PAGES, authority_url(world), authority_url(world, "/invite"), person_url(world, "director"))
    assert {client.get(url).status_code for url in urls} == {403}
    assert client.post(person_url(world, "director", "/end-access")).status_code == 403
    assert client.post(authority_url(world, "/invite"), data=FORM).status_code == 403
    assert world.client(None).get("/admin").location == "/sign-in"


def test_the_register_is_searched_and_paged_by_fifty(world):
    client = world.client("administrator")
    with world.app.app_context():
        for number in range(120):
            factories.authority(name=f"Xtown {number:03}")
        db.session.commit()
    first = client.get("/admin/authorities?q=xtown")
    assert len(page(first).select("tbody tr")) == 50
    assert len(client.queries) == 2
    second = page(first).select_one("a[rel=next]")["href"]
    assert page(client.get(second)).select_one("tbody th").text == "Xtown 050"
    assert len(page(client.get("/admin/authorities?q=xtown&page=3")).select("tbody tr")) == 20
    assert "No authority matches “nowhere”" in client.get("/admin/authorities?q=nowhere").text
    for odd in ("page=0", "page=-1", "page=x", "q=%25", "q=%00", "page=" + "9" * 30):
        assert client.get(f"/admin/authorities?{odd}").status_code == 200


def test_people_are_searched_by_name_and_address(world):
    client = world.client("administrator")
    assert len(page(client.get("/admin/people")).select("tbody tr")) == 28
    assert len(client.queries) == 2
    assert len(page(client.get("/admin/people?q=PARTICIPANT1")).select("tbody tr")) == 4
    assert page(client.get("/admin/people?q=administrator@")).select_one("tbody tr").text.count("Invited") == 1


def test_a_manager_is_invited_and_accepts(world):
    client = world.client("administrator")
    response = client.post(authority_url(world, "/invite"), data=FORM)
    assert response.location == authority_url(world)
    shown = client.get(authority_url(world))
    assert "Mo Manager" in shown.text
    assert len(client.queries) == 4
    newcomer = world.client(None)
    newcomer.post(last_link(world, "invitation"), data={"name": "Mo Manager", "password": "otter lamp velvet"})
    with world.app.app_context():
        managers = [p.name for p in queries.people_of_authority(authority_id=world.lead_id) if p.role is Role.MANAGER]
    assert managers == ["Manager", "Mo Manager"]


def test_a_double_press_invites_once(world):
    client = world.client("administrator")
    once = page(client.get(authority_url(world, "/invite"))).find(id="once")["value"]
    first, second = (client.post(authority_url(world, "/invite"), data=FORM | {"once": once}) for _ in range(2))
    assert first.location == second.location == authority_url(world)
    assert count(world, Invitation) == count(world, Message) == 1


def test_bad_input_is_kept_and_explained(world):
    client = world.client("administrator")
    response = client.post(authority_url(world, "/invite"), data={"email": "mo@", "name": "Mo Manager"})
    assert response.status_code == 422
    assert summary_errors(response) == [
        "Enter an email address in the correct format, like name@example.gov.uk",
        "Select a role",
    ]
    assert page(response).find(id="name")["value"] == "Mo Manager"
    assert client.post(authority_url(world, "/invite"), data=FORM | {"role": "lead_officer"}).status_code == 422
    assert client.post(authority_url(world, "/invite"), data=FORM | {"role": "administrator"}).status_code == 422


def test_an_administrator_gives_no_role_to_themself(world):
    client = world.client("administrator")
    response = client.post(authority_url(world, "/invite"), data=FORM | {"email": "Administrator@Example.TEST"})
    assert response.status_code == 422
    assert "cannot give yourself a role" in summary_errors(response)[0]
    assert count(world, Invitation) == 0


def test_an_invitation_is_withdrawn_and_its_link_stops(world):
    client = world.client("administrator")
    client.post(authority_url(world, "/invite"), data=FORM)
    link = last_link(world, "invitation")
    with world.app.app_context():
        ref = db.session.scalars(select(Invitation.ref)).one()
    elsewhere = f"/admin/authorities/{ref_of(world, Authority, world.partner_id)}/invitations/{ref}/withdraw"
    assert client.post(elsewhere).status_code == 404
    assert client.post(authority_url(world, f"/invitations/{ref}/withdraw")).status_code == 303
    assert client.post(authority_url(world, f"/invitations/{ref}/withdraw")).status_code == 409
    assert world.client(None).get(link).status_code == 410


def test_a_role_for_the_whole_authority_is_ended(world):
    client, trainer = world.client("administrator"), ref_of(world, Person, world.people["trainer"])
    assert client.post(authority_url(world, f"/people/{trainer}/manager/end")).status_code == 404
    assert client.post(authority_url(world, f"/people/{trainer}/participant/end")).status_code == 404
    assert client.post(authority_url(world, f"/people/{trainer}/trainer/end")).status_code == 303
    with world.app.app_context():
        assert not queries.holds_membership(world.people["trainer"], authority_id=world.lead_id)


def test_access_ends_at_once_and_the_work_stays_attributed(world):
    email, leaver, client = (
        give_password(world, "participant1"),
        world.client("participant1"),
        world.client("administrator"),
    )
    before = client.get(person_url(world, "participant1", "/end-access"))
    assert "their role ends" in before.text
    assert leaver.get("/account").status_code == 200
    assert client.post(person_url(world, "participant1", "/end-access")).status_code == 303
    assert leaver.get("/account").status_code == 303
    assert submit_sign_in(world.client(None), email).status_code == 422
    world.client(None).post("/password-reset", data={"email": email})
    assert count(world, Message) == 0
    with world.app.app_context():
        assert queries.names_of([world.people["participant1"]]) == {world.people["participant1"]: "Participant1"}
        live = select(Membership).filter_by(person_id=world.people["participant1"], ended_at=None)
        assert db.session.scalars(live).all() == []
        actions = set(db.session.scalars(select(AuditEntry.action)))
    assert {"access ended", "role ended"} <= actions
    assert "Access ended on 20 November 2026" in client.get(person_url(world, "participant1")).text
    assert client.post(person_url(world, "participant1", "/end-access")).status_code == 303


def test_ending_the_last_lead_officer_says_what_is_left_to_do(world):
    client = world.client("administrator")
    for who in ("lead_officer", "lead_officer2"):
        client.post(person_url(world, who, "/end-access"))
    assert "without a lead officer" in client.get("/admin").text


def test_an_administrator_does_not_lock_themself_out(world):
    client = world.client("administrator")
    assert client.post(person_url(world, "administrator", "/end-access")).status_code == 403
    assert client.get("/admin").status_code == 200
    assert "/end-access" not in client.get(person_url(world, "administrator")).text


def test_unknown_records_are_not_found(world):
    client = world.client("administrator")
    for url in ("/admin/authorities/aaaaaaaaaaaaaa", "/admin/people/aaaaaaaaaaaaaa", "/admin/people/1"):
        assert client.get(url).status_code == 404


def test_a_second_press_of_an_administrator_does_nothing_more(world):
    client = world.client("administrator")
    client.post(authority_url(world, "/invite"), data=FORM)
    assert press_twice(client, authority_url(world), "/withdraw") == [303, 303]
    assert press_twice(client, authority_url(world), "/trainer/end") == [303, 303]
    assert press_twice(client, person_url(world, "trainer", "/end-access"), "/end-access") == [303, 303]
