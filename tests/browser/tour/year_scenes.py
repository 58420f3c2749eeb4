"""The scene of twelve months: reviews frozen and open, a comparison that can be told, what they fill in addresses."""

import datetime as dt
from typing import Any

from app.archiving.models import Archive, ArchiveState
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement
from app.reviewing.models import MonthlyReview, ReviewAction
from tests import reviewing_factories
from tests.clients import send_form
from tests.integration.comparing.made import consent, take_part
from tests.integration.reviewing.rich import make_rich
from tests.world import World

WRITTEN = {
    "judgement": "Three of four milestones came in time.",
    "risks": "The board meets only once before spring.",
    "decisions": "Bring the framework forward.",
    "impact": "serious",
    "impact_comment": "Two days of the contracts team were lost.",
    "rescheduling": "The workshop moves to January.",
}
PARTS: dict[str, Any] = {"review_ref": MonthlyReview, "review_action_ref": ReviewAction, "archive_ref": Archive}


def year_values() -> dict[str, tuple[str, ...]]:
    """Every review, action and archive of the scene."""
    found = {part: tuple(db.session.scalars(db.select(model.ref).order_by(model.id))) for part, model in PARTS.items()}
    return found | {"chart_key": ("scores",)}


def _under_way(world: World) -> str:
    """One review is frozen, the next is open with an action; others take part in the comparison, and so does this."""
    made = make_rich(world)
    take_part(world, (1, 2, 2, 3, 3, 4, 5))
    with world.app.app_context():
        consent(db.session.get_one(Engagement, world.engagement_id))
        db.session.commit()
    _review(world, "2026-10-01")
    for who in ("manager", "lead_officer"):
        send_form(world.client(who), _last(world), "/confirm")
    _review(world, "2026-11-01")
    with world.app.app_context():
        review = db.session.scalars(db.select(MonthlyReview).order_by(MonthlyReview.id.desc())).first()
        owner = db.session.get_one(reviewing_factories.Person, world.people["lead_officer"])
        reviewing_factories.review_action(review, owner, due_on=dt.date(2026, 11, 6))
        _archives(world)
        db.session.commit()
    return made.plan.round_ref


def _review(world: World, month: str) -> None:
    """The manager starts the review of a month and writes it."""
    client = world.client("manager")
    send_form(client, world.url("/reviews/start"), "/start", month=month)
    send_form(client, f"{_last(world)}/edit", "/edit", **WRITTEN)


def _last(world: World) -> str:
    with world.app.app_context():
        ref = db.session.scalar(db.select(MonthlyReview.ref).order_by(MonthlyReview.id.desc()).limit(1))
    return world.url(f"/reviews/{ref}")


def _archives(world: World) -> None:
    """One under way and one that failed."""
    asked = {
        "engagement_id": world.engagement_id,
        "authority_id": world.partner_id,
        "asked_by_id": world.people["director"],
        "asked_at": now(),
    }
    making = Archive(**asked, state=ArchiveState.MAKING, steps=9, done=4)
    db.session.add_all([making, Archive(**asked, state=ArchiveState.FAILED, error="The disk was full.")])
    db.session.flush()


YEAR = frozenset({"progress", "reviewing", "comparing", "archiving"})
YEAR_SCENES = (("twelve months under way", _under_way),)
