"""The first page where nothing waits: it says in each role what will come, and where to look meanwhile."""

import pytest

from app.accounts.models import Authority
from app.db import db
from app.security.roles import Role
from tests import factories
from tests.clients import page

ON_SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
SAYS = {
    "director": "a result or an agreement to sign",
    "participant1": "asked here to score",
    "trainer": "A register comes here",
    "finance_officer": "A statement that can be issued",
    "administrator": "under administration",
    "delegate": "rate your confidence",
    "nobody": "no part in an engagement",
}


@ON_SQLITE
@pytest.mark.parametrize("who", SAYS)
def test_where_nothing_waits_the_page_says_what_will(world, who):
    if who in {"delegate", "nobody"}:
        with world.app.app_context():
            person = factories.person(email="new@cwac.example")
            if who == "delegate":
                factories.membership(person, Role.DELEGATE, db.session.get_one(Authority, world.partner_id))
            world.people[who] = person.id
            db.session.commit()
    client = world.client(who)
    found = page(client.get("/home"))
    assert len(client.queries) <= 5
    said = found.main.get_text(" ", strip=True)
    assert "Nothing waits for you now" in said
    assert SAYS[who] in said
    links = [each["href"] for each in found.main.find_all("a")]
    assert links
    assert {href: client.get(href).status_code for href in links} == dict.fromkeys(links, 200)
