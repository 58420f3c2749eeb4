"""Recording the notice by which a service ends, and its end. Other cases end by a decision: deciding.py."""

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from app.audit.services import Facts
from app.cases.errors import RefusedFieldError, WrongStageError
from app.cases.models import CaseDecision, Ending, Notice, NoticeException, ServiceCase
from app.cases.notice import Steps, has_run_out, is_short
from app.cases.notice_words import not_yet, runs_out
from app.cases.queries.ending import notice_of
from app.cases.services.deciding import NewDecision, Seen, decide
from app.cases.services.moves import demand_open, demand_seen, note
from app.db import db
from app.security import EngagementScope, Identity
from app.tools.tool import CaseKind
from app.web.filters import LONDON, day


@dataclass(frozen=True, slots=True)
class Given:
    """A notice as it was given."""

    given_on: dt.date
    ends_on: dt.date
    given_to: str
    exception: NoticeException | None
    exception_reason: str
    phasing_out: str
    users_told: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a service: when, what became of people, who confirmed it."""

    ended_on: dt.date
    became: str
    confirmed_by: str
    reference: str


def demand_notice_can_be_given(case: ServiceCase, steps: Steps, scope: EngagementScope) -> None:
    """Raise OverError, or WrongStageError where no service ends or something comes before."""
    demand_open(case, scope)
    if case.kind is not CaseKind.DECOMMISSION:
        raise WrongStageError("Notice is given in cases that decommission a service, and this is not one.")
    if missing := not_yet(steps):
        raise WrongStageError(missing)


def give_notice(
    case: ServiceCase,
    given: Given,
    steps: Steps,
    *,
    scope: EngagementScope,
    seen_version: int,
    actor: Identity,
    now: dt.datetime,
) -> Notice:
    """Record the notice, or change what is recorded; `seen_version` is 0 where none was seen.

    Raises OverError, WrongStageError, ConflictError; RefusedFieldError for notice before the decision, or less than
    three months without an exception.
    """
    demand_notice_can_be_given(case, steps, scope)
    notice = notice_of(case)
    demand_seen(notice.version if notice else 0, seen_version)
    if steps.decided_on and given.given_on < steps.decided_on:
        raise RefusedFieldError(
            "given_on", f"Notice must not be given before the decision to decommission, on {day(steps.decided_on)}"
        )
    if is_short(given.given_on, given.ends_on) and given.exception is None:
        raise RefusedFieldError("exception", "Choose why less than three months’ notice is given")
    was = _kept(notice) if notice else None
    if notice is None:
        notice = Notice(case_id=case.id, recorded_by_id=actor.person_id, recorded_at=now, **asdict(given))
        db.session.add(notice)
    elif was != asdict(given):
        for name, value in asdict(given).items():
            setattr(notice, name, value)
        notice.recorded_by_id, notice.recorded_at = actor.person_id, now
    if was != asdict(given):
        what = "case notice changed" if was else "case notice given"
        note(what, case, scope, actor=actor, now=now, was=_facts(was or {}), became=_facts(asdict(given)))
    return notice


def demand_can_end(case: ServiceCase, steps: Steps, today: dt.date, scope: EngagementScope) -> dt.date:
    """Give the day on which the notice ran out. Raises OverError; WrongStageError before that day or without notice."""
    demand_open(case, scope)
    if case.kind is not CaseKind.DECOMMISSION:
        raise WrongStageError("A case of this kind ends by a decision. Record the decision that ends it.")
    if missing := not_yet(steps):
        raise WrongStageError(missing)
    if steps.ends_on is None:
        raise WrongStageError("Record the notice first: the service ends when it has run out.")
    if steps.has_lapsed:
        raise WrongStageError(runs_out(steps, today))
    if not has_run_out(steps.ends_on, today):
        raise WrongStageError(
            f"The notice runs out on {day(steps.ends_on)}. The end of the service can be recorded from that day."
        )
    return steps.ends_on


def end(
    case: ServiceCase,
    ended: Ended,
    steps: Steps,
    *,
    seen_tools: Collection[str] = (),
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> CaseDecision:
    """Record that the service ended, as the last decision. Raises OverError, WrongStageError, RefusedFieldError."""
    ran_out_on = demand_can_end(case, steps, now.astimezone(LONDON).date(), scope)
    if ended.ended_on < ran_out_on:
        raise RefusedFieldError("ended_on", f"The service must not end before its notice ran out on {day(ran_out_on)}")
    last = NewDecision(
        what=f"The service ended on {day(ended.ended_on)}.",
        considered="",
        reason=ended.became,
        decided_by=ended.confirmed_by,
        decided_on=ended.ended_on,
        reference=ended.reference,
        leads_to=None,
        ends=Ending.DECOMMISSIONED,
    )
    return decide(case, last, Seen(case.stage, seen_tools), scope=scope, actor=actor, now=now)


def _kept(notice: Notice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in Given.__slots__}


def _facts(given: dict[str, Any]) -> Facts:
    """Give it as the audit trail has it; who was given notice may be a name, which the trail does not hold."""
    return {name: value for name, value in given.items() if name != "given_to"}
