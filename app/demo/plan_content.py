"""What the demonstration tells of plans, agreements and mentoring, as values; content.py reads them with each case.

Days count working days from today, as everywhere in the demonstration. A milestone is called by its `key`.
"""

from decimal import Decimal
from typing import Self

from pydantic import model_validator

from app.demo.basis import Content
from app.engagements.models import SupportKind
from app.plans.models import Decision, Status


class Step(Content):
    """A milestone; `days` are person-days of support, in quarters of a day."""

    key: str
    what: str
    owner: str
    due: int
    days: Decimal = Decimal(0)
    support: SupportKind | None = None
    uses: str = ""
    waits_for: tuple[str, ...] = ()


class GoalPlayed(Content):
    """A goal for the standard `standard`."""

    standard: str
    what: str
    measure: str
    owner: str
    deputy: str
    target: int
    milestones: tuple[Step, ...]


class Comment(Content):
    """The manager's comment: `about` is a standard's key (its goal), a milestone's key, or empty for the whole plan."""

    about: str = ""
    text: str
    answer: str = ""


class ConditionPlayed(Content):
    """A condition of an approval; `met` says on which day and `note` how."""

    text: str
    due: int
    goal: str = ""
    met: int | None = None
    note: str = ""
    confirmed: int | None = None


class Submission(Content):
    """One way through endorsement, submission and decision, as far as it has come.

    `changed` and `added` are edits made before it: new success measures by standard, milestones by standard.
    """

    changed: dict[str, str] = {}
    added: dict[str, tuple[Step, ...]] = {}
    asked: int
    endorsed: int | None = None
    submitted: int | None = None
    decided: int | None = None
    decision: Decision | None = None
    note: str = ""
    comments: tuple[Comment, ...] = ()
    conditions: tuple[ConditionPlayed, ...] = ()


class Update(Content):
    """What the owner says of a milestone: a status with its reason, a note, or a new forecast with its reason."""

    day: int
    milestone: str
    status: Status | None = None
    reason: str = ""
    note: str = ""
    done: int | None = None
    forecast: int | None = None


class ScopeChange(Content):
    """A change of the approved plan's scope, as far as it has come."""

    day: int
    reason: str
    submission: Submission | None = None


class PlanPlayed(Content):
    """The change plan; `later` holds why a standard has no goal now."""

    started: int
    goals: tuple[GoalPlayed, ...] = ()
    later: dict[str, str] = {}
    submissions: tuple[Submission, ...] = ()
    begun: int | None = None
    updates: tuple[Update, ...] = ()
    change: ScopeChange | None = None
    closed: int | None = None
    closing_note: str = ""

    @model_validator(mode="after")
    def _every_name_is_known(self) -> Self:
        known = {step.key for goal in self.goals for step in goal.milestones}
        known |= {step.key for sent in self.submissions for steps in sent.added.values() for step in steps}
        named = {key for goal in self.goals for step in goal.milestones for key in step.waits_for}
        named |= {update.milestone for update in self.updates}
        if unknown := named - known:
            raise ValueError(f"the plan has no milestones {sorted(unknown)}")
        return self


class AgreementFromPlan(Content):
    """The version that follows from the plan. `signed` are the days on which the lead and the partner sign."""

    drafted: int
    sent: int | None = None
    lead_signed: int | None = None
    partner_signed: int | None = None


class VariationPlayed(AgreementFromPlan):
    """A variation: why, by how many person-days a kind's line and the cap rise."""

    reason: str
    more: dict[SupportKind, Decimal] = {}
    cap_days: int | None = None


class MeetingPlayed(Content):
    """A meeting of a mentoring pair and the actions agreed in it: what, whose (an address), by when, done when."""

    day: int
    minutes: int
    discussed: str
    actions: tuple["ActionPlayed", ...] = ()


class ActionPlayed(Content):
    """An action agreed in a meeting; `goal` is a standard's key."""

    what: str
    owner: str
    due: int
    goal: str = ""
    done: int | None = None
    note: str = ""


class PairPlayed(Content):
    """A mentoring pair; `goals` are standards' keys."""

    mentor: str
    mentee: str
    focus: str
    started: int
    goals: tuple[str, ...] = ()
    meetings: tuple[MeetingPlayed, ...] = ()
