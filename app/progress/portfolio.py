"""The portfolio's engagements: at what stage each is, what is decided next and by whom, what is late. Pure; no records.

Which of them a page shows, and in what order: portfolio_choice.py.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.charging.income import Line
from app.charging.ledger import month_of, months_between

MANAGER, OFFICER, DIRECTOR, CONSULTANT = "manager", "lead officer", "director", "consultant"
EITHER = f"{MANAGER} and {OFFICER}"
REVIEWS = "reviewing.reviews"


class Stage(StrEnum):
    """Where an engagement is in its twelve months, in their order."""

    SETTING_UP = "setting-up"
    ASSESSING = "assessing"
    PLANNING = "planning"
    SUPPORTING = "supporting"
    CLOSING = "closing"
    OVER = "over"

    @property
    def words(self) -> str:
        """Name the stage as pages do."""
        return {
            "setting-up": "Setting up",
            "assessing": "Self-assessment",
            "planning": "Change plan",
            "supporting": "Support under way",
        }.get(self.value, self.value.capitalize())


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided or done next, and by whom; `endpoint`: where the manager does it, empty for somebody else's."""

    what: str
    whose: str
    endpoint: str = ""

    @property
    def is_the_managers(self) -> bool:
        """Say whether it waits for the manager, alone or with the lead officer."""
        return self.whose in {MANAGER, EITHER}

    @property
    def is_routine(self) -> bool:
        """Say whether it comes round each month and decides nothing of money or plan."""
        return self.endpoint == REVIEWS


@dataclass(frozen=True, slots=True)
class Facts:
    """What rooms know of one engagement. Texts are the values of their states, empty where there is no such record.

    `signed_sides`: of the agreement that waits for signatures, parted by spaces. `reviewed`: months before this one
    that have a review; `review_month`: of the newest frozen one. `delegates`: of the partner, with a place in training.
    """

    id: int
    region: str
    round_kind: str
    round_state: str
    is_assessed: bool  # a result is signed
    plan_state: str
    change_state: str
    is_endorsement_asked: bool
    agreement_kind: str
    agreement_state: str
    signed_sides: str
    follows_the_plan: bool  # an agreement made after the first is signed
    late: int  # milestones
    review_month: dt.date | None
    reviewed: int
    confirmed_sides: str | None  # of the open review, parted by spaces; None: none is open
    delegates: int
    waiting_list: int


@dataclass(frozen=True)
class Entry:
    """One engagement of the portfolio on a day."""

    line: Line
    facts: Facts
    today: dt.date

    @cached_property
    def stage(self) -> Stage:
        """Where it is in its twelve months."""
        state = self.line.engagement.state
        if state in {"closed", "ended_early"}:
            return Stage.OVER
        if state in {"draft", "closing"}:
            return Stage.SETTING_UP if state == "draft" else Stage.CLOSING
        if not self.facts.is_assessed:
            return Stage.ASSESSING
        worked_by = self.facts.plan_state in {"approved", "live", "closed"}
        return Stage.SUPPORTING if worked_by else Stage.PLANNING

    @cached_property
    def without_review(self) -> int:
        """Count the months that are over and have no review; the month in which it began counts, too."""
        each = self.line.engagement
        before = month_of(self.today) - dt.timedelta(days=1)
        if each.state == "draft" or before < each.starts_on:
            return 0
        return max(len(months_between(each.starts_on, min(before, each.ends_on))) - self.facts.reviewed, 0)

    @cached_property
    def waiting(self) -> tuple[Decision, ...]:
        """Give all that waits for somebody, what holds the engagement up most first."""
        return tuple(self._decisions())

    @property
    def decision(self) -> Decision | None:
        """Give what holds the engagement up first; None where nothing waits for anybody."""
        return self.waiting[0] if self.waiting else None

    @property
    def own(self) -> Decision | None:
        """Give the first that waits for the manager, alone or with the lead officer."""
        return next((each for each in self.waiting if each.is_the_managers), None)

    @property
    def shown(self) -> tuple[Decision, ...]:
        """Give the first decision and, where that is somebody else's, the manager's own unless it is routine."""
        own = None if self.own and self.own.is_routine else self.own
        return tuple(dict.fromkeys(each for each in (self.decision, own) if each))

    @property
    def is_beyond_cap(self) -> bool:
        """Say whether what is used, booked and planned passes the cap."""
        return self.stage is not Stage.SETTING_UP and self.line.forecast.beyond_cap

    def _decisions(self) -> Iterator[Decision]:
        if self.stage is Stage.OVER:
            return
        yield from _signing(self.facts)
        if self.stage is Stage.SETTING_UP:
            yield Decision("Agree the initial agreement", MANAGER, "agreements.agreement")
            return
        if "submitted" in {self.facts.plan_state, self.facts.change_state}:
            yield Decision("Review the change plan", MANAGER, "plans.review")
        yield from self._working()
        yield from _planning(self.facts)
        yield from _scoring(self.facts)
        yield from _reviewing(self.facts)
        if self.without_review and self.facts.confirmed_sides is None:  # one review is open at a time
            yield Decision("Start the monthly review", EITHER, REVIEWS)

    def _working(self) -> Iterator[Decision]:
        """Give what is about money once the plan stands."""
        if self.facts.plan_state in {"approved", "live"} and not self.facts.follows_the_plan:
            yield Decision("Draft the agreement that follows from the plan", MANAGER, "agreements.agreement")
        if self.is_beyond_cap and self.stage is Stage.SUPPORTING:
            yield Decision("Vary the agreement or plan fewer days", MANAGER, "agreements.agreement")
        if self.line.balance.of("submitted", "answered").quarters > 0:
            yield Decision("Approve support days", DIRECTOR)


def _signing(facts: Facts) -> Iterator[Decision]:
    """An agreement that is sent, or half written; the manager signs for the lead side, the director for the partner."""
    name = "the agreement" if facts.agreement_kind != "variation" else "the variation"
    if facts.agreement_state == "to_sign":
        signed = facts.signed_sides.split()
        if "lead" not in signed:
            yield Decision(f"Sign {name}", MANAGER, "agreements.agreement")
        elif "partner" not in signed:
            yield Decision(f"Sign {name}", DIRECTOR)
    elif facts.agreement_state == "draft":
        yield Decision(f"Finish {name}", MANAGER, "agreements.agreement")


def _reviewing(facts: Facts) -> Iterator[Decision]:
    """The month's review that is open: the lead side's word first, then the partner's."""
    if facts.confirmed_sides is None:
        return
    confirmed = facts.confirmed_sides.split()
    if "lead" not in confirmed:
        what = "Confirm the monthly review" if confirmed else "Finish the monthly review"
        yield Decision(what, MANAGER if confirmed else EITHER, REVIEWS)
    else:
        yield Decision("Confirm the monthly review", f"{OFFICER} or {DIRECTOR}")


def _planning(facts: Facts) -> Iterator[Decision]:
    editing = facts.plan_state in {"draft", "returned"} or facts.change_state in {"draft", "returned"}
    name = "change of the plan’s scope" if facts.change_state else "change plan"
    if editing and facts.is_endorsement_asked:
        yield Decision(f"Endorse the {name}", DIRECTOR)
    elif editing:
        returned = "returned" in {facts.plan_state, facts.change_state}
        yield Decision(f"{'Rework' if returned else 'Finish'} the {name}", OFFICER)
    elif not facts.plan_state and facts.is_assessed:
        yield Decision("Start the change plan", OFFICER)
    elif facts.plan_state == "approved":
        yield Decision("Start work on the change plan", OFFICER)


def _scoring(facts: Facts) -> Iterator[Decision]:
    name = f"{_ROUNDS.get(facts.round_kind, 'baseline')} self-assessment"
    if not facts.round_state:
        yield Decision(f"Start the {name}", OFFICER)
    elif facts.round_state == "with_director":
        yield Decision(f"Sign the {name}", DIRECTOR)
    elif facts.round_state in {"draft", "scoring"}:
        verb = "Open scoring" if facts.round_state == "draft" else "Close scoring"
        yield Decision(f"{verb} of the {name}", OFFICER)
    elif facts.round_state in {"workshop", "reopened"}:
        yield Decision(f"Hold the workshop of the {name}", CONSULTANT)


_ROUNDS = {"baseline": "baseline", "mid_year": "mid-year", "end_of_year": "end-of-year"}
