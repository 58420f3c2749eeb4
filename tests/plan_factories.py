"""Factories of the change plan, mentoring and agreements, beside those of factories.py. Use in an app context."""

import datetime as dt
from decimal import Decimal
from typing import Any

from app.accounts.models import Person
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
from app.assessments.models import Round
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, SupportKind
from app.mentoring.models import MentoringAction, MentoringMeeting, MentoringPair
from app.plans.models import Condition, Goal, Milestone, Omission, Plan, PlanComment, PlanEntry, PlanState, PlanVersion


def _save(record: Any) -> Any:
    db.session.add(record)
    db.session.flush()
    return record


def plan(within: Engagement, pinned_to: Round, maker: Person, **values: Any) -> Plan:
    """Pinned to version 1 of a signed round."""
    defaults: dict[str, Any] = {"result_number": 1, "state": PlanState.DRAFT, "created_at": now()}
    return _save(Plan(engagement_id=within.id, round_id=pinned_to.id, created_by_id=maker.id, **defaults | values))


def goal(of: Plan, standard_key: str, **values: Any) -> Goal:
    defaults: dict[str, Any] = {
        "position": 1,
        "what": "Every partner uses one description of commissioning.",
        "success_measure": "Three decisions checked against it.",
        "target_level": 4,
        "created_at": now(),
    }
    return _save(Goal(plan_id=of.id, standard_key=standard_key, **defaults | values))


def milestone(of: Goal, **values: Any) -> Milestone:
    defaults: dict[str, Any] = {
        "position": 1,
        "what": "A framework is drafted.",
        "due_on": dt.date(2027, 1, 29),
        "created_at": now(),
    }
    return _save(Milestone(goal_id=of.id, **defaults | values))


def omission(of: Plan, standard_key: str, recorder: Person, **values: Any) -> Omission:
    defaults: dict[str, Any] = {"reason": "After the inspection.", "recorded_at": now()}
    return _save(Omission(plan_id=of.id, standard_key=standard_key, recorded_by_id=recorder.id, **defaults | values))


def plan_version(of: Plan, content: dict[str, Any], submitter: Person, **values: Any) -> PlanVersion:
    defaults: dict[str, Any] = {
        "number": 1,
        "endorsed_name": "Director",
        "endorsed_at": now(),
        "submitted_name": submitter.name,
        "submitted_at": now(),
    }
    return _save(PlanVersion(plan_id=of.id, content=content, submitted_by_id=submitter.id, **defaults | values))


def plan_comment(on: PlanVersion, author: Person, **values: Any) -> PlanComment:
    defaults: dict[str, Any] = {"text": "Who pays for this?", "author_name": author.name, "written_at": now()}
    return _save(PlanComment(plan_version_id=on.id, author_id=author.id, **defaults | values))


def condition(on: PlanVersion, **values: Any) -> Condition:
    defaults: dict[str, Any] = {"text": "Name a deputy for each goal.", "due_on": dt.date(2027, 1, 15)}
    return _save(Condition(plan_id=on.plan_id, plan_version_id=on.id, **defaults | values))


def plan_entry(on: Goal, writer: Person, **values: Any) -> PlanEntry:
    defaults: dict[str, Any] = {"note": "The board has seen the draft.", "person_name": writer.name, "at": now()}
    return _save(PlanEntry(plan_id=on.plan_id, goal_id=on.id, person_id=writer.id, **defaults | values))


def pair(within: Engagement, mentor: Person, mentee: Person, **values: Any) -> MentoringPair:
    defaults: dict[str, Any] = {
        "focus": "Leading a partnership board.",
        "started_on": dt.date(2026, 11, 2),
        "created_at": now(),
    }
    return _save(MentoringPair(engagement_id=within.id, mentor_id=mentor.id, mentee_id=mentee.id, **defaults | values))


def meeting(of: MentoringPair, recorder: Person, **values: Any) -> MentoringMeeting:
    defaults: dict[str, Any] = {
        "met_on": dt.date(2026, 11, 9),
        "minutes": 60,
        "discussed": "How to open the first board.",
        "recorded_name": recorder.name,
        "recorded_at": now(),
    }
    return _save(MentoringMeeting(pair_id=of.id, recorded_by_id=recorder.id, **defaults | values))


def action(of: MentoringMeeting, owner: Person, **values: Any) -> MentoringAction:
    defaults: dict[str, Any] = {"what": "Draft the agenda.", "due_on": dt.date(2026, 11, 30)}
    return _save(MentoringAction(meeting_id=of.id, owner_id=owner.id, **defaults | values))


def agreement(within: Engagement, drafter: Person, **values: Any) -> AgreementVersion:
    defaults: dict[str, Any] = {
        "kind": AgreementKind.INITIAL,
        "state": AgreementState.DRAFT,
        "purpose": "Scoping and self-assessment.",
        "starts_on": within.starts_on,
        "ends_on": within.ends_on,
        "day_rate": Decimal(500),
        "estimate_quarters": within.estimate_quarters,
        "cap_quarters": within.cap_quarters,
        "drafted_at": now(),
    }
    return _save(AgreementVersion(engagement_id=within.id, drafted_by_id=drafter.id, **defaults | values))


def agreement_line(of: AgreementVersion, **values: Any) -> AgreementLine:
    defaults: dict[str, Any] = {
        "position": 1,
        "kind": SupportKind.SCOPING,
        "quarters": 12,
        "payer": Payer.PARTNER,
        "vat": VatTreatment.STANDARD,
    }
    return _save(AgreementLine(agreement_version_id=of.id, **defaults | values))


def signature(of: AgreementVersion, side: Side, signer: Person, authority_id: int, **values: Any) -> AgreementSignature:
    defaults: dict[str, Any] = {"authority_name": "Halton", "person_name": signer.name, "signed_at": now()}
    return _save(
        AgreementSignature(
            agreement_version_id=of.id, side=side, person_id=signer.id, authority_id=authority_id, **defaults | values
        )
    )
