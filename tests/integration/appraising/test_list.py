"""The list of tools in use: what is under way always, what is over page by page."""

from app.accounts.models import Person
from app.appraising.models import AppraisalState
from app.db import db
from app.engagements.models import Engagement
from tests import appraising_factories as made
from tests.clients import page


def test_what_is_over_comes_in_pages_and_what_is_under_way_on_each(world):
    with world.app.app_context():
        place = (
            db.session.get_one(Engagement, world.engagement_id),
            db.session.get_one(Person, world.people["lead_officer"]),
        )
        for number in range(51):
            made.appraisal(*place, title=f"Over {number}", state=AppraisalState.WITHDRAWN)
        made.appraisal(*place, title="Still open")
        db.session.commit()
    client = world.client("director")
    shown = {}
    for number in (1, 2):
        found = page(client.get(world.url(f"/tools?page={number}"))).main
        shown[number] = [link.text for link in found.select("table a") if link.text.startswith(("Over", "Still"))]
        assert len(client.queries) <= 4
    assert (shown[1][:2], len(shown[1])) == (["Still open", "Over 50"], 51)
    assert shown[2] == ["Still open", "Over 0"]
    assert found.find("a", attrs={"rel": "prev"})["href"] == "?page=1"
