"""What differs between two scopes of a plan: by goal and milestone, field by field, word by word. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.assessments.differences import Change
from app.engagements.models import SupportKind
from app.plans.checklist import in_words
from app.plans.content import GoalText, MilestoneText, OmissionText, PlanContent, Who

NOTHING = "none"
Field = tuple[str, object, str]  # its name on the page, its value, the value in words
Texts = Mapping[str, str]  # milestones by reference, in words
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class ChangedMilestone:
    """A milestone that one scope has and the other has not, or has otherwise. `mark`: added, removed or changed."""

    ref: str
    title: str
    mark: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ChangedGoal:
    """A goal with what changed in it; `changes` are its own, empty where only milestones changed."""

    ref: str
    standard: str
    title: str
    mark: str
    changes: tuple[Change, ...]
    milestones: tuple[ChangedMilestone, ...]


@dataclass(frozen=True, slots=True)
class ChangedOmission:
    """A standard that was, is, or is with other words left for later."""

    standard_key: str
    title: str
    mark: str
    change: Change


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """All that changed from one scope to another, in the order of the newer one; what is gone stands last."""

    goals: tuple[ChangedGoal, ...]
    omissions: tuple[ChangedOmission, ...]
    whole: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether both scopes are the same."""
        return not (self.goals or self.omissions or self.whole)

    @property
    def in_words(self) -> str:
        """What changed in one line: "1 goal added, 2 milestones changed"."""
        milestones = [milestone for goal in self.goals if goal.mark == CHANGED for milestone in goal.milestones]
        own = [goal for goal in self.goals if goal.mark != CHANGED or goal.changes]
        counted = (("goal", own), ("milestone", milestones), ("standard left for later", self.omissions))
        parts = [
            f"{number} {_plural(noun, number)} {mark}"
            for noun, found in counted
            for mark in (ADDED, CHANGED, REMOVED)
            if (number := sum(each.mark == mark for each in found))
        ]
        if self.whole:
            parts.append("details of the plan as a whole changed")
        words = ", ".join(parts)
        return f"{words[:1].upper()}{words[1:]}" if words else "Nothing changed"


def plan_difference(old: PlanContent, new: PlanContent) -> PlanDifference:
    """Give what changed from `old` to `new`; goals and milestones are matched by their references."""
    was_called, is_called = _called(old), _called(new)
    before, after = {goal.ref: goal for goal in old.goals}, {goal.ref: goal for goal in new.goals}
    goals = tuple(
        changed
        for ref in _refs(before, after)
        if (changed := _goal(before.get(ref), after.get(ref), was_called, is_called))
    )
    return PlanDifference(goals, tuple(_omissions(old, new)), tuple(_whole(old, new)))


def _goal(old: GoalText | None, new: GoalText | None, was_called: Texts, is_called: Texts) -> ChangedGoal | None:
    shown = new or old
    if shown is None:  # cannot be: the reference is one of either's
        return None
    before = {milestone.ref: milestone for milestone in old.milestones} if old else {}
    after = {milestone.ref: milestone for milestone in new.milestones} if new else {}
    milestones = tuple(
        changed
        for ref in _refs(before, after)
        if (changed := _milestone(before.get(ref), after.get(ref), was_called, is_called))
    )
    changes = _changes(_goal_fields(old) if old else (), _goal_fields(new) if new else ())
    if old and new:
        changes = (*changes, *_order("Order of milestones", list(before), list(after), was_called, is_called))
        if not changes and not milestones:
            return None
    standard = f"{shown.standard_number}. {shown.standard_title}"
    return ChangedGoal(shown.ref, standard, shown.what, _mark(old, new), changes, milestones)


def _milestone(
    old: MilestoneText | None, new: MilestoneText | None, was_called: Texts, is_called: Texts
) -> ChangedMilestone | None:
    shown = new or old
    changes = _changes(
        _milestone_fields(old, was_called) if old else (), _milestone_fields(new, is_called) if new else ()
    )
    if shown is None or (old and new and not changes):
        return None
    return ChangedMilestone(shown.ref, shown.what, _mark(old, new), changes)


def _goal_fields(of: GoalText) -> Sequence[Field]:
    standard = f"{of.standard_number}. {of.standard_title}"
    return (
        ("What will be different", of.what, of.what),
        ("Success measure", of.success_measure, of.success_measure),
        ("Owner", of.owner, _name(of.owner)),
        ("Deputy", of.deputy, _name(of.deputy)),
        ("Target level", of.target_level, str(of.target_level or "")),
        ("Agreed level", of.level, "not assessed" if of.level is None else str(of.level)),
        ("Standard", (of.standard_key, standard), standard),
    )


def _milestone_fields(of: MilestoneText, called: Texts) -> Sequence[Field]:
    return (
        ("What is to be done", of.what, of.what),
        ("Owner", of.owner, _name(of.owner)),
        ("Due date", of.due_on, in_words(of.due_on) if of.due_on else ""),
        ("Waits for", of.waits_for, "\n".join(called.get(ref, "") for ref in of.waits_for)),
        ("Days of support", (of.quarters, of.support), support_in_words(of)),
        ("Tools and training", of.uses, of.uses),
    )


def support_in_words(of: MilestoneText) -> str:
    """Write the days of support that a milestone needs: "1.5 days: mentoring"; empty without any."""
    if not of.quarters:
        return ""
    days = f"{(Decimal(of.quarters) / 4).normalize():f}"
    kind = SupportKind(of.support).words if of.support else ""
    return f"{days} day{'' if days == '1' else 's'}{kind and f': {kind[:1].lower()}{kind[1:]}'}"


def _omissions(old: PlanContent, new: PlanContent) -> Iterator[ChangedOmission]:
    before = {omission.standard_key: omission for omission in old.omissions}
    after = {omission.standard_key: omission for omission in new.omissions}
    for key in _refs(before, after):
        was, now = before.get(key), after.get(key)
        shown: OmissionText | None = now or was
        if shown and (was.reason if was else None) != (now.reason if now else None):
            change = Change("Why not now", was.reason if was else NOTHING, now.reason if now else NOTHING)
            title = f"{shown.standard_number}. {shown.standard_title}"
            yield ChangedOmission(key, title, _mark(was, now), change)


def _whole(old: PlanContent, new: PlanContent) -> Iterator[Change]:
    fields = (_whole_fields(old), _whole_fields(new))
    yield from _changes(*fields)
    yield from _order(
        "Order of goals",
        [goal.ref for goal in old.goals],
        [goal.ref for goal in new.goals],
        {goal.ref: goal.what for goal in old.goals},
        {goal.ref: goal.what for goal in new.goals},
    )


def _whole_fields(of: PlanContent) -> Sequence[Field]:
    months = f"{in_words(of.first_on)} to {in_words(of.last_on)}"
    return (
        ("Result that the plan grew from", of.result, of.result),
        ("Twelve months", (of.first_on, of.last_on), months),
        ("Partnership", of.partnership, of.partnership),
        ("Authority", of.partner, of.partner),
    )


def _order(what: str, old: list[str], new: list[str], was_called: Texts, is_called: Texts) -> Iterator[Change]:
    """Say that what both have stands in another order."""
    was, now = [ref for ref in old if ref in new], [ref for ref in new if ref in old]
    if was != now:
        yield Change(what, "\n".join(was_called[ref] for ref in was), "\n".join(is_called[ref] for ref in now))


def _changes(old: Sequence[Field], new: Sequence[Field]) -> tuple[Change, ...]:
    """Compare two lists of the same fields; where one is empty the other is given whole, without its empty fields."""
    if not old or not new:
        return tuple(Change(what, "" if new else text, text if new else "") for what, _, text in (old or new) if text)
    return tuple(
        Change(what, was_text or NOTHING, _now(now_text or NOTHING, was_text or NOTHING))
        for (what, was, was_text), (_, now, now_text) in zip(old, new, strict=True)
        if was != now
    )


def _now(text: str, was: str) -> str:
    return f"{text} (another one of the same name)" if text == was else text


def _called(of: PlanContent) -> Texts:
    return {milestone.ref: milestone.what for milestone in of.milestones}


def _refs(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return [*new, *(ref for ref in old if ref not in new)]


def _mark(old: object | None, new: object | None) -> str:
    if old is None:
        return ADDED
    return REMOVED if new is None else CHANGED


def _name(who: Who | None) -> str:
    return who.name if who else ""


def _plural(noun: str, number: int) -> str:
    first, _, rest = noun.partition(" ")
    return " ".join(filter(None, (first if number == 1 else f"{first}s", rest)))
