"""Factories of service cases and of what stands in them, beside those of factories.py. Use in an app context."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from app.accounts.models import Person
from app.appraising.models import Appraisal, AppraisalState, Subject
from app.cases.models import (
    CaseDecision,
    CaseEvidence,
    Course,
    ExistingService,
    Measure,
    Measured,
    Need,
    Notice,
    QuarterReport,
    ServiceCase,
)
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement
from app.instruments.document import digest
from app.publishing.models import VersionState
from app.tools.models import ToolVersion
from app.tools.reading import parse
from app.tools.tool import CaseKind, Stage, Tool

TOOLS = Path(__file__).parents[1] / "questionnaires" / "tools"


def _save(record: Any) -> Any:
    db.session.add(record)
    db.session.flush()
    return record


@cache
def _read(key: str) -> tuple[str, Tool]:
    text = (TOOLS / f"{key}.yaml").read_text()
    return text, parse(text, name=key)


def read_tool(key: str) -> Tool:
    """One of the tools that come with the product; needs no database."""
    return _read(key)[1]


def tool_version(key: str = "cheltenham-principles") -> ToolVersion:
    """One of the tools that come with the product, published; made once in a test."""
    text, tool = _read(key)
    found = db.session.scalar(db.select(ToolVersion).filter_by(key=key))
    return found or _save(
        ToolVersion(
            key=key,
            label=tool.version,
            title=tool.title,
            digest=digest(text),
            text=text,
            state=VersionState.PUBLISHED,
            uploaded_at=now(),
            published_at=now(),
        )
    )


def service_case(within: Engagement, owner: Person, **values: Any) -> ServiceCase:
    """A review of a service at the beginning of the cycle."""
    defaults: dict[str, Any] = {
        "kind": CaseKind.REVIEW,
        "service": "Short breaks for disabled children",
        "purpose": "Families get a break before they reach a crisis.",
        "stage": Stage.UNDERSTAND,
        "opened_at": now(),
    }
    return _save(ServiceCase(engagement_id=within.id, owner_id=owner.id, opened_by_id=owner.id, **defaults | values))


def need(of: ServiceCase, **values: Any) -> Need:
    defaults: dict[str, Any] = {
        "what": "A night’s sleep",
        "who": "140 families",
        "evidence": "Survey of parents, 2026",
    }
    return _save(Need(case_id=of.id, **defaults | values))


def existing_service(of: ServiceCase, **values: Any) -> ExistingService:
    defaults: dict[str, Any] = {"name": "Overnight stays", "provider": "Care at Night"}
    return _save(ExistingService(case_id=of.id, **defaults | values))


def case_evidence(of: ServiceCase, adder: Person, **values: Any) -> CaseEvidence:
    defaults: dict[str, Any] = {"stage": Stage.UNDERSTAND, "note": "Minutes of the parents’ forum", "added_at": now()}
    return _save(CaseEvidence(case_id=of.id, added_by_id=adder.id, **defaults | values))


def used_tool(of: ServiceCase, opener: Person, **values: Any) -> Appraisal:
    """A finished appraisal of the case with one subject."""
    defaults: dict[str, Any] = {
        "title": "Principles of the review",
        "stage": Stage.UNDERSTAND,
        "case_ref": of.ref,
        "state": AppraisalState.FINISHED,
        "opened_at": now(),
        "finished_at": now(),
        "finished_by_id": opener.id,
        "recommendation": "Go on with the review.",
        "content": {},
    }
    made = Appraisal(
        engagement_id=of.engagement_id,
        tool_digest=tool_version().digest,
        opened_by_id=opener.id,
        **defaults | values,
    )
    return _save(made)


def candidate(of: Appraisal, **values: Any) -> Subject:
    defaults: dict[str, Any] = {"position": 1, "name": "Day centres", "detail": "Older people are less alone."}
    return _save(Subject(appraisal_id=of.id, **defaults | values))


def case_decision(of: ServiceCase, recorder: Person, **values: Any) -> CaseDecision:
    """The decision that leads a case on to Do: in a decommissioning case, to end the service."""
    defaults: dict[str, Any] = {
        "stage": Stage.PLAN,
        "what": "The contract is not renewed.",
        "reason": "Few use it, and others offer the same.",
        "decided_by": "Executive Board",
        "decided_on": dt.date(2026, 7, 1),
        "leads_to": Stage.DO,
        "recorded_at": now(),
    }
    return _save(CaseDecision(case_id=of.id, recorded_by_id=recorder.id, **defaults | values))


def measure(of: ServiceCase, **values: Any) -> Measure:
    """An outcome that is measured from the second quarter of 2026 on."""
    defaults: dict[str, Any] = {
        "outcome": "Families cope",
        "measure": "Families that asked for crisis support",
        "target": "Below 10 in a quarter",
        "since": dt.date(2026, 4, 1),
    }
    return _save(Measure(case_id=of.id, **defaults | values))


def quarter_report(of: ServiceCase, recorder: Person, *measured: Measure, **values: Any) -> QuarterReport:
    """A report on the second quarter of 2026, in which all that is `measured` is on track."""
    defaults: dict[str, Any] = {"quarter": dt.date(2026, 4, 1), "summary": "A good start.", "recorded_at": now()}
    report = _save(QuarterReport(case_id=of.id, recorded_by_id=recorder.id, **defaults | values))
    for each in measured:
        _save(Measured(quarter_id=report.id, measure_id=each.id, figure="8", course=Course.ON_TRACK))
    return report


def notice(of: ServiceCase, recorder: Person, **values: Any) -> Notice:
    """Three months' notice that runs out at the end of November 2026."""
    defaults: dict[str, Any] = {
        "given_on": dt.date(2026, 8, 31),
        "ends_on": dt.date(2026, 11, 30),
        "given_to": "Care at Night, by letter",
        "users_told": "By their social workers; day centres take over.",
        "recorded_at": now(),
    }
    return _save(Notice(case_id=of.id, recorded_by_id=recorder.id, **defaults | values))


OF_THE_CASES = ("case_ref", "need_ref", "existing_ref", "case_evidence_ref", "measure_ref")


def references(within: Engagement, person: Person) -> dict[str, str]:
    """References of a case, and of one of each that stands in it, for addresses."""
    case = service_case(within, person)
    return {
        "case_ref": case.ref,
        "need_ref": need(case).ref,
        "existing_ref": existing_service(case).ref,
        "case_evidence_ref": case_evidence(case, person).ref,
        "measure_ref": measure(case).ref,
        "quarter": "2026-10",
    }
