"""Works out what waits for a person, from what the rooms below know. Three queries, and one for who is in training."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.assessments.models import RoundKind, RoundState
from app.assessments.queries.work import OwnRound, own_rounds
from app.engagements.models import EngagementState
from app.engagements.queries.work import MOST as MOST_READ
from app.engagements.queries.work import OwnEngagement, own_engagements
from app.engagements.waiting import WaitingRow
from app.instruments.queries import instrument
from app.learning.queries.work import training_tasks
from app.progress.coming import Coming, coming_to
from app.progress.waiting import LATE, MOST, waiting_from, waiting_rows
from app.security import Identity, Permission, Role
from app.web.links import engagement_url
from app.web.tasks import Task


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for the person, the late first, and what else is under way that the person can look at."""

    waiting: tuple[Task, ...]
    under_way: tuple[Task, ...]
    more_waiting: int  # that are not shown, as there are too many
    more_under_way: int
    logs_days: bool  # and so has a calendar of support days
    coming: tuple[Coming, ...] = ()  # where nothing waits: what will


WAITING = "blue"
ASKED = "Say if your name may stand beside a dissent"


@dataclass(frozen=True, slots=True)
class Found:
    """All that the work of a person is worked out from, as it was read."""

    engagements: list[OwnEngagement]
    rounds: dict[int, list[OwnRound]]
    roles: frozenset[Role]  # held anywhere
    rows: list[WaitingRow]
    training: list[Task]


def work_of(identity: Identity, *, today: dt.date) -> Work:
    """Give everything that concerns the person now, across all engagements."""
    return work_from(found_for(identity, today=today), identity, today=today)


def found_for(identity: Identity, *, today: dt.date) -> Found:
    """Read what concerns the person now."""
    engagements = own_engagements(identity.person_id, manages=bool(identity.authorities_as(Role.MANAGER)))
    held = frozenset(e.role for e in engagements)
    rounds = own_rounds(identity.person_id) if held - {Role.MANAGER} else {}
    roles = held.union(role for _, role in identity.authority_roles)
    asked = roles if len(engagements) < MOST_READ else frozenset(Role)
    rows = waiting_rows(identity.person_id, asked, today=today)
    return Found(engagements, rounds, roles, rows, training_tasks(identity, today))


def work_from(read: Found, identity: Identity, *, today: dt.date) -> Work:
    """Work it out from what was read."""
    tasks = dict.fromkeys(
        task for each in read.engagements for task in _tasks(each, read.rounds.get(each.id, []), today)
    )
    tasks |= dict.fromkeys(read.training)
    found = waiting_from(read.rows, today=today)
    waiting = sorted(
        (*(task for task in tasks if task.colour), *found.waiting), key=lambda task: task.colour != LATE[1]
    )
    under_way = (*found.under_way, *(task for task in tasks if not task.colour))
    return Work(
        tuple(waiting[:MOST]),
        under_way[:MOST],
        found.waiting_total - len(found.waiting) + max(len(waiting) - MOST, 0),
        found.under_way_total - len(found.under_way) + max(len(under_way) - MOST, 0),
        identity.may(Permission.DAYS_LOG) or any(each.role is Role.CONSULTANT for each in read.engagements),
        () if waiting else coming_to(read.roles | ({Role.ADMINISTRATOR} if identity.is_administrator else frozenset())),
    )


def _tasks(engagement: OwnEngagement, rounds: list[OwnRound], today: dt.date) -> Iterator[Task]:
    is_open = engagement.state is EngagementState.OPEN
    if engagement.role is Role.MANAGER:
        yield _task(engagement, "Open the engagement", "engagements.home", "Not open yet", WAITING)
        return
    if engagement.role is Role.CONSULTANT and not engagement.scoping_closed and is_open:
        yield _task(engagement, "Record the scoping", "engagements.scoping", "Not closed yet", WAITING)
    if engagement.role is Role.LEAD_OFFICER and not rounds and is_open:
        yield _task(engagement, "Start the baseline self-assessment", "assessments.start", "Not started", WAITING)
    for a_round in rounds:
        yield from _of_round(engagement, a_round, today)
    if not rounds and engagement.role in {Role.DIRECTOR, Role.PARTICIPANT}:
        yield _task(engagement, "Self-assessment", "engagements.home", "Not started")


def _of_round(engagement: OwnEngagement, a_round: OwnRound, today: dt.date) -> Iterator[Task]:
    name = f"{a_round.kind.label} self-assessment"
    if engagement.role is Role.PARTICIPANT and not a_round.asked:
        return
    title, endpoint, status, waits = _STEPS.get(
        (engagement.role, a_round.state), (name, "assessments.overview", _STANDS[a_round.state], False)
    )
    if engagement.role is Role.PARTICIPANT and a_round.asked_name:
        yield _task(engagement, ASKED, "assessments.follow", "Waiting for you", WAITING, a_round)
    late, due_on = False, None
    if a_round.state is RoundState.SCORING:
        late = a_round.deadline < today
        waits = waits or (engagement.role is Role.LEAD_OFFICER and (late or a_round.submitted == a_round.people))
        status = f"{a_round.submitted} of {a_round.people} submitted"
        if engagement.role is Role.PARTICIPANT:
            waits, late = a_round.submitted_at is None, late and a_round.submitted_at is None
            status = f"By {a_round.deadline.day} {a_round.deadline:%B %Y}" if waits else "Submitted"
            due_on = a_round.deadline if waits else None
    if engagement.role is Role.PARTICIPANT and a_round.vote_on is not None:
        number = instrument(a_round.instrument_digest).standard(a_round.vote_on).number
        title, status, waits = f"Vote again: standard {number}", "Vote is open", True
    status, colour = LATE if late and waits else (status, WAITING if waits else None)
    task = _task(engagement, title.format(name=name), endpoint, status, colour, a_round)
    yield replace(task, due_on=due_on) if due_on else task


_STANDS = {
    RoundState.DRAFT: "Being prepared",
    RoundState.SCORING: "Scoring",
    RoundState.WORKSHOP: "In the workshop",
    RoundState.WITH_DIRECTOR: "With the director",
    RoundState.SIGNED: "Signed",
    RoundState.REOPENED: "Reopened",
}
"""Where a round stands, for those who do not act on it."""

_STEPS: dict[tuple[Role, RoundState], tuple[str, str, str, bool]] = {
    (Role.LEAD_OFFICER, RoundState.DRAFT): ("Add participants and open scoring", "assessments.overview", "Draft", True),
    (Role.PARTICIPANT, RoundState.SCORING): ("Score the standards", "assessments.scoring", "", True),
    (Role.CONSULTANT, RoundState.WORKSHOP): ("Record what the workshop agrees", "assessments.workshop", "Ready", True),
    (Role.PARTICIPANT, RoundState.WORKSHOP): ("Follow the workshop", "assessments.follow", "In the workshop", False),
    (Role.DIRECTOR, RoundState.WITH_DIRECTOR): ("Sign the result", "assessments.result", "Waiting for you", True),
    (Role.CONSULTANT, RoundState.REOPENED): ("Resume the workshop", "assessments.workshop", "Reopened", True),
    **{
        (role, RoundState.REOPENED): ("{name}: result", "assessments.result", "Reopened", False)
        for role in (Role.LEAD_OFFICER, Role.PARTICIPANT, Role.DIRECTOR)
    },
    **{
        (role, RoundState.SIGNED): ("{name}: result", "assessments.result", "Signed", False)
        for role in (Role.LEAD_OFFICER, Role.PARTICIPANT, Role.CONSULTANT, Role.DIRECTOR)
    },
}
"""What each role does at each state: title, page, status, whether it waits for the person."""


def _task(
    engagement: OwnEngagement,
    title: str,
    endpoint: str,
    status: str,
    colour: str | None = None,
    a_round: OwnRound | None = None,
) -> Task:
    about = f"{engagement.partnership_name}, {engagement.partner_name}"
    if a_round is None:
        return Task(title, engagement_url(endpoint, engagement.ref), about, status, colour)
    if a_round.kind is not RoundKind.BASELINE:
        about = f"{about}, {a_round.kind.label.lower()} round"
    return Task(title, engagement_url(endpoint, engagement.ref, round_ref=a_round.ref), about, status, colour)
