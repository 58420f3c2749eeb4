"""The role of a delegate puts nobody on a side of an engagement: whoever gives a place names the authority."""

import pytest

from app.accounts.models import Person
from app.accounts.queries import holds_membership
from app.db import db
from app.engagements.queries.colleagues import colleague
from app.security.roles import Role
from tests import factories
from tests.integration.learning.coming import make_coming
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def test_a_place_given_for_the_other_authority_makes_no_colleague_there_and_bars_nobody(world):
    make_coming(world)
    with world.app.app_context():
        director = db.session.get_one(Person, world.people["director"])
        lead = db.session.get_one(factories.Authority, world.lead_id)
        factories.membership(director, Role.DELEGATE, lead)
        db.session.commit()
        assert not holds_membership(director.id, authority_id=lead.id)
        assert colleague(director.ref, authority_id=lead.id) is None
        assert holds_membership(director.id, authority_id=world.partner_id)
