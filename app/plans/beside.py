"""What stands beside a goal though rooms above keep it: mentoring, days, training. They register; the page asks."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app

from app.security import EngagementScope, Identity

EXTENSION = "beside_goal"
Beside = tuple[str, str | None, str]  # title, address (None: nowhere for this reader), hint

BesideSource = Callable[[str, EngagementScope, Identity], Sequence[Beside]]


def add_beside_goal(app: Flask, source: BesideSource) -> None:
    """Let a room above contribute lines to the page of every goal, after those that are there already."""
    app.extensions.setdefault(EXTENSION, []).append(source)


def items_beside_goal(goal_ref: str, scope: EngagementScope, identity: Identity) -> list[Beside]:
    """Ask the rooms above what they keep for the goal, in the order in which they registered."""
    sources: list[BesideSource] = current_app.extensions.get(EXTENSION, [])
    return [item for source in sources for item in source(goal_ref, scope, identity)]
