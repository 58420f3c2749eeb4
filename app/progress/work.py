"""Works out what waits for a person, from what the rooms below know. Two queries, however many engagements."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.assessments.models import RoundKind, RoundState
from app.assessments.queries.work import OwnRound, own_rounds
from app.engagements.models import EngagementState
from app.engagements.queries.work import OwnEngagement, own_engagements
from app.security import Identity, Role


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing: what it is, where it is done, in which engagement, and whether it waits for this person now."""

    title: str
    href: str
    about: str
    status: str
    waits: bool
    late: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for the person, and what else is under way that the person can look at."""

    waiting: tuple[WorkItem, ...]
    under_way: tuple[WorkItem, ...]
    illustrative: bool


def work_of(identity: Identity, *, today: dt.date) -> Work:
    """Give everything that waits for the person, the late first, across all engagements."""
    engagements = own_engagements(identity.person_id)
    active = {e.id for e in engagements if e.role is not Role.MANAGER}
    rounds = own_rounds(identity.person_id, engagement_ids=active) if active else {}
    items = [item for engagement in engagements for item in _items(engagement, rounds.get(engagement.id, []), today)]
    items = list(dict.fromkeys(items))
    return Work(
        waiting=tuple(sorted((item for item in items if item.waits), key=lambda item: not item.late)),
        under_way=tuple(item for item in items if not item.waits),
        illustrative=any(engagement.illustrative for engagement in engagements),
    )


def _items(engagement: OwnEngagement, rounds: list[OwnRound], today: dt.date) -> Iterator[WorkItem]:
    if engagement.role is Role.MANAGER:
        yield _item(engagement, "Open the engagement", "engagements.home", "Not open yet", waits=True)
        return
    if (
        engagement.role is Role.CONSULTANT
        and not engagement.scoping_closed
        and engagement.state is EngagementState.OPEN
    ):
        yield _item(engagement, "Record the scoping", "engagements.scoping", "Not closed yet", waits=True)
    if engagement.role is Role.LEAD_OFFICER and not rounds and engagement.state is EngagementState.OPEN:
        yield _item(engagement, "Start the baseline self-assessment", "assessments.start", "Not started", waits=True)
    for a_round in rounds:
        yield from _of_round(engagement, a_round, today)
    if not rounds and engagement.role in {Role.DIRECTOR, Role.PARTICIPANT}:
        yield _item(engagement, "Self-assessment", "engagements.home", "Not started", waits=False)


def _of_round(engagement: OwnEngagement, a_round: OwnRound, today: dt.date) -> Iterator[WorkItem]:
    name = f"{a_round.kind.label} self-assessment"
    if engagement.role is Role.PARTICIPANT and not a_round.asked:
        return
    title, endpoint, status, waits = _STEPS.get(
        (engagement.role, a_round.state), (name, "assessments.overview", _STANDS[a_round.state], False)
    )
    late = False
    if a_round.state is RoundState.SCORING:
        late = a_round.deadline < today
        waits = waits or (engagement.role is Role.LEAD_OFFICER and (late or a_round.submitted == a_round.people))
        status = f"{a_round.submitted} of {a_round.people} submitted"
        if engagement.role is Role.PARTICIPANT:
            waits, late = a_round.submitted_at is None, late and a_round.submitted_at is None
            status = f"By {a_round.deadline.day} {a_round.deadline:%B %Y}" if waits else "Submitted"
    yield _item(
        engagement, title.format(name=name), endpoint, status, waits=waits, late=late and waits, a_round=a_round
    )


_STANDS = {
    RoundState.DRAFT: "Being prepared",
    RoundState.SCORING: "Scoring",
    RoundState.WORKSHOP: "In the workshop",
    RoundState.WITH_DIRECTOR: "With the director",
    RoundState.SIGNED: "Signed",
}
"""Where a round stands, for those who do not act on it."""

_STEPS: dict[tuple[Role, RoundState], tuple[str, str, str, bool]] = {
    (Role.LEAD_OFFICER, RoundState.DRAFT): ("Add participants and open scoring", "assessments.overview", "Draft", True),
    (Role.PARTICIPANT, RoundState.SCORING): ("Score the standards", "assessments.scoring", "", True),
    (Role.CONSULTANT, RoundState.WORKSHOP): ("Record what the workshop agrees", "assessments.workshop", "Ready", True),
    (Role.DIRECTOR, RoundState.WITH_DIRECTOR): ("Sign the result", "assessments.result", "Waiting for you", True),
    **{
        (role, RoundState.SIGNED): ("{name}: result", "assessments.result", "Signed", False)
        for role in (Role.LEAD_OFFICER, Role.PARTICIPANT, Role.CONSULTANT, Role.DIRECTOR)
    },
}
"""What each role does at each state: title, page, status, whether it waits for the person."""


def _item(
    engagement: OwnEngagement,
    title: str,
    endpoint: str,
    status: str,
    *,
    waits: bool,
    late: bool = False,
    a_round: OwnRound | None = None,
) -> WorkItem:
    values: dict[str, Any] = {"round_ref": a_round.ref} if a_round else {}
    about = f"{engagement.partnership_name}, {engagement.partner_name}"
    if a_round and a_round.kind is not RoundKind.BASELINE:
        about = f"{about}, {a_round.kind.label.lower()} round"
    href = url_for(endpoint, engagement_ref=engagement.ref, **values)
    return WorkItem(title, href, about, "Late" if late else status, waits, late)
