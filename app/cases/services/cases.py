"""Opening a service case and changing what it is about. What is decided in it: deciding.py."""

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import update

from app.appraising.models import Subject
from app.cases.errors import CaseError
from app.cases.models import ServiceCase
from app.cases.queries.opening import Candidate
from app.cases.services.moves import demand_open, demand_running, demand_seen, note
from app.db import db
from app.security import EngagementScope, Identity
from app.tools.tool import CaseKind, Stage


@dataclass(frozen=True, slots=True)
class CaseText:
    """What a case is about; `owner_id` sees to it."""

    service: str
    purpose: str
    provider: str
    yearly_pence: int | None
    owner_id: int
    goal_ref: str


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case that is opened."""

    kind: CaseKind
    text: CaseText


class OpenedAlreadyError(CaseError):
    """A case was opened from this candidate."""

    def __init__(self) -> None:
        super().__init__("There is a service case for this already.")


class NotChosenError(CaseError):
    """The candidate was concluded as one that does not go forward now."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__(
            f"“{candidate.name}” was concluded as “{candidate.waits}”, so no case is opened from it. If that is no"
            " longer right, look at the same again: once it is concluded otherwise, open the case from there."
        )


def open_case(
    new: NewCase, candidate: Candidate | None, *, scope: EngagementScope, actor: Identity, now: dt.datetime
) -> ServiceCase:
    """Open a case at the beginning of the cycle. Raises OverError, OpenedAlreadyError, NotChosenError."""
    demand_running(scope)
    if candidate and candidate.waits:
        raise NotChosenError(candidate)
    case = ServiceCase(
        engagement_id=scope.id,
        kind=new.kind,
        stage=Stage.UNDERSTAND,
        subject_ref=candidate.ref if candidate else "",
        opened_by_id=actor.person_id,
        opened_at=now,
        **asdict(new.text),
    )
    db.session.add(case)
    db.session.flush()
    if candidate:
        _mark(candidate, case)
    became = {"kind": new.kind.value, **asdict(new.text)}
    note("service case opened", case, scope, actor=actor, now=now, became=became)
    return case


def _mark(candidate: Candidate, case: ServiceCase) -> None:
    """Let the candidate name its case; of two people at once one is too late."""
    marked = db.session.execute(
        update(Subject)
        .where(Subject.id == candidate.id, Subject.case_ref == "")
        .values(case_ref=case.ref)
        .execution_options(synchronize_session=False)
        .returning(Subject.id)
    ).all()
    if not marked:
        raise OpenedAlreadyError


def change(
    case: ServiceCase,
    text: CaseText,
    *,
    seen_version: int,
    scope: EngagementScope,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Change what it is about. Raises OverError, ConflictError."""
    demand_open(case, scope)
    demand_seen(case.version, seen_version)
    after = asdict(text)
    before = {name: getattr(case, name) for name in after}
    changed = [name for name, value in after.items() if before[name] != value]
    if not changed:
        return
    for name in changed:
        setattr(case, name, after[name])
    was, became = {name: before[name] for name in changed}, {name: after[name] for name in changed}
    note("service case changed", case, scope, actor=actor, now=now, was=was, became=became)
