"""Where an engagement stands, as rows of a task list; rooms above add theirs. The page: views/home.py."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app

from app.security import EngagementScope, Identity
from app.web.tasks import Task

EXTENSION = "engagement_home"


HomeSource = Callable[[EngagementScope, Identity], Sequence[Task]]


def add_to_home(app: Flask, source: HomeSource) -> None:
    """Let a room above contribute rows to the home page of every engagement, after those that are there already."""
    app.extensions.setdefault(EXTENSION, []).append(source)


def items_from_above(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Ask the rooms above for their rows, in the order in which they registered."""
    sources: list[HomeSource] = current_app.extensions.get(EXTENSION, [])
    return [item for source in sources for item in source(scope, identity)]
