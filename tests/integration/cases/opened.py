"""Cases as people open and decide them, through the pages. Cases put into the database at once: walked.py."""

from typing import Any

from app.accounts.models import Person
from app.cases.models import ServiceCase
from app.db import db
from tests.clients import page
from tests.keeping import kept_rows
from tests.world import World

OPENED = {
    "kind": "review",
    "service": "Short breaks",
    "purpose": "Families get a break before they reach a crisis.",
    "provider": "Care at Night",
    "yearly": "41250.50",
}
DECIDED = {
    "what": "Keep overnight stays and buy day breaks again.",
    "considered": "Ending overnight stays.",
    "reason": "Half of the families asked have no other break.",
    "decided_by": "Executive Board",
    "decided_on-day": "20",
    "decided_on-month": "11",
    "decided_on-year": "2026",
    "reference": "EXB42",
}


def person(world: World, who: str) -> Person:
    return db.session.get_one(Person, world.people[who])


@kept_rows
def opened(world: World, who: str = "lead_officer", **changed: Any) -> str:
    """Open a case; give its address within the engagement."""
    with world.app.app_context():
        owner = person(world, who).ref
    data = OPENED | {"owner": owner, "once": "open-a-case"} | changed
    response = world.client(who).post(world.url("/cases/new"), data=data)
    assert response.status_code == 303, response.text
    return str(response.location).removeprefix(world.url())


def case_at(address: str) -> ServiceCase:
    """The case at an address within the engagement; in an app context."""
    return db.session.scalars(db.select(ServiceCase).filter_by(ref=address.split("/")[2])).one()


def decided(world: World, case: str, leads_to: str, *, seen: str = "understand", **changed: Any) -> Any:
    """Record a decision on a page that was opened while the case was in the stage `seen`."""
    data = DECIDED | {"leads_to": leads_to, "seen_stage": seen, "once": f"decide-{seen}-{leads_to}"} | changed
    return world.client("lead_officer").post(world.url(f"{case}/decide"), data=data)


def text(response: Any) -> str:
    """The words of a page's main part."""
    return " ".join(page(response).main.get_text(" ").split())
