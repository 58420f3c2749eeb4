"""What no browser sends: a sign that PostgreSQL refuses, in a field or an address that names a record."""

import pytest

from tests.integration.learning.made import make_training
from tests.world import build_world


@pytest.fixture
def world(app):
    return build_world(app, participants=1)


def test_a_reference_with_a_nul_names_nothing(world):
    made, trainer = make_training(world), world.client("trainer")
    assert trainer.post(made.url("/certificate/replace"), data={"enrolment": "a\x00b"}).status_code == 404
    assert trainer.get(made.url("/support-days?engagement=%00")).status_code == 200  # as if none was chosen
    assert trainer.get(made.url("/support-days?engagement=a%00b")).status_code == 404
