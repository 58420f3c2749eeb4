"""The day before the journey: the register, the questionnaire, and Halton's own people with their passwords."""

from functools import cache

from app.accounts.hashing import hash_password
from app.accounts.models import Authority, Person
from app.accounts.services import load_register
from app.db import db
from app.security.roles import Role
from tests import factories
from tests.browser.site import Site
from tests.conftest import NOON
from tests.world import SAP

PASSWORD = "otter lamp velvet"
MANAGER, COLLEAGUE = "manager@halton.example", "consultant@halton.example"
STAFF = ((MANAGER, "Maya Manager", Role.MANAGER), (COLLEAGUE, "Colin Consultant", Role.TRAINER))


@cache
def password_hash() -> str:
    return hash_password(PASSWORD)


def prepare(site: Site) -> None:
    """Load what an installation holds before its first engagement."""
    with site.app.app_context():
        load_register(now=NOON)
        factories.instrument_version(SAP)
        halton = db.session.scalars(db.select(Authority).filter_by(name="Halton")).one()
        for email, name, role in STAFF:
            factories.membership(factories.person(email=email, name=name, password_hash=password_hash()), role, halton)
        db.session.commit()


def give_password(site: Site, person_id: int) -> str:
    """Let somebody of the world sign in with PASSWORD; gives the e-mail address."""
    with site.app.app_context():
        person = db.session.get_one(Person, person_id)
        person.password_hash = password_hash()
        email = person.email
        db.session.commit()
    return email
