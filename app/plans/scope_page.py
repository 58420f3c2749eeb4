"""What the builder's page is given, and what it tells its reader to do next. Addresses: views/scope.py."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.assessments.result import StandardResult
from app.plans.checklist import Missing, Place, numbers
from app.plans.content import PlanContent
from app.plans.models import ChangeState, Plan, PlanState
from app.plans.queries.comments import CommentRow
from app.plans.queries.plan import PlanRecord
from app.security import Identity, Permission

Linked = tuple[str, str]  # words and address


@dataclass(frozen=True, slots=True)
class NextStep:
    """What this reader does next: words, and where they lead; `presses`: the link is a button that acts."""

    text: str
    endpoint: str = ""
    label: str = ""
    presses: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A standard that needs an answer, and how many milestones its goal would begin with."""

    standard: StandardResult
    suggested: int


@dataclass(frozen=True)
class ScopePage:
    """A plan's scope as it is worked on, for the person who looks."""

    record: PlanRecord
    content: PlanContent
    may_edit: bool
    step: NextStep
    missing: tuple[Linked, ...]
    remarks: tuple[Linked, ...]
    offered: tuple[Offered, ...]
    comments: tuple[CommentRow, ...]
    newest_title: str

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.record.plan

    @property
    def state_words(self) -> str:
        """Name the state of what is edited: of a change, the change's own."""
        change = self.plan.change_state
        return change.value.capitalize() if change else self.plan.state.words

    @property
    def state_colour(self) -> str:
        """The colour of the tag with those words; never alone."""
        return {"Draft": "grey", "Submitted": "yellow", "Returned": "orange"}.get(self.state_words, "blue")

    @cached_property
    def numbers(self) -> dict[str, str]:
        """ "2" and "2.1" by reference of goal and milestone."""
        return numbers(self.content)

    @cached_property
    def comments_on(self) -> dict[str, list[CommentRow]]:
        """Comments by what they are on; under the empty reference those on the whole, or on what is gone since."""
        found: dict[str, list[CommentRow]] = defaultdict(list)
        for each in self.comments:
            ref = each.milestone_ref or each.goal_ref
            found[ref if ref in self.numbers else ""].append(each)
        return found

    @property
    def has_newer_result(self) -> bool:
        """Say whether a newer version was signed than the one that the plan is pinned to."""
        return self.newest_title != self.content.result


def next_step(plan: Plan, content: PlanContent, missing: Iterable[Missing], identity: Identity) -> NextStep:
    """Say what this reader does next with the scope."""
    if plan.is_under_review:
        return _under_review(identity)
    if identity.may(Permission.PLAN_BUILD):
        return _build(plan, content, list(missing))
    if identity.may(Permission.PLAN_ENDORSE) and plan.endorsement_asked_at and plan.endorsed_digest != content.digest:
        return NextStep("A lead officer asks you to endorse this plan.", "endorse", "Read and endorse it")
    return NextStep("The lead officers are working on it. The manager reviews it once they submit it.")


def _under_review(identity: Identity) -> NextStep:
    if identity.may(Permission.PLAN_REVIEW):
        return NextStep("This plan is submitted and waits for your review.", "review", "Review it")
    words = "It is with the manager for review and cannot be edited meanwhile."
    if identity.may(Permission.PLAN_BUILD):
        return NextStep(words, "submit", "See what was submitted, or take it back")
    return NextStep(words)


def _build(plan: Plan, content: PlanContent, missing: list[Missing]) -> NextStep:
    standards = sum(line.place is Place.STANDARD for line in missing)
    if standards:
        count = "1 standard needs" if standards == 1 else f"{standards} standards need"
        return NextStep(f"{count} a goal, or a reason why not now.")
    if missing:
        things = "1 thing is" if len(missing) == 1 else f"{len(missing)} things are"
        return NextStep(f"{things} missing before the director can endorse it: see the list below.")
    if plan.endorsed_digest == content.digest:
        text = "It is complete, and the director has endorsed it."
        return NextStep(text, "submit", "Submit it to the manager")
    asked_again = plan.endorsed_at and plan.endorsement_asked_at and plan.endorsed_at < plan.endorsement_asked_at
    if plan.endorsed_at is not None and not asked_again:
        text = "It changed after the director endorsed it, so the endorsement no longer holds."
        return NextStep(text, "ask_endorsement", "Ask the director again", presses=True)
    if plan.endorsement_asked_at is not None:
        text = "It is complete. The director is asked to endorse it; then you submit it to the manager."
        return NextStep(text, "ask_endorsement", "Remind the director", presses=True)
    text = "It is complete. The director endorses it, then you submit it to the manager."
    if plan.state is PlanState.RETURNED or plan.change_state is ChangeState.RETURNED:
        text = "The manager returned it. Answer the comments, change what they ask for, then ask the director."
    return NextStep(text, "ask_endorsement", "Ask the director to endorse it", presses=True)
