"""One query for what waits for a person in the rooms from plans up to reviews, as tasks. Rounds: work.py."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, bindparam, case, func, select, union_all

from app.accounts.models import Authority
from app.agreements.models import AgreementKind
from app.agreements.queries import work as agreements
from app.charging.ledger import month_of, next_month
from app.charging.queries import work as charging
from app.db import db
from app.engagements.models import Engagement
from app.engagements.waiting import SOON, Source, WaitingRow
from app.mentoring.queries import work as mentoring
from app.plans.queries import work as plans
from app.progress import waiting_tools as tools
from app.reviewing.queries import work as reviewing
from app.security import Role
from app.web.filters import MONTHS, day, person_days
from app.web.links import engagement_url
from app.web.tasks import Task

MOST = 50  # rows of each list; the most urgent are shown, and how many more there are
LATE = ("Late", "red")
AT_RISK = ("At risk", "yellow")
BLUE = "blue"

_SOURCES = (
    *plans.WAITING,
    *agreements.WAITING,
    *charging.WAITING,
    *mentoring.WAITING,
    *tools.SOURCES,
    *reviewing.WAITING,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the person, and what is under way; `…_total` counts also what is not among the rows."""

    waiting: tuple[Task, ...] = ()
    under_way: tuple[Task, ...] = ()
    waiting_total: int = 0
    under_way_total: int = 0


def waiting_rows(person_id: int, roles: frozenset[Role], *, today: dt.date) -> list[WaitingRow]:
    """Read it in one query, however much there is: `MOST` rows of what waits and of what does not, the late first.

    `roles` are all that the person holds anywhere: what is only for others is not asked.
    """
    sources = tuple(source for source in _SOURCES if source.roles & roles)
    if not sources:
        return []
    month = month_of(today)
    values = {
        "person_id": person_id,
        "today": today,
        "soon": today + SOON,
        "month": month,
        "month_before": month - dt.timedelta(1),
        "last_month": month_of(month - dt.timedelta(1)),
        **tools.moments(today),
    }
    return [WaitingRow(*row) for row in db.session.connection().execute(_query(sources), values)]


def waiting_from(rows: Sequence[WaitingRow], *, today: dt.date) -> Waiting:
    """Say it in words."""
    urgent, later = [row for row in rows if row.waits], [row for row in rows if not row.waits]
    return Waiting(
        tuple(_task(row, today) for row in urgent),
        tuple(_task(row, today) for row in later),
        _total(urgent),
        _total(later),
    )


@lru_cache(maxsize=64)
def _query(sources: tuple[Source, ...]) -> Select[*tuple[Any, ...]]:
    """Unite sources; made once in a process for people of the same roles."""
    every = union_all(*(source.rows for source in sources)).subquery("every")
    is_review = every.c.kind == "review_due"  # holds nobody up: stands after what somebody waits for
    due = func.coalesce(case((~is_review, every.c.due_on)), bindparam("today"))
    urgency = (due, case((is_review, 1), else_=0), every.c.engagement_id, every.c.kind, every.c.ref)
    placed = select(
        every,
        func.count().over(partition_by=every.c.waits).label("total"),
        func.row_number().over(partition_by=every.c.waits, order_by=urgency).label("place"),
    ).subquery("placed")
    return (
        select(
            placed.c.kind,
            placed.c.ref,
            placed.c.within,
            placed.c.what,
            placed.c.due_on,
            placed.c.status,
            placed.c.waits,
            Engagement.ref,
            Engagement.partnership_name,
            Authority.name,
            placed.c.total,
        )
        .join(Engagement, Engagement.id == placed.c.engagement_id)
        .join(Authority, Authority.id == Engagement.partner_authority_id)
        .where(placed.c.place <= MOST)
        .order_by(placed.c.waits.desc(), placed.c.place)
    )


def _total(rows: Sequence[WaitingRow]) -> int:
    return rows[0].total if rows else 0


def _task(row: WaitingRow, today: dt.date) -> Task:
    title, endpoint, status, values = _WORDS[row.kind](row)
    about = f"{row.partnership_name}, {row.partner_name}"
    colour: str | None = BLUE if row.waits else None
    due_on = None
    if row.due_on is not None and row.waits and row.kind in _CAN_BE_LATE:
        about, due_on = f"By {day(row.due_on)}; {about}", row.due_on
        if row.due_on < today:
            status, colour = LATE
        elif row.status == "at_risk":
            status, colour = AT_RISK
    return Task(title, _address(endpoint, row, values), about, status, colour, due_on)


def _address(endpoint: str, row: WaitingRow, values: dict[str, Any]) -> str:
    if "month" in values:  # no reference: its converter writes it
        return url_for(endpoint, engagement_ref=row.engagement_ref, **values)
    return engagement_url(endpoint, row.engagement_ref, **values)


Words = tuple[str, str, str, dict[str, Any]]  # title, endpoint, status, further parts of the address
_CAN_BE_LATE = frozenset(
    {"milestone", "condition", "mentoring_action", "review_action", "service_case", "library_review"}
)


def _by(row: WaitingRow) -> str:
    if row.due_on is None:
        return "No date yet"
    return "Due soon" if row.waits else f"By {day(row.due_on)}"


def _milestone(row: WaitingRow) -> Words:
    return f"Milestone: {row.what}", "plans.update_milestone", _by(row), {"milestone_ref": row.ref}


def _condition(row: WaitingRow) -> Words:
    if row.status == "met":
        return f"Confirm that a condition is met: {row.what}", "plans.conditions", "Waiting for you", {}
    return f"Meet a condition: {row.what}", "plans.meet_condition", _by(row), {"condition_ref": row.ref}


def _plan(row: WaitingRow) -> Words:
    title, endpoint, status = _STEPS.get((row.ref, row.status)) or _STEPS["", row.status]
    name = "change of the plan’s scope" if row.what == "change" else "change plan"
    return title.format(name=name), endpoint, status, {}


_STEPS = {
    ("lead_officer", "draft"): ("Finish the {name}", "plans.scope", "Draft"),
    ("lead_officer", "returned"): ("Work in the comments on the {name}", "plans.scope", "Returned"),
    ("lead_officer", "endorsed"): ("Submit the {name}", "plans.submit", "Endorsed"),
    ("lead_officer", "approved"): ("Start work on the {name}", "plans.plan", "Approved"),
    ("director", "asked"): ("Endorse the {name}", "plans.endorse", "Waiting for you"),
    ("manager", "submitted"): ("Review the {name}", "plans.review", "Submitted"),
    ("", "draft"): ("The {name}", "plans.scope", "Being written"),
    ("", "returned"): ("The {name}", "plans.scope", "Returned"),
    ("", "asked"): ("The {name}", "plans.scope", "With the director"),
    ("", "endorsed"): ("The {name}", "plans.scope", "Endorsed"),
    ("", "submitted"): ("The {name}", "plans.scope", "With the manager"),
    ("", "approved"): ("The {name}", "plans.plan", "Approved"),
}
"""What each role does at each step: title, page, status. Without a role: for those who wait for somebody else."""


def _agreement(row: WaitingRow) -> Words:
    name = AgreementKind(row.what).words
    name = name[:1].lower() + name[1:]
    title, status = (f"Finish the {name}", "Draft") if row.status == "draft" else (f"Sign the {name}", "To sign")
    return title, "agreements.version", status, {"agreement_ref": row.ref}


def _days(row: WaitingRow) -> Words:
    """Days of several dates at once: the link leads to the month of the first."""
    title, status = _OF_DAYS[row.status]
    first = row.due_on or dt.date.min
    values = {"month": month_of(first)}
    days = person_days(int(row.what)) if int(row.what) > 0 else "corrections"
    return title.format(days=days, on=day(first)), "charging.month", status, values


_OF_DAYS = {
    "approve": ("Approve support days: {days} from {on}", "Waiting for you"),
    "answer": ("Answer a query on support days: {days} from {on}", "Queried"),
    "submit": ("Submit support days: {days} from {on}", "Not submitted"),
    "happened": ("Say whether booked support days took place: {days} from {on}", "Booked"),
}


def _statement(row: WaitingRow) -> Words:
    """The month that is stated next: of its first unstated day, unless that month is closed already."""
    month = month_of(row.due_on or dt.date.min)
    if row.within:
        month = max(month, next_month(dt.date.fromisoformat(row.within)))
    title = f"Issue the statement of support days for {MONTHS[month.month - 1]} {month.year}"
    return title, "charging.draft_statement", "Ready", {"month": month}


def _meeting(row: WaitingRow) -> Words:
    values = {"pair_ref": row.ref}
    if row.waits and row.due_on:
        return f"Record the mentoring meeting of {day(row.due_on)}", "mentoring.new_meeting", "Not recorded", values
    if row.due_on:
        return "Mentoring: next meeting", "mentoring.pair", day(row.due_on), values
    status = "No meeting yet" if row.status == "first" else "No date yet"
    return "Mentoring: next meeting", "mentoring.pair", status, values


def _review(row: WaitingRow) -> Words:
    title, status = _OF_A_REVIEW[row.status]
    return title.format(month=_month(row)), "reviewing.review", status, {"review_ref": row.ref}


_OF_A_REVIEW = {
    "write": ("Write the monthly review for {month}", "Being written"),
    "confirm": ("Confirm the monthly review for {month}", "Waiting for you"),
    "others": ("Monthly review for {month}", "With the other side"),
}


def _month(row: WaitingRow) -> str:
    on = row.due_on or dt.date.min
    return f"{MONTHS[on.month - 1]} {on.year}"


_WORDS: dict[str, Callable[[WaitingRow], Words]] = {
    **tools.WORDS,
    "milestone": _milestone,
    "condition": _condition,
    "plan_to_start": lambda _row: ("Start the change plan", "plans.scope", "Not started", {}),
    "plan": _plan,
    "live_plan": lambda _row: ("The change plan", "plans.plan", "Live", {}),
    "agreement": _agreement,
    "agreement_needed": lambda _row: (
        "Draft the agreement that the plan needs",
        "agreements.draft",
        "Plan approved",
        {},
    ),
    "days": _days,
    "statement_ready": _statement,
    "statement_disputed": lambda row: (
        f"See why statement no. {row.what} of support days is disputed",
        "charging.statement",
        "Disputed",
        {"statement_ref": row.ref},
    ),
    "purchase_order": lambda _row: (
        "Enter the purchase order for support days",
        "charging.purchase_order",
        "Missing",
        {},
    ),
    "rate": lambda _row: ("Agree or talk over a new day rate", "charging.rates", "Proposed", {}),
    "mentoring_action": lambda row: (
        f"Mentoring: {row.what}",
        "mentoring.action_done",
        _by(row),
        {"pair_ref": row.within, "action_ref": row.ref},
    ),
    "mentoring_meeting": _meeting,
    "review": _review,
    "review_action": lambda row: (
        f"Review action: {row.what}",
        "reviewing.action_done",
        _by(row),
        {"review_action_ref": row.ref},
    ),
    "review_due": lambda row: (
        f"Start the monthly review for {_month(row)}",
        "reviewing.start",
        "Not started",
        {"month": month_of(row.due_on or dt.date.min).isoformat()},
    ),
}
"""Every kind that a room gives, in words."""
