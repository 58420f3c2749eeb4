"""Mentoring on pages of rooms below: its row on the engagement's home, its lines beside a goal of the plan."""

from flask import url_for

from app.db.clock import today
from app.mentoring.queries import BESIDE_GOAL, PairRow, pairs_of, sees_all
from app.mentoring.words import time_text
from app.plans.beside import Beside, BesideRow, BesideRows
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


def _beside(row: BesideRow, scope: EngagementScope) -> Beside:
    """Give a line for a pair that works on a goal."""
    href = url_for("mentoring.pair", engagement_ref=scope.ref, pair_ref=row.ref)
    return f"Mentoring: {row.title}", href, _so_far(*row.numbers)


def _so_far(meetings: int, minutes: int, open_actions: int) -> str:
    if not meetings:
        return "No meeting yet"
    return f"{plural(meetings, 'meeting')}, {time_text(minutes)}; {plural(open_actions, 'open action')}"


MENTORING_BESIDE = BesideRows(
    rows=BESIDE_GOAL,
    permission=Permission.MENTORING_VIEW,
    values=lambda _scope, identity: {"sees_all": int(sees_all(identity)), "person_id": identity.person_id},
    told=_beside,
)
"""Pairs that work on a goal, as far as the reader may see them."""
