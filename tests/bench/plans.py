"""Writes a live plan of eight goals for every first engagement, with milestones, history, agreement. Keys: data.py."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import Connection, select

from app.accounts.models import Person
from app.agreements.content import AgreementContent, LineText, agreement_content
from app.agreements.models import (
    AgreementKind,
    AgreementLine,
    AgreementSignature,
    AgreementState,
    AgreementVersion,
    Payer,
    Side,
    VatTreatment,
)
from app.engagements.models import SupportKind
from app.instruments.document import Instrument, parse
from app.plans.content import GoalText, MilestoneText, PlanContent, Who, plan_content
from app.plans.models import (
    ChangeState,
    Decision,
    Goal,
    GoalStanding,
    Milestone,
    MilestoneStanding,
    MilestoneWait,
    Plan,
    PlanEntry,
    PlanState,
    PlanVersion,
    Status,
)
from tests.bench.data import SAP, SIGNED, Size
from tests.bench.filling import MADE, Row, new_ref, write

GOALS, STEPS = 8, 4
WHAT = "Every partner uses one description of commissioning, and can show a decision that followed it."
STEP = "The joint framework is drafted with providers and goes to the board."
FIRST, LAST = dt.date(2026, 10, 1), dt.date(2027, 9, 30)


def write_plans(connection: Connection, size: Size) -> None:
    """Write plans, their standings and histories, and signed agreements."""
    instrument = parse(SAP.read_text(), name="sap.yaml")
    pairs = range(size.pairs)
    refs = [[(new_ref(), [new_ref() for _ in range(STEPS)]) for _ in range(GOALS)] for _ in pairs]
    people = _people_refs(connection)
    write(connection, Plan, (_plan(size, pair) for pair in pairs))
    write(connection, Goal, (row for pair in pairs for row in _goals(size, pair, refs[pair], instrument)))
    write(connection, Milestone, (row for pair in pairs for row in _milestones(size, pair, refs[pair])))
    write(connection, MilestoneWait, (row for goal in range(size.pairs * GOALS) for row in _waits(goal)))
    write(connection, PlanVersion, (_version(size, pair, refs[pair], instrument, people) for pair in pairs))
    write(connection, MilestoneStanding, (row for pair in pairs for row in _standings(pair)))
    write(connection, GoalStanding, (_goal_standing(goal) for goal in range(size.pairs * GOALS)))
    write(connection, PlanEntry, (row for pair in pairs for row in _entries(size, pair)))
    write(connection, AgreementVersion, (_agreement(size, pair) for pair in pairs))
    write(connection, AgreementLine, (row for pair in pairs for row in _lines(pair)))
    write(connection, AgreementSignature, (row for pair in pairs for row in _signatures(size, pair)))


def _people_refs(connection: Connection) -> dict[int, str]:
    return {row.id: row.ref for row in connection.execute(select(Person.id, Person.ref))}


def _plan(size: Size, pair: int) -> Row:
    return {
        "engagement_id": size.engagement(pair, 0),
        "round_id": size.round(pair, SIGNED),
        "result_number": 1,
        "state": PlanState.LIVE,
        "approved_number": 1,
        "change_state": ChangeState.DRAFT,  # so that the builder can be opened, too
        "change_reason": WHAT,
        "endorsed_by_id": size.lead_officer(pair) + 1,
        "endorsed_name": f"Director {pair}",
        "endorsed_at": MADE,
        "endorsed_digest": "0" * 64,
        "started_at": MADE,
        "created_by_id": size.lead_officer(pair),
        "created_at": MADE,
        "version": 1,
    }


def _doer(size: Size, pair: int, goal: int) -> int:
    return size.participant(pair, goal)


def _goals(size: Size, pair: int, refs: list[tuple[str, list[str]]], instrument: Instrument) -> Iterator[Row]:
    for goal, (ref, _) in enumerate(refs):
        yield {
            "ref": ref,
            "plan_id": 1 + pair,
            "standard_key": instrument.standards[goal].key,
            "position": goal,
            "what": WHAT,
            "success_measure": "Three decisions checked against it.",
            "target_level": 4,
            "owner_id": size.lead_officer(pair),
            "deputy_id": _doer(size, pair, goal),
            "created_at": MADE,
            "version": 1,
        }


def _due(goal: int, step: int) -> dt.date:
    return FIRST + dt.timedelta(days=14 + 7 * goal + 70 * step)


def _milestones(size: Size, pair: int, refs: list[tuple[str, list[str]]]) -> Iterator[Row]:
    for goal, (_, steps) in enumerate(refs):
        for step, ref in enumerate(steps):
            yield {
                "ref": ref,
                "goal_id": 1 + pair * GOALS + goal,
                "position": step,
                "what": STEP,
                "owner_id": _doer(size, pair, goal),
                "due_on": _due(goal, step),
                "quarters": 2,
                "support": SupportKind.MENTORING,
                "created_at": MADE,
                "version": 1,
            }


def _waits(goal: int) -> Iterator[Row]:
    for step in range(1, STEPS):
        yield {"milestone_id": 1 + goal * STEPS + step, "waits_for_id": goal * STEPS + step}


def _version(
    size: Size, pair: int, refs: list[tuple[str, list[str]]], instrument: Instrument, people: dict[int, str]
) -> Row:
    def who(person: int, name: str) -> Who:
        return Who(people[person], name)

    goals = tuple(
        GoalText(
            ref=ref,
            standard_key=instrument.standards[goal].key,
            standard_number=goal + 1,
            standard_title=instrument.standards[goal].title,
            level=3,
            target_level=4,
            what=WHAT,
            success_measure="Three decisions checked against it.",
            owner=who(size.lead_officer(pair), "Lead officer"),
            deputy=who(_doer(size, pair, goal), "Participant"),
            milestones=tuple(
                MilestoneText(
                    ref=step_ref,
                    what=STEP,
                    owner=who(_doer(size, pair, goal), "Participant"),
                    due_on=_due(goal, step),
                    quarters=2,
                    support=SupportKind.MENTORING.value,
                    uses="",
                    waits_for=(steps[step - 1],) if step else (),
                )
                for step, step_ref in enumerate(steps)
            ),
        )
        for goal, (ref, steps) in enumerate(refs)
    )
    partner = f"Authority {size.partner(pair)}"
    content = PlanContent(partner, "Children's Trust", FIRST, LAST, "Baseline, version 1", goals, ())
    return {
        "plan_id": 1 + pair,
        "number": 1,
        "content": plan_content(content),
        "endorsed_name": f"Director {pair}",
        "endorsed_at": MADE,
        "submitted_by_id": size.lead_officer(pair),
        "submitted_name": "Lead officer",
        "submitted_at": MADE,
        "decision": Decision.APPROVED,
        "decided_by_id": 1,
        "decided_name": "Manager",
        "decided_at": MADE,
        "version": 1,
    }


def _standings(pair: int) -> Iterator[Row]:
    """The first step of each goal is done, the second on track and forecast later."""
    for goal in range(GOALS):
        first = 1 + (pair * GOALS + goal) * STEPS
        shared = {"reason": "", "updated_at": MADE, "version": 1}
        yield {
            "milestone_id": first, "status": Status.DONE, "done_on": _due(goal, 0), "forecast_on": None,
            "forecast_reason": "", **shared,
        }  # fmt: skip
        yield {
            "milestone_id": first + 1, "status": Status.ON_TRACK, "done_on": None,
            "forecast_on": _due(goal, 1) + dt.timedelta(days=10), "forecast_reason": "The board meets later.", **shared,
        }  # fmt: skip


def _goal_standing(goal: int) -> Row:
    return {"goal_id": 1 + goal, "status": Status.ON_TRACK, "updated_at": MADE, "version": 1}


def _entries(size: Size, pair: int) -> Iterator[Row]:
    for goal in range(GOALS):
        for step in range(2):
            yield {
                "plan_id": 1 + pair,
                "goal_id": 1 + pair * GOALS + goal,
                "milestone_id": 1 + (pair * GOALS + goal) * STEPS + step,
                "status": Status.ON_TRACK,
                "note": "The board has seen the draft and asked for costs.",
                "person_id": _doer(size, pair, goal),
                "person_name": "Participant",
                "at": MADE,
            }


_KINDS = (SupportKind.SCOPING, SupportKind.SELF_ASSESSMENT, SupportKind.MENTORING, SupportKind.REVIEW)


def _agreement(size: Size, pair: int) -> Row:
    lines = tuple(LineText(kind.value, "", 16, "partner", "standard") for kind in _KINDS)
    content = AgreementContent(
        kind="plan", lead="Authority 1", partner=f"Authority {size.partner(pair)}", partnership="Children's Trust",
        reason="", purpose="Support for the change plan.", starts_on=FIRST, ends_on=LAST, day_rate=Decimal(500),
        estimate_quarters=80, cap_quarters=120, lines=lines, costs="", legal_power="", equality="",
        decision_reference="Executive Board, minute 42", plan="Change plan, version 1",
    )  # fmt: skip
    return {
        "engagement_id": size.engagement(pair, 0), "number": 1, "kind": AgreementKind.PLAN,
        "state": AgreementState.SIGNED, "plan_version_id": 1 + pair, "purpose": content.purpose, "starts_on": FIRST,
        "ends_on": LAST, "day_rate": Decimal(500), "estimate_quarters": 80, "cap_quarters": 120,
        "content": agreement_content(content), "drafted_by_id": 1, "drafted_at": MADE, "sent_at": MADE,
        "signed_on": dt.date(2026, 9, 1), "version": 1,
    }  # fmt: skip


def _lines(pair: int) -> Iterator[Row]:
    for place, kind in enumerate(_KINDS):
        yield {
            "agreement_version_id": 1 + pair, "position": place, "kind": kind, "quarters": 16,
            "payer": Payer.PARTNER, "vat": VatTreatment.STANDARD,
        }  # fmt: skip


def _signatures(size: Size, pair: int) -> Iterator[Row]:
    sides = ((Side.LEAD, 1, 1), (Side.PARTNER, size.partner(pair), size.lead_officer(pair) + 1))
    for side, authority, person in sides:
        yield {
            "agreement_version_id": 1 + pair, "side": side, "authority_id": authority,
            "authority_name": f"Authority {authority}", "person_id": person, "person_name": "Somebody",
            "signed_at": MADE,
        }  # fmt: skip
