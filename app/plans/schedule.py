"""The arithmetic of a plan's dates: what waits for what, late, behind, slips, counted progress. Pure; dates come in.

A milestone's date is the day by which it is done. "Late" means that its forecast has passed (rules.md, Plan); how far
it is behind its baseline is told beside it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as the schedule sees it; `done_on` None: not done yet."""

    ref: str
    baseline: dt.date
    forecast: dt.date
    done_on: dt.date | None = None
    waits_for: tuple[str, ...] = ()

    def is_late(self, today: dt.date) -> bool:
        """Say whether its forecast has passed without its being done."""
        return self.done_on is None and self.forecast < today

    @property
    def behind(self) -> int:
        """Days by which it was, or is forecast to be, done after its baseline; below nought: before it."""
        return ((self.done_on or self.forecast) - self.baseline).days


@dataclass(frozen=True, slots=True)
class Counted:
    """Progress that is counted: milestones done of all."""

    done: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down so that 100 means all; None where there is nothing to count."""
        return self.done * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new forecast that a slip suggests for what waits; `beyond`: it would lie after the plan's last day."""

    ref: str
    was: dt.date
    proposed: dt.date
    beyond: bool

    @property
    def moves(self) -> bool:
        """Say whether there is a later day to move to: not so for what is forecast for the plan's last day."""
        return self.proposed > self.was


def counted(steps: Iterable[Step]) -> Counted:
    """Count what is done."""
    all_steps = list(steps)
    return Counted(sum(step.done_on is not None for step in all_steps), len(all_steps))


def circle(waits: Mapping[str, Collection[str]], ref: str, waits_for: Collection[str]) -> tuple[str, ...]:
    """Give the circle that would close if `ref` waited for `waits_for`, from `ref` back to `ref`; empty if none.

    `waits` says what each milestone waits for now; what it says of `ref` itself is replaced. The shortest circle is
    given, so that the message that names it is as short as can be.
    """
    after = {**{key: sorted(value) for key, value in waits.items()}, ref: sorted(waits_for)}
    paths: list[tuple[str, ...]] = [(ref,)]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        for following in after.get(path[-1], []):
            if following == ref:
                return (*path, ref)
            if following not in seen:
                seen.add(following)
                paths.append((*path, following))
    return ()


def in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Give the steps so that each stands after all it waits for, else as given. ValueError if they form a circle."""
    left, placed, found = list(steps), set[str](), list[Step]()
    known = {step.ref for step in steps}
    while left:
        ready = next((step for step in left if all(r in placed or r not in known for r in step.waits_for)), None)
        if ready is None:
            raise ValueError(f"in a circle: {', '.join(step.ref for step in left)}")
        left.remove(ready)
        placed.add(ready.ref)
        found.append(ready)
    return tuple(found)


def proposals(steps: Sequence[Step], moved: str, forecast: dt.date, *, last_on: dt.date) -> tuple[Proposal, ...]:
    """Say which undone steps should move if `moved` is forecast for `forecast`, and to when. Moves nothing.

    Between two steps the baseline's interval is kept (none below nought). Only what would otherwise come too soon is
    proposed, and never to an earlier day. A day after `last_on` is proposed as `last_on`, and said to be `beyond`; what
    is forecast for `last_on` or later already stays there. Raises ValueError if the steps form a circle.
    """
    new = {step.ref: step.done_on or step.forecast for step in steps} | {moved: forecast}
    baseline = {step.ref: step.baseline for step in steps}
    touched, found = {moved}, list[Proposal]()
    for step in in_order(steps):
        before = [ref for ref in step.waits_for if ref in touched]
        if step.ref == moved or step.done_on is not None or not before:
            continue
        soonest = max(new[ref] + max(step.baseline - baseline[ref], dt.timedelta(0)) for ref in before)
        if soonest > step.forecast:
            new[step.ref] = soonest
            touched.add(step.ref)
            shown = max(min(soonest, last_on), step.forecast)
            found.append(Proposal(step.ref, step.forecast, shown, beyond=soonest > last_on))
    return tuple(found)


def too_soon(steps: Iterable[Step]) -> tuple[tuple[str, str], ...]:
    """Give the pairs (step, what it waits for) where an undone step is forecast before what it waits for."""
    by_ref = {step.ref: step for step in steps}
    return tuple(
        (step.ref, ref)
        for step in by_ref.values()
        if step.done_on is None
        for ref in step.waits_for
        if ref in by_ref and step.forecast < (by_ref[ref].done_on or by_ref[ref].forecast)
    )


def done_text(days: int) -> str:
    """Write how something was done that is `days` after its baseline: "done on time", "done 5 days late"."""
    return "done on time" if days <= 0 else f"done {days} day{'' if days == 1 else 's'} late"


def days_text(days: int) -> str:
    """Write how far something is from its baseline: "12 days behind the baseline", "as in the baseline"."""
    if not days:
        return "as in the baseline"
    number = abs(days)
    return f"{number} day{'' if number == 1 else 's'} {'behind' if days > 0 else 'ahead of'} the baseline"
