"""The manager's comments while a version waits, and the lead officers' answers once they are sent with a decision."""

import datetime as dt
from dataclasses import dataclass

from app.db import db
from app.plans.errors import ConflictError, WrongStateError
from app.plans.models import Plan, PlanComment, PlanState, PlanVersion
from app.plans.queries.comments import is_sent
from app.plans.queries.versions import waiting_version
from app.plans.services.moves import demand_not_frozen, note
from app.plans.services.reviewing import demand_waiting
from app.security import EngagementScope, Identity


@dataclass(frozen=True, slots=True)
class CommentOn:
    """What is commented on: a goal, a milestone, or (both empty) the plan as a whole."""

    goal_ref: str = ""
    milestone_ref: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A comment with the version it is on and the plan they belong to."""

    comment: PlanComment
    version: PlanVersion
    plan: Plan

    @property
    def subject(self) -> str:
        """What it is on, as the audit trail names it."""
        return _subject(self.plan, CommentOn(self.comment.goal_ref, self.comment.milestone_ref))


def comment(
    text: str,
    on: CommentOn,
    plan: Plan,
    scope: EngagementScope,
    *,
    seen_number: int,
    actor: Identity,
    now: dt.datetime,
) -> None:
    """Keep a comment on the version that waits. Raises WrongStateError, ConflictError if another version waits."""
    version = demand_waiting(plan, seen_number)
    written = PlanComment(
        plan_version_id=version.id,
        goal_ref=on.goal_ref,
        milestone_ref=on.milestone_ref,
        text=text,
        author_id=actor.person_id,
        author_name=actor.name,
        written_at=now,
    )
    db.session.add(written)
    db.session.flush()
    became = {"comment": written.ref, "version": version.number}
    note("comment written", _subject(plan, on), scope, actor=actor, now=now, became=became)


def edit_comment(
    written: Written, text: str, scope: EngagementScope, *, seen_version: int, actor: Identity, now: dt.datetime
) -> None:
    """Change a comment that is not sent yet. Raises WrongStateError, ConflictError if somebody edited it before."""
    _demand_unsent(written)
    if written.comment.version != seen_version:
        raise ConflictError("Somebody else edited this comment while you did. Both texts are below.")
    written.comment.text = text
    db.session.flush()
    became = {"comment": written.comment.ref}
    note("comment edited", written.subject, scope, actor=actor, now=now, became=became)


def remove_comment(written: Written, scope: EngagementScope, *, actor: Identity, now: dt.datetime) -> None:
    """Take a comment away that is not sent yet. Raises WrongStateError."""
    _demand_unsent(written)
    was = {"comment": written.comment.ref}
    db.session.delete(written.comment)
    db.session.flush()
    note("comment removed", written.subject, scope, actor=actor, now=now, was=was)


def answer(
    written: Written, text: str, scope: EngagementScope, *, seen_version: int, actor: Identity, now: dt.datetime
) -> None:
    """Answer a comment that was sent, for the manager to read at the next review. Raises ConflictError."""
    if not is_sent(written.version):
        raise WrongStateError("There is no such comment to answer.")
    demand_not_frozen(written.plan)
    if written.plan.state is PlanState.CLOSED:
        raise WrongStateError("The plan is closed, so its comments cannot be answered any more.")
    if written.comment.version != seen_version:
        raise ConflictError("Somebody else answered this comment while you did. Both texts are below.")
    was = {"answer": written.comment.answer} if written.comment.answer else {}
    written.comment.answer, written.comment.answered_name, written.comment.answered_at = text, actor.name, now
    db.session.flush()
    became = {"comment": written.comment.ref, "answer": text}
    note("comment answered", written.subject, scope, actor=actor, now=now, was=was, became=became)


def _demand_unsent(written: Written) -> None:
    waiting = waiting_version(written.plan)
    if waiting is None or waiting.id != written.version.id:
        number = written.version.number
        raise WrongStateError(f"Version {number} is not waiting for a decision, so comments on it stay as they are.")


def _subject(plan: Plan, on: CommentOn) -> str:
    if on.milestone_ref:
        return f"milestone {on.milestone_ref}"
    return f"goal {on.goal_ref}" if on.goal_ref else f"plan {plan.ref}"
