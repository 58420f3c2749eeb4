"""A service case of the world's engagement with what a test needs of its end; references only."""

import datetime as dt
from typing import Any

from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.cases.models import ServiceCase
from app.db import db
from app.engagements.models import Engagement
from app.tools.tool import CaseKind, Stage
from tests import cases_factories
from tests.world import World


def make_case(world: World, *, owner: str = "lead_officer", **values: Any) -> str:
    """Open a case and give its address within the engagement."""
    with world.app.app_context():
        engagement = db.session.get_one(Engagement, world.engagement_id)
        case = cases_factories.service_case(engagement, db.session.get_one(Person, world.people[owner]), **values)
        db.session.commit()
        return f"/cases/{case.ref}"


def with_case(world: World, case: str, *makers: Any) -> list[Any]:
    """Let factories make records of the case, each given the case and its owner; give their references, if any."""
    with world.app.app_context():
        found = db.session.scalars(db.select(ServiceCase).filter_by(ref=case.rpartition("/")[2])).one()
        owner = db.session.get_one(Person, found.owner_id)
        made = [getattr(make(found, owner), "ref", "") for make in makers]
        db.session.commit()
        return made


def decommissioning(world: World, *, decided: bool = True, impact: bool = True, notice: dict[str, Any] | None = None):
    """A case that ends a service, as far as it is told."""
    case = make_case(world, kind=CaseKind.DECOMMISSION, stage=Stage.DO if decided else Stage.PLAN)
    makers = []
    if decided:
        makers.append(cases_factories.case_decision)
    if impact:
        makers.append(_impact)
    if notice is not None:
        makers.append(lambda of, owner: cases_factories.notice(of, owner, **notice))
    with_case(world, case, *makers)
    return case


def _impact(of: ServiceCase, owner: Person) -> Any:
    digest = cases_factories.tool_version("norwich-decommissioning").digest
    used = cases_factories.used_tool(of, owner)
    used.tool_digest = digest
    return used


def typed(field: str, on: dt.date) -> dict[str, str]:
    """Type a date."""
    return {f"{field}-day": str(on.day), f"{field}-month": str(on.month), f"{field}-year": str(on.year)}


def trail(world: World, action: str) -> list[AuditEntry]:
    """Give what the audit trail has of an action."""
    with world.app.app_context():
        return list(db.session.scalars(db.select(AuditEntry).filter_by(action=action).order_by(AuditEntry.id)))
