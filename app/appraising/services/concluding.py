"""Concluding an appraisal, which freezes it, and withdrawing one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.appraising.answering import failed_words, lack_words, to_do
from app.appraising.content import AppraisalContent, SubjectText, appraisal_content
from app.appraising.errors import ConflictError, NotReadyError, RefusedFieldError
from app.appraising.models import Appraisal, AppraisalState, Subject
from app.appraising.services.moves import demand_state, note
from app.db import db
from app.security import EngagementScope, Identity
from app.tools.tool import SubjectKind, Tool


@dataclass(frozen=True, slots=True)
class Concluded:
    """What is concluded of a subject."""

    outcome: str  # a key of the tool
    reason: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is concluded of all, by the subject's reference, and what is recommended. `seen`: digest of the answers."""

    subjects: Mapping[str, Concluded]
    recommendation: str
    seen: str


def rows_not_ready(content: AppraisalContent) -> tuple[tuple[str, str, str], ...]:
    """Give (subject's reference, criterion's key, what it still needs) of every row that is not ready."""
    return tuple(
        (subject.ref, each.key, lack_words(each.lack))
        for subject in content.subjects
        for each in to_do(content, subject)
    )


def conclude(
    conclusion: Conclusion,
    content: AppraisalContent,
    tool: Tool,
    appraisal: Appraisal,
    scope: EngagementScope,
    *,
    actor: Identity,
    now: dt.datetime,
) -> AppraisalContent:
    """Freeze it. Raises WrongStateError, ConflictError if answers changed since they were seen, NotReadyError.

    Raises RefusedFieldError, the field being "outcome-" with the place of the subject, for what rules refuse.
    """
    demand_state(appraisal, scope, AppraisalState.AGREEING)
    if content.digest != conclusion.seen:
        raise ConflictError
    rows = rows_not_ready(content)
    if rows or not content.subjects or not content.criteria:
        raise NotReadyError(rows)
    _demand_outcomes(conclusion, content, tool)
    subjects = tuple(_concluded(each, conclusion) for each in content.subjects)
    frozen = replace(
        content,
        subjects=subjects,
        recommendation=conclusion.recommendation,
        finished_by=actor.name,
        finished_at=now,
    )
    _keep(frozen, appraisal, actor=actor, now=now)
    became = {
        "outcomes": ", ".join(f"{each.ref} {each.outcome}" for each in subjects if each.outcome),
        "recommendation": conclusion.recommendation,
    }
    note("appraisal concluded", appraisal, scope, actor=actor, now=now, became=became)
    return frozen


def withdraw(reason: str, appraisal: Appraisal, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Withdraw what was begun; it stays readable. Raises WrongStateError."""
    demand_state(appraisal, scope, AppraisalState.ALONE, AppraisalState.AGREEING)
    was = {"state": appraisal.state}
    appraisal.state, appraisal.withdrawn_reason = AppraisalState.WITHDRAWN, reason
    note("appraisal withdrawn", appraisal, scope, actor=actor, now=now, was=was, became={"reason": reason})


def _demand_outcomes(conclusion: Conclusion, content: AppraisalContent, tool: Tool) -> None:
    chosen = {each.key: each.label for each in tool.outcomes if each.chosen}
    forward = []
    for place, subject in enumerate(content.subjects, 1):
        outcome = conclusion.subjects[subject.ref].outcome if tool.outcomes else ""
        if outcome not in chosen:
            continue
        forward.append(place)
        if content.verdict(subject).passes is False:
            why = "; ".join(failed_words(content, subject))
            raise RefusedFieldError(
                f"outcome-{place}", f"{subject.name} cannot be concluded as “{chosen[outcome]}”: {why}"
            )
    if tool.subject is SubjectKind.OPTIONS and len(forward) > 1:
        raise RefusedFieldError(f"outcome-{forward[1]}", "Choose one option only: a matrix ends in one recommendation")


def _concluded(subject: SubjectText, conclusion: Conclusion) -> SubjectText:
    found = conclusion.subjects.get(subject.ref)
    return replace(subject, outcome=found.outcome, outcome_reason=found.reason) if found else subject


def _keep(frozen: AppraisalContent, appraisal: Appraisal, *, actor: Identity, now: dt.datetime) -> None:
    by_ref = {each.ref: each for each in frozen.subjects}
    rows: Sequence[Subject] = db.session.scalars(
        select(Subject).where(Subject.appraisal_id == appraisal.id).order_by(Subject.position)
    ).all()
    for row in rows:
        row.outcome, row.outcome_reason = by_ref[row.ref].outcome, by_ref[row.ref].outcome_reason
    appraisal.recommendation, appraisal.content = frozen.recommendation, appraisal_content(frozen)
    appraisal.finished_by_id, appraisal.finished_at = actor.person_id, now
    appraisal.state = AppraisalState.FINISHED
