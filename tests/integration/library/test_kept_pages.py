"""The library's list and an item are kept as they were printed: changed by anything they are made of."""

import datetime as dt

import pytest
from sqlalchemy import update

from app.accounts.models import Membership, Person
from app.cases.models import ServiceCase
from app.db import db
from app.engagements.models import Engagement, EngagementState
from app.library.models import LibraryItem, LibraryUse, LibraryVersion, Sharing
from tests import cases_factories, library_factories
from tests.integration.kept_pages import follows, shown
from tests.integration.library.shelves import item_of, make_item
from tests.world import build_world

AN_HOUR_AGO = dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC)
CHANGES = (
    (update(LibraryItem).values(title="Changed"), ""),
    (update(LibraryItem).values(about="Changed"), ""),
    (update(LibraryItem).values(standards=["performance-review"]), ""),
    (update(LibraryItem).values(stages=["plan"]), ""),
    (update(LibraryItem).values(from_level=2, to_level=3), ""),
    (update(LibraryItem).values(review_on=dt.date(2026, 11, 20)), ""),
    (update(LibraryItem).values(sharing=Sharing.ALL), ""),
    (update(Person).values(name="Changed"), ""),
    (update(LibraryVersion).values(link="", tool_key="changed"), ""),
    (update(LibraryItem).values(about="Changed again"), "/item"),
    (update(LibraryVersion).values(change="Changed"), "/item"),
    (update(LibraryUse).values(note="Changed"), "/item"),
    (update(LibraryUse).values(used_on=dt.date(2026, 11, 1)), "/item"),
    (update(ServiceCase).values(service="Changed"), "/item"),
    (update(Person).values(name="Changed again"), "/item"),
    (update(LibraryItem).values(sharing=Sharing.OWN), "/item"),
    (update(LibraryItem).values(withdrawn_at=AN_HOUR_AGO, withdrawn_reason="Changed"), "/item"),
    (update(Engagement).values(state=EngagementState.CLOSED), "/item"),
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whatever_changes_is_on_the_page_at_once(app):
    world = build_world(app, participants=1)
    ref, owner_id = make_item(world, share=True), world.people["consultant"]
    with app.app_context():
        within, owner = db.session.get_one(Engagement, world.engagement_id), db.session.get_one(Person, owner_id)
        case = cases_factories.service_case(within, owner)
        library_factories.use(item_of(ref), within, owner, case_ref=case.ref)
        db.session.commit()
    client, rests = world.client("manager"), {"": "/library", "/item": f"/library/{ref}"}
    left = update(Membership).where(Membership.person_id == owner_id).values(ended_at=AN_HOUR_AGO)
    for rest in rests.values():
        assert shown(client, world.url(rest)) == shown(client, world.url(rest))
    follows(app, client, [(change, world.url(rests[page])) for change, page in ((left, ""), *CHANGES)])
