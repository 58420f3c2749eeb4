"""What pages of tools in use, cases and the library may ask: as much for 60 rows as for one. Others: test_budgets."""

from app.accounts.models import Authority, Person
from app.cases.models import ServiceCase
from app.db import db
from app.engagements.models import Engagement
from app.library.models import LibraryItem, Sharing
from tests import appraising_factories, cases_factories, library_factories
from tests.integration.test_budgets import queries_of
from tests.world import World

MANY = 60  # more than a page of any list
MOST = {
    "/tools": 4,
    "/tools/new/{tool_key}": 4,
    "/tools/{appraisal_ref}": 5,
    "/tools/{appraisal_ref}/{subject_ref}/sheet": 5,
    "/cases": 3,
    "/cases/new": 3,
    "/cases/{case_ref}": 5,
    "/cases/{case_ref}/needs": 4,
    "/cases/{case_ref}/gaps": 4,
    "/cases/{case_ref}/measures": 4,
    "/cases/{case_ref}/monitoring": 4,
    "/cases/{case_ref}/monitoring/{quarter}": 4,
    "/library": 5,
    "/library?page=2": 5,
    "/library/{item_ref}": 5,
    "/library/{item_ref}/use": 5,
    "/": 8,
}


def test_sixty_rows_cost_no_more_queries_than_one(world):
    with world.app.app_context():
        engagement, person = _here(world)
        refs = {
            **appraising_factories.references(engagement, person),
            **cases_factories.references(engagement, person),
            **library_factories.references(engagement, person),
        }
        _add(engagement, person, refs, 1)
        db.session.commit()
    few = _costs(world, refs)
    assert {where: cost for where, cost in few.items() if cost > MOST[where]} == {}
    with world.app.app_context():
        _add(*_here(world), refs, MANY)
        db.session.commit()
    assert _costs(world, refs) == few


def _here(world: World) -> tuple[Engagement, Person]:
    return (
        db.session.get_one(Engagement, world.engagement_id),
        db.session.get_one(Person, world.people["lead_officer"]),
    )


def _costs(world: World, refs: dict[str, str]) -> dict[str, int]:
    client = world.client("lead_officer")
    return {where: queries_of(client, world.url(where.format(**refs))) for where in MOST}


def _add(engagement: Engagement, person: Person, refs: dict[str, str], number: int) -> None:
    """Give each list so many rows more."""
    case = db.session.scalars(db.select(ServiceCase).filter_by(ref=refs["case_ref"])).one()
    item = db.session.scalars(db.select(LibraryItem).filter_by(ref=refs["item_ref"])).one()
    lead = db.session.get_one(Authority, engagement.lead_authority_id)
    for place in range(number):
        appraising_factories.appraisal(engagement, person, case_ref=case.ref)
        cases_factories.service_case(engagement, person)
        cases_factories.need(case)
        cases_factories.case_evidence(case, person)
        cases_factories.measure(case, outcome=f"Outcome {place}")
        library_factories.item(lead, person, sharing=Sharing.ALL)
        library_factories.use(item, engagement, person, case_ref=case.ref)
