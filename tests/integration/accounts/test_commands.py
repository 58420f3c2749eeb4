"""The commands: the register loads once however often, and an administrator gets a link to choose a password."""

from sqlalchemy import select

from app.accounts.models import Authority, Person
from app.accounts.services.register import REGISTER
from app.db import db
from tests.integration.accounts.steps import OTHER_PASSWORD, count, submit_sign_in


def test_the_register_loads_whole_and_again_changes_nothing(app):
    runner = app.test_cli_runner()
    assert "397 authorities added" in runner.invoke(args=["accounts", "load-register"]).output
    with app.app_context():
        halton = db.session.scalars(select(Authority).where(Authority.name == "Halton")).one()
        ref, halton.region = halton.ref, "Wrong"
        db.session.commit()
    again = runner.invoke(args=["accounts", "load-register"]).output
    assert "0 authorities added, 1 corrected, 396 as they were" in again
    with app.app_context():
        halton = db.session.scalars(select(Authority).where(Authority.name == "Halton")).one()
        assert (halton.ref, halton.region, halton.upper_tier) == (ref, "North West", True)
        upper = select(Authority).where(Authority.nation == "England", Authority.upper_tier)
        assert len(db.session.scalars(upper).all()) == 153


def test_the_attribution_stands_beside_the_data():
    text = (REGISTER.parent / "README.txt").read_text()
    assert "mySociety" in text
    assert "CC BY 4.0" in text


def test_an_administrator_is_made_and_chooses_a_password(world, clock):
    runner = world.app.test_cli_runner()
    result = runner.invoke(args=["accounts", "create-administrator", "Ada@Example.test", "Ada Admin"])
    assert result.exit_code == 0
    link = "/" + result.output.split("http://127.0.0.1/")[1].strip()
    clock.advance(hours=23)
    client = world.client(None)
    assert client.post(link, data={"password": OTHER_PASSWORD}).status_code == 303
    submit_sign_in(client, "ada@example.test", OTHER_PASSWORD)
    assert client.get("/admin").status_code == 200
    assert world.client(None).get(link).status_code == 410


def test_making_an_administrator_twice_makes_one_person(world):
    for _ in range(2):
        world.app.test_cli_runner().invoke(args=["accounts", "create-administrator", "ada@example.test", "Ada"])
    assert count(world, Person, Person.email == "ada@example.test", Person.is_administrator) == 1


def test_a_wrong_address_is_refused(world):
    result = world.app.test_cli_runner().invoke(args=["accounts", "create-administrator", "ada", "Ada Admin"])
    assert result.exit_code != 0
    assert "not an e-mail address" in result.output
