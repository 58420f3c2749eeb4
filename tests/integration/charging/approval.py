"""What tests of approval and corrections share: pages, presses, and what stands afterwards."""

from app.charging.models import EntryMessage, EntryState, SupportEntry
from app.charging.services.approving import shown_digest
from app.db import db
from app.mail.models import Message
from app.security import Identity
from tests.clients import page

MONTH = "/days/months/2026-11"


def line(ref, rest=""):
    return f"/days/entries/{ref}{rest}"


def state_of(world, ref):
    with world.app.app_context():
        return db.session.scalar(db.select(SupportEntry.state).filter_by(ref=ref))


def states(world):
    with world.app.app_context():
        return [each.value for each in db.session.scalars(db.select(SupportEntry.state).order_by(SupportEntry.id))]


def mark_of(world, *refs):
    with world.app.app_context():
        found = db.session.execute(db.select(SupportEntry.ref, SupportEntry.version).where(SupportEntry.ref.in_(refs)))
        return shown_digest((ref, version) for ref, version in found)


def version_of(world, ref):
    with world.app.app_context():
        return db.session.scalar(db.select(SupportEntry.version).filter_by(ref=ref))


def seen(world, ref, **form):
    return {"seen": str(version_of(world, ref)), **form}


def thread(world):
    with world.app.app_context():
        found = db.session.scalars(db.select(EntryMessage).order_by(EntryMessage.id))
        return [(each.kind.value, each.author_name, each.text) for each in found]


def mails(world):
    with world.app.app_context():
        found = db.session.scalars(db.select(Message).order_by(Message.id))
        return [(each.kind, each.recipient.partition("@")[0]) for each in found]


def banner(response):
    return page(response).select_one(".govuk-notification-banner__content").get_text(" ", strip=True)


SUBMITTED = {"state": EntryState.SUBMITTED}


def identity_of(world, who):
    """Somebody as the gate would name them, for a service that is called without a page; no role of an authority."""
    return Identity(
        person_id=world.people[who],
        person_ref=who,
        name=who.replace("_", " ").title(),
        email=f"{who}@council.example",
        sign_in_id=0,
        is_administrator=False,
        authority_id=None,
        authority_name="",
        authority_count=1,
        authority_roles=(),
    )
