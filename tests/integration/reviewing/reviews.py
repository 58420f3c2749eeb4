"""Reviews as people make them, through the pages."""

from typing import Any

from app.db import db
from app.reviewing.models import MonthlyReview, ReviewAction
from tests.clients import LintingClient, page
from tests.world import World

GOOD = {
    "met_on-day": "20",
    "met_on-month": "11",
    "met_on-year": "2026",
    "present": "Manager\nLead Officer",
    "judgement": "Three of four milestones came in time.",
    "risks": "The board meets only once before spring.",
    "decisions": "Bring the framework forward.\n\nMeet at Halton next time.",
    "impact": "some",
    "impact_comment": "Two days of the contracts team were lost.",
    "rescheduling": "",
}
ACTION = {"what": "Agree dates of the workshop", "due_on-day": "4", "due_on-month": "12", "due_on-year": "2026"}


def started(world: World, who: str = "manager", month: str = "2026-10-01") -> str:
    """Start a review; give its address within the engagement."""
    response = world.client(who).post(world.url("/reviews/start"), data={"month": month, "once": f"start-{month}"})
    assert response.status_code == 303, response.text
    return str(response.location).removeprefix(world.url())


def seen(client: LintingClient, address: str) -> dict[str, str]:
    """The hidden fields of the first form that carries what was seen."""
    shown = page(client.get(address))
    found = shown.find("input", attrs={"name": "seen"})
    return {"seen": str(found["value"])} if found else {}


def written(world: World, review: str, who: str = "manager", **changed: Any) -> Any:
    """Write the review, as its form was just opened."""
    client = world.client(who)
    address = world.url(f"{review}/edit")
    return client.post(address, data=GOOD | seen(client, address) | changed)


def confirmed(world: World, review: str, *who: str) -> None:
    """Confirm what each of them sees."""
    for each in who:
        client = world.client(each)
        response = client.post(world.url(f"{review}/confirm"), data=seen(client, world.url(review)))
        assert response.status_code == 303


def kept(world: World) -> list[MonthlyReview]:
    """All reviews; in no session."""
    with world.app.app_context():
        found = list(db.session.scalars(db.select(MonthlyReview).order_by(MonthlyReview.id)))
        db.session.expunge_all()
        return found


def action_refs(world: World) -> list[str]:
    with world.app.app_context():
        return list(db.session.scalars(db.select(ReviewAction.ref).order_by(ReviewAction.id)))


def text(response: Any) -> str:
    """The words of a page's main part."""
    return " ".join(page(response).main.get_text(" ").split())
