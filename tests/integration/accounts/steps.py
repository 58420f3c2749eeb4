"""Steps that tests of accounts share: a password for somebody, the link of the last e-mail, signing in by the page."""

from functools import cache

from sqlalchemy import func, select

from app.accounts.hashing import hash_password
from app.accounts.models import Person, SignIn
from app.db import db
from app.mail.models import Message

HOME = "/home"
PASSWORD = "otter lamp velvet"
OTHER_PASSWORD = "kettle quarry plinth"


@cache
def known_hash():
    return hash_password(PASSWORD)


def give_password(world, who):
    """Let `who` sign in with PASSWORD; gives the e-mail address."""
    with world.app.app_context():
        person = db.session.get_one(Person, world.people[who])
        person.password_hash = known_hash()
        email = person.email
        db.session.commit()
    return email


def submit_sign_in(client, email, password=PASSWORD, **options):
    return client.post("/sign-in", data={"email": email, "password": password}, **options)


def last_link(world, kind):
    """The path of the link in the latest message of a kind."""
    with world.app.app_context():
        body = db.session.scalar(select(Message.body).where(Message.kind == kind).order_by(Message.id.desc()).limit(1))
    return "/" + body.partition("http://127.0.0.1/")[2].split()[0]


def count(world, model, *where):
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).where(*where))


def live_sessions(world, who):
    return count(world, SignIn, SignIn.person_id == world.people[who], SignIn.ended_at.is_(None))
