"""Fixtures of integration tests: the world of world.py on each database, little work for documents and passwords."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.making import hashed_quickly, made_once
from tests.world import World, build_world


@pytest.fixture(autouse=True)
def _made_with_little_work() -> Iterator[None]:
    """A process for each document takes longer than the document; that it is made in one: tests/unit/documents."""
    with made_once(), hashed_quickly():
        yield


@pytest.fixture
def world(app: Flask) -> World:
    return build_world(app)
