"""Signing in and out: the right password only, no hint who exists, no way to be led away, and an end that is an end."""

import re

import pytest
from sqlalchemy import select, update

from app.accounts import hashing, throttle
from app.accounts.models import Membership, Person, SignIn
from app.db import db
from app.db.clock import now
from app.security.roles import Role
from tests import factories
from tests.clients import page, summary_errors
from tests.integration.accounts.steps import HOME, PASSWORD, give_password, live_sessions, submit_sign_in


def without_token(response):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", response.text)


def test_the_right_password_signs_in_and_leads_to_your_work(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    response = submit_sign_in(client, email.upper())
    assert (response.status_code, response.location) == (303, HOME)
    assert "Lead Officer" in client.get("/account").text


def test_a_signed_in_page_costs_one_query(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    assert client.get("/account/name").status_code == 200
    assert len(client.queries) == 1


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    wrong = submit_sign_in(client, email, "kettle quarry plinth")
    unknown = submit_sign_in(client, "nobody@cwac.example", "kettle quarry plinth")
    invited = submit_sign_in(client, "director@cwac.example", "kettle quarry plinth")
    assert wrong.status_code == unknown.status_code == invited.status_code == 422
    assert summary_errors(wrong) == ["Email address or password is not correct"]
    assert without_token(wrong).replace(email, "X") == without_token(unknown).replace("nobody@cwac.example", "X")
    assert client.get("/account").status_code == 303


def test_an_unknown_address_takes_the_same_work(world, monkeypatch):
    checked = []
    monkeypatch.setattr(hashing, "matches", lambda known, password: bool(checked.append(known)))
    client = world.client(None)
    submit_sign_in(client, give_password(world, "lead_officer"))
    submit_sign_in(client, "nobody@cwac.example")
    assert [known is None for known in checked] == [False, True]


def test_what_was_typed_is_kept_but_not_the_password(world):
    response = submit_sign_in(world.client(None), "lead@cwac.example", "a wrong password")
    assert page(response).find(id="email")["value"] == "lead@cwac.example"
    assert "a wrong password" not in response.text
    empty = world.client(None).post("/sign-in", data={})
    assert empty.status_code == 422
    assert summary_errors(empty) == ["Enter your email address", "Enter your password"]


def test_the_page_asked_for_comes_after_signing_in(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    assert client.get("/account/name?from=mail").location == "/sign-in"
    assert submit_sign_in(client, email).location == "/account/name?from=mail"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_no_address_leads_away_after_signing_in(world, away):
    email, client = give_password(world, "lead_officer"), world.client(None)
    with client.session_transaction() as cookie:
        cookie["next"] = away
    assert submit_sign_in(client, email).location == HOME
    assert submit_sign_in(client, email, query_string={"next": away}).location == HOME


def test_nothing_planted_in_the_browser_before_survives_signing_in(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["csrf_token"], cookie["planted"] = "an attacker's token", "known", "yes"
    submit_sign_in(client, email)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != "an attacker's token"
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != "known"
        assert cookie.permanent


def test_signing_in_again_in_the_same_browser_ends_the_session_before(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    submit_sign_in(client, email)
    assert live_sessions(world, "lead_officer") == 1


def test_signing_out_ends_the_session_on_the_server(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert client.post("/sign-out").status_code == 303
    assert live_sessions(world, "lead_officer") == 0
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert client.get("/account").location == "/sign-in"
    assert world.client(None).post("/sign-out").status_code == 303


def test_a_session_ends_after_twelve_hours_however_busy(world, clock):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    clock.advance(hours=11, minutes=59)
    assert client.get("/account").status_code == 200
    clock.advance(minutes=1)
    assert client.get("/account").status_code == 303


def test_a_session_ends_after_four_idle_hours(world, clock, monkeypatch):
    email, client = give_password(world, "lead_officer"), world.client(None)
    moment = {"at": 1_795_000_000}
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda self: moment["at"])
    submit_sign_in(client, email)
    for _ in range(2):  # six hours with a page every three: the cookie is renewed
        moment["at"] += 3 * 3600
        clock.advance(hours=3)
        assert client.get("/account").status_code == 200
    moment["at"] += 4 * 3600 + 1
    clock.advance(hours=4, seconds=1)
    response = client.get("/account", headers={"Cookie": f"session={client.get_cookie('session').value}"})
    assert response.status_code == 303


def test_the_cookie_is_renewed_now_and_then_only(world, clock):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    client.get("/account")  # its forms put their token into the cookie
    clock.advance(minutes=9)
    assert "Set-Cookie" not in client.get("/account").headers
    clock.advance(minutes=2)
    assert "session=" in client.get("/account").headers["Set-Cookie"]
    assert "Set-Cookie" not in client.get("/account").headers


def test_somebody_whose_access_ended_cannot_sign_in_and_is_out_at_once(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    with world.app.app_context():
        db.session.execute(update(Person).where(Person.email == email).values(ended_at=now()))
        db.session.commit()
    assert client.get("/account").status_code == 303
    assert submit_sign_in(world.client(None), email).status_code == 422


def test_tries_are_limited_per_address_whether_it_exists_or_not(world, monkeypatch):
    monkeypatch.setattr(hashing, "matches", lambda known, password: False)
    email = give_password(world, "lead_officer")
    for tried in (email, "nobody@cwac.example"):
        client = world.client(None)
        for _ in range(10):
            assert submit_sign_in(client, tried, "a wrong password").status_code == 422
        refused = submit_sign_in(client, tried.title(), "a wrong password")
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 900
        assert "Too many attempts" in refused.text


def test_the_right_password_forgives_earlier_tries(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    for _ in range(3):
        for _ in range(3):
            submit_sign_in(client, email, "a wrong password")
        assert submit_sign_in(client, email).status_code == 303


def test_tries_are_limited_per_network(world, monkeypatch):
    monkeypatch.setattr(hashing, "matches", lambda known, password: False)
    monkeypatch.setattr(throttle.SIGN_IN.by_network, "amount", 3)
    client = world.client(None)
    codes = [submit_sign_in(client, f"x{n}@cwac.example", "wrong").status_code for n in range(4)]
    assert codes == [422, 422, 422, 429]
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert submit_sign_in(client, "x9@cwac.example", "wrong", **elsewhere).status_code == 422


def test_one_ipv6_customer_is_one_network(world):
    with world.app.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8:1:2::7"}):
        first = throttle.network()
    with world.app.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8:1:2:ffff::1"}):
        assert throttle.network() == first


def test_a_hash_of_old_parameters_is_renewed(world, monkeypatch):
    email, client = give_password(world, "lead_officer"), world.client(None)
    with world.app.app_context():
        before = db.session.scalar(select(Person.password_hash).where(Person.email == email))
    monkeypatch.setattr(hashing, "is_outdated", lambda known: True)
    assert submit_sign_in(client, email).status_code == 303
    with world.app.app_context():
        after = db.session.scalar(select(Person.password_hash).where(Person.email == email))
    assert after != before
    assert hashing.matches(after, PASSWORD)


def test_nobody_waits_for_the_database_while_a_password_is_checked(world, monkeypatch):
    """On SQLite another request must be able to write at that moment."""
    email, client = give_password(world, "lead_officer"), world.client(None)
    real = hashing.matches

    def matches_while_another_writes(known, password):
        with world.app.app_context():
            db.session.execute(update(Person).where(Person.email == "director@x.example").values(name="Somebody"))
            db.session.commit()
        return real(known, password)

    monkeypatch.setattr(hashing, "matches", matches_while_another_writes)
    assert submit_sign_in(client, email).status_code == 303


def test_the_first_authority_by_name_is_worked_in(world):
    email, client = give_password(world, "lead_officer"), world.client(None)
    with world.app.app_context():
        first = factories.authority(name="Aardvark")
        person = db.session.get_one(Person, world.people["lead_officer"])
        factories.membership(person, Role.TRAINER, first)
        last = factories.authority(name="Aaa, left long ago")
        factories.membership(person, Role.TRAINER, last).ended_at = now()
        db.session.commit()
    submit_sign_in(client, email)
    assert page(client.get("/account")).select_one(".app-header__authority").text.startswith("Aardvark")


def test_authorities_are_switched_by_a_press_and_only_own_ones(world):
    client = world.client("lead_officer")
    with world.app.app_context():
        other = factories.authority(name="Zebra")
        factories.membership(db.session.get_one(Person, world.people["lead_officer"]), Role.TRAINER, other)
        stranger_ref = factories.authority(name="Not mine").ref
        ref = other.ref
        db.session.commit()
    response = client.get("/authorities")
    assert [label.text for label in page(response).select(".govuk-radios__label")] == [
        "Cheshire West and Chester",
        "Zebra",
    ]
    assert len(client.queries) == 2
    assert client.post("/authorities", data={"authority": stranger_ref}).status_code == 422
    assert client.post("/authorities", data={}).status_code == 422
    assert client.post("/authorities", data={"authority": ref}).location == HOME
    assert "Zebra" in page(client.get("/account")).select_one(".app-header__authority").text


def test_somebody_without_a_role_is_told_what_happens_next(world):
    assert "When you are invited" in world.client("administrator").get("/authorities").text


def test_old_sessions_are_swept_when_the_person_signs_in(world, clock):
    email, client = give_password(world, "lead_officer"), world.client(None)
    submit_sign_in(client, email)
    clock.advance(days=1)
    submit_sign_in(world.client(None), email)
    with world.app.app_context():
        assert (
            len(db.session.scalars(select(SignIn).join(Membership, Membership.person_id == SignIn.person_id)).all())
            == 1
        )


IMAGE = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": IMAGE}, {"Accept": "*/*"}])
def test_nobody_lands_on_a_part_of_a_page_or_an_image_after_signing_in(world, headers):
    email, client = give_password(world, "lead_officer"), world.client(None)
    client.get("/account/name", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    client.get("/account/password", headers=headers)
    assert submit_sign_in(client, email).location == "/account/name"
