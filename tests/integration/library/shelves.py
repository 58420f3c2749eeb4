"""Items made directly, so that a test starts where its question starts; and forms as people fill them in."""

from typing import Any

from app.accounts.models import Authority, Person
from app.db import db
from app.engagements.models import Engagement
from app.library.models import LibraryItem
from tests import library_factories
from tests.clients import LintingClient, page
from tests.world import World


def make_item(world: World, side: str = "lead", *, share: bool = False, **values: Any) -> str:
    """Make an item of one side, with `share` shared with this engagement; gives its reference."""
    with world.app.app_context():
        owner = db.session.get_one(Person, world.people["consultant" if side == "lead" else "lead_officer"])
        authority = db.session.get_one(Authority, world.lead_id if side == "lead" else world.partner_id)
        item = library_factories.item(authority, owner, **values)
        if share:
            library_factories.shared(item, db.session.get_one(Engagement, world.engagement_id), owner)
        ref = item.ref
        db.session.commit()
    return ref


def item_of(ref: str) -> LibraryItem:
    """The record; in an app context."""
    return db.session.scalars(db.select(LibraryItem).filter_by(ref=ref)).one()


def day(name: str, text: str) -> dict[str, str]:
    """Type a date."""
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), text.split(), strict=True))


def described(**values: Any) -> dict[str, Any]:
    """A description as it is typed."""
    usual = {"title": "Needs assessment template", "about": "Use it at the start.", "from_level": "", "to_level": ""}
    return {**usual, **day("review_on", "20 11 2027"), **values}


def listed(client: LintingClient, address: str) -> list[str]:
    """The titles of the items on a page of the list."""
    return [link.get_text(strip=True) for link in page(client.get(address)).select("main a.govuk-\\!-font-weight-bold")]
