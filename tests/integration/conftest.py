"""Fixtures of the integration tests: the world of world.py on each database."""

import pytest
from flask import Flask

from tests.world import World, build_world


@pytest.fixture
def world(app: Flask) -> World:
    return build_world(app)
