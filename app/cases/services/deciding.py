"""Recording a decision, which moves a case through the cycle or ends it. What is recorded stays."""

import datetime as dt
from dataclasses import asdict, dataclass

from app.cases.errors import RefusedFieldError
from app.cases.models import CaseDecision, Ending, ServiceCase
from app.cases.services.moves import demand_open, note
from app.db import db
from app.security import EngagementScope, Identity
from app.tools.tool import Stage


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision: `leads_to` is the stage it moves the case to, `ends` how it ends it; neither: the case stays."""

    what: str
    considered: str
    reason: str
    decided_by: str
    decided_on: dt.date
    reference: str
    leads_to: Stage | None
    ends: Ending | None


def decide(
    case: ServiceCase,
    new: NewDecision,
    *,
    seen_stage: str,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> CaseDecision:
    """Record it. Raises OverError; RefusedFieldError if a colleague's moved the case meanwhile."""
    demand_open(case, scope)
    if case.stage != seen_stage:
        raise RefusedFieldError(
            "leads_to",
            f"A colleague’s decision has moved the case to {case.stage.label} meanwhile. Read it, then choose again",
        )
    decision = CaseDecision(
        case_id=case.id, stage=case.stage, recorded_by_id=actor.person_id, recorded_at=now, **asdict(new)
    )
    db.session.add(decision)
    was = {"stage": case.stage.value}
    if new.leads_to:
        case.stage = new.leads_to
    if new.ends:
        case.ending, case.ended_at = new.ends, now
    became = {"stage": was["stage"]} | {name: value for name, value in asdict(new).items() if name != "decided_by"}
    note("service case decided", case, scope, actor=actor, now=now, was=was, became=became)  # who decided may be a name
    return decision
