"""Small tools of each scale, and appraisals of them, beside the factories of factories.py. Use in an app context."""

import json
from typing import Any

import yaml

from app.accounts.models import Person
from app.appraising.models import AgreedAnswer, Appraisal, AppraisalState, Appraiser, OwnCriterion, Subject
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement
from app.instruments.document import digest
from app.publishing.models import VersionState
from app.tools.models import ToolVersion
from app.tools.reading import parse

OF_THE_TOOLS = ("appraisal_ref", "subject_ref")
SOURCE = {"seed": "001", "section": "Core criteria", "document": "Lancaster, core criteria"}
OUTCOMES = [
    {"key": "forward", "label": "Go forward", "text": "It goes forward now.", "chosen": True},
    {"key": "not-now", "label": "Not now", "text": "It waits for a later year."},
]


def criterion(number: int, key: str, **values: Any) -> dict[str, Any]:
    """A criterion as YAML has it."""
    return {"key": key, "number": number, "title": key.title(), "text": f"What of {key}?", "source": SOURCE, **values}


def content(scale: str, kind: str, criteria: list[dict[str, Any]], **values: Any) -> dict[str, Any]:
    """A tool as YAML has it."""
    return {
        "key": f"small-{scale}",
        "title": f"Small tool of {scale}",
        "version": "2026-11",
        "status": "original",
        "provenance": {"text": "Made for tests.", "sources": ["Nowhere"]},
        "scale": {"type": scale},
        "about": "It helps to decide.",
        "who": "Commissioners.",
        "when": "Before a decision.",
        "subject": {"kind": kind, "name": "candidate"},
        "stages": ["plan"],
        "kinds": ["new", "review"],
        "groups": [{"key": "all", "title": "All", "criteria": criteria}],
        **values,
    }


MET = content(
    "met",
    "one",
    [
        criterion(1, "accounts", threshold={"text": "Audited above £5,000", "above": 5000}, stops=True),
        criterion(2, "record", mitigation="A pilot shows what a record would."),
        criterion(3, "community", not_applicable_when="No wider community is touched."),
    ],
    subject={"kind": "one", "name": "provider", "amount": "yearly turnover"},
    outcomes=OUTCOMES,
)
WEIGHTED = content(
    "weighted",
    "candidates",
    [criterion(1, "need", weight=3), criterion(2, "quality", minimum=2), criterion(3, "own", own=True)],
    appraisers=2,
    outcomes=OUTCOMES,
)
RANKED = content(
    "weighted", "candidates", [criterion(1, "need", weight=3), criterion(2, "cost")], outcomes=OUTCOMES
) | {"key": "small-ranked", "title": "Small tool of ranks"}
MATRIX = content(
    "matrix",
    "options",
    [criterion(1, "control"), criterion(2, "price")],
    options=[{"key": "grant", "title": "Grant", "text": "Money."}, {"key": "buy", "title": "Buy", "text": "Tender."}],
    outcomes=OUTCOMES,
)
LEVELS = content("levels", "one", [criterion(1, "voice"), criterion(2, "data")])


def _save(record: Any) -> Any:
    db.session.add(record)
    db.session.flush()
    return record


def text_of(tool: dict[str, Any]) -> str:
    """The file of a tool; without aliases, which files must not have."""
    return yaml.safe_dump(json.loads(json.dumps(tool)), sort_keys=False, allow_unicode=True)


def tool_version(tool: dict[str, Any]) -> ToolVersion:
    """A published version of it; made once in a test."""
    text = text_of(tool)
    parsed = parse(text, name="small")
    found = db.session.scalar(db.select(ToolVersion).filter_by(key=parsed.key))
    return found or _save(
        ToolVersion(
            key=parsed.key,
            label=parsed.version,
            title=parsed.title,
            digest=digest(text),
            text=text,
            state=VersionState.PUBLISHED,
            uploaded_at=now(),
            published_at=now(),
        )
    )


def appraisal(within: Engagement, opener: Person, tool: dict[str, Any] = RANKED, **values: Any) -> Appraisal:
    """A tool put to use, being agreed."""
    defaults: dict[str, Any] = {"title": "Short breaks", "state": AppraisalState.AGREEING, "opened_at": now()}
    version = tool_version(tool)
    return _save(
        Appraisal(engagement_id=within.id, tool_digest=version.digest, opened_by_id=opener.id, **defaults | values)
    )


def subject(of: Appraisal, position: int = 1, **values: Any) -> Subject:
    return _save(Subject(appraisal_id=of.id, position=position, **{"name": "Overnight stays"} | values))


def appraiser(of: Appraisal, person: Person, **values: Any) -> Appraiser:
    return _save(Appraiser(appraisal_id=of.id, person_id=person.id, added_at=now(), **values))


def own_criterion(of: Appraisal, **values: Any) -> OwnCriterion:
    return _save(OwnCriterion(appraisal_id=of.id, **{"slot_key": "own", "title": "Nights"} | values))


def answer(of: Subject, key: str, person: Person, **values: Any) -> AgreedAnswer:
    made = AgreedAnswer(
        subject_id=of.id,
        appraisal_id=of.appraisal_id,
        criterion_key=key,
        saved_by_id=person.id,
        saved_at=now(),
        **values,
    )
    return _save(made)


def references(within: Engagement, person: Person) -> dict[str, str]:
    """What fills addresses of tools in use, for the tests over all routes."""
    made = appraisal(within, person)
    return {
        "appraisal_ref": made.ref,
        "subject_ref": subject(made).ref,
        "criterion_key": "need",
        "tool_key": "small-ranked",
    }
