"""Recording a decision, which moves a case through the cycle or ends it. What is recorded stays."""

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass

from app.appraising.queries.appraisals import under_way_for_case
from app.appraising.services.concluding import withdraw
from app.cases.errors import RefusedFieldError
from app.cases.models import CaseDecision, Ending, ServiceCase
from app.cases.services.moves import demand_open, note
from app.cases.texts import ENDINGS
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


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page showed: the stage of the case, and the tools under way that an end withdraws, by reference."""

    stage: str
    tools: Collection[str] = ()


def decide(
    case: ServiceCase,
    new: NewDecision,
    seen: Seen,
    *,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> CaseDecision:
    """Record it; an end withdraws the tools under way.

    Raises OverError; RefusedFieldError if a colleague moved the case, or began a tool that an end would withdraw.
    """
    demand_open(case, scope)
    if case.stage != seen.stage:
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
        _withdraw_tools(case, new, seen.tools, scope=scope, actor=actor, now=now)
    became = {"stage": was["stage"]} | {name: value for name, value in asdict(new).items() if name != "decided_by"}
    note("service case decided", case, scope, actor=actor, now=now, was=was, became=became)  # who decided may be a name
    return decision


def _withdraw_tools(
    case: ServiceCase,
    new: NewDecision,
    seen: Collection[str],
    *,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Withdraw what is under way for a case that ends, so that nothing of it changes any more."""
    under_way = under_way_for_case(case.ref, engagement_id=scope.id, lock=True)
    if unseen := [f"“{each.title}”" for each in under_way if each.ref not in seen]:
        last = "ended_on" if new.ends is Ending.DECOMMISSIONED else "leads_to"
        raise RefusedFieldError(
            last, f"A colleague has begun {', '.join(unseen)} meanwhile. Read what becomes of it, then send again"
        )
    ended = ENDINGS[new.ends].lower() if new.ends else ""
    for each in under_way:
        withdraw(f"The service case has ended ({ended}). {new.reason}", each, scope, actor=actor, now=now)
