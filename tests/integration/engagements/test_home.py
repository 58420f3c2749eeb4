"""The home page tells each role where things stand and what to do next; strangers do not learn that it exists."""

import pytest

from app.accounts.models import Authority, Membership
from app.db import db
from app.engagements.home import EXTENSION, add_to_home
from app.engagements.models import Engagement, EngagementState
from app.web.tasks import Task
from tests import factories
from tests.clients import page
from tests.integration.engagements.forms import set_up
from tests.integration.test_tenancy import OWN

STRANGERS = (
    "stranger_manager",
    "stranger_consultant",
    "stranger_lead_officer",
    "stranger_participant",
    "administrator",
)


def tasks(response) -> dict[str, str]:
    rows = page(response).select(".govuk-task-list__item")
    return {
        row.select_one(".govuk-task-list__name-and-hint").contents[1].text: row.select_one(
            ".govuk-task-list__status"
        ).text
        for row in rows
    }


@pytest.mark.parametrize("who", OWN)
def test_everybody_in_it_sees_it_with_few_queries(world, who):
    client = world.client(who)
    response = client.get(world.url("/"))
    assert response.status_code == 200
    assert len(client.queries) <= 10, "five are for the rooms above: rounds, plan, agreement, mentoring"
    money = "£10,000 to £15,000" in response.text
    assert money is (who not in {"trainer", "participant1"})


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize(
    "path", ["/", "/people", "/scoping", "/audit", "/audit.csv", "/terms", "/open", "/scoping/practice"]
)
def test_strangers_get_404(world, who, path):
    assert world.client(who).get(world.url(path)).status_code == 404


def test_each_role_is_told_its_next_step(world):
    assert tasks(world.client("consultant").get(world.url("/")))["Scoping"] == "To do"
    assert tasks(world.client("lead_officer").get(world.url("/")))["Scoping"] == "Waiting"
    assert "Scoping" not in tasks(world.client("participant1").get(world.url("/")))
    with world.app.app_context():
        for held in db.session.query(Membership).filter_by(engagement_id=world.engagement_id, role="director"):
            db.session.delete(held)
        db.session.commit()
    assert tasks(world.client("lead_officer").get(world.url("/")))["Director"] == "To do"
    assert tasks(world.client("manager").get(world.url("/")))["Director"] == "Waiting"


def test_a_single_lead_officer_is_a_warning_on_every_visit_for_both_sides(world):
    for path in ("/", "/people"):
        assert "only one lead officer" not in world.client("manager").get(world.url(path)).text
    with world.app.app_context():
        for held in db.session.query(Membership).filter_by(person_id=world.people["lead_officer2"]):
            db.session.delete(held)
        db.session.commit()
    for path in ("/", "/people"):
        for who in ("manager", "consultant", "lead_officer", "director"):
            for _ in range(2):
                assert "only one lead officer" in world.client(who).get(world.url(path)).text
        assert "only one lead officer" not in world.client("participant1").get(world.url(path)).text


def test_a_draft_tells_others_to_wait(world):
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).state = EngagementState.DRAFT
        db.session.commit()
    response = world.client("lead_officer").get(world.url("/"))
    assert "Halton is setting this engagement up" in response.text
    assert tasks(response)["Scoping"] == "Cannot start yet"


def test_rooms_above_add_rows(world):
    before = list(world.app.extensions.get(EXTENSION, []))
    add_to_home(
        world.app, lambda scope, identity: [Task("Baseline", None, f"for {identity.name}", scope.state, "blue")]
    )
    try:
        response = world.client("lead_officer").get(world.url("/"))
    finally:
        world.app.extensions[EXTENSION] = before
    assert tasks(response)["Baseline"] == "open"
    assert "for Lead Officer" in response.text


def test_made_up_figures_are_said_to_be(world):
    assert "Illustrative" not in world.client("manager").get(world.url("/")).text
    with world.app.app_context():
        db.session.get_one(Engagement, world.engagement_id).illustrative = True
        db.session.commit()
    for path in ("/", "/scoping"):
        assert "Illustrative" in world.client("manager").get(world.url(path)).text
    assert "Illustrative" in world.client("manager").get("/engagements").text


def test_the_same_queries_with_sixty_engagements(world):
    client = world.client("manager")
    client.get(world.url("/"))
    alone = len(client.queries)
    with world.app.app_context():
        lead, partner = db.session.get_one(Authority, world.lead_id), db.session.get_one(Authority, world.partner_id)
        for _ in range(60):
            factories.engagement(lead, partner)
        db.session.commit()
    client.get(world.url("/"))
    assert len(client.queries) == alone


def test_a_manager_of_the_partner_authority_reaches_only_what_it_leads(world):
    """An authority may lead one engagement and be partner in another (rules.md, People and roles)."""
    with world.app.app_context():
        who = factories.person()
        partner = db.session.get_one(Authority, world.partner_id)
        factories.membership(who, "manager", partner)
        own = factories.engagement(partner, db.session.get_one(Authority, world.lead_id))
        world.people["partner_manager"], ref = who.id, own.ref
        db.session.commit()
    client = world.client("partner_manager")
    assert client.get(f"/engagements/{ref}/terms").status_code == 200
    assert client.get(world.url("/terms")).status_code == 404
    assert client.get(set_up(world.client("manager"))).status_code == 404
