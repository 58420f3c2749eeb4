"""Where an engagement stands, as rows of a task list; rooms above add theirs. The page: views/home.py."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app

from app.security import EngagementScope, Identity
from app.web.tasks import Task

EXTENSION, FIRST = "engagement_home", "engagement_home_first"


HomeSource = Callable[[EngagementScope, Identity], Sequence[Task]]


def add_to_home(app: Flask, source: HomeSource, *, first: bool = False) -> None:
    """Let a room above contribute rows to the home page of every engagement.

    They come after those that are there already, or with `first` before the page's own.
    """
    app.extensions.setdefault(FIRST if first else EXTENSION, []).append(source)


def items_from_above(scope: EngagementScope, identity: Identity, *, first: bool = False) -> list[Task]:
    """Ask the rooms above for their rows, in the order in which they registered."""
    sources: list[HomeSource] = current_app.extensions.get(FIRST if first else EXTENSION, [])
    return [item for source in sources for item in source(scope, identity)]
