"""Where an engagement stands, as rows of a task list; rooms above add theirs. The page: views/home.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from app.security import EngagementScope, Identity

EXTENSION = "engagement_home"


@dataclass(frozen=True, slots=True)
class HomeItem:
    """A row: what it is, where it leads (None: nowhere yet), what to do next, its status (no colour: plain text)."""

    title: str
    href: str | None
    hint: str
    status: str
    colour: str | None = None


HomeSource = Callable[[EngagementScope, Identity], Sequence[HomeItem]]


def add_to_home(app: Flask, source: HomeSource) -> None:
    """Let a room above contribute rows to the home page of every engagement, after those that are there already."""
    app.extensions.setdefault(EXTENSION, []).append(source)


def items_from_above(scope: EngagementScope, identity: Identity) -> list[HomeItem]:
    """Ask the rooms above for their rows, in the order in which they registered."""
    sources: list[HomeSource] = current_app.extensions.get(EXTENSION, [])
    return [item for source in sources for item in source(scope, identity)]
