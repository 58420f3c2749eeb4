"""Saying how a milestone or a goal goes: status with reason, note, link, file, and a new forecast on the way."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.audit.services import Facts
from app.db import db
from app.engagements.telling import day_in_words
from app.files.services import Shelf, Upload, store
from app.plans.models import GoalStanding, MilestoneStanding, Status
from app.plans.picture import GoalPicture, Standing
from app.plans.services.forecasting import demand_day, move_forecast, parts_of
from app.plans.services.moves import note
from app.plans.services.recording import (
    Pen,
    RefusedError,
    demand_may_update,
    demand_seen,
    goal_row,
    milestone_row,
    write,
)

SAYS_NOTHING = "Nothing has changed. Choose another status, or add a note, a link, a file or a new date"


@dataclass(frozen=True, slots=True)
class Update:
    """What somebody says of a milestone or a goal; `forecast_on` None: the forecast stays. Goals have none."""

    status: Status
    reason: str = ""
    done_on: dt.date | None = None
    note: str = ""
    link: str = ""
    upload: Upload | None = None
    forecast_on: dt.date | None = None
    forecast_reason: str = ""
    seen_version: int = 0

    def changes(self, was: Standing) -> bool:
        """Say whether the declared status becomes another, or its day or reason does."""
        same = self.status.value == was.status and self.done_on == was.done_on
        return not same or bool(self.reason and self.reason != was.reason)

    @property
    def says_more(self) -> bool:
        """Say whether there is a note, a link or a file."""
        return bool(self.note or self.link or self.upload)


def update_milestone(update: Update, ref: str, shelf: Shelf, pen: Pen) -> None:
    """Record how a milestone goes.

    Raises RefusedError, FileRefusedError, ConflictError, NotYoursError, WrongStateError.
    """
    goal, of = parts_of(ref, pen)
    demand_may_update(pen, goal.text, of.text)
    milestone, standing = milestone_row(ref, pen, seen_version=update.seen_version)
    changes = update.changes(of.standing)
    _demand_possible(update, of.standing, pen)
    if not (changes or update.says_more or update.forecast_on):
        raise RefusedError("status", SAYS_NOTHING)
    if update.forecast_on:
        if update.status is Status.DONE:
            raise RefusedError("forecast_on", "A milestone that is done has no forecast. Leave the new date empty")
        demand_day(update.forecast_on, of, pen)  # what was done is not done any more, so it has a forecast again
        standing = move_forecast(update.forecast_on, update.forecast_reason, of, milestone, standing, pen)
    if changes:
        if standing is None:
            standing = MilestoneStanding(milestone_id=milestone.id)
            db.session.add(standing)
        _declare(standing, update, pen)
    if changes or update.says_more:
        where = {"goal_id": milestone.goal_id, "milestone_id": milestone.id}
        _record(update, where, f"milestone {ref}", of.standing, shelf, pen, changes=changes)


def update_goal(update: Update, ref: str, shelf: Shelf, pen: Pen) -> None:
    """Record how a goal goes, as its owner, its deputy or a lead officer sees it. Raises as update_milestone."""
    of = pen.picture.goal(ref)
    if of is None:
        raise LookupError(ref)
    demand_may_update(pen, of.text)
    demand_seen(of.standing, update.seen_version)
    changes = update.changes(of.standing)
    _demand_possible(update, of.standing, pen)
    _demand_told_why_open(update, of)
    if not (changes or update.says_more):
        raise RefusedError("status", SAYS_NOTHING.replace(", a file or a new date", " or a file"))
    if changes:
        key, standing = goal_row(ref, pen)
        if standing is None:
            standing = GoalStanding(goal_id=key)
            db.session.add(standing)
        _declare(standing, update, pen)
    _record(update, {"goal_ref": ref}, f"goal {ref}", of.standing, shelf, pen, changes=changes)


def _demand_possible(update: Update, was: Standing, pen: Pen) -> None:
    """Raise RefusedError for a status without its reason, and for a day on which nothing can have been done."""
    if update.status is Status.AT_RISK and not update.reason:
        raise RefusedError("risk_reason", "Say what puts it at risk")
    undone = was.done_on is not None and update.done_on != was.done_on
    if undone and not update.reason:
        raise RefusedError("why", "Say why it is no longer recorded as done on that day")
    if update.done_on is None:
        return
    first, today = pen.record.first_on, pen.picture.today
    if update.done_on > today:
        raise RefusedError("done_on", "The day on which it was done must be today or in the past")
    if update.done_on < first:
        raise RefusedError("done_on", f"The day must be {day_in_words(first)} or later, when the engagement began")


def _demand_told_why_open(update: Update, of: GoalPicture) -> None:
    if update.status is Status.DONE and of.standing.done_on is None and of.open and not update.reason:
        several = f"{of.open} milestone{'' if of.open == 1 else 's'}"
        raise RefusedError(
            "why", f"Say why the goal is done although {several} of it {'is' if of.open == 1 else 'are'} not"
        )


def _declare(standing: MilestoneStanding | GoalStanding, update: Update, pen: Pen) -> None:
    standing.status, standing.reason = update.status, update.reason
    standing.done_on, standing.updated_at = update.done_on, pen.now


def _record(  # what was said of what, what it was before, and where bytes go
    update: Update, where: dict[str, Any], subject: str, was: Standing, shelf: Shelf, pen: Pen, *, changes: bool
) -> None:
    declared: dict[str, Any] = {}
    if changes:
        declared = {"status": update.status, "reason": update.reason, "done_on": update.done_on}
    stored = None
    if update.upload:
        stored = store(update.upload, shelf, engagement_id=pen.scope.id, owner_id=pen.actor.person_id, now=pen.now)
    said = {"note": update.note, "link": update.link, "file_id": stored.id if stored else None}
    entry_ref = write(pen, **where, **declared, **said)
    before: Facts = {"status": was.status, "done_on": was.done_on} if changes else {}
    after: Facts = {"status": update.status.value, "done_on": update.done_on} if changes else {}
    note(
        "progress recorded",
        subject,
        pen.scope,
        actor=pen.actor,
        now=pen.now,
        was={key: value for key, value in before.items() if value},
        became={"entry": entry_ref} | {key: value for key, value in after.items() if value},
    )
