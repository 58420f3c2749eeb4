"""One factory per model: the smallest valid record, overridden by keyword. Use in an app context; then commit."""

import datetime as dt
import itertools
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from app.accounts.models import Authority, Invitation, Membership, Person
from app.assessments.models import (
    AgreedScore,
    AreaFinding,
    Dissent,
    EvidenceItem,
    IndividualScore,
    Naming,
    Participation,
    Round,
    RoundKind,
    RoundState,
    SecondScore,
    SecondVote,
    SignedResult,
)
from app.db import db
from app.db.clock import now
from app.engagements.models import Engagement, EngagementState, ScopedService, Scoping
from app.files.models import StoredFile
from app.files.storage import new_key
from app.instruments.document import Instrument, digest, parse
from app.instruments.models import InstrumentVersion
from app.publishing.models import VersionState
from app.security.roles import Role

_numbers = itertools.count(1)


def _save(record: Any) -> Any:
    db.session.add(record)
    db.session.flush()
    return record


def authority(**values: Any) -> Authority:
    n = next(_numbers)
    defaults: dict[str, Any] = {
        "code": f"T{n:03}",
        "official_name": f"Town {n} Borough Council",
        "name": f"Town {n}",
        "gss_code": f"E{n:08}",
        "nation": "England",
        "region": "North West",
        "type": "Unitary authority",
        "upper_tier": True,
    }
    return _save(Authority(**defaults | values))


def person(**values: Any) -> Person:
    return _save(unsaved_person(**values))


def unsaved_person(**values: Any) -> Person:
    """For whom adds dozens at once."""
    n = next(_numbers)
    defaults = {"email": f"person{n}@town.example", "name": f"Person {n}", "created_at": now(), "password_hash": None}
    return Person(**defaults | values)


def membership(who: Person, role: Role, where: Authority, within: Engagement | None = None) -> Membership:
    return _save(unsaved_membership(who, role, where, within))


def unsaved_membership(who: Person, role: Role, where: Authority, within: Engagement | None = None) -> Membership:
    """For whom adds dozens at once."""
    return Membership(
        person_id=who.id,
        authority_id=where.id,
        engagement_id=within.id if within else None,
        role=role,
        created_at=now(),
    )


def engagement(lead: Authority, partner: Authority, **values: Any) -> Engagement:
    defaults: dict[str, Any] = {
        "partnership_name": "Children's Trust",
        "starts_on": dt.date(2026, 10, 1),
        "ends_on": dt.date(2027, 9, 30),
        "decision_reference": "Executive Board, 15 December 2011, minute 42",
        "day_rate": Decimal(500),
        "estimate_quarters": 80,
        "cap_quarters": 120,
        "state": EngagementState.OPEN,
        "agreement_signed_on": dt.date(2026, 9, 15),
        "created_at": now(),
    }
    return _save(Engagement(lead_authority_id=lead.id, partner_authority_id=partner.id, **defaults | values))


@cache
def _read(text: str) -> tuple[Instrument, str]:
    """A text and its digest, read once for all tests: reading takes longer than most tests do."""
    return parse(text, name="test.yaml"), digest(text)


def instrument_version(text: str, **values: Any) -> InstrumentVersion:
    document, content = _read(text)
    defaults: dict[str, Any] = {
        "key": document.key,
        "label": document.version,
        "title": document.title,
        "digest": content,
        "text": text,
        "state": VersionState.PUBLISHED,
        "uploaded_at": now(),
        "published_at": now(),
    }
    return _save(InstrumentVersion(**defaults | values))


def assessment_round(within: Engagement, version: InstrumentVersion, **values: Any) -> Round:
    defaults: dict[str, Any] = {
        "kind": RoundKind.BASELINE,
        "state": RoundState.SCORING,
        "deadline": dt.date(2026, 12, 4),
        "created_at": now(),
        "opened_at": now(),
    }
    if values.get("state", RoundState.SCORING) not in {RoundState.DRAFT, RoundState.SCORING}:
        defaults["closed_at"] = now()
    return _save(Round(engagement_id=within.id, instrument_digest=version.digest, **defaults | values))


def participation(within: Round, who: Person, **values: Any) -> Participation:
    defaults = {"agency": "Council", "added_at": now()}
    return _save(Participation(round_id=within.id, person_id=who.id, **defaults | values))


def individual_score(by: Participation, standard_key: str, level: int | None = 3, **values: Any) -> IndividualScore:
    return _save(unsaved_score(by, standard_key, level, **values))


def unsaved_score(by: Participation, standard_key: str, level: int | None = 3, **values: Any) -> IndividualScore:
    """For whom adds hundreds at once: one statement for each takes longer than the test."""
    defaults = {"level": level, "saved_at": now(), "evidence_at": now()}
    return IndividualScore(participation_id=by.id, standard_key=standard_key, **defaults | values)


def agreed_score(within: Round, standard_key: str, recorder: Person, **values: Any) -> AgreedScore:
    defaults = {"level": 3, "target": 4, "reason": "Agreed after discussion.", "recorded_at": now()}
    return _save(
        AgreedScore(round_id=within.id, standard_key=standard_key, recorded_by_id=recorder.id, **defaults | values)
    )


def area_finding(within: Round, area_key: str, recorder: Person, **values: Any) -> AreaFinding:
    defaults = {
        "challenges": "Two budgets, one child.",
        "capacity": "A joint post starts in May.",
        "recorded_at": now(),
    }
    return _save(AreaFinding(round_id=within.id, area_key=area_key, recorded_by_id=recorder.id, **defaults | values))


def dissent(within: Round, standard_key: str, recorder: Person, **values: Any) -> Dissent:
    defaults = {"text": "The contract ends in May.", "naming": Naming.UNNAMED, "recorded_at": now()}
    return _save(
        Dissent(round_id=within.id, standard_key=standard_key, recorded_by_id=recorder.id, **defaults | values)
    )


def second_vote(
    within: Round, standard_key: str, opener: Person, levels: Mapping[Participation, int | None], **values: Any
) -> SecondVote:
    """Open unless `closed_at` is given; a level of None: cannot score."""
    made = _save(
        SecondVote(round_id=within.id, standard_key=standard_key, opened_at=now(), opened_by_id=opener.id, **values)
    )
    for who, level in levels.items():
        _save(
            SecondScore(
                vote_id=made.id, participation_id=who.id, level=level, cannot_score=level is None, saved_at=now()
            )
        )
    return made


def scoping(within: Engagement, **values: Any) -> Scoping:
    made = _save(Scoping(engagement_id=within.id, **values))
    _save(
        ScopedService(scoping_id=made.id, name="Short breaks", how_commissioned="Contract", observation="Ends in May.")
    )
    return made


def invitation(who: Person, role: Role, within: Engagement, **values: Any) -> Invitation:
    defaults: dict[str, Any] = {
        "token_digest": f"digest {next(_numbers)}",
        "authority_id": within.partner_authority_id,
        "invited_by_id": who.id,
        "sent_at": now(),
        "expires_at": now() + dt.timedelta(days=14),
    }
    return _save(Invitation(person_id=who.id, engagement_id=within.id, role=role, **defaults | values))


def stored_file(within: Engagement, owner: Person, **values: Any) -> StoredFile:
    """A row without bytes; a test that downloads it uploads it as a person does."""
    defaults: dict[str, Any] = {
        "storage_key": new_key(),
        "name": "needs-assessment.pdf",
        "media_type": "application/pdf",
        "size": 1000,
        "sha256": "0" * 64,
        "stored_at": now(),
    }
    return _save(StoredFile(engagement_id=within.id, owner_id=owner.id, **defaults | values))


def evidence_item(within: Round, standard_key: str, owner: Person, **values: Any) -> EvidenceItem:
    defaults: dict[str, Any] = {"note": "The needs assessment of 2026.", "added_at": now()}
    return _save(EvidenceItem(round_id=within.id, standard_key=standard_key, owner_id=owner.id, **defaults | values))


def signed_result(of: Round, signer: Person, **values: Any) -> SignedResult:
    """The smallest content there is: no area, no standard. A test that reads it signs a round as a director does."""
    content = {"title": "Baseline", "partner": "Town", "partnership": "Trust", "areas": []}
    defaults: dict[str, Any] = {"number": 1, "content": content, "signed_name": signer.name, "signed_at": now()}
    return _save(SignedResult(round_id=of.id, signed_by_id=signer.id, **defaults | values))
