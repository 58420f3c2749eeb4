"""The rounds' rows on an engagement's home page: where each round stands, and what its reader does about it."""

from flask import url_for

from app.assessments.models import RoundKind, RoundState
from app.assessments.queries.work import OwnRound, rounds_here
from app.assessments.turns import next_kinds
from app.security import EngagementScope, Identity, Permission
from app.web.tasks import Task

WORDS: dict[RoundState, tuple[str, str | None]] = {
    RoundState.DRAFT: ("Draft", "grey"),
    RoundState.SCORING: ("Scoring", "blue"),
    RoundState.WORKSHOP: ("Workshop", "purple"),
    RoundState.WITH_DIRECTOR: ("With the director", "yellow"),
    RoundState.SIGNED: ("Signed", None),
    RoundState.REOPENED: ("Reopened", "orange"),
}


_CHANGING = {
    RoundState.REOPENED: "Waiting for the consultant to resume the workshop",
    RoundState.WORKSHOP: "The partnership changes what is agreed",
    RoundState.WITH_DIRECTOR: "The changed result is with the director",
}
"""What happens to a reopened result, for those who wait for it."""


def round_items(scope: EngagementScope, identity: Identity) -> list[Task]:
    """Give a row for each round, and one to start the next for who may; nothing for those who see no result."""
    if not identity.may(Permission.RESULT_VIEW):
        return []
    rounds = rounds_here(identity.person_id, engagement_id=scope.id)
    items = [_item(a_round, scope, identity) for a_round in rounds]
    if following := next_kinds({a_round.kind: a_round.state for a_round in rounds}):
        items.append(_next(following[0], scope, identity))
    if scope.state == "open" and identity.may(Permission.WORKSHOP_RUN):
        items.append(_rehearsal(scope))
    return items


def _rehearsal(scope: EngagementScope) -> Task:
    href = url_for("assessments.rehearsal", engagement_ref=scope.ref)
    return Task("Rehearsal of the workshop", href, "On sample scores; nothing of it is kept", "Optional")


def _item(a_round: OwnRound, scope: EngagementScope, identity: Identity) -> Task:
    hint, endpoint = _to_do(a_round, identity)
    status, colour = WORDS[a_round.state]
    href = url_for(f"assessments.{endpoint}", engagement_ref=scope.ref, round_ref=a_round.ref)
    return Task(f"{a_round.kind.label} self-assessment", href, hint, status, colour)


def _to_do(a_round: OwnRound, identity: Identity) -> tuple[str, str]:
    """Say what this reader does next, and on which page."""
    if a_round.state is RoundState.SCORING and a_round.asked and identity.may(Permission.SCORE):
        by = f"{a_round.deadline.day} {a_round.deadline:%B %Y}"
        return ("You have submitted" if a_round.submitted_at else f"Score the standards by {by}"), "scoring"
    if a_round.state is RoundState.WORKSHOP and identity.may(Permission.WORKSHOP_RUN):
        return "Record what the partnership agrees", "workshop"
    if a_round.state is RoundState.WITH_DIRECTOR and identity.may(Permission.RESULT_SIGN):
        return "Read and sign the result", "result"
    if a_round.state is RoundState.REOPENED and identity.may(Permission.WORKSHOP_RUN):
        return "Resume the workshop: what is agreed has to change", "workshop"
    if a_round.reopened:
        return f"{_CHANGING[a_round.state]}; the signed version stands until the next one is signed", "result"
    follows = a_round.asked and identity.may(Permission.WORKSHOP_FOLLOW)
    return {
        RoundState.DRAFT: ("The list of participants is being made", "overview"),
        RoundState.SCORING: (f"{a_round.submitted} of {a_round.people} participants have submitted", "overview"),
        RoundState.WORKSHOP: ("The partnership agrees a score for each standard", "follow" if follows else "overview"),
        RoundState.WITH_DIRECTOR: ("Waiting for the director’s signature", "result"),
        RoundState.SIGNED: ("See the result", "result"),
    }[a_round.state]


def _next(kind: RoundKind, scope: EngagementScope, identity: Identity) -> Task:
    title = f"{kind.label} self-assessment"
    if identity.may(Permission.ROUND_RUN) and scope.state == "open":
        href = url_for("assessments.start", engagement_ref=scope.ref)
        return Task(title, href, "Start the round and choose who scores", "Not started", "blue")
    waits = "A lead officer starts it" if scope.state == "open" else "Starts once the engagement is open"
    return Task(title, None, waits, "Not started")
