"""The plan and its scope as it is worked on: goals, milestones, what waits for what, standards left for later.

What is approved is a frozen copy (review.py); how it goes is in progress.py. So a change of scope can be prepared on
these rows while the approved plan is worked by.
"""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.db import Base, enum_column, new_ref
from app.engagements.models import Engagement, EngagementState, SupportKind


class PlanState(StrEnum):
    """States of rules.md, Plan."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    LIVE = "live"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """Name the state as pages do."""
        return self.value.capitalize()


class ChangeState(StrEnum):
    """Where a change of an approved plan's scope stands; the approved plan holds until the change is approved."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"


FROZEN = frozenset({EngagementState.CLOSED, EngagementState.ENDED_EARLY})
"""States of an engagement in which its plan is read only (rules.md, Engagement)."""


class Plan(Base):
    """The change plan of an engagement. It grows from one signed version of a result and stays pinned to it."""

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint("(state IN ('approved', 'live', 'closed')) = (approved_number IS NOT NULL)", name="approved"),
        CheckConstraint("change_state IS NULL OR state IN ('approved', 'live')", name="changes_what_is_approved"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at_a_time"),
        CheckConstraint("(endorsed_at IS NULL) = (endorsed_digest = '')", name="endorsed_content"),
        ForeignKeyConstraint(["round_id", "result_number"], ["signed_result.round_id", "signed_result.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))  # of the result it is pinned to
    result_number: Mapped[int]  # the signed version it is pinned to
    state: Mapped[PlanState] = mapped_column(enum_column(PlanState, "plan_state"))
    change_state: Mapped[ChangeState | None] = mapped_column(enum_column(ChangeState, "change_state"))
    change_reason: Mapped[str] = mapped_column(default="")  # why the scope of an approved plan is changed
    approved_number: Mapped[int | None]  # the version that is worked by: its dates are the baseline
    endorsement_asked_at: Mapped[dt.datetime | None]
    endorsed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    endorsed_name: Mapped[str] = mapped_column(default="")  # as it was on the day
    endorsed_at: Mapped[dt.datetime | None]
    endorsed_digest: Mapped[str] = mapped_column(default="")  # of the content; another content is not endorsed
    started_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    closing_note: Mapped[str] = mapped_column(default="")
    engagement_state: Mapped[EngagementState] = column_property(  # read with the plan, in the same query
        select(Engagement.state).where(Engagement.id == engagement_id).correlate_except(Engagement).scalar_subquery()
    )
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_frozen(self) -> bool:
        """Say whether the engagement is over, so that nothing of the plan changes any more."""
        return self.engagement_state in FROZEN

    @property
    def is_editable(self) -> bool:
        """Say whether the scope may be edited now."""
        is_prepared = self.state in {PlanState.DRAFT, PlanState.RETURNED} or self.change_state in {
            ChangeState.DRAFT,
            ChangeState.RETURNED,
        }
        return is_prepared and not self.is_frozen

    @property
    def is_under_review(self) -> bool:
        """Say whether a version waits for the manager's decision."""
        waits = self.state is PlanState.SUBMITTED or self.change_state is ChangeState.SUBMITTED
        return waits and not self.is_frozen

    @property
    def is_worked_by(self) -> bool:
        """Say whether progress is recorded on it: approved or live."""
        return self.state in {PlanState.APPROVED, PlanState.LIVE} and not self.is_frozen


class Goal(Base):
    """What will be different for one standard. Owner and deputy are people of the engagement."""

    __tablename__ = "goal"
    __table_args__ = (CheckConstraint("target_level BETWEEN 1 AND 5", name="level_1_to_5"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    standard_key: Mapped[str]
    position: Mapped[int]
    what: Mapped[str]  # what will be different
    success_measure: Mapped[str] = mapped_column(default="")
    target_level: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    removed_at: Mapped[dt.datetime | None]  # kept: frozen versions and history speak of it
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Milestone(Base):
    """A dated step of a goal. `quarters` of support it needs, of one kind; `uses` names the tool or training."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("quarters >= 0", name="days_not_negative"),
        CheckConstraint("quarters = 0 OR support IS NOT NULL", name="days_are_of_a_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, default=new_ref)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"), index=True)
    position: Mapped[int]
    what: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[dt.date | None]
    quarters: Mapped[int] = mapped_column(default=0)  # quarter person-days of support
    support: Mapped[SupportKind | None] = mapped_column(enum_column(SupportKind, "support_kind"))
    uses: Mapped[str] = mapped_column(default="")  # the tool or training it uses, by name
    removed_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class MilestoneWait(Base):
    """One milestone waits for another of the same plan; a circle is refused by the service (schedule.py)."""

    __tablename__ = "milestone_wait"
    __table_args__ = (CheckConstraint("milestone_id <> waits_for_id", name="not_for_itself"),)

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), primary_key=True)
    waits_for_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), primary_key=True, index=True)


class Omission(Base):
    """Why a standard that is below target, or a priority, has no goal now."""

    __tablename__ = "omission"
    __table_args__ = (UniqueConstraint("plan_id", "standard_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    standard_key: Mapped[str]
    reason: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
