"""Mentoring on pages of rooms below: its row on the engagement's home, its lines beside a goal of the plan."""

from flask import url_for

from app.db.clock import today
from app.mentoring.queries import PairRow, of_goals, pairs_of, sees_all
from app.mentoring.words import time_text
from app.plans.beside import Beside
from app.security import EngagementScope, Identity, Permission
from app.web.filters import day, plural
from app.web.tasks import Task


def mentoring_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give a row for mentoring: to who sees every pair once the engagement is open, to others for the own pairs."""
    if not identity.may(Permission.MENTORING_VIEW) or scope.state == "draft":
        return []
    found = pairs_of(engagement_id=scope.id, viewer=identity, today=today())
    if not found and not sees_all(identity):
        return []
    href = url_for("mentoring.pairs", engagement_ref=scope.ref)
    if not found:
        hint = f"Pair someone from {scope.partner_name} with a mentor from {scope.lead_name}"
        return [
            Task("Mentoring", href, hint if identity.may(Permission.MENTORING_KEEP) else "No pairs yet", "Optional")
        ]
    running = [pair for pair in found if pair.ended_on is None]
    late = sum(pair.late_actions for pair in running)
    status, colour = (f"{plural(late, 'action')} late", "red") if late else (plural(len(running), "pair"), None)
    return [Task("Mentoring", href, _summary(running), status, colour)]


def _summary(running: list[PairRow]) -> str:
    if not running:
        return "All mentoring has ended; the log can be read"
    meetings = sum(pair.meetings for pair in running)
    following = min((pair.next_on for pair in running if pair.next_on and pair.next_on >= today()), default=None)
    ahead = f"; next one on {day(following)}" if following else ""
    return f"{plural(meetings, 'meeting')} so far{ahead}" if meetings else "No meeting yet"


def mentoring_beside(goal_ref: str, scope: EngagementScope, identity: Identity) -> list[Beside]:
    """Give a line for each pair that works on a goal and that the reader may see."""
    if not identity.may(Permission.MENTORING_VIEW):
        return []
    found = of_goals([goal_ref], engagement_id=scope.id, viewer=identity, today=today())[goal_ref]
    return [
        (
            f"Mentoring: {pair.title}",
            url_for("mentoring.pair", engagement_ref=scope.ref, pair_ref=pair.ref),
            _so_far(pair),
        )
        for pair in found
    ]


def _so_far(pair: PairRow) -> str:
    if not pair.meetings:
        return "No meeting yet"
    spent = f"{plural(pair.meetings, 'meeting')}, {time_text(pair.minutes)}"
    return f"{spent}; {plural(pair.open_actions, 'open action')}"
